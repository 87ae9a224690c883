"""Advice for a profile, saved unless the request says otherwise."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from advisor.advice import NO_GRAPH, Advice, from_json, to_json
from advisor.brief import brief, in_brief
from advisor.stages.profile import read_profile
from advisor.store import advices, retries

from ..http import dependencies
from ..http.caching import fresh
from ..http.dependencies import TheAdvisor, TheCaller, asked
from ..http.html_forms import profile_body
from ..http.language import LanguageAsked
from ..http.language import headers as language_headers
from ..http.negotiation import BRIEF, JSON, preferred_type, written
from ..http.parameters import IdempotencyKey
from ..openapi.components import KEPT, NOT_KEPT
from ..openapi.document import PROFILE_OR_FORM_BODY, problems
from ..views import stored

router = APIRouter(prefix="/v1", tags=["advice"])

Detail = Literal["full", "brief"]
_DETAILS: Mapping[str, Detail] = {JSON: "full", BRIEF: "brief"}  # what a client means that only names a media type


@router.post(
    "/advice",
    summary="The advice for a profile",
    status_code=201,
    response_model=Advice,
    response_description="The advice: the same profile on the same edition gives the same bytes.",
    responses={200: {"model": Advice, **NOT_KEPT}, 201: KEPT, **problems(400, 406, 413, 415, 422, 503)},
    openapi_extra=PROFILE_OR_FORM_BODY,
    dependencies=[Depends(written(JSON, BRIEF))],
)
def advise(
    request: Request,
    raw: Annotated[bytes, Depends(profile_body)],
    advisor: TheAdvisor,
    caller: TheCaller,
    language: LanguageAsked,
    store: Annotated[bool, Query(description="Whether to save the advice; false leaves no trace of it.")] = True,
    detail: Annotated[
        Detail | None,
        Query(include_in_schema=False),  # told in words: a client that is generated would ask which of two it got
    ] = None,
    graph: Annotated[bool, Query(description="With false the graph in the response is empty.")] = True,
    key: IdempotencyKey = None,
) -> Response:
    """All mistakes in a profile are reported at once, and then nothing is saved.

    Advice with the same reference is taken to be for one organisation. The answer is sent once the advice is on disk.
    What is saved is always the whole advice, whatever of it the response has. With `detail=brief` in the query, that is
    a `Brief`: the recommendations by id, with their scores, as application/vnd.advisor.brief+json.
    """
    if store:
        caller.demand("submit")
    shown = detail or _DETAILS[preferred_type(request, *_DETAILS)]
    sent = asked(key, "advise", language, raw)
    profile = read_profile(raw, advisor.edition, language)
    if not store:
        if shown == "brief":
            return fresh(to_json(brief(profile, advisor, language)), language, BRIEF)
        return fresh(to_json(advisor.advise(profile, language, graph=graph)), language)
    place = dependencies.store_of(request)
    before = retries.answered(place, caller, sent) if sent else None
    if before is None:
        record = advices.keep(place, caller, advisor.advise(profile, language), asked=sent)
    else:
        record = stored.again(place, caller, before)
    headers = {**language_headers(language), **stored.created(record)}
    media_type = BRIEF if shown == "brief" else JSON
    return Response(_shown(record.raw, shown, graph), status_code=201, media_type=media_type, headers=headers)


def _shown(raw: bytes, detail: Detail, graph: bool) -> bytes:
    """As much of saved advice as was asked for."""
    if detail == "full" and graph:
        return raw
    advice = from_json(raw)
    return to_json(in_brief(advice) if detail == "brief" else replace(advice, graph=NO_GRAPH))
