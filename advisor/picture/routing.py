"""Where the lines between boxes run: from side to side, past the columns between, and beside the last column."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

BESIDE: Final = 16.0  # from a column to the first line that runs beside it
LANE: Final = 9.0  # from that line to the next
_CLEAR: Final = 5.0  # between a line and a box that it passes
_STEPS: Final = 24

Point = tuple[float, float]
Pair = tuple[str, str]


class Place(NamedTuple):
    """Where a box stands."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """How high its lines start and end."""
        return self.y + self.height / 2

    @property
    def right(self) -> float:
        """Where its right side is."""
        return self.x + self.width


def across(source: Place, target: Place, obstacles: Iterable[Place], detour: Place | None) -> tuple[Point, ...]:
    """From the right side of one box to the left side of another.

    A start, and for each bend two points that it leans to and one that it meets. Straight there when no obstacle is in
    the way; else level past them along the ``detour``, a place where nothing stands.
    """
    path = _bent([(source.right, source.middle), (target.x, target.middle)])
    if detour is None or not any(_meets(path, obstacle) for obstacle in obstacles):
        return path
    start, end = (source.right, source.middle), (target.x, target.middle)
    return _bent([start, (detour.x, detour.middle), (detour.right, detour.middle), end])


def _bent(corners: Sequence[Point]) -> tuple[Point, ...]:
    """A line that meets the corners and is level there."""
    path = [corners[0]]
    for (x, y), (end_x, end_y) in pairwise(corners):
        bend = (end_x - x) / 2
        path += [(x + bend, y), (end_x - bend, end_y), (end_x, end_y)]
    return tuple(path)


def _meets(path: Sequence[Point], place: Place) -> bool:
    """Whether a line of one bend comes too near to a box."""
    for step in range(_STEPS + 1):
        t = step / _STEPS
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
        x, y = (sum(w * point[axis] for w, point in zip(weights, path, strict=True)) for axis in (0, 1))
        if place.x - _CLEAR <= x <= place.right + _CLEAR and place.y - _CLEAR <= y <= place.y + place.height + _CLEAR:
            return True
    return False


def beside(source: Place, target: Place, lane: int) -> tuple[Point, ...]:
    """From the right side of one box to the right side of another in the same column."""
    out = source.right + (BESIDE + LANE * lane) * 4 / 3  # a bend comes three quarters of the way to what it leans to
    start, end = (source.right, source.middle), (target.right, target.middle)
    return (start, (out, start[1]), (out, end[1]), end)


def lanes(pairs: Sequence[Pair], places: Mapping[str, Place]) -> dict[Pair, int]:
    """For each pair in a column the lane in which its line runs, so that none runs over another; short ones inside."""

    def span(pair: Pair) -> tuple[float, float]:
        low, high = sorted(places[name].middle for name in pair)
        return low, high

    taken: list[list[tuple[float, float]]] = []
    found = {}
    for pair in sorted(pairs, key=lambda p: (span(p)[1] - span(p)[0], p)):
        low, high = span(pair)
        lane = next((n for n, spans in enumerate(taken) if all(high < a or b < low for a, b in spans)), len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append((low, high))
        found[pair] = lane
    return found
