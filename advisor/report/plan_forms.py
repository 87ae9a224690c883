"""Every form that a plan can be had in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..advice import Advice, Advisor, to_json
from ..phrases import say
from ..picture.gantt import gantt
from ..plan.answer import Plan
from ..plan.calendar import calendar
from ..plan.table import table
from .composing import compose
from .formats import FORMATS
from .planning import as_part, plan_as_markdown, plan_as_text


class NoFormError(Exception):
    """A form that this plan cannot be had in; says why, and the remedy. ``undated``: a first day is what it takes."""

    def __init__(self, sentence: str, *, undated: bool = False) -> None:
        self.undated = undated
        super().__init__(sentence)


@dataclass(frozen=True, slots=True)
class Form:
    """How a plan is made in one form, its media type, and what its file name ends in.

    ``over_periods``: not of the phases that stand in for a plan. ``dated``: only of a plan with a first day.
    """

    make: Callable[[Plan], str | bytes]
    media_type: str
    ending: str
    over_periods: bool = False
    dated: bool = False


FORMS: Mapping[str, Form] = {
    "text": Form(plan_as_text, "text/plain", "txt"),
    "json": Form(to_json, "application/json", "json"),
    "markdown": Form(plan_as_markdown, "text/markdown", "md"),
    "svg": Form(gantt, "image/svg+xml", "svg", over_periods=True),
    "ics": Form(calendar, "text/calendar", "ics", over_periods=True, dated=True),
    "csv": Form(table, "text/csv", "csv"),
}


def formed(plan: Plan, name: str) -> bytes:
    """A plan in one of the forms. Raises NoFormError."""
    form = FORMS[name]
    if form.over_periods and plan.method == "phases":
        raise NoFormError(plan.told[0])
    if form.dated and plan.frame.start is None:
        raise NoFormError(say("plan_no_start", plan.receipt.language), undated=True)
    made = form.make(plan)
    return made.encode() if isinstance(made, str) else made


def reported(plan: Plan, advice: Advice, advisor: Advisor, form: str) -> bytes:
    """The report of the advice that a plan is for, with the plan in it, in a form of reports.

    Raises OtherKnowledgeError.
    """
    return FORMATS[form].make(compose(advice, advisor, plan=as_part(plan)))
