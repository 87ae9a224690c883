"""A profile in, an advice out."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from advisor.advice import Advice, to_json
from advisor.stages.profile import read_profile

from .content import JSON, written
from .documentation import PROFILE_OR_FORM_BODY, problems
from .forms import profile_body
from .knowledge import TheAdvisor
from .languages import LanguageAsked
from .languages import headers as language_headers

router = APIRouter(prefix="/v1", tags=["advice"])


@router.post(
    "/advice",
    operation_id="advise",
    summary="The advice for a profile",
    response_model=Advice,
    response_description="The advice: the same profile on the same edition gives the same bytes.",
    responses=problems(400, 406, 413, 415, 422, 503),
    openapi_extra=PROFILE_OR_FORM_BODY,
    dependencies=[Depends(written(JSON))],
)
def advise(raw: Annotated[bytes, Depends(profile_body)], advisor: TheAdvisor, language: LanguageAsked) -> Response:
    """Every mistake in a profile is told at once, and nothing is half-done. Nothing is kept."""
    profile = read_profile(raw, advisor.edition, language)
    headers = {**language_headers(language), "Cache-Control": "no-store"}
    return Response(to_json(advisor.advise(profile, language)), media_type=JSON, headers=headers)
