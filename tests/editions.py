"""What this edition of the knowledge does to the examples, beside an earlier one; docs/editions.md shows it.

usage: python3 dev.py exec python -m tests.editions FOLDER

FOLDER holds the advice that the earlier edition gives on each example, as JSON, under the file name of its profile.
"""

import json
import sys
from itertools import zip_longest
from pathlib import Path
from typing import Any

from advisor.advice import Advisor, open_advisor, to_json
from advisor.stages.profile import read_profile
from tests.conftest import CHECKOUT

EXAMPLES = sorted((CHECKOUT / "examples").glob("*.json"))
FIRST = 5


def now(path: Path, advisor: Advisor) -> dict[str, Any]:
    """The advice on an example as this edition gives it, in English."""
    advice = advisor.advise(read_profile(path.read_bytes(), advisor.edition), "en")
    found: dict[str, Any] = json.loads(to_json(advice))
    return found


def first(advice: dict[str, Any]) -> list[str]:
    """The titles of the first five."""
    return [item["title"] for item in advice["recommendations"][:FIRST]]


def table(name: str, before: dict[str, Any], after: dict[str, Any]) -> str:
    """The first five of an example in two editions side by side, and how many there are, as Markdown."""
    sides = (before, after)
    heads = [f"{a['receipt']['edition']} ({len(a['recommendations'])} in all)" for a in sides]
    rows = [(str(rank), *pair) for rank, pair in enumerate(zip_longest(*map(first, sides), fillvalue=""), 1)]
    lines = [" | ".join(row) for row in (("", *heads), ("---",) * 3, *rows)]
    return "\n".join([f"### `{name}`", "", *(f"| {line} |".replace("|  |", "| |") for line in lines), ""])


def main(folder: Path) -> None:
    """Print a table for each example."""
    advisor = open_advisor()
    for path in EXAMPLES:
        before = json.loads((folder / path.name).read_text(encoding="utf-8"))
        print(table(path.stem, before, now(path, advisor)))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
