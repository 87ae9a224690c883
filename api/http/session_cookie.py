"""The session cookie, and the redirects to the sign-in form and back."""

from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

COOKIE = "advisor_session"
SIGN_IN = "/sign-in"
SIGN_OUT = "/sign-out"
DOORS = frozenset({SIGN_IN, SIGN_OUT})
START = "/"
_LONGEST = 2000  # characters in an address to return to


def shown(request: Request) -> str | None:
    """The session token in a request, or None."""
    return request.cookies.get(COOKIE)


def own_place(asked: str) -> str:
    """Where to go after signing in: the address asked for if it can only be a page of this server, else the start.

    A browser takes ``//host`` and ``/\\host`` for another site, and ignores tabs and newlines in an address.
    """
    plain = all("!" <= character <= "~" and character != "\\" for character in asked)
    inside = asked.startswith("/") and not asked.startswith("//")
    if not (plain and inside and len(asked) <= _LONGEST) or asked.partition("?")[0] in DOORS:
        return START
    return asked


def to_sign_in(request: Request) -> Response:
    """Redirect to the form, which leads back to the page asked for."""
    query = request.scope["query_string"].decode("ascii", "replace")
    place = own_place(quote(request.scope["path"]) + (f"?{query}" if query else ""))
    return _see_other(SIGN_IN if place == START else f"{SIGN_IN}?{urlencode({'next': place})}")


def signed_in(request: Request, token: str, place: str) -> Response:
    """Redirect to a page and set the session cookie, which lasts until the browser closes or the session ends."""
    response = _see_other(place)
    response.set_cookie(COOKIE, token, path="/", httponly=True, samesite="lax", secure=secure(request))
    return response


def signed_out(request: Request) -> Response:
    """Redirect to the form, delete the cookie, and have the browser discard the pages in its cache."""
    response = _see_other(SIGN_IN)
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax", secure=secure(request))
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _see_other(place: str) -> Response:
    return RedirectResponse(place, status_code=303, headers={"Cache-Control": "no-store"})


def secure(request: Request) -> bool:
    """Whether the browser uses TLS, to this server or to a proxy that says so.

    A client that forges these headers only gets a cookie that its browser will not return.
    """
    told = request.headers.getlist("x-forwarded-proto")[-1:] + request.headers.getlist("origin")[-1:]
    return request.url.scheme == "https" or any(value.lower().startswith("https") for value in told)
