"""A batch over the workers of a scheduler gives what one machine gives, to the byte; what it cannot do, it says."""

import dataclasses
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from advisor.advice import Advisor
from advisor.batch import cluster, running, shards
from advisor.batch.running import BatchError
from advisor.batch.shards import Shards
from advisor.batch.summary import as_csv
from advisor.cli import main

from .conftest import do, profiles, written

ROWS = 4  # in a shard
COUNT = 18  # the last shard is not full


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A scheduler and two workers of one thread, in this process, over sockets."""
    from distributed import LocalCluster

    options = {"processes": False, "threads_per_worker": 1, "dashboard_address": "127.0.0.1:0"}
    with LocalCluster(n_workers=2, protocol="tcp://", host="127.0.0.1", **options) as local:
        yield local.scheduler_address


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "ROWS", ROWS)
    monkeypatch.setattr(cluster, "REACHED_IN", 60.0)


@pytest.fixture(scope="module")
def given(advisor: Advisor, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Profiles, of which some are none."""
    made: list[bytes | dict[str, object]] = [*profiles(advisor.edition, COUNT, seed=3)]
    made[2] = made[10] = b'{"answers": 1}'
    made[9] = b"{"
    return written(tmp_path_factory.mktemp("given"), made)


@pytest.fixture(scope="module")
def whole(given: Path, advisor: Advisor, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What one machine makes of them."""
    output = tmp_path_factory.mktemp("whole") / "out.jsonl"
    do(advisor, given, output)
    return output.read_bytes()


def content(output: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in output.iterdir()} if output.is_dir() else {"": output.read_bytes()}


@pytest.mark.long
@pytest.mark.parametrize(
    ("form", "name"), [("jsonl", "a.jsonl"), ("csv", "a.csv"), ("parquet", "a.parquet"), ("text", "a")]
)
def test_a_cluster_gives_what_one_machine_gives(
    form: str, name: str, address: str, given: Path, advisor: Advisor, tmp_path: Path
) -> None:
    """Every form, bad rows among them: the same bytes, counts and mistakes told, and nothing left over."""
    (tmp_path / "one").mkdir()
    (tmp_path / "many").mkdir()
    one = do(advisor, given, tmp_path / "one" / name, form=form)
    many = do(advisor, given, tmp_path / "many" / name, form=form, cluster=address)
    assert content(tmp_path / "many" / name) == content(tmp_path / "one" / name)
    assert many == one
    assert (many.rows, many.with_mistakes) == (COUNT, 3)
    assert as_csv(many.portfolio) == as_csv(one.portfolio)
    assert [path.name for path in (tmp_path / "many").iterdir()] == [name]


def stopped(advisor: Advisor, given: Path, output: Path, after: int, **options: Any) -> None:
    """A batch that is stopped after so many rows."""

    def tell(done: int, about: int) -> None:
        if done == after:
            raise KeyboardInterrupt

    with pytest.raises(BatchError, match=str(after)):
        running.run(running.Batch(given, output, "jsonl", **options), advisor, tell)


@pytest.mark.long
@pytest.mark.parametrize("after", [ROWS - 1, ROWS, ROWS + 3])
def test_what_is_there_is_not_made_again(
    after: int,
    address: str,
    given: Path,
    whole: bytes,
    advisor: Advisor,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Stopped in a shard or at its end, and done on: no worker makes again what is joined or in a shard."""
    output = tmp_path / "out.jsonl"
    stopped(advisor, given, output, after, cluster=address)
    left = {int(path.name.partition("-")[2]) for path in shards_in(output)}
    made: list[int] = []
    kept = cluster.write_shard
    monkeypatch.setattr(
        cluster, "write_shard", lambda path, outcomes: (made.append(number_of(path)), kept(path, outcomes))
    )
    done = do(advisor, given, output, cluster=address)
    assert done.continued_after == after
    assert not set(made) & {*left, *range(after // ROWS)}
    assert output.read_bytes() == whole


def shards_in(output: Path) -> list[Path]:
    return sorted(output.with_name(output.name + ".shards").glob("*-" + "?" * 8))


def number_of(path: Path) -> int:
    return int(path.name.partition("-")[2])


@pytest.mark.long
def test_one_machine_and_a_cluster_take_over_from_each_other(
    address: str, given: Path, whole: bytes, advisor: Advisor, tmp_path: Path
) -> None:
    """Begun here, done on by a cluster, and ended here: a batch is the same wherever its rows are worked out."""
    output = tmp_path / "out.jsonl"
    stopped(advisor, given, output, 3, workers=1)
    stopped(advisor, given, output, 9, cluster=address)
    done = do(advisor, given, output)
    assert (done.rows, done.continued_after, done.portfolio.organisations) == (COUNT, 9, COUNT - 3)
    assert output.read_bytes() == whole


@pytest.mark.long
def test_shards_of_another_batch_are_not_taken(address: str, given: Path, advisor: Advisor, tmp_path: Path) -> None:
    """With --restart on another input, and on shards that a worker left: all of it is made again."""
    output = tmp_path / "out.jsonl"
    stopped(advisor, given, output, 5, cluster=address)
    for path in shards_in(output):
        path.write_bytes(b"of another batch\n")
    other = written(tmp_path, profiles(advisor.edition, COUNT, seed=8), "other.jsonl")
    with pytest.raises(BatchError, match="een andere invoer"):
        do(advisor, other, output, cluster=address)
    do(advisor, other, output, cluster=address, restart=True)
    do(advisor, other, tmp_path / "whole.jsonl")
    assert output.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()


@pytest.mark.parametrize("harm", [lambda raw: raw[:-5], lambda _: b"[\n"])
def test_a_damaged_shard_is_told(
    harm: Any, address: str, given: Path, whole: bytes, advisor: Advisor, tmp_path: Path
) -> None:
    """Shorter than it was, or garbage: told with its name; once it is gone, the batch goes on to the same bytes."""
    output = tmp_path / "out.jsonl"
    stopped(advisor, given, output, 3, cluster=address)
    first = shards_in(output)[0]
    assert number_of(first) == 0
    first.write_bytes(harm(first.read_bytes()))
    with pytest.raises(BatchError, match=f"out.jsonl.shards/{first.name}: dit deel is beschadigd"):
        do(advisor, given, output, cluster=address)
    first.unlink()
    do(advisor, given, output, cluster=address)
    assert output.read_bytes() == whole


def test_a_folder_that_is_not_ours_is_left_alone(address: str, given: Path, advisor: Advisor, tmp_path: Path) -> None:
    """Something of somebody else under the name of our folder: refused, and kept."""
    (tmp_path / "out.jsonl.shards").mkdir()
    (tmp_path / "out.jsonl.shards" / "thesis.docx").write_bytes(b"mine")
    with pytest.raises(BatchError, match=r"out\.jsonl\.shards: hier staat iets dat geen begonnen batch is"):
        do(advisor, given, tmp_path / "out.jsonl", cluster=address)
    assert (tmp_path / "out.jsonl.shards" / "thesis.docx").read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("attribute", "value", "told"),
    [
        ("SOFTWARE", "0.0.9 2.0.28", "deze worker heeft andere software (0.0.9 2.0.28, hier "),
        ("is_shared", lambda *_: False, "deze worker ziet de map "),
        ("open_advisor", None, "een worker kon het werk niet doen (TypeError)"),
    ],
)
def test_a_worker_that_is_not_fit_is_told(
    attribute: str,
    value: Any,
    told: str,
    address: str,
    given: Path,
    advisor: Advisor,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Other software, no shared folder, something broken: where, what and the remedy; nothing is written by it."""
    monkeypatch.setattr(cluster, attribute, value)
    with pytest.raises(BatchError) as refused:
        do(advisor, given, tmp_path / "out.jsonl", cluster=address)
    assert str(refused.value).startswith("tcp://127.0.0.1:")
    assert told in str(refused.value)
    assert not shards_in(tmp_path / "out.jsonl")
    monkeypatch.undo()


def test_a_worker_with_other_knowledge_is_told(
    address: str, given: Path, advisor: Advisor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same software, but one text of the knowledge is not the same."""
    other = dataclasses.replace(advisor, edition=dataclasses.replace(advisor.edition, content_sha256="0" * 64))
    monkeypatch.setattr(cluster, "open_advisor", lambda *_: other)
    with pytest.raises(BatchError, match=r"deze worker heeft andere kennis\. Zet daar dezelfde kennis"):
        do(advisor, given, tmp_path / "out.jsonl", cluster=address)


@pytest.mark.parametrize(
    ("where", "told"),
    [
        (
            "tcp://127.0.0.1:1",
            "the scheduler of the cluster does not answer. Check that it runs, and that the address is",
        ),
        ("nonsense://127.0.0.1:1", "the scheduler of the cluster does not answer. Check that it runs, and that"),
        ("tls://127.0.0.1:1", "tls needs certificates. Name them in the configuration of Dask, under distributed.comm"),
    ],
)
def test_a_scheduler_that_does_not_answer_is_told(
    where: str, told: str, given: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the command line, with the address and the remedy, in the language asked for."""
    monkeypatch.setattr(cluster, "REACHED_IN", 0.2)
    ran = CliRunner().invoke(main, ["batch", str(given), str(tmp_path / "a.jsonl"), "--cluster", where, "--lang", "en"])
    assert ran.exit_code == 1
    assert len(ran.stderr.splitlines()) == 1
    assert ran.stderr.startswith(f"{where}: {told}")


def test_a_cluster_takes_no_processes_here(given: Path, tmp_path: Path) -> None:
    """--workers counts something else: both at once are refused."""
    options = ["--cluster", "tcp://127.0.0.1:1", "--workers", "2", "--lang", "en"]
    ran = CliRunner().invoke(main, ["batch", str(given), str(tmp_path / "a.jsonl"), *options])
    assert ran.exit_code == 2
    assert "--workers counts processes on this machine" in ran.stderr


def test_without_the_extra_the_remedy_is_told(
    given: Path, advisor: Advisor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before anything is written."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(BatchError, match=r"pip install 'advisor\[cluster\]'"):
        do(advisor, given, tmp_path / "out.jsonl", cluster="tcp://127.0.0.1:1")
    assert not list(tmp_path.iterdir())


def test_the_manifest_tells_what_a_shard_belongs_to(tmp_path: Path) -> None:
    """Whatever was used differs, or how many rows a shard has: another digest."""
    used = {"input": "a", "knowledge": "b"}
    one, other = Shards(tmp_path / "x", used, "nl"), Shards(tmp_path / "x", {**used, "input": "c"}, "nl")
    assert one.begin(restart=False) == set()
    assert json.loads((one.folder / shards.MANIFEST).read_bytes()) == {"rows": ROWS, "used": used}
    assert shards.is_shared(one.folder, one.digest)
    assert not shards.is_shared(one.folder, other.digest)
    assert not shards.is_shared(tmp_path / "elsewhere", one.digest)
    shards.write_shard(one.path(3), [])
    assert one.begin(restart=False) == {3}
    assert one.begin(restart=True) == set()
    shards.write_shard(one.path(4), [])
    assert other.begin(restart=False) == set()
    assert not one.path(4).exists()
