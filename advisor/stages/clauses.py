"""Conditions → clauses: what durable_rules can carry, and a clear refusal of what it cannot.

A rule becomes clauses of literals over flat properties (disjunctive normal form), in two planes: *certain* (true on the
known facts) and *possible* (true or open).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from ..library.conditions import All, AnyOf, Atom, Compare, Condition, Empty, Includes, Known, literal, normal
from ..phrases import Language, Message, message, say

MAX_GROUPS = 15  # $and/$or groups in one pattern: error 113
MAX_PROPERTIES = 220  # of 252 in one fact, with room for guards
MAX_STRING = 65_535  # bytes; above it the tail is ignored
MAX_INTEGER = 2**63 - 1  # above it all numbers are equal
MAX_ALTERNATIVES = 256  # clauses of one rule: our own bound on how wide a condition may grow
RESERVED = ("id", "sid")

KNOWN, TICKED = "#known", "#ticked"  # properties beside the facts: answered at all, and how many options

Literal = tuple[str, str, Any]  # operator, property, value
Clause = tuple[Literal, ...]

_OPPOSITE = {"==": "!=", "!=": "==", ">=": "<", "<": ">=", ">": "<=", "<=": ">", "known": "never", "never": "known"}
_OPERATOR = {"is": "==", "at_least": ">=", "at_most": "<=", "above": ">", "below": "<"}


class EngineLimitError(ValueError):
    """A base that the engine cannot carry. ``rule`` names the culprit, or is empty."""

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


class Domains(Protocol):
    """The option codes of a choice, so that a wide membership can be written as its complement."""

    def __call__(self, name: str) -> Sequence[str] | None:
        """The codes of a question with one choice; None for anything else."""


def literals(condition: Condition, domain: Domains) -> list[Clause]:
    """A condition in disjunctive normal form: clauses of literals over flat properties."""
    return _clauses(normal(condition), domain)


def _clauses(condition: Condition, domain: Domains) -> list[Clause]:
    if isinstance(condition, AnyOf):
        return _bounded([clause for part in condition.parts for clause in _clauses(part, domain)])
    if isinstance(condition, All):
        product: list[Clause] = [()]
        for part in condition.parts:
            product = _bounded([a + b for a in product for b in _clauses(part, domain)])
        return product
    atom, wanted = literal(condition)
    return _atom(atom, domain, negated=not wanted)


def _bounded(clauses: list[Clause]) -> list[Clause]:
    unique = list(dict.fromkeys(tuple(dict.fromkeys(clause)) for clause in clauses))
    if len(unique) > MAX_ALTERNATIVES:
        what = message("wrong_alternatives", most=MAX_ALTERNATIVES)
        raise EngineLimitError("", what, message("mend_alternatives"))
    return unique


def _atom(atom: Atom, domain: Domains, *, negated: bool) -> list[Clause]:
    if isinstance(atom, Compare):
        operator = _OPPOSITE[_OPERATOR[atom.operator]] if negated else _OPERATOR[atom.operator]
        return [((operator, atom.name, atom.value),)]
    if isinstance(atom, Known):
        return [(("never" if negated else "known", atom.name + KNOWN, 1),)]
    if isinstance(atom, Empty):
        return [((">" if negated else "==", atom.name + TICKED, 0),)]
    if isinstance(atom, Includes):
        wanted, together = (1, atom.quantity == "all") if atom.quantity != "none" else (0, True)
        if negated:
            wanted, together = 1 - wanted, not together
        ticks: list[Literal] = [("==", f"{atom.name}/{option}", wanted) for option in dict.fromkeys(atom.options)]
        return [tuple(ticks)] if together else [(tick,) for tick in ticks]
    codes = domain(atom.name) or atom.values
    inside = [code for code in codes if (code in atom.values) != negated]
    outside = [code for code in codes if code not in inside]
    if not inside or len(inside) > 2:  # exclusive complement: one clause instead of many
        return [tuple(("!=", atom.name, code) for code in outside)]
    return [(("==", atom.name, code),) for code in inside]


@dataclass(frozen=True)
class Compiled:
    """One rule as clauses per plane ("t" certain, "p" possible), and the properties it reads."""

    name: str
    clauses: tuple[tuple[str, tuple[tuple[Literal, bool], ...]], ...]
    properties: frozenset[str]


def compile_rule(rule: EngineRule, domain: Domains) -> Compiled:
    """A rule as clauses. Raises EngineLimitError when the engine cannot carry it."""
    try:
        alternatives = literals(rule.condition, domain)
    except EngineLimitError as error:
        raise EngineLimitError(rule.name, error.what, error.remedy) from None
    clauses = []
    for clause in alternatives:
        for _, _, value in clause:
            _check_value(value, rule.name)
        if all(operator != "never" for operator, _, _ in clause):
            clauses.append(("t", tuple((literal, False) for literal in clause)))
        if rule.open_too:
            if len(clause) + 1 > MAX_GROUPS:
                what = message("wrong_clause", count=len(clause), most=MAX_GROUPS - 1)
                raise EngineLimitError(rule.name, what, message("mend_clause"))
            clauses.append(("p", tuple((literal, True) for literal in clause)))
    return Compiled(rule.name, tuple(clauses), frozenset(prop for c in alternatives for _, prop, _ in c))


def _fnv(text: str) -> int:
    """The 32-bit hash by which the C engine tells names apart."""
    value = 0x811C9DC5
    for byte in text.encode():
        value = ((value ^ (byte if byte < 128 else byte | 0xFFFFFF00)) * 16777619) & 0xFFFFFFFF
    return value


def check_properties(properties: Iterable[str]) -> None:
    """Refuse (EngineLimitError) names that the engine reserves, or that look the same to it."""
    seen: dict[int, str] = {}
    for name in properties:
        if name in RESERVED or name.startswith("$") or any(c in name for c in '."\\') or len(name) > 200:
            raise EngineLimitError("", message("wrong_engine_name", name=name), message("mend_engine_name"))
        other = seen.setdefault(_fnv(name), name)
        if other != name:
            what = message("wrong_engine_names", one=name, other=other)
            raise EngineLimitError("", what, message("mend_engine_names"))


def _check_value(value: Any, rule: str) -> None:
    if isinstance(value, int) and abs(value) > MAX_INTEGER:
        raise EngineLimitError(rule, message("wrong_number_bits", value=str(value)), message("mend_number_bits"))
    if isinstance(value, float) and "e" in number(value):
        what = message("wrong_number_exponent", value=repr(value))
        raise EngineLimitError(rule, what, message("mend_number_exponent"))
    if isinstance(value, str) and len(value.encode()) > MAX_STRING:
        raise EngineLimitError(rule, message("wrong_text_long", most=MAX_STRING), message("mend_text_long"))


def number(value: float) -> str:
    """A decimal number as the engine reads it: without an exponent where that is possible."""
    text = repr(value)
    return f"{value:.12f}".rstrip("0") if "e-" in text else text
