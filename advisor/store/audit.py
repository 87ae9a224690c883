"""The audit log: append-only entries, each with a hash over itself and the previous one."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import Connection, desc, insert, select

from .callers import Caller
from .database import Store
from .errors import AuditBrokenError
from .tables import audit

Action = Literal[
    "keep",
    "rerun",
    "delete",
    "status",
    "open round",
    "invite",
    "revoke invitation",
    "close round",
    "delete round",
    "add key",
    "revoke key",
    "sign in",
    "sign out",
]
_START = "0" * 64
_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Entry:
    """One action: ids only, nothing about a person or an organisation."""

    number: int
    time: datetime
    tenant: str
    who: str
    action: str
    subject: str


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry: noted elsewhere, it later proves that none was removed from the end."""

    number: int
    hash: str


def note(connection: Connection, caller: Caller, action: Action, subject: str, time: datetime) -> None:
    """Add an entry, in the transaction of the action: both are saved, or neither."""
    before = connection.execute(select(audit.c.number, audit.c.hash).order_by(desc(audit.c.number)).limit(1)).first()
    number, previous = (before.number + 1, before.hash) if before else (1, _START)
    row = {
        "number": number,
        "time": time,
        "tenant": caller.tenant,
        "who": caller.who,
        "action": action,
        "subject": subject,
    }
    connection.execute(insert(audit).values(**row, hash=_hash(row, previous)))


def entries(store: Store, caller: Caller, *, before: int | None = None, limit: int = 100) -> list[Entry]:
    """The entries of a tenant, newest first; ``before``: only entries with a lower number.

    Raises ScopeError (admin is required), StoreUnavailableError.
    """
    caller.demand("admin")
    wanted = select(audit).where(audit.c.tenant == caller.tenant).order_by(desc(audit.c.number)).limit(limit)
    if before is not None:
        wanted = wanted.where(audit.c.number < before)
    with store.reading() as connection:
        return [Entry(r.number, r.time, r.tenant, r.who, r.action, r.subject) for r in connection.execute(wanted).all()]


def verify(store: Store) -> Head:
    """Check the whole log and return its end; a removed last entry shows only against an end noted earlier.

    Raises AuditBrokenError at the first entry that is not as it was written, StoreUnavailableError.
    """
    number, previous = 0, _START
    while True:
        wanted = select(audit).where(audit.c.number > number).order_by(audit.c.number).limit(_AT_ONCE)
        with store.reading() as connection:
            rows = connection.execute(wanted).mappings().all()
        for row in rows:
            if row["hash"] != _hash(row, previous):
                raise AuditBrokenError(number + 1)
            number, previous = row["number"], row["hash"]
        if len(rows) < _AT_ONCE:
            return Head(number, previous)


def _hash(row: Mapping[Any, Any], previous: str) -> str:
    told = [row["number"], row["time"].astimezone(UTC).isoformat(), row["tenant"], row["who"], row["action"]]
    return hashlib.sha256(json.dumps([*told, row["subject"], previous]).encode()).hexdigest()
