"""Questions about saved advice: why this, and why not that."""

import json

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from advisor.advice import from_json, to_json
from advisor.insight import why as why_
from advisor.insight import why_not as why_not_
from advisor.stages.profile import understand
from advisor.store import advices

from ..http import caching
from ..http.dependencies import TheAdvisor, TheCaller, TheStore
from ..http.language import preferred
from ..http.negotiation import JSON, written
from ..http.parameters import AdviceId, Rid
from ..http.problems import no_such_id
from ..openapi.document import problems
from ..views.stored import about, demand_knowledge, readable

router = APIRouter(prefix="/v1/advice/{id}", tags=["kept"], dependencies=[Depends(written(JSON))])


@router.get(
    "/recommendations/{rid}/why",
    summary="Why this recommendation",
    response_model=why_.Reasoning,
    responses=problems(404, 406, 409, 422, 503),
)
def advice_why(
    request: Request, advice_id: AdviceId, rid: Rid, advisor: TheAdvisor, store: TheStore, caller: TheCaller
) -> Response:
    """The reasoning, down to answers and passages. 409 when the advice was made with other knowledge."""
    record, language = advices.read(store, caller, advice_id), preferred(request)
    demand_knowledge(record, advisor.edition, language)
    with readable(language):
        advice = from_json(record.raw)
        try:
            reasoning = why_.why(advice, rid, advisor.edition)
        except why_.NotGivenError:
            given = [item.id for item in advice.given]
            raise no_such_id(rid, given, f"/v1/advice/{record.kept.id}", language) from None
    return caching.answer(request, to_json(reasoning), JSON, about(record))


@router.get(
    "/why-not/{rid}",
    summary="Why a recommendation is not given",
    response_model=why_not_.WhyNot,
    responses=problems(404, 406, 409, 422, 503),
)
def advice_why_not(
    request: Request, advice_id: AdviceId, rid: Rid, advisor: TheAdvisor, store: TheStore, caller: TheCaller
) -> Response:
    """Each rule that could call for it, and what that takes. 409 when the advice was made with other knowledge."""
    record, language = advices.read(store, caller, advice_id), preferred(request)
    demand_knowledge(record, advisor.edition, language)
    if rid not in advisor.edition.recommendations:
        raise no_such_id(rid, advisor.edition.recommendations, "/v1/recommendations", language)
    profile = understand(json.loads(record.profile), advisor.edition, language)
    answer = why_not_.why_not(profile, rid, advisor, record.kept.language)
    return caching.answer(request, to_json(answer), JSON, about(record))
