"""The solver: held against trying every plan, in other processes, and when it may not finish."""

import json
import os
import subprocess
import sys

import pytest

from advisor.plan.model import Puzzle, Task, in_turn, possible, settled
from advisor.plan.solving import solve
from tests.conftest import CHECKOUT, sizes
from tests.plan.puzzles import by_trying, puzzle

ANEW = """
import json
from advisor.plan.solving import solve
from tests.plan.puzzles import puzzle
print(json.dumps([solve(puzzle(seed, (4, 12), (2, 6))).starts for seed in range(15)]))
"""


@pytest.mark.parametrize("count", sizes(60, 1_000))
def test_no_plan_is_better(count: int) -> None:
    """Of all plans that keep to the rules it is worth most and, of those, the first: tried one by one."""
    left_out = moved = 0
    for seed in range(count):
        asked = puzzle(seed)
        found = solve(asked)
        assert found.proven
        assert found.starts == by_trying(asked), seed
        assert found.at_most == asked.worth(found.starts)
        left_out += None in found.starts.values()
        moved += found.starts != in_turn(asked)
    assert left_out
    assert moved


@pytest.mark.parametrize("count", sizes(3, 20))
def test_no_plan_of_twelve_is_better(count: int) -> None:
    """The same of twelve tasks in four or five periods."""
    for seed in range(count):
        asked = puzzle(seed, (12, 12), (4, 5), (12, 20))
        assert solve(asked).starts == by_trying(asked), seed


@pytest.mark.long
def test_the_same_everywhere() -> None:
    """Another process, with another order of hashes, finds the same plans."""
    told = set()
    for seed in ("0", "1", "77"):
        variables = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(CHECKOUT)}
        done = subprocess.run([sys.executable, "-c", ANEW], env=variables, capture_output=True, check=True)
        told.add(done.stdout)
    assert told == {json.dumps([solve(puzzle(seed, (4, 12), (2, 6))).starts for seed in range(15)]).encode() + b"\n"}


@pytest.mark.parametrize("work", [0.0, 0.001])
def test_what_is_not_proven_says_so(work: float) -> None:
    """With too little work it still keeps to the rules, leaves nothing that could start earlier, and claims no more."""
    proven = 0
    for seed in range(8):
        asked = puzzle(seed, (12, 14), (6, 8), (8, 20))
        found, best = solve(asked, work), solve(asked)
        assert possible(asked, found.starts)
        assert settled(asked, found.starts) == found.starts
        assert asked.worth(found.starts) <= asked.worth(best.starts) <= found.at_most
        assert not found.proven or found == best
        assert solve(asked, work) == found
        proven += found.proven
    assert proven < 8


def test_nothing_to_do() -> None:
    """No tasks, or a task that takes more periods than there are."""
    assert solve(Puzzle((), (3, 3))).starts == {}
    assert solve(Puzzle((Task("long", 5, (1, 1, 1)), Task("after", 5, (1,), ("long",))), (3, 3))).starts == {
        "long": None,
        "after": None,
    }
