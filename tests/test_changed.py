"""Which tests are run for a change: none that it touches by name is left out, and what is left out is counted."""

import pytest

from tests.changed import FOR_ALL, WHOLE, all_tests, folder_beside, importers, needed, reach, told
from tests.imports import ROOT, imported, modules

pytestmark = pytest.mark.long  # the graph of all tests takes two seconds, and `--changed` draws it each time


def test_who_imports_a_module_itself_is_near() -> None:
    """Whatever module changes, a test that imports it is run, and one that imports what imports it is not forgotten. So
    is one that imports what many tests begin with: the tests beside that are run.
    """
    begun_with = set()
    for module, path in modules().items():
        reached = reach([str(path.relative_to(ROOT))])
        importing = {test for test in all_tests() if module in imported(test)}
        if importing - importers(module):
            begun_with.add(module)
            assert {test for test in all_tests() if test.startswith(f"tests.{folder_beside(module)}.")} <= reached.near
            assert importing <= reached.near | reached.further
        else:
            assert importing <= reached.near
        users = {other for other in modules() if module in imported(other, when_run=True)}
        assert {test for test in all_tests() if users & needed()[test]} <= reached.near | reached.further
        assert not reached.near & reached.further
    assert "advisor.stages.profile" in begun_with
    assert len(begun_with) < 20


def test_a_stage() -> None:
    """The tests of the stages, those that import it, and the whole advice; most are counted only."""
    reached = reach(["advisor/stages/ranking.py"])
    beside = {test for test in all_tests() if test.startswith("tests.stages.")}
    assert beside | {*WHOLE, "tests.insight.test_above"} <= reached.near
    assert len(reached.near) < len(all_tests()) / 4
    assert {"tests.test_cli", "tests.api.test_advice", "tests.report.test_text"} <= reached.further
    assert f"{len(reached.further)} of the {len(all_tests())}" in told(["advisor/stages/ranking.py"], reached)


@pytest.mark.parametrize(
    ("file", "near"),
    [
        ("tests/test_ask.py", {"tests.test_ask"}),
        ("tests/report/reading.py", {"tests.report.test_reports", "tests.report.test_documents"}),
        ("tests/store/conftest.py", {"tests.store.test_keys", "tests.store.test_advices"}),
        ("tests/golden/ghent-crm.nl.txt", {"tests.test_golden"}),
        ("tests/broken/some/case.yaml", {"tests.test_broken"}),
        ("knowledge/questions.yaml", {"tests.library.test_edition", "tests.test_broken", *WHOLE}),
        ("examples/ghent-crm.json", {"tests.test_cli", "tests.test_docs"}),
        ("docs/glossary.md", {"tests.test_architecture", "tests.test_docs"}),
        ("README.md", {"tests.test_architecture"}),
        ("advisor/report/templates/report.typ", {"tests.report.test_documents"}),
        ("advisor/stages/gone.py", set[str]()),
    ],
)
def test_a_file(file: str, near: set[str]) -> None:
    """What names a file or a folder it is in, what stands beside it, and what it prepares is run."""
    assert near <= reach([file]).near


@pytest.mark.parametrize("file", [*sorted(FOR_ALL), "q" * 9 + ".q", "q" * 9 + "/" + "z" * 9 + ".z"])
def test_in_doubt_all(file: str) -> None:
    """What every test runs with, and a file of which nothing says who reads it: all are run."""
    assert reach([file, "tests/test_ask.py"]).near == all_tests()


def test_nothing() -> None:
    """Without a change nothing is run."""
    reached = reach([])
    assert not reached.near | reached.further
