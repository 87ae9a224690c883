"""The figures of readability, and the ceiling that the Dutch texts of the knowledge stay below."""

import pytest

from .readability import measure, of_files

MEAN, LONGEST = 12, 30  # words in a Dutch sentence: on average in each file, and at most


def test_dutch_sentences_are_short() -> None:
    """On average in each file, and each by itself."""
    figures = {name: of for (name, language), of in of_files().items() if language == "nl"}
    assert {name: of.mean for name, of in figures.items() if of.mean > MEAN} == {}
    assert [sentence for of in figures.values() for words, sentence in of.sentences if words > LONGEST] == []


def test_the_figures() -> None:
    """Of two texts: sentences, their words, long sentences, long words, and LIX by its definition."""
    of = measure(["Kies één proces. Begin klein!", "De verandering raakt 92 % van iedereen " + "en nog iets " * 5])
    assert [words for words, _ in of.sentences] == [3, 2, 21]
    assert of.mean == pytest.approx(26 / 3)
    assert of.long_sentences == pytest.approx(1 / 3)
    assert of.long_words == pytest.approx(2 / 26)  # verandering, iedereen
    assert of.lix == pytest.approx(26 / 3 + 100 * 2 / 26)
