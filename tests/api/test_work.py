"""Work is bounded, does not keep others waiting, and ends when nobody waits for it; nothing of it is left behind."""

import asyncio
import contextlib
import json
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx2
import pytest
from starlette.testclient import TestClient

from advisor.advice import Advisor
from advisor.budget import Budget, NobodyWaitsError, OverBudgetError, check, limited
from api.app import create_app
from api.http import uploads
from api.middleware import budgets
from api.routes import batch
from api.server.serve import SECONDS_TO_END

from .conftest import GHENT, JSON, checked_problem, here
from .serving import Running, running

RAW = GHENT.read_bytes()
COMPACT = json.dumps(json.loads(RAW)).encode()
OPEN_QUOTES = b"sector,employee_count\n" + b'"abc,public\n' * 2_000
DEEP = b"[" + b",".join([b"[" + b"{}," * 100_000 + b"{}]"] * 20) + b"]"
WORST = (  # each took seconds or minutes of one processor, with everybody else waiting
    ("text/csv", OPEN_QUOTES),
    ("application/jsonl", (COMPACT + b"\n") * 3_000),
    ("application/json", DEEP),
    ("application/jsonl", b"\n" * 2_000_000 + COMPACT),
)
IN_FLIGHT = 42
TO_FINISH = 1  # second, for what is being answered when the server is told to stop
PATIENCE = 60  # seconds: on a quiet machine the answers come within one


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Running]:
    """A real server without keys, with a temporary folder of its own."""
    (tmp_path / "temporary").mkdir()
    first = f"import tempfile; tempfile.tempdir = {str(tmp_path / 'temporary')!r}"
    first += f"; from api.server import serve; serve.SECONDS_TO_FINISH = {TO_FINISH}"
    with running(f"sqlite:///{tmp_path}/advisor.db", tmp_path, first=first) as server:
        yield server


def upload(server: Running, kind: str, content: bytes, address: str = "/v1/batch") -> socket.socket:
    """A batch that is being sent, and whose answer nobody reads yet."""
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=60)
    head = [f"POST {address} HTTP/1.1", "Host: 127.0.0.1", f"Content-Type: {kind}", f"Content-Length: {len(content)}"]
    sent = "\r\n".join([*head, "", ""]).encode() + content

    def send() -> None:
        with contextlib.suppress(OSError):  # refused on the way, or closed by the test
            connection.sendall(sent)

    threading.Thread(target=send, daemon=True).start()
    return connection


def idle(server: Running) -> bool:
    """Whether a server does next to nothing for half a second."""
    before = server.cpu()
    time.sleep(0.5)
    return server.cpu() - before < 0.2


@pytest.mark.long
def test_others_are_answered_while_the_worst_uploads_are_worked_on(server: Running) -> None:
    """With 42 of them in flight the server answers; when their clients have left it rests; it stops when told."""
    with ExitStack() as opened:
        for number in range(IN_FLIGHT):
            kind, content = WORST[number % len(WORST)]
            address = "/v1/batch" if number % 3 else "/v1/portfolio"
            opened.enter_context(upload(server, kind, content, address))
        with httpx2.Client(base_url=server.address, timeout=PATIENCE) as client:
            for _ in range(5):
                assert client.get("/health").status_code == 200
                assert client.get("/ready").status_code == 200
                assert client.post("/v1/advice", content=RAW, headers=JSON).status_code == 201
    until = time.monotonic() + 60
    while not idle(server):
        assert time.monotonic() < until, "it still works, though everybody has left"


@pytest.mark.long
def test_told_to_stop_it_does_not_wait_for_a_batch(server: Running, tmp_path: Path) -> None:
    """SIGTERM while the longest batches are worked on: the process ends within its time, and leaves no profile."""
    before = server.cpu()
    with ExitStack() as opened:
        for _ in range(8):
            opened.enter_context(upload(server, "application/jsonl", (COMPACT + b"\n") * 10_000, "/v1/portfolio"))
        until = time.monotonic() + 60
        while server.cpu() < before + 1:
            assert time.monotonic() < until, "it does not work on them"
            time.sleep(0.1)
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(timeout=TO_FINISH + SECONDS_TO_END + 60) in (-signal.SIGTERM, 143)
    assert list((tmp_path / "temporary").iterdir()) == []


