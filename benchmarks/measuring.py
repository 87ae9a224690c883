"""What the benchmarks share: pieces of work timed in turns, on two clocks, and tables in Markdown."""

import resource
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from statistics import median

Work = Callable[[], object]
WARM_UP = 5


@dataclass(frozen=True)
class Series:
    """The seconds one piece of work took in every round of every pass, by the wall and on the processor."""

    wall: list[list[float]] = field(default_factory=list)
    cpu: list[list[float]] = field(default_factory=list)

    def ratio_to(self, other: "Series") -> float:
        """How many times as long as another, in the same round; the median, in processor time."""
        pairs = zip(chain(*self.cpu), chain(*other.cpu), strict=True)
        return median(mine / theirs for mine, theirs in pairs if theirs)

    def wall_ratio_to(self, other: "Series") -> float:
        """The same on the clock on the wall, for work in several processes."""
        pairs = zip(chain(*self.wall), chain(*other.wall), strict=True)
        return median(mine / theirs for mine, theirs in pairs if theirs)


def take_turns(
    works: Mapping[str, Work],
    *,
    rounds: int,
    passes: int,
    processor: Callable[[], float] = time.process_time,
    warm_up: int = WARM_UP,
) -> dict[str, Series]:
    """Time each piece of work once per round, one after the other, so that a busy moment touches all of them."""
    for _ in range(warm_up):
        for work in works.values():
            work()
    series = {name: Series() for name in works}
    for _ in range(passes):
        for taken in series.values():
            taken.wall.append([])
            taken.cpu.append([])
        for _ in range(rounds):
            for name, work in works.items():
                wall, cpu = time.perf_counter(), processor()
                work()
                cpu_after, wall_after = processor(), time.perf_counter()
                series[name].cpu[-1].append(cpu_after - cpu)
                series[name].wall[-1].append(wall_after - wall)
    return series


def of_children() -> float:
    """The processor time of the processes that this one started and that ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def lowest_median(passes: Iterable[Sequence[float]]) -> float:
    """The median of the quietest pass: others on the machine only ever add."""
    return min(median(values) for values in passes)


def lowest_p99(passes: Iterable[Sequence[float]]) -> float:
    """The 99th percentile of the quietest pass."""
    return min(sorted(values)[len(values) * 99 // 100] for values in passes)


def table(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table in Markdown: the first column to the left, numbers to the right."""
    lines = [list(head), *map(list, rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    ruler = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    print(f"\n{title}\n")
    for first, *others in [lines[0], ruler, *lines[1:]]:
        cells = [first.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))]
        print(f"| {' | '.join(cells)} |")
