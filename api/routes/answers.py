"""What a respondent answers in a round: by the secret of an invitation, without a key, and only his own."""

import json
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.responses import Response

from advisor.advice import Advisor
from advisor.library.nearest import Hints
from advisor.library.wording import Language
from advisor.phrases import say
from advisor.stages.answers import field_mistakes
from advisor.stages.mistakes import Mistake, ProfileError, capped, pointer_to, show
from advisor.stages.profile import HINTS, parse_json, understand
from advisor.store import responses
from advisor.store.responses import Invitation

from ..http.caching import fresh, json_of
from ..http.dependencies import TheStore
from ..http.language import LanguageAsked
from ..http.negotiation import JSON, json_body, written
from ..http.respondents import Own, Secret, TheInvitation, TheirAdvisor
from ..openapi.document import ANSWERS_BODY, OWN_ANSWERS, problems
from ..views.rounds import InvitedView, RespondedView

router = APIRouter(prefix="/v1/answer", tags=["answer"], dependencies=[Depends(written(JSON))])

Raw = Annotated[bytes, Depends(json_body)]


@router.get(
    "/{secret}",
    summary="What an invitation is to",
    response_model=InvitedView,
    responses=problems(404, 406, 410, 422, 503),
)
def read_invitation(invitation: TheInvitation, language: LanguageAsked) -> Response:
    """The organisation, the group, and what is not asked any more."""
    view = InvitedView(organisation=invitation.organisation, group=invitation.group, agreed=sorted(invitation.agreed))
    return fresh(json_of(view), language)


@router.post(
    "/{secret}",
    summary="Answer in a round",
    status_code=201,
    response_model=RespondedView,
    responses=problems(400, 404, 406, 409, 410, 413, 415, 422, 503),
    openapi_extra=ANSWERS_BODY,
)
def answer(
    raw: Raw,
    secret: Secret,
    invitation: TheInvitation,
    advisor: TheirAdvisor,
    store: TheStore,
    language: LanguageAsked,
) -> Response:
    """As one more respondent. The token in the answer gives access to these answers, and to no others."""
    answers = _answers(parse_json(raw, language), invitation, advisor, language)
    return fresh(json_of(RespondedView(token=responses.save(store, secret, answers))), language, status=201)


@router.get(
    "/{secret}/{own}",
    summary="Your own answers",
    responses={200: OWN_ANSWERS, **problems(404, 406, 410, 422, 503)},
    response_class=Response,
)
def read_answers(
    secret: Secret, own: Own, invitation: TheInvitation, store: TheStore, language: LanguageAsked
) -> Response:
    """Until the round is closed."""
    return _told(responses.read(store, secret, own), language)


@router.put(
    "/{secret}/{own}",
    summary="Change your own answers",
    responses={200: OWN_ANSWERS, **problems(400, 404, 406, 409, 410, 413, 415, 422, 503)},
    response_class=Response,
    openapi_extra=ANSWERS_BODY,
)
def change_answers(
    raw: Raw,
    secret: Secret,
    own: Own,
    invitation: TheInvitation,
    advisor: TheirAdvisor,
    store: TheStore,
    language: LanguageAsked,
) -> Response:
    """They replace all those before."""
    answers = _answers(parse_json(raw, language), invitation, advisor, language)
    responses.save(store, secret, answers, own)
    return _told(answers, language)


@router.delete(
    "/{secret}/{own}",
    summary="Take your own answers back",
    status_code=204,
    response_class=Response,
    responses={204: {"description": "They are deleted; you do not count."}, **problems(404, 406, 410, 422, 503)},
)
def withdraw_answers(secret: Secret, own: Own, invitation: TheInvitation, store: TheStore) -> Response:
    """All of them; you do not count as a respondent any more."""
    responses.withdraw(store, secret, own)
    return Response(status_code=204, headers={"Cache-Control": "no-store"})


def _told(answers: Mapping[str, Any], language: Language) -> Response:
    return fresh(json.dumps({"answers": answers}, ensure_ascii=False, indent=2).encode() + b"\n", language)


def _answers(data: Any, invitation: Invitation, advisor: Advisor, language: Language) -> dict[str, Any]:
    """The answers in a body, at least one, and none to what is agreed. Raises ProfileError with every mistake."""
    if not isinstance(data, dict):
        what = say("not_object", language, value=show(data))
        raise ProfileError([Mistake("", what, say("expected_fields", language, names="answers"))])
    if mistakes := list(field_mistakes(data, (), (), (), language, Hints(HINTS))):
        raise ProfileError(capped(mistakes, language))
    answers: dict[str, Any] = understand(data, advisor.edition, language).plain["answers"]
    mistakes = [
        Mistake(pointer_to("answers", attribute), say("round_agreed", language), "")
        for attribute in answers
        if attribute in invitation.agreed
    ]
    if not answers:
        mistakes = [Mistake("/answers", say("round_nothing_answered", language), "")]
    if mistakes:
        raise ProfileError(capped(mistakes, language))
    return answers
