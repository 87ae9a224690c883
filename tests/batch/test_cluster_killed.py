"""A worker, the command and the scheduler are killed, in processes of their own: nothing is lost, nothing twice."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from advisor.advice import Advisor
from advisor.batch.summary import as_csv

from .conftest import do, profiles, written
from .test_resuming import progress

pytestmark = pytest.mark.long
PATIENCE = 300  # seconds, for what takes one or two on a quiet machine
ROWS, COUNT = 5, 42

# Loaded by a worker: it notes each row that it advises on, and stands still at one of them until it may go on.
HELD = """
import os, pathlib, time
from advisor.batch import cluster
folder, held = pathlib.Path(os.environ["HELD_IN"]), int(os.environ["HELD_AT"])
make = getattr(cluster, "make_outcome", cluster.outcome_of)  # a worker loads this twice
cluster.make_outcome = make
def noting(row, order, advisor):
    if row.number >= held:
        (folder / f"held-{os.getpid()}").touch()
        while not (folder / "go").exists():
            time.sleep(0.01)
    with (folder / "rows").open("a") as file:
        print(row.number, file=file)
    return make(row, order, advisor)
cluster.outcome_of = noting
"""
DRIVER = f"""
from advisor.batch import running, shards
from advisor.cli import main
shards.ROWS, running.SAVED_EVERY = {ROWS}, -1
main()
"""


class Processes:
    """A scheduler, workers and commands, each a process, all of which end with the test."""

    def __init__(self, folder: Path, held: ExitStack) -> None:
        self.folder, self._held = folder, held
        self.variables = {**os.environ, "HELD_IN": str(folder)}
        (folder / "held.py").write_text(HELD, encoding="utf-8")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    @property
    def address(self) -> str:
        return f"tcp://127.0.0.1:{self.port}"

    def scheduler(self) -> "subprocess.Popen[str]":
        """A scheduler that answers, always at the same address."""
        options = ("--host", "127.0.0.1", "--port", str(self.port), "--dashboard-address", "127.0.0.1:0")
        process = self._start("-m", "distributed.cli.dask_scheduler", *options)
        self.until(lambda: _answers(self.port), process)
        return process

    def worker(self, held_at: int = 1_000_000) -> "subprocess.Popen[str]":
        """A worker of one thread, that stands still at a row with that number or a higher one."""
        preload = str(self.folder / "held.py")
        options = ("--no-nanny", "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1", "--preload", preload)
        return self._start("-m", "distributed.cli.dask_worker", self.address, *options, HELD_AT=str(held_at))

    def command(self, given: Path, output: Path) -> "subprocess.Popen[str]":
        """The batch."""
        summary = str(output.with_name("summary.csv"))
        return self._start(
            "-c", DRIVER, "batch", str(given), str(output), "--cluster", self.address, "--summary", summary
        )

    def held(self, worker: "subprocess.Popen[str]") -> None:
        """Wait until a worker stands still."""
        self.until((self.folder / f"held-{worker.pid}").exists, worker)

    def go(self) -> None:
        """Whoever stands still goes on."""
        (self.folder / "go").touch()

    def advised(self) -> list[int]:
        """The number of each row that advice was made for, once for each time."""
        return [int(line) for line in (self.folder / "rows").read_text(encoding="utf-8").split()]

    def until(self, true: Callable[[], bool], process: "subprocess.Popen[str]") -> None:
        """Wait for something, as long as a process is there that brings it about."""
        deadline = time.monotonic() + PATIENCE
        while not true():
            assert process.poll() is None, process.communicate()
            assert time.monotonic() < deadline
            time.sleep(0.02)

    def _start(self, *command: str, **variables: str) -> "subprocess.Popen[str]":
        with (self.folder / "log").open("a") as log:
            process = subprocess.Popen(
                [sys.executable, *command],
                env={**self.variables, **variables},
                cwd=self.folder,
                stdout=subprocess.PIPE if command[0] == "-c" else log,
                stderr=subprocess.PIPE if command[0] == "-c" else log,
                text=True,
            )
        self._held.callback(process.communicate)
        self._held.callback(process.kill)
        return process


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


@pytest.fixture
def processes(tmp_path: Path) -> Iterator[Processes]:
    (tmp_path / "processes").mkdir()
    with ExitStack() as held:
        yield Processes(tmp_path / "processes", held)


@pytest.fixture(scope="module")
def given(advisor: Advisor, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: list[bytes | dict[str, object]] = [*profiles(advisor.edition, COUNT, seed=4)]
    made[13] = b'{"answers": 1}'
    return written(tmp_path_factory.mktemp("given"), made)


def demand_the_same(command: "subprocess.Popen[str]", given: Path, output: Path, advisor: Advisor) -> str:
    """The command ends as it does on one machine, with the same bytes and counts, and leaves nothing; what it said."""
    said, errors = command.communicate(timeout=PATIENCE)
    assert command.returncode == 1, errors  # one row has mistakes
    assert f"{COUNT} profielen: {COUNT - 1} adviezen, 1 met fouten." in said
    assert "Traceback" not in errors
    whole = output.with_name("whole.jsonl")
    done = do(advisor, given, whole)
    assert output.read_bytes() == whole.read_bytes()
    assert output.with_name("summary.csv").read_bytes() == as_csv(done.portfolio).encode()
    assert {path.name for path in output.parent.iterdir()} == {output.name, whole.name, "summary.csv"}
    return said


@pytest.fixture
def output(tmp_path: Path) -> Path:
    (tmp_path / "shared").mkdir()
    return tmp_path / "shared" / "out.jsonl"


def test_a_worker_is_killed(processes: Processes, given: Path, output: Path, advisor: Advisor) -> None:
    """In the middle of a shard: another worker makes that shard, and no shard that was made is made again."""
    processes.scheduler()
    first = processes.worker(held_at=3 * ROWS + 3)
    command = processes.command(given, output)
    processes.held(first)
    processes.until(lambda: progress(output) == 3 * ROWS, command)
    first.kill()
    first.wait()
    processes.worker()
    demand_the_same(command, given, output, advisor)
    twice = {number for number in processes.advised() if processes.advised().count(number) > 1}
    assert twice == {3 * ROWS + 1, 3 * ROWS + 2}  # what the killed one had of its shard


def test_the_command_is_killed(processes: Processes, given: Path, output: Path, advisor: Advisor) -> None:
    """With shards joined, made and under way: run again it goes on, and makes no shard again that is there."""
    processes.scheduler()
    worker = processes.worker(held_at=4 * ROWS + 1)
    command = processes.command(given, output)
    processes.held(worker)
    processes.until(lambda: progress(output) == 4 * ROWS, command)
    os.kill(command.pid, signal.SIGKILL)
    command.wait()
    assert not output.exists()
    before = processes.advised()
    command = processes.command(given, output)
    processes.until(lambda: progress(output) == 4 * ROWS, command)
    processes.go()
    assert f"Verdergegaan na rij {4 * ROWS}" in demand_the_same(command, given, output, advisor)
    after = processes.advised()[len(before) :]
    assert not set(before) & set(after)


def test_the_scheduler_is_restarted(processes: Processes, given: Path, output: Path, advisor: Advisor) -> None:
    """Killed and started anew, with another worker: the command finds both, and goes on by itself."""
    scheduler = processes.scheduler()
    worker = processes.worker(held_at=2 * ROWS + 1)
    command = processes.command(given, output)
    processes.held(worker)
    processes.until(lambda: progress(output) == 2 * ROWS, command)
    for process in (scheduler, worker):
        process.kill()
        process.wait()
    processes.scheduler()
    processes.worker()
    said = demand_the_same(command, given, output, advisor)
    assert "Verdergegaan" not in said  # it never stopped
    made = processes.advised()
    assert sorted(set(made)) == list(range(1, COUNT + 1))
    assert not [number for number in range(1, 2 * ROWS + 1) if made.count(number) > 1]
