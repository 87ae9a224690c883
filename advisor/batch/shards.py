"""The shards of a batch: the outcomes of a fixed number of rows in a file of their own, whole or not there at all."""

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple
from pathlib import Path

from ..library.wording import Language
from ..phrases import say
from .checkpoint import BatchError
from .outcomes import Outcome
from .portfolio import Counted

ROWS = 500  # in a shard, but for the last: a few seconds of work, some tens of megabytes
MANIFEST = "manifest.json"
UNFINISHED = "~"  # what the name of a file ends in while it is written
OURS = re.compile(rf"({re.escape(MANIFEST)}|[0-9a-f]{{16}}-[0-9]{{8}})(-.*{UNFINISHED})?")


class Shards:
    """The folder beside an output (NAME.shards) in which workers put what they made, and its manifest.

    The name of a shard begins with the digest of the manifest: whatever was made for another input, edition or
    software, also by a worker that has not heard yet that it is no longer wanted, is no shard of this batch.
    """

    def __init__(self, output: Path, used: Mapping[str, str], language: Language) -> None:
        self.folder = output.resolve().with_name(output.name + ".shards")
        self.language = language
        self._manifest = json.dumps({"rows": ROWS, "used": dict(used)}, sort_keys=True).encode()
        self.digest = hashlib.sha256(self._manifest).hexdigest()[:16]

    def begin(self, *, restart: bool) -> set[int]:
        """The numbers of the shards that are there already; what is not of this batch goes.

        Raises BatchError when the folder is not ours, OSError.
        """
        self.folder.mkdir(exist_ok=True)
        there = set(self.folder.iterdir())
        if not all(OURS.fullmatch(path.name) for path in there):
            raise BatchError(say("batch_not_ours", self.language, name=self.folder.name))
        ours = {path for path in there if path.name.startswith(self.digest) and not path.name.endswith(UNFINISHED)}
        for path in there if restart else there - ours:
            path.unlink(missing_ok=True)
        _put(self.folder / MANIFEST, [self._manifest])
        return set() if restart else {int(path.name.partition("-")[2]) for path in ours}

    def path(self, number: int) -> Path:
        """Where the shard with a number, from 0, is or will be."""
        return shard_path(self.folder, self.digest, number)

    def taken(self, number: int, rows: int) -> Iterator[Outcome]:
        """The outcomes of a shard, after which its file goes. Raises OSError, BatchError when there are not as many."""
        path = self.path(number)
        found = 0
        for outcome in _read(path):
            found += 1
            yield outcome
        if found != rows:
            raise BatchError(say("shard_damaged", self.language, name=f"{self.folder.name}/{path.name}"))
        path.unlink()

    def finish(self) -> None:
        """Remove the folder: all of it stands in the output. A worker that is cut off may still write in it."""
        shutil.rmtree(self.folder, ignore_errors=True)


def is_shared(folder: Path, digest: str) -> bool:
    """Whether the manifest of a batch is seen here, by who may stand on another machine. Raises OSError."""
    try:
        return hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest().startswith(digest)
    except FileNotFoundError:
        return False


def shard_path(folder: Path, digest: str, number: int) -> Path:
    """Where a shard is or will be."""
    return folder / f"{digest}-{number:08}"


def write_shard(path: Path, outcomes: Iterable[Outcome]) -> None:
    """Write a shard under its name in one step, safely on disk. Raises OSError, and what making an outcome raises."""
    _put(path, (part for outcome in outcomes for part in _parts(outcome)))


def _parts(outcome: Outcome) -> tuple[bytes, bytes]:
    """A line about an outcome, and what is written for it."""
    counted = None if outcome.counted is None else astuple(outcome.counted)
    about = (len(outcome.written), outcome.file, outcome.told, counted)
    return json.dumps(about, ensure_ascii=False).encode() + b"\n", outcome.written


def _read(path: Path) -> Iterator[Outcome]:
    """The outcomes in a shard, as far as they are whole. Raises OSError."""
    with path.open("rb") as file:
        while (line := file.readline()).endswith(b"\n"):
            try:
                size, name, told, counted = json.loads(line)
            except ValueError:
                return
            written = file.read(size)
            if len(written) < size:
                return
            yield Outcome(written, name, counted and Counted(*map(tuple, counted)), tuple(told))


def _put(path: Path, parts: Iterable[bytes]) -> None:
    handle, name = tempfile.mkstemp(UNFINISHED, f"{path.name}-", path.parent)
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
