"""Who is let in: tenants, scopes, how often, from which page; and without keys only the computer itself."""

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from click.testing import CliRunner
from fastapi.routing import iter_route_contexts
from starlette.testclient import TestClient

from advisor.advice import Advisor
from advisor.cli import main
from advisor.store import keys
from advisor.store.callers import SCOPES
from advisor.store.database import Store
from api.http.addresses import OPEN, of_respondents
from api.middleware.cors import OriginError, checked
from tests.store.conftest import ON_SQLITE

from .conftest import GHENT, JSON, application, checked_problem, here

RAW = GHENT.read_bytes()
FORM = "https://form.example"
Key = Callable[..., dict[str, str]]


@pytest.fixture
def key(store: Store) -> Key:
    """Makes a key; returns the header that shows it."""

    def made(tenant: str = "one", scope: str = "admin", per_minute: int | None = None) -> dict[str, str]:
        return {"Authorization": f"Bearer {keys.add(store, tenant, 'test', scope, per_minute=per_minute)[1]}"}

    return made


@pytest.fixture
def far(advisor: Advisor, store: Store) -> Iterator[TestClient]:
    """A client elsewhere, of an application on a fresh store that the tenant “one” runs."""
    app = application(advisor, store, operator="one")
    with TestClient(app, base_url="https://advisor.example", client=("192.0.2.7", 1)) as client:
        yield client


def kept(client: TestClient, key: dict[str, str]) -> str:
    answer = client.post("/v1/advice", content=RAW, headers={**JSON, **key})
    assert answer.status_code == 201, answer.text
    return str(answer.headers["location"])


def addresses(client: TestClient, app_key: dict[str, str], advice: str) -> list[tuple[str, str]]:
    """Every documented address, on an advice."""
    found = []
    for path, methods in client.get("/openapi.json", headers=app_key).json()["paths"].items():
        place = path.replace("/v1/advice/{id}", advice).replace("{id}", "x").replace("{rid}", "win-people-back")
        found += [(method.upper(), place.replace("{other}", "y")) for method in methods]
    return found


def test_the_description_knows_whether_a_key_is_needed(far: TestClient, fresh: TestClient, key: Key) -> None:
    """Without keys none has to be shown; once there is one, every way in that the document names shows a key."""
    assert {} in fresh.get("/openapi.json").json()["security"]
    assert far.get("/openapi.json", headers=key()).json()["security"] == [{"bearer": []}, {"header": []}]


def test_nothing_is_reachable_without_a_key(far: TestClient, key: Key) -> None:
    """Once a key was made every documented address, and every other, is 401 without one; only the state is open."""
    holder = key()
    everywhere = addresses(far, holder, kept(far, holder))
    assert len(everywhere) > 35
    for method, path in [*everywhere, ("GET", "/openapi.json"), ("GET", "/nothing"), ("OPTIONS", "/v1/advice")]:
        answer = far.request(method, path, content=RAW, headers=JSON)
        if path in ("/health", "/ready"):
            assert answer.status_code == 200
        elif of_respondents(path):  # by the secret of an invitation, which this is not
            checked_problem(answer, 404)
        else:
            checked_problem(answer, 401)
            assert answer.headers["www-authenticate"] == 'Bearer realm="advisor"'
    assert far.get("/openapi.json", headers=holder).status_code == 200


def test_a_key_is_shown_either_way(far: TestClient, key: Key) -> None:
    """Authorization: Bearer and X-API-Key; the scheme in any case; not both at once."""
    bearer = key()["Authorization"]
    token = bearer.split()[1]
    for headers in ({"Authorization": bearer}, {"Authorization": f"bearer {token}"}, {"X-API-Key": token}):
        assert far.get("/v1/advice", headers=headers).status_code == 200
    checked_problem(far.get("/v1/advice", headers={"Authorization": bearer, "X-API-Key": token}), 401)


def test_a_key_that_is_revoked_is_worthless_at_once(far: TestClient, key: Key, store: Store) -> None:
    """The very next request is 401, also when no other key is left: nobody is let in without one again."""
    holder = key()
    assert far.get("/v1/rules", headers=holder).status_code == 200
    keys.revoke(store, keys.listed(store)[0].id)
    refused = far.get("/v1/rules", headers=holder)
    checked_problem(refused, 401)
    assert "invalid_token" in refused.headers["www-authenticate"]
    checked_problem(far.get("/v1/rules"), 401)


