"""An attacker's list: each attack is a test, most of them against a real server."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from starlette.testclient import TestClient

from advisor.store import keys
from advisor.store.database import open_store

from .conftest import GHENT, JSON, checked_problem
from .running import asked
from .serving import Running, received, running

pytestmark = pytest.mark.long  # each of the two servers takes seconds to start, and some attacks are slow

RAW = GHENT.read_bytes()
QUICK = (
    "from api.middleware import timeouts; timeouts.SECONDS = 1.0; "
    "from api.server import connections; connections.CONNECTIONS = 30"
)


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, str]]:
    """A real server that asks for keys and is impatient, and a key of it."""
    folder = tmp_path_factory.mktemp("guarded")
    url = f"sqlite:///{folder}/advisor.db"
    store = open_store(url)
    token = keys.add(store, "one", "test", "admin")[1]
    store.close()
    with running(url, folder, "--host", "0.0.0.0", first=QUICK) as server:
        yield server, token


@pytest.fixture(scope="module")
def keyless(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A real server without keys."""
    folder = tmp_path_factory.mktemp("keyless")
    with running(f"sqlite:///{folder}/advisor.db", folder) as server:
        yield server


def status(answer: bytes) -> int:
    """The status of a raw answer; 0 when there is none."""
    return int(answer.split(b" ", 2)[1]) if answer else 0


def head(*lines: str, method: str = "GET", target: str = "/v1/rules", host: str | None = "127.0.0.1") -> bytes:
    hosts = [] if host is None else [f"Host: {host}"]
    return "\r\n".join([f"{method} {target} HTTP/1.1", *hosts, "Connection: close", *lines, "", ""]).encode()


# --- keys ---


def test_forged_keys(guarded: tuple[Running, str]) -> None:
    """A key of which anything is not right is 401 with the same words, whatever is not right."""
    server, token = guarded
    name, key_id, secret = token.split("_")
    forged = [
        f"{name}_{key_id}_{'0' * 64}",
        f"{name}_{'0' * 12}_{secret}",
        f"{name}_{key_id}_{secret[:-1]}",
        f"{name}_{key_id}_{secret}0",
        f"{name}_{key_id}_{secret.upper()}",
        f"{name}_{key_id}_",
        f"{token} {token}",
        f"{token},{token}",
        f"{token}' OR '1'='1",
        "x" * 5000,
        "null",
    ]
    said = {asked("GET", f"{server.address}/v1/rules", headers={"X-API-Key": wrong}).text for wrong in forged}
    said |= {
        asked("GET", f"{server.address}/v1/rules", headers={"Authorization": value}).text
        for value in (f"Basic {token}", token, "Bearer", f"Bearer {token[:-1]}", f"Digest {token}")
    }
    assert len(said) == 1
    assert json.loads(said.pop())["status"] == 401
    assert asked("GET", f"{server.address}/v1/rules", headers={"X-API-Key": token}).status_code == 200


def test_a_key_in_the_address_or_the_body_or_a_cookie(guarded: tuple[Running, str]) -> None:
    """A key counts in its headers only: what stands in an address stands in logs."""
    server, token = guarded
    for path in (f"/v1/rules?key={token}", f"/v1/rules?api_key={token}&access_token={token}"):
        checked_problem(asked("GET", server.address + path), 401)
    checked_problem(asked("GET", f"{server.address}/v1/rules", headers={"Cookie": f"X-API-Key={token}"}), 401)
    credentials = server.address.replace("://", f"://{token}:{token}@")
    checked_problem(asked("GET", f"{credentials}/v1/rules"), 401)


def test_a_body_is_not_waited_for_without_a_key(guarded: tuple[Running, str]) -> None:
    """Who has no key is sent away on the head of the request alone: a body that does not come in time would be 408."""
    server, _ = guarded
    sent = head("Content-Type: application/json", "Content-Length: 100000", method="POST", target="/v1/advice")
    assert status(server.raw(sent)) == 401


