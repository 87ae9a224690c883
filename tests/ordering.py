"""The order that the cases write down; `dev.py bless` rewrites it."""

import re
from collections.abc import Mapping
from pathlib import Path

from advisor.advice import Advice
from advisor.cases import order_of
from advisor.library.edition import Edition

_BLOCK = re.compile(r"^  order:.*\n(?:    .*\n)*", re.MULTILINE)


def with_order(case: str, order: Mapping[str, str]) -> str:
    """The text of a case with this order in it."""
    lines = "".join(f'    {rid}: "{reason}"\n' for rid, reason in order.items())
    return _BLOCK.sub(f"  order:\n{lines}" if order else "  order: {}\n", case)


def blessed(path: Path, advice: Advice, edition: Edition) -> None:
    """Write the order of an advice into its case."""
    text = path.read_text(encoding="utf-8")
    path.write_text(with_order(text, order_of(advice, edition)), encoding="utf-8")
