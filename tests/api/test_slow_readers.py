"""Clients that do not read what they asked for are cut off, are never too many, and keep nobody else out."""

import asyncio
import contextlib
import os
import re
import select
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

from advisor.store import keys
from advisor.store.database import open_store
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


def at_most(server: Running, most: int) -> None:
    """Wait until a server has no more connections than that: on a busy machine those that end do so a while later."""
    deadline = time.monotonic() + 60
    while (count := open_on(server)) > most:
        assert time.monotonic() < deadline, count
        time.sleep(0.05)


@pytest.mark.long
def test_a_crowd_that_reads_nothing_keeps_nobody_out(server: Running) -> None:
    """While 500 connections of one address read nothing, another is answered; then they are cut off, unread."""
    with ExitStack() as opened:
        for _ in range(CROWD):
            opened.enter_context(greedy(server))
        transport = httpx2.HTTPTransport(local_address=OTHER)
        with httpx2.Client(base_url=server.address, transport=transport, timeout=60) as client:
            for _ in range(5):
                assert client.get("/health").status_code == 200
        assert open_on(server) <= connections.OF_AN_ADDRESS + 5
        at_most(server, 2)


@pytest.mark.long
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


@pytest.mark.long
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


@pytest.mark.long
@pytest.mark.parametrize(("options", "let_in"), [((), False), (("--behind-proxy",), True)])
def test_connections_of_one_address(tmp_path: Path, options: tuple[str, ...], let_in: bool) -> None:
    """One address has so many connections at most, unless all of them come from a proxy."""
    first = "import api.server.serve; api.server.serve.OF_AN_ADDRESS = 3"
    with running(f"sqlite:///{tmp_path}/advisor.db", tmp_path, *options, first=first) as server, ExitStack() as opened:
        answers = []
        for _ in range(5):
            connection = opened.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=60))
            try:
                connection.sendall(b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
                answers.append(connection.recv(100)[:15])
            except OSError:
                answers.append(b"")
        assert [bool(answer) for answer in answers] == [True] * 3 + [let_in] * 2


@pytest.mark.long
def test_out_of_files_it_says_so_once(tmp_path: Path) -> None:
    """With hardly any files left the server lets in no more than it can hold, and does not fill its log with that."""
    first = "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (120, 120))"
    with running(f"sqlite:///{tmp_path}/advisor.db", tmp_path, first=first) as server:
        for _ in range(3):
            with ExitStack() as opened:
                for _ in range(150):
                    opened.enter_context(greedy(server, 1))
        until = time.monotonic() + 180
        while True:
            try:
                assert httpx2.get(f"{server.address}/health", timeout=60).status_code == 200
                break
            except httpx2.TransportError:
                assert time.monotonic() < until
                time.sleep(0.2)
        lines = server.log.read_text(encoding="utf-8").splitlines()
        assert len([line for line in lines if "/static/" not in line and "/health" not in line]) < 20


# --- behind a proxy ---


@pytest.fixture(scope="module")
def nginx() -> str:
    """Where nginx is; without it the test is skipped, and fails where CI is set."""
    found = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if found is None:
        reason = "no nginx on this machine: apt-get install nginx-light"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


def example() -> str:
    """The configuration of nginx that the manual gives."""
    manual = (CHECKOUT / "docs" / "running.md").read_text(encoding="utf-8")
    (found,) = re.findall(r"```nginx\n(.*?)```", manual, re.DOTALL)
    return str(found)


def here(configuration: str, folder: Path, port: int, upstream: int) -> Path:
    """The same for a test: without a certificate, with ports and folders of its own, and small buffers."""
    for wanted, instead in (
        (r" *ssl_certificate\w* [^;]+;\n", ""),
        (r"listen 443 ssl;", f"listen 127.0.0.1:{port} sndbuf=32k;"),
        (r"127\.0\.0\.1:8000", f"127.0.0.1:{upstream}"),
    ):
        configuration, changed = re.subn(wanted, instead, configuration)
        assert changed, wanted
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"{kind}_temp_path {folder}/{kind}; " for kind in kinds)
    user = "user root; " if os.geteuid() == 0 else ""
    path = folder / "nginx.conf"
    path.write_text(
        f"{user}daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; events {{}}\n"
        f"http {{ access_log off; {places}\n{configuration} }}\n",
        encoding="utf-8",
    )
    return path


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@contextlib.contextmanager
def proxy(nginx: str, folder: Path, upstream: int) -> Iterator[int]:
    """nginx as the manual has it, in front of a server: its port."""
    port = free_port()
    path = here(example(), folder, port, upstream)
    with subprocess.Popen([nginx, "-c", str(path), "-e", str(folder / "error.log")]) as process:
        try:
            until = time.monotonic() + 30
            while True:
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5):
                    break
                assert process.poll() is None, (folder / "error.log").read_text(encoding="utf-8")
                assert time.monotonic() < until
            yield port
        finally:
            process.terminate()


