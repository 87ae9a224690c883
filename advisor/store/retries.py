"""Idempotency: the same request with the same idempotency key leads to the same advice.

The key is saved in the transaction that saves the advice: a request was answered or it was not, so that none is ever
found half-done, not even after a crash.
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
SWEPT_AFTER = timedelta(days=7)  # a clock off by less deletes no key that is still valid
MAX_KEY = 255


@dataclass(frozen=True, slots=True)
class Retry:
    """A retryable request, as hashes: neither the client's key nor the request itself is stored."""

    key_sha256: str
    request_sha256: str


def retry(key: str, request: bytes) -> Retry:
    """The hashes of an idempotency key and of everything the answer depends on. Raises RetryKeyError."""
    if not 0 < len(key) <= MAX_KEY:
        raise RetryKeyError(limit=MAX_KEY)
    raw = key.encode("utf-8", "surrogatepass")
    return Retry(hashlib.sha256(raw).hexdigest(), hashlib.sha256(request).hexdigest())


def answered(store: Store, caller: Caller, asked: Retry) -> str | None:
    """The id of the advice that this request produced before, or None. Saves making advice twice.

    Raises RetryConflictError when the key was used for another request, ScopeError, StoreUnavailableError.
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
    """Save what a request produced, with the time; delete the expired keys of this tenant."""
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
