"""How much a client may send. How deep it may nest is bounded where the JSON is read (``advisor.stages.profile``)."""

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .problems import refuse

_MOST_DIGITS = 12  # of a Content-Length; a longer number is too big anyhow


class BodyLimit:
    """ASGI middleware: refuses a body of more than ``most`` bytes with 413, announced or found out while it comes in.

    FastAPI's own ``max_body_size`` answers an announced one in plain text, past every handler.
    """

    def __init__(self, app: ASGIApp, most: int) -> None:
        self.app = app
        self.most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on while its body stays within the limit."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "")
        if announced.isdecimal() and (len(announced) > _MOST_DIGITS or int(announced) > self.most):
            await refuse(Request(scope), HTTPException(413))(scope, receive, send)
            return
        received = 0

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self.most:
                raise HTTPException(413)
            return message

        await self.app(scope, counted, send)
