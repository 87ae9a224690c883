"""An edition that was read before, from the cache of this user: the same edition, without reading it anew.

It is kept under the hash of all that it hangs on: its files by name and content, where they stand, and the software
that reads them. A change in any of these is another hash, so nothing in the cache can be out of date. Whatever else is
wrong with the cache, the knowledge is read as if there were none.

A pickle does what it says when it is loaded, so it is loaded only from a folder and a file that are this user's own and
that nobody else may write to.
"""

import contextlib
import hashlib
import os
import pickle
import stat
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pydantic

from . import files, overlays
from .edition import Edition
from .loading import load
from .strict_yaml import PARSER

VARIABLE = "ADVISOR_CACHE"  # a folder; set to nothing: no cache
MOST = 4  # editions kept; of more, those that were read longest ago go
MAX_BYTES = 64 * 1024 * 1024  # of one of them
_SOFTWARE = Path(__file__).resolve().parent  # what an edition is made by, and of


def edition(root: Path, over: Sequence[Path] = (), *, shipped: bool = False) -> Edition:
    """What `load` gives for the same folders, kept for the next time. Raises KnowledgeError: mistakes are not kept."""
    folder = _folder()
    if folder is None:
        return load(root, over, shipped=shipped)
    try:
        key = _key(root, over, shipped)
        found = _read(folder / key)
    except OSError:  # of the knowledge or of the cache: reading tells the first, and does without the second
        return load(root, over, shipped=shipped)
    if found is not None:
        return found
    made = load(root, over, shipped=shipped)
    with contextlib.suppress(OSError):
        if _key(root, over, shipped) == key:  # else a file changed while it was read
            _keep(folder / key, made)
    return made


def _folder() -> Path | None:
    """The folder of the cache; None when it is turned off or no place for it is known."""
    named = os.environ.get(VARIABLE)
    if named is not None:
        return Path(named) if named else None
    with contextlib.suppress(RuntimeError):  # no home
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache", "advisor")
    return None


def _key(root: Path, over: Sequence[Path], shipped: bool) -> str:
    """The hash of all that an edition hangs on."""
    digest = hashlib.sha256()
    for part in (sys.version, pydantic.VERSION, PARSER, str(shipped), *_contents(_SOFTWARE, _modules())):
        _add(digest, part)
    for folder in (root, *over):
        _add(digest, str(folder))
        names = {*files.every(folder), *files.like_knowledge(folder)}
        names |= {overlays.FILE} if (folder / overlays.FILE).is_file() else set()
        for part in _contents(folder, sorted(names)):
            _add(digest, part)
    return digest.hexdigest()


def _modules() -> list[str]:
    return sorted(path.name for path in _SOFTWARE.glob("*.py"))


def _contents(folder: Path, names: Sequence[str]) -> Iterator[str | bytes]:
    for name in names:
        yield name
        yield (folder / name).read_bytes()


def _add(digest: "hashlib._Hash", part: str | bytes) -> None:
    """Add a part with its length, so that no two lists of parts are the same bytes."""
    raw = part if isinstance(part, bytes) else os.fsencode(part)
    digest.update(b"%d:" % len(raw))
    digest.update(raw)


def _read(place: Path) -> Edition | None:
    """What is kept at a place; None when there is nothing there, or not what was written. Raises OSError."""
    try:
        handle = os.open(place, os.O_RDONLY | os.O_NOFOLLOW)
    except FileNotFoundError:
        return None
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(file.fileno())
        if not (_own(place.parent.stat()) and _own(status) and stat.S_ISREG(status.st_mode)):
            return None
        raw = file.read(MAX_BYTES + 1)
    sha256, pickled = raw[:32], raw[32:]
    if len(raw) > MAX_BYTES or hashlib.sha256(pickled).digest() != sha256:
        return None
    os.utime(place)
    found: Edition = pickle.loads(pickled)  # noqa: S301  # ours alone, and as we wrote it
    return found


def _own(status: os.stat_result) -> bool:
    """Whether a file or folder is this user's, and nobody else may write to it."""
    return status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _keep(place: Path, made: Edition) -> None:
    """Write an edition in one move, and let go of what is too much. Raises OSError."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    pickled = pickle.dumps(replace(made), protocol=pickle.HIGHEST_PROTOCOL)  # without what was worked out on it
    if len(pickled) + 32 > MAX_BYTES or not _own(place.parent.stat()):
        return
    handle, written = tempfile.mkstemp(dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.sha256(pickled).digest() + pickled)
        Path(written).replace(place)
    except OSError:
        Path(written).unlink(missing_ok=True)
        raise
    kept = sorted(place.parent.iterdir(), key=lambda path: path.stat().st_mtime_ns)
    for path in kept[:-MOST]:
        path.unlink(missing_ok=True)
