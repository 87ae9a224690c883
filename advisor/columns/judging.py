"""A block of rows → all verdicts, scores and first recommendations: the pipeline of one advice, by the column.

It is held to the single run: `tests/columns` compares the two on generated profiles, row by row.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..library.edition import Edition
from ..library.memo import kept
from .coding import Codes, Told
from .conditions import Nodes, sheet
from .places import NOBODY, Places
from .planes import Plane, packed, spread
from .scores import Scoring
from .verdicts import Chaining, Verdicts

ROWS = 1 << 16  # in a block at most
ROOM = 1 << 28  # bytes that the planes of a block may take


@dataclass(frozen=True, slots=True)
class Block:
    """Some rows of profiles: for each question the numbers of the answers, one for each row (see `coding`)."""

    rows: int
    codes: Mapping[str, Codes]


@dataclass(frozen=True, slots=True)
class Judged:
    """What was concluded of a block: recommendations × rows, in the order of the knowledge.

    ``scores``: in points; they count where it is given. ``first``: for each row the first that are shown, by number, -1
    after the last; ``overloaded``: where people can take on fewer at once.
    """

    verdicts: Verdicts
    scores: Sequence[NDArray[np.int32]]
    first: NDArray[np.intp]
    overloaded: Plane

    def comes_first(self, most: int, when_overloaded: int) -> dict[str, Plane]:
        """Where each recommendation is among so many that come first."""
        within = np.full((len(self.first), 1), most)
        within[spread(self.overloaded, len(self.first)) == 1] = when_overloaded
        first = np.where(np.arange(self.first.shape[1]) < within, self.first, NOBODY)
        return {rid: packed((first == number).any(axis=1)) for number, rid in enumerate(self.verdicts.given)}


class Judge:
    """An edition made ready for blocks of rows."""

    def __init__(self, edition: Edition) -> None:
        nodes = Nodes()
        self._chaining = Chaining(edition, nodes)
        self._scoring = Scoring(edition, nodes, self._chaining)
        self._places = Places(edition)
        self._starts = [nodes.of(s.when) for s in edition.priorities.at_the_start.recommendations.values()]
        self._overloaded = nodes.of(edition.priorities.capacity.overloaded)
        planes = 2 * len(nodes) + 8 * (len(edition.rules) + len(edition.recommendations))
        self.rows = max(1, min(ROWS, ROOM * 8 // planes))  # that a block may have

    def verdicts(self, block: Block, codings: Mapping[str, Told]) -> Verdicts:
        """The verdicts alone."""
        return self._chaining.run(sheet(block.rows, block.codes, codings))

    def judge(self, block: Block, codings: Mapping[str, Told], first: int) -> Judged:
        """Everything, and the ``first`` recommendations that are shown."""
        known = sheet(block.rows, block.codes, codings)
        verdicts = self._chaining.run(known)
        standings = list(self._scoring.run(known, verdicts))
        given = verdicts.given.values()
        pairs = enumerate(zip(standings, given, strict=True))
        keys = np.array([self._places.key(standing, number, where) for number, (standing, where) in pairs])
        starting = [spread(known.truths(node).true, block.rows).view(np.bool_) for node in self._starts]
        return Judged(
            verdicts=verdicts,
            scores=[standing.score for standing in standings],
            first=self._places.shown(keys, starting, first),
            overloaded=known.truths(self._overloaded).true,
        )


@kept()
def judge(edition: Edition) -> Judge:
    """The judge of an edition, made when it is first asked for."""
    return Judge(edition)
