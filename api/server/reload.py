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
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from advisor.advice import Advisor, load_advisor
from advisor.library.complaints import KnowledgeError
from advisor.library.folders import DataNotFoundError, find_data
from advisor.stages.clauses import EngineLimitError

from ..observability import metrics

Where = Callable[[], tuple[Path, bool]]  # the folder of the knowledge, and whether it is the shipped one

REFUSED = (DataNotFoundError, KnowledgeError, EngineLimitError, OSError)

_KEPT = 3  # snapshots: a worker may still be reading the one before
_log = logging.getLogger("advisor.editions")


def settle() -> None:
    """Let the collector take what the edition before left, and then no longer walk the one that serves."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


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
            root, shipped = self._where()
            fresh = load_advisor(root.resolve(), shipped, accountable=self._accountable)
        except REFUSED as error:
            number = before.edition.number if before else "none"
            _log.error("The knowledge is refused; edition %s goes on serving:\n%s", number, error)
            metrics.RELOADS.labels("refused").inc()
            return False
        if before and before.edition.sha256 == fresh.edition.sha256:
            _log.info(
                "The knowledge is the same as before: edition %s, %s", before.edition.number, fresh.edition.sha256
            )
            metrics.RELOADS.labels("same").inc()
            return False
        self._app.state.advisor = fresh
        metrics.serves(fresh.edition, before.edition if before else None)
        metrics.RELOADS.labels("replaced").inc()
        _log.info("Edition %s, %s, serves from now on", fresh.edition.number, fresh.edition.sha256)
        del before  # what was worked out for it goes with it
        settle()
        return True


class Snapshots:
    """Copies of the knowledge, each held to account once, for workers that must all serve the same edition."""

    def __init__(self, data: str | None, folder: Path) -> None:
        self._data, self._folder = data, folder
        self._current = folder / "current"
        self._number = 0
        _, self.shipped = find_data(data)

    def where(self) -> tuple[Path, bool]:
        """The last copy that was found good."""
        return self._current, self.shipped

    def take(self) -> None:
        """Copy the knowledge as it is now, and have the workers' next look find it. Raises what is in `REFUSED`."""
        root, shipped = find_data(self._data)
        self._number += 1
        copy = self._folder / f"{self._number:06}"
        try:
            for part in ("knowledge", "rules"):
                shutil.copytree(root.resolve() / part, copy / part)
            if (root / "examples").is_dir():  # offered by the intake form
                shutil.copytree(root.resolve() / "examples", copy / "examples")
            load_advisor(copy, shipped)
        except BaseException:
            shutil.rmtree(copy, ignore_errors=True)
            raise
        link = self._folder / "next"
        link.symlink_to(copy.name)
        link.replace(self._current)
        for old in sorted(self._folder.glob("[0-9]*"))[:-_KEPT]:
            shutil.rmtree(old, ignore_errors=True)
