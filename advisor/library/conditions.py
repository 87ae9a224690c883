"""The meaning of a condition: a small three-valued language over facts (strong Kleene logic, 1952).

A fact that is absent is unknown. A condition on it is then neither true nor false, and all, any and none pass that on
only as far as it matters. A fact on which respondents differ is a set of what they said: a condition on it is true
when it holds for every one of these, false when for none, else open as well. Facts are named: an attribute
(``sector``), a derived fact (``adoption_proven``), or a factor (``weakness:<factor>``, ``strength:<factor>``).
"""

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from operator import ge, gt, le, lt
from typing import Literal

from ..phrases import Message, message
from .strict_yaml import Place, Plain

Value = bool | int | float | str | frozenset[str]
Data = bool | int | float | str | list[str]  # a value in JSON
Truth = bool | None


@dataclass(frozen=True, slots=True)
class Disputed:
    """What respondents who differ said: at least two values, each once, in a fixed order. One of them is right."""

    values: tuple[Value, ...]


Answer = Value | Disputed
Facts = Mapping[str, Answer]

Fault = tuple[Place, Message, Message]  # place within the condition, what, remedy

Operator = Literal["is", "at_least", "at_most", "above", "below"]
COMPARISONS: tuple[Operator, ...] = ("at_least", "at_most", "above", "below")
INCLUDES = ("includes", "includes_any", "includes_all", "includes_none")
FACTOR_KEYS = ("weakness", "strength")


@dataclass(frozen=True)
class All:
    """Every part holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True)
class NoneOf:
    """Not one part holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True)
class Compare:
    """One fact equals a value, or compares with a number."""

    name: str
    operator: Operator
    value: bool | int | float | str


@dataclass(frozen=True)
class OneOf:
    """One choice is among several."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Includes:
    """The ticked options hold any, all or none of these."""

    name: str
    quantity: Literal["any", "all", "none"]
    options: tuple[str, ...]


@dataclass(frozen=True)
class Empty:
    """The question was answered and nothing was ticked."""

    name: str


@dataclass(frozen=True)
class Known:
    """The question was answered. Never false: silence proves nothing."""

    name: str


GROUPS = (All, AnyOf, NoneOf)
Atom = Compare | OneOf | Includes | Empty | Known
Condition = All | AnyOf | NoneOf | Atom


_COMPARED: Mapping[str, Callable[[int | float, int | float], bool]] = {
    "at_least": ge,
    "at_most": le,
    "above": gt,
    "below": lt,
}


def said(answer: Answer) -> tuple[Value, ...]:
    """Every value that an answer may have: one, or what respondents who differ said."""
    return answer.values if isinstance(answer, Disputed) else (answer,)


def as_data(value: Value) -> Data:
    """A value as JSON data: ticked options as a sorted list."""
    return sorted(value) if isinstance(value, frozenset) else value


def as_value(data: Data) -> Value:
    """A value from what `as_data` made of it."""
    return frozenset(data) if isinstance(data, list) else data


class ConditionError(ValueError):
    """A condition that cannot be read. ``faults`` holds (place within the condition, what, remedy)."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("; ".join(str(what) for _, what, _ in faults))


def parse(raw: Plain) -> Condition:
    """Plain YAML data to a condition. Raises ConditionError with every fault."""
    faults: list[Fault] = []
    condition = _parse(raw, (), faults)
    if faults or condition is None:
        raise ConditionError(faults)
    return condition


def _parse(raw: Plain, place: Place, faults: list[Fault]) -> Condition | None:
    if not isinstance(raw, dict) or len(raw) != 1:
        faults.append((place, message("wrong_condition"), message("mend_condition")))
        return None
    ((name, body),) = raw.items()
    here = (*place, name)
    if name in ("all", "any", "none"):
        if not isinstance(body, list) or not body:
            faults.append((here, message("wrong_condition_list", name=name), message("mend_condition_list")))
            return None
        parts = tuple(p for i, b in enumerate(body) if (p := _parse(b, (*here, i), faults)) is not None)
        return All(parts) if name == "all" else AnyOf(parts) if name == "any" else NoneOf(parts)
    if name in FACTOR_KEYS:
        if isinstance(body, str):
            return Compare(f"{name}:{body}", "is", True)
        faults.append((here, message("wrong_condition_factor", name=name), message("mend_condition_factor")))
        return None
    if ":" in name:
        faults.append((here, message("wrong_condition_name", name=name), message("mend_condition_name")))
        return None
    if isinstance(body, bool | int | float | str):
        return Compare(name, "is", body)
    if isinstance(body, list):
        faults.append((here, message("wrong_condition_group", name=name), message("mend_condition_group")))
        return None
    if not isinstance(body, dict) or len(body) != 1:
        faults.append((here, message("wrong_condition_unclear", name=name), message("mend_condition_unclear")))
        return None
    ((operator, value),) = body.items()
    return _operator(name, operator, value, (*here, operator), faults)


