"""Clients that do not read what they asked for are cut off, are never too many, and keep nobody else out."""

import asyncio
import contextlib
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from types import SimpleNamespace

import httpx2
import pytest
import uvicorn
from starlette.applications import Starlette
from uvicorn.server import ServerState

from api.server import connections
from api.server.connections import Impatient
from tests.conftest import CHECKOUT

from .serving import Running, running

CROWD = 500
SECONDS = 2.0
FIRST = f"from api.middleware import timeouts; timeouts.SECONDS = {SECONDS}"
FONT = b"GET /static/OpenSans-Regular.woff2 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
OTHER = "127.0.0.2"  # this computer too, under another address


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A real server without keys, and with little patience."""
    folder = tmp_path_factory.mktemp("slow")
    with running(f"sqlite:///{folder}/advisor.db", folder, "--log-format", "json", first=FIRST) as server:
        yield server


def greedy(server: Running, wishes: int = 400) -> socket.socket:
    """A client that asks for much and reads nothing, with as little room as there can be."""
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    connection.settimeout(30)
    connection.connect(("127.0.0.1", server.port))
    connection.setblocking(False)
    with contextlib.suppress(OSError):  # it was not let in
        connection.send(FONT * wishes)
    return connection


def open_on(server: Running) -> int:
    """How many connections of clients a server has."""
    states = Path("/proc/net/tcp").read_text().splitlines()[1:]
    local = f":{server.port:04X}"
    return sum(line.split()[1].endswith(local) and line.split()[3] == "01" for line in states)


def test_a_crowd_that_reads_nothing_keeps_nobody_out(server: Running) -> None:
    """While 500 connections of one address read nothing, another is answered; then they are cut off, unread."""
    with ExitStack() as opened:
        for _ in range(CROWD):
            opened.enter_context(greedy(server))
        transport = httpx2.HTTPTransport(local_address=OTHER)
        with httpx2.Client(base_url=server.address, transport=transport, timeout=10) as client:
            for _ in range(5):
                assert client.get("/health").status_code == 200
        assert open_on(server) <= connections.OF_AN_ADDRESS + 5
        until = time.monotonic() + 60
        while open_on(server) > 2:
            assert time.monotonic() < until, "they are still there"
            time.sleep(0.2)


def test_who_reads_slowly_but_reads_gets_it_all(server: Running) -> None:
    """An answer that takes several times as long as the patience lasts is whole, as long as some of it is read."""
    wishes, answers = 300, b""
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 131072)
        connection.settimeout(30)
        connection.connect(("127.0.0.1", server.port))
        last = FONT.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
        connection.sendall(FONT * (wishes - 1) + last)
        started = time.monotonic()
        while some := connection.recv(16384):
            answers += some
            if time.monotonic() - started < 2.5 * SECONDS:
                time.sleep(0.03)  # at most 530 KiB a second: what the system holds is read well within the patience
    assert time.monotonic() - started > 2 * SECONDS
    assert answers.count(b"HTTP/1.1 200") == wishes


class Waiting:
    """The transport of an answer of which a part always waits here, on a real connection."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self.aborted = False

    def get_extra_info(self, name: str, default: object = None) -> object:
        found = {"socket": self.connection, "peername": ("127.0.0.1", 1), "sockname": ("127.0.0.1", 2)}
        return found.get(name, default)

    def set_write_buffer_limits(self, **_: int) -> None: ...

    def get_write_buffer_size(self) -> int:
        return 1

    def abort(self) -> None:
        self.aborted = True


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says how much was acknowledged")
def test_who_reads_what_the_system_holds_is_not_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who reads a little between two looks stays, though nothing of what waits here moves; who stops is cut off."""
    looks: list[Callable[[], None]] = []
    loop = SimpleNamespace(call_later=lambda _, then: looks.append(then) or SimpleNamespace(cancel=bool))
    with socket.create_server(("127.0.0.1", 0)) as listening, socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
        client.settimeout(30)
        client.connect(listening.getsockname())
        connection, _ = listening.accept()
        with connection, closing(asyncio.new_event_loop()) as own:
            given = {
                "config": uvicorn.Config(Starlette(), log_config=None),
                "server_state": ServerState(),
                "_loop": own,
            }
            protocol = Impatient(connections.Connections(None), {}, **given)
            transport = Waiting(connection)
            monkeypatch.setattr(asyncio, "get_running_loop", lambda: loop)
            protocol.connection_made(transport)  # type: ignore[arg-type]
            connection.setblocking(False)
            with contextlib.suppress(BlockingIOError):
                while True:
                    connection.send(bytes(4096))
            protocol.pause_writing()
            for _ in range(5):
                before = connections.held(connection)
                while connections.held(connection) >= before:
                    client.recv(1024)
                looks.pop()()
                assert not transport.aborted
            while not transport.aborted:  # what it read last may be acknowledged late
                looks.pop()()


@pytest.mark.parametrize(("options", "let_in"), [((), False), (("--behind-proxy",), True)])
def test_connections_of_one_address(tmp_path: Path, options: tuple[str, ...], let_in: bool) -> None:
    """One address has so many connections at most, unless all of them come from a proxy."""
    first = "import api.server.serve; api.server.serve.OF_AN_ADDRESS = 3"
    with running(f"sqlite:///{tmp_path}/advisor.db", tmp_path, *options, first=first) as server, ExitStack() as opened:
        answers = []
        for _ in range(5):
            connection = opened.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=10))
            try:
                connection.sendall(b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
                answers.append(connection.recv(100)[:15])
            except OSError:
                answers.append(b"")
        assert [bool(answer) for answer in answers] == [True] * 3 + [let_in] * 2


def test_out_of_files_it_says_so_once(tmp_path: Path) -> None:
    """With hardly any files left the server lets in no more than it can hold, and does not fill its log with that."""
    first = "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (120, 120))"
    with running(f"sqlite:///{tmp_path}/advisor.db", tmp_path, first=first) as server:
        for _ in range(3):
            with ExitStack() as opened:
                for _ in range(150):
                    opened.enter_context(greedy(server, 1))
        until = time.monotonic() + 30
        while True:
            try:
                assert httpx2.get(f"{server.address}/health", timeout=10).status_code == 200
                break
            except httpx2.TransportError:
                assert time.monotonic() < until
                time.sleep(0.2)
        lines = server.log.read_text(encoding="utf-8").splitlines()
        assert len([line for line in lines if "/static/" not in line and "/health" not in line]) < 20


def test_the_proxy_of_the_manual(tmp_path: Path) -> None:
    """The example for nginx in docs/running.md says all that the manual says a proxy must do."""
    manual = (CHECKOUT / "docs" / "running.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```nginx\n(.*?)```", manual, re.DOTALL)
    said = statements(example)
    for needed in (
        "proxy_set_header X-Forwarded-For $remote_addr",
        "proxy_set_header X-Forwarded-Proto $scheme",
        "proxy_set_header Host $http_host",
        "limit_conn connections 50",
        "client_max_body_size 32m",
        "return 404",
    ):
        assert needed in said, needed
    waits = re.findall(r"(client_header_timeout|client_body_timeout|send_timeout|proxy_read_timeout) (\d+)s;", example)
    assert len(dict(waits)) == 4
    assert all(int(seconds) <= 60 for _, seconds in waits)
    assert "location = /metrics" in example
    assert "--behind-proxy" in manual
    if nginx := shutil.which("nginx"):  # its own reader, where there is one
        plain = re.sub(r"ssl_certificate\w* [^;]+;", "", example).replace("443 ssl", "127.0.0.1:8443")
        path = tmp_path / "nginx.conf"
        path.write_text(f"pid {tmp_path}/nginx.pid; events {{}} http {{ {plain} }}", encoding="utf-8")
        subprocess.run([nginx, "-t", "-c", str(path)], check=True, capture_output=True)


def statements(configuration: str) -> set[str]:
    """The statements of an nginx configuration, read by its grammar: words up to ``;``, blocks in braces that close."""
    depth, found = 0, set()
    plain = re.sub(r"#.*", "", configuration)
    for words, end in re.findall(r"([^;{}]*)([;{}])", plain):
        depth += (end == "{") - (end == "}")
        assert depth >= 0
        assert bool(words.strip()) == (end != "}"), words
        if end == ";":
            found.add(" ".join(words.split()))
    assert depth == 0
    return found
