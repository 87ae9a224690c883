"""Advice over time: two profiles or pieces of advice compared, and advice replayed."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.responses import Response

from advisor.advice import Advisor, to_json
from advisor.insight.compare import compare as hold_against
from advisor.insight.comparison import Comparison
from advisor.insight.earlier import MAX_BYTES, EarlierAdvice, read_either
from advisor.insight.replay import Replay
from advisor.insight.replay import replay as make_again
from advisor.library.nearest import Hints
from advisor.library.wording import Language
from advisor.phrases import say
from advisor.stages.mistakes import Mistake, ProfileError, capped, pointer_to, short, show
from advisor.stages.profile import Profile, parse_json

from ..http.caching import fresh
from ..http.dependencies import TheAdvisor
from ..http.language import LanguageAsked
from ..http.negotiation import JSON, json_body, written
from ..openapi.document import COMPARE_BODY, EARLIER_BODY, problems

router = APIRouter(prefix="/v1", tags=["insight"], dependencies=[Depends(written(JSON))])

SIDES = ("before", "after")


@router.post(
    "/compare",
    summary="What changed from one profile or advice to another, and why",
    response_model=Comparison,
    response_description="What changed and, for each part, whether a re-run with only that part changed confirms it.",
    responses=problems(400, 406, 413, 415, 422, 503),
    openapi_extra=COMPARE_BODY,
)
def compare(raw: Annotated[bytes, Depends(json_body)], advisor: TheAdvisor, language: LanguageAsked) -> Response:
    """Each side is a profile or an advice. Only the current knowledge is available here. Nothing is saved."""
    before, after = read_sides(parse_json(raw, language, limit=MAX_BYTES), advisor, language)
    return fresh(to_json(hold_against(before, after, advisor, language=language)), language)


@router.post(
    "/replay",
    summary="Make an advice again from its receipt",
    response_model=Replay,
    response_description="Whether the bytes are the same, or what exactly differs.",
    responses=problems(400, 406, 413, 415, 422, 503),
    openapi_extra=EARLIER_BODY,
)
def replay(raw: Annotated[bytes, Depends(json_body)], advisor: TheAdvisor, language: LanguageAsked) -> Response:
    """Send the advice byte for byte, including its final newline (curl: --data-binary). Nothing is saved."""
    return fresh(to_json(make_again(raw, advisor, language)), language)


LIMITS = dict.fromkeys((f"{router.prefix}/compare", f"{router.prefix}/replay"), MAX_BYTES)  # bytes that each accepts


def read_sides(data: Any, advisor: Advisor, language: Language) -> list[Profile | EarlierAdvice]:
    """Both sides of a comparison. Raises ProfileError with every mistake of both, each with its place."""
    expected = say("expected_sides", language)
    if not isinstance(data, dict):
        raise ProfileError([Mistake("", say("not_object", language, value=show(data)), expected)])
    read, mistakes, hints = list[Profile | EarlierAdvice](), list[Mistake](), Hints()
    for field in data:
        if field not in SIDES:
            what = say("unknown_field", language, name=short(field))
            mistakes.append(Mistake(pointer_to(field), what, expected, hints(field, SIDES)))
    for side in SIDES:
        if side not in data:
            mistakes.append(Mistake(f"/{side}", say("field_missing", language, name=side), expected))
            continue
        try:
            read.append(read_either(data[side], advisor.edition, language))
        except ProfileError as error:
            mistakes += [replace(m, pointer=f"/{side}{m.pointer}") for m in error.mistakes]
    if mistakes:
        raise ProfileError(capped(mistakes, language))
    return read
