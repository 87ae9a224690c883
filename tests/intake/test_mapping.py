"""Mapping files: their mistakes word for word, the three examples, and profiles there and back."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.intake.conversion import convert
from advisor.intake.mapping import FormMapping, read_mapping
from advisor.intake.records import record_of
from advisor.intake.rows import profile_of, rows
from advisor.library.complaints import KnowledgeError
from advisor.library.edition import Edition
from advisor.stages.mistakes import ProfileError
from advisor.stages.profile import Profile, understand
from advisor.stages.sampling import sample_answers
from tests.conftest import CHECKOUT

FORMS = CHECKOUT / "examples" / "forms"
EXPECTED = Path(__file__).parent / "expected"
EXAMPLES = {"limesurvey": "csv", "microsoft-forms": "csv", "typeform": "json"}

GOOD = """\
form: {nl: Vorm, en: Form}
reads: columns
decimal: comma
unanswered: [Weet niet]
ticked: ["Y"]
not_ticked: ["N"]
ignore: [id]
name: Naam
answers:
  sector:
    field: Sector
    options: {Overheid: public, Zorg: semi_public, Bedrijf: private}
  employee_count:
    field: Mensen
  adoption_rate:
    field: Gebruik
  user_involvement:
    field: Betrokken
    options: {niet: none, wel: co_design}
    not_asked: [informed, consulted]
  workload_pressure:
    field: Druk
    options: {laag: 1, hoog: 5}
  work_insight:
    fields: {"W[1]": process_described, "W[2]": work_observed}
    not_asked: [frustrations_collected, waste_identified, habits_explored, concerns_explored]
  customer_practices:
    field: Klant
    options: {a: journey_researched, b: line_staff_lead_journey, c: feedback_used}
    separator: ";"
    none: [geen]
    not_asked: [human_contact_designed_in, personalisation]
