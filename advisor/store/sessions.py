"""Sessions of the pages: a token stands for a key, until it expires, is closed, or the key is revoked."""

import hashlib
import re
import secrets
from datetime import timedelta

from sqlalchemy import delete, insert, select

from . import audit
from .callers import Caller
from .database import Store
from .keys import holder
from .tables import keys, sessions

# A working day from the start: a leaked token expires however much it is used, and showing a page writes nothing.
LASTS = timedelta(hours=12)
_SWEPT_AFTER = timedelta(days=7)  # a clock off by less signs nobody out
_AHEAD = timedelta(minutes=1)  # the allowed difference between the clocks of servers
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


def open_(store: Store, caller: Caller) -> str:
    """Open a session for the caller with a key, and return its token: 256 random bits, of which the hash is stored.

    Sessions that expired long ago are deleted. Raises StoreUnavailableError.
    """
    token = secrets.token_urlsafe(32)
    with store.writing() as connection:
        time = store.clock()
        connection.execute(delete(sessions).where(sessions.c.expires <= time - _SWEPT_AFTER))
        connection.execute(
            insert(sessions).values(token_sha256=_hash(token), key=caller.who, created=time, expires=time + LASTS)
        )
        audit.note(connection, caller, "sign in", caller.who, time)
    return token


def identify(store: Store, token: str) -> Caller | None:
    """The caller of a session; None when it does not exist or has expired, or its key was revoked.

    A session opened while a clock was ahead would last too long, so it counts as expired once the clock is right.

    Raises StoreUnavailableError.
    """
    if not _TOKEN.fullmatch(token):
        return None
    time = store.clock()
    lasting = (sessions.c.expires > time, sessions.c.created <= time + _AHEAD)
    valid = (sessions.c.token_sha256 == _hash(token), *lasting, keys.c.revoked.is_(None))
    with store.reading() as connection:
        row = connection.execute(select(keys).join(sessions).where(*valid)).first()
    return None if row is None else holder(store, row)


def close(store: Store, token: str) -> None:
    """End a session; a token without one is ignored. Raises StoreUnavailableError."""
    if not _TOKEN.fullmatch(token):
        return
    this = sessions.c.token_sha256 == _hash(token)
    with store.reading() as connection:
        row = connection.execute(select(keys.c.tenant, keys.c.id).join(sessions).where(this)).first()
    if row is None:
        return
    with store.writing() as connection:
        if connection.execute(delete(sessions).where(this)).rowcount:
            audit.note(connection, Caller(row.tenant, row.id), "sign out", row.id, store.clock())


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
