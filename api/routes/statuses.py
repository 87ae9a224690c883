"""The status of each recommendation, and the audit log."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from advisor.insight.earlier import read_earlier
from advisor.library.edition import Edition
from advisor.library.nearest import Hints, nearest
from advisor.library.wording import Language
from advisor.phrases import say
from advisor.stages.mistakes import Mistake, ProfileError, capped, pointer_to, short, show
from advisor.stages.profile import parse_json
from advisor.standing import Followed, followed
from advisor.store import advices, statuses
from advisor.store import audit as log
from advisor.store.callers import Caller
from advisor.store.database import Store
from advisor.store.errors import StandingError, UnknownRecommendationError

from ..http.caching import fresh, json_of
from ..http.dependencies import TheCaller, TheEdition, TheStore
from ..http.language import LanguageAsked
from ..http.negotiation import JSON, json_body, written
from ..http.parameters import AdviceId, Limit, Rid
from ..http.store_problems import placed
from ..openapi.components import LISTED, STATUS_BODY
from ..openapi.document import problems
from ..views.stored import (
    AuditView,
    HistoryView,
    StandingsView,
    StandingView,
    audit_view,
    next_link,
    readable,
    standing_view,
)

Number = Annotated[int | None, Query(ge=1, le=2**62, description="`next` of the previous page.")]


@dataclass(frozen=True, slots=True)
class _Followed:
    """A saved advice of which the statuses are asked."""

    id: str
    store: Store
    caller: Caller
    edition: Edition

    @property
    def successors(self) -> statuses.Successors:
        """Which recommendations went up in which others."""
        return self.edition.successors

    def items(self) -> list[Followed]:
        """What became of each recommendation of the advice, and of those that only other advice of its series has."""
        record = advices.read(self.store, self.caller, self.id)
        given = read_earlier(parse_json(record.raw, "en", limit=len(record.raw))).given
        found = statuses.standings(self.store, self.caller, self.id, successors=self.successors)
        titles = {rid: entry.title[record.kept.language] for rid, entry in self.edition.recommendations.items()}
        return followed(given, found, self.successors, titles)

    def one(self, rid: str) -> Followed:
        """What became of one of them. Raises UnknownRecommendationError, with the nearest of the advice."""
        items = {one.recommendation: one for one in self.items()}
        if rid not in items:
            names = [name for name, one in items.items() if one.rank]
            raise UnknownRecommendationError(short(rid), nearest(rid[:80], names))
        return items[rid]


def _of(advice_id: AdviceId, store: TheStore, caller: TheCaller, edition: TheEdition) -> _Followed:
    return _Followed(advice_id, store, caller, edition)


TheFollowed = Annotated[_Followed, Depends(_of)]

router = APIRouter(prefix="/v1", tags=["kept"], dependencies=[Depends(written(JSON))])

FIELDS = ("status", "note", "reason", "owner", "due")


@router.get(
    "/advice/{id}/statuses",
    summary="The status of every recommendation of an advice",
    response_model=StandingsView,
    responses=problems(404, 406, 409, 422, 503),
)
def list_statuses(this: TheFollowed, language: LanguageAsked) -> Response:
    """In the order of the advice, then those that only earlier advice for the same organisation has."""
    return fresh(json_of(StandingsView(items=[standing_view(one) for one in this.items()])), language)


@router.get(
    "/advice/{id}/recommendations/{rid}/status",
    summary="The status of a recommendation",
    response_model=StandingView,
    responses=problems(404, 406, 409, 422, 503),
)
def read_status(this: TheFollowed, rid: Rid, language: LanguageAsked) -> Response:
    """Open if it was never set. A status belongs to the series, so it survives when advice is made again."""
    return fresh(json_of(standing_view(this.one(rid))), language)


@router.get(
    "/advice/{id}/recommendations/{rid}/status/history",
    summary="Every change of the status of a recommendation, newest first",
    response_model=HistoryView,
    responses={200: LISTED, **problems(404, 406, 409, 422, 503)},
)
def list_changes(
    this: TheFollowed, rid: Rid, language: LanguageAsked, limit: Limit = 50, cursor: Number = None
) -> Response:
    """With who made it and when, also those of recommendations of earlier editions that went up in this one."""
    this.one(rid)
    found = statuses.history(
        this.store, this.caller, this.id, rid, successors=this.successors, before=cursor, limit=limit
    )
    view = HistoryView.model_validate(found)
    path = f"/v1/advice/{this.id}/recommendations/{rid}/status/history"
    link = next_link(path, limit=limit, cursor=view.next) if view.next else {}
    return fresh(json_of(view), language, headers=link)


@router.put(
    "/advice/{id}/recommendations/{rid}/status",
    summary="Set the status of a recommendation",
    response_model=StandingView,
    responses=problems(400, 404, 406, 409, 413, 415, 422, 503),
    openapi_extra=STATUS_BODY,
)
def set_status(
    raw: Annotated[bytes, Depends(json_body)], this: TheFollowed, rid: Rid, language: LanguageAsked
) -> Response:
    """For the whole series of the advice. A rejection requires a note that says why.

    The note is of this change. An owner and a day stay as they were until they are sent; null takes them away. What
    changes nothing is not kept.
    """
    this.caller.demand("write")
    wanted = _wanted(parse_json(raw, language), language)
    said = "reason" if "reason" in wanted else "note"
    try:
        with readable(language):
            statuses.mark(
                this.store,
                this.caller,
                this.id,
                rid,
                wanted["status"] or "",
                wanted.get(said),
                owner=_kept_or_gone(wanted, "owner"),
                due=_kept_or_gone(wanted, "due"),
                successors=this.successors,
            )
    except StandingError as error:
        raise ProfileError(placed(error, language, note=f"/{said}")) from None
    return fresh(json_of(standing_view(this.one(rid))), language)


@router.get(
    "/audit",
    summary="Who did what, newest first",
    response_model=AuditView,
    responses={200: LISTED, **problems(406, 422, 503)},
)
def audit(
    store: TheStore,
    caller: TheCaller,
    language: LanguageAsked,
    limit: Limit = 50,
    cursor: Number = None,
) -> Response:
    """Of your own tenant. Requires the scope admin."""
    view = audit_view(log.entries(store, caller, before=cursor, limit=limit + 1), limit)
    link = next_link("/v1/audit", limit=limit, cursor=view.next) if view.next else {}
    return fresh(json_of(view), language, headers=link)


def _wanted(data: Any, language: Language) -> dict[str, str | None]:
    """What a status is to become, by field. Raises ProfileError with every mistake."""
    expected = say("service_expected_status", language)
    if not isinstance(data, dict):
        raise ProfileError([Mistake("", say("not_object", language, value=show(data)), expected)])
    mistakes, hints = [], Hints()
    for field, value in data.items():
        if field not in FIELDS:
            what = say("unknown_field", language, name=short(field))
            mistakes.append(Mistake(pointer_to(field), what, expected, hints(field, FIELDS)))
        elif not isinstance(value, str) and not (field != "status" and value is None):
            what = say("service_not_text", language, value=show(value))
            mistakes.append(Mistake(f"/{field}", what, say("service_expected_text", language)))
    if "status" not in data:
        mistakes.append(Mistake("/status", say("field_missing", language, name="status"), expected))
    if "note" in data and "reason" in data:
        mistakes.append(Mistake("/reason", say("service_note_twice", language), expected))
    if mistakes:
        raise ProfileError(capped(mistakes, language))
    return data


def _kept_or_gone(wanted: dict[str, str | None], field: str) -> str | None:
    """None leaves what there is; an empty text takes it away."""
    return (wanted[field] or "") if field in wanted else None
