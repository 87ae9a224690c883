"""A portfolio as a text table, as Markdown, as CSV, as JSON, or as a page."""

import json
import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict

from ..library.cells import csv_line
from ..phrases import say
from ..report.markdown import escape
from ..report.wrapping import wrapped
from .page import as_html
from .portfolio import Portfolio, size, told
from .tables import WITHHELD, Cell, tables

NARROW = 14  # a heading goes on below when it is longer
COLUMNS = ("kind", "id", "title", "by", "class", "label", "count", "organisations", "share")


def _tables(portfolio: Portfolio) -> Iterator[tuple[str, list[str], list[list[str]]]]:
    """Each table: its title, its head, its rows; the title of what is counted stands last."""
    for table in tables(portfolio):
        head = [f"{column.label} ({column.organisations})" for column in table.columns]
        rows = [[*map(_share, line.cells), line.entry.title] for line in table.lines]
        yield table.title, [*head, ""], rows


def _share(cell: Cell) -> str:
    return WITHHELD if cell.count is None else f"{cell.count} · {cell.percent}%"


def _closing(portfolio: Portfolio) -> list[str]:
    return [*told(portfolio), f"{portfolio.edition} · {portfolio.knowledge_sha256[:12]}"]


def _title(portfolio: Portfolio) -> str:
    return f"{say('portfolio', portfolio.language)}: {size(portfolio)}"


def as_text(portfolio: Portfolio) -> str:
    """Tables for the terminal: numbers in columns, and behind them what they count."""
    lines = [_title(portfolio), "=" * len(_title(portfolio))]
    for title, head, rows in _tables(portfolio):
        broken = [textwrap.wrap(cell, NARROW) for cell in head]
        tall = max(map(len, broken))
        heads = [[""] * (tall - len(parts)) + parts for parts in broken]
        stacked = [list(row) for row in zip(*heads, strict=True)]
        widths = [max(map(len, column)) for column in zip(*stacked, *rows, strict=True)]
        lines += ["", title.upper()]
        for row in (*stacked, *rows):
            cells = [cell.rjust(width) for cell, width in zip(row[:-1], widths, strict=False)]
            lines.append("  ".join([*cells, row[-1]]).rstrip())
    closing = [line for told in _closing(portfolio) for line in wrapped(told)]
    return "\n".join([*lines, "", *closing, ""])


def as_markdown(portfolio: Portfolio) -> str:
    """Tables in Markdown."""
    lines = [f"# {_title(portfolio)}", ""]
    for title, head, rows in _tables(portfolio):
        lines += [f"## {escape(title)}", ""]
        lines += [_row(head), "|" + " ---: |" * (len(head) - 1) + " --- |", *map(_row, rows), ""]
    return "\n".join([*lines, *_closing(portfolio), ""])


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def as_csv(portfolio: Portfolio) -> str:
    """A row for each finding or recommendation in each class; “by” is empty for all organisations together.

    A count that is withheld is empty, and so is its share.
    """
    lines = [csv_line(COLUMNS)]
    for entry in portfolio.entries:
        groups: list[tuple[str, str, str, int | None, int]] = [("", "", "", entry.count, portfolio.organisations or 0)]
        for split, counts in zip(portfolio.splits, entry.counts, strict=True):
            groups += [
                (split.by, c.code, c.label, n, c.organisations) for c, n in zip(split.classes, counts, strict=True)
            ]
        for by, code, label, count, of in groups:
            cells = ("", of, "") if count is None else (count, of, round(count / of, 4))
            lines.append(csv_line((entry.kind, entry.id, entry.title, by, code, label, *cells)))
    return "".join(lines)


def as_json(portfolio: Portfolio) -> str:
    """The whole as JSON; ``counts`` follow the classes of ``splits``."""
    return json.dumps(asdict(portfolio), ensure_ascii=False, indent=1) + "\n"


FORMATS: Mapping[str, Callable[[Portfolio], str]] = {
    ".txt": as_text,
    ".md": as_markdown,
    ".csv": as_csv,
    ".json": as_json,
    ".html": as_html,
}
