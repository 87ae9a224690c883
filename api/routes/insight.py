"""Questions asked of a profile: why, why not, what would change it, why in this order, how firm, what to ask next."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from advisor.advice import Advisor
from advisor.insight import above as above_
from advisor.insight import change as change_
from advisor.insight import questions as questions_
from advisor.insight import stability as stability_
from advisor.insight import what_if as what_if_
from advisor.insight import why as why_
from advisor.insight import why_not as why_not_
from advisor.library.nearest import nearest
from advisor.library.wording import Language
from advisor.phrases import say
from advisor.stages.profile import Mistake, Profile, ProfileError, parse_json, read_profile, understand

from ..http.dependencies import TheAdvisor
from ..http.language import LanguageAsked
from ..http.language import headers as language_headers
from ..http.negotiation import JSON, json_body, written
from ..http.parameters import Rid
from ..http.problems import ProblemError
from ..openapi.document import PROFILE_BODY, WHAT_IF_BODY, problems

router = APIRouter(prefix="/v1", tags=["insight"], dependencies=[Depends(written(JSON))])

Raw = Annotated[bytes, Depends(json_body)]
_ALWAYS = (400, 406, 413, 415, 422, 503)


def _read(raw: Raw, advisor: TheAdvisor, language: LanguageAsked) -> Profile:
    """The profile in the body. Raises ProfileError with every mistake."""
    return read_profile(raw, advisor.edition, language)


TheProfile = Annotated[Profile, Depends(_read)]


def _answer(content: bytes, language: Language) -> Response:
    return Response(content, media_type=JSON, headers={**language_headers(language), "Cache-Control": "no-store"})


def _known(rid: str, advisor: Advisor, language: Language) -> str:
    """The id of a recommendation. Raises ProblemError (404) when there is none of that id."""
    if rid in advisor.edition.recommendations:
        return rid
    near = nearest(rid[:80], advisor.edition.recommendations)
    expected = say("expected_id", language, place="/v1/recommendations")
    raise ProblemError(404, [Mistake("", say("http_no_id", language), expected, near)])


def _not_given(rid: str, language: Language) -> ProblemError:
    return ProblemError(404, [Mistake("", f"{rid}: {say('not_given_here', language)}", "")])


@router.post(
    "/why/{rid}",
    operation_id="why",
    summary="Why this recommendation",
    response_model=why_.Reasoning,
    responses=problems(*_ALWAYS, 404),
    openapi_extra=PROFILE_BODY,
)
def why(profile: TheProfile, rid: Rid, advisor: TheAdvisor, language: LanguageAsked) -> Response:
    """The reasoning, down to answers and passages."""
    advice = advisor.advise(profile, language)
    try:
        reasoning = why_.why(advice, _known(rid, advisor, language), advisor.edition)
    except why_.NotGivenError:
        raise _not_given(rid, language) from None
    return _answer(why_.to_json(reasoning), language)


@router.post(
    "/why-not/{rid}",
    operation_id="why_not",
    summary="What kept a recommendation away",
    response_model=why_not_.WhyNot,
    responses=problems(*_ALWAYS, 404),
    openapi_extra=PROFILE_BODY,
)
def why_not(profile: TheProfile, rid: Rid, advisor: TheAdvisor, language: LanguageAsked) -> Response:
    """Each rule that could give it, and what it takes: the values seen, the values needed, what is not answered."""
    return _answer(
        why_not_.to_json(why_not_.why_not(profile, _known(rid, advisor, language), advisor, language)), language
    )


@router.post(
    "/change/{rid}",
    operation_id="change",
    summary="The smallest change that brings a recommendation in or takes it away",
    response_model=change_.Change,
    responses=problems(*_ALWAYS, 404),
    openapi_extra=PROFILE_BODY,
)
def change(profile: TheProfile, rid: Rid, advisor: TheAdvisor, language: LanguageAsked) -> Response:
    """All sets of the fewest answers that an organisation can change; that there are no smaller ones is proven."""
    return _answer(
        change_.to_json(change_.change(profile, _known(rid, advisor, language), advisor, language)), language
    )


@router.post(
    "/above/{rid}/{other}",
    operation_id="above",
    summary="Why one recommendation stands above another",
    response_model=above_.Above,
    responses=problems(*_ALWAYS, 404),
    openapi_extra=PROFILE_BODY,
)
def above(profile: TheProfile, rid: Rid, other: Rid, advisor: TheAdvisor, language: LanguageAsked) -> Response:
    """Named contributions that add up to the difference of the scores, or the prerequisite that decided."""
    one, another = (_known(name, advisor, language) for name in (rid, other))
    if one == another:
        raise ProblemError(422, [Mistake("", say("same_recommendation", language), "")])
    try:
        return _answer(above_.to_json(above_.above(profile, one, another, advisor, language)), language)
    except why_.NotGivenError as error:
        raise _not_given(str(error), language) from None


@router.post(
    "/stability",
    operation_id="stability",
    summary="How firm the order is",
    response_model=list[stability_.Stability],
    responses=problems(*_ALWAYS),
    openapi_extra=PROFILE_BODY,
)
def stability(
    profile: TheProfile,
    advisor: TheAdvisor,
    language: LanguageAsked,
    percent: Annotated[
        int, Query(ge=0, le=stability_.MOST_PERCENT, description="How far the weights of the editors move.")
    ] = stability_.PERCENT,
) -> Response:
    """The ranks that each recommendation can take when weights move and open questions are answered: proven bounds."""
    return _answer(stability_.to_json(stability_.stability(profile, advisor, language, percent=percent)), language)


@router.post(
    "/questions",
    operation_id="next_questions",
    summary="What to ask next",
    response_model=questions_.Questions,
    responses=problems(*_ALWAYS),
    openapi_extra=PROFILE_BODY,
)
def next_questions(profile: TheProfile, advisor: TheAdvisor, language: LanguageAsked) -> Response:
    """The open questions that can still change the first ten recommendations, most decisive first."""
    return _answer(questions_.to_json(questions_.next_questions(profile, advisor, language)), language)


@router.post(
    "/what-if",
    operation_id="what_if",
    summary="What changes in the advice when answers change",
    response_model=what_if_.WhatIf,
    responses=problems(*_ALWAYS),
    openapi_extra=WHAT_IF_BODY,
)
def what_if(raw: Raw, advisor: TheAdvisor, language: LanguageAsked) -> Response:
    """What comes, goes and moves, and through which changed answer. An answer of null takes it away."""
    before, after = _both(parse_json(raw, language), advisor, language)
    return _answer(what_if_.to_json(what_if_.what_if(before, after, advisor, language)), language)


def _both(data: Any, advisor: Advisor, language: Language) -> tuple[Profile, Profile]:
    """The profile, and the profile with the changed answers. Raises ProfileError with every mistake in either."""
    if not isinstance(data, dict) or data.keys() != {"profile", "answers"}:
        raise ProfileError([Mistake("", say("not_what_if", language), say("expected_what_if", language))])
    mistakes, read = list[Mistake](), dict[str, Profile]()
    for field, part in (("profile", data["profile"]), ("answers", {"answers": data["answers"]})):
        try:
            read[field] = understand(part, advisor.edition, language)
        except ProfileError as error:
            lead = "/profile" if field == "profile" else ""
            mistakes += [replace(mistake, pointer=lead + mistake.pointer) for mistake in error.mistakes]
    if mistakes:
        raise ProfileError(mistakes)
    before = read["profile"]
    changed = {**before.plain["answers"], **data["answers"]}
    return before, understand({**before.plain, "answers": changed}, advisor.edition, language)
