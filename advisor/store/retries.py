"""Makes doing a request again safe: the same idempotency key with the same request leads to the same advice.

The key is kept in the transaction that keeps the advice: a request is answered or it never was, so that none is ever
found half-way, not even after a crash.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, or_, select

from .callers import Caller
from .database import Store
from .errors import RetryConflictError, RetryKeyError
from .tables import retries

KEPT_FOR = timedelta(days=1)
SWEPT_AFTER = timedelta(days=7)  # a clock that is wrong by less lets go of no key that may still come again
MAX_KEY = 255


@dataclass(frozen=True, slots=True)
class Retry:
    """A request that may come again; neither the client's key nor the request itself is kept."""

    key_sha256: str
    request_sha256: str


def retry(key: str, request: bytes) -> Retry:
    """What tells a request: the key its client made up, and everything the answer depends on. Raises RetryKeyError."""
    if not 0 < len(key) <= MAX_KEY:
        raise RetryKeyError(limit=MAX_KEY)
    raw = key.encode("utf-8", "surrogatepass")
    return Retry(hashlib.sha256(raw).hexdigest(), hashlib.sha256(request).hexdigest())


def answered(store: Store, caller: Caller, asked: Retry) -> str | None:
    """The id of the advice that this request led to before, or None. Worth asking before an advice is made.

    Raises RetryConflictError when the key came with another request, ScopeError, StoreUnavailableError.
    """
    caller.demand("submit")
    with store.reading() as connection:
        return find(connection, caller, asked, store.clock())


def find(connection: Connection, caller: Caller, asked: Retry, time: datetime) -> str | None:
    """As `answered`, within a transaction. Raises RetryConflictError."""
    row = connection.execute(
        select(retries.c.request_sha256, retries.c.advice).where(
            retries.c.tenant == caller.tenant,
            retries.c.key_sha256 == asked.key_sha256,
            retries.c.created > time - KEPT_FOR,
        )
    ).first()
    if row is None:
        return None
    if row.request_sha256 != asked.request_sha256:
        raise RetryConflictError()
    advice: str = row.advice
    return advice


def remember(connection: Connection, caller: Caller, asked: Retry, advice: str, time: datetime) -> None:
    """Keep what a request led to, at the time of the clock; let go of what this tenant's clients sent long ago."""
    own = retries.c.tenant == caller.tenant
    old = or_(retries.c.created <= time - SWEPT_AFTER, retries.c.key_sha256 == asked.key_sha256)
    connection.execute(delete(retries).where(own, old))
    connection.execute(
        insert(retries).values(
            tenant=caller.tenant,
            key_sha256=asked.key_sha256,
            request_sha256=asked.request_sha256,
            advice=advice,
            created=time,
        )
    )
