"""The plan over HTTP: the same bytes as in process in every form, and every mistake a problem."""

import json
from datetime import date
from typing import Any

import pytest
from starlette.testclient import TestClient

from advisor.advice import Advisor
from advisor.library.wording import LANGUAGES, Language
from advisor.plan import planning
from advisor.plan.planning import plan
from advisor.plan.wishes import Wishes
from advisor.report.plan_forms import FORMS, formed
from advisor.stages.profile import read_profile

from .conftest import EXAMPLES, JSON, checked_problem

GHENT = next(path for path in EXAMPLES if path.stem == "ghent-crm").read_bytes()
ASKED = {"capacity": 30, "weeks": 4, "periods": 8, "start": "2027-01-04", "statuses": {"win-people-back": "done"}}
WISHES = Wishes(30, 4, 8, date(2027, 1, 4), {"win-people-back": "done"})


def ask(client: TestClient, path: str = "/v1/plan", headers: dict[str, str] | None = None, **body: Any) -> Any:
    content = json.dumps({"profile": json.loads(GHENT), **body})
    return client.post(path, content=content, headers={**JSON, **(headers or {})})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
def test_the_same_bytes_as_in_process(client: TestClient, advisor: Advisor, form: str, language: Language) -> None:
    """By the name of the form and by what the client accepts."""
    advice = advisor.advise(read_profile(GHENT, advisor.edition), language)
    wanted = formed(plan(advice, advisor.edition, WISHES), form)
    media_type = FORMS[form].media_type
    for answer in (
        ask(client, f"/v1/plan?lang={language}&format={form}", **ASKED),
        ask(client, headers={"Accept": media_type, "Accept-Language": language}, **ASKED),
    ):
        assert answer.status_code == 200, answer.text
        assert answer.content == wanted
        assert answer.headers["content-type"].partition(";")[0] == media_type
        assert answer.headers["content-language"] == language
        assert answer.headers["cache-control"] == "no-store"


@pytest.mark.long
def test_nothing_but_a_profile(client: TestClient, advisor: Advisor) -> None:
    """Null is as absent; a whole number may be written with a point."""
    plain = ask(client)
    advice = advisor.advise(read_profile(GHENT, advisor.edition), "nl")
    assert plain.content == formed(plan(advice, advisor.edition), "json")
    assert ask(client, **dict.fromkeys(ASKED)).content == plain.content
    assert ask(client, capacity=30.0).content == ask(client, capacity=30).content


def test_every_mistake_at_once(client: TestClient) -> None:
    """Of the profile and of the wishes, each with its place."""
    wrong = {"capacity": 0, "weeks": "x", "periods": 1.5, "start": "2027-02-30", "statuses": {"win-people": "done"}}
    content = json.dumps({"profile": {"answers": {"sectr": 1}}, **wrong, "statues": {}})
    problem = checked_problem(client.post("/v1/plan", content=content, headers=JSON), 422)
    places = {entry["pointer"]: entry for entry in problem["errors"]}
    assert places.keys() == {
        "/profile/answers/sectr", "/capacity", "/weeks", "/periods", "/start", "/statuses/win-people", "/statues",
    }  # fmt: skip
    assert places["/statuses/win-people"]["nearest"] == "win-people-back"
    assert places["/statues"]["nearest"] == "statuses"
    for body in (b"[]", b"{}", b'{"capacity": 3}', b'{"profile": {"answers": {}}, "statuses": []}'):
        checked_problem(client.post("/v1/plan", content=body, headers=JSON), 422)
    checked_problem(client.post("/v1/plan", content=b"{", headers=JSON), 400)


def test_forms_that_cannot_be_had(client: TestClient) -> None:
    """A calendar without a first day; a form that nobody makes."""
    problem = checked_problem(ask(client, "/v1/plan?format=ics"), 422)
    assert problem["errors"][0]["pointer"] == "/start"
    checked_problem(ask(client, "/v1/plan?format=dot"), 422)
    checked_problem(ask(client, headers={"Accept": "image/png"}), 406)


def test_too_many_tasks(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "MOST_TASKS", 2)
    checked_problem(ask(client), 422)
