"""No page shows what only a developer understands: where a problem or a complaint reaches one, it is said in words."""

import json
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from lxml import html
from starlette.requests import Request
from starlette.testclient import TestClient

from advisor.advice import Advisor
from advisor.library.edition import Edition
from advisor.library.wording import LANGUAGES, Language
from advisor.store import errors, keys
from advisor.store.database import open_store
from advisor.store.errors import StoreError
from api.app import create_app
from api.http.addresses import of_pages
from api.http.problems import refuse
from tests.api.conftest import GHENT, JSON, OURS, here
from tests.conftest import sizes
from tests.pages.walking import BROWSER

PARAMETER = re.compile(r"\{(\w+)\}")
POINTER = re.compile(
    r"(?<![\w/:.])/(?:answers|name|reference|status|reason|profile|receipt|v1|openapi|intake|[a-z]+_[a-z_]+)\b"
)
WORDS = re.compile(
    r"\b(?:openapi|JSON[- ]?pointer|/v1/|NaN|Traceback|Idempotency|q-values?|UTF-8)\b|[{}]|\?store", re.IGNORECASE
)
HEX = re.compile(r"\b[0-9a-f]{12,}\b")
BAD: list[Any] = [
    b"",
    b"\xff\xfe",
    b"{",
    b"[]",
    b"null",
    b'{"answers": 5}',
    b'{"answers":{},"answers":{}}',
    b"[" * 5000,
    b"9" * 400_000,
]


def said(text: str) -> str:
    """What a person reads on a page, with its title."""
    page = html.fromstring(text)
    for hidden in page.xpath("//script | //style | //template"):
        hidden.drop_tree()
    return " ".join(" ".join(page.itertext()).split())


def demand_words(text: str, edition: Edition, language: Language, sent: str = "") -> None:
    """Nothing for developers stands on a page; of what somebody sent himself only what he sent."""
    read = said(text)
    assert html.fromstring(text).get("lang") == language
    assert not POINTER.findall(read), read[:1500]
    assert not WORDS.findall(read), (WORDS.findall(read), read[:1500])
    assert [found for found in HEX.findall(read) if found not in sent] == [], read[:1500]
    words = set(re.findall(r"[a-z0-9]+(?:[-_][a-z0-9]+)+", read))
    ids = {*edition.questions, *edition.rules, *edition.recommendations, *edition.factors, *edition.contradictions}
    codes = {code for question in edition.questions.values() for code in question.options}
    known = {name for name in ids | codes if "_" in name or name.count("-") > 1}
    assert words & known - set(re.findall(r"[\w-]+", sent)) == set(), read[:1500]


def pages(app: FastAPI) -> Iterator[tuple[str, str]]:
    """Every address of a page, as a pattern, with each of its methods."""
    routes = [route for route in flat(app.routes) if isinstance(route, APIRoute) and of_pages(route.path)]
    return (
        (route.path, method) for route in routes for method in sorted(route.methods or ()) if method in ("GET", "POST")
    )


def flat(routes: Any) -> Iterator[Any]:
    """The routes of an application, those of routers inside it too."""
    for route in routes:
        inner = getattr(route, "routes", None) or getattr(getattr(route, "original_router", None), "routes", None)
        yield from flat(inner) if inner else [route]


def bad_forms(edition: Edition) -> Iterator[list[tuple[str, str]]]:
    """Forms that nobody can have meant: every question with something that is no answer, and fields that are none."""
    for attribute, question in edition.questions.items():
        for value in ("zzz", "-1", "[]", "<b>"):
            yield [(attribute, value)]
        if question.options:
            first, *_ = question.options
            yield [(attribute, first), (attribute, first), (".unknown", attribute)]
    yield from ([(name, "x" * 300)] for name in ("name", "reference"))
    yield from (
        [("zzz_zzz", "1")],
        [("answers", "{}")],
        [("name", "a"), ("name", "b")],
        [(".at", "x"), (".to", "/v1/zzz")],
    )
    yield [(attribute, "zzz") for attribute in edition.questions]
    yield [(f"zzz{number}", "1") for number in range(2000)]


