"""Every form of an advice opens with its diagnosis, read back from the file."""

import pytest

from advisor.library.wording import Language
from advisor.report.text import as_text

from .reading import advice_on, as_data, squeezed
from .test_almost import PAIRS, chapter, each_form

each_pair = pytest.mark.parametrize(("stem", "language"), PAIRS)


@each_pair
@each_form
def test_the_summary_opens_with_it(form: str, stem: str, language: Language) -> None:
    """In a report the summary is what is read first, and the sentence is its first line, once."""
    sentence = squeezed(as_data(stem, language)["diagnosis"]["text"])
    summary = chapter(form, stem, language, "report_summary")
    assert summary.startswith(sentence)
    assert summary.count(sentence) == 1


@each_pair
def test_the_text_opens_with_it(stem: str, language: Language) -> None:
    """In the text it is all that stands between the title and what to do."""
    _, sentence, _ = as_text(advice_on(stem, language)).split("\n\n", 2)
    assert " ".join(sentence.split()) == as_data(stem, language)["diagnosis"]["text"]
