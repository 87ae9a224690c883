"""A real server under load over loopback: is every answer right, does memory stay, how long does an answer take?

    python3 dev.py exec python -m benchmarks.load

50 clients send 200,000 requests for advice to a server that was started as a user starts it. Every answer is compared,
to the byte, with that of a single run. The same clients then ask an application that does nothing for as many bytes,
under the same server with the same settings: what is left between the two is the advice.
"""

import argparse
import asyncio
import hashlib
import itertools
import json
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from advisor.advice import open_advisor, to_json
from advisor.stages.profile import read_profile
from advisor.stages.sampling import sample_answers

CHECKOUT = Path(__file__).resolve().parents[1]
ADDRESS = "/v1/advice?store=false"
ADVISOR = ("-c", "from advisor.cli import main; main()", "serve", "--log-format", "json", "--port")
EMPTY = ("-m", "uvicorn", "benchmarks.empty:app", "--no-access-log", "--no-server-header", "--ws", "none", "--port")
PATIENCE = 60  # seconds for a server to start


@dataclass
class Asked:
    """One request as bytes, and what its answer must be."""

    request: bytes
    length: int
    sha256: bytes


@dataclass
class Course:
    """How a run went: how long each answer took, which were wrong, memory in KiB."""

    seconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    settled: int = 0
    end: int = 0
    wall: float = 0.0


def asked(profiles: int, seed: int = 20261122) -> list[Asked]:
    """The examples and made-up profiles, with the answers of single runs."""
    advisor = open_advisor()
    raws = [path.read_bytes() for path in sorted((CHECKOUT / "examples").glob("*.json"))]
    for answers in sample_answers(advisor.edition, max(profiles - len(raws), 0), seed=seed, missing=1 / 3):
        plain = {name: sorted(v) if isinstance(v, frozenset) else v for name, v in answers.items()}
        raws.append(json.dumps({"answers": plain}).encode())
    made = []
    for raw in raws:
        content = to_json(advisor.advise(read_profile(raw, advisor.edition)))
        made.append(Asked(_request(raw), len(content), hashlib.sha256(content).digest()))
    return made


def _request(raw: bytes) -> bytes:
    head = f"POST {ADDRESS} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {len(raw)}"
    return f"{head}\r\n\r\n".encode() + raw


@contextmanager
def server(command: Sequence[str], payload: int = 0) -> Iterator[tuple[int, int]]:
    """A server in a process of its own: its port and process id."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {"PYTHONPATH": str(CHECKOUT), **os.environ, "PAYLOAD": str(payload)}
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen([sys.executable, *command, str(port)], env=env, stdout=log, stderr=log)
        try:
            _wait(port, process)
            yield port, process.pid
        finally:
            process.terminate()
            process.wait()


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not start")


def memory(pid: int) -> int:
    """The resident memory of a process, in KiB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(re.findall(r"VmRSS:\s+(\d+)", status)[0])


async def _client(port: int, numbers: Iterator[int], todo: Sequence[Asked], course: Course, note: "Note") -> None:
    """One client, on one connection that it keeps."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 22)
    for number in numbers:
        one = todo[number % len(todo)]
        started = time.perf_counter()
        writer.write(one.request)
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(re.findall(rb"(?i)content-length: (\d+)", head)[0])
        body = await reader.readexactly(length)
        course.seconds.append(time.perf_counter() - started)
        if not head.startswith(b"HTTP/1.1 200") or (one.sha256 and hashlib.sha256(body).digest() != one.sha256):
            course.wrong.append(f"request {number}: {head[:15]!r}, {length} bytes, {one.length} expected")
        note(len(course.seconds))
    writer.close()


class Note:
    """Takes down the memory of the server when it has answered its first requests."""

    def __init__(self, course: Course, pid: int, settled_after: int) -> None:
        self.course, self.pid, self.settled_after = course, pid, settled_after

    def __call__(self, answered: int) -> None:
        if answered == self.settled_after:
            self.course.settled = memory(self.pid)


async def _all(port: int, pid: int, requests: int, clients: int, todo: Sequence[Asked], settled_after: int) -> Course:
    course = Course()
    numbers = iter(range(requests))  # shared: a client takes the next that no other has taken
    note = Note(course, pid, settled_after)
    started = time.perf_counter()
    await asyncio.gather(*(_client(port, numbers, todo, course, note) for _ in range(clients)))
    course.wall = time.perf_counter() - started
    course.end = memory(pid)
    return course


def run(requests: int, clients: int, todo: Sequence[Asked], settled_after: int) -> tuple[Course, Course]:
    """The advice, then the empty route with answers as long as the mean advice; no answer is lost, or it raises."""
    shuffled = random.Random(1).sample(list(todo), len(todo))
    with server(ADVISOR) as (port, pid):
        ours = asyncio.run(_all(port, pid, requests, clients, shuffled, settled_after))
    mean = sum(one.length for one in todo) // len(todo)
    nothing = [Asked(one.request, mean, b"") for one in shuffled]
    with server(EMPTY, mean) as (port, pid):
        empty = asyncio.run(_all(port, pid, min(requests, 20_000), clients, nothing, 0))
    return ours, empty


def percentile(seconds: Sequence[float], percent: float) -> float:
    """In milliseconds."""
    ordered = sorted(seconds)
    return 1000 * ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def table(ours: Course, empty: Course) -> str:
    """The figures as Markdown."""
    lines = [
        "| | requests | requests/s | p50 ms | p99 ms | wrong | MiB settled | MiB end |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for name, course in (("advice", ours), ("empty route, same bytes", empty)):
        kept = [f"{kib / 1024:.1f}" if kib else "–" for kib in (course.settled, course.end)]
        times = [f"{percentile(course.seconds, percent):.1f}" for percent in (50, 99)]
        count, rate = len(course.seconds), len(course.seconds) / course.wall
        cells = [name, f"{count:,}", f"{rate:,.0f}", *times, str(len(course.wrong)), *kept]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print the table, and fail on a wrong answer or on memory that grew by more than a tenth."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=200_000)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--profiles", type=int, default=500)
    parser.add_argument("--settled-after", type=int, default=10_000)
    options = parser.parse_args(arguments)
    todo = asked(options.profiles)
    ours, empty = run(options.requests, options.clients, todo, min(options.settled_after, options.requests // 2))
    print(table(ours, empty))
    mistakes = [*itertools.islice(ours.wrong, 5)]
    if len(ours.seconds) != options.requests:
        mistakes.append(f"{len(ours.seconds)} answers to {options.requests} requests")
    if ours.end > ours.settled * 1.1:
        mistakes.append(f"memory grew from {ours.settled} to {ours.end} KiB")
    if mistakes:
        raise SystemExit("\n".join(mistakes))


if __name__ == "__main__":
    main()
