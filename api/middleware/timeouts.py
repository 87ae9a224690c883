"""How long a client may take to send a request; and what tells a connection when a request begins and is answered."""

import asyncio

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from advisor.phrases import say
from advisor.stages.profile import Mistake

from ..http.language import preferred
from ..http.problems import ProblemError

SECONDS = 20.0  # for the head of a request, again for its body, and to read some of an answer
CONNECTION = "advisor.connection"  # where the state of a request has its connection


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
        until: float | None = None  # from when we are ready to read it

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
    """ASGI middleware: tells a connection when a request begins, and when it was answered."""

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
                connection.done()  # before the last of it is written: the next request may be read right after
            await send(message)

        try:
            await self.app(scope, receive, told)
        finally:
            if not answered:
                connection.done()
