"""A profile in, an advice out: kept, unless it is asked not to."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from advisor.advice import Advice, to_json
from advisor.stages.profile import read_profile
from advisor.store import advices, retries

from . import callers, kept
from .callers import TheCaller, asked
from .content import JSON, written
from .described import KEPT, NOT_KEPT
from .documentation import PROFILE_OR_FORM_BODY, problems
from .forms import profile_body
from .knowledge import TheAdvisor
from .languages import LanguageAsked
from .languages import headers as language_headers
from .parameters import IdempotencyKey

router = APIRouter(prefix="/v1", tags=["advice"])


@router.post(
    "/advice",
    operation_id="advise",
    summary="The advice for a profile",
    status_code=201,
    response_model=Advice,
    response_description="The advice: the same profile on the same edition gives the same bytes.",
    responses={200: {"model": Advice, **NOT_KEPT}, 201: KEPT, **problems(400, 406, 413, 415, 422, 503)},
    openapi_extra=PROFILE_OR_FORM_BODY,
    dependencies=[Depends(written(JSON))],
)
def advise(
    request: Request,
    raw: Annotated[bytes, Depends(profile_body)],
    advisor: TheAdvisor,
    caller: TheCaller,
    language: LanguageAsked,
    store: Annotated[bool, Query(description="Whether it is kept; false asks for the advice without a trace.")] = True,
    key: IdempotencyKey = None,
) -> Response:
    """Every mistake in a profile is told at once, and nothing is half-done.

    Advices with the same reference are taken to be of one organisation. An answer is given when it is on the disk.
    """
    if store:
        caller.demand("submit")
    sent = asked(key, "advise", language, raw)
    profile = read_profile(raw, advisor.edition, language)
    headers = language_headers(language)
    if not store:
        told = {**headers, "Cache-Control": "no-store"}
        return Response(to_json(advisor.advise(profile, language)), media_type=JSON, headers=told)
    place = callers.store_of(request)
    before = retries.answered(place, caller, sent) if sent else None
    if before is None:
        record = advices.keep(place, caller, advisor.advise(profile, language), asked=sent)
    else:
        record = kept.again(place, caller, before)
    return Response(record.raw, status_code=201, media_type=JSON, headers={**headers, **kept.created(record)})
