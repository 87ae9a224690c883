"""Every form of an advice opens with its diagnosis, read back from the file."""

import pytest

from advisor.advice import open_advisor
from advisor.library.wording import Language
from advisor.phrases import say
from advisor.report.outline import first_sentence
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
    _, sentence, _ = as_text(advice_on(stem, language), open_advisor()).split("\n\n", 2)
    assert " ".join(sentence.split()) == as_data(stem, language)["diagnosis"]["text"]


@each_pair
@each_form
def test_actions_follow_it(form: str, stem: str, language: Language) -> None:
    """Right behind the sentence: at most five of what comes first, each with why, its first step, who acts and how one
    sees that it worked; then the rest.
    """
    told = as_data(stem, language)
    first = [item for item in told["recommendations"] if item["phase"] == "first"][:5]
    summary = chapter(form, stem, language, "report_summary")
    left = summary.removeprefix(squeezed(told["diagnosis"]["text"])).removeprefix(
        squeezed(say("phase_first", language))
    )
    for item in first:
        step = say("mail_step", language, step=first_sentence(item["steps"][0]["text"]))
        action, found, left = left.partition(
            squeezed(step + say("mail_who", language, who=item["who"], sign=item["sign"]))
        )
        assert found
        title = squeezed(item["title"])
        assert title in action and action.split(title)[0].strip(".") in ("", str(item["rank"]))
        why = action.partition(title)[2]
        assert why and squeezed(item["summary"]).startswith(why)
    assert bool(first) != (squeezed(say("nothing", language)) in left)
