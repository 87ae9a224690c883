"""Where a request of a browser comes from: our own pages, or those of elsewhere that may ask (CORS), by name."""

import re
from collections.abc import Iterable

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp

from advisor.phrases import say
from advisor.stages.profile import Mistake

from ..http.language import preferred
from ..http.problems import ProblemError, refuse

_ORIGIN = re.compile(r"https?://(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\])(?::[0-9]{1,5})?")
READ = ("Authorization", "Content-Type", "Idempotency-Key", "If-None-Match", "X-API-Key")
SHOWN = ("Content-Language", "ETag", "Idempotent-Replay", "Link", "Location", "Retry-After")


class OriginError(ValueError):
    """Not the origin of a page."""


def checked(origins: Iterable[str]) -> tuple[str, ...]:
    """The origins as they were given, without a last slash. Raises OriginError with the first that is none."""
    found = [origin.strip().lower().removesuffix("/") for origin in origins]
    for origin in found:
        if not _ORIGIN.fullmatch(origin):
            raise OriginError(origin[:80])
    return tuple(dict.fromkeys(found))


def ours(headers: Headers) -> bool:
    """Whether a browser says that a request was sent by a page of this server, or by its user himself.

    Every browser says so with what is posted, in one way or the other. Over TLS a proxy may stand between, so that
    only the name in the origin is looked at.
    """
    site, origin, host = (headers.getlist(name) for name in ("sec-fetch-site", "origin", "host"))
    if site:
        return site in (["same-origin"], ["none"])
    if len(origin) != 1 or len(host) != 1 or not host[0]:
        return False
    return origin[0].lower() in (f"http://{host[0]}".lower(), f"https://{host[0]}".lower())


class Origins(CORSMiddleware):
    """ASGI middleware: Starlette's, with an allow-list; a page that is not on it gets a problem, not plain text."""

    def __init__(self, app: ASGIApp, origins: tuple[str, ...]) -> None:
        methods = ("GET", "POST", "PUT", "DELETE")
        super().__init__(app, allow_origins=origins, allow_methods=methods, allow_headers=READ, expose_headers=SHOWN)

    def preflight_response(self, request_headers: Headers) -> Response:
        """What a browser asks before it asks."""
        answer = super().preflight_response(request_headers)
        if answer.status_code < 400:
            return answer
        # Asked for a script, and never answered with a page: the address is taken to be one of the API.
        asked = {"method": "OPTIONS", "path": "/v1", "query_string": b"", "headers": request_headers.raw}
        request = Request({"type": "http", **asked})
        mistake = Mistake("", say("service_origin", preferred(request)), "")
        return refuse(request, ProblemError(403, [mistake], {"Vary": "Origin, Accept-Language"}))
