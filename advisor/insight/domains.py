"""The answers to a question that some conditions tell apart: each cell holds the answers on which they all agree."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise

from ..library.conditions import Answer, Atom, Compare, Disputed, Empty, Includes, Truth, Value, evaluate
from ..library.model import Question
from ..stages.sampling import near

Signature = tuple[Truth, ...]


@dataclass(frozen=True)
class Domain:
    """One question, the answer now (None: not answered), and the cells that the atoms cut its answers into.

    A disputed answer is a cell of its own, with no answer in it, unless the atoms tell it from no single answer.

    A set of cells is a number with one bit for each cell.
    """

    question: Question
    now: Answer | None
    atoms: tuple[Atom, ...]

    @cached_property
    def cells(self) -> dict[Signature, list[Value]]:
        """The cells by what the atoms say of them, each with some of its answers; the cell of now comes first."""
        one = [] if self.now is None or isinstance(self.now, Disputed) else [self.now]
        cells: dict[Signature, list[Value]] = {self._signature(self.now): one}
        for value in candidates(self.question, self.now, self.atoms):
            cells.setdefault(self._signature(value), []).append(value)
        return cells

    NOW = 1  # the bit of the cell of the answer now

    @property
    def every(self) -> int:
        """All cells. While the question is unanswered, the first of them is that of no answer."""
        return (1 << len(self.cells)) - 1

    def where(self, atom: Atom, allowed: frozenset[Truth]) -> int:
        """The cells in which an atom has one of these truths."""
        place = self.atoms.index(atom)
        return sum(1 << number for number, signature in enumerate(self.cells) if signature[place] in allowed)

    def nearest(self, cells: int) -> Value:
        """The answer in some cells (not only that of no answer) that is least away from the answer now."""
        values = [v for number, members in enumerate(self.cells.values()) if cells >> number & 1 for v in members]
        return min(values, key=lambda v: distance(self.question, self.now, v))

    def _signature(self, value: Answer | None) -> Signature:
        if value is None:
            return (None,) * len(self.atoms)
        return tuple(evaluate(atom, {atom.name: value}) for atom in self.atoms)


def candidates(question: Question, now: Answer | None, atoms: Sequence[Atom]) -> Iterator[Value]:
    """Answers that between them meet every cell that the atoms draw; ticks on which no atom looks stay as they are."""
    if question.kind == "choices":
        named = {option for atom in atoms if isinstance(atom, Includes) for option in atom.options}
        seen = [option for option in question.options if option in named]
        other = [option for option in question.options if option not in named]
        rest = now - named if isinstance(now, frozenset) else frozenset()
        kept = [frozenset(rest)]
        if any(isinstance(atom, Empty) for atom in atoms):
            kept += [frozenset()] if rest else [frozenset(other[:1])]
        for ticked in range(len(seen) + 1):
            for chosen in combinations(seen, ticked):
                yield from dict.fromkeys(frozenset(chosen) | k for k in kept)
    elif question.range is None:
        yield from question.options
    else:
        low, high = question.range
        lines = sorted({a.value for a in atoms if isinstance(a, Compare) and isinstance(a.value, int | float)})
        values = {low, high, *(v for line in lines for v in near(question, line))}
        if question.kind == "percentage":
            values |= {(one + other) / 2 for one, other in pairwise(sorted(values))}
        yield from sorted(int(v) if v == int(v) else v for v in values)


def distance(question: Question, now: Answer | None, value: Value) -> tuple[float, str]:
    """How far an answer is from the answer now: ticks, places or units; equal ones in the order of the catalogue."""
    if isinstance(value, frozenset):
        ticked = now if isinstance(now, frozenset) else frozenset()
        return len(ticked ^ value), " ".join(str(n) for n, o in enumerate(question.options, 10) if o in value)
    if isinstance(value, str):
        codes = list(question.options)
        place = codes.index(value)
        if question.kind == "ordered_choice" and isinstance(now, str):
            return abs(place - codes.index(now)), f"{place:03}"
        return 0, f"{place:03}"
    start = now if isinstance(now, int | float) else (question.range or (0, 0))[0]
    return abs(value - start), ""