"""


def mapping_of(text: str, edition: Edition, folder: Path) -> FormMapping:
    path = folder / "form.yaml"
    path.write_text(text, encoding="utf-8")
    return read_mapping(path, edition)


@pytest.fixture
def good(edition: Edition, tmp_path: Path) -> FormMapping:
    return mapping_of(GOOD, edition, tmp_path)


FAULTS = {  # what is replaced by what, and the complaints
    "attribute": (
        ("  sector:", "  sectr:"),
        ["form.yaml:10: The attribute “sectr” does not exist. Remedy: did you mean “sector”?"],
    ),
    "option": (
        ("Overheid: public", "Overheid: publik"),
        [
            "form.yaml:10: No text of the form stands for “public”."
            " Remedy: translate a text to it, or name it under “not_asked:”.",
            "form.yaml:12: “publik” is not an option of “sector”. Remedy: did you mean “public”?",
        ],
    ),
    "nothing maps to it": (
        ("not_asked: [informed, consulted]", "not_asked: [informed]"),
        [
            "form.yaml:17: No text of the form stands for “consulted”."
            " Remedy: translate a text to it, or name it under “not_asked:”."
        ],
    ),
    "asked and not asked": (
        ("not_asked: [informed, consulted]", "not_asked: [informed, consulted, none, nine]"),
        [
            "form.yaml:20: “nine” is not an option of “user_involvement”. Remedy: did you mean “none”?",
            "form.yaml:20: “none” is asked: a text stands for it. Remedy: keep one of the two.",
        ],
    ),
    "field twice": (
        ("field: Mensen", "field: Sector"),
        ["form.yaml:14: The field “Sector” is already used for “sector”. Remedy: use each field once."],
    ),
    "used and ignored": (
        ("ignore: [id]", "ignore: [id, Mensen]"),
        ["form.yaml:7: The field “Mensen” is already used for “employee_count”. Remedy: use each field once."],
    ),
    "number out of range": (
        ("hoog: 5", "hoog: 6"),
        ["form.yaml:23: “6” cannot be an answer to “workload_pressure”. Remedy: write a number from 1 to 5."],
    ),
    "two fields, one option": (
        ('"W[2]": work_observed', '"W[2]": process_described'),
        [
            "form.yaml:24: No text of the form stands for “work_observed”."
            " Remedy: translate a text to it, or name it under “not_asked:”.",
            "form.yaml:25: Two fields feed “process_described”. Remedy: use one field for each option.",
        ],
    ),
    "no text for ticked": (
        ('ticked: ["Y"]\nnot_', "not_"),
        ["form.yaml:24: Nothing says which text means: ticked. Remedy: add “ticked:” at the top."],
    ),
    "no separator": (
        ('    separator: ";"\n', ""),
        ["form.yaml:28: Nothing says what stands between several answers. Remedy: add “separator:”."],
    ),
    "separator in a label": (
        ("{a: journey_researched", '{"a; z": journey_researched'),
        ["form.yaml:29: “a; z” holds the separator “;”. Remedy: choose another separator in the form."],
    ),
    "several for one": (
        ("    field: Betrokken", "    field: Betrokken\n    none: [x]"),
        ["form.yaml:19: “user_involvement” has one answer. Remedy: remove “none:”."],
    ),
    "unanswered and a text": (
        ("niet: none", "Weet niet: none"),
        ["form.yaml:19: “Weet niet” also means: not answered. Remedy: name the text in one of the two places."],
    ),
    "twice but for white space": (
        ("niet: none, wel", "niet: none, ' niet ': none, wel"),
        [
            "form.yaml:19: “ niet ” stands twice but for white space. Remedy: keep one of the two.",
            "form.yaml:19: “niet” stands twice but for white space. Remedy: keep one of the two.",
        ],
    ),
    "unknown field": (
        ("decimal: comma", "decimals: comma"),
        ["form.yaml:3: The field “decimals” does not exist. Remedy: did you mean “decimal”?"],
    ),
    "ticked and not": (
        ('not_ticked: ["N"]', 'not_ticked: ["Y"]'),
        ["form.yaml:6: “Y” means both ticked and not ticked. Remedy: name the text in one of the two places."],
    ),
    "no place": (
        ("    field: Mensen", "    not_asked: [x]"),
        [
            "form.yaml:13: “employee_count” needs either “field” or “fields”."
            " Remedy: name where the answer stands in the form.",
            "form.yaml:14: “employee_count” is a number. Remedy: remove “not_asked:”.",
        ],
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_every_mistake_is_told_exactly(name: str, edition: Edition, tmp_path: Path) -> None:
    """A faulty mapping is refused with all of its mistakes, and nothing but those, word for word."""
    (right, wrong), complaints = FAULTS[name]
    assert GOOD.count(right) == 1
    with pytest.raises(KnowledgeError) as refused:
        mapping_of(GOOD.replace(right, wrong), edition, tmp_path)
    assert list(map(str, refused.value.complaints)) == complaints


def test_all_mistakes_at_once(edition: Edition, tmp_path: Path) -> None:
    text = GOOD
    for right, wrong in (
        FAULTS[n][0] for n in ("attribute", "nothing maps to it", "number out of range", "ticked and not")
    ):
        text = text.replace(right, wrong)
    with pytest.raises(KnowledgeError) as refused:
        mapping_of(text, edition, tmp_path)
    assert [c.line for c in refused.value.complaints] == [6, 10, 17, 23]


# --- answers ---


def answers(good: FormMapping, edition: Edition, **record: Any) -> dict[str, Any]:
    found: dict[str, Any] = convert(record, good, edition).plain["answers"]
    return found


@pytest.mark.parametrize(
    ("record", "wanted"),
    [
        ({"Sector": "Overheid"}, {"sector": "public"}),
        ({"Sector": " Overheid\u00a0"}, {"sector": "public"}),
        ({"Sector": ""}, {}),
        ({"Sector": "Weet niet"}, {}),
        ({"Mensen": "35"}, {"employee_count": 35}),
        ({"Mensen": "35,0"}, {"employee_count": 35}),
        ({"Mensen": 35.0}, {"employee_count": 35}),
        ({"Mensen": "1.250"}, {"employee_count": 1250}),  # the mapping says: decimal: comma
        ({"Gebruik": "12,5"}, {"adoption_rate": 12.5}),
        ({"Gebruik": "12,5 %"}, {"adoption_rate": 12.5}),
        ({"Druk": "hoog"}, {"workload_pressure": 5}),
        ({"W[1]": "Y", "W[2]": ""}, {"work_insight": ["process_described"]}),
        ({"W[1]": "N", "W[2]": "N"}, {"work_insight": []}),
        ({"W[1]": "", "W[2]": ""}, {}),
        ({"Klant": "a;b;"}, {"customer_practices": ["journey_researched", "line_staff_lead_journey"]}),
        ({"Klant": "geen;"}, {"customer_practices": []}),
        ({"Klant": ["c"]}, {"customer_practices": ["feedback_used"]}),
        ({"Klant": ""}, {}),
        ({"id": "7", "Naam": "=x"}, {}),
    ],
)
def test_what_an_answer_becomes(
    record: dict[str, Any], wanted: dict[str, Any], good: FormMapping, edition: Edition
) -> None:
    assert answers(good, edition, **record) == wanted


@pytest.mark.parametrize(
    ("record", "told"),
    [
        (
            {"Sector": "overheid"},
            "/Sector: De koppeling vertaalt “overheid” niet. Bedoelt u “Overheid”?"
            " Verwacht: een van “Overheid”, “Zorg”, “Bedrijf”.",
        ),
        ({"Mensen": "12.50"}, "/Mensen: “12.50” is geen getal. Verwacht: een getal zoals 1250 of 12,5."),
        (
            {"Mensen": "12,5"},
            "/Mensen: 12.5 is geen geheel getal. Verwacht: een geheel getal van 1 tot 10\u00a0000\u00a0000.",
        ),
        ({"Gebruik": "120"}, "/Gebruik: 120 valt buiten het bereik. Verwacht: een getal van 0 tot 100."),
        ({"W[1]": "ja"}, "/W[1]: De koppeling vertaalt “ja” niet. Verwacht: een van “Y”, “N”."),
        (
            {"Klant": "a;geen"},
            "/Klant: “geen” staat samen met andere antwoorden. Verwacht: dit antwoord alleen, of de andere.",
        ),
        ({"Klant": "a;a"}, "/Klant: “journey_researched” staat er twee keer."),
        (
            {"Sectoor": "Zorg"},
            "/Sectoor: Het veld “Sectoor” staat niet in de koppeling. Bedoelt u “Sector”?"
            " Verwacht: een veld dat de koppeling gebruikt of onder “ignore” noemt.",
        ),
        ({"Naam": "x" * 201}, "/Naam: Hier hoort tekst te staan van hoogstens 200 tekens."),
    ],
)
def test_what_is_not_translated_is_a_mistake(
    record: dict[str, Any], told: str, good: FormMapping, edition: Edition
) -> None:
    """Never guessed: each is one mistake, at its field of the form."""
    with pytest.raises(ProfileError) as refused:
        convert({"Druk": "laag", **record}, good, edition)
    (mistake,) = refused.value.mistakes
    assert mistake.sentence("nl").startswith(told)


def test_all_mistakes_of_a_row_at_once(good: FormMapping, edition: Edition) -> None:
    with pytest.raises(ProfileError) as refused:
        convert({"x": "1", "Sector": "?", "Gebruik": "200", "Klant": "a;q;r", "Mensen": "veel"}, good, edition)
    places = [m.pointer for m in refused.value.mistakes]
    assert sorted(places) == ["/Gebruik", "/Klant", "/Klant", "/Mensen", "/Sector", "/x"]


# --- the examples ---


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_gives_exactly_these_profiles(name: str, edition: Edition) -> None:
    """Each example mapping turns its example answers into exactly the profiles written out in expected/."""
    mapping = read_mapping(FORMS / f"{name}.yaml", edition)
    found = rows(FORMS / f"{name}.{EXAMPLES[name]}", edition, "nl", mapping)
    profiles = [profile_of(row, edition, "nl", mapping).plain for row in found]
    wanted = (EXPECTED / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    assert profiles == list(map(json.loads, wanted))


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_asks_a_good_share(name: str, edition: Edition) -> None:
    asked = read_mapping(FORMS / f"{name}.yaml", edition).form.answers
    assert len(asked) >= 15
    assert {edition.questions[a].kind for a in asked} >= {
        "choice",
        "ordered_choice",
        "choices",
        "whole_number",
        "scale",
    }


def as_record(profile: dict[str, Any], mapping: FormMapping, edition: Edition) -> dict[str, Any]:
    """A profile as a row of the form, by reading the mapping the other way."""
    form, given_answers = mapping.form, profile["answers"]
    record: dict[str, Any] = dict.fromkeys(form.ignore, "whatever") if form.reads == "columns" else {}
    for part, field in (("name", form.name), ("reference", form.reference)):
        if field is not None:
            record[field] = profile[part] or ""
    for attribute, feed in form.answers.items():
        value = given_answers.get(attribute)
        texts = {code: text for text, code in feed.options.items()}
        if feed.fields:
            for field, code in feed.fields.items():
                empty = "" if value is None else form.not_ticked[0]
                record[field] = form.ticked[0] if code in (value or ()) else empty
        elif edition.questions[attribute].kind == "choices":
            labels = None if value is None else [texts[v] for v in value] or feed.none[:1]
            record[feed.field or ""] = (feed.separator or "").join(labels) if feed.separator and labels else labels
        elif value is None:
            record[feed.field or ""] = (form.unanswered or [""])[0]
        else:
            number = str(value).replace(".", "," if form.decimal == "comma" else ".")
            record[feed.field or ""] = texts[value] if texts else number
    return record


@pytest.mark.parametrize("name", EXAMPLES)
@settings(max_examples=60)
@given(seed=st.integers(0, 10**6), missing=st.sampled_from([0.0, 0.3, 0.8, 1.0]))
def test_there_and_back(name: str, seed: int, missing: float) -> None:
    """Any profile written as the form would have it, and converted, is that profile again."""
    edition, mapping = EDITION, MAPPINGS[name]
    (sampled,) = sample_answers(edition, 1, seed=seed, missing=missing)
    told = {a: sorted(v) if isinstance(v, frozenset) else v for a, v in sampled.items() if a in mapping.form.answers}
    told["initiative_type"] = (
        "internal_system"  # these forms offer one type, and cannot say that it is none of the four
    )
    profile = understand({"name": "N é", "reference": "r;1", "answers": told}, edition)
    assert convert(as_record(profile.plain, mapping, edition), mapping, edition) == profile


@pytest.fixture(autouse=True, scope="module")
def _loaded(edition: Edition) -> None:
    global EDITION  # noqa: PLW0603 - hypothesis calls a test many times with one fixture
    EDITION = edition
    MAPPINGS.update({name: read_mapping(FORMS / f"{name}.yaml", edition) for name in EXAMPLES})


EDITION: Edition
MAPPINGS: dict[str, FormMapping] = {}


# --- typeform ---


def test_typeform_by_reference_or_label(edition: Edition, tmp_path: Path) -> None:
    """A choice is known by its reference or its label; other texts, wrong shapes and repeats are mistakes."""
    text = (
        "form: {nl: x, en: x}\nreads: typeform\nreference: token\nanswers:\n  sector:\n    field: s\n"
        "    options: {r-1: public, Zorg: semi_public, Bedrijf: private}\n"
    )
    mapping = mapping_of(text, edition, tmp_path)

    def read(data: Any) -> Profile:
        record = record_of(data, mapping, "nl")
        if isinstance(record, list):
            raise ProfileError(record)
        return convert(record, mapping, edition)

    def post(*found: Any) -> Any:
        return {"event_type": "form_response", "form_response": {"token": "t", "answers": list(found)}}

    def choice(**value: str) -> Any:
        return {"type": "choice", "choice": value, "field": {"id": "1", "ref": "s", "type": "multiple_choice"}}

    for value, sector in (({"ref": "r-1", "label": "?"}, "public"), ({"ref": "r-9", "label": "Zorg"}, "semi_public")):
        profile = read(post(choice(**value)))
        assert (profile.reference, profile.answers) == ("t", {"sector": sector})
    assert read(post()).answers == {}
    for wrong in (
        post(choice(other="eigen")),
        post(choice(), choice()),
        post({"type": "choice"}),
        post(3),
        {"a": 1},
        3,
    ):
        with pytest.raises(ProfileError):
            read(wrong)


# --- a table as a whole ---


def test_columns_must_be_those_of_the_mapping(good: FormMapping, edition: Edition, tmp_path: Path) -> None:
    """Every column that is not named, is missing or stands twice is told before the first row."""
    header = [*(f for f in good.used if f != "Druk"), "id", "Extra", "Naam", "id"]
    with (tmp_path / "in.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerow(header)
    with pytest.raises(Exception, match="Extra") as refused:
        rows(tmp_path / "in.csv", edition, "en", good)
    assert str(refused.value).splitlines() == [
        "in.csv: The field “Extra” is not in the mapping."
        " Expected: a field that the mapping uses or lists under “ignore”.",
        "in.csv: The field “Naam” occurs twice.",
        "in.csv: The field “Druk” from the mapping is missing.",
    ]
