"""The status of each recommendation, and the audit log."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from advisor.insight.earlier import read_earlier
from advisor.library.nearest import Hints, nearest
from advisor.library.wording import Language
from advisor.phrases import say
from advisor.stages.mistakes import Mistake, ProfileError, capped, pointer_to, short, show
from advisor.stages.profile import parse_json
from advisor.store import advices, statuses
from advisor.store import audit as log
from advisor.store.callers import Caller
from advisor.store.database import Store
from advisor.store.errors import UnknownRecommendationError

from ..http.caching import fresh, json_of
from ..http.dependencies import TheCaller, TheStore
from ..http.language import LanguageAsked
from ..http.negotiation import JSON, json_body, written
from ..http.parameters import AdviceId, Limit, Rid
from ..openapi.components import LISTED, STATUS_BODY
from ..openapi.document import problems
from ..views.stored import AuditView, StandingsView, StandingView, audit_view, next_link, readable, standing_view

router = APIRouter(prefix="/v1", tags=["kept"], dependencies=[Depends(written(JSON))])

FIELDS = ("status", "reason")


@router.get(
    "/advice/{id}/statuses",
    summary="The status of every recommendation of an advice",
    response_model=StandingsView,
    responses=problems(404, 406, 409, 422, 503),
)
def list_statuses(advice_id: AdviceId, store: TheStore, caller: TheCaller, language: LanguageAsked) -> Response:
    """In the order of the advice, then those that only earlier advice for the same organisation has."""
    found, names = _standings(store, caller, advice_id)
    every = dict.fromkeys([*names, *found])
    view = StandingsView(items=[standing_view(rid, found.get(rid)) for rid in every])
    return fresh(json_of(view), language)


@router.get(
    "/advice/{id}/recommendations/{rid}/status",
    summary="The status of a recommendation",
    response_model=StandingView,
    responses=problems(404, 406, 409, 422, 503),
)
def read_status(advice_id: AdviceId, rid: Rid, store: TheStore, caller: TheCaller, language: LanguageAsked) -> Response:
    """Open if it was never set. A status belongs to the series, so it survives when advice is made again."""
    found, names = _standings(store, caller, advice_id)
    if rid not in found and rid not in names:
        raise UnknownRecommendationError(short(rid), nearest(rid[:80], names))
    return fresh(json_of(standing_view(rid, found.get(rid))), language)


@router.put(
    "/advice/{id}/recommendations/{rid}/status",
    summary="Set the status of a recommendation",
    response_model=StandingView,
    responses=problems(400, 404, 406, 409, 413, 415, 422, 503),
    openapi_extra=STATUS_BODY,
)
def set_status(
    raw: Annotated[bytes, Depends(json_body)],
    advice_id: AdviceId,
    rid: Rid,
    store: TheStore,
    caller: TheCaller,
    language: LanguageAsked,
) -> Response:
    """For the whole series of the advice. A rejection requires a reason, a postponement may have one."""
    caller.demand("write")
    status, reason = _wanted(parse_json(raw, language), language)
    with readable(language):
        standing = statuses.mark(store, caller, advice_id, rid, status, reason)
    return fresh(json_of(standing_view(rid, standing)), language)


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
    cursor: Annotated[int | None, Query(ge=1, le=2**62, description="`next` of the previous page.")] = None,
) -> Response:
    """Of your own tenant. Requires the scope admin."""
    view = audit_view(log.entries(store, caller, before=cursor, limit=limit + 1), limit)
    link = next_link("/v1/audit", limit=limit, cursor=view.next) if view.next else {}
    return fresh(json_of(view), language, headers=link)


def _standings(store: Store, caller: Caller, advice_id: str) -> tuple[dict[str, statuses.Standing], list[str]]:
    """The statuses set in the series of an advice, and the ids of the recommendations of the advice."""
    raw = advices.read(store, caller, advice_id).raw
    names = [item.id for item in read_earlier(parse_json(raw, "en", limit=len(raw))).given]
    return statuses.standings(store, caller, advice_id), names


def _wanted(data: Any, language: Language) -> tuple[str, str | None]:
    """The status and the reason in a body. Raises ProfileError with every mistake."""
    expected = say("service_expected_status", language)
    if not isinstance(data, dict):
        raise ProfileError([Mistake("", say("not_object", language, value=show(data)), expected)])
    mistakes, hints = [], Hints()
    for field, value in data.items():
        if field not in FIELDS:
            what = say("unknown_field", language, name=short(field))
            mistakes.append(Mistake(pointer_to(field), what, expected, hints(field, FIELDS)))
        elif not isinstance(value, str) and not (field == "reason" and value is None):
            what = say("service_not_text", language, value=show(value))
            mistakes.append(Mistake(f"/{field}", what, say("service_expected_text", language)))
    if "status" not in data:
        mistakes.append(Mistake("/status", say("field_missing", language, name="status"), expected))
    if mistakes:
        raise ProfileError(capped(mistakes, language))
    return data["status"], data.get("reason")
