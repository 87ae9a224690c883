"""Saved advice: listed, read back byte for byte, compared, made again, deleted permanently."""

import json
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from advisor.advice import Advice, to_json
from advisor.insight.compare import compare
from advisor.insight.comparison import Comparison
from advisor.insight.earlier import read_earlier
from advisor.store import advices, erasing, retries, statuses

from ..http import caching
from ..http.caching import fresh, json_of
from ..http.dependencies import TheAdvisor, TheCaller, TheRecord, TheStore, asked
from ..http.language import Lang, LanguageAsked
from ..http.negotiation import JSON, written
from ..http.parameters import AdviceId, Cursor, EarlierId, IdempotencyKey, Limit
from ..openapi.components import DELETED, KEPT, LISTED, READ
from ..openapi.document import problems
from ..views.stored import PageView, about, again, created, next_link

router = APIRouter(prefix="/v1/advice", tags=["kept"], dependencies=[Depends(written(JSON))])

Reference = Annotated[str | None, Query(description="Only advice with this reference.", examples=["intake-001"])]


@router.get(
    "",
    summary="Saved advice, newest first",
    response_model=PageView,
    responses={200: LISTED, **problems(406, 422, 503)},
)
def list_advices(
    store: TheStore,
    caller: TheCaller,
    language: LanguageAsked,
    limit: Limit = 50,
    cursor: Cursor = None,
    reference: Reference = None,
) -> Response:
    """Of your own tenant. The Link header (rel=next) points to the next page."""
    page = advices.page(store, caller, reference=reference, cursor=cursor, limit=limit)
    link = next_link("/v1/advice", limit=limit, cursor=page.next, reference=reference) if page.next else {}
    return fresh(json_of(PageView.model_validate(page)), language, headers=link)


@router.get(
    "/{id}",
    summary="An advice, byte for byte as it was saved",
    response_model=Advice,
    responses={200: READ, **problems(404, 406, 422, 503)},
)
def read_advice(request: Request, record: TheRecord) -> Response:
    """In the language in which it was made."""
    return caching.answer(request, record.raw, JSON, about(record))


@router.delete(
    "/{id}",
    summary="Delete an advice permanently",
    status_code=204,
    response_class=Response,
    responses={204: DELETED, **problems(404, 406, 422, 503)},
)
def delete_advice(advice_id: AdviceId, store: TheStore, caller: TheCaller) -> Response:
    """With its profile, and with the statuses if it was the last of its series. Requires the scope admin."""
    erasing.erase(store, caller, advice_id)
    return Response(status_code=204, headers={"Cache-Control": "no-store"})


@router.post(
    "/{id}/rerun",
    summary="Make advice for the same profile again, on the current knowledge",
    status_code=201,
    response_model=Advice,
    responses={201: KEPT, **problems(404, 406, 422, 503)},
)
def rerun_advice(
    advice_id: AdviceId,
    advisor: TheAdvisor,
    store: TheStore,
    caller: TheCaller,
    lang: Lang = None,
    key: IdempotencyKey = None,
) -> Response:
    """Saved in the same series, so that statuses carry over; in the language of the advice unless ``lang`` is given."""
    caller.demand("write")
    request = asked(key, "rerun", advice_id, lang or "")
    before = retries.answered(store, caller, request) if request else None
    if before is None:
        record = advices.rerun(store, caller, advice_id, advisor, language=lang, asked=request)
    else:
        record = again(store, caller, before)
    return Response(record.raw, status_code=201, media_type=JSON, headers=created(record))


@router.get(
    "/{id}/comparison",
    summary="What changed since earlier advice for the same organisation, and why",
    response_model=Comparison,
    responses=problems(404, 406, 409, 422, 503),
)
def compare_advice(
    advice_id: AdviceId,
    advisor: TheAdvisor,
    store: TheStore,
    caller: TheCaller,
    language: LanguageAsked,
    earlier: EarlierId = None,
) -> Response:
    """With what became of the recommendations. Only the current knowledge is available here."""
    records = advices.pair(store, caller, advice_id, earlier)
    before, after = (read_earlier(json.loads(record.raw), language) for record in records)
    standings = statuses.standings(store, caller, advice_id, successors=advisor.edition.successors)
    return fresh(to_json(compare(before, after, advisor, language=language, standings=standings)), language)
