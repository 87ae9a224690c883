"""Where respondents differ: which disagreements decide something, which decide nothing, and what to talk about first.

A *world* takes of each answer in dispute one of those that were given; what nobody answered stays open in all of them.
Answers that no condition tells apart are one. Up to `WORLDS` worlds all are looked at, and what is said is exact; of
more some are drawn, always the same ones, and a disagreement of which nothing was seen is not called idle.

What comes first is what moves the first five most: the mean number of recommendations that enter or leave them when
one answer is exchanged for another, over all worlds (the total effect of Homma and Saltelli, 1996, as Jansen, 1999,
estimates it).
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Literal, get_args

from ..advice import Advisor
from ..library.conditions import Atom, Data, Disputed, Includes, Truth, Value, as_data, as_value, atoms, evaluate
from ..library.edition import Edition
from ..library.memo import kept
from ..library.wording import Language
from ..stages.profile import Profile
from ..stages.sampling import conditions
from .evaluator import evaluator
from .groups import Block, blocks

WORLDS = 2048
FIRST = 5  # recommendations that come first
AGENDA = 7  # questions to talk about, at most

Weight = Literal["decides", "unseen", "idle"]
WEIGHTS: tuple[Weight, ...] = get_args(Weight)


@dataclass(frozen=True, slots=True)
class Said:
    """An answer that was given."""

    value: Data
    label: str


@dataclass(frozen=True, slots=True)
class Decided:
    """A recommendation that hangs on a disagreement.

    ``given``: whether it is given at all hangs on it; else only whether it is among the first five does.
    """

    id: str
    title: str
    given: bool


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A question on which respondents differ.

    ``weight``: it *decides* something; it is *idle*, proven; or nothing was seen of it in the worlds that were drawn.
    ``moves``: how many of the first five change when one answer is exchanged for another, on average.
    """

    attribute: str
    text: str
    said: list[Said]
    weight: Weight
    moves: float
    decides: list[Decided]


@dataclass(frozen=True, slots=True)
class Count:
    """How many respondents of a group gave each answer, in the order of `Disagreement.said`, and how many gave none."""

    attribute: str
    given: list[int]
    silent: int


@dataclass(frozen=True, slots=True)
class GroupCounts:
    """What a group said, or several small groups together; never of fewer than four respondents.

    ``names``: null stands for respondents without a group.
    """

    names: list[str | None]
    respondents: int
    counts: list[Count]


