"""Authentication and rate limits. With keys: key holders only. Without: loopback only.

A key is looked up at each request, so that revoking it takes effect immediately. Pages also accept a session; a request
to a page that changes something must come from a page of ours. The API ignores cookies.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from functools import partial
from urllib.parse import urlsplit

from anyio import CapacityLimiter, to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Send
from starlette.types import Scope as Connection

from advisor.phrases import say
from advisor.stages.mistakes import Mistake
from advisor.store import keys
from advisor.store import sessions as kept_sessions
from advisor.store.callers import LOCAL, Caller
from advisor.store.database import Store
from advisor.store.errors import StoreError

from ..http import session_cookie
from ..http.addresses import OPEN, of_pages, of_respondents
from ..http.hosts import loopback
from ..http.page_refusals import said_of
from ..http.page_requests import spoken, wants_page
from ..http.problems import ProblemError, refuse
from ..http.rate_limits import Rates
from .cors import ours

SUBMITS = ("POST", "/v1/advice")  # the only request that a key of scope submit may make
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})  # methods that change nothing
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")  # headers that a proxy adds
_BEARER = {"WWW-Authenticate": 'Bearer realm="advisor"'}


class _SignedOutError(ProblemError):
    """A page was requested without a session."""


class Shared:
    """A look-up that those share who ask while another one runs: it starts after all of them asked.

    So nobody gets what was true before, and many who ask at once cost as much as one or two.
    """

    def __init__(self, look_up: Callable[[], Awaitable[bool]]) -> None:
        self._look_up = look_up
        self._running: asyncio.Task[bool] | None = None
        self._waiting: asyncio.Task[bool] | None = None  # for the one that runs, to start after it

    async def __call__(self) -> bool:
        """What is found by a look-up that starts from now on. Raises what it raises."""
        if self._waiting is None or self._waiting.done():
            self._waiting = asyncio.ensure_future(self._after(self._running))
        return await asyncio.shield(self._waiting)

    async def _after(self, before: "asyncio.Task[bool] | None") -> bool:
        if before is not None and not before.done():
            await asyncio.wait([before])
        self._running, self._waiting = self._waiting, None
        return await self._look_up()


class Access:
    """ASGI middleware: identifies the caller (``request.state.caller``), or refuses the request.

    Every path outside `OPEN` is guarded, also those that do not exist; of the pages only the assets and the sign-in
    doors are open, where there may be no caller; those of respondents are guarded by the secret in them.
    None of the body is read before.
    ``origins``: the origins allowed while no key exists. ``rates``: counts the requests of each key.
    ``gate``: the threads that query the store. ``assets``: the paths of what the pages load, such as style sheets.
    """

    def __init__(
        self,
        app: ASGIApp,
        store: Store,
        rates: Rates,
        gate: CapacityLimiter,
        origins: Collection[str] = (),
        assets: Collection[str] = (),
    ) -> None:
        self.app = app
        self.store = store
        self.rates = rates
        self._asked = partial(to_thread.run_sync, limiter=gate)
        self._keys_required = Shared(partial(self._asked, keys.required, store))
        self.origins = origins
        self.keyed = False  # never reset: keys are revoked, not removed
        self.open = OPEN | frozenset(assets)

    async def __call__(self, scope: Connection, receive: Receive, send: Send) -> None:
        """Pass a request on with its caller, or answer it with a problem."""
        if scope["type"] == "http" and scope["path"] not in self.open:
            request = Request(scope)
            try:
                caller = await self._caller(request)
                if caller is not None:
                    request.state.caller = caller
                    count(self.rates, caller, request)
                    if (request.method, request.scope["path"]) != SUBMITS:
                        caller.demand("read")
            except (ProblemError, StoreError) as error:
                await _refused(request, error)(scope, receive, send)
                return
            if request.method == "GET" and getattr(request.state, "signed_in", False):
                send = _not_kept(send)
        await self.app(scope, receive, send)

    async def _caller(self, request: Request) -> Caller | None:
        """The caller; None only at a sign-in door, and for a respondent, whom the secret in the address lets in.

        Raises ProblemError, KeyRefusedError, StoreUnavailableError: an unidentified caller is not let in.
        """
        path = request.scope["path"]
        page = of_pages(path)
        if page and request.method not in _SAFE and not ours(request.headers):
            raise _refusal(request, 403, "service_not_ours")
        if of_respondents(path):
            self.keyed = self.keyed or await self._keys_required()
            if not self.keyed:
                self._demand_here(request)
            return None
        shown = _shown(request)
        if len(shown) > 1:
            raise _refusal(request, 401, "service_two_keys")
        if shown:
            return await self._asked(keys.identify, self.store, shown[0])
        self.keyed = self.keyed or await self._keys_required()
        if not self.keyed:
            self._demand_here(request)
            return LOCAL
        if not page:
            raise _refusal(request, 401, "service_key_needed")
        found = await self._session(request)
        if found is None and path not in session_cookie.DOORS:
            phrase = "service_signed_out" if wants_page(request) else "service_key_needed"
            raise _SignedOutError(401, [Mistake("", say(phrase, spoken(request)), "")], _BEARER)
        return found

    async def _session(self, request: Request) -> Caller | None:
        """The caller of the session, or None. Raises StoreUnavailableError."""
        token = session_cookie.shown(request)
        if token is None:
            return None
        found = await self._asked(kept_sessions.identify, self.store, token)
        request.state.signed_in = found is not None
        return found

    def _demand_here(self, request: Request) -> None:
        """Raises ProblemError unless a request comes over loopback, and not on behalf of a page of another origin."""
        headers = request.headers
        forwarded = any(name in headers for name in _FORWARDED)
        if forwarded or request.client is None or not loopback(request.client.host):
            raise _refusal(request, 403, "service_only_here")
        if not loopback(_name(headers)):  # DNS rebinding
            raise _refusal(request, 403, "service_host")
        origin = headers.get("origin")
        if origin is not None and origin not in self.origins and origin != f"http://{headers.get('host')}":
            raise _refusal(request, 403, "service_origin")


def count(rates: Rates, caller: Caller, request: Request) -> None:
    """Count a request of a caller. Raises ProblemError (429) when the key exceeds its rate limit."""
    if caller.per_minute is not None:
        rates.count(caller.who, caller.per_minute, request, "service_often")


def _name(headers: Headers) -> str:
    """The host name a request was sent to, without the port; empty when malformed or given twice."""
    said = headers.getlist("host")
    try:
        return urlsplit(f"//{said[0]}").hostname or "" if len(said) == 1 else ""
    except ValueError:
        return ""


def _shown(request: Request) -> list[str]:
    """The keys in a request."""
    shown = list(request.headers.getlist("x-api-key"))
    for value in request.headers.getlist("authorization"):
        kind, _, token = value.partition(" ")
        shown.append(token.strip() if kind.lower() == "bearer" else "")
    return shown


def _refusal(request: Request, status: int, phrase: str) -> ProblemError:
    language = spoken(request)
    said = said_of(status, language, phrase)
    return ProblemError(status, [Mistake("", say(phrase, language), "")], _BEARER if status == 401 else {}, said=said)


def _refused(request: Request, error: ProblemError | StoreError) -> Response:
    """The response to a refused request; for a page, a redirect to the sign-in form."""
    if isinstance(error, _SignedOutError) and request.method == "GET" and wants_page(request):
        return session_cookie.to_sign_in(request)
    return refuse(request, error)


def _not_kept(send: Send) -> Send:
    """Have no cache keep what a signed-in user sees, so that “back” shows nothing after signing out.

    Answers to POST may be kept until then, so that nobody loses a form; signing out has the browser discard them.
    """

    async def told(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message)["Cache-Control"] = "no-store"
        await send(message)

    return told
