"""A plan as text, as Markdown, and as a part of a report."""

from collections.abc import Iterator

from ..advice import Advice
from ..library.edition import Edition
from ..library.wording import Language
from ..phrases import say
from ..picture.gantt import described, gantt
from ..plan.answer import PeriodPlanned, Plan, TaskPlanned
from ..plan.planning import plan as plan_of
from ..stages.ranking import PHASES
from .contents import PlanLine, PlanShown
from .markdown import escape, table
from .outline import effort
from .wrapping import wrapped


def plan_as_text(plan: Plan) -> str:
    """A plan as text: under each period what starts there, why there, and what would bring it forward."""
    language = plan.receipt.language
    lines = [heading(plan).upper(), *wrapped(framed(plan)), ""]
    for sentence in plan.told:
        lines += wrapped(sentence)
    for title, tasks in parts(plan):
        lines += ["", title.upper()]
        for task in tasks:
            lines += wrapped(f"  {f'#{task.rank}':>3} {task.title}", 6)
            for sentence in told(task, language):
                lines += wrapped(f"      {sentence}", 6)
    for title, named in (("plan_done", plan.done), ("plan_rejected", plan.rejected)):
        if named:
            lines += ["", say(title, language).upper()]
        for one in named:
            lines += wrapped(f"   -  {one.title}", 6)
    return "\n".join([*lines, ""])


def plan_as_markdown(plan: Plan) -> str:
    """A plan as Markdown: a table of all tasks, and below it why each is where it is. What was typed is escaped."""
    return "\n".join([*_markdown(plan), ""])


def _markdown(plan: Plan) -> Iterator[str]:
    language = plan.receipt.language
    yield from (f"# {escape(heading(plan))}", "", framed(plan), "")
    for sentence in plan.told:
        yield from (sentence, "")
    if plan.tasks:
        head = ["#", *(say(f"plan_column_{column}", language) for column in ("task", "periods", "takes"))]
        yield from table(
            head, [[str(task.rank), task.title, spanned(task, language), taken(task, language)] for task in plan.tasks]
        )
    for title, tasks in parts(plan):
        yield from (f"## {title}", "")
        for task in tasks:
            yield f"- **{task.rank}. {task.title}** " + " ".join(told(task, language))
        yield ""
    for key, named in (("plan_done", plan.done), ("plan_rejected", plan.rejected)):
        if named:
            yield from (f"## {say(key, language)}", "", *(f"- {one.title}" for one in named), "")


def plan_within(advice: Advice, edition: Edition) -> PlanShown:
    """The plan of an advice as its report has it, with all as the knowledge has it. Raises PlanTooLargeError."""
    return as_part(plan_of(advice, edition))


def as_part(plan: Plan) -> PlanShown:
    """A plan as a report has it."""
    language = plan.receipt.language

    def periods(task: TaskPlanned) -> str:
        if plan.method == "phases":
            return say(f"phase_{task.phase}", language)
        return spanned(task, language) or say("plan_left_out", language)

    def why(task: TaskPlanned) -> str:
        return " ".join(filter(None, [*beside(task, language), task.why, task.earlier]))

    return PlanShown(
        told=(framed(plan), *plan.told),
        svg=gantt(plan) if plan.planned else "",
        picture_told=". ".join(described(plan)),
        lines=tuple(
            PlanLine(task.id, task.rank, task.title, periods(task), taken(task, language), why(task))
            for task in plan.tasks
        ),
        ended=tuple(
            (say(key, language), tuple(one.title for one in named))
            for key, named in (("plan_done", plan.done), ("plan_rejected", plan.rejected))
            if named
        ),
    )


def heading(plan: Plan) -> str:
    """What a plan is called."""
    language = plan.receipt.language
    return say("plan_for", language, name=plan.name) if plan.name else say("plan", language)


def framed(plan: Plan) -> str:
    """What a plan is made in."""
    frame = plan.frame
    return say("plan_frame", plan.receipt.language, periods=frame.periods, weeks=frame.weeks, days=frame.days) + "."


def parts(plan: Plan) -> Iterator[tuple[str, list[TaskPlanned]]]:
    """The parts of a plan that hold tasks, each with its title: the periods in which they start, and what is left out.

    Without the solver the phases of the advice.
    """
    language = plan.receipt.language
    if not plan.tasks:
        yield say("plan_empty", language), []
    if plan.method == "phases":
        for phase in PHASES:
            if tasks := [task for task in plan.tasks if task.phase == phase]:
                yield say(f"phase_{phase}", language), tasks
        return
    for period in plan.periods:
        if tasks := [task for task in plan.tasks if task.start == period.number]:
            yield period_told(period, language), tasks
    if plan.left_out:
        yield say("plan_left_out", language), plan.left_out


def period_told(period: PeriodPlanned, language: Language) -> str:
    """A period: its number, its weeks or dates, and how many of its days are planned."""
    number = say("plan_period", language, number=period.number)
    days = say("plan_period_days", language, planned=period.planned, days=period.days)
    return f"{number} ({when(period, language)}): {days}"


def when(period: PeriodPlanned, language: Language) -> str:
    """The dates of a period, or its weeks where the plan has no first day."""
    if period.begins is not None and period.ends is not None:
        return say("plan_dates", language, first=period.begins.isoformat(), last=period.ends.isoformat())
    first, last = period.weeks
    return say("plan_week" if first == last else "plan_weeks", language, first=first, last=last)


def spanned(task: TaskPlanned, language: Language) -> str:
    """The periods of a task; "" where it is in none."""
    if task.start is None:
        return ""
    key = "plan_task_in" if task.start == task.end else "plan_task_through"
    span = say(key, language, start=task.start, end=task.end)
    return span[0].upper() + span[1:]


def taken(task: TaskPlanned, language: Language) -> str:
    """The weeks and days of a task; "" where the advice does not say."""
    return effort(task.weeks, task.days, language, "plan_takes") if task.days else ""


def told(task: TaskPlanned, language: Language) -> list[str]:
    """All that is said of a task but its title: its periods, what it takes, what goes with it, why it is there."""
    takes = ": ".join(filter(None, [spanned(task, language), taken(task, language)]))
    return [
        *([f"{takes}."] if takes else []),
        *beside(task, language),
        *([f"{task.why} {task.earlier}".strip()] if task.why else []),
    ]


def beside(task: TaskPlanned, language: Language) -> list[str]:
    """What goes with a task, and what it goes without."""
    includes = "; ".join(f"“{one.title}”" for one in task.includes)
    without = ", ".join(f"“{one.title}”" for one in task.without)
    return [
        *([say("plan_includes", language, titles=includes) + "."] if includes else []),
        *([say("plan_without", language, titles=without)] if without else []),
    ]