@dataclass(frozen=True, slots=True)
class Firm:
    """A recommendation that is given whoever is right."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Disagreements:
    """Where respondents differ, most decisive first.

    ``exact``: whether all worlds were looked at. ``agenda``: the questions to talk about, by attribute. ``settled``:
    what is recommended whoever is right. ``verdicts`` of ``of``: how many recommendations no disagreement decides.
    """

    respondents: int
    worlds: int
    exact: bool
    differences: list[Disagreement]
    agenda: list[str]
    settled: list[Firm]
    verdicts: int
    of: int
    groups: list[GroupCounts]


def differences(profile: Profile, advisor: Advisor, language: Language = "nl") -> Disagreements:
    """Where the respondents of a profile differ, and what that decides. Within a budget: raises as `budget.check`."""
    edition = advisor.edition
    worlds = _Worlds(profile, edition)
    found = [_difference(attribute, worlds, edition, language) for attribute in worlds.cells]
    order = {attribute: place for place, attribute in enumerate(worlds.cells)}
    found.sort(key=lambda d: (WEIGHTS.index(d.weight), -d.moves, -len(d.decides), order[d.attribute]))
    given = [worlds[world].given for world in worlds.chosen]
    hanging = frozenset[str]().union(*given) - frozenset.intersection(*given)
    firm = advisor.conclude(profile.answers).recommendations
    return Disagreements(
        respondents=len(profile.respondents),
        worlds=len(worlds.chosen),
        exact=worlds.exact,
        differences=found,
        agenda=[d.attribute for d in found if d.weight == "decides"][:AGENDA],
        settled=[
            Firm(rid, recommendation.title[language])
            for rid, recommendation in edition.recommendations.items()
            if firm[rid] == "recommended"
        ],
        verdicts=len(edition.recommendations) - len(hanging),
        of=len(edition.recommendations),
        groups=[_counts(block, found) for block in blocks(profile.respondents)],
    )


@dataclass(frozen=True)
class _World:
    """What is given in one world, and the first five of it."""

    given: frozenset[str]
    first: frozenset[str]


class _Worlds(dict[tuple[int, ...], _World]):
    """The worlds of a profile, by which cell of each answer in dispute holds; each is worked out once.

    ``cells``: of each answer in dispute, one of those that some condition tells apart. ``chosen``: the worlds to look
    at, and ``exact``: whether these are all.
    """

    def __init__(self, profile: Profile, edition: Edition) -> None:
        super().__init__()
        self.disputed, self._settled, self._edition = profile.disputed, profile.settled, edition
        asked = [attribute for attribute in edition.questions if attribute in self.disputed]
        self.cells = {attribute: _cells(attribute, self.disputed[attribute], edition) for attribute in asked}
        counts = [len(values) for values in self.cells.values()]
        self.exact = prod(counts) <= WORLDS
        self.chosen = list(product(*map(range, counts))) if self.exact else self._drawn(WORLDS // sum(counts))

    def __missing__(self, chosen: tuple[int, ...]) -> _World:
        held = {a: values[cell] for (a, values), cell in zip(self.cells.items(), chosen, strict=True)}
        ranked = evaluator(self._edition).rank({**self._settled, **held})
        world = _World(frozenset(r.id for r in ranked), frozenset(r.id for r in ranked if r.rank <= FIRST))
        return self.setdefault(chosen, world)

    def beside(self, world: tuple[int, ...], attribute: str) -> Iterator[tuple[int, ...]]:
        """The worlds in which one answer alone is another."""
        place = list(self.cells).index(attribute)
        for cell in range(len(self.cells[attribute])):
            if cell != world[place]:
                yield (*world[:place], cell, *world[place + 1 :])

    def _drawn(self, count: int) -> list[tuple[int, ...]]:
        """So many worlds, drawn by the hash of their number: the same everywhere."""
        drawn = (
            tuple(_die(f"{number} {attribute}", len(values)) for attribute, values in self.cells.items())
            for number in range(count)
        )
        return list(dict.fromkeys(drawn))


def _die(name: str, sides: int) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big") % sides


def _cells(attribute: str, answer: Disputed, edition: Edition) -> list[Value]:
    """One of each of the answers in dispute that some condition tells apart, or some score."""
    found: dict[tuple[Truth | frozenset[str], ...], Value] = {}
    for value in answer.values:
        told = (
            value.intersection(atom.options)
            if isinstance(atom, Includes) and isinstance(value, frozenset)
            else evaluate(atom, {attribute: value})
            for atom in _atoms(edition).get(attribute, ())
        )
        found.setdefault(tuple(told), value)
    return list(found.values())


@kept()
def _atoms(edition: Edition) -> Mapping[str, Sequence[Atom]]:
    """Every atom on each question that may decide what is given, or in what order."""
    priorities = edition.priorities
    starts = (start.when for start in priorities.at_the_start.recommendations.values())
    found: dict[str, dict[Atom, None]] = {}
    for condition in (*conditions(edition), priorities.capacity.overloaded, *starts):
        for _, atom in atoms(condition):
            found.setdefault(atom.name, {})[atom] = None
    return {name: tuple(read) for name, read in found.items()}


def _difference(attribute: str, worlds: _Worlds, edition: Edition, language: Language) -> Disagreement:
    """What one disagreement decides, in the worlds chosen and those in which its answer alone is another."""
    given, first, moved, pairs = set[str](), set[str](), 0, 0
    for world in worlds.chosen:
        for other in worlds.beside(world, attribute):
            one, two = worlds[world], worlds[other]
            given |= one.given ^ two.given
            first |= one.first ^ two.first
            moved += len(one.first ^ two.first)
            pairs += 1
    decided = [
        Decided(rid, recommendation.title[language], rid in given)
        for rid, recommendation in edition.recommendations.items()
        if rid in given or rid in first
    ]
    idle = worlds.exact or not pairs
    return Disagreement(
        attribute=attribute,
        text=edition.questions[attribute].text[language],
        said=[Said(as_data(v), edition.value(attribute, v, language)) for v in worlds.disputed[attribute].values],
        weight="decides" if decided else "idle" if idle else "unseen",
        moves=round(moved / pairs, 2) if pairs else 0.0,
        decides=sorted(decided, key=lambda one: not one.given),
    )


def _counts(block: Block, found: Iterable[Disagreement]) -> GroupCounts:
    """What a block said to each question on which respondents differ."""
    counts = []
    for difference in found:
        heard = block.counts(difference.attribute)
        given = [heard.get(as_value(said.value), 0) for said in difference.said]
        counts.append(Count(difference.attribute, given, len(block.respondents) - sum(given)))
    return GroupCounts(list(block.groups), len(block.respondents), counts)
