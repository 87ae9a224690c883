"""A plan as a picture: a row for each task, a bar over its periods, the days of each period below."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ..phrases import say
from ..plan.answer import PeriodPlanned, Plan, TaskPlanned
from .boxes import LETTERING, Style
from .lettering import FAMILY, WIDEST, shortened, width, wrapped
from .pencil import INK, PAPER, SOFT, number, pair, safe, written

MARGIN: Final = 16.0
LABELS: Final = 290.0  # the column with the titles
COLUMN: Final = 44.0  # one period
HEAD: Final = 44.0
PAD: Final = 8.0
BAR: Final = 22.0
LOAD: Final = 56.0  # the highest bar of days
_LINES = 3  # of a title
_ROUND = 5
_TIP = 4.0  # the arms of the tip of an arrow
_BAR = 'fill="#e2f3e8" stroke="#1e6b40"'
_DAYS = 'fill="#eaf1fd" stroke="#8fa9d8"'
_GRID = 'stroke="#dde2ea" stroke-width="1"'
_NEEDS = f'fill="none" stroke="{SOFT}" stroke-width="1.4"'


@dataclass(frozen=True, slots=True)
class Row:
    """A task with its lines of text, and where it stands: the top and the height of its row."""

    task: TaskPlanned
    lines: tuple[str, ...]
    top: float
    height: float

    @property
    def middle(self) -> float:
        """Half-way down."""
        return self.top + self.height / 2


def gantt(plan: Plan) -> str:
    """A plan as an SVG element, to stand in a page or in a file of its own. The same plan gives the same bytes."""
    rows = list(_rows(plan))
    foot = rows[-1].top + rows[-1].height if rows else MARGIN + HEAD
    wide = _left(len(plan.periods) + 1) + MARGIN
    high = foot + PAD + LOAD + 2 * LETTERING["small"].leading + MARGIN
    language = plan.receipt.language
    title, description = described(plan)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="gantt" role="img" lang="{language}" '
        f'width="{number(wide)}" height="{number(high)}" viewBox="0 0 {number(wide)} {number(high)}" '
        f'font-family="{FAMILY}, sans-serif" text-rendering="geometricPrecision">',
        f"<title>{safe(title)}</title>",
        f"<desc>{safe(description)}</desc>",
        f'<rect class="paper" width="{number(wide)}" height="{number(high)}" fill="{PAPER}"/>',
        '<g class="grid">',
        *(_grid(period, foot) for period in range(1, len(plan.periods) + 2)),
        "</g>",
        *(_heading(period) for period in plan.periods),
        *_arrows(rows),  # below the bars, so that none crosses a number
        *(_row(row, plan) for row in rows),
        _rule(foot, plan),
        *(_load(period, foot) for period in plan.periods),
        *_load_label(plan, foot),
    ]
    return "\n".join([*lines, "</svg>"]) + "\n"


def described(plan: Plan) -> tuple[str, str]:
    """The title of the picture, and what stands in it, in a sentence."""
    language = plan.receipt.language
    title = say("plan_for", language, name=plan.name) if plan.name else say("plan", language)
    return title, say(
        "plan_picture_reads",
        language,
        tasks=len(plan.planned),
        periods=len(plan.periods),
        left=len(plan.left_out),
    )


def _rows(plan: Plan) -> Iterator[Row]:
    top = MARGIN + HEAD
    letters = LETTERING["plain"]
    room = (LABELS - 2 * PAD) / WIDEST
    for task in plan.tasks:
        text = f"{task.rank}. {task.title}"
        lines = shortened(wrapped(text, room, letters.size), _LINES, room, letters.size)
        height = max(len(lines) * letters.leading, BAR) + 2 * PAD
        yield Row(task, tuple(lines), top, height)
        top += height


def _left(period: int) -> float:
    """The left side of a period."""
    return MARGIN + LABELS + (period - 1) * COLUMN


def _grid(period: int, foot: float) -> str:
    x = number(_left(period))
    return f'<path d="M{x} {number(MARGIN)}L{x} {number(foot + PAD + LOAD)}" {_GRID}/>'


def _middle(text: str, style: Style, period: float, y: float, ink: str = "") -> str:
    """A text in the middle of a period."""
    letters = LETTERING[style]
    wide = width(text, letters.size, bold=letters.bold)
    return written(text, style, _left(1) + (period - 0.5) * COLUMN - wide / 2, y, ink)


def _heading(period: PeriodPlanned) -> str:
    begins = f"{period.begins.day}/{period.begins.month}" if period.begins else ""
    shown = [_middle(str(period.number), "title", period.number, MARGIN + 16)]
    if begins:
        shown.append(_middle(begins, "small", period.number, MARGIN + 33))
    return f'<g class="period">{"".join(shown)}</g>'


def _row(row: Row, plan: Plan) -> str:
    task, letters = row.task, LETTERING["plain"]
    first = row.middle - len(row.lines) * letters.leading / 2 + 0.76 * letters.leading
    drawn = [
        f'<g class="task" data-task="{safe(task.id)}">',
        f"<title>{safe(_whole(task, plan))}</title>",
        _rule(row.top, plan),
        *(written(line, "plain", MARGIN, first + at * letters.leading) for at, line in enumerate(row.lines)),
    ]
    if task.start is None or task.end is None:
        none = say("plan_left_out", plan.receipt.language)
        drawn.append(written(none, "small", _left(1) + PAD, row.middle + 4))
    else:
        drawn.append(
            f'<rect class="bar" x="{number(_left(task.start) + 2)}" y="{number(row.middle - BAR / 2)}" '
            f'width="{number((task.end - task.start + 1) * COLUMN - 4)}" height="{number(BAR)}" rx="{_ROUND}" {_BAR}/>'
        )
        drawn += [
            _middle(str(days), "small", at, row.middle + 4, INK) for at, days in enumerate(task.takes, task.start)
        ]
    return "".join([*drawn, "</g>"])


def _whole(task: TaskPlanned, plan: Plan) -> str:
    """All of a title, with its periods."""
    language = plan.receipt.language
    if task.start is None:
        return f"{task.title} ({say('plan_left_out', language)})"
    key = "plan_task_in" if task.start == task.end else "plan_task_through"
    return f"{task.title} ({say(key, language, start=task.start, end=task.end)})"


def _rule(y: float, plan: Plan) -> str:
    return f'<path d="M{pair((MARGIN, y))}L{pair((_left(len(plan.periods) + 1), y))}" {_GRID}/>'


def _arrows(rows: list[Row]) -> Iterator[str]:
    """From the end of what goes first, past what stands between, into the bar of what needs it."""
    by_id = {row.task.id: row for row in rows}
    for row in rows:
        for needed in row.task.needs:
            before = by_id[needed.id]
            if row.task.start is None or before.task.end is None:
                continue
            x, y = _left(before.task.end + 1) - 2, before.middle
            into = _left(row.task.start) + 8
            down = row.top > before.top
            end = row.middle - BAR / 2 if down else row.middle + BAR / 2
            back = end - _TIP if down else end + _TIP
            way = f"M{pair((x, y))}L{pair((into, y))}L{pair((into, end))}"
            head = f"M{pair((into - _TIP, back))}L{pair((into, end))}L{pair((into + _TIP, back))}"
            yield f'<path class="needs" data-edge="{safe(needed.id)}|{safe(row.task.id)}" d="{way}{head}" {_NEEDS}/>'


def _load(period: PeriodPlanned, foot: float) -> str:
    """The days of a period that are planned, of those that there are."""
    base = foot + PAD + LOAD
    high = LOAD * period.planned / period.days
    x, wide = _left(period.number) + 6, COLUMN - 12
    planned = _middle(str(period.planned), "small", period.number, base + LETTERING["small"].leading)
    return (
        f'<g class="load" data-period="{period.number}">'
        f'<rect x="{number(x)}" y="{number(base - LOAD)}" width="{number(wide)}" height="{number(LOAD)}" '
        f'fill="none" {_GRID}/>'
        f'<rect x="{number(x)}" y="{number(base - high)}" width="{number(wide)}" height="{number(high)}" {_DAYS}/>'
        f"{planned}</g>"
    )


def _load_label(plan: Plan, foot: float) -> Iterator[str]:
    if plan.periods:
        text = say("plan_picture_days", plan.receipt.language, days=plan.frame.days)
        letters = LETTERING["small"]
        for at, line in enumerate(wrapped(text, (LABELS - 2 * PAD) / WIDEST, letters.size)):
            yield written(line, "small", MARGIN, foot + PAD + letters.leading * (at + 1))