def test_keys_and_profiles_stay_out_of_the_log(guarded: tuple[Running, str]) -> None:
    """What the server writes has no key, no profile, no traceback and no place of the database."""
    server, token = guarded
    holder = {**JSON, "X-API-Key": token}
    profile = {**json.loads(RAW), "name": "Sesame Ltd", "reference": "sesame-1"}
    made = asked("POST", f"{server.address}/v1/advice", content=json.dumps(profile), headers=holder)
    assert made.status_code == 201
    asked("GET", f"{server.address}/v1/rules", headers={"X-API-Key": token[:-1]})
    asked("GET", f"{server.address}/v1/advice?reference=sesame-1&key={token}", headers=holder)
    asked("GET", f"{server.address}/v1/{token}", headers=holder)
    log = server.log.read_text(encoding="utf-8")
    assert "/v1/advice" in log
    for secret in (token, token.split("_")[2], "esame", "Traceback", ".db"):
        assert secret not in log


# --- ids and addresses ---


def test_ids_cannot_be_guessed(fresh: TestClient) -> None:
    """Ids are 128 random bits: no two of a row have the same start."""
    places = [fresh.post("/v1/advice", content=RAW, headers=JSON).headers["location"] for _ in range(8)]
    ids = [place.rpartition("/")[2] for place in places]
    assert all(len(advice_id) == 32 for advice_id in ids)
    assert len({advice_id[:8] for advice_id in ids}) == 8


@pytest.mark.parametrize(
    "wrong", ["' OR '1'='1", "1; DROP TABLE advices", "%", "*", "0" * 31, "0" * 5000, "\u0660" * 32, "..", "a\x00b"]
)
def test_tricks_in_an_id(fresh: TestClient, wrong: str) -> None:
    """Anything that is not an id is 404, in a path, and as what to compare with; the table is still there."""
    kept = fresh.post("/v1/advice", content=RAW, headers=JSON).headers["location"]
    quoted = "".join(f"%{byte:02x}" for byte in wrong.encode())
    for path in (f"/v1/advice/{quoted}", f"{kept}/comparison?with={quoted}", f"{kept}/why-not/{quoted}"):
        answer = fresh.get(path)
        checked_problem(answer, 404)
        assert len(answer.content) < 1000
    assert fresh.get(f"/v1/advice?reference={quoted}").json()["items"] == []
    checked_problem(fresh.get(f"/v1/advice?cursor={quoted}"), 422)
    assert fresh.get(kept).status_code == 200


@pytest.mark.parametrize(
    "target",
    [
        "/v1/../v1/rules",
        "/health/../v1/rules",
        "/health/%2e%2e/v1/rules",
        "/health%2f..%2fv1/rules",
        "/ready/",
        "/health;/v1/rules",
        "/health%00",
        "//health",
        "//v1/rules",
        "/V1/rules",
        "/v1/rules/",
        "/v1%2frules",
        "/%76%31/rules",
        "http://127.0.0.1/health",
        "http://127.0.0.1/v1/rules",
        "/..%5c..%5cetc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "*",
        "/",
    ],
)
def test_tricks_in_a_path(guarded: tuple[Running, str], target: str) -> None:
    """No spelling of an address gets past the door without a key, and none leads to a file."""
    answer = guarded[0].raw(head(target=target))
    assert status(answer) in (400, 401)
    assert b"root:" not in answer


def test_a_method_in_disguise(guarded: tuple[Running, str]) -> None:
    """A method in a header or in the address does nothing."""
    server, token = guarded
    holder = {**JSON, "X-API-Key": token}
    kept = asked("POST", f"{server.address}/v1/advice", content=RAW, headers=holder).headers["location"]
    disguised = {**holder, "X-HTTP-Method-Override": "DELETE", "X-Method-Override": "DELETE"}
    assert asked("GET", f"{server.address}{kept}", headers=disguised).status_code == 200
    checked_problem(asked("GET", f"{server.address}{kept}?_method=DELETE", headers=disguised), 422)
    checked_problem(asked("POST", f"{server.address}{kept}?_method=DELETE", headers=disguised), 405)
    assert asked("GET", f"{server.address}{kept}", headers=holder).status_code == 200


