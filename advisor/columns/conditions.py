"""A condition over many rows: where it is true and where it is false; where it is neither it is open.

What an atom says of an answer is asked of `library.conditions`, which owns the meaning, once for each distinct answer.
Groups follow the same strong Kleene logic, on planes: a group is true or false where its parts are.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial, reduce
from operator import and_, or_
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ..library.compiled import FALSE, OPEN, TRUE
from ..library.conditions import GROUPS, All, Answer, AnyOf, Atom, Condition, NoneOf, Truth, Value, evaluate
from ..stages.findings import ticked_by_all
from .coding import Codes, Told
from .planes import Plane, everywhere, packed

_NUMBER: Mapping[Truth, int] = {False: FALSE, None: OPEN, True: TRUE}


@dataclass(frozen=True, slots=True)
class Truths:
    """Where something is certainly true, and where it is certainly false."""

    true: Plane
    false: Plane

    def where(self, truth: bool) -> Plane:
        """Where it is so."""
        return self.true if truth else self.false


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A condition that is looked at once in each block, whatever holds it: a group of others, or an atom."""

    number: int
    condition: Condition
    parts: tuple["Node", ...]

    @property
    def atom(self) -> Atom:
        """The condition, of a node that is no group."""
        assert not isinstance(self.condition, All | AnyOf | NoneOf)  # noqa: S101 - asked of leaves only
        return self.condition


class Nodes:
    """Conditions as nodes, the same condition as the same node."""

    def __init__(self) -> None:
        self._found: dict[Condition, Node] = {}

    def __len__(self) -> int:
        return len(self._found)

    def of(self, condition: Condition) -> Node:
        """The node of a condition."""
        if condition not in self._found:
            parts = tuple(map(self.of, condition.parts)) if isinstance(condition, GROUPS) else ()
            self._found[condition] = Node(len(self._found), condition, parts)
        return self._found[condition]


class Fact(Protocol):
    """What is known of one fact in every row of a block."""

    def truths(self, atom: Atom) -> Truths:
        """Where an atom on it holds, and where it does not."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The answers to a question, by their numbers."""

    codes: NDArray[np.intp]
    coding: Told

    def truths(self, atom: Atom) -> Truths:
        """Where an atom on it holds, and where it does not."""

        def asked(answer: Answer | None) -> int:
            return _NUMBER[evaluate(atom, {} if answer is None else {atom.name: answer})]

        found = self.coding.table(atom, asked).take(self.codes)
        return Truths(packed(found == TRUE), packed(found == FALSE))

    def ticked(self, option: str) -> Plane:
        """Where an option is ticked, whoever is right."""

        def asked(answer: Answer | None) -> int:
            return option in (ticked_by_all(answer) or ())

        return packed(self.coding.table(("ticked", option), asked).take(self.codes) == 1)


@dataclass(frozen=True, slots=True)
class Concluded:
    """A fact that was worked out: where it has which value; unknown where it has none of them."""

    values: Mapping[Value, Plane]
    nowhere: Plane

    def truths(self, atom: Atom) -> Truths:
        """Where an atom on it holds, and where it does not."""
        found = {True: self.nowhere, False: self.nowhere}
        for value, plane in self.values.items():
            truth = evaluate(atom, {atom.name: value})
            if truth is not None:
                found[truth] = found[truth] | plane
        return Truths(found[True], found[False])


@dataclass
class Sheet:
    """All that is known of a block of rows, and the truths of the conditions that were asked of it."""

    rows: int
    facts: dict[str, Fact]
    everywhere: Plane = field(init=False)
    nowhere: Plane = field(init=False)
    _truths: dict[int, Truths] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.everywhere = everywhere(self.rows)
        self.nowhere = np.zeros_like(self.everywhere)

    def truths(self, node: Node) -> Truths:
        """Where a condition is true, and where it is false."""
        found = self._truths.get(node.number)
        if found is None:
            found = self._truths[node.number] = self._group(node) if node.parts else self._leaf(node.atom)
        return found

    def _leaf(self, atom: Atom) -> Truths:
        fact = self.facts.get(atom.name)
        return Truths(self.nowhere, self.nowhere) if fact is None else fact.truths(atom)

    def _group(self, node: Node) -> Truths:
        parts = [self.truths(part) for part in node.parts]
        if isinstance(node.condition, All):
            return Truths(reduce(and_, (p.true for p in parts)), reduce(or_, (p.false for p in parts)))
        some, none = reduce(or_, (p.true for p in parts)), reduce(and_, (p.false for p in parts))
        return Truths(some, none) if isinstance(node.condition, AnyOf) else Truths(none, some)

    def grounds(self, node: Node, where: Plane, truth: bool) -> Iterator[tuple[Atom, bool, Plane]]:
        """The atoms on which a condition rests ``where`` it has a truth, each with its own truth, and where it counts.

        As `library.conditions.grounds` has it: all parts that tell the same story.
        """
        if not node.parts:
            yield node.atom, truth, where
            return
        wanted = truth != isinstance(node.condition, NoneOf)
        all_of_them = wanted == isinstance(node.condition, All)
        for part in node.parts:
            here = where if all_of_them else where & self.truths(part).where(wanted)
            yield from self.grounds(part, here, wanted)

    def leanings(self, node: Node, derived: Mapping[str, Node], described: frozenset[str]) -> Truths:
        """Where what is known speaks for a condition (true) or rules it out (false): `library.conditions.leans`."""
        if not node.parts:
            own = self.truths(node)
            spoken = Truths(self.nowhere, own.false) if node.atom.name in described else own
            if node.atom.name not in derived:
                return spoken
            settled = self.truths(derived[node.atom.name])
            known = settled.true | settled.false
            behind = self.leanings(derived[node.atom.name], derived, described)
            return Truths(spoken.true | behind.true & ~known, spoken.false | behind.false & ~known)
        parts = list(map(partial(self.leanings, derived=derived, described=described), node.parts))
        for_it = reduce(or_, (part.true for part in parts))
        if isinstance(node.condition, All):
            against = reduce(or_, (part.false for part in parts))
            return Truths(for_it & ~against, against)
        against = reduce(and_, (part.false for part in parts))
        return Truths(for_it, against) if isinstance(node.condition, AnyOf) else Truths(against, for_it)


def sheet(rows: int, codes: Mapping[str, Codes], codings: Mapping[str, Told]) -> Sheet:
    """What is known of a block of rows: the answers to each question that anybody answered."""
    return Sheet(
        rows, {name: Answered(codes[name].astype(np.intp), coding) for name, coding in codings.items() if name in codes}
    )
