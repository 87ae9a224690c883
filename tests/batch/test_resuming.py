"""An interrupted batch goes on where it stopped: nothing is lost, nothing doubled, the bytes are the same."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from advisor.advice import Advisor
from advisor.batch.checkpoint import Checkpoint, State
from advisor.batch.running import BatchError
from advisor.batch.summary import as_csv

from .conftest import do, profiles, written

ADVISOR = str(Path(sys.executable).parent / "advisor")
PATIENCE = 300  # seconds, for what takes one or two on a quiet machine
FORMS = {"jsonl": "out.jsonl", "csv": "out.csv", "parquet": "out.parquet", "text": "out"}


# Runs the command, but stays standing in the middle of writing one row until it is stopped: what it has of the row is
# on disk, and the descriptor says that it is there. Its checkpoint is then of the row before, or of none in this run.
HELD = """
import sys, time
from advisor.batch import running
from advisor.batch.checkpoint import Checkpoint
from advisor.cli import main
told, row, saving = int(sys.argv.pop(1)), int(sys.argv.pop(1)), sys.argv.pop(1) == "saving"
running.SAVED_EVERY = -1 if saving else float("inf")
write, rows = Checkpoint.write, iter(range(1, row))
def held(kept, raw, file=None):
    if next(rows, None) is not None:
        return write(kept, raw, file)
    if file is None:
        write(kept, raw[: len(raw) // 2])
        kept._file.flush()
    with open(told, "w") as there:
        print("there", file=there)
    while True:
        time.sleep(3600)
Checkpoint.write = held
main()
"""


def start(given: Path, output: Path, *options: str) -> subprocess.Popen[str]:
    """A batch in processes of its own, in a session of their own."""
    return _started([ADVISOR, "batch", str(given), str(output), *options])


def start_held(row: int, saving: bool, given: Path, output: Path, *options: str) -> subprocess.Popen[str]:
    """The same, come as far as the middle of the row that is the ``row``th to write, and not going further."""
    reading, writing = os.pipe()
    own = [sys.executable, "-c", HELD, str(writing), str(row), "saving" if saving else "not"]
    command = _started([*own, "batch", str(given), str(output), *options], writing)
    os.close(writing)
    with os.fdopen(reading) as there:
        assert there.read() == "there\n", command.communicate()
    return command


def _started(command: list[str], *kept_open: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        pass_fds=kept_open,
        start_new_session=True,
        preexec_fn=heed_interrupts,  # noqa: PLW1509 - no threads in this process
    )


def heed_interrupts() -> None:
    """What is started in the background ignores an interrupt, and so would all that it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def content(output: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in output.iterdir()} if output.is_dir() else {"": output.read_bytes()}


def alive(session: int) -> Iterator[int]:
    """The processes of a session that are still there."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                state, _, _, group = (entry / "stat").read_text().rpartition(")")[2].split()[:4]
            except OSError:
                continue
            if int(group) == session and state != "Z":
                yield int(entry.name)


@pytest.fixture(scope="module")
def given(advisor: Advisor, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: list[bytes | dict[str, object]] = [*profiles(advisor.edition, ROWS, seed=11)]
    made[7] = made[122] = b'{"answers": 1}'
    return written(tmp_path_factory.mktemp("given"), made)


KILL, INTERRUPT = signal.SIGKILL, signal.SIGINT
ROUNDS = [(KILL, "jsonl", 2), (INTERRUPT, "parquet", 1), (KILL, "csv", 2), (INTERRUPT, "text", 2)]
ROWS = 140  # more than are under way when it is stopped: 96
STOPS = [(True, 25), (False, 30)]  # whether it saves each row or none; rows that it comes on


@pytest.mark.long
@pytest.mark.parametrize(("how", "form", "workers"), ROUNDS)
def test_killed_and_resumed(
    how: signal.Signals, form: str, workers: int, given: Path, advisor: Advisor, tmp_path: Path
) -> None:
    """Killed or interrupted in the middle of a row, twice, and run again to its end: as if it had never stopped.

    That a kill loses what was done since the last checkpoint, and an interrupt nothing, shows in how far each came.
    """
    output, whole = tmp_path / FORMS[form], tmp_path / f"whole-{FORMS[form]}"
    options = ["--workers", str(workers), "--summary", str(tmp_path / "summary.csv")]
    options += ["--format", form] if form == "text" else []
    far = 0
    for saving, row in STOPS:
        heading = form == "csv" and far == 0
        command = start_held(row + heading, saving, given, output, *options)
        try:
            os.killpg(command.pid, how) if how == INTERRUPT else os.kill(command.pid, how)
            _, errors = command.communicate(timeout=PATIENCE)
        finally:
            for pid in alive(command.pid) if command.poll() is None else ():
                os.kill(pid, signal.SIGKILL)
        wait_for_nobody(command.pid)
        assert "Traceback" not in errors
        assert errors.startswith("Onderbroken") == (how == INTERRUPT), errors
        far += row - 1 if saving or how == INTERRUPT else 0
        assert progress(output) == far
        assert not output.exists()
        if form == "jsonl":
            assert usable(output.with_name("out.jsonl.partial"))
    command = start(given, output, *options)
    out, errors = command.communicate(timeout=PATIENCE)
    assert command.returncode == 1, errors
    assert "Verdergegaan" in out
    assert f"{ROWS} profielen: {ROWS - 2} adviezen, 2 met fouten." in out
    done = do(advisor, given, whole, form=form)
    assert content(output) == content(whole)
    assert (tmp_path / "summary.csv").read_bytes() == as_csv(done.portfolio).encode()
    assert not [p.name for p in tmp_path.iterdir() if p.suffix in (".partial", ".checkpoint") or p.name.endswith("~")]


def progress(output: Path) -> int:
    """How many rows the checkpoint says are done."""
    try:
        state = json.loads(output.with_name(output.name + ".checkpoint").read_bytes())["state"]
    except FileNotFoundError:
        return 0
    return state["rows"] if state else 0


def usable(partial: Path) -> bool:
    """Whether every whole line of an unfinished output is a row, in order."""
    if not partial.exists():
        return True
    lines = partial.read_bytes().splitlines(keepends=True)
    whole = [json.loads(line)["row"] for line in lines if line.endswith(b"\n")]
    return whole == list(range(1, len(whole) + 1))


def wait_for_nobody(session: int) -> None:
    """No worker outlives its parent."""
    deadline = time.monotonic() + PATIENCE
    while (left := list(alive(session))) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not left


# --- what may not have changed in between ---


HALF = 6  # of the rows of what is stopped here


def stopped(advisor: Advisor, given: Path, output: Path, monkeypatch: pytest.MonkeyPatch, **options: object) -> None:
    """A batch that stops half way, after its checkpoint."""
    from advisor.batch import running

    def tell(done: int, about: int) -> None:
        if done == HALF:
            raise KeyboardInterrupt

    with pytest.raises(BatchError, match=str(HALF)):
        running.run(running.Batch(given, output, **{"form": "jsonl", "workers": 1, **options}), advisor, tell)  # type: ignore[arg-type]
    assert progress(output) == HALF


CHANGES = {
    "input": "een andere invoer",
    "options": "andere opties",
    "mapping": "een andere koppeling",
    "knowledge": "andere kennis",
    "software": "andere software",
}


@pytest.mark.parametrize("what", CHANGES)
def test_another_batch_does_not_go_on(
    what: str, advisor: Advisor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With another input, mapping, options, knowledge or software it says so, and --restart starts anew."""
    given, output = written(tmp_path, profiles(advisor.edition, 2 * HALF)), tmp_path / "out.jsonl"
    stopped(advisor, given, output, monkeypatch)
    kept = tmp_path / "out.jsonl.checkpoint"
    options: dict[str, object] = {}
    if what == "input":
        with given.open("ab") as file:
            file.write(b'{"answers": {}}\n')
    elif what == "options":
        options["form"] = "csv"
    else:
        state = json.loads(kept.read_bytes())
        kept.write_text(json.dumps({**state, "used": {**state["used"], what: "another"}}), encoding="utf-8")
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    with pytest.raises(BatchError) as refused:
        do(advisor, given, output, **options)
    assert (
        str(refused.value) == f"out.jsonl: begonnen met {CHANGES[what]}. Herstel dat, of begin opnieuw met --restart."
    )
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before
    do(advisor, given, output, restart=True, **options)
    do(advisor, given, tmp_path / "fresh.jsonl", **options)
    assert output.read_bytes() == (tmp_path / "fresh.jsonl").read_bytes()


@pytest.mark.parametrize("harm", ["torn", "shorter", "gone", "garbage"])
def test_what_stands_beyond_the_checkpoint_is_done_again(
    harm: str, advisor: Advisor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A torn last line, a file shorter than the checkpoint says, or none at all: the end is the same."""
    given, output = written(tmp_path, profiles(advisor.edition, 2 * HALF)), tmp_path / "out.jsonl"
    stopped(advisor, given, output, monkeypatch)
    partial = tmp_path / "out.jsonl.partial"
    if harm == "torn":
        with partial.open("ab") as file:
            file.write(b'{"row":7,"place":"in.jso')
    elif harm == "garbage":
        with partial.open("ab") as file:
            file.write(b"\0" * 5_000_000)
    elif harm == "shorter":
        os.truncate(partial, partial.stat().st_size - 10)
    else:
        partial.unlink()
    done = do(advisor, given, output)
    assert done.continued_after == (HALF if harm in ("torn", "garbage") else 0)
    assert done.portfolio.organisations == 2 * HALF
    do(advisor, given, tmp_path / "fresh.jsonl")
    assert output.read_bytes() == (tmp_path / "fresh.jsonl").read_bytes()


def test_two_at_once_on_one_output(advisor: Advisor, tmp_path: Path) -> None:
    """A second batch on the same output is refused while the first is at work, even with --restart."""
    given, output = written(tmp_path, profiles(advisor.edition, 3)), tmp_path / "out.jsonl"
    with Checkpoint(output, {"input": "x"}, "nl", folder=False) as kept:
        kept.begin(restart=False)
        kept.write(b"mine\n")
        kept.save(State(1, 0, 5, {}))
        for restart in (False, True):
            with pytest.raises(BatchError, match="bezig"):
                do(advisor, given, output, restart=restart)
        assert (tmp_path / "out.jsonl.partial").read_bytes() == b"mine\n"
    with pytest.raises(BatchError, match="een andere invoer"):
        do(advisor, given, output)


def test_run_again_when_done(advisor: Advisor, tmp_path: Path) -> None:
    """A finished batch run again is done again, to the same bytes; one stopped after its very last step too."""
    given, output = written(tmp_path, profiles(advisor.edition, 5)), tmp_path / "out.jsonl"
    do(advisor, given, output)
    first = output.read_bytes()
    (tmp_path / "out.jsonl.checkpoint").write_text('{"used": {}, "state": null}', encoding="utf-8")
    do(advisor, given, output)
    assert output.read_bytes() == first
    assert {p.name for p in tmp_path.iterdir()} == {"in.jsonl", "out.jsonl"}
