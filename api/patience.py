"""How long a client may take to send what it has to say."""

import asyncio
from typing import Any

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from advisor.phrases import say
from advisor.stages.profile import Mistake

from .languages import preferred
from .problems import ProblemError

SECONDS = 20.0  # for the head of a request, and again for its body
CONNECTIONS = 500  # at the same time


class SlowBody:
    """ASGI middleware: a body that is not there within so many seconds is refused with 408."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on while its body keeps coming."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        whole = False
        until = asyncio.get_running_loop().time() + SECONDS

        async def in_time() -> Message:
            nonlocal whole
            if whole:
                return await receive()
            try:
                async with asyncio.timeout_at(until):
                    message = await receive()
            except TimeoutError:
                said = say("service_slow", preferred(Request(scope)), seconds=f"{SECONDS:g}")
                raise ProblemError(408, [Mistake("", said, "")], {"Connection": "close"}) from None
            whole = not message.get("more_body", False)
            return message

        await self.app(scope, in_time, send)


class Impatient(H11Protocol):
    """A connection that is closed when the head of a request is not there within `SECONDS`, or when there are too many.

    uvicorn itself waits for a head for ever, and for the next request only until its first byte.
    """

    _closing: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start waiting for the first head."""
        super().connection_made(transport)
        if len(self.connections) > CONNECTIONS:
            transport.abort()
            return
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Stop waiting once a head is there; wait again for the next one, from its first byte."""
        super().data_received(data)
        answering = self.cycle is not None and not self.cycle.response_complete
        if answering:
            self._stop()
        elif self._closing is None:
            self._wait()

    def on_response_complete(self) -> None:
        """What comes after an answer is a new head; uvicorn's own limit holds until its first byte."""
        super().on_response_complete()
        self._stop()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing to wait for."""
        self._stop()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._closing = asyncio.get_running_loop().call_later(SECONDS, self._close)

    def _stop(self) -> None:
        if self._closing is not None:
            self._closing.cancel()
            self._closing = None

    def _close(self) -> None:
        transport: Any = self.transport
        if not transport.is_closing():
            transport.abort()
