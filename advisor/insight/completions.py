"""A fixed set of complete answers to all questions, to estimate how much each question decides.

Nothing is random: the answers follow from the SHA-256 of a number and the name of the question, so they are the same on
every machine and in every version. Numbers are on and around the thresholds of the rules.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..library.conditions import Atom, Value, atoms
from ..library.edition import Edition
from ..library.memo import kept
from ..stages.sampling import conditions
from .domains import candidates

COUNT = 64
_STEPS = 1 << 16


@dataclass(frozen=True)
class Completions:
    """``answers``: `COUNT` complete sets of answers. ``groups``: for each question the sets of completions (as bits)
    that answer it alike, as one partition or, where several options may be ticked, one per option.
    """

    answers: Sequence[Mapping[str, Value]]
    groups: Mapping[str, Sequence[Sequence[int]]]


@kept()
def completions(edition: Edition) -> Completions:
    """The completions of an edition."""
    read = _atoms(edition)
    answers = [{name: _answer(name, number, read, edition) for name in edition.questions} for number in range(COUNT)]
    return Completions(answers, {name: _groups(name, answers, read, edition) for name in edition.questions})


def _answer(name: str, number: int, read: Mapping[str, Sequence[Atom]], edition: Edition) -> Value:
    question = edition.questions[name]
    digest = hashlib.sha256(f"{number} {name}".encode()).digest()
    parts = [int.from_bytes(digest[i : i + 2], "big") for i in range(0, len(digest), 2)]
    if question.kind == "choices":
        share, *dice = parts
        return frozenset(option for place, option in enumerate(question.options) if dice[place % len(dice)] < share)
    values = list(candidates(question, None, read.get(name, ())))
    return values[parts[0] * len(values) // _STEPS]


def _groups(
    name: str, answers: Sequence[Mapping[str, Value]], read: Mapping[str, Sequence[Atom]], edition: Edition
) -> list[list[int]]:
    question, values = edition.questions[name], [given[name] for given in answers]
    if question.kind == "choices":
        return [
            _alike([option in value for value in values if isinstance(value, frozenset)]) for option in question.options
        ]
    if question.range is None:
        return [_alike(values)]
    lines = sorted({a.value for a in read.get(name, ()) if hasattr(a, "value") and isinstance(a.value, int | float)})
    return [_alike([(sum(v > line for line in lines), v in lines) for v in values if isinstance(v, int | float)])]


def _alike(values: Sequence[object]) -> list[int]:
    """The positions of equal values, as bits."""
    groups: dict[object, int] = {}
    for place, value in enumerate(values):
        groups[value] = groups.get(value, 0) | 1 << place
    return list(groups.values())


def _atoms(edition: Edition) -> Mapping[str, Sequence[Atom]]:
    """Every atom on each question."""
    found: dict[str, dict[Atom, None]] = {}
    for condition in conditions(edition):
        for _, atom in atoms(condition):
            found.setdefault(atom.name, {})[atom] = None
    return {name: tuple(read) for name, read in found.items()}
