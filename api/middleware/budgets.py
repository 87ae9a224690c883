"""A budget of processor time for each request, which also ends when the client disconnects.

Long work is done in turns: one thread for all batches of a process takes a few rows of each in turn, so that no number
of batches starves other requests. Python runs one thread at a time: more threads would not be faster.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from advisor.budget import Budget, limited

SECONDS = 30.0  # of processor time per request; the slowest answer takes a few
TURN = 0.05  # about so many seconds of work on a batch before the next has its turn
Item = TypeVar("Item")
_WITHOUT_BODY = frozenset({"GET", "HEAD", "DELETE"})


class Budgets:
    """The budgets of the requests in progress."""

    def __init__(self) -> None:
        self.live: set[Budget] = set()
        self.batches = CapacityLimiter(1)
        self.gate = CapacityLimiter(8)  # threads that identify callers: they never wait for other work

    @asynccontextmanager
    async def of_a_server(self, _: Any) -> AsyncIterator[None]:
        """The lifespan of an application: when it stops, so does all work in progress."""
        yield
        for budget in self.live:
            budget.cancel()


class Budgeted:
    """ASGI middleware: handles a request within its budget (``scope["state"]["budget"]``), while its client waits."""

    def __init__(self, app: ASGIApp, budgets: Budgets) -> None:
        self.app = app
        self.live = budgets.live

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with its budget, and watch for the client to disconnect."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        budget = Budget(SECONDS)
        scope.setdefault("state", {})["budget"] = budget
        line = _Client(receive, budget)
        if scope["method"] in _WITHOUT_BODY:
            line.look_out()
        self.live.add(budget)
        try:
            with limited(budget):
                await self.app(scope, line.receive, send)
        finally:
            self.live.discard(budget)
            line.close()


class _Client:
    """The messages from a client: first its request, then at most that it disconnected."""

    def __init__(self, receive: Receive, budget: Budget) -> None:
        self._receive, self._budget = receive, budget
        self._first: asyncio.Task[Message] | None = None  # of a request without a body
        self._end: asyncio.Task[Message] | None = None

    def look_out(self) -> None:
        """Start waiting for the client to disconnect, before the application asks for its request."""
        self._first = asyncio.ensure_future(self._receive())
        self._first.add_done_callback(self._noted)

    async def receive(self) -> Message:
        """The next ASGI message."""
        if self._first is not None:
            message, self._first = await self._first, None
            return message
        if self._end is not None:
            return await asyncio.shield(self._end)
        message = await self._receive()
        self._heard(message)
        return message

    def _noted(self, first: "asyncio.Task[Message]") -> None:
        if not first.cancelled() and first.exception() is None:
            self._heard(first.result())

    def _heard(self, message: Message) -> None:
        if message["type"] == "http.disconnect":
            self._budget.cancel()
        elif self._end is None and not message.get("more_body", False):
            self._end = asyncio.ensure_future(self._receive())
            self._end.add_done_callback(self._noted)

    def close(self) -> None:
        """Stop waiting."""
        for task in (self._first, self._end):
            if task is not None:
                task.cancel()


async def in_turns(todo: Iterator[Item], budget: Budget, budgets: Budgets) -> AsyncIterator[Item]:
    """The items of an iterator, computed in the thread of the batches, one turn at a time.

    Raises what it raises, OverBudgetError, NobodyWaitsError.
    """

    def turn() -> tuple[list[Item], bool]:
        made: list[Item] = []
        with budget.turn():
            until = time.monotonic() + TURN
            for item in todo:
                made.append(item)
                if time.monotonic() > until:
                    return made, True
        return made, False

    more = True
    while more:
        made, more = await to_thread.run_sync(turn, limiter=budgets.batches)
        for item in made:
            yield item