def test_a_key_that_is_made_counts_at_once(fresh: TestClient, key: Key) -> None:
    """A server that ran without keys asks for one from the moment that the first is made."""
    assert fresh.get("/v1/rules").status_code == 200
    holder = key()
    checked_problem(fresh.get("/v1/rules"), 401)
    assert fresh.get("/v1/rules", headers=holder).status_code == 200


def test_no_tenant_sees_anothers(far: TestClient, key: Key) -> None:
    """Every address of an advice of another is 404, as if it did not exist, to the byte; and it stays as it was."""
    one, other = key("one"), key("other")
    advice, own = kept(far, one), kept(far, other)
    content = {"PUT": json.dumps({"status": "accepted"})}
    tried = [(m, p) for m, p in addresses(far, other, advice) if p.startswith(advice)]
    assert len(tried) >= 11
    for method, path in tried:
        refused = far.request(method, path, content=content.get(method), headers={**JSON, **other})
        unknown = far.request(
            method,
            path.replace(advice, "/v1/advice/" + "0" * 32),
            headers={**JSON, **other},
            content=content.get(method),
        )
        checked_problem(refused, 404)
        assert refused.text.replace(advice.rpartition("/")[2], "0" * 32) == unknown.text
    checked_problem(far.get(f"{own}/comparison?with={advice.rpartition('/')[2]}", headers=other), 404)
    assert [f"/v1/advice/{item['id']}" for item in far.get("/v1/advice", headers=other).json()["items"]] == [own]
    log = far.get("/v1/audit", headers=other).json()["items"]
    assert [entry["action"] for entry in log] == ["keep", "add key"]
    assert log[0]["subject"] == own.rpartition("/")[2]
    assert far.get(advice, headers=one).status_code == 200


def test_an_idempotency_key_is_of_one_tenant(far: TestClient, key: Key) -> None:
    """The same Idempotency-Key of another tenant is another key."""
    again = {**JSON, "Idempotency-Key": "same"}
    answers = [far.post("/v1/advice", content=RAW, headers={**again, **key(tenant)}) for tenant in ("one", "other")]
    assert answers[0].headers["location"] != answers[1].headers["location"]
    assert "idempotent-replay" not in answers[1].headers


def test_the_scopes(far: TestClient, key: Key) -> None:
    """Read reads, write keeps too, admin deletes and reads the log too; what lacks is 403, and nothing happens."""
    read, write, admin = (key("one", scope) for scope in ("read", "write", "admin"))
    advice = kept(far, write)
    status = f"{advice}/recommendations/win-people-back/status"
    takes: list[tuple[dict[str, str], str, str, Any, int]] = [
        (read, "GET", advice, None, 200),
        (read, "GET", f"{advice}/statuses", None, 200),
        (read, "GET", f"{advice}/series", None, 200),
        (read, "GET", "/v1/solved", None, 200),
        (read, "GET", "/v1/advice", None, 200),
        (read, "POST", "/v1/advice?store=false", RAW, 200),
        (read, "POST", "/v1/what-if", b'{"profile": {"answers": {}}, "answers": {}}', 200),
        (write, "POST", "/v1/advice", RAW, 201),
        (write, "POST", f"{advice}/rerun", None, 201),
        (write, "PUT", status, b'{"status": "accepted"}', 200),
        (admin, "GET", "/v1/audit", None, 200),
        (admin, "DELETE", advice, None, 204),
    ]
    ladder = [read, write, admin]
    for holder, method, path, content, expected in takes:
        for lower in ladder[: ladder.index(holder)]:
            refused = far.request(method, path, content=content, headers={**JSON, **lower})
            checked_problem(refused, 403)
            assert "insufficient_scope" in refused.headers["www-authenticate"]
        answer = far.request(method, path, content=content, headers={**JSON, **holder})
        assert answer.status_code == expected, answer.text


@pytest.mark.usefixtures("within_a_minute")
def test_how_often_a_key_may_ask(far: TestClient, key: Key) -> None:
    """What is over the number per minute is 429 with Retry-After; another key of the same tenant is not held up."""
    slow, fast = key(per_minute=3), key(per_minute=1000)
    answers = [far.get("/v1/advice", headers=slow) for _ in range(5)]
    assert [a.status_code for a in answers] == [200, 200, 200, 429, 429]
    assert "3 " in checked_problem(answers[3], 429)["detail"]
    assert 1 <= int(answers[3].headers["retry-after"]) <= 60
    assert far.get("/v1/advice", headers=fast).status_code == 200


