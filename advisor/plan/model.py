"""The puzzle behind a plan: tasks, periods, and what a plan is worth. No advice, no language, no solver.

A task is done in one go: it takes so many days in each of so many consecutive periods, at most. A plan gives each task
its first period, or none. It keeps to three rules: a task starts in a period after the one in which the last of what it
needs ends, and does not start at all where that does not; it does not start before its earliest period; and the days of
all tasks in a period are never more than there are.

A plan is worth the sum, over the tasks, of their points for each period from the one in which they end to the last.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

Starts = Mapping[str, int | None]  # the first period of each task, from 1; None: in none


@dataclass(frozen=True, slots=True)
class Task:
    """Something to be done: what it is worth, in points; the days it takes in each of its periods, the first most.

    ``needs``: the tasks that go before it. ``earliest``: the first period in which it may start, from 1.
    """

    id: str
    worth: int
    loads: tuple[int, ...]
    needs: tuple[str, ...] = ()
    earliest: int = 1

    @property
    def length(self) -> int:
        """How many periods it takes."""
        return len(self.loads)


@dataclass(frozen=True)
class Puzzle:
    """Tasks, each after all that it needs, the most important first; and the working days of each period."""

    tasks: tuple[Task, ...]
    days: tuple[int, ...]

    @property
    def periods(self) -> int:
        """How many periods there are."""
        return len(self.days)

    @cached_property
    def task(self) -> Mapping[str, Task]:
        """Each task by its id."""
        return {task.id: task for task in self.tasks}

    def end(self, tid: str, start: int | None) -> int | None:
        """The last period of a task that starts in a period; None when in none."""
        return None if start is None else start + self.task[tid].length - 1

    def ends(self, starts: Starts) -> list[int]:
        """The last period of each task, for comparing plans: the one after the last for what does not end in any."""
        return [min(self.end(task.id, starts[task.id]) or self.periods + 1, self.periods + 1) for task in self.tasks]

    def worth(self, starts: Starts) -> int:
        """What a plan is worth, in points."""
        ends = self.ends(starts)
        return sum(task.worth * (self.periods + 1 - end) for task, end in zip(self.tasks, ends, strict=True))

    def planned(self, starts: Starts) -> list[int]:
        """The days that a plan takes in each period, at most."""
        taken = [0] * self.periods
        for task in self.tasks:
            if (start := starts[task.id]) is not None:
                for at, days in enumerate(task.loads, start - 1):
                    taken[at] += days
        return taken

    def free(self, starts: Starts) -> list[int]:
        """The days that a plan leaves in each period."""
        return [there - taken for there, taken in zip(self.days, self.planned(starts), strict=True)]


def spread(days: int, weeks: int, capacity: int, weeks_each: int) -> tuple[int, ...]:
    """The days that a task takes in each of its periods, when it takes so many in all, and so many weeks, at most.

    As few periods as hold its weeks and its days; evenly, what is left over first.
    """
    length = max(1, -(-weeks // weeks_each), -(-days // capacity))
    each, over = divmod(days, length)
    return tuple(each + (at < over) for at in range(length))


def possible(puzzle: Puzzle, starts: Starts) -> bool:
    """Whether a plan keeps to the rules."""
    for task in puzzle.tasks:
        if (start := starts[task.id]) is not None:
            ready = ready_in(puzzle, task, starts)
            if ready is None or start < ready or start + task.length - 1 > puzzle.periods:
                return False
    return min(puzzle.free(starts), default=0) >= 0


def soonest(puzzle: Puzzle) -> dict[str, int]:
    """The first period in which each task could start were there days enough; it may lie beyond the last."""
    found: dict[str, int] = {}
    for task in puzzle.tasks:
        found[task.id] = max([task.earliest, *(found[needed] + puzzle.task[needed].length for needed in task.needs)])
    return found


def in_turn(puzzle: Puzzle) -> dict[str, int | None]:
    """A plan to begin with: each task in its turn, as early as it fits."""
    starts: dict[str, int | None] = dict.fromkeys((task.id for task in puzzle.tasks), None)
    for task in puzzle.tasks:
        starts[task.id] = first_fit(puzzle, task, starts)
    return starts


def settled(puzzle: Puzzle, starts: Starts) -> dict[str, int | None]:
    """A plan in which no task can start earlier while the others stay where they are, made from another."""
    now, moved = dict(starts), True
    while moved:
        moved = False
        for task in puzzle.tasks:
            start = first_fit(puzzle, task, now)
            moved |= start != now[task.id]
            now[task.id] = start
    return now


def first_fit(puzzle: Puzzle, task: Task, starts: Starts) -> int | None:
    """The first period in which a task can start, wherever it starts now, while all others stay where they are."""
    ready = ready_in(puzzle, task, starts)
    if ready is None:
        return None
    free = puzzle.free({**starts, task.id: None})
    return next((start for start in range(ready, puzzle.periods + 1) if fits(task, start, free)), None)


def ready_in(puzzle: Puzzle, task: Task, starts: Starts) -> int | None:
    """The first period in which nothing stands before a task any more; None: something does to the end."""
    ready = task.earliest
    for needed in task.needs:
        end = puzzle.end(needed, starts[needed])
        if end is None:
            return None
        ready = max(ready, end + 1)
    return ready


def fits(task: Task, start: int, free: Sequence[int]) -> bool:
    """Whether there are days enough for a task that starts in a period."""
    room = free[start - 1 : start - 1 + task.length]
    return len(room) == task.length and all(days <= there for days, there in zip(task.loads, room, strict=True))
