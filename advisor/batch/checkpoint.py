"""How far a batch has come, kept beside its output, so that an interrupted one goes on where it stopped."""

import fcntl
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from ..library.wording import Language
from ..phrases import say


class BatchError(Exception):
    """A batch that cannot begin or go on; the message says why, and what to do."""


@dataclass(frozen=True)
class State:
    """What is done: rows of the input, how many had mistakes, bytes of the output, and the counts of the portfolio."""

    rows: int
    mistakes: int
    size: int
    tally: Mapping[str, Any]
    told: list[str] = field(default_factory=list)  # the first mistakes, as sentences


class Checkpoint:
    """The unfinished output (NAME.partial, a file or a folder) and how far it is (NAME.checkpoint).

    What a checkpoint says is done is safely on disk; what stands in the unfinished output beyond it is done again.
    """

    def __init__(self, output: Path, used: Mapping[str, str], language: Language, *, folder: bool) -> None:
        self.output, self.used, self.language, self.folder = output, dict(used), language, folder
        self.partial = output.with_name(output.name + ".partial")
        self.path = output.with_name(output.name + ".checkpoint")
        self._file: Any = None
        self._lock: int | None = None

    def begin(self, *, restart: bool) -> State | None:
        """What was done already, None when nothing was. Raises BatchError when that does not belong to this batch."""
        if self.path.exists() and self.output.exists() and not self.partial.exists():
            self.path.unlink()  # stopped after its very last step
        if self.output.is_dir() if not self.folder else self.output.exists() and not self._empty(self.output):
            key = "folder_not_empty" if self.output.is_dir() else "batch_not_ours"
            raise BatchError(say(key, self.language, name=self.output.name))
        known = self._read()
        if self.partial.exists() and (
            self.partial.is_dir() != self.folder or (known is None and not self._empty(self.partial))
        ):
            raise BatchError(say("batch_not_ours", self.language, name=self.partial.name))
        there = self.partial.exists()
        if self.folder:
            self.partial.mkdir(exist_ok=True)
            self._lock = os.open(self.partial, os.O_RDONLY)
        else:
            self._file = self.partial.open("r+b" if there else "w+b")
            self._lock = self._file.fileno()
        self._alone()
        known = None if restart else self._read()
        if known is not None:
            self._same(known["used"])
        state = State(**known["state"]) if known is not None and known["state"] and there else None
        if self._file is not None:
            if state is not None and state.size > self._file.seek(0, os.SEEK_END):
                state = None
            self._file.truncate(state.size if state else 0)
            self._file.seek(0, os.SEEK_END)
        self._write({"used": self.used, "state": asdict(state) if state else None})
        if self.folder and state is None:
            for path in self.partial.iterdir():
                path.unlink()
        return state

    @staticmethod
    def _empty(path: Path) -> bool:
        return not any(path.iterdir()) if path.is_dir() else not path.stat().st_size

    def _same(self, used: Mapping[str, Any]) -> None:
        differing = [name for name, value in self.used.items() if used.get(name) != value]
        if differing:
            words = [say(f"changed_{name}", self.language) for name in differing]
            what = f" {say('and', self.language)} ".join(words)
            raise BatchError(say("batch_changed", self.language, name=self.output.name, what=what))

    def _alone(self) -> None:
        assert self._lock is not None  # noqa: S101 - just opened
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise BatchError(say("batch_busy", self.language, name=self.output.name)) from None

    def write(self, raw: bytes, file: str | None = None) -> int:
        """Add to the output: at its end, or as a file in the folder; how many bytes were added at its end."""
        if file is None:
            self._file.write(raw)
            return len(raw)
        target = self.partial / file
        part = target.with_name(target.name + "~")
        part.write_bytes(raw)
        part.replace(target)
        return 0

    def save(self, state: State) -> None:
        """Keep what is done, the output first."""
        if self._file is not None:
            self._file.flush()
            os.fsync(self._file.fileno())
        self._write({"used": self.used, "state": asdict(state)})

    def finish(self, made: Path | None = None) -> None:
        """The output under its own name, whole: the unfinished one, or what was made of it. What was beside it goes."""
        if self._file is not None:
            self._file.flush()
            os.fsync(self._file.fileno())
        elif self.output.is_dir():
            self.output.rmdir()
        if made is not None:
            made.replace(self.output)
            self.partial.unlink()
        else:
            self.partial.replace(self.output)
        self.path.unlink()

    def _read(self) -> dict[str, Any] | None:
        try:
            known = json.loads(self.path.read_bytes())
        except FileNotFoundError:
            return None
        except ValueError:
            known = None
        if not isinstance(known, dict) or not isinstance(known.get("used"), dict) or "state" not in known:
            raise BatchError(say("batch_not_ours", self.language, name=self.path.name))
        return known

    def _write(self, content: Mapping[str, Any]) -> None:
        part = self.path.with_name(self.path.name + "~")
        with part.open("wb") as file:
            file.write(json.dumps(content, ensure_ascii=False).encode())
            file.flush()
            os.fsync(file.fileno())
        part.replace(self.path)

    def __enter__(self) -> "Checkpoint":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()
        elif self._lock is not None:
            os.close(self._lock)
