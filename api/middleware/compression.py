"""Answers of the API compressed with gzip, for clients that accept it."""

from starlette.datastructures import MutableHeaders
from starlette.middleware.gzip import GZipResponder, IdentityResponder
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..http.accept import joined, weighted
from ..http.addresses import of_pages

LEAST = 1400  # bytes: less fits in one packet as it is
LEVEL = 1  # of an advice a fifth is left; level 9 leaves a sixth, and takes eight times as long


class Compressed:
    """ASGI middleware: has Starlette compress what may be compressed, and no more.

    A page is never compressed: it may hold what only its reader may see beside what somebody else put in its address,
    and then its length tells the one from the other (BREACH, 2013). An answer with a strong ETag gets a weak one, as
    its bytes are others (RFC 9110, 8.8.3.3).
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and compress its answer when the client accepts that."""
        if scope["type"] != "http" or of_pages(scope["path"]):
            await self.app(scope, receive, send)
            return

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                _tag(MutableHeaders(scope=message))
            await send(message)

        accepted = accepts(joined(HTTPConnection(scope), "accept-encoding"))
        coded = GZipResponder(self.app, LEAST, LEVEL) if accepted else IdentityResponder(self.app, LEAST)
        await coded(scope, receive, told)


def accepts(header: str) -> bool:
    """Whether an Accept-Encoding header accepts gzip (RFC 9110, 12.5.3)."""
    weights = dict(weighted(header))
    return weights.get("gzip", weights.get("*", 0.0)) > 0


def _tag(headers: MutableHeaders) -> None:
    """Say of what has a tag, also of 304 without content, that it differs by coding; weaken the tag of coded bytes."""
    tag = headers.get("etag")
    if tag is None:
        return
    if "accept-encoding" not in headers.get("vary", "").lower():
        headers.add_vary_header("Accept-Encoding")
    if "content-encoding" in headers:
        headers["etag"] = f"W/{tag.removeprefix('W/')}"
