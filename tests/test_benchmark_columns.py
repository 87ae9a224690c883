"""The bench of verdicts by the column, on small sizes: it compares what is the same before it times anything."""

from collections.abc import Mapping

import pytest

from advisor.library.edition import Edition
from benchmarks import columns
from benchmarks.columns import Columns, beside_engines, beside_reading, growing, made_up
from benchmarks.evaluators import OURS, Base, Build, synthetic

COMPILED: Mapping[str, Build] = {"compiled to Python": OURS["compiled to Python"]}


@pytest.fixture
def base(monkeypatch: pytest.MonkeyPatch) -> Base:
    monkeypatch.setattr(columns, "IN_TURN", 2)
    return synthetic(12)


def test_engines_are_timed_beside_it(base: Base) -> None:
    """Each engine gets its row; where a row would say something else than its condition, nothing is timed."""
    made = Columns(base.rules, base.partial, made_up())
    rows = beside_engines(base, made, COMPILED, 1, 1, {"more": lambda: None})
    assert [row[1] for row in rows] == ["by the column", "more", "compiled to Python"]
    others = base.partial[1:]
    with pytest.raises(SystemExit, match=r"by the column rule-\d+ differs"):
        made.demand(others)


@pytest.mark.long
def test_reading_and_growth_are_timed(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every piece of work on a file of a few rows, and on files of two sizes."""
    monkeypatch.setattr(columns, "SAMPLED", 20)
    rows = beside_reading(40, edition, 1, 1)
    assert len(rows) == 7
    assert rows[0][2] == rows[1][3] == "1.00"
    assert [row[0] for row in growing([10, 30], edition)] == ["10", "30"]
