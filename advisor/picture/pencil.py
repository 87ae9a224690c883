"""What every picture is drawn with: numbers, points and texts as SVG has them, the inks of the letters."""

from collections.abc import Mapping
from html import escape
from typing import Final

from .boxes import LETTERING, Style
from .lettering import width
from .routing import Point

INK: Final = "#1a2130"
SOFT: Final = "#4d586b"
_INKS: Final[Mapping[Style, str]] = {
    "question": SOFT,
    "answer": INK,
    "plain": INK,
    "sign": INK,
    "title": INK,
    "small": SOFT,
    "sources": "#5b3a92",
}
PAPER: Final = "#ffffff"
_TIP = 5.0  # the arms of the tip of an arrow


def written(text: str, style: Style, x: float, y: float, ink: str = "") -> str:
    """A text in the letters of a style, drawn as wide as it was measured by who heeds textLength (librsvg does not)."""
    letters = LETTERING[style]
    weight = ' font-weight="700"' if letters.bold else ""
    measured = width(text, letters.size, bold=letters.bold)
    wide = number(measured)
    ink = ink or _INKS[style]
    place = f'x="{number(x)}" y="{number(y)}"'
    if style == "sources":  # at the right of a box: where letters are wider, they grow to the left
        place = f'x="{number(x + measured)}" y="{number(y)}" text-anchor="end"'
    return (
        f'<text class="said-{style}" {place} font-size="{number(letters.size)}"{weight} '
        f'textLength="{wide}" lengthAdjust="spacingAndGlyphs" fill="{ink}">{safe(text)}</text>'
    )


def tip(point: Point, *, right: bool = False) -> str:
    """The tip of an arrow that points to the left, or to the right."""
    x, y = point
    back = x - _TIP if right else x + _TIP
    return f"M{pair((back, y - _TIP))}L{pair((x, y))}L{pair((back, y + _TIP))}"


def pair(point: Point) -> str:
    """A point."""
    return f"{number(point[0])} {number(point[1])}"


def number(value: float) -> str:
    """To a tenth of a pixel, without needless zeros."""
    return f"{value:.1f}".removesuffix(".0")


def safe(text: str) -> str:
    """Text that says what it is in XML: no markup, no character that XML does not know."""
    return escape("".join(c if c.isprintable() else " " for c in text))
