"""Signing in to the pages: with a key, for a while, and for the pages only."""

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

import api.pages
from advisor.advice import Advisor
from advisor.store import audit, keys
from advisor.store.callers import Caller
from advisor.store.database import Store
from api.http.addresses import of_respondents
from api.http.session_cookie import own_place

from .conftest import GHENT, HTML, JSON, OURS, application, checked_problem

KEPT = "/nowhere"  # an address of the pages; that nothing is there shows only to who is let in
PAGE = {**HTML, "Accept-Language": "en"}
Key = Callable[..., str]


@pytest.fixture
def app(advisor: Advisor, store: Store) -> FastAPI:
    return application(advisor, store)


@pytest.fixture
def far(app: FastAPI) -> Iterator[TestClient]:
    """A browser elsewhere, which keeps cookies and does not follow by itself."""
    with TestClient(
        app, base_url="https://advisor.example", client=("192.0.2.7", 1), follow_redirects=False, headers=PAGE
    ) as client:
        yield client


@pytest.fixture
def key(store: Store) -> Key:
    """Makes a key; returns its token."""
    return lambda tenant="one", scope="admin", per_minute=None: keys.add(
        store, tenant, "test", scope, per_minute=per_minute
    )[1]


def signing_in(client: TestClient, token: str, place: str = "", **headers: str) -> Any:
    return client.post(f"/sign-in{place}", data={"key": token}, headers={**OURS, **headers})


def test_in_and_out(far: TestClient, key: Key) -> None:
    """A page leads to the form, the form with the key back to the page, and signing out to the form again."""
    token = key()
    asked = far.get(f"{KEPT}?a=1&b=%26")
    assert (asked.status_code, asked.headers["location"]) == (
        303,
        f"/sign-in?next={quote(KEPT, '')}%3Fa%3D1%26b%3D%2526",
    )
    form = far.get(asked.headers["location"])
    assert form.status_code == 200
    action = re.search(r'action="([^"]+)"', form.text)[1]  # type: ignore[index]
    done = far.post(action, data={"key": f" {token}\n"}, headers=OURS)
    assert (done.status_code, done.headers["location"]) == (303, f"{KEPT}?a=1&b=%26")
    shown = far.get(KEPT)
    assert shown.status_code == 404
    assert "Signed in: one" in shown.text
    out = far.post("/sign-out", headers=OURS)
    assert (out.status_code, out.headers["location"]) == (303, "/sign-in")
    assert out.headers["clear-site-data"] == '"cache"'
    assert not far.cookies
    assert far.get(KEPT).status_code == 303


def test_the_cookie(far: TestClient, app: FastAPI, key: Key) -> None:
    """No script reads it, no page of elsewhere posts with it, and over TLS it goes over TLS only."""
    token = key()
    secure = signing_in(far, token).headers["set-cookie"]
    assert re.fullmatch(r"advisor_session=[A-Za-z0-9_-]{43}; HttpOnly; Path=/; SameSite=lax; Secure", secure)
    plain = TestClient(app, base_url="http://10.0.0.1", follow_redirects=False)
    behind = {"X-Forwarded-Proto": "https"}, {"Origin": "https://10.0.0.1"}
    assert "Secure" not in signing_in(plain, token).headers["set-cookie"]
    assert all("Secure" in signing_in(plain, token, **headers).headers["set-cookie"] for headers in behind)


def test_each_time_another_token(far: TestClient, key: Key) -> None:
    """What a browser brought along is never made valid, and signing in again ends the session before."""
    token = key()
    far.cookies.set("advisor_session", "A" * 43)
    signing_in(far, token)
    first = far.cookies.get("advisor_session", domain="advisor.example")
    assert first not in (None, "A" * 43)
    signing_in(far, token)
    far.cookies.clear()
    assert far.get(KEPT, headers={"Cookie": f"advisor_session={first}"}).status_code == 303
    assert far.get(KEPT, headers={"Cookie": "advisor_session=" + "A" * 43}).status_code == 303


def test_a_key_that_is_not_right(far: TestClient, key: Key, store: Store) -> None:
    """The form again, with what is wrong; the key comes back nowhere, and nobody is let in."""
    token = key()
    revoked = key()
    keys.revoke(store, revoked.split("_")[1])
    for wrong in (token[:-1], "<script>", revoked, "advk_" + "é" * 60):
        answer = signing_in(far, wrong)
        assert answer.status_code == 401
        assert "This key is not valid here" in answer.text
        assert wrong not in answer.text
        assert 'aria-invalid="true"' in answer.text
        assert "set-cookie" not in answer.headers
        assert answer.headers["cache-control"] == "no-store"
    empty = signing_in(far, " ")
    assert empty.status_code == 422
    assert "Fill in your key" in empty.text
    assert far.get(KEPT).status_code == 303