def _operator(name: str, operator: str, value: Plain, here: Place, faults: list[Fault]) -> Atom | None:
    if operator in COMPARISONS:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return Compare(name, operator, value)
        faults.append((here, message("wrong_operator_number", name=operator), message("mend_operator_number")))
    elif operator == "one_of" or operator in INCLUDES:
        options = [value] if operator == "includes" else value
        if isinstance(options, list) and options and all(isinstance(o, str) for o in options):
            codes = tuple(str(o) for o in options)
            if operator == "one_of":
                return OneOf(name, codes)
            return Includes(
                name, "all" if operator == "includes_all" else "none" if operator == "includes_none" else "any", codes
            )
        faults.append((here, message("wrong_operator_codes", name=operator), message("mend_operator_codes")))
    elif operator in ("empty", "known"):
        if value is True:
            return Empty(name) if operator == "empty" else Known(name)
        faults.append((here, message("wrong_operator_true", name=operator), message(f"mend_operator_{operator}")))
    else:
        allowed = ", ".join((*COMPARISONS, "one_of", *INCLUDES, "empty", "known"))
        faults.append((here, message("wrong_operator", name=operator), message("mend_use_one_of", choices=allowed)))
    return None


def plain(condition: Condition) -> dict[str, Plain]:
    """A condition as its editor writes it: `parse` reads it back as the same condition."""
    if isinstance(condition, GROUPS):
        word = "all" if isinstance(condition, All) else "any" if isinstance(condition, AnyOf) else "none"
        return {word: [plain(part) for part in condition.parts]}
    polarity, colon, factor = condition.name.partition(":")
    if colon:
        return {polarity: factor}
    body: Plain
    if isinstance(condition, Compare):
        body = condition.value if condition.operator == "is" else {condition.operator: condition.value}
    elif isinstance(condition, OneOf):
        body = {"one_of": list(condition.values)}
    elif isinstance(condition, Includes):
        body = {f"includes_{condition.quantity}": list(condition.options)}
        if condition.quantity == "any" and len(condition.options) == 1:
            body = {"includes": condition.options[0]}
    else:
        body = {"empty" if isinstance(condition, Empty) else "known": True}
    return {condition.name: body}


def evaluate(condition: Condition, facts: Facts) -> Truth:
    """True, False, or None when the known facts do not decide."""
    if isinstance(condition, GROUPS):
        decisive = not isinstance(condition, All)  # one true part decides any and none, one false part decides all
        unknown = False
        for part in condition.parts:
            truth = evaluate(part, facts)
            if truth is decisive:
                return isinstance(condition, AnyOf)
            unknown = unknown or truth is None
        return None if unknown else not isinstance(condition, AnyOf)
    return truth_on(condition, facts.get(condition.name))


def truth_on(atom: Atom, value: Answer | None) -> Truth:
    """The truth of an atom on one fact; None for one that is unknown, and where those who differ disagree on it."""
    if isinstance(value, Disputed):
        truths = {_holds(atom, said) for said in value.values}
        return truths.pop() if len(truths) == 1 else None
    return None if value is None else _holds(atom, value)


def _holds(atom: Atom, value: Value) -> bool:
    if isinstance(atom, Compare):
        if atom.operator == "is":
            return value == atom.value and isinstance(value, bool) == isinstance(atom.value, bool)
        assert isinstance(value, int | float) and isinstance(atom.value, int | float)  # noqa: S101 - checked when linked
        return _COMPARED[atom.operator](value, atom.value)
    if isinstance(atom, OneOf):
        return value in atom.values
    if isinstance(atom, Known):
        return True
    assert isinstance(value, frozenset)  # noqa: S101 - checked when linked
    if isinstance(atom, Empty):
        return not value
    if atom.quantity == "all":
        return value.issuperset(atom.options)
    return value.isdisjoint(atom.options) == (atom.quantity == "none")


def normal(condition: Condition) -> Condition:
    """The same condition, in which `none` stands only around single atoms: a `literal` each."""
    if isinstance(condition, NoneOf):
        return All(tuple(negated(part) for part in condition.parts))
    if isinstance(condition, All | AnyOf):
        return type(condition)(tuple(normal(part) for part in condition.parts))
    return condition


