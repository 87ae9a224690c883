"""Insight over HTTP: the same bytes as in process, and every mistake a problem."""

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from advisor.advice import Advisor, to_json
from advisor.insight import above, change, questions, stability, what_if, why_not
from advisor.library.wording import LANGUAGES, Language
from advisor.stages.profile import Profile, read_profile

from .conftest import EXAMPLES, JSON, checked_problem

GHENT = next(path for path in EXAMPLES if path.stem == "ghent-crm").read_bytes()


@pytest.fixture(scope="module")
def ghent(advisor: Advisor) -> Profile:
    return read_profile(GHENT, advisor.edition)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_bytes_as_in_process(client: TestClient, advisor: Advisor, ghent: Profile, language: Language) -> None:
    """Every insight answers over HTTP what its function says, to the byte, in both languages."""
    changed = Profile({**ghent.answers, "adoption_rate": 95})
    wanted = {
        "why-not/find-growth-capital": to_json(why_not.why_not(ghent, "find-growth-capital", advisor, language)),
        "change/win-people-back": to_json(change.change(ghent, "win-people-back", advisor, language)),
        "above/design-with-users/win-people-back": to_json(
            above.above(ghent, "win-people-back", "design-with-users", advisor, language)
        ),
        "stability?percent=10": to_json(stability.stability(ghent, advisor, language, percent=10)),
        "questions": to_json(questions.next_questions(ghent, advisor, language)),
        "what-if": to_json(what_if.what_if(ghent, changed, advisor, language)),
    }
    for path, answer in wanted.items():
        body: Any = json.loads(GHENT)
        body = {"profile": body, "answers": {"adoption_rate": 95}} if path == "what-if" else body
        response = client.post(f"/v1/{path}", content=json.dumps(body), headers={**JSON, "Accept-Language": language})
        assert response.status_code == 200
        assert response.content == answer
        assert response.headers["content-language"] == language
        assert response.headers["cache-control"] == "no-store"


def test_why_is_the_reasoning_of_the_advice(client: TestClient) -> None:
    """Why gives the recommendation as the advice has it, with numbered citations and its part of the graph."""
    told = client.post("/v1/why/lead-as-change-not-it", content=GHENT, headers=JSON).json()
    advice = client.post("/v1/advice?store=false", content=GHENT, headers=JSON).json()
    assert told["recommendation"] == advice["recommendations"][0]
    assert [c["number"] for c in told["citations"]] == list(range(1, len(told["citations"]) + 1))
    assert {n["id"] for n in told["graph"]["nodes"]} < {n["id"] for n in advice["graph"]["nodes"]}


@pytest.mark.parametrize("path", ["why/{}", "why-not/{}", "change/{}", "above/win-people-back/{}"])
def test_a_recommendation_that_does_not_exist(client: TestClient, path: str) -> None:
    """An unknown id is 404, with the nearest one."""
    response = client.post(f"/v1/{path.format('design-with-user')}", content=GHENT, headers=JSON)
    assert checked_problem(response, 404)["errors"][0]["nearest"] == "design-with-users"


@pytest.mark.parametrize("path", ["why/find-growth-capital", "above/win-people-back/find-growth-capital"])
def test_a_recommendation_that_is_not_given(client: TestClient, path: str) -> None:
    """What is not given has no why and no rank: 404, by name."""
    problem = checked_problem(client.post(f"/v1/{path}?lang=en", content=GHENT, headers=JSON), 404)
    assert problem["detail"] == "find-growth-capital: This recommendation is not given."


def test_the_same_recommendation_twice(client: TestClient) -> None:
    """Nothing stands above itself."""
    checked_problem(client.post("/v1/above/win-people-back/win-people-back", content=GHENT, headers=JSON), 422)


@pytest.mark.parametrize("percent", ["-1", "101", "x", "1.5"])
def test_a_percentage_out_of_range(client: TestClient, percent: str) -> None:
    """Weights move from 0 to 100 percent."""
    checked_problem(client.post(f"/v1/stability?percent={percent}", content=GHENT, headers=JSON), 422)


@pytest.mark.parametrize("body", ["[]", "{}", '{"profile": {"answers": {}}}', '{"profile": 1, "answers": {}, "x": 1}'])
def test_a_what_if_without_its_parts(client: TestClient, body: str) -> None:
    """A body that is no profile with other answers is refused, and it is said what belongs there."""
    problem = checked_problem(client.post("/v1/what-if?lang=en", content=body, headers=JSON), 422)
    assert "“profile”" in problem["errors"][0]["expected"]


def test_all_mistakes_of_a_what_if_at_once(client: TestClient) -> None:
    """Mistakes in the profile and in the other answers come together, each with its place."""
    body = {"profile": {"answers": {"sektor": "x"}}, "answers": {"adoption_rate": 900, "country": "XX"}}
    problem = checked_problem(client.post("/v1/what-if", content=json.dumps(body), headers=JSON), 422)
    assert [e["pointer"] for e in problem["errors"]] == [
        "/profile/answers/sektor", "/answers/adoption_rate", "/answers/country"
    ]  # fmt: skip


def test_an_answer_taken_away(client: TestClient) -> None:
    """Null in the other answers takes an answer away."""
    body = {"profile": json.loads(GHENT), "answers": {"adoption_rate": None}}
    told = client.post("/v1/what-if?lang=en", content=json.dumps(body), headers=JSON).json()
    assert [(a["attribute"], a["before"], a["after"]) for a in told["answers"]] == [("adoption_rate", "20%", None)]
