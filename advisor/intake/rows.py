"""Profiles in a file or a folder, one row at a time: JSON lines, a folder of JSON, CSV, Parquet."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from ..budget import check
from ..library.edition import Edition
from ..library.nearest import Hints
from ..library.wording import Language
from ..phrases import say
from ..stages.mistakes import Mistake, ProfileError, capped
from ..stages.notes import columns
from ..stages.profile import MAX_BYTES, Profile, parse_json, read_profile, understand
from . import parquet
from .conversion import convert, meant, own_cells, text_of, too_large, unknown_fields
from .mapping import FormMapping, Header, plain
from .parquet import IntakeError
from .records import Record, record_of, responses
from .remarks import ENCODINGS, Remarks
from .tables import Table

Kind = Literal["folder", "lines", "json", "csv", "parquet"]
SUFFIXES: Mapping[str, Kind] = {
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".parquet": "parquet",
}
SPREADSHEETS = (".xlsx", ".xls", ".ods")
MAX_FOREIGN = 32 * 1024 * 1024  # bytes of JSON with the responses of a form


@dataclass(frozen=True)
class Row:
    """One row of the input: its number (from 1), its place (file, and line), and what stands there.

    That is the JSON of a profile, the cells of a table by column, or what is wrong when neither could be read.
    """

    number: int
    place: str
    content: bytes | dict[str, Any] | list[Mistake]


def profile_of(row: Row, edition: Edition, language: Language, mapping: FormMapping | None = None) -> Profile:
    """The profile in a row. Raises ProfileError with every mistake."""
    if isinstance(row.content, list):
        raise ProfileError(row.content)
    if isinstance(row.content, bytes):
        return read_profile(row.content, edition, language)
    if too_large(row.content):
        raise ProfileError([Mistake("", say("too_big", language, limit=MAX_BYTES // 1024), "")], status=413)
    if mapping is None:
        return understand(own_cells(row.content, edition), edition, language)
    return convert(row.content, mapping, edition, language)


def rows(
    path: Path,
    edition: Edition,
    language: Language,
    mapping: FormMapping | None = None,
    remarks: Remarks | None = None,
    also: tuple[str, ...] = (),
) -> Iterator[Row]:
    """The rows of a file or folder, in order; never more than a few in memory, but for a page of JSON of a form.

    ``also``: columns that a table of our own must have beside those of a profile.

    Blank rows, and rows that the mapping does not want, are passed over; ``remarks`` tells of them, as far as the rows
    were taken. What is wrong with the whole (no such kind of file, columns that mean nothing) is told before the first
    row: raises IntakeError, OSError. The work is linear in the size of the input; who takes no more rows ends it, and
    so does the budget, among rows that are passed over as well: raises NobodyWaitsError, OverBudgetError.
    """
    kind = kind_of(path, language)
    noted = Remarks() if remarks is None else remarks
    if kind in ("csv", "parquet"):
        if mapping is not None and mapping.form.reads != "columns":
            raise IntakeError([say("mapping_not_for_tables", language, name=path.name)])
        table = (_csv if kind == "csv" else _parquet)(path, edition, language, mapping, noted, also)
        next(table)  # its header
        return table
    most = MAX_BYTES if mapping is None else MAX_FOREIGN
    found = {"folder": _folder, "lines": _lines, "json": _json}[kind](path, language, most)
    if mapping is not None:
        return _records(found, language, mapping, noted)
    return found if remarks is None else _own(found, remarks)


def _own(found: Iterator[Row], remarks: Remarks) -> Iterator[Row]:
    """Profiles in JSON as they stand; their references are taken note of."""
    for row in found:
        remarks.meets(_reference_in(row.content), row.place)
        yield row


def _records(found: Iterator[Row], language: Language, mapping: FormMapping, remarks: Remarks) -> Iterator[Row]:
    """The responses in texts of JSON, each a row with a record; those that “only_if” leaves out are counted."""
    number = 0
    for place, record in _read(found, language, mapping):
        check()
        if isinstance(record, Mapping):
            if not meant(record, mapping):
                remarks.left_out += 1
                continue
            remarks.meets(_reference(record, mapping), place)
        number += 1
        yield Row(number, place, record if isinstance(record, list) else dict(record))


def _read(
    found: Iterator[Row], language: Language, mapping: FormMapping
) -> Iterator[tuple[str, Record | list[Mistake]]]:
    """Each response in texts of JSON with its place, or what is wrong with it or with the text."""
    for text in found:
        try:
            data = parse_json(bytes_in(text), language, limit=MAX_FOREIGN)
        except ProfileError as error:
            yield text.place, error.mistakes
            continue
        for place, response in responses(data, mapping):
            yield f"{text.place}{place}", record_of(response, mapping, language)


def bytes_in(row: Row) -> bytes:
    """The JSON in a row. Raises ProfileError when it could not be read."""
    if isinstance(row.content, bytes):
        return row.content
    raise ProfileError(row.content if isinstance(row.content, list) else [])


def kind_of(path: Path, language: Language) -> Kind:
    """What kind of input this is, by its name. Raises IntakeError, OSError."""
    if path.is_dir():
        return "folder"
    kind = SUFFIXES.get(path.suffix.lower())
    if path.suffix.lower() in SPREADSHEETS:
        raise IntakeError([say("spreadsheet", language, name=path.name)])
    if kind is None:
        path.stat()  # of what is not there the kind is no matter: raises FileNotFoundError
        raise IntakeError([say("unknown_kind", language, name=path.name, kinds=", ".join(SUFFIXES))])
    return kind


def survey(path: Path, language: Language) -> tuple[str, int]:
    """The SHA-256 of a whole input, and about how many rows it has. Raises IntakeError, OSError."""
    kind = kind_of(path, language)
    digest, count = hashlib.sha256(), 0
    for file in _files(path) if kind == "folder" else [path]:
        size = file.stat().st_size
        digest.update(f"{file.name if kind == 'folder' else ''}\0{size}\0".encode("utf-8", "surrogateescape"))
        with file.open("rb") as opened:
            while block := opened.read(1 << 20):
                digest.update(block)
                count += block.count(b"\n") if kind in ("lines", "csv") else 0
        count += kind == "folder"
    if kind == "parquet":
        count = parquet.count(path, language)
    return digest.hexdigest(), max(0, count - (kind == "csv"))


def _files(folder: Path) -> list[Path]:
    return sorted((p for p in folder.iterdir() if p.suffix.lower() == ".json" and p.is_file()), key=lambda p: p.name)


def _folder(path: Path, language: Language, most: int) -> Iterator[Row]:
    files = _files(path)
    if not files:
        raise IntakeError([say("empty_folder", language, name=path.name)])

    def found() -> Iterator[Row]:
        for number, file in enumerate(files, 1):
            with file.open("rb") as opened:
                yield Row(number, _shown(file.name), opened.read(most + 1))

    return found()


def _lines(path: Path, language: Language, _: int) -> Iterator[Row]:
    path.open("rb").close()

    def found() -> Iterator[Row]:
        number = line = 0
        with path.open("rb") as file:
            while raw := file.readline(MAX_BYTES + 2):
                check()
                line += 1
                content: bytes | list[Mistake] = raw.removesuffix(b"\n").removesuffix(b"\r")
                if len(content) > MAX_BYTES:
                    content = [Mistake("", say("too_big", language, limit=MAX_BYTES // 1024), "")]
                while not raw.endswith(b"\n") and raw:
                    raw = file.readline(MAX_BYTES)
                if isinstance(content, list) or content.strip():
                    number += 1
                    yield Row(number, f"{_shown(path.name)}:{line}", content)

    return found()


def _json(path: Path, _: Language, most: int) -> Iterator[Row]:
    with path.open("rb") as file:
        return iter([Row(1, _shown(path.name), file.read(most + 1))])


def _csv(
    path: Path,
    edition: Edition,
    language: Language,
    mapping: FormMapping | None,
    remarks: Remarks,
    also: tuple[str, ...],
) -> Iterator[Row]:
    """The header of a CSV file, then its rows; the file is read once."""
    declared = mapping.form.encoding if mapping is not None else None
    header = (mapping.form.header if mapping is not None else None) or Header(rows=1, names=1)
    with path.open("rb") as file:
        table = Table(file, _known(edition, mapping, also), declared=declared, of=header.rows, named=header.names)
        remarks.encoding = table.encoding
        if table.fault:
            raise IntakeError([f"{path.name}: {_row_fault(table.fault, table, language).sentence(language)}"])
        names = _checked_header(path.name, table.header, edition, language, mapping, also)
        yield Row(0, _shown(path.name), {})
        yield from _table_rows(_csv_cells(path, table, names, language), mapping, remarks)


def _csv_cells(
    path: Path, table: Table, names: Sequence[str | None], language: Language
) -> Iterator[tuple[str, dict[str, Any] | list[Mistake]]]:
    for line in table.rows():
        content: dict[str, Any] | list[Mistake]
        if line.fault:
            content = [_row_fault(line.fault, table, language)]
        elif len(line.cells) != len(names) and any(map(str.strip, line.cells)):
            what = say("cells", language, found=len(line.cells), wanted=len(names))
            content = [Mistake("", what, say("expected_cells", language, separator=table.separator))]
        else:
            content = {name: cell for name, cell in zip(names, line.cells, strict=False) if name is not None}
        yield f"{_shown(path.name)}:{line.number}", content


def _row_fault(fault: str, table: Table, language: Language) -> Mistake:
    if fault != "undecoded":
        return Mistake("", say(fault, language, limit=MAX_BYTES // 1024), "")
    told = ENCODINGS.get(table.encoding)
    what = say("undecoded", language, encoding=told) if told else say("not_utf8", language)
    return Mistake("", what, say("expected_csv_utf8", language))


def _parquet(
    path: Path,
    edition: Edition,
    language: Language,
    mapping: FormMapping | None,
    remarks: Remarks,
    also: tuple[str, ...],
) -> Iterator[Row]:
    """The header of a Parquet file, then its rows."""
    columns = parquet.columns(path, language)
    names = _checked_header(path.name, columns, edition, language, mapping, also)
    left = {column for column, name in zip(columns, names, strict=True) if name is None}
    yield Row(0, _shown(path.name), {})
    found = enumerate(parquet.cells(path, language), 1)
    cells = ((f"{_shown(path.name)}:{n}", {c: v for c, v in row.items() if c not in left}) for n, row in found)
    yield from _table_rows(cells, mapping, remarks)


def table_row(path: Path, number: int, cells: dict[str, Any]) -> Row:
    """A row of a table of our own that was read by column, as `rows` gives it."""
    return Row(number, f"{_shown(path.name)}:{number}", cells)


def _table_rows(
    found: Iterable[tuple[str, dict[str, Any] | list[Mistake]]], mapping: FormMapping | None, remarks: Remarks
) -> Iterator[Row]:
    """What stands in the rows of a table, numbered; blank rows and those that “only_if” leaves out are counted."""
    number = 0
    for place, content in found:
        check()
        if isinstance(content, dict):
            if remarks.passes_over(content):
                continue
            if mapping is not None and not meant(content, mapping):
                remarks.left_out += 1
                continue
            remarks.meets(_reference(content, mapping), place)
        number += 1
        yield Row(number, place, content)


def _reference(record: Record, mapping: FormMapping | None) -> str:
    """The reference in a record, "" when there is none."""
    field = "reference" if mapping is None else plain(mapping.form.reference or "")
    text = text_of(record.get(field))
    return "" if mapping is not None and text in mapping.unanswered else text


def _reference_in(content: bytes | dict[str, Any] | list[Mistake]) -> str:
    """The reference in the JSON of a profile, "" when none can be read: what is wrong with it is told with its row."""
    try:
        data = parse_json(content, "nl") if isinstance(content, bytes) else None
    except ProfileError:
        return ""
    found = data.get("reference") if isinstance(data, dict) else None
    return text_of(found) if isinstance(found, str) else ""


def _known(edition: Edition, mapping: FormMapping | None, also: tuple[str, ...]) -> Collection[str]:
    own = {"name", "reference", *edition.questions, *columns(edition), *also}
    return own if mapping is None else mapping.named


def _checked_header(
    name: str,
    header: list[str],
    edition: Edition,
    language: Language,
    mapping: FormMapping | None,
    also: tuple[str, ...],
) -> list[str | None]:
    """For each column how it is called, None for one that the mapping ignores.

    Raises IntakeError with every column that means nothing, stands twice or is missing, as many as are named.
    """
    known = _known(edition, mapping, also)
    compared: Callable[[str], str] = str.strip if mapping is None else plain
    mistakes = [] if header else [Mistake("", say("no_header", language), "")]
    columns: dict[str, None] = {}
    names: list[str | None] = []
    for column in map(compared, header):
        if mapping is not None and mapping.ignores(column):
            names.append(None)
            continue
        if column in columns and column in known:
            mistakes.append(Mistake("", say("field_twice", language, name=_shown(column)), ""))
        columns[column] = None
        names.append(column)
    strange = unknown_fields(
        [column for column in columns if column not in known], known, Hints(), language, foreign=mapping is not None
    )
    mistakes = [*(replace(mistake, pointer="") for mistake in strange), *mistakes]
    for field in mapping.needed if mapping is not None else also:
        if plain(field) not in columns:
            mistakes.append(Mistake("", say("mapped_field_missing", language, name=_shown(field)), ""))
    if mistakes:
        lines = [mistake.sentence(language).removeprefix("/: ") for mistake in capped(mistakes, language)]
        raise IntakeError([f"{name}: {line}" for line in lines])
    return names


def _shown(text: str) -> str:
    """A name as it can be shown: short, printable, on one line."""
    clean = "".join(c if c.isprintable() and not "\ud800" <= c <= "\udfff" else "�" for c in text[:120])
    return clean + ("…" if len(text) > 120 else "")
