"""A real server in a process of its own, started with the command, its log in a file."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.conftest import CHECKOUT

COMMAND = "from advisor.cli import main; main()"
PATIENCE = 60  # seconds, for what takes one or two on a quiet machine


def asked(method: str, url: str, **more: Any) -> httpx2.Response:
    """The answer on a connection of its own; certificates, which take 20 ms to read, are not looked at."""
    return httpx2.request(method, url, verify=False, **more)


@dataclass(frozen=True)
class Server:
    """A server that runs: its process, its address and its log."""

    process: subprocess.Popen[bytes]
    address: str
    log: Path

    def said(self) -> list[dict[str, Any]]:
        """The lines of its log, each of which must be JSON."""
        return [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines()]

    def until(self, holds: Callable[[], bool], what: str) -> None:
        """Wait until something holds."""
        deadline = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > deadline:
                pytest.fail(f"{what}: not within {PATIENCE} s\n{self.log.read_text(encoding='utf-8')}")
            time.sleep(0.05)

    def told(self, part: str) -> int:
        """How many lines of the log say something."""
        return sum(part in line["message"] for line in self.said())

    def hang_up(self) -> None:
        """Ask it to read the knowledge again."""
        self.process.send_signal(signal.SIGHUP)

    def stop(self) -> int:
        """Tell it to stop, and wait for it."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=PATIENCE)


@contextmanager
def running(folder: Path, *options: str, env: Mapping[str, str] | None = None) -> Iterator[Server]:
    """A server on a free port that is ready, with its log in a folder."""
    log = folder / "server.log"
    with log.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-c", COMMAND, "serve", "--port", "0", "--log-format", "json", *options],
            env={"PYTHONPATH": str(CHECKOUT), "PATH": os.environ["PATH"], "HOME": str(folder), **(env or {})},
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=file,
        )
    try:
        address = _address(process, log)
        server = Server(process, address, log)
        workers = int(options[options.index("--workers") + 1]) if "--workers" in options else 1
        server.until(lambda: server.told("Application startup complete") == workers, "started")
        server.until(lambda: _ready(address), "ready")
        yield server
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        if found := re.search(r"http://127\.0\.0\.1:\d+", log.read_text(encoding="utf-8")):
            return found.group()
        time.sleep(0.05)
    raise AssertionError(f"the server did not start:\n{log.read_text(encoding='utf-8')}")


def _ready(address: str) -> bool:
    try:
        return asked("GET", f"{address}/ready").status_code == 200
    except httpx2.TransportError:
        return False
