"""Every refusal is a problem with one entry per mistake, and tells nothing that it should not."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from advisor.advice import Advisor
from advisor.library.edition import Edition
from advisor.stages.profile import MAX_BYTES
from api.app import create_app

from .conftest import JSON, checked_problem

DEEP = b'{"answers": ' + b"[" * 30 + b"]" * 30 + b"}"


def refused(client: TestClient, raw: bytes, status: int, language: str = "en") -> list[dict[str, Any]]:
    response = client.post("/v1/advice", content=raw, headers={**JSON, "Accept-Language": language})
    assert response.headers["content-language"] == language
    errors: list[dict[str, Any]] = checked_problem(response, status)["errors"]
    return errors


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "There is nothing in it"),
        (b"{", "not valid JSON (1:2)"),
        (b'{"answers": {"adoption_rate": NaN}}', "not valid JSON (NaN)"),
        (b'{"answers": {"adoption_rate": -Infinity}}', "not valid JSON (-Infinity)"),
        (b'{"answers": {"sector": "public", "sector": "private"}}', "“sector” occurs twice"),
        (b'{"answers": {}, "answers": {}}', "“answers” occurs twice"),
        (b'{"name": "\xff"}', "not UTF-8"),
        (DEEP, "nested deeper than 20 levels"),
        (b"[" * 100_000, "nested deeper than 20 levels"),
    ],
)
def test_what_is_not_strict_json_is_refused(client: TestClient, raw: bytes, said: str) -> None:
    """Broken JSON, NaN, duplicate keys and deep nesting are 400, said in one entry."""
    (error,) = refused(client, raw, 400)
    assert said in error["detail"]
    assert error["pointer"] == ""


def test_too_large_is_refused_announced_or_not(client: TestClient) -> None:
    """A body of over 256 KiB is 413, with a Content-Length and in chunks; one that just fits is read."""
    big = b" " * MAX_BYTES + b"{"
    announced = client.post("/v1/advice", content=big, headers=JSON)
    assert announced.request.headers["content-length"] == str(MAX_BYTES + 1)

    def chunks() -> Iterator[bytes]:
        for at in range(0, len(big), 1000):
            yield big[at : at + 1000]

    chunked = client.post("/v1/advice", content=chunks(), headers=JSON)
    assert chunked.request.headers["transfer-encoding"] == "chunked"
    for response in (announced, chunked):
        assert "256 KiB" in checked_problem(response, 413)["detail"]
    assert client.post("/v1/advice", content=b'{"answers": {}}'.ljust(MAX_BYTES), headers=JSON).status_code == 201


@pytest.mark.parametrize("length", ["262145", "9" * 5000])
def test_a_body_that_is_announced_too_large_is_not_waited_for(client: TestClient, length: str) -> None:
    """The announcement alone is enough to be refused, however long its number."""
    response = client.post("/v1/advice", content=b"{}", headers={**JSON, "Content-Length": length})
    checked_problem(response, 413)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "application/vnd.api+json"},
        {"Content-Type": "application/jsonx"},
    ],
)
def test_what_is_not_said_to_be_json_is_refused(client: TestClient, headers: dict[str, str]) -> None:
    """Any content type but application/json is 415, and the answer says what is read; forms go to an advice only."""
    response = client.post("/v1/questions", content=b'{"answers": {}}', headers=headers)
    assert checked_problem(response, 415)["errors"][0]["expected"] == "application/json"
    assert response.headers["accept"] == "application/json"


def test_a_coded_body_is_refused(client: TestClient) -> None:
    """A compressed body is 415: a small one could hold a very large one."""
    response = client.post("/v1/advice", content=b"{}", headers={**JSON, "Content-Encoding": "gzip"})
    checked_problem(response, 415)
    assert response.headers["accept-encoding"] == "identity"


def test_an_unknown_attribute_has_its_place_and_its_nearest(client: TestClient) -> None:
    """A misspelt attribute is 422, with a pointer to it and the name that was probably meant."""
    (error,) = refused(client, b'{"answers": {"adoption_rat/e": 20}}', 422)
    assert error["pointer"] == "/answers/adoption_rat~1e"
    assert error["nearest"] == "adoption_rate"
    assert error["expected"] == "an attribute from the questionnaire"


def test_all_mistakes_at_once(client: TestClient, edition: Edition) -> None:
    """Every mistake of a profile has its own entry, in the order of the text."""
    signal = next(iter(edition.questions["culture_signals"].options))
    answers = {"sector": "publik", "employee_count": 0, "culture_signals": [signal, signal, 3], "nothing": 1}
    errors = refused(client, json.dumps({"nam": "x", "answers": answers}).encode(), 422)
    assert [e["pointer"] for e in errors] == [
        "/nam",
        "/answers/sector",
        "/answers/employee_count",
        "/answers/culture_signals/1",
        "/answers/culture_signals/2",
        "/answers/nothing",
    ]
    assert [e["nearest"] for e in errors][:2] == ["name", "public"]
    assert errors[2]["expected"] == "a whole number from 1 to 10\u00a0000\u00a0000"


def test_a_problem_speaks_the_language_of_the_request(client: TestClient) -> None:
    """Problems are in Dutch or English, as asked; a language that does not exist is refused in the preferred one."""
    raw = b'{"answers": {"sectr": "public"}}'
    assert refused(client, raw, 422, "nl")[0]["detail"] == "Het kenmerk “sectr” bestaat niet."
    assert refused(client, raw, 422, "en")[0]["detail"] == "The attribute “sectr” does not exist."
    response = client.get("/v1/rules?lang=fr", headers={"Accept-Language": "en"})
    (error,) = checked_problem(response, 422)["errors"]
    assert error["detail"] == "The value of “lang” is invalid."
    assert error["expected"] == "one of nl, en"


def test_what_was_sent_is_hardly_shown(client: TestClient) -> None:
    """Of what was sent no more comes back than a short name, whatever was sent and wherever."""
    secret = "s3cr3t" * 50
    answers = {"sector": secret, secret: 1, "employee_count": {"a": secret}, "culture_signals": [secret]}
    raw = json.dumps({"name": [secret], "answers": answers}).encode()
    text = json.dumps(refused(client, raw, 422))
    assert "s3cr3t" * 11 not in text
    for path in (f"/v1/rules/{secret}", f"/{secret}", f"/v1/rules?lang={secret}"):
        assert "s3cr3t" not in client.get(path).text


def test_a_flood_of_mistakes_stays_small(client: TestClient) -> None:
    """The mistakes that are told are bounded in number, and the last entry tells how many more there are."""
    raw = json.dumps({"answers": {"culture_signals": [0] * 50_000}}).encode()
    response = client.post("/v1/advice", content=raw, headers=JSON)
    errors = checked_problem(response, 422)["errors"]
    assert len(errors) == 501
    assert len(response.content) < 1_000_000


def test_a_flood_of_unknown_sides_stays_small(client: TestClient) -> None:
    """A comparison with thousands of fields that do not exist is bounded too."""
    raw = json.dumps({f"befor{n}": {} for n in range(20_000)}).encode()
    errors = checked_problem(client.post("/v1/compare", content=raw, headers=JSON), 422)["errors"]
    assert len(errors) == 501


@pytest.mark.parametrize("collection", ["sources", "factors", "questions-catalogue", "rules", "recommendations"])
def test_an_unknown_id_is_not_found(client: TestClient, collection: str) -> None:
    """An id that does not exist is 404, with the id that was probably meant."""
    known = client.get(f"/v1/{collection}").json()["items"][0]["id"]
    (error,) = checked_problem(client.get(f"/v1/{collection}/{known}x"), 404)["errors"]
    assert error["nearest"] == known
    assert error["expected"] == f"een id uit /v1/{collection}"


@pytest.mark.parametrize("path", ["/v1/advise", "/v1/advice/", "/v1/nothing", "/docs", "/redoc", "/v1/rules/a/b"])
def test_an_unknown_address_is_not_found(client: TestClient, path: str) -> None:
    """An address that does not exist is 404, and no documentation page fetches scripts from elsewhere."""
    (error,) = checked_problem(client.get(path), 404)["errors"]
    assert error["nearest"] is None or error["nearest"].startswith("/")


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("PATCH", "/v1/advice", "GET, HEAD, POST"),
        ("HEAD", "/v1/what-if", "POST"),
        ("PUT", "/v1/advice", "GET, HEAD, POST"),
        ("POST", "/v1/rules", "GET, HEAD"),
        ("DELETE", "/v1/rules/x", "GET, HEAD"),
        ("OPTIONS", "/health", "GET, HEAD"),
        ("PATCH", "/openapi.json", "GET, HEAD"),
    ],
)
def test_a_wrong_method_says_which_are_right(client: TestClient, method: str, path: str, allow: str) -> None:
    """A method that an address does not take is 405, with those that it takes under Allow."""
    response = client.request(method, path)
    assert response.headers["allow"] == allow
    if method == "HEAD":
        assert (response.status_code, response.content) == (405, b"")
    else:
        checked_problem(response, 405)


@pytest.mark.parametrize("path", ["/v1/rules", "/v1/sources/geen-it-project", "/v1/profile-schema", "/openapi.json"])
def test_a_form_that_does_not_exist_is_refused(client: TestClient, path: str) -> None:
    """Who accepts no JSON is answered with 406, and told what there is."""
    response = client.get(path, headers={"Accept": "text/csv, application/json;q=0, application/schema+json;q=0"})
    assert "application/json" in checked_problem(response, 406)["errors"][0]["expected"]
    assert client.get(path, headers={"Accept": "text/html, */*;q=0.1"}).status_code == 200


def test_what_breaks_here_is_not_told(advisor: Advisor) -> None:
    """An exception is 500 as a problem; what it says does not leave the server."""
    app = create_app(advisor)

    def broken() -> None:
        raise RuntimeError("secret 42")

    app.add_api_route("/broken", broken)
    with TestClient(app, raise_server_exceptions=False) as client:
        response = client.get("/broken")
    checked_problem(response, 500)
    assert "42" not in response.text
    assert "RuntimeError" not in response.text


@pytest.fixture
def without_knowledge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FastAPI:
    """The application where no knowledge is found."""
    monkeypatch.setenv("ADVISOR_DATA", str(tmp_path))
    return create_app()


def test_without_knowledge_it_lives_but_is_not_ready(
    without_knowledge: FastAPI, caplog: pytest.LogCaptureFixture
) -> None:
    """Where no knowledge is found the server is alive, not ready, and refuses with 503; its log says why."""
    with TestClient(without_knowledge) as client:
        assert client.get("/health").json() == {"status": "ok"}
        checked_problem(client.get("/ready"), 503)
        checked_problem(client.get("/v1/rules"), 503)
        checked_problem(client.get("/v1/profile-schema"), 503)
        checked_problem(client.post("/v1/advice", content=b"{}", headers=JSON), 503)
        assert client.get("/openapi.json").json()["openapi"].startswith("3.1")
    told = [r for r in caplog.get_records("setup") if r.levelno == logging.ERROR]
    assert len(told) == 1
    assert "no knowledge/manifest.yaml here" in told[0].getMessage()