# --- headers ---


def test_header_injection(fresh: TestClient) -> None:
    """Line ends in whatever comes back in a header stay within that header, written as %0D%0A."""
    evil = "a\r\nSet-Cookie: x=1\r\n\r\n<script>"
    for _ in range(2):
        profile = {"reference": evil, "answers": {}}
        fresh.post("/v1/advice", content=json.dumps(profile), headers=JSON)
    answer = fresh.get("/v1/advice", params={"reference": evil, "limit": 1})
    assert len(answer.json()["items"]) == 1
    assert "set-cookie" not in answer.headers
    assert "%0D%0ASet-Cookie" in answer.headers["link"]
    for path in ("/v1/advice/%0d%0aSet-Cookie:%20x=1", "/%0d%0aSet-Cookie:%20x=1", "/v1/rules?lang=%0d%0aX:%20y"):
        assert "set-cookie" not in fresh.get(path).headers


@pytest.mark.parametrize(
    "lines",
    [
        ["Content-Length: 5", "Transfer-Encoding: chunked"],
        ["Content-Length: 5", "Content-Length: 6"],
        ["Content-Length: -1"],
        ["Content-Length: 5, 6"],
        ["Transfer-Encoding: xchunked"],
        ["X-API-Key : x"],
        ["X\x00: y"],
        ["no colon"],
    ],
)
def test_request_smuggling(guarded: tuple[Running, str], lines: list[str]) -> None:
    """A request whose end is not certain gets one answer that is no success, and the connection ends."""
    smuggled = head(method="GET", target="/health")
    body = b"0\r\n\r\n" + smuggled
    answer = guarded[0].raw(head("Content-Type: application/json", *lines, method="POST", target="/v1/advice") + body)
    assert status(answer) in (0, 400, 401)
    assert answer.count(b"HTTP/1.1 ") <= 1


def test_heads_that_are_too_large(guarded: tuple[Running, str]) -> None:
    """A head of a megabyte is cut off; the server goes on."""
    server, _ = guarded
    answer = server.raw(head(*(f"X-{n}: {'y' * 1000}" for n in range(1000))))
    assert status(answer) in (0, 400, 431)
    assert asked("GET", f"{server.address}/health").status_code == 200


# --- bodies ---


def test_oversize_bodies(guarded: tuple[Running, str]) -> None:
    """Too large is 413, announced, in chunks, and on every address that takes a body."""
    server, token = guarded
    holder = {**JSON, "X-API-Key": token}
    kept = asked("POST", f"{server.address}/v1/advice", content=RAW, headers=holder).headers["location"]
    big = b'"' + b"x" * 400_000 + b'"'
    for method, path in (("POST", "/v1/advice"), ("PUT", f"{kept}/recommendations/win-people-back/status")):
        for content in (big, iter([big[at : at + 9000] for at in range(0, len(big), 9000)])):
            answer = asked(method, server.address + path, content=content, headers=holder)
            checked_problem(answer, 413)


@pytest.mark.parametrize(
    "content", [b"[" * 100_000, b'{"a":' * 50_000, b'{"status": ' + b"9" * 100_000 + b"}", b'{"answers": ' + b"[" * 99]
)
def test_deep_and_endless_bodies(guarded: tuple[Running, str], content: bytes) -> None:
    """Deep nesting and endless numbers are refused after hardly any work, without a traceback."""
    server, token = guarded
    holder = {**JSON, "X-API-Key": token}
    before = server.cpu()
    for method, path in (("POST", "/v1/advice"), ("PUT", f"/v1/advice/{'0' * 32}/recommendations/x/status")):
        answer = asked(method, server.address + path, content=content, headers=holder)
        assert answer.status_code in (400, 422)
        assert answer.headers["content-type"] == "application/problem+json"
    assert server.cpu() - before < 2


# --- time ---


