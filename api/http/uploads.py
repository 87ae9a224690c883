"""Uploads, in unnamed files, so that nothing is left behind however the server ends.

The number of concurrent uploads is bounded; further requests wait before any of their body is read.
"""

import asyncio
import io
import os
import tempfile
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import PosixPath
from typing import BinaryIO

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request

from advisor.budget import check
from advisor.phrases import say
from advisor.stages.mistakes import Mistake

from .language import preferred
from .problems import ProblemError

AT_ONCE = 8  # uploads in one process
OF_A_TENANT = 4
PATIENCE = 5.0  # seconds that an upload waits for a slot
RETRY_AFTER = 30  # seconds


class Upload(PosixPath):
    """An upload as a path outside any folder, whose suffix tells the format. Each `open` reads from the start."""

    _file: BinaryIO

    @classmethod
    def of(cls, file: BinaryIO, name: str) -> "Upload":
        """The bytes of an open file, under a name."""
        made = cls(name)
        made._file = file
        return made

    def is_dir(self, **_: object) -> bool:
        """False: an upload is a file."""
        return False

    def open(self, *_: object, **__: object) -> "_Reader":  # type: ignore[override]
        """Its bytes, whatever the mode; within a budget raises as `budget.check`, at each line."""
        return _Reader(_Bytes(self._file.fileno()))


class _Bytes(io.RawIOBase):
    """The bytes of an open file, read at a position of its own."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor, self._at = descriptor, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: os.fstat(self._descriptor).st_size}
        self._at = max(0, start[whence] + offset)
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        count = os.preadv(self._descriptor, [buffer], self._at)
        self._at += count
        return count


class _Reader(io.BufferedReader):
    def readline(self, size: int | None = -1, /) -> bytes:
        check()
        return super().readline(size)


async def received(request: Request, name: str) -> AsyncIterator[Upload]:
    """The body of a request as an unnamed file. Raises ProblemError (400) when it breaks off."""
    with tempfile.TemporaryFile(prefix="advisor-", buffering=0) as file:
        try:
            async for block in request.stream():
                await run_in_threadpool(file.write, block)
        except ClientDisconnect:
            raise ProblemError(400, [Mistake("", say("http_unreadable", preferred(request)), "")]) from None
        yield Upload.of(file, name)


class UploadSlots:
    """Slots for concurrent uploads, in all and per tenant, so that no tenant takes them all."""

    def __init__(self) -> None:
        self._all = asyncio.Semaphore(AT_ONCE)
        self._of: defaultdict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(OF_A_TENANT))

    @asynccontextmanager
    async def taken(self, request: Request, tenant: str) -> AsyncIterator[None]:
        """Hold a slot until the answer is sent. Raises ProblemError (503) when none becomes free in time."""
        own = self._of[tenant]
        try:
            async with asyncio.timeout(PATIENCE):
                await own.acquire()
                with _released_unless_done(own):
                    await self._all.acquire()
        except TimeoutError:
            mistake = Mistake("", say("service_busy", preferred(request), seconds=RETRY_AFTER), "")
            raise ProblemError(503, [mistake], {"Retry-After": str(RETRY_AFTER)}) from None
        try:
            yield
        finally:
            self._all.release()
            own.release()


@contextmanager
def _released_unless_done(semaphore: asyncio.Semaphore) -> Iterator[None]:
    try:
        yield
    except BaseException:
        semaphore.release()
        raise
