"""The API keys of a server: each belongs to a tenant and has a scope. Only their hashes are stored."""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, insert, select, update

from ..stages.mistakes import encodable
from . import audit
from .callers import Caller, Scope, check_scope, check_tenant
from .database import Store
from .errors import KeyNotFoundError, KeyRefusedError, KeyShapeError, StoreDamagedError, StoreUnavailableError
from .tables import keys

MAX_NAME = 100
MAX_PER_MINUTE = 1_000_000
_ID = re.compile(r"[0-9a-f]{12}")
_TOKEN = re.compile(r"advk_([0-9a-f]{12})_([0-9a-f]{64})")
_USED_EVERY = timedelta(minutes=1)  # the precision of the last use, so that not every read becomes a write


@dataclass(frozen=True, slots=True)
class Key:
    """A key as listed: everything but its secret, which is not stored."""

    id: str
    tenant: str
    name: str
    scope: Scope
    per_minute: int | None
    created: datetime
    revoked: datetime | None
    last_used: datetime | None


def add(
    store: Store, tenant: str, name: str, scope: str, *, per_minute: int | None = None, who: str = "local"
) -> tuple[Key, str]:
    """Make a key. Returns it with its token, advk_<id>_<secret>, which cannot be retrieved later.

    Raises TenantError, KeyShapeError, StoreUnavailableError.
    """
    check_tenant(tenant)
    allowed = check_scope(scope)
    named = 0 < len(name.strip()) <= MAX_NAME and name.isprintable() and encodable(name)
    if allowed is None or not named or not (per_minute is None or 1 <= per_minute <= MAX_PER_MINUTE):
        raise KeyShapeError(limit=MAX_NAME, most=MAX_PER_MINUTE)
    key_id, secret = secrets.token_hex(6), secrets.token_hex(32)
    with store.writing() as connection:
        key = Key(key_id, tenant, name.strip(), allowed, per_minute, store.clock(), None, None)
        connection.execute(
            insert(keys).values(
                id=key.id,
                tenant=key.tenant,
                name=key.name,
                scope=key.scope,
                secret_sha256=_hash(secret),
                per_minute=key.per_minute,
                created=key.created,
            )
        )
        audit.note(connection, Caller(tenant, who), "add key", key_id, key.created)
    return key, f"advk_{key_id}_{secret}"


def listed(store: Store, tenant: str | None = None) -> list[Key]:
    """Every key, or those of one tenant, oldest first; the revoked ones too. Raises StoreUnavailableError."""
    wanted = select(keys).order_by(keys.c.created, keys.c.id)
    if tenant is not None:
        wanted = wanted.where(keys.c.tenant == tenant)
    with store.reading() as connection:
        rows = connection.execute(wanted).all()
    return [Key(r.id, r.tenant, r.name, r.scope, r.per_minute, r.created, r.revoked, r.last_used) for r in rows]


def revoke(store: Store, key_id: str, *, tenant: str | None = None, who: str = "local") -> None:
    """Revoke a key, permanently. With ``tenant``: only a key of that tenant.

    Raises KeyNotFoundError, StoreUnavailableError.
    """
    if not _ID.fullmatch(key_id):
        raise KeyNotFoundError(id=key_id[:40])
    with store.writing() as connection:
        row = connection.execute(select(keys.c.tenant, keys.c.revoked).where(keys.c.id == key_id)).first()
        if row is None or tenant not in (None, row.tenant):
            raise KeyNotFoundError(id=key_id)
        if row.revoked is None:
            time = store.clock()
            connection.execute(update(keys).where(keys.c.id == key_id).values(revoked=time))
            audit.note(connection, Caller(row.tenant, who), "revoke key", key_id, time)


def required(store: Store) -> bool:
    """Whether a key was ever made; then every request needs one, even when all are revoked.

    Raises StoreUnavailableError.
    """
    with store.reading() as connection:
        return connection.execute(select(keys.c.id).limit(1)).first() is not None


def identify(store: Store, token: str) -> Caller:
    """The caller with a key. Raises KeyRefusedError (the same for every reason), StoreUnavailableError."""
    parts = _TOKEN.fullmatch(token)
    if parts is None:
        raise KeyRefusedError()
    key_id, secret = parts.groups()
    with store.reading() as connection:
        row = connection.execute(select(keys).where(keys.c.id == key_id)).first()
    kept = row.secret_sha256 if row is not None else "0" * 64
    if not hmac.compare_digest(kept, _hash(secret)) or row is None or row.revoked is not None:
        raise KeyRefusedError()
    return holder(store, row)


def holder(store: Store, row: Row[Any]) -> Caller:
    """The caller of a row of a key; records this use of the key."""
    time = store.clock()
    if row.last_used is None or abs(time - row.last_used) >= _USED_EVERY:  # also after a clock was ahead
        try:
            with store.writing() as connection:
                connection.execute(update(keys).where(keys.c.id == row.id).values(last_used=time))
        except (StoreUnavailableError, StoreDamagedError):
            pass  # a read does not fail because its use cannot be recorded
    return Caller(row.tenant, row.id, row.scope, row.per_minute)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
