"""Questions about a profile: why, why not, what would change it, why in this order, how firm, what to ask next."""

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from advisor.advice import Advisor, to_json
from advisor.insight import above as above_
from advisor.insight import change as change_
from advisor.insight import differences as differences_
from advisor.insight import questions as questions_
from advisor.insight import stability as stability_
from advisor.insight import what_if as what_if_
from advisor.insight import why as why_
from advisor.insight import why_not as why_not_
from advisor.library.wording import Language
from advisor.phrases import say
from advisor.stages.mistakes import Mistake, ProfileError
from advisor.stages.profile import Profile, answered_again, parse_json, understand

from ..http.caching import fresh
from ..http.dependencies import TheAdvisor, TheProfile
from ..http.language import LanguageAsked
from ..http.negotiation import JSON, json_body, written
from ..http.parameters import Rid
from ..http.problems import ProblemError, no_such_id
from ..openapi.document import PROFILE_BODY, WHAT_IF_BODY, problems

router = APIRouter(prefix="/v1", tags=["insight"], dependencies=[Depends(written(JSON))])

Raw = Annotated[bytes, Depends(json_body)]
_ALWAYS = (400, 406, 413, 415, 422, 503)


def _known(rid: Rid, advisor: TheAdvisor, language: LanguageAsked) -> str:
    """The id of a recommendation. Raises ProblemError (404) when there is none of that id."""
    if rid not in advisor.edition.recommendations:
        raise no_such_id(rid, advisor.edition.recommendations, "/v1/recommendations", language)
    return rid


KnownRid = Annotated[str, Depends(_known)]
Handler = TypeVar("Handler", bound=Callable[..., Response])


def _question(
    path: str, shape: Any, summary: str, *more: int, body: dict[str, Any] = PROFILE_BODY
) -> Callable[[Handler], Handler]:
    """The decorator of a question: its path, the shape of the answer, and the statuses that only this one gives."""
    responses = problems(*_ALWAYS, *more)
    return router.post(path, summary=summary, response_model=shape, responses=responses, openapi_extra=body)


def _not_given(rid: str, language: Language) -> ProblemError:
    return ProblemError(404, [Mistake("", f"{rid}: {say('not_given_here', language)}", "")])


@_question("/why/{rid}", why_.Reasoning, "Why this recommendation", 404)
def why(profile: TheProfile, rid: KnownRid, advisor: TheAdvisor, language: LanguageAsked) -> Response:
    """The reasoning, down to answers and passages."""
    try:
        reasoning = why_.why(advisor.advise(profile, language), rid, advisor.edition)
    except why_.NotGivenError:
        raise _not_given(rid, language) from None
    return fresh(to_json(reasoning), language)


@_question("/why-not/{rid}", why_not_.WhyNot, "Why a recommendation is not given", 404)
def why_not(profile: TheProfile, rid: KnownRid, advisor: TheAdvisor, language: LanguageAsked) -> Response:
    """Each rule that could call for it, and what that takes: the values seen, the values needed, what is unanswered."""
    return fresh(to_json(why_not_.why_not(profile, rid, advisor, language)), language)


@_question("/change/{rid}", change_.Change, "The smallest change that adds or removes a recommendation", 404)
def change(profile: TheProfile, rid: KnownRid, advisor: TheAdvisor, language: LanguageAsked) -> Response:
    """All smallest sets of answers that an organisation can change; that none is smaller is proven."""
    return fresh(to_json(change_.change(profile, rid, advisor, language)), language)


@_question("/above/{rid}/{other}", above_.Above, "Why one recommendation stands above another", 404)
def above(profile: TheProfile, rid: Rid, other: Rid, advisor: TheAdvisor, language: LanguageAsked) -> Response:
    """Named contributions that add up to the difference between the scores, or the prerequisite that decided."""
    one, another = (_known(name, advisor, language) for name in (rid, other))
    if one == another:
        raise ProblemError(422, [Mistake("", say("same_recommendation", language), "")])
    try:
        return fresh(to_json(above_.above(profile, one, another, advisor, language)), language)
    except why_.NotGivenError as error:
        raise _not_given(str(error), language) from None


@_question("/stability", list[stability_.Stability], "How firm the order is")
def stability(
    profile: TheProfile,
    advisor: TheAdvisor,
    language: LanguageAsked,
    percent: Annotated[
        int,
        Query(ge=0, le=stability_.MOST_PERCENT, description="How far the editors' weights move, in percent."),
    ] = stability_.PERCENT,
) -> Response:
    """The ranks each recommendation can take when weights move and open questions are answered: proven bounds."""
    return fresh(to_json(stability_.stability(profile, advisor, language, percent=percent)), language)


@_question("/differences", differences_.Disagreements, "Where respondents differ")
def differences(profile: TheProfile, advisor: TheAdvisor, language: LanguageAsked) -> Response:
    """Which disagreements decide something and which do not, what to talk about first, and what is settled already.

    Who said what is told of four people or more only, and never so that it can be worked out by subtraction.
    """
    return fresh(to_json(differences_.differences(profile, advisor, language)), language)


@_question("/questions", questions_.Questions, "What to ask next")
def next_questions(profile: TheProfile, advisor: TheAdvisor, language: LanguageAsked) -> Response:
    """The open questions that can still change the first ten recommendations, most decisive first."""
    return fresh(to_json(questions_.next_questions(profile, advisor, language)), language)


@_question("/what-if", what_if_.WhatIf, "What changes in the advice when answers change", body=WHAT_IF_BODY)
def what_if(raw: Raw, advisor: TheAdvisor, language: LanguageAsked) -> Response:
    """What is added, removed and moved, and by which changed answer. An answer of null removes that answer."""
    before, after = _both(parse_json(raw, language), advisor, language)
    return fresh(to_json(what_if_.what_if(before, after, advisor, language)), language)


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
    return before, understand(answered_again(before, data["answers"]), advisor.edition, language)
