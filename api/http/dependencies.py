"""What a request is about: the advisor and its edition, the store, the caller, a saved advice, the profile sent."""

from typing import Annotated

from fastapi import Depends
from starlette.requests import Request

from advisor.advice import Advisor
from advisor.library.edition import Edition
from advisor.phrases import say
from advisor.stages.mistakes import Mistake
from advisor.stages.profile import Profile, read_profile
from advisor.store import advices
from advisor.store.advices import Record
from advisor.store.callers import LOCAL, Caller
from advisor.store.database import Store
from advisor.store.retries import Retry, retry

from .language import LanguageAsked, preferred
from .negotiation import json_body
from .parameters import AdviceId
from .problems import ProblemError


async def advisor(request: Request) -> Advisor:
    """The advisor of the caller's tenant, else that of all. Raises as `advisor_for`."""
    return advisor_for(request, getattr(request.state, "caller", LOCAL).tenant)


def advisor_for(request: Request, tenant: str) -> Advisor:
    """The advisor of a tenant, else that of all. Raises ProblemError (503) when the knowledge could not be loaded."""
    state = request.app.state
    found = state.of_tenants.get(tenant, state.advisor)
    if isinstance(found, Advisor):
        return found
    raise ProblemError(503, [Mistake("", say("http_no_knowledge", preferred(request)), "")])


TheAdvisor = Annotated[Advisor, Depends(advisor)]


async def edition(found: TheAdvisor) -> Edition:
    """The edition of the advisor."""
    return found.edition


TheEdition = Annotated[Edition, Depends(edition)]


def store_of(request: Request) -> Store:
    """The store of the application. Raises ProblemError (503) when there is none."""
    found = request.app.state.store
    if isinstance(found, Store):
        return found
    raise ProblemError(503, [Mistake("", say("service_no_store", preferred(request)), "")])


async def _store(request: Request) -> Store:
    return store_of(request)


async def _caller(request: Request) -> Caller:
    """The caller, set by the middleware `Access`; without a store nothing is guarded, and the caller is LOCAL."""
    found = getattr(request.state, "caller", None)
    if found is None and request.app.state.store is None:
        return LOCAL
    assert isinstance(found, Caller)  # noqa: S101 - only `Access` sets it
    return found


TheStore = Annotated[Store, Depends(_store)]
TheCaller = Annotated[Caller, Depends(_caller)]


def _record(advice_id: AdviceId, store: TheStore, caller: TheCaller) -> Record:
    """The saved advice of that id. Raises AdviceNotFoundError, also for another tenant's; AdviceDamagedError."""
    return advices.read(store, caller, advice_id)


def _profile(raw: Annotated[bytes, Depends(json_body)], found: TheAdvisor, language: LanguageAsked) -> Profile:
    """The profile in the body. Raises ProfileError with every mistake."""
    return read_profile(raw, found.edition, language)


TheRecord = Annotated[Record, Depends(_record)]
TheProfile = Annotated[Profile, Depends(_profile)]


def asked(key: str | None, *parts: bytes | str) -> Retry | None:
    """A retryable request, identified by its idempotency key and all that its answer depends on; None without a key.

    Raises RetryKeyError.
    """
    if key is None:
        return None
    told = [part.encode() if isinstance(part, str) else part for part in parts]
    return retry(key, b"".join(b"%d:%s" % (len(part), part) for part in told))
