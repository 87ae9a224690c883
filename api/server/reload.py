"""Which edition serves, and how another takes its place without a request noticing.

The other is loaded and held to account beside the one that serves, and put in its place in one assignment. What is
being answered is finished on the edition that it started on. An edition with a mistake is refused: the log names every
mistake, and the old one goes on.
"""

import asyncio
import gc
import logging
import shutil
import signal
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from advisor.advice import Advisor, load_advisor
from advisor.library.complaints import KnowledgeError
from advisor.library.folders import DataNotFoundError, Folders, find_data
from advisor.stages.clauses import EngineLimitError

from ..observability import metrics

REFUSED = (DataNotFoundError, KnowledgeError, EngineLimitError, OSError)

_KEPT = 3  # snapshots: a worker may still be reading the one before
_log = logging.getLogger("advisor.editions")


@dataclass(frozen=True)
class Found:
    """Where the knowledge is now: its folder, whether it is the shipped one, the overlays of all and of each tenant."""

    root: Path
    shipped: bool
    over: tuple[Path, ...] = ()
    of_tenants: Mapping[str, tuple[Path, ...]] = field(default_factory=dict)

    def load(self, *, accountable: bool = True) -> tuple[Advisor, dict[str, Advisor]]:
        """The advisor of all, and those of the tenants that have their own. Raises what is in `REFUSED`."""
        of_all = load_advisor(self.root.resolve(), self.shipped, self.over, accountable=accountable)
        return of_all, {
            tenant: load_advisor(self.root.resolve(), self.shipped, (*self.over, *over), accountable=accountable)
            for tenant, over in self.of_tenants.items()
        }


@dataclass(frozen=True)
class Declared:
    """The knowledge that a server is started with: for all, and the overlays that some tenants have over that."""

    folders: Folders = field(default_factory=Folders)
    of_tenants: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def found(self) -> Found:
        """Where it is. Raises DataNotFoundError."""
        own = {tenant: Folders(None, names).over for tenant, names in self.of_tenants.items()}
        return Found(*find_data(self.folders.data), self.folders.over, own)


Where = Callable[[], Found]


def settle() -> None:
    """Let the collector take what the edition before left, and then no longer walk the one that serves.

    Advice is thousands of objects and hardly any reference cycles, so the collector runs rarely after that: letting it
    run as often as by default takes a twentieth of the time of a request.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20)


class Reloading:
    """Replaces the edition of an application on SIGHUP, one reload at a time; what is asked meanwhile comes after."""

    def __init__(self, app: FastAPI, where: Where, *, accountable: bool = True) -> None:
        self._app, self._where, self._accountable = app, where, accountable
        self._asked = self._busy = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None  # the loop itself holds tasks only weakly
        signal.signal(signal.SIGHUP, self._note)
        app.router.lifespan_context = self._around(app.router.lifespan_context)

    def _note(self, *_: object) -> None:
        """SIGHUP. Before the server has started it is only noted."""
        self._asked = True
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._start)

    def _start(self) -> None:
        if not self._busy:
            self._busy = True
            self._task = asyncio.ensure_future(self._work())

    async def _work(self) -> None:
        try:
            while self._asked:
                self._asked = False
                await asyncio.to_thread(self.reload)
        finally:
            self._busy = False

    def _around(self, lifespan: Callable[[Any], Any]) -> Callable[[Any], Any]:
        @asynccontextmanager
        async def listening(app: Any) -> AsyncIterator[Any]:
            async with lifespan(app) as state:
                self._loop = asyncio.get_running_loop()
                signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGHUP})
                if self._asked:
                    self._start()
                try:
                    yield state
                finally:
                    self._loop = None

        return listening

    def reload(self) -> bool:
        """Put the knowledge as it is now in the place of the old; False when it is refused, or is the same."""
        before: Advisor | None = self._app.state.advisor
        try:
            fresh, of_tenants = self._where().load(accountable=self._accountable)
        except REFUSED as error:
            number = before.edition.number if before else "none"
            _log.error("The knowledge is refused; edition %s goes on serving:\n%s", number, error)
            metrics.RELOADS.labels("refused").inc()
            return False
        if before and _fingerprints(before, self._app.state.of_tenants) == _fingerprints(fresh, of_tenants):
            _log.info(
                "The knowledge is the same as before: edition %s, %s", before.edition.number, fresh.edition.sha256
            )
            metrics.RELOADS.labels("same").inc()
            return False
        self._app.state.advisor, self._app.state.of_tenants = fresh, of_tenants
        metrics.serves(fresh.edition, before.edition if before else None)
        metrics.RELOADS.labels("replaced").inc()
        _log.info("Edition %s, %s, serves from now on", fresh.edition.number, fresh.edition.sha256)
        del before  # what was worked out for it goes with it
        settle()
        return True


class Snapshots:
    """Copies of the knowledge, each held to account once, for workers that must all serve the same edition."""

    def __init__(self, declared: Declared, folder: Path) -> None:
        self._declared, self._folder = declared, folder
        self._current = folder / "current"
        self._number = 0
        self._found = declared.found()

    def where(self) -> Found:
        """The last copy that was found good."""
        return _at(self._current, self._found)

    def take(self) -> None:
        """Copy the knowledge as it is now, and have the workers' next look find it. Raises what is in `REFUSED`."""
        found = self._declared.found()
        root = found.root
        self._number += 1
        copy = self._folder / f"{self._number:06}"
        try:
            for part in ("knowledge", "rules"):
                shutil.copytree(root.resolve() / part, copy / part)
            if (root / "examples").is_dir():  # offered by the intake form
                shutil.copytree(root.resolve() / "examples", copy / "examples")
            for own, there in zip(_folders(found), _folders(_at(copy, found)), strict=True):
                shutil.copytree(own, there, dirs_exist_ok=True)
            _at(copy, found).load()
        except BaseException:
            shutil.rmtree(copy, ignore_errors=True)
            raise
        link = self._folder / "next"
        link.symlink_to(copy.name)
        link.replace(self._current)
        for old in sorted(self._folder.glob("[0-9]*"))[:-_KEPT]:
            shutil.rmtree(old, ignore_errors=True)


def _fingerprints(of_all: Advisor, of_tenants: Mapping[str, Advisor]) -> dict[str, str]:
    return {"": of_all.edition.fingerprint, **{t: advisor.edition.fingerprint for t, advisor in of_tenants.items()}}


def _folders(found: Found) -> list[Path]:
    """The folders of all overlays, those of tenants too."""
    return [*found.over, *(folder for over in found.of_tenants.values() for folder in over)]


def _at(copy: Path, found: Found) -> Found:
    """Where a copy of the knowledge has what was found; each overlay keeps the name of its folder."""
    numbers = {folder: str(number) for number, folder in enumerate(dict.fromkeys(_folders(found)))}

    def copied(over: tuple[Path, ...]) -> tuple[Path, ...]:
        return tuple(copy / "overlays" / numbers[folder] / folder.name for folder in over)

    own = {tenant: copied(over) for tenant, over in found.of_tenants.items()}
    return Found(copy, found.shipped, copied(found.over), own)
