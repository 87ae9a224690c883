"""The other faces of an advice that is kept: its graph, why this and why not that."""

import json
from collections.abc import Mapping
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from advisor.advice import from_json
from advisor.insight import why as why_
from advisor.insight import why_not as why_not_
from advisor.library.complaints import nearest
from advisor.library.wording import Language
from advisor.phrases import say
from advisor.picture.formats import FORMATS
from advisor.stages.profile import Mistake, understand
from advisor.store import advices

from . import caching
from .callers import TheCaller, TheStore
from .content import JSON
from .described import GRAPH
from .documentation import problems
from .kept import AdviceId, Rid, about, outdated, readable
from .knowledge import TheAdvisor
from .languages import preferred
from .preferences import best, joined
from .problems import ProblemError

router = APIRouter(prefix="/v1/advice/{id}", tags=["kept"])

GraphFormat = Literal["node-link", "graphml", "cytoscape", "mermaid"]
_GRAPHS: Mapping[GraphFormat, str] = {
    "node-link": JSON,
    "graphml": "application/graphml+xml",
    "cytoscape": JSON,
    "mermaid": "text/vnd.mermaid",
}


@router.get(
    "/graph",
    operation_id="advice_graph",
    summary="The explanation graph of an advice",
    response_class=Response,
    responses={200: GRAPH, **problems(404, 406, 409, 422, 503)},
)
def advice_graph(
    request: Request,
    advice_id: AdviceId,
    store: TheStore,
    caller: TheCaller,
    form: Annotated[GraphFormat, Query(alias="format", description="How it is written.")] = "node-link",
) -> Response:
    """From each recommendation down to answers and passages."""
    _demand(request, _GRAPHS[form])
    record = advices.read(store, caller, advice_id)
    with readable(preferred(request)):
        content = FORMATS[form](from_json(record.raw).graph)
    return caching.answer(request, content.encode(), _GRAPHS[form], about(record))


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
    _demand(request, JSON)
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
    _demand(request, JSON)
    record, language = advices.read(store, caller, advice_id), preferred(request)
    if record.kept.knowledge_sha256 != advisor.edition.sha256:
        raise outdated(language)
    if rid not in advisor.edition.recommendations:
        raise _unknown(rid, list(advisor.edition.recommendations), "/v1/recommendations", language)
    profile = understand(json.loads(record.profile), advisor.edition, language)
    answer = why_not_.why_not(profile, rid, advisor, record.kept.language)
    return caching.answer(request, why_not_.to_json(answer), JSON, about(record))


def _demand(request: Request, media_type: str) -> None:
    """Raises ProblemError (406) when the client does not accept the form that it asks for."""
    if best((media_type,), joined(request, "accept")) is None:
        raise ProblemError(406, [Mistake("", say("http_accept", preferred(request)), media_type)])


def _unknown(rid: str, names: list[str], place: str, language: Language) -> ProblemError:
    expected = say("expected_id", language, place=place)
    return ProblemError(404, [Mistake("", say("http_no_id", language), expected, nearest(rid[:80], names))])
