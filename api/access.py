"""Who is let in: with keys only their holders, each so many times a minute; without keys only this computer.

A key is looked up at each request, so that one that is revoked is worthless at once.
"""

import math
import time
from collections.abc import Collection
from functools import partial
from ipaddress import ip_address
from urllib.parse import urlsplit

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Send
from starlette.types import Scope as Connection

from advisor.phrases import say
from advisor.stages.profile import Mistake
from advisor.store import keys
from advisor.store.callers import LOCAL, Caller
from advisor.store.database import Store
from advisor.store.errors import StoreError

from .languages import preferred
from .problems import ProblemError, refuse

OPEN = frozenset({"/health", "/ready"})  # what a supervisor asks, who has no key
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")  # what a proxy adds


class Access:
    """ASGI middleware: lets a request in as some caller (``request.state.caller``), or refuses it.

    What is not in `OPEN` is guarded, addresses that do not exist too. Nothing of the body is read before.
    ``origins``: the pages from elsewhere that may ask without keys.
    """

    def __init__(self, app: ASGIApp, store: Store, origins: Collection[str] = ()) -> None:
        self.app = app
        self.store = store
        self.origins = origins
        self.keyed = False  # once true it stays: a key that was made may be revoked, never unmade
        self.counter = SlidingWindowCounterRateLimiter(MemoryStorage())

    async def __call__(self, scope: Connection, receive: Receive, send: Send) -> None:
        """Pass a request on as that of a caller, or answer it with a problem."""
        if scope["type"] == "http" and scope["path"] not in OPEN:
            request = Request(scope)
            try:
                caller = await self._caller(request)
                self._count(caller, request)
            except (ProblemError, StoreError) as error:
                await refuse(request, error)(scope, receive, send)
                return
            request.state.caller = caller
        await self.app(scope, receive, send)

    async def _caller(self, request: Request) -> Caller:
        """Raises ProblemError, KeyRefusedError, StoreUnavailableError: what cannot be known is not let in."""
        shown = _shown(request)
        if len(shown) > 1:
            raise _refusal(request, 401, "service_two_keys")
        if shown:
            return await run_in_threadpool(partial(keys.identify, self.store, shown[0]))
        self.keyed = self.keyed or await run_in_threadpool(partial(keys.required, self.store))
        if self.keyed:
            raise _refusal(request, 401, "service_key_needed")
        self._demand_here(request)
        return LOCAL

    def _demand_here(self, request: Request) -> None:
        """Raises ProblemError unless a request comes from this computer, and not on behalf of a page from elsewhere."""
        headers = request.headers
        forwarded = any(name in headers for name in _FORWARDED)
        if forwarded or request.client is None or not loopback(request.client.host):
            raise _refusal(request, 403, "service_only_here")
        if not loopback(_name(headers)):  # a name of elsewhere that leads here: DNS rebinding
            raise _refusal(request, 403, "service_host")
        origin = headers.get("origin")
        if origin is not None and origin not in self.origins and origin != f"http://{headers.get('host')}":
            raise _refusal(request, 403, "service_origin")

    def _count(self, caller: Caller, request: Request) -> None:
        """Raises ProblemError (429) when the key of a caller came too often."""
        if caller.per_minute is None:
            return
        most = RateLimitItemPerMinute(caller.per_minute)
        if not self.counter.hit(most, caller.who):
            after = max(1, math.ceil(self.counter.get_window_stats(most, caller.who).reset_time - time.time()))
            details = {"count": caller.per_minute, "seconds": after}
            mistake = Mistake("", say("service_often", preferred(request), **details), "")
            raise ProblemError(429, [mistake], {"Retry-After": str(after)})


def loopback(host: str) -> bool:
    """Whether a name or an address can only be this computer."""
    try:
        return host.lower() == "localhost" or ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _name(headers: Headers) -> str:
    """The name that a request was sent to, without its port; empty when it cannot be read, or is said twice."""
    said = headers.getlist("host")
    try:
        return urlsplit(f"//{said[0]}").hostname or "" if len(said) == 1 else ""
    except ValueError:
        return ""


def _shown(request: Request) -> list[str]:
    """The keys that a request shows."""
    shown = list(request.headers.getlist("x-api-key"))
    for value in request.headers.getlist("authorization"):
        kind, _, token = value.partition(" ")
        shown.append(token.strip() if kind.lower() == "bearer" else "")
    return shown


def _refusal(request: Request, status: int, phrase: str) -> ProblemError:
    headers = {"WWW-Authenticate": 'Bearer realm="advisor"'} if status == 401 else {}
    return ProblemError(status, [Mistake("", say(phrase, preferred(request)), "")], headers)
