"""A real server under load over loopback: is every answer right, does memory stay, how long does an answer take?

    python3 dev.py exec python -m benchmarks.load [--base FOLDER]

50 clients send 200,000 requests for advice to a server that was started as a user starts it. Every answer is compared,
to the byte, with that of a single run. The same clients then ask an application that does nothing for as many bytes,
under the same server with the same settings: what is left between the two is the advice. Less than an advice is asked
for too: without its graph, in brief, compressed. With the folder of another checkout (``--base``) its server gets the
same requests, in turns with this one.
"""

import argparse
import asyncio
import gzip
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
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from advisor.advice import Advisor, open_advisor, to_json
from advisor.brief import brief
from advisor.stages.profile import Profile, read_profile
from advisor.stages.sampling import sample_answers

CHECKOUT = Path(__file__).resolve().parents[1]
ADDRESS = "/v1/advice?store=false"
TURNS = 10  # that two servers take, each with as many requests
OTHERS = 20_000  # requests at most for what is there to compare with
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


@dataclass(frozen=True)
class Way:
    """A way to ask for an advice: what is added to the address and to the head, and the answer of a single run."""

    query: str
    head: str
    made: Callable[[Profile, Advisor], bytes]


def _whole(profile: Profile, advisor: Advisor) -> bytes:
    return to_json(advisor.advise(profile))


ADVICE = "advice"
WAYS: Mapping[str, Way] = {
    ADVICE: Way("", "", _whole),
    "compressed": Way("", "Accept-Encoding: gzip\r\n", _whole),
    "without its graph": Way("&graph=false", "", lambda profile, of: to_json(of.advise(profile, graph=False))),
    "in brief": Way("&detail=brief", "", lambda profile, of: to_json(brief(profile, of, "nl"))),
}


def asked(profiles: int, way: str = ADVICE, seed: int = 20261122) -> list[Asked]:
    """The examples and made-up profiles, with the answers of single runs."""
    advisor = open_advisor()
    raws = [path.read_bytes() for path in sorted((CHECKOUT / "examples").glob("*.json"))]
    for answers in sample_answers(advisor.edition, max(profiles - len(raws), 0), seed=seed, missing=1 / 3):
        plain = {name: sorted(v) if isinstance(v, frozenset) else v for name, v in answers.items()}
        raws.append(json.dumps({"answers": plain}).encode())
    made = []
    for raw in raws:
        content = WAYS[way].made(read_profile(raw, advisor.edition), advisor)
        made.append(Asked(_request(raw, WAYS[way]), len(content), hashlib.sha256(content).digest()))
    return random.Random(1).sample(made, len(made))


def _request(raw: bytes, way: Way) -> bytes:
    head = f"POST {ADDRESS}{way.query} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n{way.head}"
    return f"{head}Content-Length: {len(raw)}\r\n\r\n".encode() + raw


@contextmanager
def server(command: Sequence[str], payload: int = 0, checkout: Path | None = None) -> Iterator[tuple[int, int]]:
    """A server in a process of its own, in another checkout where one is named: its port and process id."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {"PYTHONPATH": str(CHECKOUT), **os.environ, "PAYLOAD": str(payload)}
    env |= {"PYTHONPATH": str(checkout)} if checkout else {}
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen([sys.executable, *command, str(port)], env=env, cwd=checkout, stdout=log, stderr=log)
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
        if b"content-encoding: gzip" in head.lower():
            body = gzip.decompress(body)
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


async def _all(
    port: int, numbers: Iterator[int], clients: int, todo: Sequence[Asked], course: Course, note: "Note"
) -> None:
    started = time.perf_counter()
    await asyncio.gather(*(_client(port, numbers, todo, course, note) for _ in range(clients)))
    course.wall += time.perf_counter() - started


def load(
    servers: Mapping[str, tuple[int, int]], requests: int, clients: int, todo: Sequence[Asked], settled_after: int = 0
) -> dict[str, Course]:
    """Ask as many requests of each server, in turns when there are several; no answer is lost, or it raises."""
    courses = {name: Course() for name in servers}
    notes = {name: Note(courses[name], pid, settled_after) for name, (_, pid) in servers.items()}
    turns = TURNS if len(servers) > 1 else 1
    for turn in range(turns):
        for name, (port, _) in servers.items():
            # shared: a client takes the next that no other has taken
            numbers = iter(range(requests * turn // turns, requests * (turn + 1) // turns))
            asyncio.run(_all(port, numbers, clients, todo, courses[name], notes[name]))
    for name, (_, pid) in servers.items():
        courses[name].end = memory(pid)
    return courses


def run(requests: int, clients: int, profiles: int, settled_after: int, base: Path | None = None) -> dict[str, Course]:
    """The advice, of this checkout and of the base; the other ways; and the empty route with as many bytes."""
    todo = asked(profiles)
    with ExitStack() as running:
        servers = {ADVICE: running.enter_context(server(ADVISOR))}
        if base is not None:
            servers[f"{ADVICE}, {base}"] = running.enter_context(server(ADVISOR, checkout=base))
        courses = load(servers, requests, clients, todo, settled_after)
        for way in [way for way in WAYS if way != ADVICE]:
            courses |= load({way: servers[ADVICE]}, min(requests, OTHERS), clients, asked(profiles, way))
    mean = sum(one.length for one in todo) // len(todo)
    nothing = [Asked(one.request, mean, b"") for one in todo]
    with server(EMPTY, mean) as empty:
        return courses | load({"empty route, same bytes": empty}, min(requests, OTHERS), clients, nothing)


def percentile(seconds: Sequence[float], percent: float) -> float:
    """In milliseconds."""
    ordered = sorted(seconds)
    return 1000 * ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def table(courses: Mapping[str, Course]) -> str:
    """The figures as Markdown."""
    lines = [
        "| | requests | requests/s | × advice | p50 ms | p99 ms | p99 / p50 | wrong | MiB settled | MiB end |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    ours = courses[ADVICE]
    for name, course in courses.items():
        kept = [f"{kib / 1024:.1f}" if kib else "–" for kib in (course.settled, course.end)]
        p50, p99 = (percentile(course.seconds, percent) for percent in (50, 99))
        rates = [len(one.seconds) / one.wall for one in (course, ours)]
        figures = [f"{rates[0]:,.0f}", f"{rates[0] / rates[1]:.2f}", f"{p50:.1f}", f"{p99:.1f}", f"{p99 / p50:.1f}"]
        cells = [name, f"{len(course.seconds):,}", *figures, str(len(course.wrong)), *kept]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print the table, and fail on a wrong answer or on memory that grew by more than a tenth."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=200_000)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--profiles", type=int, default=500)
    parser.add_argument("--settled-after", type=int, default=10_000)
    parser.add_argument("--base", type=Path, help="the folder of another checkout")
    options = parser.parse_args(arguments)
    settled_after = min(options.settled_after, options.requests // 2)
    courses = run(options.requests, options.clients, options.profiles, settled_after, options.base)
    print(table(courses))
    ours, mistakes = courses[ADVICE], []
    for name, course in courses.items():
        mistakes += [f"{name}, {wrong}" for wrong in itertools.islice(course.wrong, 5)]
    if len(ours.seconds) != options.requests:
        mistakes.append(f"{len(ours.seconds)} answers to {options.requests} requests")
    if ours.end > ours.settled * 1.1:
        mistakes.append(f"memory grew from {ours.settled} to {ours.end} KiB")
    if mistakes:
        raise SystemExit("\n".join(mistakes))


if __name__ == "__main__":
    main()
