"""Deletes for good: one advice, or an organisation with all that hangs on it. The audit log keeps that it happened."""

from collections.abc import Iterable

from sqlalchemy import Connection, delete, select

from . import audit
from .advices import row_of
from .callers import Caller
from .database import Store
from .rounds import erase_of
from .tables import advices, metadata

# What is kept of a series; whatever else hangs on an advice goes with it, by its foreign key.
OF_A_SERIES = [table for table in metadata.sorted_tables[::-1] if {"tenant", "series"} <= set(table.c.keys())]


def erase(store: Store, caller: Caller, advice_id: str) -> None:
    """Delete advice permanently, with its profile, and with all of its series if it was the last of that.

    Raises ScopeError (admin is required), AdviceNotFoundError, StoreUnavailableError.
    """
    caller.demand("admin")
    with store.writing() as connection:
        row, time = row_of(connection, caller, advice_id), store.clock()
        connection.execute(delete(advices).where(advices.c.tenant == caller.tenant, advices.c.id == advice_id))
        same = (advices.c.tenant == caller.tenant, advices.c.series == row.series)
        if connection.execute(select(advices.c.id).where(*same).limit(1)).first() is None:
            _clear(connection, caller, [row.series])
            if row.reference and row.reference.strip():
                erase_of(connection, caller, row.reference, time)
        audit.note(connection, caller, "delete", advice_id, time)
    store.scrub()


def erase_organisation(store: Store, caller: Caller, advice_id: str) -> int:
    """Delete all advice for the organisation of an advice permanently, with all that is kept of it; how much it was.

    The same organisation is what stands in the same series or has the same reference, and so on.
    Raises ScopeError (admin is required), AdviceNotFoundError, StoreUnavailableError.
    """
    caller.demand("admin")
    with store.writing() as connection:
        ids, series, references = _organisation(connection, caller, advice_id)
        _clear(connection, caller, series)
        time = store.clock()
        for reference in references:
            erase_of(connection, caller, reference, time)
        for gone in ids:
            audit.note(connection, caller, "delete", gone, time)
    store.scrub()
    return len(ids)


def of_organisation(store: Store, caller: Caller, advice_id: str) -> int:
    """How much advice there is for the organisation of an advice. Raises AdviceNotFoundError, StoreUnavailableError."""
    with store.reading() as connection:
        return len(_organisation(connection, caller, advice_id)[0])


def _organisation(connection: Connection, caller: Caller, advice_id: str) -> tuple[list[str], list[str], list[str]]:
    """The ids of all advice for an organisation, in the order of saving, its series, and its references."""
    own = advices.c.tenant == caller.tenant
    new, series, references = {row_of(connection, caller, advice_id).series}, set[str](), set[str]()
    while new:
        series |= new
        named = {
            row.reference
            for some in _parts(new)
            for row in connection.execute(select(advices.c.reference).where(own, advices.c.series.in_(some)).distinct())
            if row.reference and row.reference.strip()
        }
        found = {
            row.series
            for some in _parts(named - references)
            for row in connection.execute(select(advices.c.series).where(own, advices.c.reference.in_(some)).distinct())
        }
        references |= named
        new = found - series
    rows = [
        row
        for some in _parts(series)
        for row in connection.execute(select(advices.c.id, advices.c.position).where(own, advices.c.series.in_(some)))
    ]
    return [row.id for row in sorted(rows, key=lambda row: row.position)], sorted(series), sorted(references)


def _clear(connection: Connection, caller: Caller, series: Iterable[str]) -> None:
    for table in OF_A_SERIES:
        for some in _parts(series):
            connection.execute(delete(table).where(table.c.tenant == caller.tenant, table.c.series.in_(some)))


def _parts(names: Iterable[str], most: int = 500) -> list[list[str]]:
    """The names in lists that a database takes in one query."""
    every = sorted(names)
    return [every[at : at + most] for at in range(0, len(every), most)]
