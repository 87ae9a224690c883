"""Answers that some conditions do not tell apart: one stands for all of them.

What follows from an answer hangs on the conditions that read it, which tell few answers apart: who has 180 employees or
190 reads the same advice. What is kept for the one is found again for the other.
"""

from collections.abc import Iterable, Mapping

from .conditions import Answer, Atom, Condition, Disputed, Facts, Includes, Value, atoms, truth_on

MOST = 512  # answers to one question that are remembered: of numbers there is no end


class Alike(dict[Answer, Answer]):
    """For each answer to one question, the first one met of which all these atoms say the same.

    A disputed answer is like no other. ``ticks``: so are options ticked that an atom names, whatever it says of them.
    """

    def __init__(self, told_apart_by: Iterable[Atom], *, ticks: bool) -> None:
        super().__init__()
        self._atoms, self._ticks = tuple(dict.fromkeys(told_apart_by)), ticks
        self._first: dict[tuple[object, ...], Answer] = {}

    def __missing__(self, answer: Answer) -> Answer:
        if isinstance(answer, Disputed):
            return answer
        first = self._first.setdefault(tuple([self._said(atom, answer) for atom in self._atoms]), answer)
        if len(self) < MOST:
            self[answer] = first
        return first

    def _said(self, atom: Atom, answer: Value) -> object:
        if self._ticks and isinstance(atom, Includes) and isinstance(answer, frozenset):
            return answer.intersection(atom.options)
        return truth_on(atom, answer)


class Each(dict[Answer, Answer]):
    """Every answer to one question is told from every other."""

    def __missing__(self, answer: Answer) -> Answer:
        return answer


Known = tuple[tuple[str, Answer], ...]  # facts, by name
Apart = tuple[tuple[str, Mapping[Answer, Answer]], ...]  # facts by name, each with what stands for its answers


def seen(facts: Facts, apart: Apart) -> Known:
    """The facts that are read, as far as they are known, each as what it is not told apart from."""
    return tuple([(name, alike[facts[name]]) for name, alike in apart if name in facts])


def apart(
    read: Iterable[str], conditions: Iterable[Condition], *, exactly: Iterable[str] = (), ticks: bool = False
) -> Apart:
    """Of each fact that is read, what stands for its answers where only these conditions look at them.

    ``exactly``: facts of which the answer itself is told. ``ticks``: which of the options named are ticked is told too.
    """
    on: dict[str, list[Atom]] = {}
    for condition in conditions:
        for _, atom in atoms(condition):
            on.setdefault(atom.name, []).append(atom)
    each = set(exactly)
    return tuple((name, Each() if name in each else Alike(on.get(name, ()), ticks=ticks)) for name in read)
