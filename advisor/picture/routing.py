"""Where the lines between boxes run: from side to side, past the columns between, and beside the last column."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple, TypeVar

BESIDE: Final = 16.0  # from a column to the first line that runs beside it
LANE: Final = 9.0  # from that line to the next
_TURN: Final = 5.0  # from where a line leaves its level to where it runs upright
_CLEAR: Final = 5.0  # between a line and a box that it passes
_STEPS: Final = 24
_SHARES: Final = (0.5, 0.35, 0.65, 0.2, 0.8, 0.05, 0.95)

Point = tuple[float, float]
Pair = tuple[str, str]
Span = tuple[float, float]
Line = TypeVar("Line", str, Pair)


class BoxPlace(NamedTuple):
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


def across(
    source: BoxPlace, target: BoxPlace, obstacles: Sequence[BoxPlace], detour: BoxPlace | None
) -> tuple[Point, ...]:
    """From the right side of one box to the left side of another.

    A start, and for each bend two points that it leans to and one that it meets. In one bend, later or earlier, when
    it can be done without coming near an obstacle; else level past them along the ``detour``, where nothing stands.
    """
    start, end = (source.right, source.middle), (target.x, target.middle)
    if detour is None:
        return (start, *_bend(start, end))
    for share in _SHARES:
        path = (start, *_bend(start, end, share))
        if not any(_meets(path, obstacle) for obstacle in obstacles):
            return path
    before, after = (detour.x, detour.middle), (detour.right, detour.middle)
    return (start, *_bend(start, before), *_bend(before, after), *_bend(after, end))


def _bend(start: Point, end: Point, share: float = 0.5) -> tuple[Point, Point, Point]:
    """A line that is level where it starts and ends; ``share`` of the way it leans to where it started."""
    turn = start[0] + share * (end[0] - start[0])
    return (turn, start[1]), (turn, end[1]), end


def _meets(path: Sequence[Point], place: BoxPlace) -> bool:
    """Whether a line of one bend comes too near to a box."""
    for step in range(_STEPS + 1):
        t = step / _STEPS
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
        x, y = (sum(w * point[axis] for w, point in zip(weights, path, strict=True)) for axis in (0, 1))
        if place.x - _CLEAR <= x <= place.right + _CLEAR and place.y - _CLEAR <= y <= place.y + place.height + _CLEAR:
            return True
    return False


def beside(source: BoxPlace, target: BoxPlace, lane: int) -> tuple[Point, ...]:
    """From the right side of one box to the right side of another in the same column."""
    out = source.right + (BESIDE + LANE * lane) * 4 / 3  # a bend comes three quarters of the way to what it leans to
    start, end = (source.right, source.middle), (target.right, target.middle)
    return (start, (out, start[1]), (out, end[1]), end)


def before(source: BoxPlace, target: BoxPlace, lane: int) -> tuple[Point, ...]:
    """From the left side of one box to the left side of another in the same column.

    All that start at one box run together in its lane: level to it, along it, level from it.
    """
    along = source.x - BESIDE - LANE * lane
    down = _TURN if target.middle > source.middle else -_TURN
    start, end = (source.x, source.middle), (target.x, target.middle)
    out, in_ = (along + _TURN, start[1]), (along + _TURN, end[1])
    leaving, arriving = (along, start[1] + down), (along, end[1] - down)
    return (
        start,
        *_bend(start, out),
        *((along, start[1]), (along, start[1]), leaving),
        *(leaving, arriving, arriving),
        *((along, end[1]), (along, end[1]), in_),
        *_bend(in_, end),
    )


def span(places: Iterable[BoxPlace]) -> Span:
    """From the highest to the lowest of the middles of boxes."""
    middles = [place.middle for place in places]
    return min(middles), max(middles)


def lanes(spans: Mapping[Line, Span]) -> dict[Line, int]:
    """For each line in a column the lane in which it runs, so that none runs over another; short ones inside."""
    taken: list[list[Span]] = []
    found = {}
    for line in sorted(spans, key=lambda line: (spans[line][1] - spans[line][0], line)):
        low, high = spans[line]
        lane = next((n for n, spans in enumerate(taken) if all(high < a or b < low for a, b in spans)), len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append((low, high))
        found[line] = lane
    return found
