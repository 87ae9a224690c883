"""What became of recommendations stands in every form of a report, where it is known; readers find it there."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

import pytest

from advisor.advice import open_advisor
from advisor.library.statuses import STATUSES
from advisor.library.wording import LANGUAGES, Language
from advisor.phrases import say
from advisor.report.composing import compose
from advisor.report.contents import Report
from advisor.report.following import as_text as list_as_text
from advisor.report.following import told
from advisor.report.formats import FORMATS
from advisor.report.mail import LINES, as_mail
from advisor.report.text import as_text
from advisor.standing import Standing, followed

from .reading import EXAMPLES, READERS, advice_on, report_on, squeezed

THEN = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOSTILE = "<b>*x*</b> \u202e #let \x07 {{ 7 }}\nof niet"
SHOWN = "<b>*x*</b> #let {{ 7 }} of niet"  # without marks that turn the writing, control characters and line ends


def standing(status: str, **more: object) -> Standing:
    return replace(Standing("open", None, None, None, THEN, "local"), status=status, **more)  # type: ignore[arg-type]


@cache
def standings(stem: str) -> Mapping[str, Standing]:
    """A status for each but the last: each in turn, what is needed first of all rejected."""
    given = advice_on(stem).given
    needed = next((need for item in given for need in item.needs), None)
    found = {item.id: standing(STATUSES[n % len(STATUSES)], note=f"noot {n}") for n, item in enumerate(given[:-1])}
    if needed:
        found[needed] = standing("rejected", note=HOSTILE, owner="Ann Peeters", due=date(2026, 9, 30))
    return found


@cache
def report(stem: str, language: Language) -> Report:
    return compose(advice_on(stem, language), open_advisor(), standings=standings(stem))


@pytest.mark.parametrize(("stem", "language"), [("ghent-crm", "nl"), ("municipality", "en")])
@pytest.mark.parametrize("form", FORMATS)
def test_every_form_has_every_status(form: str, stem: str, language: Language) -> None:
    """Status, who, by when, the note as text, and what waits for what was rejected; also of what is folded."""
    read, _ = READERS[form]
    text = read(FORMATS[form].make(report(stem, language)))
    given = advice_on(stem, language).given
    waits = 0
    for one in followed(given, standings(stem), {}, {}):
        assert squeezed(told(one, language)) in text
        if one.note and one.note != HOSTILE:
            assert squeezed(one.note) in text
        waits += len(one.needs_rejected)
    assert squeezed(SHOWN) in text
    named = say("status_needs_rejected", language, titles="").rstrip(" .")
    assert waits > 0
    assert text.count(squeezed(named)) == len([o for o in followed(given, standings(stem), {}, {}) if o.needs_rejected])


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_and_mail_have_them_too(language: Language) -> None:
    """The long text says all; the mail which is what, within its lines; both how many there are of each."""
    advice, found = advice_on("ghent-crm", language), standings("ghent-crm")
    text = as_text(advice, open_advisor(), found)
    mail = as_mail(advice, open_advisor(), found)
    items = followed(advice.given, found, {}, {})
    for one in items:
        assert squeezed(told(one, language)) in squeezed(text)
    done = say("status_done", language)
    assert sum(one.status == "done" for one in items) > 0
    for shown in (text, mail):
        assert f"{say('status', language)}: " in shown
        assert done in shown
    assert len(mail.splitlines()) <= LINES
    listed = list_as_text(items, language)
    assert [line.split(".")[0] for line in listed.splitlines() if line.endswith("]")] == [str(o.rank) for o in items]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_a_mail_stays_a_mail(example: object) -> None:
    """With a status at everything, whatever the example: at most as many lines as a mail has."""
    advice = advice_on(example.stem)  # type: ignore[attr-defined]
    found = {item.id: standing("postponed", owner="x" * 200, note="y" * 1000) for item in advice.given}
    assert len(as_mail(advice, open_advisor(), found).splitlines()) <= LINES


def test_without_any_status_nothing_is_said() -> None:
    """An advice that nobody followed up, and one that is not kept: the same report."""
    advice = advice_on("ghent-crm")
    assert compose(advice, open_advisor(), standings={}) == report_on("ghent-crm")
    assert as_text(advice, open_advisor(), {}) == as_text(advice, open_advisor())
    assert as_mail(advice, open_advisor(), {}) == as_mail(advice, open_advisor())
    assert say("status", "nl") not in as_text(advice, open_advisor())
