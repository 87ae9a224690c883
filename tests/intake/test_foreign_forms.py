"""What forms of others write, each by a file of answers and the exact profiles; and what a mapping passes over."""

import json
from pathlib import Path
from typing import Any

import pytest

from advisor.intake.conversion import convert
from advisor.intake.mapping import FormMapping, read_mapping
from advisor.intake.parquet import IntakeError
from advisor.intake.records import record_of, responses
from advisor.intake.remarks import Remarks
from advisor.intake.rows import profile_of, rows
from advisor.library.edition import Edition
from advisor.stages.mistakes import Mistake, ProfileError
from tests.conftest import CHECKOUT

FORMS = CHECKOUT / "examples" / "forms"
ANSWERS = Path(__file__).parent / "answers"
EXPECTED = Path(__file__).parent / "expected"

FILES = [  # mapping, answers, profiles, what is passed over
    ("kobo", FORMS / "kobo.json", "kobo", 0),
    ("kobo", ANSWERS / "kobo-list.json", "kobo", 0),
    ("tally", FORMS / "tally.json", "tally", 0),
    ("qualtrics", FORMS / "qualtrics.csv", "qualtrics", 1),
    ("limesurvey-vv", FORMS / "limesurvey-vv.txt", "limesurvey-vv", 1),
    ("limesurvey", ANSWERS / "limesurvey.json", "limesurvey-json", 1),
    ("typeform", ANSWERS / "typeform-page.json", "typeform-page", 0),
    ("microsoft-forms", ANSWERS / "power-automate.json", "power-automate", 0),
]


def profiles_in(path: Path, mapping: FormMapping, edition: Edition, remarks: Remarks | None = None) -> list[Any]:
    found = rows(path, edition, "en", mapping, remarks)
    return [profile_of(row, edition, "en", mapping).plain for row in found]


@pytest.mark.parametrize(("mapping", "answers", "expected", "left_out"), FILES, ids=lambda v: getattr(v, "name", None))
def test_a_form_gives_exactly_these_profiles(
    mapping: str, answers: Path, expected: str, left_out: int, edition: Edition
) -> None:
    """Each kind of export is read as it is, whole; unfinished responses are left out, and counted."""
    remarks = Remarks()
    found = profiles_in(answers, read_mapping(FORMS / f"{mapping}.yaml", edition), edition, remarks)
    wanted = (EXPECTED / f"{expected}.jsonl").read_text(encoding="utf-8").splitlines()
    assert found == list(map(json.loads, wanted))
    assert remarks.left_out == left_out


def test_a_response_per_line_is_as_a_list(edition: Edition, tmp_path: Path) -> None:
    """The same submissions as JSON lines, and each in a file of its own, give the same profiles."""
    mapping = read_mapping(FORMS / "kobo.yaml", edition)
    items = json.loads((ANSWERS / "kobo-list.json").read_text(encoding="utf-8"))
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(item) + "\n" for item in items), encoding="utf-8")
    (tmp_path / "in").mkdir()
    for number, item in enumerate(items):
        (tmp_path / "in" / f"{number}.json").write_text(json.dumps(item), encoding="utf-8")
    wanted = profiles_in(ANSWERS / "kobo-list.json", mapping, edition)
    assert profiles_in(tmp_path / "in.jsonl", mapping, edition) == wanted
    assert profiles_in(tmp_path / "in", mapping, edition) == wanted


def test_an_unfinished_response_of_limesurvey_is_no_profile(edition: Edition, tmp_path: Path) -> None:
    """Without a date of submission a row of the export is left out, whatever else it holds."""
    mapping = read_mapping(FORMS / "limesurvey.yaml", edition)
    text = (FORMS / "limesurvey.csv").read_text(encoding="utf-8")
    (tmp_path / "in.csv").write_text(text.replace('"2026-10-12 09:12:00"', '""'), encoding="utf-8")
    remarks = Remarks()
    whole = profiles_in(FORMS / "limesurvey.csv", mapping, edition)
    assert profiles_in(tmp_path / "in.csv", mapping, edition, remarks) == [whole[0], whole[2]]
    assert remarks.lines("en") == ["1 response left out by “only_if” in the mapping."]


OWN = "Id;Begintijd;Tijd van voltooien;E-mail;Naam;"
HEADERS = [
    "ID;Begintijd;Tijd van voltooien;E-mail;Naam;Tijd van laatste wijziging;",
    "Id;Begintijd;Tijd van voltooien;E-mail;Naam;Taal;",
    "ID;Start time;Completion time;Email;Name;Last modified time;",
    "Id;Start time;Completion time;Email;Name;Language;",
]


