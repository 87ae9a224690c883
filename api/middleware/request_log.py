"""The request log: for every request its id, one line in the log, and the metrics; nothing of its content."""

import logging
import time
from typing import Any

from fastapi import FastAPI
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from advisor.budget import NobodyWaitsError

from ..http.problems import refuse
from ..observability import metrics
from ..observability.logs import HEADER, REQUESTS, identified, places, request_id

GONE = 499  # logged when the client disconnects before there is an answer

_log = logging.getLogger(REQUESTS)


class Observed:
    """The outermost ASGI middleware: an unexpected error becomes a problem here, and is logged without values."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and log the outcome."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        identifier = identified(Headers(scope=scope).get(HEADER, ""))
        status, started = GONE, time.perf_counter()
        error: Exception | None = None

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = identifier
            await send(message)

        token = request_id.set(identifier)
        try:
            await self.app(scope, receive, noted)
        except NobodyWaitsError:
            pass  # there is no client to answer
        except Exception as raised:
            error = raised
            if status != GONE:  # part of an answer was sent: the connection can only be closed
                raise
            await refuse(Request(scope), raised)(scope, receive, noted)
        finally:
            request_id.reset(token)
            seconds = time.perf_counter() - started
            route = _route(scope, status)
            metrics.count(scope["method"], route, status, seconds)
            _tell(identifier, scope["method"], route, status, seconds, error)


def _route(scope: Scope, status: int) -> str | None:
    """The path template; of a request refused before routing only when the path is itself a template."""
    template = getattr(scope.get("route"), "path", None)
    if isinstance(template, str):
        return template
    app = scope.get("app")
    if status == 413 and isinstance(app, FastAPI) and scope["path"] in app.openapi()["paths"]:
        return str(scope["path"])
    return None


def _tell(
    identifier: str, method: str, route: str | None, status: int, seconds: float, error: Exception | None
) -> None:
    level = logging.INFO if status < 500 else logging.ERROR
    if not _log.isEnabledFor(level):
        return
    details: dict[str, Any] = {
        "request_id": identifier,
        "method": method[:20],
        "route": route,
        "status": status,
        "duration_ms": round(seconds * 1000, 2),
    }
    if error is not None:
        details |= {"error": type(error).__name__, "places": places(error)}
    _log.log(level, "request", extra={"details": details})
