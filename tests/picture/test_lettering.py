"""Texts are as wide as a browser draws them, and break so that nothing leaves its box."""

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from advisor.picture.lettering import shortened, width, wrapped
from tests.conftest import CHECKOUT

WORDS = "Welk deel van de mensen voor wie het bedoeld is, gebruikt het nu uit eigen wil voor het echte werk?"


def test_a_width_is_the_sum_of_the_advances() -> None:
    """As the font itself has them; bold is wider; what the font lacks gets a width that no substitute exceeds."""
    font = TTFont(CHECKOUT / "advisor" / "report" / "fonts" / "OpenSans-Regular.ttf")
    advances, glyphs = font["hmtx"].metrics, font.getBestCmap()
    wanted = sum(advances[glyphs[ord(c)]][0] for c in WORDS) / font["head"].unitsPerEm * 13
    assert width(WORDS, 13) == pytest.approx(wanted)
    assert width(WORDS, 26) == pytest.approx(2 * wanted)
    assert width(WORDS, 13, bold=True) > width(WORDS, 13)
    assert width("", 13) == 0
    assert ord("数") not in glyphs
    assert width("数", 10) > 10


@given(st.text(max_size=80), st.sampled_from([40, 90, 206]), st.booleans())
def test_no_line_is_too_wide_and_no_letter_is_lost(text: str, most: int, bold: bool) -> None:
    """Whatever the text: every line fits, none is empty, and only white space and hyphens come and go."""
    lines = wrapped(text, most, 13, bold=bold)
    assert all(line and width(line, 13, bold=bold) <= most + 1e-6 for line in lines)
    assert "".join("".join(lines).split()).replace("-", "") == "".join(text.split()).replace("-", "")


def test_a_long_word_is_broken_with_a_hyphen() -> None:
    """Where a line ends within a word it says so; after a hyphen or a slash of the word itself it needs no other."""
    assert wrapped("besluitvormingsprocedures", 100, 13)[0].endswith("-")
    assert wrapped("aaaaaaaaaa-bbbbbbbbbbbb", 100, 13) == ["aaaaaaaaaa-", "bbbbbbbbbbbb"]
    assert wrapped("één korte zin", 206, 13) == ["één korte zin"]
    assert wrapped(" \n ", 206, 13) == []


def test_what_is_cut_short_says_so() -> None:
    """At most so many lines, the last one with an ellipsis, and still within the width."""
    lines = wrapped(WORDS, 120, 13)
    cut = shortened(lines, 2, 120, 13)
    assert len(lines) > 2 == len(cut)
    assert cut[0] == lines[0]
    assert cut[1].endswith("…")
    assert width(cut[1], 13) <= 120
    assert shortened(lines, len(lines), 120, 13) == lines
