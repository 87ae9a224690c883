"""Why a task is where it is, and what would bring it forward: done, and solved again."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest

from advisor.plan.model import Puzzle, Starts, Task, possible
from advisor.plan.reasons import KINDS, Earlier, reason
from advisor.plan.solving import solve
from tests.conftest import sizes
from tests.plan.puzzles import puzzle


def with_all_of_it(asked: Puzzle, starts: Starts, task: Task, earlier: Earlier) -> Puzzle:
    """A puzzle in which what would bring a task forward is so."""
    days = [*asked.days, *[asked.days[-1]] * (0 if earlier.more else earlier.periods)]
    for more in earlier.more:
        days[more.period - 1] += more.days
    freed = replace(
        task,
        needs=tuple(needed for needed in task.needs if needed not in earlier.tasks),
        earliest=task.earliest - earlier.unpostponed,
    )
    return Puzzle(tuple(freed if other is task else other for other in asked.tasks), tuple(days))


def with_less_of_it(earlier: Earlier) -> Iterator[Earlier]:
    """The same with one of its parts left out, or one day or period less."""
    for needed in earlier.tasks:
        yield replace(earlier, tasks=tuple(other for other in earlier.tasks if other != needed))
    for at, more in enumerate(earlier.more):
        fewer = [replace(more, days=more.days - 1)] if more.days > 1 else []
        yield replace(earlier, more=(*earlier.more[:at], *fewer, *earlier.more[at + 1 :]), periods=0)
    if earlier.unpostponed:
        yield replace(earlier, unpostponed=False)
    if earlier.periods and not earlier.more:
        yield replace(earlier, periods=earlier.periods - 1)


def starts_with(asked: Puzzle, starts: Starts, task: Task, before: int | None) -> bool:
    """Whether a task can start a period sooner, or at all, while all else stays where it is."""
    periods = [before - 1] if before else range(1, asked.periods + 1)
    return any(possible(asked, {**starts, task.id: period}) for period in periods)


@pytest.mark.parametrize("count", sizes(50, 1_000))
def test_what_would_bring_it_forward_does(count: int) -> None:
    """All of it is enough, while all else stays; a part of it is not; and the plan is then worth more, solved again."""
    kinds: Counter[str] = Counter()
    for seed in range(count):
        asked = puzzle(seed, (3, 9))
        starts = solve(asked).starts
        for task in asked.tasks:
            why, earlier = reason(asked, starts, task)
            kinds[why.kind] += 1
            if earlier is None:
                assert starts[task.id] == 1
                continue
            before = starts[task.id]
            if why.kind == "waits":
                assert all(starts[needed] is None for needed in earlier.tasks)
                assert earlier.tasks
                continue
            easier = with_all_of_it(asked, starts, task, earlier)
            assert starts_with(easier, starts, task, before), (seed, task)
            for less in with_less_of_it(earlier):
                assert not starts_with(with_all_of_it(asked, starts, task, less), starts, task, before), (seed, task)
            if earlier.more and not (earlier.tasks or earlier.unpostponed):
                again = solve(easier)
                assert easier.worth(again.starts) >= asked.worth(starts) + task.worth
            if earlier.more and earlier.periods:
                assert starts_with(with_all_of_it(asked, starts, task, replace(earlier, more=())), starts, task, before)
    assert set(kinds) == set(KINDS)


@pytest.mark.parametrize("count", sizes(40, 1_000))
def test_the_reason_is_true(count: int) -> None:
    """What it waits for ends in the period before; what fills that leaves too few days; what is postponed may not."""
    for seed in range(count):
        asked = puzzle(seed, (3, 9))
        starts = solve(asked).starts
        for task in asked.tasks:
            why, _ = reason(asked, starts, task)
            start = starts[task.id]
            assert (start is None) == (why.kind in ("waits", "late") or (why.kind == "full" and why.period is None))
            if why.kind == "needs":
                assert {asked.end(needed, starts[needed]) for needed in why.tasks} == {why.period}
            if why.kind == "full" and why.period:
                filling = sum(
                    asked.task[other].loads[why.period - begun]
                    for other in why.tasks
                    if (begun := starts[other]) is not None
                )
                assert asked.days[why.period - 1] - filling == why.free < why.takes == task.loads[0]
                assert start == why.period + 1
            if why.kind == "postponed":
                assert start == task.earliest > 1
