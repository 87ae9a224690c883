"""How firm a finding or a recommendation is: the one table that everything that works out verdicts reads.

Independent engines are held against each other: they share this table, never the evaluation of a condition.
"""

from collections.abc import Iterable, Mapping
from typing import Literal

from ..library.conditions import Truth

Verdict = Literal["recommended", "provisional", "undecided", "not_indicated"]
VERDICTS: tuple[Verdict, ...] = ("recommended", "provisional", "undecided", "not_indicated")  # the firmest first
GIVEN: tuple[Verdict, ...] = ("recommended", "provisional")

LEVEL: Mapping[Verdict, int] = {verdict: level for level, verdict in enumerate(reversed(VERDICTS))}  # 0 to 3

_TRUTHS: tuple[Truth, ...] = (True, False, None)
_WITHOUT_EXCEPTION: Mapping[Truth, Verdict] = {True: "recommended", None: "undecided", False: "not_indicated"}


def under(verdict: Verdict, exception: Truth) -> Verdict:
    """What an exception leaves of a verdict: it blocks when it is true; while it is open nothing is recommended."""
    if exception is True:
        return "not_indicated"
    return "provisional" if exception is None and verdict == "recommended" else verdict


# The verdict of a rule, from the truth of its condition and of its exception; without an exception that is False.
OF_RULE: Mapping[tuple[Truth, Truth], Verdict] = {
    (condition, exception): under(verdict, exception)
    for condition, verdict in _WITHOUT_EXCEPTION.items()
    for exception in _TRUTHS
}


def own_exception(*, firm: bool, possible: bool) -> Truth:
    """The truth of a recommendation's exception: whether firm findings make it hold, or those that are possible too."""
    return True if firm else None if possible else False


def of_recommendation(callers: Iterable[Verdict], exception: Truth) -> Verdict:
    """The verdict of a recommendation: the firmest of the rules that call for it, under its own exception."""
    return under(max(callers, key=LEVEL.__getitem__, default="not_indicated"), exception)


def truths_of(verdicts: Iterable[Verdict]) -> tuple[frozenset[Truth], frozenset[Truth]]:
    """The truths of a condition and of its exception that give a rule one of these verdicts, each apart.

    Any of the one goes with any of the other when the verdicts are the firmest so many.
    """
    wanted = set(verdicts)
    pairs = [pair for pair, verdict in OF_RULE.items() if verdict in wanted]
    return frozenset(condition for condition, _ in pairs), frozenset(exception for _, exception in pairs)
