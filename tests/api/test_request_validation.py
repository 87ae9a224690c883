"""Nothing that a request asks for is passed over: every name must be known, on every route of the application."""

import html
import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from starlette.testclient import TestClient

from advisor.library.wording import LANGUAGES
from advisor.phrases import say
from api.http.addresses import of_respondents
from api.http.request_validation import demand_known

from .conftest import GHENT, HTML, JSON, OURS, checked_problem

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
HEADERS = {**OURS, "Accept": "*/*", "Accept-Language": "en"}


def routes(app: FastAPI) -> Iterator[tuple[str, str]]:
    """Every method and address of the application, with names for what stands between braces."""
    for context in iter_route_contexts(app.routes):
        assert isinstance(context.original_route, APIRoute)
        for method in sorted(context.methods or ()):
            yield method, re.sub(r"{\w+}", "x", context.path or "")


def told(answer: Any) -> list[tuple[str, str | None]]:
    return [(entry["detail"], entry["nearest"]) for entry in answer.json()["errors"]]


def test_every_route_holds_requests_to_account(app: FastAPI) -> None:
    """None is added past the dependency that does it."""
    found = list(iter_route_contexts(app.routes))
    assert len(found) > 80
    for context in found:
        assert demand_known in [part.call for part in context.dependant.dependencies], context.path


def test_a_parameter_that_does_not_exist_is_refused_everywhere(app: FastAPI, client: TestClient) -> None:
    """Whatever the address and the method: with its name and the nearest one, before anything is done."""
    for method, path in routes(app):
        for wrong, near in (("lnag=en", "lang"), ("zzzzz", None)):
            answer = client.request(method, f"{path}?{wrong}", headers=HEADERS)
            checked_problem(answer, 422)
            name = wrong.partition("=")[0]
            assert (f"“{name}” does not exist here.", near) in told(answer), (method, path)


def test_a_value_that_cannot_be_is_refused_everywhere(app: FastAPI, client: TestClient) -> None:
    """A language that there is not, also on a page; and one parameter twice: which is meant is not guessed."""
    for method, path in routes(app):
        assert (
            told(client.request(method, f"{path}?lang=fr", headers=HEADERS))[0][0] == "The value of “lang” is invalid."
        )
        answer = client.request(method, f"{path}?lang=nl&lang=en", headers=HEADERS)
        checked_problem(answer, 422)
        assert ("“lang” occurs more than once.", None) in told(answer), (method, path)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("Accept", ("json", "text/html;q=2", "text/html;q=abc", "a/b/c", "text/html; charset")),
        ("Accept-Language", ("nl_BE", "nl;q=5", "en;q=", "verylonglanguage", "nl;x=1")),
        ("If-None-Match", ("abc", '"abc', '"a" b')),
    ],
)
def test_a_header_that_cannot_be_read_is_refused_everywhere(
    app: FastAPI, client: TestClient, name: str, values: tuple[str, ...]
) -> None:
    """On every route, with what was expected."""
    for number, (method, path) in enumerate(routes(app)):
        answer = client.request(method, path, headers={**OURS, name: values[number % len(values)]})
        assert answer.status_code == 400, (method, path, answer.text)
        page = answer.headers["content-type"].startswith("text/html")  # which names no header
        told = [say("page_400" if page else "http_header", language, name=name) for language in LANGUAGES]
        assert any(sentence in html.unescape(answer.text) for sentence in told), answer.text


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("Accept", ("", "*/*", "text/html, application/json;v=1;q=0.5 , */*;q=0.1", 'text/html;p="a, b"', ",,")),
        ("Accept-Language", ("", "nl-BE, en;q=0.8", "*", "fr, zh-Hant-TW;q=0.001", "nl ; q = 1.000")),
        ("If-None-Match", ("*", '"a"', 'W/"a", "b, c"')),
    ],
)
def test_a_header_in_order_is_read(client: TestClient, name: str, values: tuple[str, ...]) -> None:
    """What RFC 9110 allows, also when nothing here answers to it."""
    for value in values:
        assert client.get("/v1/rules", headers={name: value}).status_code in (200, 304, 406)


def test_a_field_that_does_not_exist_is_refused_everywhere(app: FastAPI, client: TestClient) -> None:
    """Of a form, encoded either way, also where no form is read; what takes no form at all says so with 415."""
    taking = [(m, p) for m, p in routes(app) if m in ("POST", "PUT", "PATCH", "DELETE")]
    assert len(taking) > 20
    refused = set()
    for method, path in taking:
        for how in ({"data": {"zzzzz": ""}}, {"files": {"zzzzz": (None, "x")}}):
            answer = client.request(method, path, headers=HEADERS, **how)  # type: ignore[arg-type]
            if of_respondents(path) and answer.status_code == 404:
                continue  # of an invitation that does not exist nothing is read
            assert answer.status_code in (415, 422), (method, path, answer.status_code)
            if answer.status_code == 422:
                assert "zzzzz" in answer.text, (method, path)
                refused.add(path)
    pages = {path for _, path in taking if not path.startswith("/v1/") and not of_respondents(path)}
    assert refused >= pages | {"/v1/advice", "/v1/advice/x/rerun"}


def test_a_misspelt_wish_keeps_nothing(fresh: TestClient) -> None:
    """``?stor=false`` was passed over, and the advice kept; now nothing happens, and the right name is told."""
    answer = fresh.post("/v1/advice?stor=false&lang=en", content=GHENT.read_bytes(), headers=JSON)
    assert told(answer) == [("“stor” does not exist here.", "store")]
    assert fresh.get("/v1/advice").json()["items"] == []


def test_every_mistake_is_told_at_once(client: TestClient) -> None:
    """Names, values and headers together, each once."""
    headers = {"Accept-Language": "en;q=9", "If-None-Match": "x"}
    answer = client.get("/v1/advice?limit=0&since=2026&lang=xx&cursor=a&cursor=b", headers=headers)
    checked_problem(answer, 422)
    details = [detail for detail, _ in told(answer)]
    assert len(details) == len(set(details)) == 6


def test_a_field_of_a_page_has_its_nearest_name(client: TestClient) -> None:
    """As a person or a script meets it: on a page in words, else as a problem."""
    page = client.post("/intake", content="sectr=public&employee_count=35", headers={**FORM, **OURS, **HTML})
    assert page.status_code == 422
    assert "sectr" in page.text and "sector" in page.text
    answer = client.post("/advice/x/why/y", content="statsu=open", headers={**FORM, **HEADERS})
    assert told(answer) == [("“statsu” does not exist here.", "status")]


def test_a_character_set_that_is_not_read_is_refused(client: TestClient) -> None:
    """JSON said to be Latin-1 was read as UTF-8."""
    for kind in ("application/json; charset=latin-1", 'application/json;CHARSET="utf-16"'):
        checked_problem(client.post("/v1/why-not/x", content=b"{}", headers={"Content-Type": kind}), 415)
    for kind in ("application/json; charset=UTF-8", 'application/json;charset="utf-8"'):
        answer = client.post("/v1/questions", content=b'{"answers": {}}', headers={"Content-Type": kind})
        assert answer.status_code == 200


def test_thousands_of_names_are_refused_in_bounded_work(client: TestClient) -> None:
    """As many mistakes as are told anywhere, not one per name."""
    many = "&".join(f"n{number}" for number in range(5_000))
    answer = client.get(f"/v1/rules?{many}")
    checked_problem(answer, 422)
    assert len(answer.json()["errors"]) == 500
    assert len(list(chain.from_iterable(told(answer)))) == 1_000
