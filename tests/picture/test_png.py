"""A picture as PNG: of the size that was asked for, in our own letters, the same bytes every time."""

import struct

import pytest

from advisor.advice import open_advisor
from advisor.picture import png as drawing
from advisor.picture.png import PictureTooLargeError, png
from advisor.picture.svg import svg
from advisor.picture.trail import trail

from .conftest import GHENT, advice_of


def size(image: bytes) -> tuple[int, int]:
    """Width and height from the header."""
    assert image.startswith(b"\x89PNG\r\n\x1a\n")
    assert image[12:16] == b"IHDR"
    assert image.endswith(b"IEND\xae\x42\x60\x82")
    width, height = struct.unpack(">II", image[16:24])
    return width, height


@pytest.fixture(scope="module")
def picture() -> str:
    """The first recommendation for the company in Ghent."""
    advice = advice_of(GHENT)
    return svg(trail(advice, open_advisor().edition, advice.recommendations[0].id))


def test_a_picture_becomes_pixels(picture: str) -> None:
    """As many as its own size times the scale, and the same bytes when it is done again."""
    drawn = trail(advice_of(GHENT), open_advisor().edition, advice_of(GHENT).recommendations[0].id)
    for scale in (1.0, 2.0):
        wide, high = size(png(picture, scale=scale))
        assert abs(wide - drawn.width * scale) <= 1
        assert abs(high - drawn.height * scale) <= 1
    assert png(picture) == png(picture, scale=2)


def test_letters_are_drawn(picture: str) -> None:
    """Without its texts a picture is another: the letters are found."""
    bare = picture.replace("<text", "<g").replace("</text>", "</g>")
    assert len(png(bare)) < 0.7 * len(png(picture))


def test_what_is_too_large_is_drawn_smaller_or_refused(picture: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The scale goes down until it fits; below one it is refused."""
    wide, high = size(png(picture, scale=1))
    monkeypatch.setattr(drawing, "MOST_PIXELS", 2 * wide * high)
    smaller = size(png(picture, scale=3))
    assert wide < smaller[0] < 2 * wide
    assert smaller[0] * smaller[1] <= 2.02 * wide * high
    monkeypatch.setattr(drawing, "MOST_PIXELS", wide * high // 2)
    with pytest.raises(PictureTooLargeError, match=str(wide)):
        png(picture)


@pytest.mark.parametrize("text", ["", "<p>", '<svg width="1">', '#read("/etc/passwd")'])
def test_what_is_no_picture_of_ours_is_refused(text: str) -> None:
    """A picture is data: what is no SVG with a size is an error, and never run."""
    with pytest.raises(ValueError, match="SVG"):
        png(text)
