"""Notes in reports: beside each recommendation how sure its answers are, in the annex every note."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from advisor.advice import Advice, open_advisor
from advisor.insight.why import why
from advisor.library.wording import LANGUAGES, Language
from advisor.report import outline
from advisor.report.composing import compose
from advisor.report.formats import FORMATS
from advisor.report.reasoning import why_as_text
from advisor.report.text import as_text
from advisor.stages.notes import CONFIDENCES, Confidence, Note
from advisor.stages.profile import read_profile
from advisor.stages.recommendations import Recommended
from tests.conftest import CHECKOUT

from .reading import advice_on, docx_text, pdf_text, report_on, squeezed, written

NOTED = "notes/ghent-crm"


def with_notes(confidences: Sequence[Confidence | None], language: Language) -> tuple[Advice, Recommended]:
    """Advice with a recommendation that rests on four answers, of which the first have notes that say how sure."""
    advisor = open_advisor()
    bare = advice_on("ghent-crm", language)
    item = next(item for item in bare.given if len(answers(bare, item.id)) == 4)
    notes = {
        attribute: Note("x", None, sure) for attribute, sure in zip(answers(bare, item.id), confidences, strict=False)
    }
    advice = replace(bare, profile=replace(bare.profile, notes=notes))
    assert advisor.edition.fingerprint == advice.receipt.fingerprint
    return advice, item


def answers(advice: Advice, recommendation: str) -> list[str]:
    """The questions whose answers a recommendation rests on, as the graph has them."""
    findings = {f.id: f for f in advice.findings}
    item = next(item for item in advice.given if item.id == recommendation)
    return sorted({a for ref in item.findings for fact in findings[ref.id].facts for a in fact.answers})


SAID: Mapping[tuple[Confidence | None, ...], tuple[str, str]] = {
    ("measured", "measured", "measured", "guessed"): (
        "Van de 4 antwoorden hierachter zijn er 3 gemeten en is er 1 geschat.",
        "Of the 4 answers behind this, 3 are measured and 1 is guessed.",
    ),
    ("measured", "known", "known", "guessed"): (
        "Van de 4 antwoorden hierachter is er 1 gemeten, komen er 2 uit eigen kennis en is er 1 geschat.",
        "Of the 4 answers behind this, 1 is measured, 2 are known first-hand and 1 is guessed.",
    ),
    ("known", None, None, "guessed"): (
        "Van de 4 antwoorden hierachter komt er 1 uit eigen kennis, is er 1 geschat en is het bij 2 niet vermeld.",
        "Of the 4 answers behind this, 1 is known first-hand, 1 is guessed and 2 do not say.",
    ),
    ("measured",): (
        "Van de 4 antwoorden hierachter is er 1 gemeten en is het bij 3 niet vermeld.",
        "Of the 4 answers behind this, 1 is measured and 3 do not say.",
    ),
    (None, None): ("", ""),
    (): ("", ""),
}


@pytest.mark.parametrize("confidences", SAID)
def test_how_sure_in_one_sentence(confidences: tuple[Confidence | None, ...]) -> None:
    """Counted over the answers behind a recommendation, in both languages; nothing where no note says it."""
    for language, said in zip(LANGUAGES, SAID[confidences], strict=True):
        advice, item = with_notes(confidences, language)
        assert outline.sureness(item, advice) == said
        assert (outline.remarks(item, advice)[:1] == [said]) == bool(said)


def test_of_one_answer() -> None:
    """A single answer is not counted."""
    for sure in CONFIDENCES:
        advice = advice_on("ghent-crm", "en")
        item = min(advice.given, key=lambda item: len(answers(advice, item.id)))
        only = answers(advice, item.id)[:1]
        facts = [replace(f, facts=[fact for fact in f.facts if fact.answers == only]) for f in advice.findings]
        one = replace(advice, findings=facts, profile=replace(advice.profile, notes={only[0]: Note(confidence=sure)}))
        words = {"measured": "measured", "known": "known first-hand", "guessed": "guessed"}[sure]
        assert outline.sureness(item, one) in ("", f"The answer behind this is {words}.")
        assert any(outline.sureness(given, one) == f"The answer behind this is {words}." for given in advice.given)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMATS)
def test_every_form_has_every_note(form: str, language: Language) -> None:
    """The annex has each note beside its answer, also of a question that nobody answered, and how sure all are."""
    raw, report = written(form, NOTED, language), report_on(NOTED, language)
    text = {"pdf": pdf_text, "docx": docx_text}.get(form, lambda raw: squeezed(read(form, raw)))(raw)
    entries = [entry for theme in report.themes for entry in theme.answers if entry.note]
    assert len(entries) == 6
    for entry in entries:
        assert squeezed(f"{entry.answer}{entry.note}") in text, entry
    told = [item.remarks[0] for item in report.items if re.search("hierachter|behind this", item.remarks[0])]
    assert len(told) > 5
    assert all(squeezed(sentence) in text for sentence in told)


def read(form: str, raw: bytes) -> str:
    """The text of a form that is text."""
    text = raw.decode()
    return re.sub(r"<[^>]*>", "", text) if form == "html" else re.sub(r"\\(.)|\*\*", r"\1", text)


def test_without_notes_nothing_is_said_of_them() -> None:
    """Notes taken out of a report leave the report of the profile without."""
    noted = advice_on(NOTED)
    assert as_text(noted, open_advisor()) != as_text(advice_on("ghent-crm"), open_advisor())
    bare = compose(advice_on("ghent-crm"), open_advisor())
    assert not any(entry.note for theme in bare.themes for entry in theme.answers)
    assert all("hierachter" not in remark for item in bare.items for remark in item.remarks)


def test_why_has_the_note_under_its_answer() -> None:
    """The reasoning as text names what an answer rests on, right below it."""
    advice = advice_on(NOTED)
    text = why_as_text(why(advice, "win-people-back", open_advisor().edition), advice)
    flat = " ".join(text.split())
    note = "Toelichting: Log-ins in week 8, zonder wie alleen leest (gemeten: verslag van de leverancier)"
    assert re.search(rf"→ 20 % {re.escape(note)}", flat)
    assert "Toelichting" not in why_as_text(
        why(advice_on("ghent-crm"), "win-people-back", open_advisor().edition), advice_on("ghent-crm")
    )


@pytest.mark.parametrize("form", FORMATS)
def test_whatever_stands_in_a_note(form: str) -> None:
    """What no letters have, what is markup somewhere and one word of a thousand letters: every form can be made."""
    advisor = open_advisor()
    profile = read_profile((CHECKOUT / "examples" / "hardly-answered.json").read_bytes(), advisor.edition)
    texts = ("é\u0301😀数字\u202e <b>&]]> " * 60, "# * _x_ `y` [a](b) | c $x$ @q \\ " * 30, "x" * 1000)
    notes = {a: Note(texts[n % 3][:1000], texts[n % 3][:200]) for n, a in enumerate(advisor.edition.questions)}
    made = [FORMATS[form].make(compose(advisor.advise(replace(profile, notes=some)), advisor)) for some in ({}, notes)]
    assert len(made[0]) + 1_000 < len(made[1])
