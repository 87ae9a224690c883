"""Why a task is where it is in a plan, and what would bring it forward while all else stays where it is."""

from dataclasses import dataclass, field
from typing import Literal

from .model import Puzzle, Starts, Task, fits, ready_in

Kind = Literal["first", "postponed", "needs", "full", "late", "waits"]
KINDS: tuple[Kind, ...] = ("first", "postponed", "needs", "full", "late", "waits")


@dataclass(frozen=True, slots=True)
class Reason:
    """What keeps a task from an earlier period.

    It starts in the ``first``; it is ``postponed``; what it ``needs`` ends in the period before; that is too ``full``.
    Or it is in no period: all that are left are too ``full``, it would end too ``late``, or it ``waits`` for what is in
    none either. ``tasks``: those that it comes after, or that fill the period before. ``period``: that period, with the
    days that are ``free`` there and the days that it ``takes``.
    """

    kind: Kind
    period: int | None = None
    tasks: tuple[str, ...] = ()
    takes: int = 0
    free: int = 0


@dataclass(frozen=True, slots=True)
class MoreDays:
    """Days that there should be more in a period."""

    period: int
    days: int


@dataclass(frozen=True, slots=True)
class Earlier:
    """What lets a task start in a period before its own, all of it together, while all else stays where it is.

    ``tasks`` end one period earlier, or, of a task in none, are in a period too; ``more``: the fewest days that there
    must be more; ``unpostponed``: it is no longer postponed. Or, of a task in no period: so many ``periods`` more.
    """

    period: int | None
    tasks: tuple[str, ...] = ()
    more: tuple[MoreDays, ...] = field(default=())
    unpostponed: bool = False
    periods: int = 0


def reason(puzzle: Puzzle, starts: Starts, task: Task) -> tuple[Reason, Earlier | None]:
    """Why a task is where it is, and what would bring it forward; nothing brings what starts first forward."""
    start = starts[task.id]
    return _of_left_out(puzzle, starts, task) if start is None else _of_planned(puzzle, starts, task, start)


def _of_planned(puzzle: Puzzle, starts: Starts, task: Task, start: int) -> tuple[Reason, Earlier | None]:
    before = start - 1
    if not before:
        return Reason("first"), None
    ending = tuple(needed for needed in task.needs if puzzle.end(needed, starts[needed]) == before)
    # it takes most in its first period: where that fits a period earlier, all of it does
    takes, free = task.loads[0], puzzle.free(starts)[before - 1]
    more = (MoreDays(before, takes - free),) if takes > free else ()
    postponed = task.earliest == start
    earlier = Earlier(before, ending, more, postponed)
    if postponed:
        return Reason("postponed", before), earlier
    if ending:
        return Reason("needs", before, ending), earlier
    return Reason("full", before, _within(puzzle, starts, before), takes, free), earlier


def _of_left_out(puzzle: Puzzle, starts: Starts, task: Task) -> tuple[Reason, Earlier]:
    waiting = tuple(needed for needed in task.needs if starts[needed] is None)
    ready = ready_in(puzzle, task, starts)
    if ready is None:
        return Reason("waits", tasks=waiting), Earlier(None, waiting)
    free = puzzle.free(starts)
    longer = next(n for n in range(1, ready + task.length) if _fits_after(puzzle, task, ready, free, n))
    lacking = {start: _lacking(task, start, free) for start in range(ready, puzzle.periods - task.length + 2)}
    if not lacking:
        return Reason("late", ready, takes=task.length), Earlier(None, periods=longer)
    best = min(lacking, key=lambda start: (sum(more.days for more in lacking[start]), start))
    return Reason("full"), Earlier(best, more=lacking[best], periods=longer)


def _lacking(task: Task, start: int, free: list[int]) -> tuple[MoreDays, ...]:
    return tuple(
        MoreDays(period, days - free[period - 1])
        for period, days in enumerate(task.loads, start)
        if days > free[period - 1]
    )


def _fits_after(puzzle: Puzzle, task: Task, ready: int, free: list[int], longer: int) -> bool:
    """Whether a task fits in a plan that goes on for so many periods more, each with the days of the last."""
    room = [*free, *[puzzle.days[-1]] * longer]
    return any(fits(task, start, room) for start in range(ready, len(room) + 1))


def _within(puzzle: Puzzle, starts: Starts, period: int) -> tuple[str, ...]:
    """The tasks that take days in a period."""
    return tuple(
        task.id
        for task in puzzle.tasks
        if (start := starts[task.id]) is not None and 0 <= period - start < task.length and task.loads[period - start]
    )
