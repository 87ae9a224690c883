"""Notes beside answers in tables, in HTML forms and in the forms of others."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from advisor.intake.conversion import convert
from advisor.intake.mapping import read_mapping
from advisor.intake.parquet import IntakeError
from advisor.intake.rows import profile_of, rows
from advisor.library.complaints import KnowledgeError
from advisor.library.edition import Edition
from advisor.stages.mistakes import ProfileError
from advisor.stages.profile import Profile, read_profile
from api.http import html_forms
from tests.conftest import CHECKOUT, sizes
from tests.stages.test_notes import NOTED, noted

PARTS = {"note": "text", "evidence": "evidence", "confidence": "confidence"}

FORM = """\
form: {nl: Vorm, en: Form}
reads: columns
unanswered: [Weet niet]
answers:
  adoption_rate:
    field: Gebruik
notes:
  adoption_rate:
    text: Hoe weet u dat?
    evidence: Bron
    confidence: Zeker
    options: {geteld: measured, gegokt: guessed}
  vision_state:
    text: Over de visie
"""


def cells_of(profile: Profile) -> dict[str, str]:
    """A profile as the row of a table, with a column beside each answer for each part of its note."""
    plain = profile.plain
    cells = {name: plain[name] or "" for name in ("name", "reference")}
    for attribute, value in plain["answers"].items():
        cells[attribute] = (";".join(value) or "[]") if isinstance(value, list) else str(value)
    for attribute, note in plain.get("notes", {}).items():
        cells |= {f"{attribute}:{part}": note[field] for part, field in PARTS.items() if field in note}
    return cells


def table(cells: dict[str, str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([cells.keys(), cells.values()])
    return out.getvalue()


def read(content: str, edition: Edition, folder: Path) -> Profile:
    path = folder / "in.csv"
    path.write_text(content, encoding="utf-8", newline="")
    (row,) = rows(path, edition, "en")
    return profile_of(row, edition, "en")


@pytest.mark.parametrize("count", sizes(5, 100))
def test_a_table_and_a_form_give_the_notes_of_the_json(count: int, edition: Edition, tmp_path: Path) -> None:
    """Made-up profiles with notes, there and back: also where nobody answered, and whatever stands in the notes."""
    met = 0
    for profile in [read_profile(NOTED.read_bytes(), edition), *noted(edition, count, 11)]:
        cells = cells_of(profile)
        assert read(table(cells), edition, tmp_path) == profile
        fields = [(name, part) for name, cell in cells.items() for part in typed(name, cell, edition)]
        posted = json.dumps(html_forms.profile_of(fields, edition)).encode()
        assert read_profile(posted, edition) == profile
        met += len(profile.notes)
    assert met > count


def typed(name: str, cell: str, edition: Edition) -> list[str]:
    """What a browser posts of a field."""
    question = edition.questions.get(name)
    if question is not None and question.kind == "choices":
        return cell.split(";")
    return [cell.replace("\n", "\r\n")]


def test_what_is_wrong_beside_an_answer(edition: Edition, tmp_path: Path) -> None:
    """A column that does not exist refuses the table, with the one that was meant; a wrong cell only its row."""
    with pytest.raises(IntakeError) as refusal:
        read("adoption_rate,adoption_rate:nte\n20,x\n", edition, tmp_path)
    assert refusal.value.lines == [
        "in.csv: The attribute “adoption_rate:nte” does not exist. Did you mean “adoption_rate:note”? "
        "Expected: an attribute from the questionnaire."
    ]
    with pytest.raises(ProfileError) as wrong:
        read("adoption_rate,adoption_rate:confidence\n20,certainly\n", edition, tmp_path)
    assert [m.pointer for m in wrong.value.mistakes] == ["/notes/adoption_rate/confidence"]
    assert wrong.value.mistakes[0].expected == "one of measured, known, guessed"
    twice = html_forms.profile_of([("adoption_rate:note", "a"), ("adoption_rate:note", "b")], edition)
    with pytest.raises(ProfileError) as several:
        read_profile(json.dumps(twice).encode(), edition)
    assert [m.pointer for m in several.value.mistakes] == ["/notes/adoption_rate/text"]


@pytest.mark.parametrize(
    ("record", "notes"),
    [
        ({}, {}),
        ({"Hoe weet u dat?": "Weet niet", "Zeker": ""}, {}),
        ({"Hoe weet u dat?": " geteld\nin week 8 "}, {"adoption_rate": {"text": "geteld\nin week 8"}}),
        (
            {"Bron": "verslag", "Zeker": "gegokt", "Over de visie": 5},
            {"adoption_rate": {"evidence": "verslag", "confidence": "guessed"}, "vision_state": {"text": "5"}},
        ),
    ],
)
def test_a_form_of_others_may_ask_for_notes(
    record: dict[str, Any], notes: dict[str, Any], edition: Edition, tmp_path: Path
) -> None:
    """The mapping names the field of each part, and what its texts say of how sure it is."""
    (tmp_path / "form.yaml").write_text(FORM, encoding="utf-8")
    mapping = read_mapping(tmp_path / "form.yaml", edition)
    profile = convert({"Gebruik": 20, **record}, mapping, edition)
    assert profile.plain.get("notes", {}) == notes
    assert profile.answers == {"adoption_rate": 20}


def test_a_text_that_says_nothing_of_how_sure_is_told_at_its_field(edition: Edition, tmp_path: Path) -> None:
    """Nothing is guessed; what is too long is told at its field of the form too."""
    (tmp_path / "form.yaml").write_text(FORM, encoding="utf-8")
    mapping = read_mapping(tmp_path / "form.yaml", edition)
    with pytest.raises(ProfileError) as refusal:
        convert({"Zeker": "gegoktt", "Bron": "x" * 201}, mapping, edition, "en")
    assert {(m.pointer, m.nearest) for m in refusal.value.mistakes} == {("/Zeker", "gegokt"), ("/Bron", None)}


def test_mistakes_in_the_notes_of_a_mapping(edition: Edition, tmp_path: Path) -> None:
    """A question that does not exist, a note without a field, a field that is used twice."""
    text = FORM.replace("  vision_state:\n    text: Over de visie", "  vision_stat: {text: Bron}\n  sector: {}")
    (tmp_path / "form.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError) as refusal:
        read_mapping(tmp_path / "form.yaml", edition)
    said = "\n".join(map(str, refusal.value.complaints))
    assert "form.yaml:13: The attribute “vision_stat” does not exist. Remedy: did you mean “vision_state”?" in said
    assert "form.yaml:14: No field is named for this note." in said
    assert "The field “Bron” is already used for “adoption_rate”." in said


def test_examples_with_notes_are_profiles(edition: Edition) -> None:
    """What the docs show can be used."""
    for path in (CHECKOUT / "examples" / "notes").glob("*.json"):
        assert read_profile(path.read_bytes(), edition).notes
