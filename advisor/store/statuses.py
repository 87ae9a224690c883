"""The status of a recommendation: it belongs to the series, so it survives when advice is made again."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from sqlalchemy import delete, insert, select

from ..advice import from_json
from ..library.nearest import nearest
from ..stages.mistakes import encodable
from . import audit
from .advices import fetch, series_of
from .callers import Caller
from .database import Store
from .errors import ReasonError, StatusError, UnknownRecommendationError
from .tables import statuses

Status = Literal["open", "accepted", "postponed", "rejected"]
STATUSES: tuple[Status, ...] = get_args(Status)
MAX_REASON = 1000
_EXPLAINED = ("postponed", "rejected")  # these may have a reason; a rejection requires one


@dataclass(frozen=True, slots=True)
class Standing:
    """The status of a recommendation, the reason, since when, and who set it."""

    status: Status
    reason: str | None
    changed: datetime
    who: str


def mark(
    store: Store, caller: Caller, advice_id: str, recommendation: str, status: str, reason: str | None = None
) -> Standing:
    """Set the status of a recommendation of an advice, for the whole series of that advice.

    Raises ScopeError, StatusError, ReasonError, AdviceNotFoundError, AdviceDamagedError, UnknownRecommendationError
    (with the nearest name), StoreUnavailableError.
    """
    caller.demand("write")
    if status not in STATUSES:
        raise StatusError(statuses=", ".join(STATUSES))
    why = (reason or "").strip() or None
    if (
        (status == "rejected" and not why)
        or (why and status not in _EXPLAINED)
        or (why and (len(why) > MAX_REASON or not encodable(why)))
    ):
        raise ReasonError(limit=MAX_REASON)
    with store.writing() as connection:
        record = fetch(connection, caller, advice_id)
        names = [recommended.id for recommended in from_json(record.raw).given]
        if recommendation not in names:
            raise UnknownRecommendationError(recommendation[:60], nearest(recommendation[:80], names))
        standing = Standing(status, why, store.clock(), caller.who)
        place = {"tenant": caller.tenant, "series": record.kept.series, "recommendation": recommendation}
        connection.execute(delete(statuses).filter_by(**place))
        connection.execute(
            insert(statuses).values(**place, status=status, reason=why, changed=standing.changed, who=standing.who)
        )
        audit.note(connection, caller, "status", advice_id, standing.changed)
    return standing


def standings(store: Store, caller: Caller, advice_id: str) -> dict[str, Standing]:
    """The statuses set in the series of an advice, by recommendation; the others are open.

    Raises AdviceNotFoundError, StoreUnavailableError.
    """
    with store.reading() as connection:
        series = series_of(connection, caller, advice_id)
        rows = connection.execute(
            select(statuses)
            .where(statuses.c.tenant == caller.tenant, statuses.c.series == series)
            .order_by(statuses.c.recommendation)
        ).all()
    return {r.recommendation: Standing(r.status, r.reason, r.changed, r.who) for r in rows}
