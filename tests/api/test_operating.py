"""A real server while it is operated: reloaded and told to stop under load, with one process and with several."""

import asyncio
import contextlib
import functools
import hashlib
import os
import shutil
import signal
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
import uvicorn
from starlette.responses import PlainTextResponse
from uvicorn.server import ServerState

from advisor.advice import Advisor, load_advisor, to_json
from advisor.stages.profile import read_profile
from api.middleware.timeouts import Answering
from api.server.connections import STOPPING, Connections, Impatient
from api.server.serve import SECONDS_TO_FINISH
from tests.conftest import CHECKOUT

from .conftest import EXAMPLES, JSON
from .running import PATIENCE, Server, running

ADDRESS = "/v1/advice?store=false"
RAW = EXAMPLES[0].read_bytes()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the knowledge, to be changed."""
    folder = tmp_path / "data"
    for part in ("knowledge", "rules"):
        shutil.copytree(CHECKOUT / part, folder / part)
    return folder


def renumber(data: Path, number: str) -> None:
    """Make another edition of the knowledge in a folder: its number, and with it every hash."""
    manifest = data / "knowledge" / "manifest.yaml"
    lines = manifest.read_text(encoding="utf-8").splitlines()
    numbered = [f'edition: "{number}"' if line.startswith("edition:") else line for line in lines]
    assert numbered != lines
    manifest.write_text("\n".join(numbered) + "\n", encoding="utf-8")


def break_(data: Path) -> None:
    """Two mistakes, in two files."""
    (data / "rules" / "derived.yaml").write_text("adoption_proven: {}\n", encoding="utf-8")
    (data / "knowledge" / "tensions.yaml").unlink()


def expected(data: Path) -> bytes:
    """The advice of a single run on the knowledge in a folder."""
    advisor = load_advisor(data, shipped=False, accountable=False)
    content = to_json(advisor.advise(read_profile(RAW, advisor.edition)))
    advisor.engine.close()
    return content


def serving(server: Server) -> str:
    """The edition that /ready tells."""
    return str(httpx2.get(f"{server.address}/ready").json()["edition"])


@contextlib.contextmanager
def hammered(server: Server, clients: int = 1) -> Iterator[Counter[str]]:
    """Clients that ask for advice all the time: how often each answer came, by its hash or by what went wrong."""
    came, done = Counter[str](), threading.Event()

    def ask() -> None:
        with httpx2.Client(base_url=server.address, timeout=60) as client:
            while not done.is_set():
                try:
                    answer = client.post(ADDRESS, content=RAW, headers=JSON)
                    came[hashlib.sha256(answer.content).hexdigest() if answer.is_success else answer.text] += 1
                except httpx2.TransportError as error:
                    came[repr(error)] += 1
                done.wait(0.05)  # so that the server gets to do something else too

    threads = [threading.Thread(target=ask) for _ in range(clients)]
    for thread in threads:
        thread.start()
    try:
        yield came
    finally:
        done.set()
        for thread in threads:
            thread.join()


@pytest.mark.long
@pytest.mark.parametrize("workers", [1, 2])
def test_the_knowledge_is_replaced_under_load(tmp_path: Path, data: Path, workers: int) -> None:
    """Every answer is to the byte of one of the editions, none is dropped. The same edition again changes nothing, nor
    does a broken one.
    """
    first = expected(data)
    with running(tmp_path, "--data", str(data), "--workers", str(workers)) as server:
        with hammered(server) as came:
            server.until(lambda: came.total() > 10, "answers")
            renumber(data, "2099.1")
            second = expected(data)
            server.hang_up()
            server.until(lambda: server.told("Edition 2099.1") == workers, "the second edition")
            server.hang_up()
            server.until(lambda: server.told("The knowledge is the same as before") == workers, "that it is the same")
            assert {serving(server) for _ in range(10)} == {"2099.1"}
            break_(data)
            server.hang_up()
            server.until(lambda: server.told("The knowledge is refused") == 1, "the refusal")
            seen = came.total()
            server.until(lambda: came.total() > seen + 10, "answers after the refusal")
            assert {serving(server) for _ in range(10)} == {"2099.1"}
            counted = httpx2.get(f"{server.address}/metrics").text
            assert 'advisor_reloads_total{result="refused"} 1.0' in counted
            assert f'advisor_reloads_total{{result="same"}} {workers}.0' in counted
            assert f'advisor_reloads_total{{result="replaced"}} {workers}.0' in counted
        hashes = [hashlib.sha256(content).hexdigest() for content in (first, second)]
        assert set(came) == set(hashes)
        assert all(came[one] > 5 for one in hashes)
        refusal = next(line["message"] for line in server.said() if "The knowledge is refused" in line["message"])
        assert "rules/derived.yaml:1" in refusal
        assert "knowledge/tensions.yaml:1" in refusal
        assert httpx2.post(server.address + ADDRESS, content=RAW, headers=JSON).content == second


@pytest.mark.long
def test_a_worker_that_starts_later_serves_the_edition_that_was_found_good(tmp_path: Path, data: Path) -> None:
    """A worker is killed while the folder holds a broken edition: its successor serves what the others serve."""
    right = expected(data)
    with running(tmp_path, "--data", str(data), "--workers", "2") as server:
        break_(data)
        pids = {
            int(line["message"].split("[")[1][:-1]) for line in server.said() if "server process" in line["message"]
        }
        assert len(pids) == 2
        os.kill(pids.pop(), signal.SIGKILL)
        server.until(lambda: server.told("Application startup complete") == 3, "the successor")
        for _ in range(10):
            assert httpx2.post(server.address + ADDRESS, content=RAW, headers=JSON).content == right
        counted = httpx2.get(f"{server.address}/metrics").text
        assert 'advisor_http_requests_total{method="POST",route="/v1/advice",status="200"} 10.0' in counted


def memory(server: Server) -> int:
    """The resident memory of a server, in KiB."""
    status = Path(f"/proc/{server.process.pid}/status")
    if not status.exists():
        pytest.skip("no /proc on this machine")
    return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmRSS"))


@pytest.mark.long
def test_old_editions_do_not_stay_in_memory(tmp_path: Path, data: Path) -> None:
    """After 9 reloads, each followed by advice, a server takes about as much as after 5; each edition would add.

    That an edition which is let go is gone, tests/library/test_memo.py shows at every run.
    """
    with running(tmp_path, "--data", str(data)) as server, httpx2.Client(base_url=server.address) as client:
        taken = []
        for number in range(1, 10):
            renumber(data, f"2099.{number}")
            server.hang_up()
            server.until(lambda n=number: server.told(f"Edition 2099.{n},") == 1, f"edition {number}")  # type: ignore[misc]
            for example in EXAMPLES:
                assert client.post(ADDRESS, content=example.read_bytes(), headers=JSON).is_success
            taken.append(memory(server))
    assert taken[-1] < taken[4] * 1.15, taken


def begun(server: Server, raw: bytes = RAW) -> socket.socket:
    """A request that the server has begun to read: it asked for the body, of which it has half."""
    host, _, port = server.address.removeprefix("http://").partition(":")
    connection = socket.create_connection((host, int(port)), timeout=60)
    head = f"POST {ADDRESS} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
    connection.sendall(f"{head}Content-Length: {len(raw)}\r\nExpect: 100-continue\r\n\r\n".encode())
    assert connection.recv(100).startswith(b"HTTP/1.1 100")
    connection.sendall(raw[: len(raw) // 2])
    return connection


def answer(connection: socket.socket) -> bytes:
    """All that comes until the server closes."""
    parts = []
    while part := connection.recv(1 << 16):
        parts.append(part)
    return b"".join(parts)


@pytest.mark.long
@pytest.mark.parametrize("workers", [1, 2])
def test_told_to_stop_it_finishes_what_it_began(tmp_path: Path, advisor: Advisor, workers: int) -> None:
    """Requests that were accepted get their whole answer after SIGTERM; new connections are refused; it ends."""
    right = to_json(advisor.advise(read_profile(RAW, advisor.edition)))
    with (
        contextlib.ExitStack() as open_,
        running(tmp_path, "--workers", str(workers)) as server,
        hammered(server) as came,
    ):
        server.until(lambda: came.total() > 10, "answers")
        connections = [open_.enter_context(begun(server)) for _ in range(12)]
        server.process.send_signal(signal.SIGTERM)
        server.until(lambda: server.told("Shutting down") == workers, "shutting down")
        server.until(lambda: any("ConnectError" in what for what in came), "new connections refused")
        for connection in connections:
            connection.sendall(RAW[len(RAW) // 2 :])
        for connection in connections:
            head, _, body = answer(connection).partition(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 200")
            assert body == right
        server.process.wait(timeout=PATIENCE)
        assert [line for line in server.said() if line["level"] == "error"] == []
    answered = {what for what in came if "Error(" not in what}
    assert answered == {hashlib.sha256(right).hexdigest()}


@pytest.mark.parametrize("told", [False, True])
def test_a_connection_that_was_accepted_just_before_ends_with_its_first_answer(told: bool) -> None:
    """uvicorn asks the connections it has when it stops to end, not one made a moment later: that would go on."""

    async def asked() -> bytes:
        stopping, loop = threading.Event(), asyncio.get_running_loop()
        if told:
            stopping.set()
        config = uvicorn.Config(Answering(PlainTextResponse("well")), log_config=None)
        config.load()
        given = {"config": config, "server_state": ServerState(), "_loop": loop}
        made = functools.partial(Impatient, Connections(None), {STOPPING: stopping}, **given)
        async with await loop.create_server(made, "127.0.0.1", 0) as listening:
            reader, writer = await asyncio.open_connection(*listening.sockets[0].getsockname())
            writer.write(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n" * 2)
            writer.write(b"GET / HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n")
            came = await reader.read()  # until the server closes
            writer.close()
        return came

    came = asyncio.run(asyncio.wait_for(asked(), PATIENCE))
    assert came.count(b"well") == came.count(b"HTTP/1.1 200 OK") == (1 if told else 3)


@pytest.mark.long
def test_a_request_that_never_ends_does_not_keep_it(tmp_path: Path) -> None:
    """Who is still sending when the time is up is cut off: the server stops while that request is still open."""
    assert SECONDS_TO_FINISH < PATIENCE
    with running(tmp_path) as server, begun(server):
        server.stop()
