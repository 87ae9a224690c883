"""The status of a recommendation: it belongs to the series, so it survives when advice is made again.

Every change is kept. Which recommendations went up in which others is told by the knowledge (``successors``): a status
of one that is gone is a status of its successor.
"""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, desc, exists, func, insert, select

from ..advice import from_json
from ..library.nearest import nearest
from ..library.statuses import STATUSES, Status
from ..stages.mistakes import encodable
from ..standing import CLOSED, Standing
from . import audit
from .advices import MAX_PAGE, fetch, latest_position, series_of
from .callers import Caller
from .database import Store
from .errors import (
    DueError,
    LimitError,
    NoteError,
    OwnerError,
    StandingError,
    StatusError,
    StoreError,
    UnknownRecommendationError,
)
from .tables import statuses

MAX_NOTE = 1000
MAX_OWNER = 200
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Successors = Mapping[str, str]  # see `Edition.successors`


@dataclass(frozen=True, slots=True)
class History:
    """Changes of a status, newest first; ``next`` is what to ask the following page with."""

    items: list[Standing]
    next: int | None


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a status: of which recommendation, its place in the series, after the advice of which position."""

    recommendation: str
    number: int
    position: int
    standing: Standing

    @classmethod
    def of(cls, row: Row[Any]) -> "Change":
        """The change in a row of the table."""
        standing = Standing(row.status, row.note, row.owner, row.due, row.changed, row.who)
        return cls(row.recommendation, row.number, row.position, standing)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a status is to become; an owner or a day that is not ``told`` stays as it was."""

    status: Status
    note: str | None
    owner: str | None
    due: date | None
    told: frozenset[str]


def mark(
    store: Store,
    caller: Caller,
    advice_id: str,
    recommendation: str,
    status: str,
    note: str | None = None,
    *,
    owner: str | None = None,
    due: str | None = None,
    successors: Successors,
) -> Standing:
    """Set the status of a recommendation of an advice, for the whole series of that advice.

    The note is of this change; a rejection requires one. The owner and the day (YYYY-MM-DD) stay as they were when they
    are None, and are taken away when they are empty. What changes nothing is not kept.
    Raises ScopeError, StandingError (with every mistake), AdviceNotFoundError, AdviceDamagedError,
    UnknownRecommendationError (with the nearest name), StoreUnavailableError.
    """
    caller.demand("write")
    wanted = _understood(status, note, owner, due)
    with store.writing() as connection:
        record = fetch(connection, caller, advice_id)
        names = [recommended.id for recommended in from_json(record.raw).given]
        if recommendation not in names:
            raise UnknownRecommendationError(recommendation[:60], nearest(recommendation[:80], names))
        series, own = record.kept.series, successors.get(recommendation, recommendation)
        before = _current(connection, caller, series, successors).get(own)
        standing = Standing(
            status=wanted.status,
            note=wanted.note,
            owner=wanted.owner if "owner" in wanted.told or before is None else before.owner,
            due=wanted.due if "due" in wanted.told or before is None else before.due,
            changed=store.clock(),
            who=caller.who,
        )
        if before is not None and _says(before) == _says(standing):
            return before
        of_series = (statuses.c.tenant == caller.tenant, statuses.c.series == series)
        last = connection.execute(select(func.max(statuses.c.number)).where(*of_series)).scalar()
        connection.execute(
            insert(statuses).values(
                tenant=caller.tenant,
                series=series,
                number=(last or 0) + 1,
                recommendation=own,
                status=standing.status,
                note=standing.note,
                owner=standing.owner,
                due=standing.due,
                position=latest_position(connection, caller, series),
                changed=standing.changed,
                who=standing.who,
            )
        )
        audit.note(connection, caller, "status", advice_id, standing.changed)
    return standing


def standings(store: Store, caller: Caller, advice_id: str, *, successors: Successors) -> dict[str, Standing]:
    """The statuses set in the series of an advice, by recommendation; the others are open.

    One that is gone stands there too, with the status of its successor. Raises AdviceNotFoundError,
    StoreUnavailableError.
    """
    with store.reading() as connection:
        found = _current(connection, caller, series_of(connection, caller, advice_id), successors)
    return found | {gone: found[rid] for gone, rid in successors.items() if rid in found}


