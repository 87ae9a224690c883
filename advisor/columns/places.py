"""The first recommendations that are shown, in every row: put in order, moved to the start and folded as one row is.

What `stages.ranking.in_order` and `started` and `stages.folding.fold` do for one row is done here for many, one step of
the order after another, until as many are shown as are asked for.
"""

from collections.abc import Sequence
from graphlib import TopologicalSorter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..library.edition import Edition
from .planes import Plane, spread
from .scores import Standings, most_points

NOBODY = -1
CELLS = 1 << 18  # recommendations times rows that are put in order together: about what a processor keeps at hand

Keys = NDArray[np.signedinteger[Any]]  # rows × recommendations (and nothing): the least comes first
Numbers = NDArray[np.intp]
Rows = NDArray[np.bool_]


class Places:
    """What an edition says of the order, in arrays over its recommendations and, as the last of them, nothing."""

    def __init__(self, edition: Edition) -> None:
        numbers = edition.recommendation_order
        self.nothing = len(numbers)
        needs = [[numbers[needed] for needed in r.needs] for r in edition.recommendations.values()]
        most = max(map(len, needs), default=0)
        padded = [[*found, *[self.nothing] * (most - len(found))] for found in [*needs, []]]
        self.needs = np.array(padded, np.intp).reshape(len(padded), most)
        self.needy = (self.needs != self.nothing).any(axis=1)
        self.deep = _depth(needs)
        bundles: dict[str, int] = {}
        of = [bundles.setdefault(edition.bundle_of.get(rid, rid), len(bundles)) for rid in numbers]
        self.bundles = np.array([*of, len(bundles)], np.int16)
        start = edition.priorities.at_the_start
        self.starting = [numbers[rid] for rid in start.recommendations]
        self.within = start.within
        self.special = self.needy.copy()
        self.special[self.needs.ravel()] = self.special[self.starting] = True
        self.special[self.nothing] = False
        size = self.nothing.bit_length()
        self.mask = (1 << size) - 1
        self._documents = len(edition.sources)
        self._behind = (most_points(edition) + 1) * (self._documents + 1) << size  # more than all else together
        self._last = self._behind - (1 << size)  # what scores nothing on no document
        self._kind: np.dtype[np.signedinteger[Any]] = np.dtype(np.int32 if 2 * self._behind < 1 << 31 else np.int64)
        self.not_given = int(np.iinfo(self._kind).max)

    def key(self, standing: Standings, number: int, given: Plane) -> Keys:
        """What the order of each row goes by, as one number that holds the recommendation's own in its last bits.

        What is certain goes before what is probably exempt; then the higher score, the more documents, the order of the
        knowledge.
        """
        rows = len(standing.score)
        key: Keys = standing.score.astype(self._kind)
        key *= -(self._documents + 1)
        key -= standing.documents
        key *= self.mask + 1
        key += self._last + number
        if standing.behind.any():
            key += spread(standing.behind, rows).astype(self._kind) * self._behind
        np.copyto(key, self.not_given, where=spread(given, rows) == 0)
        return key

    def shown(self, keys: Keys, starting: Sequence[Rows], most: int) -> Numbers:
        """The first ``most`` recommendations that are shown in each row, by number; `NOBODY` after the last.

        ``keys``: of every recommendation in each row. ``starting``: the rows in which each of `self.starting` is to be
        settled at the start.
        """
        count, rows = keys.shape
        shown = np.full((rows, most), NOBODY, np.intp)
        starts = np.array(starting, np.bool_).reshape(len(starting), rows)
        together = max(64, CELLS // max(count, 1))
        for first in range(0, rows, together):
            part = slice(first, first + together)
            own = np.full((len(shown[part]), count + 1), self.not_given, keys.dtype)
            own[:, :count] = keys[:, part].T
            _Order(self, own, starts[:, part].T, shown[part]).fill()
        return shown


class _Order:
    """The order of some rows as far as it is made: each step takes the next recommendation of each row.

    A line ends with `Places.nothing`, a recommendation that is not there. What is known of each recommendation in each
    row stands in flat arrays, the recommendations of a row one after the other.
    """

    def __init__(self, places: Places, keys: Keys, starting: Rows, shown: Numbers) -> None:
        self._places, self._keys, self._starting, self._shown = places, keys.ravel(), starting, shown
        lined_up = np.sort(keys, axis=1)
        line = np.where(lined_up == places.not_given, places.nothing, lined_up & places.mask)
        self._line = line.astype(np.int16).ravel()
        self._waiting = self._keys != places.not_given  # what is given, and had no turn yet
        self._place = np.full(keys.size, NOBODY, np.int8)  # of what some are shown under
        self._early = np.zeros_like(starting)  # what was moved up: it is passed over at its own turn
        # Of the rows that are not done yet:
        self._rows = np.arange(len(keys))
        self._from = self._rows * keys.shape[1]  # where they begin in what is flat
        self._at = np.zeros(len(keys), np.intp)  # how far each is in its line
        self._put = np.zeros(len(keys), np.int16)  # how many are in their place
        self._heads = np.zeros(len(keys), np.intp)  # how many of those are shown
        self._bundles = np.full((shown.shape[1], len(keys)), NOBODY, np.int16)  # their bundles

    def fill(self) -> None:
        """Take the next of each row until none lacks any. Rows that are done are dropped once they are many."""
        while len(self._rows):
            turn = self._line.take(self._from + self._at).astype(np.intp)
            going = (turn != self._places.nothing) & (self._heads < len(self._bundles))
            if 4 * np.count_nonzero(going) < 3 * len(going):
                self._rows, self._from, self._at = self._rows[going], self._from[going], self._at[going]
                self._put, self._heads, self._bundles = self._put[going], self._heads[going], self._bundles[:, going]
                continue
            turn[~going] = self._places.nothing
            own = self._needed_first(turn) & going
            moved = self._moved_up(turn)
            here = self._from + turn
            fresh = self._waiting.take(here)
            self._waiting[here] = moved  # what was moved up has its own turn still
            self._pass_over(turn, fresh, moved)
            self._fold(turn, fresh)
            self._put += fresh
            self._at += own & ~moved

    def _needed_first(self, turn: Numbers) -> Rows:
        """Take what is needed and still waits instead: of several the first, and so on. Where its own turn is taken."""
        own = np.ones(len(turn), np.bool_)
        where = np.flatnonzero(self._places.needy[turn])
        for _ in range(self._places.deep):
            needs = self._places.needs[turn[where]]
            there = self._from[where, None] + needs
            keys = np.where(self._waiting.take(there), self._keys.take(there), self._places.not_given)
            first = keys.argmin(axis=1)
            each = np.arange(len(where))
            waits = keys[each, first] != self._places.not_given
            where, needed = where[waits], needs[each, first][waits]
            turn[where], own[where] = needed, False
        return own

    def _moved_up(self, turn: Numbers) -> Rows:
        """Take what belongs at the start and does not stand there yet instead. Where that is so.

        `started` inserts one after the other at the same place, so that the last of them comes first.
        """
        moved = np.zeros(len(turn), np.bool_)
        due = self._put >= self._places.within - 1
        for at, number in reversed([*enumerate(self._places.starting)]):
            where = np.flatnonzero(due & ~moved & self._waiting.take(self._from + number))
            rows = self._rows[where]
            where = where[self._starting[rows, at] & ~self._early[rows, at] & (turn[where] != self._places.nothing)]
            turn[where], moved[where] = number, True
            self._early[self._rows[where], at] = True
        return moved

    def _pass_over(self, turn: Numbers, fresh: Rows, moved: Rows) -> None:
        """What was moved up before stands in its place already."""
        for at, number in enumerate(self._places.starting):
            where = np.flatnonzero((turn == number) & ~moved)
            fresh[where] &= ~self._early[self._rows[where], at]

    def _fold(self, turn: Numbers, fresh: Rows) -> None:
        """Show each, or fold it under the first of its bundle that stands after all that it needs.

        Most need nothing, are needed by nothing and start nowhere: of those it only matters whether their bundle is
        shown already.
        """
        bundle = self._places.bundles[turn]
        same = self._bundles == bundle
        new = fresh & ~same.any(axis=0)
        where = np.flatnonzero(fresh & self._places.special[turn])
        rows, some, begin = self._rows[where], turn[where], self._from[where]
        ready = self._place.take(begin[:, None] + self._places.needs[some]).max(axis=1, initial=0)
        hosts = same[:, where] & (np.arange(len(same))[:, None] >= ready)
        apart = np.zeros(len(where), np.bool_)
        for at, number in enumerate(self._places.starting):
            apart |= (some == number) & self._starting[rows, at]
        new[where] = apart | ~hosts.any(axis=0)
        self._place[begin + some] = np.where(new[where], self._heads[where], hosts.argmax(axis=0))
        where = np.flatnonzero(new)
        heads = self._heads[where]
        self._bundles[heads, where] = bundle[where]
        self._shown[self._rows[where], heads] = turn[where]
        self._heads[where] += 1


def _depth(needs: Sequence[Sequence[int]]) -> int:
    """How many steps the longest chain of needs has."""
    deep: dict[int, int] = {}
    for number in TopologicalSorter(dict(enumerate(needs))).static_order():
        deep[number] = max((deep[needed] + 1 for needed in needs[number]), default=0)
    return max(deep.values(), default=0)
