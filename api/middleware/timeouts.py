"""The timeout of request bodies; and what tells a connection when a request starts and is answered."""

import asyncio

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from advisor.phrases import say
from advisor.stages.mistakes import Mistake

from ..http.language import preferred
from ..http.problems import ProblemError

SECONDS = 20.0  # timeout for the head of a request, for its body, and for the client to read part of an answer
CONNECTION = "advisor.connection"  # the key of the connection in the state of a request


class SlowBody:
    """ASGI middleware: refuses a body that has not arrived within `SECONDS` with 408."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on while its body arrives in time."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        whole = False
        until: float | None = None  # counted from when we start reading

        async def in_time() -> Message:
            nonlocal whole, until
            if whole:
                return await receive()
            until = until or asyncio.get_running_loop().time() + SECONDS
            try:
                async with asyncio.timeout_at(until):
                    message = await receive()
            except TimeoutError:
                said = say("service_slow", preferred(Request(scope)), seconds=round(SECONDS))
                raise ProblemError(408, [Mistake("", said, "")], {"Connection": "close"}) from None
            whole = not message.get("more_body", False)
            return message

        await self.app(scope, in_time, send)


class Answering:
    """ASGI middleware: tells a connection when a request starts, and when it was answered."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        connection = scope.get("state", {}).pop(CONNECTION, None) if scope["type"] == "http" else None
        if connection is None:
            await self.app(scope, receive, send)
            return
        connection.begun()
        answered = False

        async def told(message: Message) -> None:
            nonlocal answered
            if message["type"] == "http.response.body" and not message.get("more_body", False) and not answered:
                answered = True
                connection.done()  # before the last part is written: the next request may be read right after
            await send(message)

        try:
            await self.app(scope, receive, told)
        finally:
            if not answered:
                connection.done()
