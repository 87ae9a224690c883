"""The same rules in CLIPS: one wide fact per profile, one defrule per rule and plane, compiled once.

Of the ways that were tried this is the fastest. A fact per answer instead of one wide fact takes two to five times as
long. A rule that fires sets its bit in a global: calling back into Python, or asserting a fact that Python then reads,
takes several times as long as all the matching. One function of CLIPS does the round, from asserting to resetting:
facts that clipspy asserts leave something behind, and the five thousandth profile takes several times as long as the
first.
"""

from collections.abc import Sequence
from itertools import compress

from clips import Environment, Symbol

from advisor.library.conditions import All, Atom, Compare, Condition, Empty, Facts, Includes, OneOf, Value, names
from advisor.stages.clauses import EngineRule
from advisor.stages.engine import Outcome

from .planes import formula, several, ticked

UNKNOWN = Symbol("nil")
BITS = 62  # of the 64 of a CLIPS integer, which has a sign

_OPERATOR = {"at_least": ">=", "at_most": "<=", "above": ">", "below": "<"}
_OPPOSITE = {"at_least": "<", "at_most": ">", "above": "<=", "below": ">="}


class Clips:
    """Rules in an environment of CLIPS."""

    def __init__(self, rules: Sequence[EngineRule]) -> None:
        conditions = [rule.condition for rule in rules]
        self._names = [rule.name for rule in rules]
        self._slots = {name: f"a{i}" for i, name in enumerate(dict.fromkeys(n for c in conditions for n in names(c)))}
        self._several = several(conditions)
        self._environment = Environment()
        for construct in (*self._frame(), *map(self._rule, range(2 * len(rules)), conditions * 2)):
            self._environment.build(construct)

    def run(self, facts: Facts) -> Outcome:
        """Assert the profile, fire, read what fired."""
        answers = (self._value(name, facts[name]) if name in facts else UNKNOWN for name in self._slots)
        words = self._environment.call("consult", *answers)
        fired = "".join(f"{word:0{BITS}b}"[::-1] for word in words)
        certain, possible = fired[: len(self._names)], fired[len(self._names) :]
        return Outcome(
            frozenset(compress(self._names, map(int, certain))), frozenset(compress(self._names, map(int, possible)))
        )

    def close(self) -> None:
        """Nothing is held outside the environment."""

    def _value(self, name: str, value: Value) -> object:
        if not isinstance(value, frozenset):
            return value
        return tuple(value) if name in self._several else True  # of the others is only asked whether they are known

    def _frame(self) -> list[str]:
        """The template, the globals, and the function that does the round for one profile."""
        slots = [("multislot" if name in self._several else "slot", slot) for name, slot in self._slots.items()]
        words = [f"?*w{i}*" for i in range(-(-2 * len(self._names) // BITS))]
        asserted = " ".join(f"({slot} ?{slot})" for _, slot in slots)
        return [
            f"(deftemplate profile {' '.join(f'({kind} {slot})' for kind, slot in slots)})",
            *(f"(defglobal {word} = 0)" for word in words),
            f"(deffunction consult ({' '.join(f'?{slot}' for _, slot in slots)}) (assert (profile {asserted})) (run)"
            f" (bind ?fired (create$ {' '.join(words)})) (reset) ?fired)",
        ]

    def _rule(self, place: int, condition: Condition) -> str:
        """The first half of the places is the certain plane. A part on one answer constrains its slot, so that CLIPS
        decides it while it matches the fact; what is about several answers is a test.
        """
        open_too = place >= len(self._names)
        parts = condition.parts if isinstance(condition, All) else (condition,)
        constraints: dict[str, list[str]] = {name: [] for name in names(condition)}
        tests: list[str] = []
        for part in parts:
            about = names(part)
            (constraints[about[0]] if len(about) == 1 else tests).append(formula(part, self, open_too=open_too))
        slots = (
            f"({self._slots[name]} {'$' if name in self._several else ''}?{'&:'.join([self._slots[name], *written])})"
            for name, written in constraints.items()
        )
        lines = [f"(profile {' '.join(slots)})", *(f"(test {test})" for test in tests)]
        word = f"?*w{place // BITS}*"
        return f"(defrule r{place} {' '.join(lines)} => (bind {word} (+ {word} {1 << place % BITS})))"

    # The notation of `planes`.

    def together(self, word: str, parts: Sequence[str]) -> str:
        return f"({word} {' '.join(parts)})"

    def known(self, name: str, *, wanted: bool) -> str:
        if name in self._several:
            unknown = f"(member$ nil ?{self._slots[name]})"
            return f"(not {unknown})" if wanted else unknown
        return f"({'neq' if wanted else 'eq'} ?{self._slots[name]} nil)"

    def constant(self, truth: bool) -> str:
        return "(= 0 0)" if truth else "(= 0 1)"  # a bare TRUE is no predicate to a slot

    def atom(self, atom: Atom, *, wanted: bool) -> str:
        slot = f"?{self._slots[atom.name]}"
        if isinstance(atom, Compare):
            if atom.operator != "is":
                return f"({(_OPERATOR if wanted else _OPPOSITE)[atom.operator]} {slot} {atom.value})"
            if isinstance(atom.value, bool | str):
                return f"({'eq' if wanted else 'neq'} {slot} {_constant(atom.value)})"
            return f"({'=' if wanted else '<>'} {slot} {atom.value})"
        if isinstance(atom, OneOf):
            if not wanted:
                return f"(neq {slot} {' '.join(map(_constant, atom.values))})"
            equal = [f"(eq {slot} {_constant(value)})" for value in atom.values]
            return equal[0] if len(equal) == 1 else self.together("or", equal)
        if isinstance(atom, Empty):
            return f"({'=' if wanted else '<>'} (length$ {slot}) 0)"
        assert isinstance(atom, Includes)  # `planes` writes what is known
        word, on = ticked(atom, wanted=wanted)
        members = [f"(member$ {_constant(option)} {slot})" for option in atom.options]
        if not on:
            members = [f"(not {member})" for member in members]
        return members[0] if len(members) == 1 else self.together(word, members)


def _constant(value: bool | str) -> str:
    return str(value).upper() if isinstance(value, bool) else f'"{value}"'
