"""Counts before and after as SVG, on one scale: for each a line from a ring (before) to a dot (after)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ..library.wording import Language
from ..phrases import say
from .lettering import FAMILY, shortened, width, wrapped
from .pencil import INK, PAPER, SOFT, number, safe

WIDTH: Final = 560.0
_EDGE: Final = 12.0
_LEFT, _RIGHT = 24.0, 400.0  # of the scale; behind it the counts are written
_LETTERS: Final = 12.0
_ROW: Final = 42.0
_HEAD: Final = 34.0
_GRID, _LINE = "#d5dae3", "#1e6b40"


@dataclass(frozen=True, slots=True)
class Pair:
    """A count before and after, from nothing to ``of`` all, and both in words; None where there was none."""

    title: str
    before: int | None
    after: int | None
    told: str


@dataclass(frozen=True, slots=True)
class Group:
    """Pairs that stand together under a heading."""

    heading: str
    pairs: Sequence[Pair]


def shifts(title: str, groups: Sequence[Group], of: int, language: Language) -> str:
    """Every pair of every group, from above to below. The same input gives the same bytes."""
    height = _HEAD + sum(_HEAD + _ROW * len(group.pairs) for group in groups) + _EDGE
    reads = "; ".join(f"{pair.title}: {pair.told}" for group in groups for pair in group.pairs)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" lang="{language}" width="{number(WIDTH)}" '
        f'height="{number(height)}" viewBox="0 0 {number(WIDTH)} {number(height)}" font-family="{FAMILY}, sans-serif" '
        f'font-size="{number(_LETTERS)}" text-rendering="geometricPrecision">',
        f"<title>{safe(title)}</title>",
        f"<desc>{safe(reads)}</desc>",
        f'<rect class="paper" width="{number(WIDTH)}" height="{number(height)}" fill="{PAPER}"/>',
        *_key(language),
    ]
    top = _HEAD
    for group in groups:
        lines.append(_written(group.heading, _EDGE, top + 18, INK, bold=True))
        top += _HEAD
        for pair in group.pairs:
            lines += _pair(pair, top, max(of, 1))
            top += _ROW
    return "\n".join([*lines, "</svg>"]) + "\n"


def _key(language: Language) -> Iterator[str]:
    before, after = say("simulation_before", language), say("simulation_after", language)
    yield _ring(_LEFT, 18)
    yield _written(before, _LEFT + 10, 22, SOFT)
    left = _LEFT + 30 + width(before, _LETTERS)
    yield _dot(left, 18)
    yield _written(after, left + 10, 22, SOFT)


def _pair(pair: Pair, top: float, of: int) -> Iterator[str]:
    (title,) = shortened(wrapped(pair.title, WIDTH - 2 * _LEFT, _LETTERS), 1, WIDTH - 2 * _LEFT, _LETTERS) or [""]
    y = top + 24
    yield _written(title, _LEFT, top + 10, INK)
    yield f'<path d="M{number(_LEFT)} {number(y)}H{number(_RIGHT)}" stroke="{_GRID}"/>'
    ends = [None if n is None else _LEFT + (_RIGHT - _LEFT) * n / of for n in (pair.before, pair.after)]
    one, other = ends
    if one is not None and other is not None:
        yield f'<path d="M{number(one)} {number(y)}H{number(other)}" stroke="{_LINE}" stroke-width="3"/>'
    if one is not None:
        yield _ring(one, y)
    if other is not None:
        yield _dot(other, y)
    yield _written(pair.told, _RIGHT + 14, y + 4, SOFT)


def _ring(x: float, y: float) -> str:
    return f'<circle cx="{number(x)}" cy="{number(y)}" r="4.5" fill="{PAPER}" stroke="{_LINE}" stroke-width="2"/>'


def _dot(x: float, y: float) -> str:
    return f'<circle cx="{number(x)}" cy="{number(y)}" r="4.5" fill="{_LINE}"/>'


def _written(text: str, x: float, y: float, ink: str, *, bold: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{number(x)}" y="{number(y)}"{weight} textLength="{number(width(text, _LETTERS, bold=bold))}" '
        f'lengthAdjust="spacingAndGlyphs" fill="{ink}">{safe(text)}</text>'
    )
