"""The plan of the advice for a profile, in every form."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any, Literal, get_args

from fastapi import APIRouter, Depends, Query
from pydantic import WithJsonSchema
from starlette.requests import Request
from starlette.responses import Response

from advisor.advice import Advisor
from advisor.library.nearest import nearest
from advisor.library.wording import Language
from advisor.phrases import say
from advisor.plan.answer import Plan
from advisor.plan.planning import PlanTooLargeError, plan
from advisor.plan.wishes import FIELDS, Wishes, read_wishes
from advisor.report.plan_forms import FORMS, NoFormError, formed
from advisor.stages.mistakes import Mistake, ProfileError, capped, pointer_to, short
from advisor.stages.profile import Profile, parse_json, understand

from ..http import caching
from ..http.dependencies import TheAdvisor
from ..http.language import LanguageAsked
from ..http.negotiation import json_body, preferred_format
from ..http.problems import ProblemError
from ..openapi.components import PLAN
from ..openapi.document import PLAN_BODY, problems

router = APIRouter(prefix="/v1", tags=["insight"])

PlanForm = Literal["json", "text", "markdown", "svg", "ics", "csv"]

MEDIA_TYPES: Mapping[PlanForm, str] = {name: FORMS[name].media_type for name in get_args(PlanForm)}
Form = Annotated[
    PlanForm | None,
    WithJsonSchema({"type": "string", "enum": list(get_args(PlanForm))}),
    Query(alias="format", description="The form; by default what the client accepts, or else json."),
]


@router.post(
    "/plan",
    summary="Which recommendation in which period",
    response_model=Plan,
    responses={200: PLAN, **problems(400, 406, 413, 415, 422, 503)},
    openapi_extra=PLAN_BODY,
)
def plan_of_profile(
    request: Request,
    raw: Annotated[bytes, Depends(json_body)],
    advisor: TheAdvisor,
    language: LanguageAsked,
    asked: Form = None,
) -> Response:
    """The best plan within the working days of each period, proven; a calendar (ics) needs `start`. Nothing is saved.

    Where the solver is not installed, `method` is `phases`: those of the advice stand in, and `told` says so.
    """
    form = preferred_format(request, asked, MEDIA_TYPES)
    profile, wishes = _read(parse_json(raw, language), advisor, language)
    try:
        content = formed(plan(advisor.advise(profile, language), advisor.edition, wishes), form)
    except PlanTooLargeError as error:
        raise ProblemError(422, [Mistake("", error.sentence(language), "")]) from None
    except NoFormError as error:
        raise ProblemError(422, [Mistake("/start" if error.undated else "", str(error), "")]) from None
    return caching.fresh(content, language, MEDIA_TYPES[form])


def _read(data: Any, advisor: Advisor, language: Language) -> tuple[Profile, Wishes]:
    """The profile and the wishes in a body. Raises ProfileError with every mistake in either."""
    if not isinstance(data, dict) or "profile" not in data:
        raise ProfileError([Mistake("", say("not_plan", language), say("expected_plan", language))])
    mistakes = [
        Mistake(pointer_to(name), say("unknown_field", language, name=short(name)), "", nearest(name[:80], FIELDS))
        for name in data
        if name not in ("profile", *FIELDS)
    ]
    found = list[Any]()
    for read, lead in (
        (lambda: understand(data["profile"], advisor.edition, language), "/profile"),
        (lambda: read_wishes(data, advisor.edition, language), ""),
    ):
        try:
            found.append(read())
        except ProfileError as error:
            mistakes += [replace(mistake, pointer=lead + mistake.pointer) for mistake in error.mistakes]
    if mistakes:
        raise ProfileError(capped(mistakes, language))
    profile, wishes = found
    return profile, wishes
