"""Reports on saved advice, or on a profile that is not saved; a few at a time."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Final, Literal, get_args

from anyio import CapacityLimiter, to_thread
from anyio.lowlevel import RunVar
from fastapi import APIRouter, Depends, Query
from pydantic import WithJsonSchema
from starlette.requests import Request
from starlette.responses import Response

from advisor.advice import Advice, Advisor, from_json, to_json
from advisor.library.wording import Language
from advisor.phrases import say
from advisor.report.composing import OtherKnowledgeError, compose
from advisor.report.contents import PlanShown
from advisor.report.formats import FORMATS, filename
from advisor.report.text import as_text
from advisor.stages.mistakes import Mistake
from advisor.stages.respondents import Respondent
from advisor.standing import Standing
from advisor.store import statuses
from advisor.store.callers import Caller
from advisor.store.database import Store

from ..http import caching
from ..http.dependencies import TheAdvisor, TheCaller, TheProfile, TheRecord, TheStore
from ..http.language import LanguageAsked, preferred
from ..http.negotiation import JSON, preferred_format
from ..http.problems import ProblemError
from ..openapi.components import REPORT, REPORT_NOT_KEPT
from ..openapi.document import PROFILE_BODY, problems
from ..views.stored import about, readable

router = APIRouter(prefix="/v1")

ReportFormat = Literal["text", "markdown", "json", "html", "docx", "pdf"]
MEDIA_TYPES: Mapping[ReportFormat, str] = {
    "text": "text/plain",
    "markdown": "text/markdown",
    "json": JSON,
    "html": FORMATS["html"].media_type,
    "docx": FORMATS["docx"].media_type,
    "pdf": FORMATS["pdf"].media_type,
}
AT_ONCE: Final = 2  # reports made concurrently; each keeps one core busy for about a second
_turns: RunVar[CapacityLimiter] = RunVar("reports in the making")


def _asked(
    request: Request,
    form: Annotated[
        ReportFormat | None,
        WithJsonSchema({"type": "string", "enum": list(get_args(ReportFormat))}),
        Query(alias="format", description="The format; takes precedence over Accept. Text by default."),
    ] = None,
) -> ReportFormat:
    """The format of the report. Raises ProblemError (406) when the client does not accept it."""
    return preferred_format(request, form, MEDIA_TYPES)


ReportForm = Annotated[ReportFormat, Depends(_asked)]


@router.get(
    "/advice/{id}/report",
    summary="The report on saved advice",
    tags=["kept"],
    response_class=Response,
    responses={200: REPORT, **problems(404, 406, 409, 422, 503)},
)
async def advice_report(
    request: Request, advisor: TheAdvisor, store: TheStore, caller: TheCaller, record: TheRecord, form: ReportForm
) -> Response:
    """In the language in which it was made, with what became of each recommendation; as JSON only as it was saved.

    409 for a document when the advice was made with other knowledge.
    """
    language, advice, content = preferred(request), None, record.raw
    if form != "json":
        with readable(language):
            advice = from_json(record.raw)
        if form in FORMATS and record.kept.knowledge_sha256 != advisor.edition.fingerprint:
            raise other_knowledge(language)
        standings = await to_thread.run_sync(standings_of, store, caller, record.kept.id, advisor)
        content = await made(advice, advisor, form, language, record.kept.created, standings)
    headers = {**about(record), **(attached(advice, FORMATS[form].ending) if advice and form in FORMATS else {})}
    return caching.answer(request, content, MEDIA_TYPES[form], headers)


@router.post(
    "/report",
    summary="The report for a profile, without saving it",
    tags=["advice"],
    response_class=Response,
    responses={200: REPORT_NOT_KEPT, **problems(400, 406, 413, 415, 422, 503)},
    openapi_extra=PROFILE_BODY,
)
async def report(
    profile: TheProfile,
    advisor: TheAdvisor,
    language: LanguageAsked,
    form: ReportForm,
) -> Response:
    """The same documents as for saved advice, but without a date."""
    advice = await to_thread.run_sync(advisor.advise, profile, language)
    heard = profile.respondents
    content = to_json(advice) if form == "json" else await made(advice, advisor, form, language, respondents=heard)
    headers = attached(advice, FORMATS[form].ending) if form in FORMATS else None
    return caching.fresh(content, language, MEDIA_TYPES[form], headers)


def standings_of(store: Store, caller: Caller, advice_id: str, advisor: Advisor) -> Mapping[str, Standing]:
    """What became of the recommendations of saved advice."""
    return statuses.standings(store, caller, advice_id, successors=advisor.edition.successors)


async def made(
    advice: Advice,
    advisor: Advisor,
    form: str,
    language: Language,
    kept: datetime | None = None,
    standings: Mapping[str, Standing] | None = None,
    respondents: tuple[Respondent, ...] = (),
    plan: PlanShown | None = None,
) -> bytes:
    """An advice as text or as one of the documents, made in a thread; at most `AT_ONCE` at the same time.

    ``plan``: its plan, where a document is to have one. A request that waits for its turn holds no thread. Raises
    ProblemError (409, in ``language``) for advice made with other knowledge.
    """
    try:
        parts = (kept, standings, respondents, plan)
        return await to_thread.run_sync(_make, advice, advisor, form, *parts, limiter=_limiter())
    except OtherKnowledgeError:
        raise other_knowledge(language) from None


def other_knowledge(language: Language) -> ProblemError:
    """The refusal (409) of a document or picture of an advice made with other knowledge."""
    remedy = say("report_other_knowledge_remedy", language)
    return ProblemError(409, [Mistake("", say("report_other_knowledge", language), remedy)])


def _make(
    advice: Advice,
    advisor: Advisor,
    form: str,
    kept: datetime | None,
    standings: Mapping[str, Standing] | None,
    respondents: tuple[Respondent, ...],
    plan: PlanShown | None,
) -> bytes:
    if form == "text":
        return as_text(advice, advisor, standings).encode()
    return FORMATS[form].make(compose(advice, advisor, kept, standings, respondents, plan))


def _limiter() -> CapacityLimiter:
    try:
        return _turns.get()
    except LookupError:
        limiter = CapacityLimiter(AT_ONCE)
        _turns.set(limiter)
        return limiter


def attached(advice: Advice, ending: str, *parts: str) -> dict[str, str]:
    """The header that makes a browser save an answer as a file, named with plain letters, digits and hyphens."""
    return {"Content-Disposition": f'attachment; filename="{filename(advice, ending, *parts)}"'}
