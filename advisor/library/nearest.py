"""The name that was meant by one that does not exist: looked up within a budget, for looking up is dear."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from ..phrases import Message, message

LONGEST = 80
BUDGET = 10_000_000  # pairs of letters: what one document may cost, under a second


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The name in ``names`` that looks most like ``name``, or None when none comes near."""
    found = get_close_matches(name[:LONGEST], sorted(names), n=1, cutoff=0.6)
    return found[0] if found else None


class Hints:
    """The nearest names for one document (a profile, a table, the knowledge): `nearest`, until the budget is spent.

    The same wrong name is looked up once. What is asked after the budget is spent gets no hint. The budget counts the
    letters that are compared, not seconds: the same document always gets the same hints.
    """

    def __init__(self, budget: int = BUDGET) -> None:
        self.left = budget
        self._found: dict[tuple[str, tuple[str, ...]], str | None] = {}

    def __call__(self, name: str, names: Iterable[str]) -> str | None:
        """The name in ``names`` that was meant by ``name``; None when none comes near or the budget is spent."""
        if self.left <= 0:
            return None
        name, among = name[:LONGEST], tuple(names)
        self.left -= len(among)
        if (name, among) not in self._found:
            self.left -= len(name) * sum(map(len, among))
            self._found[name, among] = nearest(name, among) if self.left >= 0 else None
        return self._found[name, among]


@dataclass(frozen=True)
class Meant:
    """A remedy for a name that does not exist, still to be looked up: the name in ``names`` that was meant."""

    name: str
    names: Iterable[str]
    otherwise: Message  # the remedy when no name comes near

    def remedy(self, hints: Hints) -> Message:
        """The remedy, looked up."""
        near = hints(self.name, self.names)
        return message("mend_nearest", name=near) if near else self.otherwise


Remedy = Message | Meant
