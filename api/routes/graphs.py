"""The explanation graph in every format, of saved advice and of a profile."""

from collections.abc import Mapping
from typing import Annotated, Literal, get_args

from fastapi import APIRouter, Depends, Query
from pydantic import WithJsonSchema
from starlette.requests import Request
from starlette.responses import Response

from advisor.advice import Advice, from_json
from advisor.library.edition import Edition
from advisor.library.nearest import nearest
from advisor.library.wording import Language
from advisor.phrases import say
from advisor.picture.formats import FORMATS
from advisor.picture.png import PictureTooLargeError
from advisor.stages.mistakes import Mistake
from advisor.stages.profile import read_profile
from advisor.store import advices

from ..http import caching
from ..http.dependencies import TheAdvisor, TheCaller, TheStore
from ..http.language import LanguageAsked, preferred
from ..http.negotiation import json_body, preferred_format
from ..http.parameters import AdviceId
from ..http.problems import ProblemError
from ..openapi.components import GRAPH, GRAPH_OF_PROFILE
from ..openapi.document import PROFILE_BODY, problems
from ..views.stored import about, demand_knowledge, readable

router = APIRouter(prefix="/v1")

GraphFormat = Literal["node-link", "graphml", "cytoscape", "mermaid", "svg", "png", "json-ld", "prov"]


MEDIA_TYPES: Mapping[GraphFormat, str] = {name: FORMATS[name].media_type for name in get_args(GraphFormat)}
Form = Annotated[
    GraphFormat | None,
    WithJsonSchema({"type": "string", "enum": list(get_args(GraphFormat))}),
    Query(alias="format", description="The format; by default what the client accepts, or else node-link."),
]
Part = Annotated[str | None, Query(description="The id of a recommendation: only the part that explains it.")]


@router.get(
    "/advice/{id}/graph",
    tags=["kept"],
    summary="The explanation graph of an advice",
    response_class=Response,
    responses={200: GRAPH, **problems(404, 406, 409, 422, 503)},
)
def advice_graph(
    request: Request,
    advice_id: AdviceId,
    advisor: TheAdvisor,
    store: TheStore,
    caller: TheCaller,
    asked: Form = None,
    recommendation: Part = None,
) -> Response:
    """From each recommendation down to answers and passages: as data, or drawn (svg, png).

    409 when the advice was made with other knowledge, for the formats that contain more than the graph.
    """
    form = preferred_format(request, asked, MEDIA_TYPES)
    record, language = advices.read(store, caller, advice_id), preferred(request)
    if FORMATS[form].tells_more:
        demand_knowledge(record, advisor.edition, language)
    with readable(language):
        advice = from_json(record.raw)
    _demand_given(advice, recommendation, language)
    content = _written(advice, advisor.edition, form, recommendation, language)
    return caching.answer(request, content, FORMATS[form].media_type, about(record))


@router.post(
    "/graph",
    tags=["insight"],
    summary="The explanation graph of the advice for a profile",
    response_class=Response,
    responses={200: GRAPH_OF_PROFILE, **problems(400, 404, 406, 413, 415, 422, 503)},
    openapi_extra=PROFILE_BODY,
)
def graph(
    request: Request,
    raw: Annotated[bytes, Depends(json_body)],
    advisor: TheAdvisor,
    language: LanguageAsked,
    asked: Form = None,
    recommendation: Part = None,
) -> Response:
    """From each recommendation down to answers and passages. Nothing is saved."""
    form = preferred_format(request, asked, MEDIA_TYPES)
    advice = advisor.advise(read_profile(raw, advisor.edition, language), language)
    _demand_given(advice, recommendation, language)
    content = _written(advice, advisor.edition, form, recommendation, language)
    return caching.fresh(content, language, FORMATS[form].media_type)


def _written(advice: Advice, edition: Edition, form: str, recommendation: str | None, language: Language) -> bytes:
    try:
        content = FORMATS[form].write(advice, edition, recommendation)
    except PictureTooLargeError as error:
        raise ProblemError(422, [Mistake("", say("picture_too_large", language, size=error), "")]) from None
    return content.encode() if isinstance(content, str) else content


def _demand_given(advice: Advice, recommendation: str | None, language: Language) -> None:
    """Raises ProblemError (404) when a recommendation is named that is not given."""
    given = [item.id for item in advice.given]
    if recommendation is not None and recommendation not in given:
        what = f"{recommendation[:80]}: {say('not_given_here', language)}"
        raise ProblemError(404, [Mistake("", what, "", nearest(recommendation[:80], given))])