@pytest.mark.parametrize("header", HEADERS)
def test_microsoft_forms_in_dutch_and_english(header: str, edition: Edition, tmp_path: Path) -> None:
    """The columns that Microsoft Forms adds itself, as its Dutch and English versions call them."""
    mapping = read_mapping(FORMS / "microsoft-forms.yaml", edition)
    head, *lines = (FORMS / "microsoft-forms.csv").read_text(encoding="utf-8").splitlines()
    assert OWN in head
    five = [";".join(line.split(";")[:5]) for line in lines]
    lines = [f"{start};{line.removeprefix(start)}" for start, line in zip(five, lines, strict=True)]
    (tmp_path / "in.csv").write_text("\n".join([head.replace(OWN, header), *lines]), encoding="utf-8")
    wanted = profiles_in(FORMS / "microsoft-forms.csv", mapping, edition)
    assert len(wanted) == 3
    assert profiles_in(tmp_path / "in.csv", mapping, edition) == wanted


# --- ignore, only_if ---

MAPPING = """\
answers:
  sector:
    not_asked: [semi_public]
    options: {Overheid: public, Bedrijf: private}
    field: Sector
  employee_count: {field: Mensen}
reads: columns
only_if: {Klaar: answered, Soort: [echt, 1, true]}
ignore: ["utm_*", "*bijlage*", id]
form: {en: Form, nl: Vorm}
reference: Kenmerk
unanswered: [nvt]
"""


def mapping_of(text: str, edition: Edition, folder: Path) -> FormMapping:
    (folder / "form.yaml").write_text(text, encoding="utf-8")
    return read_mapping(folder / "form.yaml", edition)


def test_keys_stand_in_any_order(edition: Edition, tmp_path: Path) -> None:
    """A mapping means the same in whatever order its keys stand, at every depth."""
    mapping = mapping_of(MAPPING, edition, tmp_path)
    told = {"Sector": "Bedrijf", "Mensen": 3, "Kenmerk": "r", "Klaar": "ja", "Soort": "echt"}
    assert convert(told, mapping, edition).plain["answers"] == {"employee_count": 3, "sector": "private"}


def test_what_is_ignored_is_not_read(edition: Edition, tmp_path: Path) -> None:
    """A pattern ignores fields of any kind: lists, objects, texts longer than a profile, columns that stand twice."""
    mapping = mapping_of(MAPPING, edition, tmp_path)
    odd = {"utm_source": ["x"], "utm_": {"a": 1}, "De bijlage (1)": "x" * 300_000, "id": [None]}
    record = {"Sector": "Overheid", "Klaar": "ja", "Soort": True, **odd}
    (tmp_path / "in.json").write_text(json.dumps([record, record]), encoding="utf-8")
    assert [p["answers"] for p in profiles_in(tmp_path / "in.json", mapping, edition)] == [{"sector": "public"}] * 2
    (tmp_path / "in.csv").write_text(
        "id,Sector,utm_a,utm_a,id,Mensen,Kenmerk,Klaar,Soort\n9,Bedrijf,=1,2,,4,,x,1\n", encoding="utf-8"
    )
    (found,) = profiles_in(tmp_path / "in.csv", mapping, edition)
    assert found["answers"] == {"employee_count": 4, "sector": "private"}
    with pytest.raises(ProfileError):
        convert({**record, "utm": "x"}, mapping, edition)


def test_only_if_leaves_out_the_rest(edition: Edition, tmp_path: Path) -> None:
    """Each field of “only_if” is answered, or holds one of the texts; mistakes in a row that is left out are none."""
    mapping = mapping_of(MAPPING, edition, tmp_path)
    lines = ["ja,echt", ",echt", "nvt,echt", " ,echt", "x,proef", "x,", "x,1", "x,true"]
    table = "".join(f"{'Bedrijf' if n in (0, 6, 7) else '?'},4,,{line}\n" for n, line in enumerate(lines))
    (tmp_path / "in.csv").write_text("Sector,Mensen,Kenmerk,Klaar,Soort\n" + table, encoding="utf-8")
    remarks = Remarks()
    assert len(profiles_in(tmp_path / "in.csv", mapping, edition, remarks)) == 3
    assert remarks.left_out == 5
    (tmp_path / "in.csv").write_text("Sector,Mensen,Kenmerk,Klaar\n", encoding="utf-8")
    with pytest.raises(IntakeError, match=r"The field “Soort” from the mapping is missing\."):
        rows(tmp_path / "in.csv", edition, "en", mapping)


