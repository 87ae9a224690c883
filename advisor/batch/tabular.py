"""Advices as rows of a table: one for each recommendation. A spreadsheet never takes a cell for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

from ..advice import Advice
from ..intake.rows import Row
from ..library.wording import Language
from ..stages.mistakes import Mistake

Value = str | int | float | None

COLUMNS = (
    "row",
    "place",
    "name",
    "reference",
    "rank",
    "phase",
    "recommendation",
    "title",
    "verdict",
    "score",
    "weaknesses",
    "strengths",
    "under",
    "mistakes",
)
NUMBERS = ("row", "rank", "score")
FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # what spreadsheets start a formula with, or another cell
BYTE_ORDER_MARK = "\ufeff"


def table_rows(row: Row, advice: Advice) -> list[tuple[Value, ...]]:
    """A row for each recommendation by rank, what is folded after what it stands under; one row when there is none."""
    start = (row.number, row.place, advice.profile.name, advice.profile.reference)
    found: list[tuple[Value, ...]] = []
    under = {folded.id: item.id for item in advice.recommendations for folded in item.folded}
    for r in advice.given:
        factors = {
            polarity: ";".join(dict.fromkeys(f.factor for f in r.findings if f.polarity == polarity)) or None
            for polarity in ("weakness", "strength")
        }
        found.append(
            (
                *(*start, r.rank, r.phase, r.id, r.title, r.verdict, r.score),
                *(factors["weakness"], factors["strength"], under.get(r.id), None),
            )
        )
    return found or [(*start, *(None,) * (len(COLUMNS) - len(start)))]


def mistake_row(row: Row, mistakes: Iterable[Mistake], language: Language) -> tuple[Value, ...]:
    """The one row of a profile that cannot be used, with every mistake."""
    said = " ".join(m.sentence(language) for m in mistakes)
    return (row.number, row.place, *(None,) * (len(COLUMNS) - 3), said)


def csv_line(cells: Sequence[Value], separator: str = ",") -> str:
    """One line of CSV, its texts defused: a text that would start a formula gets an apostrophe before it.

    It ends in CR LF, as the standard has it; with another end Python leaves a lone CR in a cell unquoted.
    """
    out = io.StringIO()
    safe = [defused(cell) if isinstance(cell, str) else cell for cell in cells]
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerow(safe)
    return out.getvalue()


def defused(text: str) -> str:
    """A text that no spreadsheet takes for a formula, also after spaces that it drops."""
    return f"'{text}" if text.lstrip(" \u00a0").startswith(FORMULA) or text.startswith(FORMULA) else text
