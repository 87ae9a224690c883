"""Signing in with a key, and signing out."""

from datetime import timedelta
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from advisor.store import keys
from advisor.store import sessions as kept_sessions
from advisor.store.errors import KeyRefusedError

from ..http import session_cookie
from ..http.dependencies import TheStore
from ..http.rate_limits import Rates
from ..middleware.access import count
from .frame import page

router = APIRouter(include_in_schema=False)

TRIES = 10  # wrong keys in a minute from one address
LIMITS = dict.fromkeys(session_cookie.DOORS, 4096)  # bytes: a key and nothing else


@router.get(session_cookie.SIGN_IN)
def form(request: Request, next: str = session_cookie.START) -> Response:
    """The form; a caller who is already signed in is redirected."""
    place = session_cookie.own_place(next)
    if request.app.state.store is None or getattr(request.state, "caller", None) is not None:
        return RedirectResponse(place, status_code=303, headers={"Cache-Control": "no-store"})
    return _form(request, 200, place, "sign_in_ended" if session_cookie.shown(request) else None)


@router.post(session_cookie.SIGN_IN)
def sign_in(
    request: Request,
    store: TheStore,
    key: Annotated[str, Form()] = "",
    next: str = session_cookie.START,
) -> Response:
    """Open a session for the caller with a key, and close any previous one.

    A valid key is accepted however many wrong ones came from the same address: behind a proxy all clients share an
    address, and someone guessing at 256 random bits must not lock out the others.
    """
    place, key = session_cookie.own_place(next), key.strip()
    if not key:
        return _form(request, 422, place, "sign_in_empty")
    try:
        caller = keys.identify(store, key)
    except KeyRefusedError:
        host = request.client.host if request.client else ""
        rates(request).count(f"sign in from {host}", TRIES, request, "sign_in_often")
        return _form(request, 401, place, "sign_in_wrong")
    count(rates(request), caller, request)
    caller.demand("read")
    before = session_cookie.shown(request)
    if before:
        kept_sessions.close(store, before)
    return session_cookie.signed_in(request, kept_sessions.open_(store, caller), place)


@router.post(session_cookie.SIGN_OUT)
def sign_out(request: Request, store: TheStore) -> Response:
    """End the session, wherever its cookie is still stored."""
    token = session_cookie.shown(request)
    if token:
        kept_sessions.close(store, token)
    return session_cookie.signed_out(request)


def rates(request: Request) -> Rates:
    """The rate limits of the application."""
    found = request.app.state.rates
    assert isinstance(found, Rates)  # noqa: S101 - nobody else sets it
    return found


def _form(request: Request, status: int, place: str, wrong: str | None) -> Response:
    """The form. What was typed is never shown again."""
    hours = kept_sessions.LASTS // timedelta(hours=1)
    action = f"{session_cookie.SIGN_IN}?{urlencode({'next': place})}"
    response = page(request, "sign_in.html", status, action=action, wrong=wrong, hours=hours)
    response.headers["Cache-Control"] = "no-store"
    if status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="advisor"'
    return response
