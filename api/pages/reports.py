"""Reports and pictures as downloads."""

import json
from collections.abc import Mapping

from anyio import to_thread
from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from advisor.advice import to_json
from advisor.library.edition import Edition
from advisor.library.wording import Language
from advisor.phrases import say
from advisor.picture.png import PictureTooLargeError, png
from advisor.picture.svg import svg
from advisor.picture.trail import trail
from advisor.report.formats import ENDINGS, FORMATS
from advisor.stages.mistakes import Mistake

from ..http import caching
from ..http.dependencies import TheAdvisor, TheCaller, TheStore
from ..http.negotiation import JSON
from ..http.page_refusals import Said
from ..http.page_requests import PageLanguage
from ..http.parameters import Rid
from ..http.problems import ProblemError
from ..routes.reports import attached, made, other_knowledge, standings_of
from .frame import headers
from .stored_advice import Shown, TheShown

router = APIRouter(prefix="/advice/{id}", include_in_schema=False)

_DRAWN: Mapping[str, str] = {"svg": "image/svg+xml", "png": "image/png"}


@router.get("/report.{ending}")
async def report(
    request: Request,
    shown: TheShown,
    advisor: TheAdvisor,
    store: TheStore,
    caller: TheCaller,
    language: PageLanguage,
    ending: str,
) -> Response:
    """The report in the format of the file ending, with the date of the advice and what became of it."""
    if ending not in ENDINGS:
        raise HTTPException(404)
    _demand_knowledge(shown, advisor.edition, language)
    form = ENDINGS[ending]
    kept = shown.record.kept
    standings = await to_thread.run_sync(standings_of, store, caller, kept.id, advisor)
    content = await made(shown.advice, advisor, form, language, kept.created, standings)
    return _file(request, content, FORMATS[form].media_type, shown, ending)


@router.get("/profile.json")
def profile(request: Request, shown: TheShown) -> Response:
    """The answers, as a profile that can be loaded again."""
    content = json.dumps(shown.profile.plain, ensure_ascii=False, indent=2).encode() + b"\n"
    return _file(request, content, JSON, shown, "json", say("report_profile", shown.language))


@router.get("/advice.json")
def advice(request: Request, shown: TheShown) -> Response:
    """The whole advice as data."""
    return _file(request, to_json(shown.advice), JSON, shown, "json")


@router.get("/picture.{ending}")
async def whole_map(
    request: Request, shown: TheShown, advisor: TheAdvisor, language: PageLanguage, ending: str
) -> Response:
    """The whole map."""
    if ending not in _DRAWN:
        raise HTTPException(404)
    content = await to_thread.run_sync(_drawn, shown, advisor.edition, None, ending, language)
    return _file(request, content, _DRAWN[ending], shown, ending, say("report_map", shown.language))


@router.get("/{rid}.{ending}")
async def picture(
    request: Request, shown: TheShown, advisor: TheAdvisor, language: PageLanguage, rid: Rid, ending: str
) -> Response:
    """Why one recommendation is given, as a picture."""
    if ending not in _DRAWN or all(item.id != rid for item in shown.advice.given):
        raise HTTPException(404)
    content = await to_thread.run_sync(_drawn, shown, advisor.edition, rid, ending, language)
    return _file(request, content, _DRAWN[ending], shown, ending, rid)


def _drawn(shown: Shown, edition: Edition, rid: str | None, ending: str, language: Language) -> bytes:
    """A picture. Raises ProblemError: 409 for advice made with other knowledge, 422 for a picture too large for PNG."""
    _demand_knowledge(shown, edition, language)
    drawing = svg(trail(shown.advice, edition, rid))
    if ending == "svg":
        return drawing.encode()
    try:
        return png(drawing)
    except PictureTooLargeError:
        mistake = Mistake("", say("report_picture_large", language), "SVG")
        raise ProblemError(422, [mistake], said=Said(mistake.what)) from None


def _demand_knowledge(shown: Shown, edition: Edition, language: Language) -> None:
    """Raises ProblemError (409) for advice made with other knowledge."""
    if shown.record.kept.knowledge_sha256 != edition.fingerprint:
        raise other_knowledge(language)


def _file(request: Request, content: bytes, media_type: str, shown: Shown, ending: str, *parts: str) -> Response:
    """An answer that a browser saves as a file."""
    told = {**headers(shown.language), **attached(shown.advice, ending, *parts)}
    return caching.answer(request, content, media_type, told)