def negated(condition: Condition) -> Condition:
    """The opposite of a condition, `normal`; open where the condition is open."""
    if isinstance(condition, All):
        return AnyOf(tuple(negated(part) for part in condition.parts))
    if isinstance(condition, AnyOf):
        return All(tuple(negated(part) for part in condition.parts))
    if isinstance(condition, NoneOf):
        return AnyOf(tuple(normal(part) for part in condition.parts))
    return NoneOf((condition,))


def literal(condition: Condition) -> tuple[Atom, bool]:
    """The atom of a normal condition that is no group, and whether it is to hold (or not to)."""
    if isinstance(condition, NoneOf):
        ((atom, wanted),) = map(literal, condition.parts)
        return atom, not wanted
    assert not isinstance(condition, All | AnyOf)  # noqa: S101 - groups are taken apart before
    return condition, True


def atoms(condition: Condition, place: Place = ()) -> Iterator[tuple[Place, Atom]]:
    """Every atom with its place in the YAML it came from, in order."""
    if isinstance(condition, GROUPS):
        word = "all" if isinstance(condition, All) else "any" if isinstance(condition, AnyOf) else "none"
        for index, part in enumerate(condition.parts):
            yield from atoms(part, (*place, word, index))
    else:
        yield (*place, condition.name), condition


def names(condition: Condition) -> list[str]:
    """The facts a condition asks for, each once, in order."""
    return list(dict.fromkeys(atom.name for _, atom in atoms(condition)))


def demanded(condition: Condition) -> frozenset[str]:
    """The facts that are known wherever a condition is true."""
    return _demanded(normal(condition))


def _demanded(condition: Condition) -> frozenset[str]:
    if isinstance(condition, All):
        return frozenset().union(*map(_demanded, condition.parts))
    if isinstance(condition, AnyOf):
        return frozenset.intersection(*map(_demanded, condition.parts))
    return frozenset({literal(condition)[0].name})


def grounds(condition: Condition, facts: Facts) -> list[Atom]:
    """The atoms on which the present truth of a decided condition rests: together they are enough for it.

    All parts that tell the same story are given, not just one of them.
    """
    return _grounds(condition, facts)[1]


def _grounds(condition: Condition, facts: Facts) -> tuple[Truth, list[Atom]]:
    if not isinstance(condition, GROUPS):
        return truth_on(condition, facts.get(condition.name)), [condition]
    parts = [_grounds(part, facts) for part in condition.parts]
    decisive = not isinstance(condition, All)
    truths = [truth for truth, _ in parts]
    settled = decisive if decisive in truths else None if None in truths else not decisive
    truth = settled if settled is None or not isinstance(condition, NoneOf) else not settled
    return truth, [atom for part_truth, atoms_ in parts if part_truth is settled for atom in atoms_]


def undecided_names(condition: Condition, facts: Facts) -> list[str]:
    """The unknown or disputed facts that keep a condition from being true or false; none when it is decided."""
    return list(dict.fromkeys(_undecided(condition, facts)[1]))


def _undecided(condition: Condition, facts: Facts) -> tuple[Truth, list[str]]:
    """The truth of a condition, and what keeps it open where it is."""
    if not isinstance(condition, GROUPS):
        truth = truth_on(condition, facts.get(condition.name))
        return truth, [condition.name] if truth is None else []
    decisive, waiting = not isinstance(condition, All), list[str]()
    for part in condition.parts:
        truth, names = _undecided(part, facts)
        if truth is decisive:
            return isinstance(condition, AnyOf), []
        waiting += names
    return None if waiting else not isinstance(condition, AnyOf), waiting


def leans(condition: Condition, facts: Facts, derived: Mapping[str, Condition], described: Set[str]) -> bool:
    """Whether what is known of an undecided condition speaks for it, and nothing that is known speaks against it.

    ``derived``: the conditions behind facts that are themselves derived. ``described``: attributes that only describe
    the organisation; that they hold says nothing.
    """
    return _leaning(condition, facts, derived, described) is True


def _leaning(condition: Condition, facts: Facts, derived: Mapping[str, Condition], described: Set[str]) -> Truth:
    """True: something known speaks for it; False: something rules it out; None: nothing that is known says anything."""
    if isinstance(condition, GROUPS):
        parts = [_leaning(part, facts, derived, described) for part in condition.parts]
        if isinstance(condition, All):
            return False if False in parts else True if True in parts else None
        found = True if True in parts else False if all(part is False for part in parts) else None
        return found if isinstance(condition, AnyOf) or found is None else not found
    if condition.name in derived and condition.name not in facts:
        return _leaning(derived[condition.name], facts, derived, described)
    truth = evaluate(condition, facts)
    return None if truth is True and condition.name in described else truth
