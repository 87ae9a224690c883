"""Rounds: opened, followed, closed and deleted by their owner."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path
from pydantic import WithJsonSchema
from starlette.responses import Response

from advisor.advice import Advisor
from advisor.library.nearest import Hints
from advisor.library.wording import Language
from advisor.phrases import say
from advisor.stages.mistakes import Mistake, ProfileError, capped, pointer_to, short, show
from advisor.stages.profile import Profile, parse_json, understand
from advisor.store import rounds
from advisor.store.advices import ID

from ..http.caching import fresh, json_of
from ..http.dependencies import TheAdvisor, TheCaller, TheStore
from ..http.language import LanguageAsked
from ..http.negotiation import JSON, json_body, written
from ..openapi.components import GROUP_BODY, ROUND_BODY, ROUND_DELETED
from ..openapi.document import SAID_TOGETHER, problems
from ..views.rounds import (
    InvitationMadeView,
    RoundOpenedView,
    RoundsView,
    RoundView,
    made_view,
    round_view,
)

router = APIRouter(prefix="/v1/rounds", tags=["rounds"], dependencies=[Depends(written(JSON))])

Raw = Annotated[bytes, Depends(json_body)]
RoundId = Annotated[
    str,
    WithJsonSchema({"type": "string", "pattern": f"^{ID}$"}),
    Path(alias="id", description="The id of a round.", examples=["7c1e5b0a94d2483f8a6e3d0b5f2c9e17"]),
]
_OPENS, _OF_A_GROUP = ("groups", "profile"), ("group",)


@router.post(
    "",
    summary="Open a round: several people answer for one organisation",
    status_code=201,
    response_model=RoundOpenedView,
    responses=problems(400, 406, 413, 415, 422, 503),
    openapi_extra=ROUND_BODY,
)
def open_round(raw: Raw, advisor: TheAdvisor, store: TheStore, caller: TheCaller, language: LanguageAsked) -> Response:
    """The secret of each invitation is in this answer only. What the profile answers, nobody is asked."""
    caller.demand("write")
    agreed, groups = _wanted(parse_json(raw, language), advisor, language)
    made, secrets = rounds.open_(store, caller, agreed, groups)
    view = RoundOpenedView(
        round=round_view(made), invitations=[made_view(name, secret) for name, secret in secrets.items()]
    )
    return fresh(json_of(view), language, status=201, headers={"Location": f"/v1/rounds/{made.id}"})


@router.get("", summary="The rounds, newest first", response_model=RoundsView, responses=problems(406, 422, 503))
def list_rounds(store: TheStore, caller: TheCaller, language: LanguageAsked) -> Response:
    """Of your own tenant, at most a hundred."""
    return fresh(json_of(RoundsView(items=[round_view(one) for one in rounds.listed(store, caller)])), language)


@router.get(
    "/{id}", summary="How many answered, by group", response_model=RoundView, responses=problems(404, 406, 422, 503)
)
def read_round(round_id: RoundId, store: TheStore, caller: TheCaller, language: LanguageAsked) -> Response:
    """And nothing of what they answered."""
    return fresh(json_of(round_view(rounds.show(store, caller, round_id))), language)


@router.post(
    "/{id}/invitations",
    summary="Invite one more group, or give a group another link",
    status_code=201,
    response_model=InvitationMadeView,
    responses=problems(400, 404, 406, 410, 413, 415, 422, 503),
    openapi_extra=GROUP_BODY,
)
def invite_group(raw: Raw, round_id: RoundId, store: TheStore, caller: TheCaller, language: LanguageAsked) -> Response:
    """An invitation of that group that still held is revoked."""
    caller.demand("write")
    group = _group(raw, language)
    secret = rounds.invite(store, caller, round_id, group)
    return fresh(json_of(made_view(group.strip(), secret)), language, status=201)


@router.post(
    "/{id}/revoke",
    summary="Revoke the invitation of a group",
    status_code=204,
    response_class=Response,
    responses={
        204: {"description": "The link no longer works."},
        **problems(400, 404, 406, 410, 413, 415, 422, 503),
    },
    openapi_extra=GROUP_BODY,
)
def revoke_invitation(
    raw: Raw, round_id: RoundId, store: TheStore, caller: TheCaller, language: LanguageAsked
) -> Response:
    """Nobody answers by it any more; what was answered counts."""
    caller.demand("write")
    rounds.revoke(store, caller, round_id, _group(raw, language))
    return Response(status_code=204, headers={"Cache-Control": "no-store"})


@router.post(
    "/{id}/close",
    summary="Close a round, and get what was answered together",
    responses={200: SAID_TOGETHER, **problems(404, 406, 409, 422, 503)},
    response_class=Response,
)
def close_round(
    round_id: RoundId, advisor: TheAdvisor, store: TheStore, caller: TheCaller, language: LanguageAsked
) -> Response:
    """From four respondents on, for good: a profile in which no person is left. The answers themselves are deleted."""
    profile = rounds.close(store, caller, round_id, advisor.edition)
    return fresh(profile.encode() + b"\n", language)


@router.get(
    "/{id}/profile",
    summary="What was answered together in a round that is closed",
    responses={200: SAID_TOGETHER, **problems(404, 406, 409, 422, 503)},
    response_class=Response,
)
def round_profile(round_id: RoundId, store: TheStore, caller: TheCaller, language: LanguageAsked) -> Response:
    """The bytes that closing it gave."""
    return fresh(rounds.outcome(store, caller, round_id).encode() + b"\n", language)


@router.delete(
    "/{id}",
    summary="Delete a round permanently",
    status_code=204,
    response_class=Response,
    responses={204: ROUND_DELETED, **problems(404, 406, 422, 503)},
)
def delete_round(round_id: RoundId, store: TheStore, caller: TheCaller) -> Response:
    """With its invitations and all that was answered. Requires the scope admin."""
    rounds.erase(store, caller, round_id)
    return Response(status_code=204, headers={"Cache-Control": "no-store"})


def _wanted(data: Any, advisor: Advisor, language: Language) -> tuple[Profile, list[str]]:
    """What is agreed, and the names of the groups. Raises ProfileError with every mistake."""
    mistakes = _field_mistakes(data, _OPENS, "round_expected_open", language)
    agreed = Profile({})
    if isinstance(data, dict):
        groups = data.get("groups")
        if not isinstance(groups, list) or not all(isinstance(group, str) for group in groups):
            what = say("round_not_groups", language, value=show(groups))
            mistakes.append(Mistake("/groups", what, say("round_expected_groups", language)))
        if "profile" in data:
            try:
                agreed = understand(data["profile"], advisor.edition, language)
            except ProfileError as error:
                mistakes += [replace(mistake, pointer=f"/profile{mistake.pointer}") for mistake in error.mistakes]
    if mistakes:
        raise ProfileError(capped(mistakes, language))
    return agreed, data["groups"]


def _group(raw: bytes, language: Language) -> str:
    """The name of the group in a body. Raises ProfileError with every mistake."""
    data = parse_json(raw, language)
    mistakes = _field_mistakes(data, _OF_A_GROUP, "round_expected_group", language)
    if isinstance(data, dict) and not isinstance(data.get("group"), str):
        what = say("service_not_text", language, value=show(data.get("group")))
        mistakes.append(Mistake("/group", what, say("service_expected_text", language)))
    if mistakes:
        raise ProfileError(capped(mistakes, language))
    group: str = data["group"]
    return group


def _field_mistakes(data: Any, fields: tuple[str, ...], phrase: str, language: Language) -> list[Mistake]:
    """That a body is no object, and its fields that do not exist."""
    expected = say(phrase, language)
    if not isinstance(data, dict):
        return [Mistake("", say("not_object", language, value=show(data)), expected)]
    hints = Hints()
    return [
        Mistake(pointer_to(name), say("unknown_field", language, name=short(name)), expected, hints(name, fields))
        for name in data
        if name not in fields
    ]
