"""A plan as a table in CSV: a row for each task, and for each recommendation that is done or rejected."""

from collections.abc import Iterator

from ..library.cells import Value, csv_line
from .answer import Plan

COLUMNS = (
    "rank",
    "recommendation",
    "title",
    "with",
    "status",
    "score",
    "start",
    "end",
    "begins",
    "ends",
    "days_each",
    "days_low",
    "days_high",
    "weeks_low",
    "weeks_high",
    "needs",
    "without",
    "why",
    "earlier",
)


def table(plan: Plan) -> str:
    """A plan as CSV, with a first line that names the columns. No cell is taken for a formula."""
    return "".join(map(csv_line, [COLUMNS, *_rows(plan)]))


def _rows(plan: Plan) -> Iterator[tuple[Value, ...]]:
    periods = {period.number: period for period in plan.periods}
    for task in plan.tasks:
        begins = str(periods[task.start].begins or "") if task.start else ""
        ends = str(periods[task.end].ends or "") if task.end else ""
        yield (
            *(task.rank, task.id, task.title, _listed([one.title for one in task.includes]), task.status, task.score),
            *(task.start, task.end, begins or None, ends or None),
            _listed([str(days) for days in task.takes]),
            *(task.days or (None, None)),
            *(task.weeks or (None, None)),
            _listed([one.title for one in task.needs]),
            _listed([one.title for one in task.without]),
            *(task.why or None, task.earlier or None),
        )
    for status, named in (("done", plan.done), ("rejected", plan.rejected)):
        for one in named:
            yield (None, one.id, one.title, None, status, *(None,) * (len(COLUMNS) - 5))


def _listed(texts: list[str]) -> str | None:
    return "; ".join(texts) or None
