"""A picture as PNG: the SVG, set on a page of its own size by Typst with our own letters."""

import re
from functools import cache
from pathlib import Path
from typing import Final

from typst import Compiler, Fonts

MOST_PIXELS: Final = 30_000_000
_POINTS_PER_INCH = 72
# The picture is data, never part of the program; a pixel of it is a point of the page.
_PAGE = b"""
#set page(width: float(sys.inputs.width) * 1pt, height: float(sys.inputs.height) * 1pt, margin: 0pt)
#image(bytes(sys.inputs.picture), format: "svg", width: 100%, height: 100%)
"""
_SIZE = re.compile(r'<svg [^>]*?\bwidth="([0-9.]+)" height="([0-9.]+)"')


class PictureTooLargeError(ValueError):
    """The picture has more pixels than `MOST_PIXELS`, even at the smallest scale that can be read; says how many."""


def png(svg: str, *, scale: float = 2) -> bytes:
    """A picture of ours as PNG, ``scale`` pixels for each of its own.

    Above `MOST_PIXELS` the scale is lowered until it fits, but not below 1: then PictureTooLargeError is raised. The
    letters are the ones that came with this package, whatever the machine has: the same SVG gives the same bytes.
    Raises ValueError when it is no picture of ours.
    """
    found = _SIZE.match(svg)
    if found is None:
        raise ValueError("no SVG with a width and a height")
    width, height = (float(size) for size in found.groups())
    largest = (MOST_PIXELS / (width * height)) ** 0.5
    if largest < 1:
        raise PictureTooLargeError(f"{width:.0f} × {height:.0f} pixels")
    inputs = {"width": f"{width}", "height": f"{height}", "picture": svg}
    ppi = _POINTS_PER_INCH * min(scale, largest)
    # A compiler of its own for each picture: one that is kept remembers the inputs of the one before.
    drawn = Compiler(_PAGE, font_paths=_letters(), sys_inputs=inputs).compile(format="png", ppi=ppi)
    if not isinstance(drawn, bytes):
        raise ValueError("more than one page")
    return drawn


@cache
def _letters() -> Fonts:
    """Our own letters and no others."""
    folder = Path(__file__).parents[1] / "report" / "fonts"
    return Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
