"""This checkout beside another, line by line: one table of ratios, measured in turns in one run.

usage: python -m benchmarks.all --compare BASE [--rounds N] [--rules N]

BASE is the folder of another checkout, or a revision of this repository. The code that times is always that of this
checkout.
"""

import argparse
import contextlib
import importlib.util
import json
import math
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from advisor.advice import open_advisor
from advisor.stages.profile import Profile
from advisor.stages.sampling import sample_answers

from .advice import candidates
from .lines import ADVICES, GROUPS, OTHERS
from .measuring import Series, table

CHECKOUT = Path(__file__).resolve().parents[1]
OFTEN = {"one_advice": 8, "inference": 8, "checking": 0.2, "compiling": 0.2}  # times in a round: the shorter, the more
PEERS = ("clips", "zen")
CASE = "everything-badly"  # whose advice is the largest
BATCH = 60  # rows
THIS, BASE = "this", "base"


class Measured:
    """A process that times lines in one checkout, asked over its standard input."""

    def __init__(self, checkout: Path, given: Path, rules: int) -> None:
        # Nothing but these benchmarks stands in the folder that it runs in, so that all else is the checkout's.
        variables = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.lines", str(given), str(rules)],
            cwd=given,
            env={**variables, "PYTHONPATH": str(checkout)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        found = self._said()
        if not found or not Path(found).is_relative_to(checkout):
            self.close()
            raise SystemExit(f"{checkout}: the package advisor that is found there is {found}")

    def turn(self, group: str) -> dict[str, Any]:
        """The times of the lines of a group, done once, or a failure. Raises SystemExit when the process ended."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{group}\n")
        self._process.stdin.flush()
        said = self._said()
        if said is None:
            raise SystemExit(f"the process that times {group} ended")
        return said

    def _said(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        return json.loads(line) if line else None

    def close(self) -> None:
        self._process.communicate()


@contextlib.contextmanager
def checkout_of(base: str) -> Iterator[Path]:
    """The folder that is meant, or a revision in a worktree of its own for as long as it takes."""
    if Path(base).is_dir():
        yield Path(base).resolve()
        return
    git = ["git", "-C", str(CHECKOUT)]
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder).resolve() / "base"
        added = subprocess.run(
            [*git, "worktree", "add", "--detach", str(made), base], capture_output=True, text=True, check=False
        )
        if added.returncode:
            raise SystemExit(f"{base}: neither a folder nor a revision of this repository\n{added.stderr.strip()}")
        try:
            yield made
        finally:
            subprocess.run([*git, "worktree", "remove", "--force", str(made)], check=True, capture_output=True)


def give(folder: Path, rounds: int) -> None:
    """Write what both get: the largest case, profiles enough to meet each once, and some for a batch."""
    advisor = open_advisor()
    (folder / "profile.json").write_bytes(dict(candidates())[CASE])
    sampled = sample_answers(
        advisor.edition, OTHERS + ADVICES * (_times("one_advice", rounds) + 1), seed=20261127, missing=1 / 3
    )
    lines = [json.dumps(Profile(answers).plain) + "\n" for answers in sampled]
    (folder / "profiles.jsonl").write_text("".join(lines), encoding="utf-8")
    (folder / "some.jsonl").write_text("".join(lines[:BATCH]), encoding="utf-8")
    (folder / "benchmarks").symlink_to(Path(__file__).resolve().parent)


def _times(group: str, rounds: int) -> int:
    return math.ceil(OFTEN.get(group, 1) * rounds)


def compare(
    base: Path, groups: Sequence[str], rounds: int, rules: int
) -> tuple[dict[str, dict[str, Series]], list[str]]:
    """For each line the series of this checkout and of the base, and in words what either cannot do.

    Raises SystemExit when this checkout cannot do a line.
    """
    found: dict[str, dict[str, Series]] = {}
    failed: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        give(Path(folder), rounds)
        both: dict[str, Measured] = {}
        try:
            for name, checkout in ((THIS, CHECKOUT), (BASE, base)):
                both[name] = Measured(checkout, Path(folder), rules)
            for group in groups:
                failed += _in_turns(group, both, rounds, found)
        finally:
            for measured in both.values():
                measured.close()
    return found, failed


def _in_turns(group: str, both: dict[str, Measured], rounds: int, found: dict[str, dict[str, Series]]) -> Iterator[str]:
    """Time a group in both, one after the other, each first as often as second; yields what cannot be done."""
    able = dict(both)
    for turn in range(-1 if OFTEN.get(group, 1) >= 1 else 0, _times(group, rounds)):  # what is long needs no warm-up
        for name in (THIS, BASE) if turn % 2 else (BASE, THIS):
            if name not in able:
                continue
            said = able[name].turn(group)
            if "failure" in said:
                if name == THIS:
                    raise SystemExit(f"{group}: {said['failure']}")
                del able[name]
                yield f"{group}, {name}: {said['failure']}"
            for line, (wall, cpu) in said.get("times", {}).items() if turn >= 0 else ():
                taken = found.setdefault(line, {}).setdefault(name, Series([[]], [[]]))
                taken.wall[0].append(wall)
                taken.cpu[0].append(cpu)


def show(found: dict[str, dict[str, Series]], failed: Sequence[str]) -> None:
    """Print the table, and below it what the base cannot do."""
    head = ("", "this", "base", "this / base", "lowest", "highest", "by the wall")
    rows = []
    for line, sides in found.items():
        figures = [_figure(line, sides[name]) if name in sides else "not there" for name in (THIS, BASE)]
        ratios = ["–"] * 4
        if len(sides) == 2:
            ours, theirs = sides[THIS], sides[BASE]
            each = [mine / other for mine, other in zip(ours.cpu[0], theirs.cpu[0], strict=True) if other]
            ratios = [f"{f:.2f}" for f in (median(each), min(each), max(each), ours.wall_ratio_to(theirs))]
        rows.append((line, *figures, *ratios))
    table("This checkout beside the base: processor time, below 1.00 is less", head, rows)
    if failed:
        print("\nNot there:", *failed, sep="\n")


def _figure(line: str, taken: Series) -> str:
    """Milliseconds, unless the line is a ratio itself."""
    middle = median(taken.cpu[0])
    return f"{middle:.2f} ×" if "×" in line else f"{1e3 * middle:,.2f} ms"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="This checkout beside another: one table of ratios.")
    parser.add_argument("--compare", metavar="BASE", required=True, help="the folder of a checkout, or a revision")
    parser.add_argument("--rounds", type=int, default=15, help="times that each line is timed in each")
    parser.add_argument("--rules", type=int, default=12_000, help="how many made-up rules are compiled")
    asked = parser.parse_args(arguments)
    missing = [name for name in PEERS if importlib.util.find_spec(name) is None]
    groups = [group for group in GROUPS if group != "inference" or not missing]
    about = (f"Python {platform.python_version()}", f"{os.cpu_count()} cores", f"load {os.getloadavg()[0]:.1f}")
    print(*about, f"base {asked.compare}", sep=", ", flush=True)
    with checkout_of(asked.compare) as base:
        found, failed = compare(base, groups, asked.rounds, asked.rules)
    if missing:
        failed.append(f"inference beside other engines: {' and '.join(missing)} not installed (the group bench)")
    show(found, failed)


if __name__ == "__main__":
    main()
