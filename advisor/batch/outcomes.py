"""One row of the input → what is written for it: the very bytes of the single run, or its mistakes."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from .. import __version__
from ..advice import Advice, Advisor, to_json
from ..budget import BudgetError
from ..intake.mapping import FormMapping
from ..intake.rows import Row, profile_of
from ..library.cells import csv_line
from ..library.wording import Language
from ..phrases import say
from ..report.composing import compose
from ..report.formats import FORMATS, plain
from ..report.text import as_text
from ..stages.engine import VERSION as ENGINE_VERSION
from ..stages.mistakes import Mistake, ProfileError
from .portfolio import Counted, counted
from .tabular import mistake_row, table_rows

Form = Literal["jsonl", "csv", "parquet", "text", "json", "html", "docx", "pdf", "markdown"]
SUFFIXES: Mapping[str, Form] = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".parquet": "parquet"}
REPORTS: Mapping[str, str] = {"text": "txt", "json": "json", **{form: made.ending for form, made in FORMATS.items()}}

SOFTWARE = f"{__version__} {ENGINE_VERSION}"  # makes the same of the same row, on the same knowledge
TOLD = 3  # mistakes of one row that are told on the terminal


@dataclass(frozen=True)
class Order:
    """What is to be made of each row."""

    form: Form
    language: Language
    mapping: FormMapping | None = None
    separator: str = ","


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is written for one row: bytes, under a file name when each row is a file; and what it counts for."""

    written: bytes
    file: str | None
    counted: Counted | None  # None: the row has mistakes
    told: tuple[str, ...] = ()  # the first of those, as sentences


def outcome_of(row: Row, order: Order, advisor: Advisor) -> Outcome:
    """What is written for a row. Whatever is wrong with it costs this row only.

    Within a budget: raises BudgetError.
    """
    try:
        profile = profile_of(row, advisor.edition, order.language, order.mapping)
        advice = advisor.advise(profile, order.language)
        file = _file(row, advice.profile.reference, REPORTS[order.form]) if order.form in REPORTS else None
        return Outcome(_written(row, advice, order, advisor), file, counted(profile, advice, advisor.edition))
    except ProfileError as error:
        return refused(row, error.mistakes, order)
    except BudgetError:
        raise
    except Exception as error:
        if os.environ.get("ADVISOR_DEBUG"):
            raise
        return refused(row, [Mistake("", say("row_failed", order.language, kind=type(error).__name__), "")], order)


def _written(row: Row, advice: Advice, order: Order, advisor: Advisor) -> bytes:
    if order.form == "jsonl":
        return _start(row) + b'"advice":' + to_json(advice)[:-1] + b"}\n"
    if order.form == "json":
        return to_json(advice)
    if order.form == "text":
        return as_text(advice, advisor).encode()
    if order.form in FORMATS:
        return FORMATS[order.form].make(compose(advice, advisor))
    rows = table_rows(row, advice)
    if order.form == "csv":
        return "".join(csv_line(cells, order.separator) for cells in rows).encode()
    return b"".join(json.dumps(cells, ensure_ascii=False).encode() + b"\n" for cells in rows)


def refused(row: Row, mistakes: list[Mistake], order: Order) -> Outcome:
    """What is written for a row of which nothing can be made."""
    told = [asdict(m) for m in mistakes]
    if order.form in ("jsonl", "json"):
        written = _start(row) + b'"mistakes":' + _compact(told) + b"}\n"
    elif order.form == "csv":
        written = csv_line(mistake_row(row, mistakes, order.language), order.separator).encode()
    elif order.form == "parquet":
        cells = mistake_row(row, mistakes, order.language)
        written = json.dumps(cells, ensure_ascii=False).encode() + b"\n"
    else:
        written = "".join(f"{row.place}{m.sentence(order.language)}\n" for m in mistakes).encode()
    file = _file(row, None, f"mistakes.{'json' if order.form == 'json' else 'txt'}") if order.form in REPORTS else None
    first = tuple(f"{row.place}{m.sentence(order.language)}" for m in mistakes[:TOLD])
    return Outcome(written, file, None, first)


def _start(row: Row) -> bytes:
    return b'{"row":%d,"place":%s,' % (row.number, _compact(row.place))


def _compact(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _file(row: Row, reference: str | None, ending: str) -> str:
    """A file name of the row's number and its reference, with nothing in it that a file system or shell takes amiss."""
    word = plain(reference or "")
    return f"{row.number:06}-{word}.{ending}" if word else f"{row.number:06}.{ending}"


def form_of(output: Path, report: Form | None) -> Form | None:
    """What to write: a report for each row into a folder, or what the name ends in; None when that means nothing."""
    by_name = SUFFIXES.get(output.suffix.lower())
    folder = by_name is None and (not output.suffix or output.is_dir())
    if report is not None:
        return report if folder else None
    return "markdown" if folder else by_name
