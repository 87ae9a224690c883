"""A real server in a process of its own, and a raw connection to it."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import CHECKOUT

PATIENCE = 180  # seconds to start, for what takes two on a quiet machine
COMMAND = "from advisor.cli import main; main(['serve', '--port', '0', *sys.argv[1:]])"


@dataclass
class Running:
    """A server that runs: its process, its port, and the file with all that it says."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cpu(self) -> float:
        """Seconds of processor time that it has used: unlike a clock, that hardly depends on what else is going on."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def raw(self, sent: bytes, seconds: float = 60) -> bytes:
        """What comes back for some bytes, up to the end of the connection or of the patience."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=seconds) as connection:
            connection.sendall(sent)
            return received(connection)


def received(connection: socket.socket) -> bytes:
    """All that comes until the other side closes, or says nothing more for as long as the connection is patient."""
    found = b""
    try:
        while some := connection.recv(65536):
            found += some
    except (TimeoutError, ConnectionResetError):
        pass
    return found


@contextmanager
def running(url: str, folder: Path, *options: str, first: str = "") -> Iterator[Running]:
    """`advisor serve` on a database, until the end. ``first``: Python to run in its process before."""
    log = folder / f"server-{time.monotonic_ns()}.log"
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-c", f"import sys; {first}\n{COMMAND}", "--database-url", url, *options]
    with log.open("wb") as said, subprocess.Popen(command, env=environment, stdout=said, stderr=said) as process:
        try:
            until = time.monotonic() + PATIENCE
            while not (found := re.search(r"running on http://\S+:(\d+)", log.read_text(encoding="utf-8"))):
                assert process.poll() is None, log.read_text(encoding="utf-8")
                assert time.monotonic() < until, log.read_text(encoding="utf-8")
                time.sleep(0.05)
            yield Running(process, int(found.group(1)), log)
        finally:
            process.kill()
