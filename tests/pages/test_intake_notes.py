"""Notes beside answers in the form: folded away, kept from step to step, told where they are wrong, never lost."""

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from advisor.library.edition import Edition
from advisor.stages.profile import read_profile
from tests.api.conftest import OURS
from tests.pages.test_intake import download
from tests.pages.walking import Walk
from tests.stages.test_notes import NOTED

SAID = {
    "note": 'Log-ins & "wie leest"\n<b>tweede</b> regel; .unknown',
    "evidence": "verslag — week 8",
    "confidence": "measured",
}
WANTED = {"text": SAID["note"], "evidence": SAID["evidence"], "confidence": "measured"}


def step_of(edition: Edition, attribute: str) -> str:
    return edition.question_themes[attribute]


def opened(walk: Walk, attribute: str) -> bool:
    """Whether the note beside a question is unfolded."""
    (details,) = walk.page.get_element_by_id(f"q-{attribute}").find_class("beside")
    return "open" in details.attrib


def test_a_note_is_folded_away_and_comes_along(client: TestClient, edition: Edition) -> None:
    """Without a script: closed until something stands there; from step to step, in the file, in the advice."""
    walk = Walk(client).open()
    walk.fill({"sector": "public"})
    assert not any(opened(walk, attribute) for attribute in walk.asked)
    walk.note("sector", **SAID).note("employee_count", note="niet gevonden")
    walk.press()
    assert walk.status == 200
    first = next(iter(edition.manifest.questions))
    assert json.loads(download(walk))["notes"] == {"sector": WANTED, "employee_count": {"text": "niet gevonden"}}
    walk.press(first)
    assert opened(walk, "sector")
    assert opened(walk, "employee_count")
    assert walk.page.get_element_by_id("confidence-sector").value == "measured"
    walk.press(".review")
    review = walk.text()
    assert 'Log-ins & "wie leest" <b>tweede</b> regel; .unknown (gemeten: verslag — week 8)' in review
    assert "niet gevonden" in review
    walk.press(".here", "/advice")
    assert walk.status == 303
    assert walk.headers is not None
    record = client.get(f"{walk.headers['location']}/profile.json", headers=OURS)
    assert record.json().get("notes") == {"employee_count": {"text": "niet gevonden"}, "sector": WANTED}


def test_a_note_outlives_the_question(client: TestClient, edition: Edition) -> None:
    """A question that no longer makes sense stays as long as something is said beside it."""
    phase, later = "initiative_phase", "weeks_since_go_live"
    walk = Walk(client).open().press(step_of(edition, phase)).fill({phase: "live"}).press(step_of(edition, later))
    walk.note(later, note="nog na te gaan").press(step_of(edition, phase)).fill({phase: "exploring"})
    walk.press(".review")
    assert json.loads(download(walk))["notes"] == {later: {"text": "nog na te gaan"}}


def test_a_mistake_in_a_note_is_told_there_and_costs_nothing_else(client: TestClient) -> None:
    """What is too long or no choice is told beside its field and at the top; the rest stays as it was typed."""
    walk = Walk(client).open().fill({"sector": "public"})
    fields = [(n, v) for n, v in walk.fields if not n.startswith("sector:")]
    long = "x" * 1001
    walk.post([*fields, ("sector:note", long), ("sector:confidence", "zeker"), (".to", ".next")])
    assert walk.status == 422
    assert "Toelichting: Hier hoort tekst te staan van hoogstens 1000 tekens." in walk.text("s-note-sector")
    assert "Toelichting:" in walk.text("s-confidence-sector")
    assert walk.text("mistakes").count("Toelichting:") == 2
    assert {a.get("href") for a in walk.page.get_element_by_id("mistakes").iter("a")} == {
        "#note-sector",
        "#confidence-sector",
    }
    assert ("sector:note", long) in walk.fields
    assert ("sector", "public") in walk.fields
    assert opened(walk, "sector")


@pytest.mark.parametrize(
    ("notes", "kept"),
    [
        ({"sector": {"text": "a", "confidence": "zeker"}}, {"sector": {"text": "a"}}),
        ({"sector": 5, "country": {"evidence": "b"}, "nothing": {"text": "c"}}, {"country": {"evidence": "b"}}),
        ([], {}),
    ],
)
def test_of_a_file_what_is_right_is_taken(client: TestClient, notes: Any, kept: dict[str, Any]) -> None:
    """What is wrong in the notes of a file is told, and costs nothing else."""
    raw = json.dumps({"answers": {"sector": "public"}, "notes": notes}).encode()
    walk = Walk(client)
    walk._took(client.post("/intake/profile", files={"profile": ("p.json", raw)}, headers=OURS))
    assert walk.status == 422
    told = json.loads(download(walk))
    assert told["answers"] == {"sector": "public"}
    assert told.get("notes", {}) == kept


def test_a_file_and_its_advice_come_back_with_their_notes(client: TestClient, edition: Edition) -> None:
    """A profile as a file, and the advice that was made of it: both fill in the form with the notes."""
    raw = NOTED.read_bytes()
    advice = client.post("/v1/advice?store=false", content=raw, headers={"Content-Type": "application/json"}).content
    for content in (raw, advice):
        walk = Walk(client)
        walk._took(client.post("/intake/profile", files={"profile": ("p.json", content)}, headers=OURS))
        assert walk.status == 200
        assert read_profile(download(walk).encode(), edition) == read_profile(raw, edition)


def test_a_note_alone_is_no_answer(client: TestClient) -> None:
    """Nothing is advised on notes without answers; they are not lost by asking."""
    walk = Walk(client).open()
    walk.note("sector", note="later").press(".here", "/advice")
    assert walk.status == 422
    assert ("sector:note", "later") in walk.fields


def test_every_note_of_every_question_fits_in_one_request(client: TestClient, edition: Edition) -> None:
    """The whole questionnaire, answered and noted, is far from what a form may hold."""
    fields = [(f"{a}:{part}", SAID[part]) for a in edition.questions for part in SAID]
    fields += [(a, c) for a, q in edition.questions.items() for c in q.options if q.kind == "choices"]
    assert len(urlencode(fields)) < 256 * 1024 / 2
    walk = Walk(client).open()
    walk.post([*walk.fields, *fields, (".to", ".review")])
    assert walk.status == 200
    assert len(json.loads(download(walk))["notes"]) == len(edition.questions)
