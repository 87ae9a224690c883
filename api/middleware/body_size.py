"""The maximum body size. Nesting depth is bounded where JSON is read (``advisor.stages.profile``)."""

from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from advisor.phrases import say
from advisor.stages.mistakes import Mistake

from ..http.language import preferred
from ..http.problems import ProblemError, refuse

_MOST_DIGITS = 12  # of a Content-Length; a longer number is too large in any case


class BodyLimit:
    """ASGI middleware: refuses a body of more than ``most`` bytes with 413, as announced or as received.

    ``most_at``: paths with another limit. ``instead``: the key of the phrase with the remedy, by path.

    FastAPI's own ``max_body_size`` answers an announced body in plain text, past every handler.
    """

    def __init__(self, app: ASGIApp, most: int, most_at: Mapping[str, int], instead: Mapping[str, str]) -> None:
        self.app = app
        self.most = most
        self.most_at = most_at
        self.instead = instead

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on while its body stays within the limit."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        most = self.most_at.get(scope["path"], self.most)
        announced = Headers(scope=scope).get("content-length", "")
        if announced.isdecimal() and (len(announced) > _MOST_DIGITS or int(announced) > most):
            request = Request(scope)
            await refuse(request, self._too_big(request, most))(scope, receive, send)
            return
        received = 0

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > most:
                raise self._too_big(Request(scope), most)
            return message

        await self.app(scope, counted, send)

    def _too_big(self, request: Request, most: int) -> ProblemError:
        language, instead = preferred(request), self.instead.get(request.url.path)
        expected = say(instead, language) if instead else ""
        return ProblemError(413, [Mistake("", say("too_big", language, limit=most // 1024), expected)])
