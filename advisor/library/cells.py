"""Lines of CSV. A spreadsheet never takes a cell for a formula."""

import csv
import io
from collections.abc import Sequence

Value = str | int | float | None

FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # what spreadsheets start a formula with, or another cell


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
