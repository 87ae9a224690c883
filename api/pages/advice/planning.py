"""The page with the plan of an advice, and the same as files: a picture, a calendar, a table, text."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any
from urllib.parse import urlencode

from anyio import to_thread
from fastapi import APIRouter, HTTPException, Query
from starlette.responses import Response

from advisor.advice import Advisor
from advisor.library.memo import kept
from advisor.library.wording import Language
from advisor.phrases import say
from advisor.picture.gantt import gantt
from advisor.plan.answer import Plan
from advisor.plan.planning import PlanTooLargeError, plan
from advisor.plan.wishes import MOST, Wishes, read_wishes
from advisor.report.formats import FORMATS as REPORT_FORMS
from advisor.report.plan_forms import FORMS, NoFormError, formed
from advisor.report.planning import as_part, framed, spanned, taken
from advisor.stages.mistakes import Mistake, ProfileError
from advisor.stages.profile import understand
from advisor.store import statuses

from ...http import caching
from ...http.page_refusals import Said
from ...http.problems import ProblemError
from ...routes.reports import attached, made, standings_of
from ..frame import headers
from .view import AdvicePage, ThePage

router = APIRouter(prefix="/advice/{id}", include_in_schema=False)

REPORTS = ("pdf", "docx", "html")  # the report, with the plan in it
ENDINGS: Mapping[str, str] = {FORMS[form].ending: form for form in ("svg", "ics", "csv", "markdown")}
Typed = Annotated[str, Query(max_length=20)]


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of the form: its name, what was typed, the most it takes, and what is wrong with what was typed."""

    name: str
    typed: str
    most: int | None
    mistake: str


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was typed in the form, and the wishes that it says; with mistakes none of them."""

    typed: Mapping[str, str]
    wishes: Wishes
    mistakes: Mapping[str, str] = field(default_factory=dict)

    @property
    def fields(self) -> list[_Field]:
        """The fields of the form, in their order."""
        return [
            _Field(name, self.typed.get(name, ""), MOST.get(name), self.mistakes.get(name, ""))
            for name in (*MOST, "start")
        ]


@router.get("/plan")
def planned(this: ThePage, capacity: Typed = "", weeks: Typed = "", periods: Typed = "", start: Typed = "") -> Response:
    """The plan, as a picture and as a table, with a form for the days and the periods."""
    asked = _asked(this, capacity, weeks, periods, start)
    made = _made(this, asked.wishes)
    query = urlencode({name: value for name, value in asked.typed.items() if value})
    return this.show(
        "plan",
        "plan",
        422 if asked.mistakes else 200,
        plan=made,
        framed=framed(made),
        fields_asked=asked.fields,
        spanned=spanned,
        taken=taken,
        picture=gantt(made) if made.planned else None,
        files=[
            (ending, FORMS[form].ending)
            for ending, form in ENDINGS.items()
            if made.method == "optimal" and (made.frame.start or not FORMS[form].dated)
        ],
        reports=REPORTS if this.shown.live else (),
        query=f"?{query}" if query and not asked.mistakes else "",
    )


@router.get("/plan.{ending}")
async def file(
    this: ThePage, ending: str, capacity: Typed = "", weeks: Typed = "", periods: Typed = "", start: Typed = ""
) -> Response:
    """The plan as a file, or the report with the plan in it.

    What cannot be meant in the address is not found; a calendar needs a first day.
    """
    asked = await to_thread.run_sync(_asked, this, capacity, weeks, periods, start)
    if ending not in (*ENDINGS, *REPORTS) or asked.mistakes:
        raise HTTPException(404)
    shown, language = this.shown, this.shown.language
    plan = await to_thread.run_sync(_made, this, asked.wishes)
    if ending in REPORTS:
        kept = shown.record.kept
        standings = await to_thread.run_sync(standings_of, this.store, this.caller, this.id, this.advisor)
        content = await made(
            shown.advice, this.advisor, ending, this.language, kept.created, standings, plan=as_part(plan)
        )
        media_type = REPORT_FORMS[ending].media_type
    else:
        try:
            content = formed(plan, ENDINGS[ending])
        except NoFormError as error:
            raise ProblemError(422, [Mistake("", str(error), "")], said=Said(str(error))) from None
        media_type = FORMS[ENDINGS[ending]].media_type
    told = {**headers(language), **attached(shown.advice, ending, say("plan", language))}
    return caching.answer(this.request, content, media_type, told)


def _asked(this: AdvicePage, *typed: str) -> _Asked:
    """What the form says, with what became of each recommendation of this advice."""
    said = dict(zip((*MOST, "start"), (text.strip() for text in typed), strict=True))
    known = this.advisor.edition.recommendations
    successors = this.advisor.edition.successors
    standings = statuses.by_recommendation(this.store, this.caller, this.id, successors=successors)
    became: dict[str, Any] = {rid: status for rid, status in standings.items() if rid in known}
    given = {name: int(text) if name in MOST and text.isdecimal() else text for name, text in said.items() if text}
    try:
        return _Asked(said, read_wishes({**given, "statuses": became}, this.advisor.edition, this.language))
    except ProfileError as error:
        wrong = {
            mistake.pointer.strip("/"): f"{mistake.what} {say('expected', this.language, expected=mistake.expected)}"
            for mistake in error.mistakes
        }
        return _Asked(said, Wishes(statuses=became), wrong)


def _made(this: AdvicePage, wishes: Wishes) -> Plan:
    """The plan. Raises ProblemError (422) for one with too many tasks."""
    shown = this.shown
    try:
        if not shown.live:
            return plan(shown.advice, this.advisor.edition, wishes)
        asked = (wishes.capacity, wishes.weeks, wishes.periods, wishes.start, tuple(wishes.statuses.items()))
        return _kept(this.advisor, shown.record.profile, shown.language, asked)
    except PlanTooLargeError as error:
        sentence = error.sentence(this.language)
        raise ProblemError(422, [Mistake("", sentence, "")], said=Said(sentence)) from None


@kept(most=64)
def _kept(advisor: Advisor, profile: str, language: Language, asked: tuple[Any, ...]) -> Plan:
    """The plan of an advice, made once."""
    advice = advisor.advise(understand(json.loads(profile), advisor.edition, language), language)
    capacity, weeks, periods, start, became = asked
    return plan(advice, advisor.edition, Wishes(capacity, weeks, periods, start, dict(became)))
