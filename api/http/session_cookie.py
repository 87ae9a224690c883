"""Sessions as HTTP has them: the cookie that shows one, and the way to the form and back."""

from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

COOKIE = "advisor_session"
SIGN_IN = "/sign-in"
SIGN_OUT = "/sign-out"
DOORS = frozenset({SIGN_IN, SIGN_OUT})
START = "/"
_LONGEST = 2000  # characters of an address to go back to


def shown(request: Request) -> str | None:
    """The token that a request shows; None when it shows none."""
    return request.cookies.get(COOKIE)


def own_place(asked: str) -> str:
    """Where to go after signing in: what was asked when it can only be a page here, else the start.

    A browser takes ``//host`` and ``/\\host`` for another site, and passes over tabs and line ends while it looks.
    """
    plain = all("!" <= character <= "~" and character != "\\" for character in asked)
    inside = asked.startswith("/") and not asked.startswith("//")
    if not (plain and inside and len(asked) <= _LONGEST) or asked.partition("?")[0] in DOORS:
        return START
    return asked


def to_sign_in(request: Request) -> Response:
    """To the form, and from there back to what was asked."""
    query = request.scope["query_string"].decode("ascii", "replace")
    place = own_place(quote(request.scope["path"]) + (f"?{query}" if query else ""))
    return _see_other(SIGN_IN if place == START else f"{SIGN_IN}?{urlencode({'next': place})}")


def signed_in(request: Request, token: str, place: str) -> Response:
    """To a page, with the cookie that shows a session. It ends with the browser, if the session does not end before."""
    response = _see_other(place)
    response.set_cookie(COOKIE, token, path="/", httponly=True, samesite="lax", secure=_secure(request))
    return response


def signed_out(request: Request) -> Response:
    """To the form, without the cookie; the browser is told to throw away the pages that it still has."""
    response = _see_other(SIGN_IN)
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax", secure=_secure(request))
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _see_other(place: str) -> Response:
    return RedirectResponse(place, status_code=303, headers={"Cache-Control": "no-store"})


def _secure(request: Request) -> bool:
    """Whether the browser came over TLS: here, or to a proxy that says so.

    Who says so without reason gets a cookie that his browser does not send back, and nothing else.
    """
    told = request.headers.getlist("x-forwarded-proto")[-1:] + request.headers.getlist("origin")[-1:]
    return request.url.scheme == "https" or any(value.lower().startswith("https") for value in told)