# --- JSON of forms ---

TYPEFORM = (
    "form: {nl: x, en: x}\nreads: typeform\nreference: token\nignore: [gone, K]\nanswers:\n  sector:\n    field: s\n"
    "    options: {r-1: public, Zorg: semi_public, Bedrijf: private}\n"
)


def test_typeform_skips_what_is_ignored_whatever_it_is(edition: Edition, tmp_path: Path) -> None:
    """An ignored answer of a type nobody knows, or of a question without reference (then by its id), costs nothing."""
    mapping = mapping_of(TYPEFORM, edition, tmp_path)
    sector = {"type": "choice", "choice": {"label": "Zorg"}, "field": {"id": "q", "ref": "s"}}
    ignored: list[Any] = [
        {"type": "payment", "payment": {"amount": "10"}, "field": {"id": "P", "ref": "gone"}},
        {"type": "hologram", "field": {"id": "H", "ref": "gone"}},
        {"type": "date", "date": "2005-10-15", "field": {"id": "K", "type": "date"}},
        {"type": "choices", "choices": [{"label": "Ja"}], "field": {"id": "O", "ref": "gone"}},
    ]
    record = record_of({"form_response": {"answers": [*ignored, sector], "token": "t"}}, mapping, "en")
    assert record == {"s": "Zorg", "token": "t"}
    unmapped = record_of({"answers": [{"type": "date", "date": "2005-10-15", "field": {"id": "L"}}]}, mapping, "en")
    assert isinstance(unmapped, dict)
    with pytest.raises(ProfileError) as refused:
        convert(unmapped, mapping, edition)
    assert [m.pointer for m in refused.value.mistakes] == ["/L"]


@pytest.mark.parametrize("reads", ["typeform", "tally"])
def test_what_is_no_response_is_a_mistake(reads: str, edition: Edition, tmp_path: Path) -> None:
    mapping = mapping_of(TYPEFORM.replace("reads: typeform", f"reads: {reads}"), edition, tmp_path)
    inner = {"typeform": "answers", "tally": "fields"}[reads]
    for wrong in ({}, {"a": 1}, {inner: {}}, {inner: [3]}, {inner: [{"field": 3, "key": 4}]}, 3, None, "x"):
        found = record_of(wrong, mapping, "en")
        assert isinstance(found, list), wrong
        assert all(isinstance(mistake, Mistake) for mistake in found)
    many = record_of({inner: [3] * 20_000}, mapping, "en")
    assert isinstance(many, list)
    assert len(many) == 501


def test_a_list_under_a_field_of_the_mapping_is_no_page(edition: Edition, tmp_path: Path) -> None:
    """“items” is a page only when the mapping does not know it as a field, and objects stand in it."""
    mapping = mapping_of(MAPPING.replace("field: Sector", "field: items"), edition, tmp_path)
    assert [place for place, _ in responses({"items": [{"a": 1}]}, mapping)] == [""]
    assert [place for place, _ in responses({"results": ["a"]}, mapping)] == [""]
    assert [place for place, _ in responses({"results": [{"a": 1}, {}]}, mapping)] == ["/results/0", "/results/1"]


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ('["de processen staan op papier"]', ["process_described"]),
        (
            '["we bespraken zorgen en drijfveren", "we onderzochten gewoontes"]',
            ["concerns_explored", "habits_explored"],
        ),
        ("[]", None),
        ('["Geen van deze"]', []),
    ],
)
def test_several_answers_of_power_automate(cell: str, wanted: list[str] | None, edition: Edition) -> None:
    """Several answers as a list within a text; an empty list says nothing: the question may not have been shown."""
    mapping = read_mapping(FORMS / "microsoft-forms.yaml", edition)
    field = mapping.form.answers["work_insight"].field
    assert convert({field or "": cell}, mapping, edition).plain["answers"].get("work_insight") == wanted


@pytest.mark.parametrize("cell", ["[", "[1]", '["', "[" * 5_000, '["a",["b"]]'])
def test_what_only_begins_as_a_list_is_a_text(cell: str, edition: Edition) -> None:
    mapping = read_mapping(FORMS / "microsoft-forms.yaml", edition)
    field = mapping.form.answers["work_insight"].field
    with pytest.raises(ProfileError, match="vertaalt"):
        convert({field or "": cell}, mapping, edition)
