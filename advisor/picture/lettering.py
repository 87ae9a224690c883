"""How wide a text is in the letters of the pictures, and where it breaks to stay within a width."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import as_file, files
from typing import Final

from fontTools.ttLib import TTFont

FAMILY: Final = "Open Sans"
WIDEST: Final = 1.18  # a line in the letters (DejaVu, Verdana) of who lacks ours and draws them as wide as they come
_FILES = {False: "OpenSans-Regular.ttf", True: "OpenSans-Bold.ttf"}
_ELLIPSIS = "…"
_SLACK = 1e-6  # sums of fractions differ in their last digit


@dataclass(frozen=True)
class _Face:
    """The advance widths of one font, in parts of the letter size."""

    widths: Mapping[int, float]
    missing: float


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width in pixels of a text on one line, in letters of ``size`` pixels.

    Kerning is left out: it makes a line a little narrower, never much wider. A character that the font lacks counts
    as wide as the letters are high, which no substitute exceeds.
    """
    return _width(text, bold) * size


def wrapped(text: str, most: float, size: float, *, bold: bool = False) -> list[str]:
    """A text in lines of at most ``most`` pixels, broken at white space; a longer word is broken with a hyphen.

    Breaks after a slash or hyphen within a word where there is one. Lines are never empty: no text gives no line.
    """
    lines: list[str] = []
    line = ""
    for word in text.split():
        joined = f"{line} {word}" if line else word
        if width(joined, size, bold=bold) <= most + _SLACK:
            line = joined
            continue
        if line:
            lines.append(line)
        line = word
        if width(word, size, bold=bold) > most:
            *whole, line = _pieces(word, most, size, bold)
            lines += whole
    return [*lines, line] if line else lines


def shortened(lines: list[str], count: int, most: float, size: float, *, bold: bool = False) -> list[str]:
    """At most ``count`` of the lines; the last one ends in an ellipsis when there were more."""
    if len(lines) <= count:
        return lines
    last = lines[count - 1].rstrip(" ,;:")
    while last and width(last + _ELLIPSIS, size, bold=bold) > most:
        last = last[:-1].rstrip(" ,;:")
    return [*lines[: count - 1], last + _ELLIPSIS]


def _pieces(word: str, most: float, size: float, bold: bool) -> Iterator[str]:
    """A word in pieces that fit, the last one without a hyphen of ours."""
    piece = ""
    for part in re.findall(r".+?[/-]|.+", word):
        if piece and width(piece + part, size, bold=bold) <= most:
            piece += part
            continue
        if piece:
            yield piece
        piece = ""
        for character in part:
            if piece and width(piece + character + "-", size, bold=bold) > most:
                yield piece + ("" if piece.endswith(("/", "-")) else "-")
                piece = ""
            piece += character
    yield piece


@cache
def letters() -> frozenset[int]:
    """The characters that both regular and bold letters have."""
    return frozenset(_face(False).widths).intersection(_face(True).widths)


@lru_cache(maxsize=20_000)
def _width(text: str, bold: bool) -> float:
    face = _face(bold)
    return sum(face.widths.get(ord(character), face.missing) for character in text)


@cache
def _face(bold: bool) -> _Face:
    with as_file(files("advisor") / "report" / "fonts" / _FILES[bold]) as path, TTFont(path, lazy=True) as font:
        per_size = font["head"].unitsPerEm
        advances = font["hmtx"].metrics
        widths = {code: advances[glyph][0] / per_size for code, glyph in font.getBestCmap().items()}
    return _Face(widths, 1.2)
