"""The page of a respondent: the questions that are not agreed on, on one page that works without a script.

An invitation's address has its secret; that of a respondent's own answers has his token too, and a cookie remembers it
on this device. Nothing of the round is shown but these answers.
"""

from dataclasses import replace
from typing import Annotated, Literal

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from advisor.advice import Advisor
from advisor.insight.evaluator import evaluator
from advisor.insight.groups import LEAST
from advisor.library.wording import Language
from advisor.phrases import say
from advisor.stages.profile import Profile, normalised
from advisor.store import responses
from advisor.store.database import Store
from advisor.store.errors import ResponseNotFoundError
from advisor.store.responses import Invitation

from ...http import session_cookie
from ...http.dependencies import TheStore
from ...http.html_forms import Fields, posted_fields
from ...http.negotiation import reads_body
from ...http.page_requests import PageLanguage
from ...http.respondents import TheInvitation, TheirAdvisor
from ..frame import page
from ..intake.filled import Filled, Read, filled, of_profile, read
from ..intake.steps import FormStep, form_steps

router = APIRouter(include_in_schema=False)

COOKIE = "advisor_answers"
LASTS = 180 * 24 * 3600  # seconds: longer than a round is open
Told = Literal["", "saved", "withdrawn"]


@reads_body
async def _fields(request: Request, language: PageLanguage) -> Fields:
    return await posted_fields(request, language)


Posted = Annotated[Fields, Depends(_fields)]


@router.get("/answer/{secret}")
def invited(
    request: Request,
    secret: str,
    invitation: TheInvitation,
    advisor: TheirAdvisor,
    store: TheStore,
    language: PageLanguage,
    told: Told = "",
) -> Response:
    """The questions; who answered on this device is led to his own answers."""
    own = _own(request, store, secret)
    if own is not None:
        return _see_other(f"/answer/{secret}/{own}")
    return _show(request, Filled(), Read(Profile({})), invitation, advisor, language, told=told)


@router.post("/answer/{secret}")
def answer(
    request: Request,
    secret: str,
    fields: Posted,
    invitation: TheInvitation,
    advisor: TheirAdvisor,
    store: TheStore,
    language: PageLanguage,
) -> Response:
    """Save the answers of one more respondent; sent again from the same device they are the same one's."""
    return _save(request, secret, _own(request, store, secret), fields, invitation, advisor, store, language)


@router.get("/answer/{secret}/{own}")
def own_answers(
    request: Request,
    secret: str,
    own: str,
    invitation: TheInvitation,
    advisor: TheirAdvisor,
    store: TheStore,
    language: PageLanguage,
    told: Told = "",
) -> Response:
    """The questions with a respondent's own answers."""
    profile = normalised(None, None, responses.read(store, secret, own), {})
    response = _show(request, of_profile(profile), Read(profile), invitation, advisor, language, told=told, own=own)
    _remember(request, response, secret, own)
    return response


@router.post("/answer/{secret}/{own}")
def change(
    request: Request,
    secret: str,
    own: str,
    fields: Posted,
    invitation: TheInvitation,
    advisor: TheirAdvisor,
    store: TheStore,
    language: PageLanguage,
) -> Response:
    """Save a respondent's answers instead of those before."""
    responses.read(store, secret, own)
    return _save(request, secret, own, fields, invitation, advisor, store, language)


@router.post("/answer/{secret}/{own}/withdraw")
def withdraw(secret: str, own: str, invitation: TheInvitation, store: TheStore) -> Response:
    """Delete a respondent's answers."""
    responses.withdraw(store, secret, own)
    response = _see_other(f"/answer/{secret}?told=withdrawn")
    response.delete_cookie(COOKIE, path=f"/answer/{secret}", httponly=True, samesite="lax")
    return response


def _save(
    request: Request,
    secret: str,
    own: str | None,
    fields: Fields,
    invitation: Invitation,
    advisor: Advisor,
    store: Store,
    language: Language,
) -> Response:
    form = filled(fields)
    found = read(form, advisor.edition, language)
    answers = {a: v for a, v in found.profile.plain["answers"].items() if a not in invitation.agreed}
    if not found.wrong and not answers:
        found = replace(found, strange=[say("round_nothing_answered", language)])
    if found.wrong:
        return _show(request, form, found, invitation, advisor, language, own=own)
    token = responses.save(store, secret, answers, own)
    response = _see_other(f"/answer/{secret}/{token}?told=saved")
    _remember(request, response, secret, token)
    return response


def _show(
    request: Request,
    form: Filled,
    found: Read,
    invitation: Invitation,
    advisor: Advisor,
    language: Language,
    *,
    told: Told = "",
    own: str | None = None,
) -> Response:
    """The form. What does not make sense beside the answers, agreed ones too, is not asked."""
    edition = advisor.edition
    agreed = normalised(None, None, invitation.agreed, {}).answers
    beside = replace(found, profile=Profile({**found.profile.answers, **agreed}))
    reached = evaluator(edition).conclude(beside.profile.answers)
    steps = form_steps(form, beside, reached, [], edition, language).values()
    asked = [replace(step, asked=[a for a in step.asked if a.attribute not in agreed]) for step in steps]
    response = page(
        request,
        "rounds/respondent.html",
        422 if found.wrong else 200,
        invitation=invitation,
        steps=[step for step in asked if step.asked],
        faults=_faults(asked, found),
        secret=request.path_params["secret"],
        own=own,
        told=told,
        least=LEAST,
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _faults(steps: list[FormStep], found: Read) -> list[tuple[str, str, str]]:
    """Every mistake: the field, its question, what is wrong; the first two empty where it belongs to none."""
    texts = {asked.attribute: asked for step in steps for asked in step.asked}
    faults = [(name, name, what) for name, what in found.faults.items() if name in texts]
    return [*faults, *(("", "", what) for what in found.strange)]


def _own(request: Request, store: Store, secret: str) -> str | None:
    """The token that this device remembers, if it still gives access to answers."""
    token = request.cookies.get(COOKIE)
    if token is None:
        return None
    try:
        responses.read(store, secret, token)
    except ResponseNotFoundError:
        return None
    return token


def _remember(request: Request, response: Response, secret: str, own: str) -> None:
    response.set_cookie(
        COOKIE,
        own,
        max_age=LASTS,
        path=f"/answer/{secret}",
        httponly=True,
        samesite="lax",
        secure=session_cookie.secure(request),
    )


def _see_other(place: str) -> Response:
    return RedirectResponse(place, status_code=303, headers={"Cache-Control": "no-store"})
