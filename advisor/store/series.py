"""The organisations of a tenant, by the latest advice for each."""

from collections.abc import Iterator

from sqlalchemy import desc, exists, select

from .callers import Caller
from .database import Store
from .tables import advices

_AT_ONCE = 500  # profiles in memory


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
