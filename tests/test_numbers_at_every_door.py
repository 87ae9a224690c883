"""The same text for a number means the same at every door: CSV, --set, ask, pages, an HTML form, a mapping."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from advisor.advice import Advisor
from advisor.cli import main
from advisor.cli.options import Refusal, changed
from advisor.insight.interview import Interview
from advisor.intake.mapping import FormMapping, read_mapping
from advisor.intake.rows import profile_of, rows
from advisor.library.edition import Edition
from advisor.library.wording import LANGUAGES, Language
from advisor.stages.engine import Pool
from advisor.stages.mistakes import ProfileError
from advisor.stages.profile import Profile, understand
from api.app import create_app
from api.http.html_forms import profile_of as posted
from api.pages.intake.filled import filled, read
from tests.conftest import CHECKOUT
from tests.pages.walking import Walk

Answer = float | str  # the number understood, or what was said instead
COUNT, PERCENTAGE = "employee_count", "adoption_rate"
TEXTS = {
    COUNT: [
        "4.000",
        "4,000",
        "20.000",
        "1.000.000",
        "1 200",
        "1\u00a0200",
        "1'200",
        "4000,0",
        "35 people",
        "20%",
        "3,5",
    ],
    PERCENTAGE: ["20%", "20 %", "12,5", "12.5 %", "101", "1 200", "veel"],
}
CASES = [(attribute, text) for attribute, texts in TEXTS.items() for text in texts]


def told(error: ProfileError) -> str:
    (mistake,) = error.mistakes
    return mistake.what


def through_csv(
    attribute: str, text: str, edition: Edition, folder: Path, mapping: FormMapping | None = None
) -> Answer:
    out = io.StringIO()
    csv.writer(out).writerows([[attribute], [text]])
    path = folder / "in.csv"
    path.write_text(out.getvalue(), encoding="utf-8", newline="")
    (row,) = rows(path, edition, "nl", mapping)
    try:
        return profile_of(row, edition, "nl", mapping).answers[attribute]  # type: ignore[return-value]
    except ProfileError as error:
        return told(error)


def through_a_mapping(attribute: str, text: str, edition: Edition, folder: Path) -> Answer:
    path = folder / "form.yaml"
    form = f"form: {{nl: Vragen, en: Questions}}\nreads: columns\nanswers:\n  {attribute}: {{field: {attribute}}}\n"
    path.write_text(form, encoding="utf-8")
    return through_csv(attribute, text, edition, folder, read_mapping(path, edition))


def through_an_html_form(attribute: str, text: str, edition: Edition, _: Path) -> Answer:
    try:
        return understand(posted([(attribute, text)], edition), edition, "nl").answers[attribute]  # type: ignore[return-value]
    except ProfileError as error:
        return told(error)


def through_a_page(attribute: str, text: str, edition: Edition, _: Path) -> Answer:
    found = read(filled([(attribute, text)]), edition, "nl")
    return found.faults.get(attribute) or found.profile.answers[attribute]  # type: ignore[return-value]


def through_set(attribute: str, text: str, edition: Edition, _: Path) -> Answer:
    advisor = Advisor(edition, None)  # type: ignore[arg-type] - no rule is fired to read an answer
    try:
        return changed(Profile({}), (f"{attribute}={text}",), advisor, "nl").answers[attribute]  # type: ignore[return-value]
    except Refusal as refused:
        (line,) = refused.lines
        return line.removeprefix(f"--set /answers/{attribute}: ")


DOORS: list[Callable[[str, str, Edition, Path], Answer]] = [
    through_csv,
    through_a_mapping,
    through_an_html_form,
    through_a_page,
    through_set,
]


@pytest.mark.parametrize(("attribute", "text"), CASES)
def test_every_door_reads_the_same(edition: Edition, tmp_path: Path, attribute: str, text: str) -> None:
    """The same number, or a mistake that begins with the same words."""
    first, *others = (door(attribute, text, edition, tmp_path) for door in DOORS)
    for other in others:
        if isinstance(first, str):
            assert isinstance(other, str)
            assert other.startswith(first)
        else:
            assert other == first


@pytest.mark.parametrize(("text", "both"), [("4.000", "4 of 4000"), ("4,000", "4 of 4000"), ("20.000", "20 of 20000")])
def test_every_door_tells_both_readings(edition: Edition, tmp_path: Path, text: str, both: str) -> None:
    for door in DOORS:
        answer = door(COUNT, text, edition, tmp_path)
        assert isinstance(answer, str)
        assert both in answer


@pytest.mark.parametrize(
    ("attribute", "first", "said", "again", "kept"),
    [
        (COUNT, "4.000", "“4.000” kan 4 of 4000 betekenen.", "4 000", 4000),
        (PERCENTAGE, "0,92", "Bedoelt u 0,92 % of 92 %?", "92 %", 92),
        (PERCENTAGE, "0,92", "Bedoelt u 0,92 % of 92 %?", "0,92 %", 0.92),
    ],
)
def test_the_interview_asks_again(
    edition: Edition, engine: Pool, tmp_path: Path, attribute: str, first: str, said: str, again: str, kept: float
) -> None:
    """What may be two numbers, and a percentage that may be a part of 1, are asked back; nothing of them is kept."""
    full = json.loads((CHECKOUT / "examples" / "ghent-crm.json").read_bytes())["answers"]
    data = {"answers": {name: value for name, value in full.items() if name != attribute}}
    interview, typed = Interview(data), ""
    while (question := interview.questions(Advisor(edition, engine), "nl").questions[0]).attribute != attribute:
        interview, typed = interview.later(question), typed + "l\n"
    path = tmp_path / "me.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    result = CliRunner().invoke(main, ["ask", str(path), "--lang", "nl"], input=f"{typed}{first}\n{again}\ns\n")
    assert said in result.stdout
    assert json.loads(path.read_bytes())["answers"] == {**data["answers"], attribute: kept}


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_ask_a_percentage_below_one_back(edition: Edition, engine: Pool, language: Language) -> None:
    """Told at the field, with both percentages; with the sign behind it, it is taken as it stands, and stays so."""
    client = TestClient(create_app(Advisor(edition, engine)), base_url="http://127.0.0.1:8000")
    walk = Walk(client, language).post([("initiative_phase", "live"), (PERCENTAGE, "0,92"), (".at", "adoption")])
    assert walk.status == 422
    both = {"nl": "0,92 % of 92 %", "en": "0.92% or 92%"}[language]
    assert both in " ".join(walk.page.text_content().split())
    walk.form.inputs[PERCENTAGE].value = "0,92 %"
    assert walk.press("organisation").status == 200
    assert (PERCENTAGE, "0,92 %") in walk.fields
    assert walk.press("adoption").form.inputs[PERCENTAGE].value == "0,92 %"


def test_an_advice_doubts_a_percentage_below_one(edition: Edition, engine: Pool) -> None:
    """Elsewhere it counts as it stands, and the advice asks which was meant: each percentage has its contradiction."""
    percentages = [a for a, question in edition.questions.items() if question.kind == "percentage"]
    assert len(percentages) > 1
    for attribute in percentages:
        for value, doubted in ((0, False), (0.0001, True), (0.92, True), (1, False), (92, False)):
            profile = understand({"answers": {attribute: value}}, edition)
            found = Advisor(edition, engine).advise(profile, "nl").contradictions
            assert any("Bedoelt u" in c.message for c in found) == doubted, (attribute, value)