@pytest.mark.usefixtures("within_a_minute")
def test_only_so_many_wrong_keys(far: TestClient, app: FastAPI, key: Key) -> None:
    """The eleventh in a minute from one address is 429 with Retry-After; a right key gets in all the same."""
    token = key()
    answers = [signing_in(far, "wrong") for _ in range(11)]
    assert [a.status_code for a in answers] == [*[401] * 10, 429]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 60
    wait = answers[-1].headers["retry-after"]
    for language, words in (
        ("nl", ("gelden", "meer dan 10", f"Wacht {wait} second", "van advk_", "wie deze server beheert")),
        ("en", ("not valid", "more than 10", f"Wait {wait} second", "from advk_", "whoever runs this server")),
    ):
        page = signing_in(far, "wrong", **{"Accept-Language": language})
        assert page.status_code == 429
        missing = [word for word in words if word.replace(wait, page.headers["retry-after"]) not in page.text]
        assert not missing, page.text
    other = TestClient(app, client=("192.0.2.8", 1), headers=PAGE)
    assert signing_in(other, "wrong").status_code == 401
    assert signing_in(far, token).status_code == 303


def test_a_session_of_a_revoked_key(far: TestClient, key: Key, store: Store) -> None:
    """Nothing from the next request on, and the form says that one is no longer signed in."""
    signing_in(far, key())
    assert far.get(KEPT).status_code == 404
    keys.revoke(store, keys.listed(store)[0].id)
    assert far.get(KEPT).headers["location"] == "/sign-in?next=%2Fnowhere"
    assert "no longer signed in" in far.get("/sign-in").text


def test_a_session_is_for_pages_only(far: TestClient, key: Key) -> None:
    """Nothing of the API takes it: no documented address, not its document, not the metrics."""
    token = key()
    paths = far.get("/openapi.json", headers={"X-API-Key": token}).json()["paths"]
    signing_in(far, token)
    assert far.get(KEPT).status_code == 404
    tried = [(method.upper(), path) for path, methods in paths.items() for method in methods]
    tried = [t for t in tried if t[1] not in ("/health", "/ready")] + [("GET", "/openapi.json"), ("GET", "/metrics")]
    assert len(tried) > 35
    for method, path in tried:
        refused = 404 if of_respondents(path) else 401  # a respondent is let in by a secret, which this is not
        assert far.request(method, path, content=b"{}", headers={**JSON, **OURS}).status_code == refused, path


def pages() -> list[tuple[str, str]]:
    """Every address of the pages that is not open, with its methods."""
    found = pkgutil.walk_packages(api.pages.__path__, "api.pages.")
    modules = [importlib.import_module(module.name) for module in found]
    routes = [route for module in modules if hasattr(module, "router") for route in module.router.routes]
    return [
        (method, re.sub(r"\{[^}]+\}", "x", route.path))
        for route in routes
        if isinstance(route, APIRoute)  # a router among them is one of these modules
        if not route.path.startswith(("/static/", "/sign-")) and not of_respondents(route.path)
        for method in sorted(route.methods)
    ]


def test_no_page_without_a_session(far: TestClient, key: Key) -> None:
    """Every address of the pages leads a browser to the form, and is 401 for a program and for what is posted."""
    key()
    assert {("GET", "/portfolio"), ("POST", "/advice"), ("POST", "/rounds/x/close")} <= set(pages())
    for method, path in [*pages(), ("GET", "/nowhere"), ("GET", "/static/nothing.css"), ("GET", "/static/../x")]:
        answer = far.request(method, path, headers=OURS)
        program = far.request(method, path, headers={**OURS, "Accept": "application/json"})
        checked_problem(program, 401)
        if method == "GET":
            assert answer.status_code == 303, path
            assert answer.headers["location"].startswith("/sign-in?next=%2F") or path == "/"
            assert answer.headers["cache-control"] == "no-store"
        else:
            assert answer.status_code == 401, path
            assert "Sign in in a new tab" in answer.text
    assert far.get("/static/page.css").status_code == 200
    assert "<nav" not in far.get("/sign-in").text


def test_what_is_shown_is_not_kept(far: TestClient, key: Key) -> None:
    """No cache keeps a page of who is signed in; so “back” shows nothing once he has signed out."""
    signing_in(far, key())
    for path in ("/", "/portfolio", "/nowhere"):
        assert far.get(path).headers["cache-control"] == "no-store"


