"""What is worked out for an edition hangs on it, and is gone when the edition is."""

import ast
import gc
import subprocess
import sys
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from advisor.advice import Advisor, load_advisor, to_json
from advisor.insight.change import change
from advisor.insight.compare import compare
from advisor.insight.questions import next_questions
from advisor.insight.stability import stability
from advisor.library.folders import find_data
from advisor.library.memo import kept
from advisor.picture.trail import trail
from advisor.report.composing import compose
from advisor.stages.profile import Profile, read_profile
from tests.conftest import CHECKOUT

GHENT = CHECKOUT / "examples" / "ghent-crm.json"


def ask_everything(advisor: Advisor) -> None:
    profile = read_profile(GHENT.read_bytes(), advisor.edition)
    advice = advisor.advise(profile)
    to_json(advice)
    next_questions(profile, advisor)
    stability(profile, advisor)
    change(profile, advice.recommendations[0].id, advisor)
    compare(profile, Profile({**profile.answers, "sector": "public"}), advisor)
    trail(advice, advisor.edition)
    compose(advice, advisor)


@pytest.mark.long
def test_an_edition_that_is_let_go_is_gone() -> None:
    """At once, with all that was worked out for it, and without a collection: nothing holds it, in no circle."""
    advisor = load_advisor(*find_data(), accountable=False)
    ask_everything(advisor)
    assert advisor.edition.memo
    edition = weakref.ref(advisor.edition)
    gc.collect()  # circles in what others made while it was read
    gc.disable()
    try:
        del advisor
        assert edition() is None
    finally:
        gc.enable()


PROGRAM = """
import ctypes, gc, resource, sys
from pathlib import Path
from advisor.advice import load_advisor
from advisor.library.folders import find_data
from tests.library.test_memo import ask_everything
libc = ctypes.CDLL(None)
for number in range(int(sys.argv[1])):
    advisor = load_advisor(*find_data(), accountable=False)
    ask_everything(advisor)
    del advisor
    gc.collect()
    statm = Path("/proc/self/statm")
    if hasattr(libc, "malloc_trim"):
        libc.malloc_trim(0)
    pages = int(statm.read_text().split()[1]) if statm.exists() else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(pages, flush=True)
"""


@pytest.mark.long
def test_editions_that_come_and_go_take_no_memory() -> None:
    """After the last of fifty, the process is within a tenth as large as after the fifth (it grew by half).

    The C library is asked to return what it holds free: how much it keeps in reserve differs from run to run (up to a
    fifth), and is no leak. The least of the last five counts: what is let go may take a little longer to come back.
    """
    told = subprocess.run(
        [sys.executable, "-c", PROGRAM, "50"], cwd=CHECKOUT, check=False, capture_output=True, text=True
    )
    assert told.returncode == 0, told.stderr
    pages = [int(line) for line in told.stdout.split()]
    assert len(pages) == 50
    assert min(pages[-5:]) <= 1.1 * pages[4]


class Shelf:
    def __init__(self) -> None:
        self.memo: dict[Any, Any] = {}


def test_what_is_kept_is_worked_out_once_for_each_owner() -> None:
    """Once for the same owner and the same question; the oldest answers make way."""
    asked = []

    @kept(most=2)
    def double(owner: Shelf, number: int) -> int:
        asked.append((owner, number))
        return 2 * number

    one, other = Shelf(), Shelf()
    assert [double(one, 1), double(one, 1), double(other, 1)] == [2, 2, 2]
    assert asked == [(one, 1), (other, 1)]
    assert [double(one, n) for n in (2, 3, 1)] == [4, 6, 2]
    assert len(asked) == 5


def cached(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            names = {
                part.id
                for decorator in node.decorator_list
                for part in ast.walk(decorator)
                if isinstance(part, ast.Name)
            }
            if names & {"cache", "lru_cache"}:
                yield node


@pytest.mark.parametrize("package", ["advisor", "api"])
def test_no_module_keeps_an_edition(package: str) -> None:
    """A cache of functools takes no edition and no advisor: what hangs on those is kept on them."""
    met = 0
    for path in sorted((CHECKOUT / package).rglob("*.py")):
        for function in cached(ast.parse(path.read_text(encoding="utf-8"))):
            met += 1
            told = [ast.unparse(a.annotation) for a in function.args.args if a.annotation is not None]
            assert not {"Edition", "Advisor"} & set(told), f"{Path(path).name}: {function.name}"
    assert met > 1