def happens(connection: socket.socket, event: int) -> None:
    """Wait until something happens to a connection."""
    poll = select.poll()
    poll.register(connection, event)
    assert poll.poll(60_000), "nothing happens"


@pytest.mark.long
def test_nginx_takes_the_configuration_of_the_manual(nginx: str, tmp_path: Path) -> None:
    """Its own reader finds nothing wrong."""
    path = here(example(), tmp_path, free_port(), 8000)
    told = subprocess.run(
        [nginx, "-t", "-c", str(path), "-e", f"{tmp_path}/error.log"], capture_output=True, check=False
    )
    assert told.returncode == 0, told.stderr
    assert b"warn" not in told.stderr


@pytest.mark.long
def test_a_crowd_that_reads_nothing_before_the_proxy(nginx: str, tmp_path: Path) -> None:
    """More than fifty connections of one address read nothing: further ones are refused, others are answered, and all
    of the crowd is cut off.
    """
    url = f"sqlite:///{tmp_path}/advisor.db"
    with closing(open_store(url)) as store:
        key = keys.add(store, "city", "test", "read", per_minute=1_000)[1]
    document = f"GET /openapi.json HTTP/1.1\r\nHost: 127.0.0.1\r\nX-API-Key: {key}\r\n\r\n".encode()
    with (
        running(url, tmp_path, "--behind-proxy") as server,
        proxy(nginx, tmp_path, server.port) as port,
        ExitStack() as opened,
    ):
        address = f"http://127.0.0.1:{port}"
        crowd = []
        for _ in range(53):
            connection = opened.enter_context(socket.socket())
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            connection.connect(("127.0.0.1", port))
            connection.sendall(document)
            crowd.append(connection)
        # Asked at once: on a busy machine the first of them are cut off before the last is answered.
        assert any(httpx2.get(f"{address}/health", timeout=30).status_code == 503 for _ in crowd)
        for connection in crowd:
            happens(connection, select.POLLIN)
        transport = httpx2.HTTPTransport(local_address=OTHER)
        with httpx2.Client(base_url=address, transport=transport, timeout=30) as other:
            assert [other.get(path).status_code for path in ("/health", "/metrics")] == [200, 404]
        at_most(server, 32)  # those that the proxy keeps for the next request
        for connection in crowd:
            happens(connection, select.POLLRDHUP)  # its end, also of one that was refused and read little; or an error
        assert httpx2.get(f"{address}/health", timeout=30).status_code == 200


@pytest.mark.long
def test_the_proxy_of_the_manual() -> None:
    """The example for nginx in docs/running.md says all that the manual says a proxy must do."""
    configuration = example()
    said = statements(configuration)
    for needed in (
        "proxy_set_header X-Forwarded-For $remote_addr",
        "proxy_set_header X-Forwarded-Proto $scheme",
        "proxy_set_header Host $http_host",
        "limit_conn connections 50",
        "client_max_body_size 32m",
        "return 404",
    ):
        assert needed in said, needed
    waits = re.findall(
        r"(client_header_timeout|client_body_timeout|send_timeout|proxy_read_timeout) (\d+)s;", configuration
    )
    assert len(dict(waits)) == 4
    assert all(int(seconds) <= 60 for _, seconds in waits)
    assert "location = /metrics" in configuration


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
