"""The first five of an advice with what puts each there, as the cases write it down; `dev.py bless` rewrites that."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from advisor.advice import Advice
from advisor.library.edition import Edition
from advisor.stages.recommendations import Recommended

FIRST = 5
_BLOCK = re.compile(r"^  order:.*\n(?:    .*\n)*", re.MULTILINE)


def order_of(advice: Advice, edition: Edition) -> dict[str, str]:
    """The first five that are shown, in order, each with its reason."""
    shown = [one.id for one in advice.recommendations]
    return {one.id: "; ".join(_reasons(one, shown, edition)) for one in advice.recommendations[:FIRST]}


def _reasons(one: Recommended, shown: list[str], edition: Edition) -> Iterator[str]:
    """The points of each contribution; what else decides: the start, who needs it, an exception, a tie."""
    yield ", ".join(f"{part.name} {part.value}" for part in one.contributions)
    if one.at_the_start:
        yield "at the start"
    needing = [other for other in shown if one.id in edition.recommendations[other].needs]
    if needing:
        yield f"before {', '.join(sorted(needing))}"
    if one.behind:
        yield "behind what is certain"
    if one.tied:
        yield f"tied, {one.documents} document{'s' * (one.documents != 1)}"


def with_order(case: str, order: Mapping[str, str]) -> str:
    """The text of a case with this order in it."""
    lines = "".join(f'    {rid}: "{reason}"\n' for rid, reason in order.items())
    return _BLOCK.sub(f"  order:\n{lines}" if order else "  order: {}\n", case)


def blessed(path: Path, advice: Advice, edition: Edition) -> None:
    """Write the order of an advice into its case."""
    text = path.read_text(encoding="utf-8")
    path.write_text(with_order(text, order_of(advice, edition)), encoding="utf-8")