def test_a_body_that_dribbles(guarded: tuple[Running, str]) -> None:
    """A body that comes a byte at a time is 408 after its time, and the connection is closed."""
    server, token = guarded
    sent = head(
        "Content-Type: application/json",
        f"Content-Length: {len(RAW)}",
        f"X-API-Key: {token}",
        method="POST",
        target="/v1/advice?lang=en",
    ).replace(b"Connection: close\r\n", b"")
    start = time.monotonic()
    with socket.create_connection(("127.0.0.1", server.port), timeout=0.2) as connection:
        connection.sendall(sent)
        answer = b""
        for byte in RAW[:-1]:
            connection.sendall(bytes([byte]))
            answer = received(connection)
            if answer:
                break
    assert time.monotonic() - start > 0.8
    assert status(answer) == 408
    assert b"application/problem+json" in answer
    assert b"within 1 second." in answer
    assert b"connection: close" in answer.lower()


@pytest.mark.parametrize("before", [b"", head(target="/health").replace(b"Connection: close\r\n", b"")])
def test_a_head_that_dribbles(guarded: tuple[Running, str], before: bytes) -> None:
    """A head that comes a byte at a time is cut off after its time: the first, and one that follows on an answer."""
    server, _ = guarded
    start = time.monotonic()
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as connection:
        if before:
            connection.sendall(before)
            assert status(connection.recv(65536)) == 200
        connection.settimeout(0.1)
        closed = False
        for byte in head(*["X: y"] * 500):
            try:
                connection.sendall(bytes([byte]))
                closed = connection.recv(1) == b""
            except TimeoutError:
                continue
            except OSError:
                closed = True
            if closed:
                break
        assert closed
        assert time.monotonic() - start > 0.8


def closed_unasked(connection: socket.socket) -> bool:
    """Whether the server closes a connection without a word; waits for it, and fails when it never does."""
    try:
        return connection.recv(1) == b""
    except ConnectionResetError:
        return True


def test_connections_that_say_nothing(guarded: tuple[Running, str]) -> None:
    """Silent connections are closed after their time, are never too many, and others are answered after that."""
    server, _ = guarded
    with ExitStack() as opened:
        silent = [
            opened.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=60)) for _ in range(60)
        ]
        assert all(closed_unasked(connection) for connection in silent)
    assert asked("GET", f"{server.address}/health").status_code == 200


# --- a browser, led astray ---


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8000",
        "127.0.0.1.evil.example",
        "127.0.0.1@evil.example",
        "",
        "[::1",
        "0.0.0.0",
        "2130706433",
    ],
)
def test_dns_rebinding(keyless: Running, host: str) -> None:
    """Without keys a page that gave its own name our address is refused: by the name it asks for."""
    assert status(keyless.raw(head(host=host))) in (400, 403)


def test_two_names(keyless: Running) -> None:
    """Two Host headers are refused, whichever comes first."""
    for first, second in (("127.0.0.1", "evil.example"), ("evil.example", "127.0.0.1")):
        assert status(keyless.raw(head(f"Host: {second}", host=first))) in (400, 403)


def test_a_page_that_sends_without_reading(keyless: Running) -> None:
    """Without keys a page from elsewhere cannot even send what needs no preflight, such as a re-run."""
    kept = asked("POST", f"{keyless.address}/v1/advice", content=RAW, headers=JSON).headers["location"]
    for origin in ("https://evil.example", "null", "http://127.0.0.1:1"):
        checked_problem(asked("POST", f"{keyless.address}{kept}/rerun", headers={"Origin": origin}), 403)
    own = {"Origin": keyless.address}
    assert asked("POST", f"{keyless.address}{kept}/rerun", headers=own).status_code == 201


