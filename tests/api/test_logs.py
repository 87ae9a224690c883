"""What a server writes of a request: its id, template, status and time; nothing of what it holds."""

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from advisor.advice import Advisor
from api.app import create_app
from api.observability.logs import JsonLines, PlainLines, Sparing, default_format, request_id

from .conftest import JSON, checked_problem

SECRET = "Geheim & Zonen"
PROFILE = json.dumps({"name": SECRET, "reference": "ref-4711", "answers": {"adoption_rate": 21.5}}).encode()


class Lines(logging.Handler):
    """Everything that is logged, as the formatter under test writes it."""

    def __init__(self) -> None:
        super().__init__()
        self.json, self.plain = list[str](), list[str]()

    def emit(self, record: logging.LogRecord) -> None:
        self.json.append(JsonLines().format(record))
        self.plain.append(PlainLines().format(record))


@pytest.fixture(scope="module")
def app(advisor: Advisor) -> FastAPI:
    """An application without a store, and so without a guard before it."""
    return create_app(advisor)


@pytest.fixture(scope="module")
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app) as client:
        yield client


@pytest.fixture
def lines() -> Iterator[Lines]:
    handler, logger = Lines(), logging.getLogger("advisor")
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield handler
    logger.removeHandler(handler)
    logger.setLevel(before)


def only(lines: Lines) -> dict[str, Any]:
    (line,) = lines.json
    told: dict[str, Any] = json.loads(line)
    return told


def test_one_line_per_request_that_holds_nothing_of_it(client: TestClient, lines: Lines) -> None:
    """Time, level, id, method, template, status, duration; no body, name, reference, value of the query or header."""
    secret = {**JSON, "Authorization": "Bearer hidden-key", "User-Agent": "hidden-agent"}
    response = client.post("/v1/advice?store=false&lang=en", content=PROFILE, headers=secret)
    assert response.status_code == 200
    told = only(lines)
    assert set(told) == {"time", "level", "message", "request_id", "method", "route", "status", "duration_ms"}
    assert told["time"].endswith("Z")
    assert told["request_id"] == response.headers["x-request-id"]
    assert (told["level"], told["method"], told["route"], told["status"]) == ("info", "POST", "/v1/advice", 200)
    assert 0 < told["duration_ms"] < 60_000
    for line in (*lines.json, *lines.plain):
        for hidden in ("Geheim", "4711", "21.5", "adoption_rate", "hidden", "lang"):
            assert hidden not in line


@pytest.mark.parametrize(
    ("method", "path", "route", "status"),
    [
        ("GET", "/v1/rules/geheim-id", "/v1/rules/{id}", 404),
        ("HEAD", "/v1/rules/geheim-id", "/v1/rules/{id}", 404),
        ("GET", "/geheim-id/secret?x=1", None, 404),
        ("DELETE", "/v1/advice", "/v1/advice", 405),
    ],
)
def test_an_address_is_told_as_its_template(
    client: TestClient, lines: Lines, method: str, path: str, route: str | None, status: int
) -> None:
    """Never what a client wrote in it; an address that does not exist has none."""
    client.request(method, path)
    told = only(lines)
    assert (told["method"], told["route"], told["status"]) == (method, route, status)
    assert "geheim" not in lines.json[0] + lines.plain[0]


@pytest.mark.parametrize("sent", ["intake-2026-014", "0af7651916cd43dd8448eb211c80319c", "a" * 64])
def test_a_well_formed_id_is_kept(client: TestClient, lines: Lines, sent: str) -> None:
    """The id of the client comes back, and stands in the log."""
    assert client.get("/health", headers={"X-Request-ID": sent}).headers["x-request-id"] == sent
    assert only(lines)["request_id"] == sent


@pytest.mark.parametrize(
    "sent", ["", "short", "a" * 65, "-starts-wrong", "with a space", 'quote"quote', "new\u0085line"]
)
def test_another_id_is_replaced(client: TestClient, lines: Lines, sent: str) -> None:
    """What is not well-formed neither comes back nor reaches the log; a new id takes its place, another each time."""
    made = [client.get("/health", headers={"X-Request-ID": sent.encode()}).headers["x-request-id"] for _ in range(2)]
    assert len(set(made)) == 2
    assert all(len(one) == 32 and int(one, 16) >= 0 for one in made)
    assert [json.loads(line)["request_id"] for line in lines.json] == made