@pytest.mark.long
def test_nothing_of_an_upload_is_left_behind(server: Running, tmp_path: Path) -> None:
    """While a batch is worked on and after a kill, no file of the temporary folder holds a profile."""
    with upload(server, "application/jsonl", (COMPACT + b"\n") * 10_000) as connection:
        assert connection.recv(100).startswith(b"HTTP/1.1 200")
        assert list((tmp_path / "temporary").iterdir()) == []
        server.process.kill()
        server.process.wait(timeout=60)
    assert list((tmp_path / "temporary").iterdir()) == []


def test_too_many_uploads_are_told_when_to_come_back(advisor: Advisor, monkeypatch: pytest.MonkeyPatch) -> None:
    """An upload that finds no place is 503 with a time, before it is read; afterwards there is one again."""
    app = create_app(advisor)
    client, places = here(app), app.state.places
    monkeypatch.setattr(uploads, "PATIENCE", 0.05)
    headers = {"Content-Type": "application/jsonl"}
    for _ in range(uploads.OF_A_TENANT + 1):
        assert client.post("/v1/batch", content=COMPACT, headers=headers).status_code == 200
    own = places._of["local"]
    for _ in range(uploads.OF_A_TENANT):
        asyncio.run(own.acquire())
    refused = client.post("/v1/batch", content=COMPACT, headers=headers)
    checked_problem(refused, 503)
    assert refused.headers["retry-after"] == str(uploads.RETRY_AFTER)
    own.release()
    assert client.post("/v1/batch", content=COMPACT, headers=headers).status_code == 200


def test_a_batch_over_its_budget_says_so(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lines up to there are whole, and the last says what happened; a portfolio, which is no line, is 503."""
    monkeypatch.setattr(batch, "SECONDS", 0.4)
    content = (COMPACT + b"\n") * 1_000
    headers = {"Content-Type": "application/jsonl"}
    lines = client.post("/v1/batch?lang=en", content=content, headers=headers).content.splitlines()
    assert 1 < len(lines) < 1_000
    assert all(b'"advice":' in line for line in lines[:-1])
    last = json.loads(lines[-1])
    assert last["row"] == len(lines)
    assert "processor time" in last["mistakes"][0]["what"]
    checked_problem(client.post("/v1/portfolio", content=content, headers=headers), 503)


def test_a_request_over_its_budget_is_a_problem(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Any other request that costs too much is 503, with what to do; also where its answer is still remembered."""
    addresses = ("/v1/advice?store=false", "/v1/questions")
    for address in addresses:
        assert client.post(address, content=RAW, headers=JSON).status_code == 200
    monkeypatch.setattr(budgets, "SECONDS", -1.0)
    for address in addresses:
        checked_problem(client.post(address, content=RAW, headers=JSON), 503)


def test_a_budget_counts_the_turns_of_its_own() -> None:
    """What a thread does between two turns is not counted; who has left ends the work at the next look."""
    budget = Budget(0.05)

    def work(seconds: float) -> None:
        until = time.thread_time() + seconds
        while time.thread_time() < until:
            pass

    with budget.turn():
        check()
        work(0.02)
    work(0.1)
    with budget.turn():
        check()
        work(0.05)
        with pytest.raises(OverBudgetError):
            check()
    other = Budget(1)
    with limited(other):
        check()
        other.cancel()
        with pytest.raises(NobodyWaitsError):
            check()
    check()


@pytest.mark.parametrize("content", [b'["' + b'\\"' * 1_000_000, b"[" + b"{" * 1_000_000, b"[" + b'{"' * 500_000])
def test_an_array_is_cut_in_linear_time(client: TestClient, content: bytes) -> None:
    """What never ends is refused in the time it takes to read it once, whatever it is made of."""
    started = time.process_time()
    checked_problem(client.post("/v1/batch", content=content, headers=JSON), 400)
    assert time.process_time() - started < 10
