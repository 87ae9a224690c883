"""Saves advice byte for byte, reads it back, lists it and makes it again."""

import hashlib
import json
import re
import secrets
import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, desc, func, insert, or_, select

from ..advice import Advice, Advisor, to_json
from ..library.wording import Language
from ..stages.mistakes import encodable
from ..stages.profile import understand
from . import audit, retries
from .callers import Caller
from .database import Store
from .errors import (
    AdviceDamagedError,
    AdviceNotFoundError,
    CursorError,
    LimitError,
    NothingEarlierError,
    OtherSeriesError,
    StoreError,
)
from .retries import Retry
from .tables import advices

MAX_PAGE = 100
ID = r"[0-9a-f]{32}"
CURSOR = rf"([0-9]{{1,16}})-({ID})"  # the position of an advice, and its id
_ID = re.compile(ID)
_FAST = 1  # zlib: a sixth larger than its default, three times as fast
_ABOUT = [column for column in advices.c if column.name != "body"]


@dataclass(frozen=True, slots=True)
class Kept:
    """What the store knows of saved advice: its id and time in the store, and what to find it by.

    ``position``: higher for what was saved later, whatever the clock said.
    """

    id: str
    position: int
    series: str
    created: datetime
    name: str | None
    reference: str | None
    language: Language
    edition: str
    knowledge_sha256: str
    software: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Record:
    """Saved advice: what the store knows of it, its profile as canonical JSON, and its bytes.

    ``repeated``: the same request was answered before, and nothing new was saved.
    """

    kept: Kept
    profile: str
    raw: bytes
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page of saved advice, newest first; ``next`` is the cursor of the following page."""

    items: list[Kept]
    next: str | None


def keep(
    store: Store, caller: Caller, advice: Advice, *, after: str | None = None, asked: Retry | None = None
) -> Record:
    """Save advice for the tenant of the caller. When this returns, it is on disk.

    It joins the series of the advice ``after``, else that of the tenant's latest advice with the same reference, else
    it starts a series. With ``asked``, a request that was answered before returns the advice it produced.
    Raises ScopeError, AdviceNotFoundError (``after``), RetryConflictError, StoreUnavailableError.
    """
    return _keep(store, caller, advice, "keep", after, asked)


def rerun(
    store: Store,
    caller: Caller,
    advice_id: str,
    advisor: Advisor,
    *,
    language: Language | None = None,
    asked: Retry | None = None,
) -> Record:
    """Make advice for the same profile again, on the current knowledge, and save it in the same series.

    ``language`` is by default that of the advice. Raises ScopeError, AdviceNotFoundError, AdviceDamagedError,
    RetryConflictError, ProfileError (the current questions reject the saved answers), StoreUnavailableError.
    """
    caller.demand("write")
    before = read(store, caller, advice_id)
    spoken = language or before.kept.language
    profile = understand(json.loads(before.profile), advisor.edition, spoken)
    return _keep(store, caller, advisor.advise(profile, spoken), "rerun", advice_id, asked)


def _keep(
    store: Store, caller: Caller, advice: Advice, action: audit.Action, after: str | None, asked: Retry | None
) -> Record:
    caller.demand("submit")
    raw = to_json(advice)
    body = zlib.compress(raw, _FAST)
    profile = _canonical(advice)
    new = secrets.token_hex(16)
    with store.writing() as connection:
        time = store.clock()
        earlier = retries.find(connection, caller, asked, time) if asked else None
        if earlier:
            found = fetch(connection, caller, earlier)
            return Record(found.kept, found.profile, found.raw, repeated=True)
        latest = _latest(connection, caller, after, advice.profile.reference)
        last = connection.execute(
            select(func.max(advices.c.position)).where(advices.c.tenant == caller.tenant)
        ).scalar()
        row: dict[str, Any] = {
            "id": new,
            "tenant": caller.tenant,
            "series": latest.series if latest is not None else new,
            "created": time,
            "position": (last or 0) + 1,
            "reference": advice.profile.reference,
            "edition": advice.receipt.edition,
            "knowledge_sha256": advice.receipt.fingerprint,
            "software": advice.receipt.software,
            "language": advice.receipt.language,
            "profile": profile,
            "body_sha256": hashlib.sha256(raw).hexdigest(),
        }
        connection.execute(insert(advices).values(**row, body=body))
        if asked:
            retries.remember(connection, caller, asked, new, time)
        audit.note(connection, caller, action, new, time)
        return Record(kept_of(row_of(connection, caller, new)), profile, raw)


def read(store: Store, caller: Caller, advice_id: str) -> Record:
    """Saved advice, byte for byte.

    Raises AdviceNotFoundError (also for one of another tenant), AdviceDamagedError, StoreUnavailableError.
    """
    with store.reading() as connection:
        return fetch(connection, caller, advice_id)


def page(
    store: Store, caller: Caller, *, reference: str | None = None, cursor: str | None = None, limit: int = 50
) -> Page:
    """The advice of a tenant, newest first; advice saved in the meantime never shifts the pages after a cursor.

    Raises LimitError (not 1 to 100), CursorError, StoreUnavailableError.
    """
    if not 1 <= limit <= MAX_PAGE:
        raise LimitError(limit=MAX_PAGE)
    wanted = [advices.c.tenant == caller.tenant]
    if cursor is not None:
        wanted.append(_older(*_place(cursor)))
    if reference is not None:
        if not encodable(reference):
            return Page([], None)
        wanted.append(advices.c.reference == reference)
    with store.reading() as connection:
        rows = connection.execute(_newest().where(*wanted).limit(limit + 1)).all()
    items = [kept_of(row) for row in rows[:limit]]
    return Page(items, _cursor(items[-1]) if len(rows) > limit else None)


def earlier(store: Store, caller: Caller, advice_id: str, *, limit: int = MAX_PAGE) -> list[Kept]:
    """The earlier advice for the same organisation, newest first.

    Raises AdviceNotFoundError, StoreUnavailableError.
    """
    with store.reading() as connection:
        row = row_of(connection, caller, advice_id)
        return [kept_of(found) for found in connection.execute(_before(caller, row).limit(limit)).all()]


def pair(store: Store, caller: Caller, advice_id: str, earlier_id: str | None = None) -> tuple[Record, Record]:
    """Other advice for the same organisation (by default the previous), and the advice itself.

    Raises AdviceNotFoundError, NothingEarlierError, OtherSeriesError, AdviceDamagedError, StoreUnavailableError.
    """
    with store.reading() as connection:
        later = fetch(connection, caller, advice_id)
        if earlier_id is None:
            previous = connection.execute(_before(caller, later.kept).limit(1)).first()
            if previous is None:
                raise NothingEarlierError(id=advice_id)
            earlier_id = previous.id
        other = fetch(connection, caller, earlier_id)
    if other.kept.series != later.kept.series:
        raise OtherSeriesError(one=earlier_id, other=advice_id)
    return other, later


def fetch(connection: Connection, caller: Caller, advice_id: str) -> Record:
    """As `read`, within a transaction. Raises AdviceNotFoundError, AdviceDamagedError."""
    try:
        row = row_of(connection, caller, advice_id, body=True)
        return Record(kept_of(row), row.profile, _opened(row))
    except (ValueError, TypeError, LookupError):  # a column no longer contains a valid value
        raise AdviceDamagedError(id=advice_id) from None


def series_of(connection: Connection, caller: Caller, advice_id: str) -> str:
    """The series of an advice, within a transaction. Raises AdviceNotFoundError."""
    series: str = row_of(connection, caller, advice_id).series
    return series


def latest_position(connection: Connection, caller: Caller, series: str) -> int:
    """The position of the latest advice of a series, within a transaction; 0 when there is none."""
    same = (advices.c.tenant == caller.tenant, advices.c.series == series)
    return connection.execute(select(func.max(advices.c.position)).where(*same)).scalar() or 0


def whole(connection: Connection, advice_id: str) -> bool:
    """Whether saved advice, of whichever tenant, is intact, within a transaction.

    Raises what the database raises where it is damaged.
    """
    tenant = connection.execute(select(advices.c.tenant).where(advices.c.id == advice_id)).scalar()
    try:
        return tenant is not None and fetch(connection, Caller(tenant), advice_id).kept.id == advice_id
    except (StoreError, ValueError, TypeError):
        return False


def row_of(connection: Connection, caller: Caller, advice_id: str, *, body: bool = False) -> Row[Any]:
    """The row of an advice, within a transaction. Raises AdviceNotFoundError."""
    if _ID.fullmatch(advice_id):
        columns = [*_ABOUT, advices.c.body] if body else _ABOUT
        wanted = select(*columns).where(advices.c.tenant == caller.tenant, advices.c.id == advice_id)
        row = connection.execute(wanted).first()
        if row is not None:
            return row
    raise AdviceNotFoundError(id=advice_id[:40])


def _opened(row: Any) -> bytes:
    try:
        raw = zlib.decompress(row.body)
    except zlib.error:
        raw = b""
    if hashlib.sha256(raw).hexdigest() != row.body_sha256:
        raise AdviceDamagedError(id=row.id)
    return raw


def _latest(connection: Connection, caller: Caller, after: str | None, reference: str | None) -> Row[Any] | None:
    """The latest advice of the series that new advice joins; None when it starts a series."""
    if after is not None:
        joined = advices.c.series == row_of(connection, caller, after).series
    elif reference and reference.strip():
        joined = advices.c.reference == reference
    else:
        return None
    return connection.execute(_newest().where(advices.c.tenant == caller.tenant, joined).limit(1)).first()


def _newest() -> Any:
    return about_saved().order_by(desc(advices.c.position), desc(advices.c.id))


def _older(position: int, advice_id: str) -> ColumnElement[bool]:
    return or_(advices.c.position < position, and_(advices.c.position == position, advices.c.id < advice_id))


def _before(caller: Caller, of: Row[Any] | Kept) -> Any:
    same = and_(advices.c.tenant == caller.tenant, advices.c.series == of.series)
    return _newest().where(same, _older(of.position, of.id))


def about_saved() -> Any:
    """A query for all of saved advice but its bytes."""
    return select(*_ABOUT)


def kept_of(row: Row[Any]) -> Kept:
    """What the store knows of saved advice, from a row of such a query."""
    return Kept(
        id=row.id,
        position=row.position,
        series=row.series,
        created=row.created,
        name=json.loads(row.profile)["name"],
        reference=row.reference,
        language=row.language,
        edition=row.edition,
        knowledge_sha256=row.knowledge_sha256,
        software=row.software,
        sha256=row.body_sha256,
    )


def _canonical(advice: Advice) -> str:
    return json.dumps(advice.profile.told.plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _cursor(last: Kept) -> str:
    return f"{last.position}-{last.id}"


def _place(cursor: str) -> tuple[int, str]:
    found = re.fullmatch(CURSOR, cursor, re.ASCII)
    if found is None:
        raise CursorError()
    return int(found[1]), found[2]