def test_what_breaks_is_told_without_what_it_says(advisor: Advisor, lines: Lines) -> None:
    """An exception: its type and the places; the answer is a problem with the id. Its message, and causes, stay out."""
    app = create_app(advisor)

    def broken() -> None:
        try:
            raise ValueError("geheim 1")
        except ValueError as error:
            raise RuntimeError("geheim 2") from error

    app.add_api_route("/broken", broken)
    with TestClient(app) as client:
        response = client.get("/broken", headers={"X-Request-ID": "the-broken-one"})
    checked_problem(response, 500)
    assert response.headers["x-request-id"] == "the-broken-one"
    told = only(lines)
    assert (told["level"], told["status"], told["route"], told["error"]) == ("error", 500, "/broken", "RuntimeError")
    assert told["places"][-1].endswith(" broken")
    assert "geheim" not in lines.json[0] + lines.plain[0]


def test_a_refusal_before_the_route_is_told_too(client: TestClient, lines: Lines) -> None:
    """A body that is too large never reaches its route, and is counted on it all the same."""
    assert client.post("/v1/advice", content=b" " * 3_000_000, headers=JSON).status_code == 413
    assert (only(lines)["route"], only(lines)["status"]) == ("/v1/advice", 413)


def test_no_value_starts_a_line(lines: Lines) -> None:
    """A line end or a control character in what is logged is escaped in both forms: a line cannot be forged."""
    text = 'one\ntwo\r\nthree\x1b[31m\x85four\u2028five"}\n{"level": "error"'
    token = request_id.set("of-a-request")
    try:
        logging.getLogger("advisor.anything").error("%s", text)
    finally:
        request_id.reset(token)
    assert len(lines.json[0].splitlines()) == len(lines.plain[0].splitlines()) == 1
    assert only(lines)["message"] == text
    assert only(lines)["request_id"] == "of-a-request"
    assert "\x1b" not in lines.plain[0]
    assert "request_id=of-a-request" in lines.plain[0]


def test_an_exception_anywhere_is_one_line_without_its_message(lines: Lines) -> None:
    """Also what the server itself logs of an exception has no message of it."""
    try:
        raise KeyError("geheim")
    except KeyError:
        logging.getLogger("advisor.anything").exception("Exception in the application")
    assert only(lines)["error"] == "KeyError"
    assert "geheim" not in lines.json[0] + lines.plain[0]
    assert "test_an_exception_anywhere" in lines.plain[0]


def test_plain_on_a_terminal_and_json_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who starts it by hand reads lines; what collects logs gets JSON."""
    for terminal, form in ((True, "text"), (False, "json")):
        monkeypatch.setattr("sys.stderr.isatty", lambda is_one=terminal: is_one, raising=False)
        assert default_format() == form


def test_a_client_that_leaves_is_told(app: FastAPI, lines: Lines) -> None:
    """A request whose client left before there was an answer stands in the log with 499, and breaks nothing."""
    import asyncio

    async def gone() -> dict[str, str]:
        raise asyncio.CancelledError

    async def nobody(_message: object) -> None:
        raise AssertionError

    scope = {"type": "http", "method": "POST", "path": "/v1/advice", "raw_path": b"/v1/advice", "query_string": b""}
    scope |= {"headers": [(b"content-type", b"application/json")], "client": ("127.0.0.1", 1), "http_version": "1.1"}
    scope |= {"scheme": "http", "server": ("localhost", 80), "root_path": ""}
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(app(scope, gone, nobody))  # type: ignore[arg-type]
    assert only(lines)["status"] == 499


def test_what_another_package_repeats_is_told_once() -> None:
    """A library that says the same without end fills no disk; what we say ourselves is always told."""
    sparing = Sparing()

    def let_through(name: str, message: str) -> int:
        records = [logging.LogRecord(name, logging.ERROR, "", 0, message, None, None) for _ in range(1000)]
        return sum(sparing.filter(record) for record in records)

    assert let_through("asyncio", "socket.accept() out of system resource") == 1
    assert let_through("asyncio", "something else") == 1
    assert let_through("advisor.request", "request") == 1000
    assert let_through("uvicorn.error", "Shutting down") == 1000