def test_a_key_may_be_shown_to_a_page_too(far: TestClient, key: Key) -> None:
    """In its header, as everywhere; that is no session."""
    shown = far.get(KEPT, headers={"X-API-Key": key()})
    assert shown.status_code == 404
    assert "Signed in" not in shown.text


@pytest.mark.usefixtures("within_a_minute")
def test_the_rate_of_a_key_counts_its_pages(far: TestClient, key: Key) -> None:
    """Signing in and pages count, style does not; what is too often is a page that says so."""
    signing_in(far, key(per_minute=3))
    assert [far.get("/static/page.css").status_code for _ in range(5)] == [200] * 5
    answers = [far.get(KEPT) for _ in range(3)]
    assert [a.status_code for a in answers] == [404, 404, 429]
    assert "<h1>" in answers[-1].text
    assert "retry-after" in answers[-1].headers


def test_signing_in_is_in_the_log(far: TestClient, key: Key, store: Store) -> None:
    token = key()
    signing_in(far, token)
    far.post("/sign-out", headers=OURS)
    found = [(e.action, e.who) for e in audit.entries(store, Caller("one"))]
    assert found[:2] == [("sign out", token.split("_")[1]), ("sign in", token.split("_")[1])]


def test_no_door_where_there_are_no_keys(fresh: TestClient) -> None:
    """On one's own computer, without keys, the form leads on."""
    answer = fresh.get("/sign-in?next=/portfolio", headers=HTML, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/portfolio")
    assert fresh.get(KEPT, headers=HTML).status_code == 404


def test_another_tenants_advice_is_on_no_page(far: TestClient, key: Key) -> None:
    """Each page of an advice is 404 for who is signed in at another tenant, as one that never was."""
    mine, views = (
        key("one"),
        ["", "/why/win-people-back", "/map", "/overview", "/report.pdf", "/advice.json", "/picture.svg"],
    )
    kept = far.post("/v1/advice", content=GHENT.read_bytes(), headers={**JSON, "X-API-Key": mine}).headers["location"]
    places = [f"/advice/{kept.rpartition('/')[2]}{view}" for view in views]
    signing_in(far, mine)
    assert [far.get(place).status_code for place in places] == [200] * len(places)
    signing_in(far, key("other"))
    places += [f"/advice/{'0' * 32}{view}" for view in views]
    assert [far.get(place).status_code for place in places] == [404] * len(places)


@pytest.mark.parametrize(
    ("asked", "leads"),
    [
        ("/advice/1?lang=en&x=%2F%2Fy", "/advice/1?lang=en&x=%2F%2Fy"),
        ("/", "/"),
        ("/advice?next=https://evil.example", "/advice?next=https://evil.example"),
        ("", "/"),
        ("advice", "/"),
        ("//evil.example", "/"),
        ("///evil.example", "/"),
        ("/\\evil.example", "/"),
        ("\\\\evil.example", "/"),
        ("/a\\b", "/"),
        ("https://evil.example", "/"),
        ("https:evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("data:text/html,x", "/"),
        ("/\t/evil.example", "/"),
        ("\t//evil.example", "/"),
        (" //evil.example", "/"),
        ("/\n/evil.example", "/"),
        ("/x\r\nSet-Cookie: a=b", "/"),
        ("/\x00/evil.example", "/"),
        ("/\u2028", "/"),
        ("/／evil.example", "/"),
        ("/sign-in?next=/", "/"),
        ("/sign-out", "/"),
        ("/" + "x" * 2000, "/"),
    ],
)
def test_where_signing_in_may_lead(asked: str, leads: str) -> None:
    """To a page of this server and nowhere else, however the address is written."""
    assert own_place(asked) == leads


@pytest.mark.parametrize("asked", ["//evil.example", "/%09/evil.example", "/%5Cevil.example", "https://evil.example"])
def test_nobody_is_led_away(far: TestClient, key: Key, asked: str) -> None:
    """Neither by the address of the form, nor by a path that looks like another server."""
    token = key()
    done = signing_in(far, token, f"?next={quote(asked, safe='%')}")
    assert done.headers["location"] == "/"
    far.cookies.clear()
    if asked.startswith("/"):
        place = far.get(f"https://advisor.example{asked}").headers["location"]
        assert place.startswith("/sign-in")
        assert "evil" not in place or signing_in(far, token, place.removeprefix("/sign-in")).headers["location"] in (
            "/",
            asked,
        )