def test_at_most_one_more_when_a_minute_turns(far: TestClient, key: Key, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a key did just before counts on: the turn of a minute is no way to ask twice as much."""
    slow = key(per_minute=3)
    moments = [*[1_800_000_059.999] * 4, *[1_800_000_060.001] * 4]
    answers = []
    for moment in moments:
        monkeypatch.setattr(time, "time", lambda now=moment: now)
        answers.append(far.get("/v1/advice", headers=slow).status_code)
    assert answers == [200, 200, 200, 429, 200, 429, 429, 429]


@pytest.mark.parametrize("address", ["192.0.2.7", "10.0.0.1", "::2", "127.0.0.1.example"])
def test_without_keys_only_this_computer(advisor: Advisor, store: Store, address: str) -> None:
    """Without keys a client elsewhere is 403 wherever the server listens, however it calls itself."""
    app = application(advisor, store)
    client = TestClient(app, base_url="http://localhost:8000", client=(address, 1))
    for path in ("/v1/rules", "/openapi.json", "/nothing"):
        checked_problem(client.get(path), 403)
    assert client.get("/health").status_code == 200


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.9.10", "::1"])
def test_without_keys_this_computer_needs_none(advisor: Advisor, store: Store, address: str) -> None:
    """Without keys every loopback address is let in, under every name of it."""
    for name in ("localhost", "localhost:8000", "127.0.0.1:80", "[::1]:8000", "LOCALHOST"):
        client = TestClient(application(advisor, store), client=(address, 1))
        assert client.get("/v1/advice", headers={"Host": name}).status_code == 200


def test_a_page_that_may_ask(advisor: Advisor, store: Store) -> None:
    """A page on the list is told that it may ask and read the headers; another is not, and its preflight is 403."""
    client = here(application(advisor, store, [FORM]))
    ask = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type, x-api-key"}
    allowed = client.options("/v1/advice", headers={**ask, "Origin": FORM})
    assert allowed.status_code == 200
    assert allowed.headers["access-control-allow-origin"] == FORM
    made = client.post("/v1/advice", content=RAW, headers={**JSON, "Origin": FORM})
    assert made.status_code == 201
    assert made.headers["access-control-allow-origin"] == FORM
    shown = {name.strip() for name in made.headers["access-control-expose-headers"].split(",")}
    assert {"Location", "ETag", "Link", "Retry-After"} <= shown
    for origin in ("https://evil.example", "null", f"{FORM}.evil.example", "http://form.example"):
        refused = client.options("/v1/advice", headers={**ask, "Origin": origin})
        assert refused.status_code == 403
        assert refused.headers["content-type"] == "application/problem+json"
        assert "access-control-allow-origin" not in refused.headers
        assert "access-control-allow-origin" not in client.get("/v1/advice", headers={"Origin": origin}).headers


@pytest.mark.parametrize("accept", ["*/*", "text/html", "text/html,application/xhtml+xml;q=0.9"])
def test_a_preflight_is_never_answered_with_a_page(advisor: Advisor, store: Store, accept: str) -> None:
    """A page from elsewhere is refused as a problem, whatever the client says it accepts."""
    client = here(application(advisor, store, [FORM]))
    headers = {"Access-Control-Request-Method": "POST", "Origin": "https://evil.example", "Accept": accept}
    refused = client.options("/advice", headers=headers)
    assert (refused.status_code, refused.headers["content-type"]) == (403, "application/problem+json")


def test_a_refusal_can_be_read_by_the_page(advisor: Advisor, store: Store, key: Key) -> None:
    """What is refused, for want of a key too, has the headers that let the page on the list read it."""
    key()
    client = here(application(advisor, store, [FORM]))
    refused = client.post("/v1/advice", content=RAW, headers={**JSON, "Origin": FORM})
    assert refused.status_code == 401
    assert refused.headers["access-control-allow-origin"] == FORM


@pytest.mark.parametrize("origin", ["*", "null", "form.example", "https://form.example/path", "https://*.example", ""])
def test_what_is_no_origin_is_refused(origin: str) -> None:
    """The list has origins only: never all, no path, no pattern; the command says so."""
    with pytest.raises(OriginError):
        checked([FORM, origin])
    done = CliRunner().invoke(main, ["serve", "--cors-origin", origin, "--lang", "en"])
    assert (done.exit_code, done.stdout) == (1, "")
    assert "is not an origin" in done.stderr


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7"])
def test_a_server_for_others_needs_keys(url: str, host: str) -> None:
    """Without keys the server does not start on an address that others can reach, and says the remedy."""
    done = CliRunner().invoke(main, ["serve", "--host", host, "--database-url", url])
    assert (done.exit_code, done.stdout) == (1, "")
    assert "advisor keys add" in done.stderr
    assert "Traceback" not in done.stderr


NEEDED = {  # the scope that a route asks for, where that is not read
    ("POST", "/v1/advice"): "submit",
    ("POST", "/advice"): "write",
    ("POST", "/v1/advice/{id}/rerun"): "write",
    ("POST", "/advice/{id}/rerun"): "write",
    ("POST", "/advice/{id}/why/{rid}"): "write",
    ("PUT", "/v1/advice/{id}/recommendations/{rid}/status"): "write",
    ("DELETE", "/v1/advice/{id}"): "admin",
    ("DELETE", "/v1/advice/{id}/series"): "admin",
    ("GET", "/advice/{id}/delete"): "admin",
    ("POST", "/advice/{id}/delete"): "admin",
    ("POST", "/advice/{id}/delete-organisation"): "admin",
    ("GET", "/v1/audit"): "admin",
    ("POST", "/v1/rounds"): "write",
    ("POST", "/v1/rounds/{id}/invitations"): "write",
    ("POST", "/v1/rounds/{id}/revoke"): "write",
    ("POST", "/v1/rounds/{id}/close"): "write",
    ("DELETE", "/v1/rounds/{id}"): "admin",
    ("POST", "/rounds"): "write",
    ("POST", "/rounds/{id}/invite"): "write",
    ("POST", "/rounds/{id}/revoke"): "write",
    ("POST", "/rounds/{id}/close"): "write",
    ("POST", "/rounds/{id}/advice"): "write",
    ("POST", "/rounds/{id}/delete"): "admin",
}
MAY = {"submit": {"submit"}, "read": {"read"}, "write": {"submit", "read", "write"}, "admin": set(SCOPES)}
FIELDS = {
    "/advice": "sector=public",
    "/advice/{id}/why/{rid}": "status=accepted",
    "/sign-in": "key=x",
    "/rounds": "groups=a",
}


@ON_SQLITE
@pytest.mark.parametrize("scope", [pytest.param(s, marks=() if s == "submit" else pytest.mark.long) for s in SCOPES])
def test_every_route_for_every_scope(far: TestClient, key: Key, scope: str) -> None:
    """What a key may do is answered, whatever the answer; all else is 403, or for /metrics as if it were not there."""
    holder, admin = key("one", scope), key("one", "admin")
    routes = [(m, str(c.path)) for c in iter_route_contexts(far.app.routes) for m in sorted(c.methods or ())]  # type: ignore[attr-defined]
    assert set(NEEDED) <= set(routes)
    advice = kept(far, admin).rpartition("/")[2]
    for method, path in routes:
        if path in OPEN or path.startswith("/static/"):
            continue
        if method in ("POST", "DELETE"):  # another advice: the route before may have deleted it
            advice = kept(far, admin).rpartition("/")[2]
        place = path.replace("{id}", advice).replace("{rid}", "win-people-back")
        form = path in FIELDS or (method == "POST" and not path.startswith("/v1/"))
        content: Any = FIELDS.get(path, "") if form else json.dumps({"status": "accepted"}) if method == "PUT" else RAW
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if form else JSON
        headers = {**holder, **kind, "Sec-Fetch-Site": "same-origin"}
        answer = far.request(method, place, headers=headers, content=b"" if method == "GET" else content)
        allowed = of_respondents(path) or NEEDED.get((method, path), "read") in MAY[scope]
        if path == "/metrics" and scope != "submit":
            assert answer.status_code == (200 if scope == "admin" else 404)
        else:
            assert (answer.status_code != 403) is allowed, (method, path, answer.status_code)


def test_a_key_of_a_form_submits_and_nothing_else(far: TestClient, key: Key) -> None:
    """Its advice is the answer, also sent again; it reads nothing back, and nobody signs in with it."""
    form, reads = key("one", "submit"), key("one", "read")
    again = {**JSON, **form, "Idempotency-Key": "intake-1"}
    first, second = (far.post("/v1/advice", content=RAW, headers=again) for _ in range(2))
    assert (first.status_code, second.status_code, second.content) == (201, 201, first.content)
    assert second.headers["idempotent-replay"] == "true"
    place = first.headers["location"]
    assert far.get(place, headers=reads).content == first.content
    for path in (place, "/v1/advice", "/v1/rules", "/openapi.json", "/", "/nowhere", "/v1/advice/"):
        assert far.get(path, headers=form).status_code == 403
    token = form["Authorization"].split()[1]
    answer = far.post("/sign-in", data={"key": token}, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
