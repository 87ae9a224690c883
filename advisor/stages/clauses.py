"""Conditions → clauses: what durable_rules carries, and a clear refusal of what is too wide for it.

A condition becomes clauses of literals (disjunctive normal form). A literal is an atom and whether it is to hold.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from ..library.conditions import All, AnyOf, Atom, Condition, literal, normal
from ..phrases import Language, Message, message, say

MAX_LITERALS = 220  # in one fact, of the 252 properties that the C engine takes
MAX_ALTERNATIVES = 256  # clauses of one rule: our own bound on how wide a condition may grow

Literal = tuple[Atom, bool]
Clause = tuple[Literal, ...]


class EngineLimitError(ValueError):
    """A base that the engine cannot carry. ``rule`` names the culprit."""

    def __init__(self, rule: str, what: Message, remedy: Message) -> None:
        self.rule, self.what, self.remedy = rule, what, remedy
        super().__init__()

    def sentence(self, language: Language) -> str:
        """What is wrong and the remedy, on one line."""
        remedy = say("remedy", language, remedy=self.remedy.said(language))
        return f"rules: {self.rule}: {self.what.said(language)} {remedy}"

    def __str__(self) -> str:
        return self.sentence("en")


@dataclass(frozen=True)
class EngineRule:
    """A named condition; ``open_too`` asks for the possible plane beside the certain one."""

    name: str
    condition: Condition
    open_too: bool = True


def clauses(rule: EngineRule) -> list[Clause]:
    """The clauses of a rule, each once. Raises EngineLimitError when the engine cannot carry it."""
    try:
        found = _clauses(normal(rule.condition))
    except _TooWideError:
        what = message("wrong_alternatives", most=MAX_ALTERNATIVES)
        raise EngineLimitError(rule.name, what, message("mend_alternatives")) from None
    if any(len(clause) > MAX_LITERALS for clause in found):
        raise EngineLimitError(rule.name, message("wrong_reads_much"), message("mend_reads_much"))
    return found


class _TooWideError(Exception):
    """More alternatives than a rule may have."""


def _clauses(condition: Condition) -> list[Clause]:
    if isinstance(condition, AnyOf):
        return _bounded(clause for part in condition.parts for clause in _clauses(part))
    if isinstance(condition, All):
        together: list[Clause] = [()]
        for part in condition.parts:
            of_part = _clauses(part)
            together = _bounded((*before, *clause) for before in together for clause in of_part)
        return together
    return [(literal(condition),)]


def _bounded(clauses: Iterable[Clause]) -> list[Clause]:
    """Each clause once, and each literal in it."""
    unique = list(dict.fromkeys(tuple(dict.fromkeys(clause)) for clause in clauses))
    if len(unique) > MAX_ALTERNATIVES:
        raise _TooWideError
    return unique
