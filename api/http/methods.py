"""Which methods an address takes."""

from starlette.requests import Request
from starlette.routing import Match

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


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
