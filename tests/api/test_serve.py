"""A real server, in a process of its own, as a user starts it."""

import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from click.testing import CliRunner

from advisor.advice import Advisor, to_json
from advisor.cli import main
from advisor.stages.profile import read_profile
from api.server.serve import NotBoundError, demand_free
from tests.conftest import CHECKOUT

from .conftest import EXAMPLES, JSON

START = "from api.server.serve import serve; serve(port=0, url='sqlite:///kept.db')"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server on a free port, and its address."""
    with subprocess.Popen(
        [sys.executable, "-c", START],
        env={"PYTHONPATH": str(CHECKOUT), "PYTHONHASHSEED": "7"},
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stderr is not None
            log = ""
            for line in process.stderr:
                log += line
                if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                    yield process, found.group()
                    break
            else:
                pytest.fail(f"the server did not start:\n{log}")
        finally:
            process.kill()


@pytest.mark.long
def test_a_server_answers_and_stops(server: tuple[subprocess.Popen[str], str], advisor: Advisor) -> None:
    """It answers a profile with the advice to the byte, refuses a flood with 413, and stops when told to."""
    process, address = server
    raw = EXAMPLES[0].read_bytes()
    with httpx2.Client(base_url=address) as client:
        assert client.get("/ready").json()["knowledge_sha256"] == advisor.edition.sha256
        response = client.post("/v1/advice", content=raw, headers=JSON)
        assert response.content == to_json(advisor.advise(read_profile(raw, advisor.edition)))
        assert "server" not in response.headers
        head = client.head("/v1/rules")
        assert (head.status_code, head.content) == (200, b"")
    for flood in (b" " * 3_000_000, iter([b" " * 1000] * 3000)):
        response = httpx2.post(f"{address}/v1/advice", content=flood, headers=JSON)
        assert response.status_code == 413
        assert response.headers["content-type"] == "application/problem+json"
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) == 0
    assert process.stderr is not None
    assert "Traceback" not in process.stderr.read()


@pytest.mark.long
def test_a_server_refuses_faulty_knowledge_before_it_listens(tmp_path: Path) -> None:
    """Knowledge with a mistake never gets as far as an open port; the mistake is named."""
    for folder in ("knowledge", "rules"):
        shutil.copytree(CHECKOUT / folder, tmp_path / folder)
    (tmp_path / "rules" / "derived.yaml").write_text("adoption_proven: {}\n", encoding="utf-8")
    start = (
        "from advisor.library.folders import Folders; from api.server.serve import Declared, serve; "
        f"serve(port=0, declared=Declared(Folders({str(tmp_path)!r})), url='sqlite:///{tmp_path}/kept.db')"
    )
    done = subprocess.run([sys.executable, "-c", start], cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "KnowledgeError: rules/derived.yaml:1" in done.stderr
    assert "Uvicorn running" not in done.stderr


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_port_that_is_taken_is_one_line(workers: str, tmp_path: Path) -> None:
    """It is told before anything starts, with what to do, and without a log."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        command = ["serve", "--port", port, "--workers", workers, "--database-url", f"sqlite:///{tmp_path}/s.db"]
        found = CliRunner().invoke(main, [*command, "--lang", "nl"])
    told = f"Poort {port} is al in gebruik. Kies een andere met --port, of stop de andere server.\n"
    assert (found.stderr, found.stdout, found.exit_code) == (told, "", 1)


@pytest.mark.parametrize("host", ["192.0.2.1", "::1%nowhere", "x" * 64])
def test_an_address_of_another_computer_is_refused(host: str) -> None:
    """The server cannot listen there, or it is none, and it is named; nobody's name server is asked."""
    with pytest.raises(NotBoundError) as refused:
        demand_free(host, 8000)
    assert refused.value.host == host
