"""Puzzles made up for the tests, and the plan that trying everything finds."""

import random
from collections.abc import Iterator

from advisor.plan.model import Puzzle, Starts, Task, fits, possible, ready_in, spread

Span = tuple[int, int]


def puzzle(seed: int, tasks_: Span = (1, 6), periods: Span = (1, 5), days_: Span = (4, 20)) -> Puzzle:
    """So many tasks, of which some need others or come later; days that differ from period to period."""
    chance = random.Random(seed)
    capacity = chance.randint(*days_)
    tasks: list[Task] = []
    for number in range(chance.randint(*tasks_)):
        loads = spread(chance.randint(0, 24), chance.randint(0, 9), capacity, 4)
        needs = [task.id for task in tasks if chance.random() < 1.5 / tasks_[1]]
        earliest = chance.choice([1, 1, 1, 1, 2, 3])
        tasks.append(Task(f"t{number}", chance.choice([0, 5, 5, 7, 10, 10, 12]), loads, tuple(needs), earliest))
    days = [max(1, capacity + chance.choice([0, 0, 0, -2, 3])) for _ in range(chance.randint(*periods))]
    return Puzzle(tuple(tasks), (*days[1:], capacity))  # in the last every task fits, and so in what may come after


def by_trying(asked: Puzzle) -> Starts:
    """The best plan: worth most and, of those, first by the ends of its tasks in their order."""
    most = max(_plans(asked, asked.tasks, dict.fromkeys((t.id for t in asked.tasks), None)), key=lambda p: p[0])
    return most[1]


Key = tuple[int, list[int]]


def _plans(asked: Puzzle, left: tuple[Task, ...], starts: dict[str, int | None]) -> Iterator[tuple[Key, Starts]]:
    """Every plan that keeps to the rules, with what it is compared by."""
    if not left:
        assert possible(asked, starts)
        yield (asked.worth(starts), [-end for end in asked.ends(starts)]), dict(starts)
        return
    task, *rest = left
    yield from _plans(asked, tuple(rest), starts)
    ready = ready_in(asked, task, starts)
    for start in range(ready, asked.periods + 1) if ready else ():
        if fits(task, start, asked.free(starts)):
            yield from _plans(asked, tuple(rest), {**starts, task.id: start})
