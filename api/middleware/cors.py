"""The origin of a browser's request: our own pages, or an origin that CORS allows by name."""

import re
from collections.abc import Iterable

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp

from advisor.phrases import say
from advisor.stages.mistakes import Mistake

from ..http.language import preferred
from ..http.problems import ProblemError, refuse

_ORIGIN = re.compile(r"https?://(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\])(?::[0-9]{1,5})?")
READ = ("Authorization", "Content-Type", "Idempotency-Key", "If-None-Match", "X-API-Key")
SHOWN = ("Content-Language", "ETag", "Idempotent-Replay", "Link", "Location", "Retry-After")


class OriginError(ValueError):
    """Not a valid origin."""


def checked(origins: Iterable[str]) -> tuple[str, ...]:
    """The origins in lower case, without a trailing slash. Raises OriginError with the first that is not valid."""
    found = [origin.strip().lower().removesuffix("/") for origin in origins]
    for origin in found:
        if not _ORIGIN.fullmatch(origin):
            raise OriginError(origin[:80])
    return tuple(dict.fromkeys(found))


def ours(headers: Headers) -> bool:
    """Whether the browser says that a page of this server, or the user directly, sent the request.

    Every browser says so for POST, in one header or another. There may be a TLS proxy in between, so only the host in
    the origin is compared, not the scheme.
    """
    site, origin, host = (headers.getlist(name) for name in ("sec-fetch-site", "origin", "host"))
    if site:
        return site in (["same-origin"], ["none"])
    if len(origin) != 1 or len(host) != 1 or not host[0]:
        return False
    return origin[0].lower() in (f"http://{host[0]}".lower(), f"https://{host[0]}".lower())


class Origins(CORSMiddleware):
    """ASGI middleware: that of Starlette, except that a disallowed origin gets a problem instead of plain text."""

    def __init__(self, app: ASGIApp, origins: tuple[str, ...]) -> None:
        methods = ("GET", "POST", "PUT", "DELETE")
        super().__init__(app, allow_origins=origins, allow_methods=methods, allow_headers=READ, expose_headers=SHOWN)

    def preflight_response(self, request_headers: Headers) -> Response:
        """The answer to a preflight request."""
        answer = super().preflight_response(request_headers)
        if answer.status_code < 400:
            return answer
        # A preflight is never answered with a page, so treat the path as one of the API.
        asked = {"method": "OPTIONS", "path": "/v1", "query_string": b"", "headers": request_headers.raw}
        request = Request({"type": "http", **asked})
        mistake = Mistake("", say("service_origin", preferred(request)), "")
        return refuse(request, ProblemError(403, [mistake], {"Vary": "Origin, Accept-Language"}))
