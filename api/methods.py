"""HEAD, which is GET without the content, and which methods an address takes."""

from starlette.requests import Request
from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


class HeadAsGet:
    """ASGI middleware: answers HEAD as GET, with the same headers and no content."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, HEAD as GET."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def without_content(message: Message) -> None:
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        inner = {**scope, "method": "GET"}
        try:
            await self.app(inner, receive, without_content)
        finally:
            if "route" in inner:
                scope["route"] = inner["route"]  # for who tells what was asked


def allowed(request: Request) -> str:
    """The methods that the address of a request takes, as the value of an Allow header.

    Starlette's own value names those of one route only, in no fixed order.
    """
    scope = {k: v for k, v in request.scope.items() if k not in ("endpoint", "route", "path_params")}
    taken = [
        method
        for method in METHODS
        if any(r.matches({**scope, "method": method})[0] is Match.FULL for r in request.app.routes)
    ]
    return ", ".join(["GET", "HEAD", *taken[1:]] if "GET" in taken else taken)