@pytest.mark.parametrize(
    ("said", "let_in"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Origin": "OURS"}, True),
        ({"Origin": "OURS", "Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "same-origin, none"}, False),
        ({"Sec-Fetch-Site": ""}, False),
        ({"Origin": "https://evil.example"}, False),
        ({"Origin": "http://127.0.0.1"}, False),
        ({"Origin": "http://127.0.0.1:1"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": ""}, False),
        ({"Referer": "OURS"}, False),
        ({}, False),
    ],
)
def test_a_form_from_elsewhere(
    guarded: tuple[Running, str], keyless: Running, said: dict[str, str], let_in: bool
) -> None:
    """What is posted to a page comes from a page of ours, or is 403: with a session, without one, and without keys."""
    server, token = guarded
    ours = {"Sec-Fetch-Site": "same-origin"}
    signed = asked("POST", f"{server.address}/sign-in", data={"key": token}, headers=ours)
    cookie = {"Cookie": signed.headers["set-cookie"].partition(";")[0]}
    for where, more in ((server, cookie), (keyless, {})):
        headers = {name: where.address if value == "OURS" else value for name, value in said.items()}
        tried = asked("POST", f"{where.address}/nowhere", headers={**headers, **more})
        checked_problem(tried, 404 if let_in else 403)
    headers = {name: server.address if value == "OURS" else value for name, value in said.items()}
    for door in ("/sign-in", "/sign-out"):
        data = {"key": token} if door == "/sign-in" else {}
        assert (asked("POST", server.address + door, data=data, headers=headers).status_code == 303) is let_in
    assert asked("GET", f"{server.address}/nowhere", headers=cookie).status_code == 404  # still signed in


def test_a_session_that_is_made_up(guarded: tuple[Running, str]) -> None:
    """A cookie that is no session, whatever it holds, is nobody; so is a key in its place."""
    server, token = guarded
    for wrong in (token, token.split("_")[2], "A" * 43, "x" * 5000, "' OR '1'='1", "%00", "é", "advisor_session=", ""):
        for name in ("advisor_session", "ADVISOR_SESSION", "X-API-Key"):
            sent = head(target="/nowhere").replace(b"\r\n\r\n", f"\r\nCookie: {name}={wrong}\r\n\r\n".encode())
            assert status(server.raw(sent)) == 401


def test_a_key_that_is_posted_stays_out_of_the_log(guarded: tuple[Running, str]) -> None:
    """Neither a key, right or wrong, nor a session stands in what the server writes, nor where signing in led."""
    server, token = guarded
    ours = {"Sec-Fetch-Site": "same-origin"}
    for posted in (token, token[:-1], "advk_sesame"):
        answer = asked("POST", f"{server.address}/sign-in?next=/sesame", data={"key": posted}, headers=ours)
        assert posted not in answer.text
        log = server.log.read_text(encoding="utf-8")
        assert "/sign-in" in log
        for secret in (
            token,
            token.split("_")[2][:-1],
            "esame",
            answer.headers.get("set-cookie", "advisor_session=")[16:59],
        ):
            assert not secret or secret not in log


def test_a_sign_in_that_is_large(guarded: tuple[Running, str]) -> None:
    """A key is short: what is longer is refused, and many fields are not looked at."""
    server, _ = guarded
    ours = {"Sec-Fetch-Site": "same-origin"}
    assert asked("POST", f"{server.address}/sign-in", data={"key": "x" * 5000}, headers=ours).status_code == 413
    other = asked("POST", f"{server.address}/sign-in", content=b'{"key": "x"}', headers={**ours, **JSON})
    checked_problem(other, 415)


def test_a_proxy_in_between(keyless: Running) -> None:
    """Without keys what a proxy passed on is refused, also when it says that it comes from here."""
    for header in ("X-Forwarded-For", "X-Real-IP", "Forwarded", "Via", "X-Forwarded-Host"):
        checked_problem(asked("GET", f"{keyless.address}/v1/rules", headers={header: "127.0.0.1"}), 403)


def test_what_is_kept_is_never_a_page(fresh: TestClient) -> None:
    """A name that is a script comes back as data that no browser runs."""
    profile = {"name": "<script>alert(1)</script>", "answers": json.loads(RAW)["answers"]}
    kept = fresh.post("/v1/advice", content=json.dumps(profile), headers=JSON).headers["location"]
    for path in ("", "/report", "/report?format=markdown", "/graph?format=mermaid", "/graph?format=graphml"):
        answer = fresh.get(kept + path)
        assert answer.status_code == 200
        assert "html" not in answer.headers["content-type"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