def by_recommendation(store: Store, caller: Caller, advice_id: str, *, successors: Successors) -> dict[str, Status]:
    """As `standings`, the statuses alone: what a plan is made around."""
    found = standings(store, caller, advice_id, successors=successors)
    return {rid: standing.status for rid, standing in found.items()}


def history(
    store: Store,
    caller: Caller,
    advice_id: str,
    recommendation: str,
    *,
    successors: Successors,
    before: int | None = None,
    limit: int = MAX_PAGE,
) -> History:
    """The changes of the status of a recommendation, newest first, also of those that went up in it.

    ``before``: `next` of the page before. Raises LimitError (not 1 to 100), AdviceNotFoundError, StoreUnavailableError.
    """
    if not 1 <= limit <= MAX_PAGE:
        raise LimitError(limit=MAX_PAGE)
    own = successors.get(recommendation, recommendation)
    if not encodable(own):
        own = ""
    names = [own, *(gone for gone, rid in successors.items() if rid == own)]
    with store.reading() as connection:
        wanted = select(statuses).where(
            statuses.c.tenant == caller.tenant,
            statuses.c.series == series_of(connection, caller, advice_id),
            statuses.c.recommendation.in_(names),
        )
        if before is not None:
            wanted = wanted.where(statuses.c.number < before)
        rows = connection.execute(wanted.order_by(desc(statuses.c.number)).limit(limit + 1)).all()
    shown = rows[:limit]
    return History([Change.of(row).standing for row in shown], shown[-1].number if len(rows) > limit else None)


def _current(connection: Connection, caller: Caller, series: str, successors: Successors) -> dict[str, Standing]:
    """The status of each recommendation of a series that has one, by what it is called now."""
    later = statuses.alias()
    same = (getattr(later.c, name) == getattr(statuses.c, name) for name in ("tenant", "series", "recommendation"))
    rows = connection.execute(
        select(statuses)
        .where(statuses.c.tenant == caller.tenant, statuses.c.series == series)
        .where(~exists().where(*same, later.c.number > statuses.c.number))
    ).all()
    return settled((Change.of(row) for row in rows), successors)


def settled(changes: Iterable[Change], successors: Successors) -> dict[str, Standing]:
    """The status that each recommendation of one series has after some changes, by what it is called now."""
    last: dict[str, Change] = {}
    for change in sorted(changes, key=lambda change: change.number):
        last[change.recommendation] = change
    groups: dict[str, dict[str, Change]] = {}
    for name, change in last.items():
        groups.setdefault(successors.get(name, name), {})[name] = change
    stands = {rid: parts.get(rid) or _merged(list(parts.values())) for rid, parts in sorted(groups.items())}
    return {rid: change.standing for rid, change in stands.items()}


def _merged(parts: list[Change]) -> Change:
    """Of the last changes of recommendations that went up in one, that which holds for the one.

    It is done or rejected only when every part that has a status is: something that is still to be done is never lost.
    """
    going = [part for part in parts if part.standing.status not in CLOSED]
    return max(going or parts, key=lambda part: part.number)


def _understood(status: str, note: str | None, owner: str | None, due: str | None) -> _Wanted:
    """What a status is to become. Raises StandingError with every mistake."""
    wrong: list[StoreError] = []
    found = next((known for known in STATUSES if known == status), None)
    if found is None:
        wrong.append(StatusError(statuses=", ".join(STATUSES)))
    said = (note or "").strip() or None
    if (found == "rejected" and said is None) or (said and (len(said) > MAX_NOTE or not encodable(said))):
        wrong.append(NoteError(limit=MAX_NOTE))
    who = " ".join((owner or "").split()) or None
    if who and (len(who) > MAX_OWNER or not encodable(who)):
        wrong.append(OwnerError(limit=MAX_OWNER))
    day, text = None, (due or "").strip()
    if text:
        with suppress(ValueError):
            day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
        if day is None:
            wrong.append(DueError())
    if wrong or found is None:
        raise StandingError(wrong)
    told = frozenset(name for name, value in (("owner", owner), ("due", due)) if value is not None)
    return _Wanted(found, said, who, day, told)


def _says(standing: Standing) -> tuple[object, ...]:
    return standing.status, standing.note, standing.owner, standing.due
