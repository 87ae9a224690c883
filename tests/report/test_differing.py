"""Where respondents differ stands in every form of a report and on a page; readers find it there, and nobody's name."""

import json
from functools import cache

import pytest

from advisor.advice import Advisor, open_advisor
from advisor.insight.differences import differences
from advisor.library.wording import LANGUAGES, Language
from advisor.phrases import say
from advisor.report.composing import compose
from advisor.report.contents import Report
from advisor.report.differing import Differing, differing
from advisor.report.formats import FORMATS
from advisor.report.mail import LINES, as_mail
from advisor.report.text import as_text
from advisor.stages.profile import Profile, understand
from tests.conftest import CHECKOUT

from .reading import READERS, squeezed

EXAMPLE = json.loads((CHECKOUT / "examples" / "respondents" / "ghent-crm.json").read_bytes())
HOSTILE = "<b>*x*</b> | `y`"


@pytest.fixture(scope="module")
def advisor() -> Advisor:
    return open_advisor()


def profile_of(advisor: Advisor) -> Profile:
    """The example, in which one group has a name that no form may take for markup."""
    data = json.loads(json.dumps(EXAMPLE).replace("werkvloer", HOSTILE))
    return understand(data, advisor.edition)


def sentences(told: Differing) -> list[str]:
    """Each text that is said of it."""
    found = [told.title, *told.sentences, told.settled_title, *told.settled]
    for part in told.parts:
        found += [part.title, *(text for one in part.questions for text in (one.question, *one.told))]
    if told.groups:
        found += [told.groups.title, told.groups.note, *told.groups.groups]
        found += [text for question, cells in told.groups.rows for text in (question, *cells)]
    return found


@cache
def reported(language: Language) -> tuple[Differing, Report]:
    """What is to be said of where they differ, and the report that says it."""
    advisor = open_advisor()
    profile = profile_of(advisor)
    found = differing(differences(profile, advisor, language), language)
    return found, compose(advisor.advise(profile, language), advisor, respondents=profile.respondents)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["html", "pdf", "docx", "markdown"])
def test_every_form_says_where_they_differ(form: str, language: Language) -> None:
    found, report = reported(language)
    assert found.groups
    assert len(found.groups.groups) == 2
    made = FORMATS[form].make(report)
    read = squeezed(READERS[form][0](made))
    for text in sentences(found):
        assert squeezed(text) in read, text
    assert "werkvloer-1" not in READERS[form][0](made)  # who said it


def test_a_report_without_respondents_tells_of_no_group(advisor: Advisor) -> None:
    """An advice does not hold who said what; and where nobody differs there is no such chapter."""
    advice = advisor.advise(profile_of(advisor))
    report = compose(advice, advisor)
    assert report.differing
    assert report.differing.groups is None
    alone = advisor.advise(understand({"answers": EXAMPLE["answers"]}, advisor.edition))
    assert compose(alone, advisor).differing is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_texts_say_on_how_many_questions(advisor: Advisor, language: Language) -> None:
    advice = advisor.advise(profile_of(advisor), language)
    told = " ".join(say("differences_in_advice", language, count=len(advice.profile.disputed)).split())
    for text in (as_text(advice, advisor), as_mail(advice, advisor)):
        assert told in " ".join(text.split())
    assert len(as_mail(advice, advisor).splitlines()) <= LINES
