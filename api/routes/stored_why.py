"""The other faces of an advice that is kept: why this and why not that."""

import json

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from advisor.advice import from_json
from advisor.insight import why as why_
from advisor.insight import why_not as why_not_
from advisor.library.nearest import nearest
from advisor.library.wording import Language
from advisor.phrases import say
from advisor.stages.profile import Mistake, understand
from advisor.store import advices

from ..http import caching
from ..http.dependencies import TheAdvisor, TheCaller, TheStore
from ..http.language import preferred
from ..http.negotiation import JSON, demand_accepted
from ..http.parameters import AdviceId, Rid
from ..http.problems import ProblemError
from ..openapi.document import problems
from ..views.stored import about, outdated, readable

router = APIRouter(prefix="/v1/advice/{id}", tags=["kept"])


@router.get(
    "/recommendations/{rid}/why",
    operation_id="advice_why",
    summary="Why this recommendation",
    response_model=why_.Reasoning,
    responses=problems(404, 406, 409, 422, 503),
)
def advice_why(
    request: Request, advice_id: AdviceId, rid: Rid, advisor: TheAdvisor, store: TheStore, caller: TheCaller
) -> Response:
    """The reasoning, down to answers and passages. 409 when the knowledge is no longer that of the advice."""
    demand_accepted(request, JSON)
    record, language = advices.read(store, caller, advice_id), preferred(request)
    if record.kept.knowledge_sha256 != advisor.edition.sha256:
        raise outdated(language)
    try:
        with readable(language):
            reasoning = why_.why(from_json(record.raw), rid, advisor.edition)
    except why_.NotGivenError:
        names = [item["id"] for item in json.loads(record.raw)["recommendations"]]
        raise _unknown(rid, names, f"/v1/advice/{record.kept.id}", language) from None
    return caching.answer(request, why_.to_json(reasoning), JSON, about(record))


@router.get(
    "/why-not/{rid}",
    operation_id="advice_why_not",
    summary="What kept a recommendation away",
    response_model=why_not_.WhyNot,
    responses=problems(404, 406, 409, 422, 503),
)
def advice_why_not(
    request: Request, advice_id: AdviceId, rid: Rid, advisor: TheAdvisor, store: TheStore, caller: TheCaller
) -> Response:
    """Each rule that could give it, and what it takes. 409 when the knowledge is no longer that of the advice."""
    demand_accepted(request, JSON)
    record, language = advices.read(store, caller, advice_id), preferred(request)
    if record.kept.knowledge_sha256 != advisor.edition.sha256:
        raise outdated(language)
    if rid not in advisor.edition.recommendations:
        raise _unknown(rid, list(advisor.edition.recommendations), "/v1/recommendations", language)
    profile = understand(json.loads(record.profile), advisor.edition, language)
    answer = why_not_.why_not(profile, rid, advisor, record.kept.language)
    return caching.answer(request, why_not_.to_json(answer), JSON, about(record))


def _unknown(rid: str, names: list[str], place: str, language: Language) -> ProblemError:
    expected = say("expected_id", language, place=place)
    return ProblemError(404, [Mistake("", say("http_no_id", language), expected, nearest(rid[:80], names))])
