"""The ways to make a formula hold by changing answers: exact, by branching on its alternatives.

Each attribute has a finite number of cells (`domains`), so a formula is a constraint over small finite domains. The
search goes through every alternative of every "some" and cuts a branch only when an answer would have nothing left,
or when more answers change than is asked for: nothing that is smaller is ever passed over. Rules are small, so this is
fast without a solver, and the result is a proof: fewer changes were all tried and none of them does it.
"""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field

from ..library.conditions import Answer, Atom
from ..library.edition import Edition
from ..library.memo import kept
from .domains import Domain
from .formulas import Every, Formula, Literal, literals

Literals = tuple[Literal, ...]

CHOOSE_ONE = ("choice", "ordered_choice")


@dataclass(frozen=True)
class Way:
    """Answers that change: for each attribute the cells to move to, and the literals that say so (any of these)."""

    cells: Mapping[str, int]
    asked: Mapping[str, tuple[Literals, ...]]

    def implies(self, other: "Way") -> bool:
        """Whether whoever goes this way goes the other way too."""
        return all(a in self.cells and not self.cells[a] & ~cells for a, cells in other.cells.items())


@dataclass
class _State:
    """How far a branch has come: the cells still open to each attribute, and the literals that left them."""

    cells: dict[str, int]
    asked: dict[str, Literals] = field(default_factory=dict)
    changed: frozenset[str] = frozenset()


class Problem:
    """A formula, the answers now, and the attributes that may change."""

    def __init__(self, formula: Formula, answers: Mapping[str, Answer], free: Set[str], edition: Edition) -> None:
        self._formula = formula
        atoms: dict[str, dict[Literal, None]] = {}
        for literal in literals(formula):
            atoms.setdefault(literal.atom.name, {})[literal] = None
        self.domains = {
            name: _domain(edition, name, answers.get(name), tuple(dict.fromkeys(lit.atom for lit in found)))
            for name, found in atoms.items()
        }
        self._where = {lit: self.domains[n].where(lit.atom, lit.allowed) for n, found in atoms.items() for lit in found}
        self._start = {name: d.every if name in free else Domain.NOW for name, d in self.domains.items()}

    def every_way(self) -> list[Way]:
        """All the ways, none of which says or asks more than another does on the same answers."""
        ways = [self._way(state) for state in self._search(len(self.domains))]
        ways = [self._apart(way, ways) for way in ways]
        return [
            way
            for place, way in enumerate(ways)
            if not any(
                way.implies(other) and (not other.implies(way) or earlier < place)
                for earlier, other in enumerate(ways)
                if earlier != place
            )
        ]

    def smallest(self) -> list[Way]:
        """All the ways that change the fewest answers; empty when there is none."""
        for most in range(len(self.domains) + 1):
            ways = [self._way(state) for state in self._search(most)]
            if ways:
                return _joined(ways)
        return []

    def possible(self) -> bool:
        """Whether there is any way at all."""
        return next(self._search(len(self.domains)), None) is not None

    def _search(self, most: int) -> Iterator[_State]:
        """The states in which the formula holds and at most so many answers change."""
        yield from self._branch([self._formula], [], _State(dict(self._start)), most)

    def _branch(self, todo: list[Formula], choices: list[Formula], state: _State, most: int) -> Iterator[_State]:
        while todo:
            part = todo.pop()
            if isinstance(part, Literal):
                if not self._narrow(state, part, most):
                    return
            elif isinstance(part, Every):
                todo += reversed(part.parts)
            else:
                choices = [*choices, part]
        while choices:
            choice, *choices = choices
            assert not isinstance(choice, Literal)  # noqa: S101 - only alternatives are put off
            if any(isinstance(p, Literal) and not state.cells[p.atom.name] & ~self._where[p] for p in choice.parts):
                continue  # holds already, whichever of the open cells it becomes
            for part in choice.parts:
                branch = _State(dict(state.cells), dict(state.asked), state.changed)
                yield from self._branch([part], choices, branch, most)
            return
        yield state

    def _narrow(self, state: _State, literal: Literal, most: int) -> bool:
        """Leave an attribute only the cells that a literal allows; False when that cannot be."""
        name = literal.atom.name
        left = state.cells[name] & self._where[literal]
        if left != state.cells[name]:
            state.cells[name] = left
            state.asked[name] = (*state.asked.get(name, ()), literal)
            if not left & Domain.NOW:
                state.changed |= {name}
        return bool(left) and len(state.changed) <= most

    def _apart(self, way: Way, ways: list[Way]) -> Way:
        """A way without the options of a choice with which a shorter way does already."""
        for other in ways:
            if other.cells.keys() < way.cells.keys():
                overlapping = [a for a, cells in other.cells.items() if way.cells[a] & ~cells]
                if len(overlapping) == 1 and self.domains[overlapping[0]].question.kind in CHOOSE_ONE:
                    (name,) = overlapping
                    way = Way({**way.cells, name: way.cells[name] & ~other.cells[name]}, way.asked)
        return way

    def _way(self, state: _State) -> Way:
        changed = sorted(state.changed)
        return Way({n: state.cells[n] for n in changed}, {n: (self._needed(n, state),) for n in changed})

    def _needed(self, name: str, state: _State) -> Literals:
        """The literals on an attribute without those that follow from the others."""
        asked = list(state.asked[name])
        for literal in state.asked[name]:
            others = [other for other in asked if other is not literal]
            left = self._start[name]
            for other in others:
                left &= self._where[other]
            if left == state.cells[name]:
                asked = others
        return tuple(asked)


@kept(most=4096)
def _domain(edition: Edition, name: str, now: Answer | None, atoms: tuple[Atom, ...]) -> Domain:
    """The cells of a question: many formulas of an edition look at the same atoms."""
    return Domain(edition.questions[name], now, atoms)


def _joined(ways: list[Way]) -> list[Way]:
    """Ways that differ in one answer only, as one way with both its values; the same way once."""
    found: list[Way] = []
    for way in ways:
        for place, other in enumerate(found):
            differing = [
                a for a in way.cells if way.cells.keys() == other.cells.keys() and way.cells[a] != other.cells[a]
            ]
            if way.cells == other.cells:
                break
            if len(differing) == 1:
                (name,) = differing
                both = other.cells[name] | way.cells[name]
                asked = [a for w in (other, way) if w.cells[name] == both for a in w.asked[name]]
                asked = asked or [*other.asked[name], *way.asked[name]]
                found[place] = Way({**other.cells, name: both}, {**other.asked, name: tuple(asked)})
                break
        else:
            found.append(way)
    return found if len(found) == len(ways) else _joined(found)
