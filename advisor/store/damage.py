"""A survey of a store: checks everything that was ever saved, past whatever is damaged."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Executable, Row, asc, desc, select, text

from . import audit
from .advices import whole
from .database import Store
from .errors import AuditBrokenError, StoreDamagedError
from .tables import advices
from .tables import audit as log

_ADDED, _TAKEN = ("keep", "rerun"), ("delete",)


@dataclass(frozen=True, slots=True)
class Damage:
    """What is lost: the ids of advice that can no longer be read back, sorted.

    ``file``: the file itself is damaged. ``head``: the end of the audit log, None when that is not intact; ``broken``
    is then the first entry that shows it, None when unknown.
    """

    lost: list[str]
    file: bool
    head: audit.Head | None
    broken: int | None


def survey(store: Store) -> Damage:
    """Check all saved advice and the audit log. Raises StoreUnavailableError, and what `prepare` raises.

    Ids are taken from the table, each of its indexes and the log, so that lost advice is still named.
    """
    store.prepare()
    known: set[str] = set()
    for way in _ways(store):
        known.update(row.id for row in _as_far_as_it_goes(store, way))
    added, taken = set[str](), set[str]()
    for direction in (asc, desc):
        entries = select(log.c.action, log.c.subject).order_by(direction(log.c.number))
        for entry in _as_far_as_it_goes(store, entries):
            if entry.action in _ADDED:
                added.add(entry.subject)
            elif entry.action in _TAKEN:
                taken.add(entry.subject)
    known |= added - taken
    lost = [advice_id for advice_id in sorted(known) if not _whole(store, advice_id)]
    head, broken = None, None
    try:
        head = audit.verify(store)
    except AuditBrokenError as error:
        broken = error.number
    except (StoreDamagedError, ValueError, TypeError):
        pass
    with suppress(StoreDamagedError):
        store.inspect()
    return Damage(lost, store.damaged, head, broken)


def _ways(store: Store) -> Iterator[Executable]:
    """Queries for the ids: by primary key, by an index that contains them and, in SQLite, by rowid."""
    for direction in (asc, desc):
        yield select(advices.c.id).order_by(direction(advices.c.id))
        yield select(advices.c.id).order_by(*map(direction, (advices.c.tenant, advices.c.position, advices.c.id)))
    if store.sqlite:
        for order in ("ASC", "DESC"):
            yield text(f"SELECT id FROM advices NOT INDEXED ORDER BY rowid {order}")  # noqa: S608 - two words of ours


def _as_far_as_it_goes(store: Store, wanted: Executable) -> Iterator[Row[Any]]:
    """The rows of a statement, up to where the database can no longer be read."""
    try:
        with store.reading() as connection:
            yield from connection.execution_options(yield_per=1).execute(wanted)
    except (StoreDamagedError, ValueError, TypeError):
        return


def _whole(store: Store, advice_id: str) -> bool:
    try:
        with store.reading() as connection:
            return whole(connection, advice_id)
    except StoreDamagedError:
        return False