@pytest.mark.parametrize("every", sizes(54, 3))
def test_what_is_wrong_with_a_form_is_said_in_words(client: TestClient, edition: Edition, every: int) -> None:
    """Every twenty-seventh bad form (every third in the long version) and the worst two, some of them to each address
    that takes the answers of a profile, in one language or the other.
    """
    headers = {**BROWSER, **OURS, "Content-Type": "application/x-www-form-urlencoded"}
    refused = 0
    forms = list(bad_forms(edition))
    for number, form in enumerate([*forms[:-2:every], *forms[-2:]]):
        language = LANGUAGES[number % len(LANGUAGES)]
        for address in ("/intake", "/intake/profile.json", "/advice") if number % 7 == 0 else ("/intake",):
            sent = {"content": urlencode(form), "headers": {**headers, "Accept-Language": language}}
            answer = client.post(address, **sent, follow_redirects=False)
            if answer.headers.get("content-type", "").startswith("text/html"):
                refused += answer.status_code == 422
                whole = html.fromstring(answer.text)
                for mistakes in whole.find_class("mistakes") or [whole]:
                    told = f"<html lang='{whole.get('lang')}'>{html.tostring(mistakes, encoding='unicode')}</html>"
                    demand_words(told, edition, language, urlencode(form))
    assert refused > 180 / every


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_wrong_with_a_file_is_said_in_words(client: TestClient, edition: Edition, language: Language) -> None:
    """Files that are none, that are too large, and profiles in which every answer is wrong."""
    headers = {**BROWSER, **OURS, "Accept-Language": language}
    wrong = [dict.fromkeys(edition.questions, value) for value in ("zzz", -1, [], {}, ["zzz"], True, [[1]], 1e300)]
    odd = [
        {"answers": {}, "naam": 1},
        {"answers": {"zzz": 1}, "name": 1, "reference": []},
        {"receipt": {}, "profile": 3},
    ]
    files = [
        *BAD,
        *(json.dumps({"answers": answers}).encode() for answers in wrong),
        *(json.dumps(o).encode() for o in odd),
    ]
    for content in files:
        sent = {"profile": ("p.json", content, "application/json")}
        answer = client.post("/intake/profile", files=sent, headers=headers)
        assert answer.status_code in (400, 413, 422)
        [mistakes] = html.fromstring(answer.text).find_class("mistakes") or [html.fromstring(answer.text)]
        text = html.tostring(mistakes, encoding="unicode").replace("(JSON)", "")
        demand_words(f"<html lang='{language}'>{text}</html>".replace("{…}", ""), edition, language)


@pytest.mark.parametrize("language", ["nl", pytest.param("en", marks=pytest.mark.long)])
def test_every_page_refuses_in_words(app: FastAPI, client: TestClient, edition: Edition, language: Language) -> None:
    """Every address of the pages, with ids that do not exist, odd queries, bodies that are none, and other methods."""
    kept = client.post("/v1/advice", content=GHENT.read_bytes(), headers=JSON).headers["location"].rpartition("/")[2]
    plain = {**BROWSER, **OURS, "Accept-Language": language}
    queries = (
        "",
        "?zzz=1",
        "?cursor=zzz&question=zzz&with=zzz&follow=zzz&group=zzz&by=zzz&rows=zzz",
        f"?question={'9' * 200}&with={'0' * 32}",
    )
    bodies = [
        (b"zzz=%ff", "application/x-www-form-urlencoded"),
        (b"answer=zzz&status=zzz&reason=zzz&key=zzz", "application/x-www-form-urlencoded"),
        (b"{}", "application/json"),
        (b"--x", "multipart/form-data; boundary=x"),
        (b"x" * 2_000_000, "application/x-www-form-urlencoded"),
    ]
    statuses: set[int] = set()

    def look(method: str, address: str, **more: Any) -> None:
        answer = client.request(method, address, follow_redirects=False, **more)
        if answer.status_code >= 400 and answer.headers["content-type"].startswith("text/html"):
            statuses.add(answer.status_code)
            demand_words(answer.text, edition, language, address)

    known = list(pages(app))
    assert len(known) > 30
    for path, method in [*known, ("/zzz", "GET"), ("/advice/zzz/zzz", "POST")]:
        for advice_id in (kept, "0" * 32, "zzz"):
            address = PARAMETER.sub(lambda m, i=advice_id: i if m[1] == "id" else "zzz", path)
            for query in queries if method == "GET" and advice_id == kept else ("",):
                look(method, address + query, headers=plain)
            if method == "POST" and not address.endswith("delete"):
                for body, kind in bodies:
                    look(method, address, headers={**plain, "Content-Type": kind}, content=body)
            look("PUT" if method == "GET" else "PATCH", address, headers=plain)
            if "{id}" not in path:
                break
    for near in ("/advice/{}/why/win-people-bac", "/advice/{}/not/find-growth-capita", "/advice/{}/compare"):
        look("GET", near.format(kept), headers=plain)
    for near in ("/knowledge/rule", "/knowledge/rules/few-really-use", "/knowledge/recommendations/win-people-bac"):
        look("GET", near, headers=plain)
    assert statuses >= {400, 404, 405, 413, 415, 422}


