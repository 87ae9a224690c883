"""The organisations of a tenant: the latest advice for each, all advice for one, the first and the latest of all."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import desc, exists, func, select

from .advices import Kept, about_saved, kept_of, series_of
from .callers import Caller
from .database import Store
from .statuses import Change
from .tables import advices, statuses

_AT_ONCE = 500  # profiles in memory


@dataclass(frozen=True, slots=True)
class Saved:
    """Advice of a series: what the store knows of it, and its profile as canonical JSON."""

    kept: Kept
    profile: str


@dataclass(frozen=True, slots=True)
class Whole:
    """The latest advice of a series, the first of them first; how many earlier there are; every change of a status.

    Of the changes, the latest few thousand.
    """

    saved: list[Saved]
    earlier: int
    changes: list[Change]


@dataclass(frozen=True, slots=True)
class Ends:
    """The profiles of the first and the latest advice of a series, and the changes of statuses in between."""

    first: str
    latest: str
    changes: list[Change]


MOST = 50  # pieces of advice of one series
MOST_CHANGES = 5_000


def latest(store: Store, caller: Caller, *, limit: int) -> Iterator[str]:
    """The profile, as canonical JSON, of the latest advice in each series; newest first, at most ``limit``.

    They come from one snapshot, whatever is saved in the meantime. Raises StoreUnavailableError.
    """
    later = advices.alias()
    same = (later.c.tenant == advices.c.tenant, later.c.series == advices.c.series)
    wanted = (
        select(advices.c.profile)
        .where(advices.c.tenant == caller.tenant, ~exists().where(*same, later.c.position > advices.c.position))
        .order_by(desc(advices.c.position), desc(advices.c.id))
        .limit(limit)
    )
    with store.reading() as connection:
        for row in connection.execution_options(yield_per=_AT_ONCE).execute(wanted):
            yield row.profile


def whole(store: Store, caller: Caller, advice_id: str) -> Whole:
    """The series of an advice. Raises AdviceNotFoundError, StoreUnavailableError."""
    with store.reading() as connection:
        series = series_of(connection, caller, advice_id)
        same = (advices.c.tenant == caller.tenant, advices.c.series == series)
        count = connection.execute(select(func.count()).select_from(advices).where(*same)).scalar() or 0
        wanted = about_saved().where(*same).order_by(desc(advices.c.position), desc(advices.c.id)).limit(MOST)
        rows = connection.execute(wanted).all()[::-1]
        changed = (
            select(statuses)
            .where(statuses.c.tenant == caller.tenant, statuses.c.series == series)
            .order_by(desc(statuses.c.number))
            .limit(MOST_CHANGES)
        )
        changes = [Change.of(row) for row in connection.execute(changed).all()[::-1]]
    return Whole([Saved(kept_of(row), row.profile) for row in rows], count - len(rows), changes)


def ends(store: Store, caller: Caller, *, limit: int) -> Iterator[Ends]:
    """The first and the latest advice of each series that has more than one; at most ``limit``, the newest series.

    They come from one snapshot. Raises StoreUnavailableError.
    """
    bounds = (
        select(
            advices.c.series,
            func.min(advices.c.position).label("first"),
            func.max(advices.c.position).label("latest"),
        )
        .where(advices.c.tenant == caller.tenant)
        .group_by(advices.c.series)
        .having(func.count() > 1)
        .order_by(desc("latest"))
        .limit(limit)
        .subquery()
    )
    first, last = advices.alias(), advices.alias()
    profiles = (
        select(bounds.c.series, first.c.profile.label("first"), last.c.profile.label("latest"))
        .join(first, (first.c.tenant == caller.tenant) & (first.c.position == bounds.c.first))
        .join(last, (last.c.tenant == caller.tenant) & (last.c.position == bounds.c.latest))
        .where(first.c.series == bounds.c.series, last.c.series == bounds.c.series)
        .order_by(desc(bounds.c.latest))
    )
    between = (
        select(statuses)
        .join(bounds, statuses.c.series == bounds.c.series)
        .where(statuses.c.tenant == caller.tenant, statuses.c.position < bounds.c.latest)
        .order_by(statuses.c.series, statuses.c.number)
    )
    with store.reading() as connection:
        changes: dict[str, list[Change]] = {}
        for row in connection.execute(between):
            changes.setdefault(row.series, []).append(Change.of(row))
        for row in connection.execution_options(yield_per=_AT_ONCE).execute(profiles):
            yield Ends(row.first, row.latest, changes.get(row.series, []))
