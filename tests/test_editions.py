"""docs/editions.md shows what this edition does to the examples: its half of the tables is the advice of today."""

import json
import re
from pathlib import Path

import pytest

from advisor.advice import open_advisor
from tests.conftest import CHECKOUT, WITHOUT_ADVICE
from tests.editions import EXAMPLES, first, main, now

PAGE = (CHECKOUT / "docs" / "editions.md").read_text(encoding="utf-8")


def test_most_examples_have_recommendations() -> None:
    """What is tested over all examples is not tested on nothing: two of them have none, and both are there."""
    assert {path.stem for path in EXAMPLES} > WITHOUT_ADVICE
    assert len(WITHOUT_ADVICE) < len(EXAMPLES) / 3


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_page_shows_the_advice_of_today(path: Path) -> None:
    """The edition, how many recommendations there are, and the first five with their ranks."""
    advice = now(path, open_advisor())
    (section,) = re.findall(rf"^### `{path.stem}`\n\n(.*?)(?=\n\n|\Z)", PAGE, re.M | re.S)
    head, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines()]
    assert head[2] == f"{advice['receipt']['edition']} ({len(advice['recommendations'])} in all)"
    assert [row[2] for row in rows if row[2]] == first(advice)
    assert [row[0] for row in rows] == [str(rank) for rank in range(1, len(rows) + 1)]
    assert bool(first(advice)) == (path.stem not in WITHOUT_ADVICE)
    assert head[1].startswith("2026.1 ")


def test_the_command_prints_the_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the advice of today on both sides, each table has the same on both, and there is one for each example."""
    advisor = open_advisor()
    for path in EXAMPLES:
        (tmp_path / path.name).write_text(json.dumps(now(path, advisor)), encoding="utf-8")
    main(tmp_path)
    rows = [line.strip("| ").split(" | ") for line in capsys.readouterr().out.splitlines() if line.startswith("| ")]
    assert sum(row[-1].startswith("2026.2 (") for row in rows) == len(EXAMPLES)
    assert all(row[-1] == row[-2] for row in rows if len(row) == 3)
