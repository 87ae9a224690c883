"""A measure over time as SVG: a step for each advice, small enough for a phone; it needs nothing from elsewhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from ..library.wording import Language
from ..phrases import say
from .lettering import FAMILY, width
from .pencil import INK, SOFT, number, safe

WIDTH: Final = 340.0
HEIGHT: Final = 170.0
_EDGE = 6.0  # of the paper, that no text touches
_LEFT, _RIGHT = 20.0, 262.0  # where the first and the last point stand; on the right is the scale
_TOP, _BOTTOM = 38.0, 126.0  # where the highest and the lowest value stand
_LETTERS = 12.0
_DOT = 4.0
_APART = 6.0  # between two values that are written
_GRID, _LINE = "#d5dae3", "#1e6b40"


@dataclass(frozen=True, slots=True)
class Point:
    """What a measure was: when, and how much, also in words; None when that is not known."""

    when: str
    value: float | None
    told: str | None


@dataclass(frozen=True, slots=True)
class _Dot:
    """A point with a value, and where it stands: its place in the row, from the left and from above."""

    place: int
    x: float
    y: float
    told: str


def chart(title: str, points: Sequence[Point], scale: tuple[Point, Point], language: Language) -> str:
    """A measure at each point, from the left to the right; dashed over what is not known.

    ``scale``: its lowest and its highest. The first, the latest and as many others as there is room for have their
    value written. The same input gives the same bytes.
    """
    low, high = (end.value or 0 for end in scale)
    step = (_RIGHT - _LEFT) / max(len(points) - 1, 1)
    dots = [
        _Dot(
            place,
            _LEFT + place * step,
            _BOTTOM - (point.value - low) / (high - low) * (_BOTTOM - _TOP),
            point.told or "",
        )
        for place, point in enumerate(points)
        if point.value is not None
    ]
    reads = "; ".join(f"{point.when}: {point.told or say('unanswered', language)}" for point in points)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" lang="{language}" width="{number(WIDTH)}" '
        f'height="{number(HEIGHT)}" viewBox="0 0 {number(WIDTH)} {number(HEIGHT)}" font-family="{FAMILY}, sans-serif" '
        f'font-size="{number(_LETTERS)}" text-rendering="geometricPrecision">',
        f"<title>{safe(title)}</title>",
        f"<desc>{safe(reads)}</desc>",
        f'<rect class="paper" width="{number(WIDTH)}" height="{number(HEIGHT)}" fill="#ffffff"/>',
        *(
            f'<path d="M0 {number(y)}H{number(WIDTH)}" stroke="{_GRID}"/>'
            for y in (_TOP, (_TOP + _BOTTOM) / 2, _BOTTOM)
        ),
        *_lines(dots),
        *(f'<circle cx="{number(d.x)}" cy="{number(d.y)}" r="{number(_DOT)}" fill="{_LINE}"/>' for d in dots),
        *_values(dots),
        *_moments(points),
        *_scale(scale),
    ]
    return "\n".join([*lines, "</svg>"]) + "\n"


def _lines(dots: Sequence[_Dot]) -> Iterator[str]:
    for one, other in pairwise(dots):
        dashed = ' stroke-dasharray="4 4"' if other.place - one.place > 1 else ""
        path = f"M{number(one.x)} {number(one.y)}L{number(other.x)} {number(other.y)}"
        yield f'<path d="{path}" stroke="{_LINE}" stroke-width="2"{dashed}/>'


def _values(dots: Sequence[_Dot]) -> Iterator[str]:
    """The values above their points: the latest, then from the first on what does not touch another."""
    taken: list[tuple[float, float]] = []
    for dot in [*dots[-1:], *dots[:-1]]:
        wide = width(dot.told, _LETTERS, bold=True)
        left = min(max(dot.x - wide / 2, _EDGE), _RIGHT + _LEFT - wide)
        if all(left > end + _APART or left + wide < start - _APART for start, end in taken):
            taken.append((left, left + wide))
            yield _written(dot.told, left, dot.y - 9, wide, INK, bold=True)


def _moments(points: Sequence[Point]) -> Iterator[str]:
    """The moments of the first and the latest, below."""
    ends = list(dict.fromkeys([0, len(points) - 1])) if points else []
    for place in ends:
        wide = width(points[place].when, _LETTERS)
        yield _written(points[place].when, _RIGHT + _LEFT - wide if place else _EDGE, HEIGHT - 16, wide, SOFT)


def _scale(scale: tuple[Point, Point]) -> Iterator[str]:
    """The lowest and the highest, at the right of their lines."""
    for end, y in zip(scale, (_BOTTOM, _TOP), strict=True):
        text = end.told or ""
        wide = width(text, _LETTERS)
        yield _written(text, WIDTH - _EDGE - wide, y - 5, wide, SOFT)


def _written(text: str, x: float, y: float, wide: float, ink: str, *, bold: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{number(x)}" y="{number(y)}"{weight} textLength="{number(wide)}" lengthAdjust="spacingAndGlyphs" '
        f'fill="{ink}">{safe(text)}</text>'
    )