@pytest.mark.usefixtures("within_a_minute")
@pytest.mark.parametrize("language", LANGUAGES)
def test_keys_and_a_server_in_trouble_are_spoken_of_in_words(
    advisor: Advisor, edition: Edition, tmp_path: Path, language: Language
) -> None:
    """Without a key, with a wrong one, with one that may not; too often, from elsewhere; without store or knowledge."""
    headers = {**BROWSER, **OURS, "Accept-Language": language}
    form = {**headers, "Content-Type": "application/x-www-form-urlencoded"}
    statuses = []

    def look(answer: Any) -> None:
        statuses.append(answer.status_code)
        demand_words(answer.text, edition, language)

    with closing(open_store(f"sqlite:///{tmp_path}/a.db")) as store, here(create_app(advisor, store)) as client:
        look(client.get("/", headers={**headers, "Host": "evil.example"}))
        look(client.get("/", headers={**headers, "X-Forwarded-For": "1.2.3.4"}))
        look(client.get("/", headers={**headers, "Origin": "https://evil.example"}))
        look(client.post("/intake", headers={**form, "Sec-Fetch-Site": "cross-site"}))
        reader = keys.add(store, "a", "test", "read", per_minute=5)[1]
        look(client.post("/advice", content="sector=public", headers=form))
        look(client.post("/advice", content="sector=public", headers={**form, "X-API-Key": reader}))
        look(client.get("/", headers={**headers, "X-API-Key": "advk_zzz"}))
        look(client.get("/", headers={**headers, "X-API-Key": reader, "Authorization": f"Bearer {reader}"}))
        for _ in range(8):
            answer = client.get("/", headers={**headers, "X-API-Key": reader})
        look(answer)
    with here(create_app(advisor)) as client:
        look(client.get("/advice", headers=headers))
    with closing(open_store(f"sqlite:///{tmp_path}/b.db")) as store:
        app = create_app(advisor, store)
        app.state.advisor = None
        with here(app) as client:
            look(client.get("/intake", headers=headers))
    assert set(statuses) == {401, 403, 429, 503}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_of_the_store_has_words_for_a_page(
    client: TestClient, edition: Edition, language: Language, app: FastAPI
) -> None:
    """Whatever the store refuses or cannot do, raised behind a page."""
    scope = {
        "type": "http", "method": "GET", "path": "/advice/x", "query_string": b"", "app": app, "state": {},
        "server": ("x", 80), "scheme": "http",
        "headers": [(b"accept", b"text/html"), (b"accept-language", language.encode())],
    }  # fmt: skip
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, StoreError)]
    assert len(kinds) > 15
    for kind in kinds:
        if kind is StoreError:
            continue
        raised = kind.__new__(kind)
        details = dict.fromkeys(("id", "one", "other", "needed", "name", "statuses", "groups"), "zzz")
        StoreError.__init__(raised, **details, **dict.fromkeys(("limit", "most", "number", "count", "least"), 7))
        for name in ("nearest", "reason", "database", "number"):
            if not hasattr(raised, name):
                setattr(raised, name, None)
        demand_words(bytes(refuse(Request(scope), raised).body).decode(), edition, language)
    demand_words(bytes(refuse(Request(scope), RuntimeError("secret")).body).decode(), edition, language)
