"""How long a plan takes to prove, by how many tasks it has: the largest that is proven within a second.

The tasks are made up as an advice has them: days and weeks drawn from the knowledge, scores as they come, and some
prerequisites.
"""

import argparse
import random
import statistics
import time

from advisor.advice import open_advisor
from advisor.library.edition import Edition
from advisor.plan.model import Puzzle, Task, spread
from advisor.plan.solving import solve

SIZES = (6, 10, 14, 18, 22, 26, 30, 36)
PERIODS, WEEKS, DAYS = 13, 4, 40


def made_up(edition: Edition, size: int, seed: int) -> Puzzle:
    """A plan of so many tasks."""
    chance = random.Random(seed)
    efforts = [recommendation.effort for recommendation in edition.recommendations.values()]
    tasks: list[Task] = []
    for number in range(size):
        effort = chance.choice(efforts)
        needs = tuple(task.id for task in tasks if chance.random() < 0.15 / max(1, size / 10))
        loads = spread(effort.days[1], effort.weeks[1], DAYS, WEEKS)
        tasks.append(Task(f"{number}", chance.randint(15, 54), loads, needs))
    return Puzzle(tuple(tasks), (DAYS,) * PERIODS)


def main() -> None:
    """Print a row for each size: median and slowest, in seconds of processor time, and how many were proven."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--plans", type=int, default=20, help="plans of each size")
    count = arguments.parse_args().plans
    edition = open_advisor().edition
    solve(made_up(edition, 3, 0))  # what is loaded once
    print("| tasks | median s | slowest s | within a second | proven |")
    print("| ----: | -------: | --------: | --------------: | -----: |")
    for size in SIZES:
        took, proven = [], 0
        for seed in range(count):
            puzzle = made_up(edition, size, seed)
            start = time.process_time()
            proven += solve(puzzle).proven
            took.append(time.process_time() - start)
        quick = sum(one <= 1 for one in took)
        median = statistics.median(took)
        print(f"| {size} | {median:.2f} | {max(took):.2f} | {quick} of {count} | {proven} of {count} |", flush=True)


if __name__ == "__main__":
    main()
