"""Profiles in a file or a folder, one row at a time: JSON lines, a folder of JSON, CSV, Parquet."""

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from ..library.edition import Edition
from ..library.nearest import nearest
from ..library.wording import Language
from ..phrases import say
from ..stages.profile import MAX_BYTES, Mistake, Profile, ProfileError, parse_json, read_profile, understand
from . import parquet
from .conversion import convert, convert_json, own_cells, too_large
from .mapping import FormMapping, plain
from .parquet import IntakeError
from .tables import Table

Kind = Literal["folder", "lines", "json", "csv", "parquet"]
SUFFIXES: Mapping[str, Kind] = {
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
}


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
        if mapping is None:
            return read_profile(row.content, edition, language)
        return convert_json(parse_json(row.content, language), mapping, edition, language)
    if too_large(row.content):
        raise ProfileError([Mistake("", say("too_big", language, limit=MAX_BYTES // 1024), "")], status=413)
    if mapping is None:
        return understand(own_cells(row.content, edition), edition, language)
    return convert(row.content, mapping, edition, language)


def rows(path: Path, edition: Edition, language: Language, mapping: FormMapping | None = None) -> Iterator[Row]:
    """The rows of a file or folder, in order; never more than a few in memory.

    What is wrong with the whole (no such kind of file, columns that mean nothing) is told before the first row:
    raises IntakeError, OSError.
    """
    kind = kind_of(path, language)
    if kind in ("csv", "parquet"):
        if mapping is not None and mapping.form.reads != "columns":
            raise IntakeError([say("mapping_not_for_tables", language, name=path.name)])
        return (_csv if kind == "csv" else _parquet)(path, edition, language, mapping)
    return {"folder": _folder, "lines": _lines, "json": _json}[kind](path, language)


def kind_of(path: Path, language: Language) -> Kind:
    """What kind of input this is, by its name. Raises IntakeError."""
    if path.is_dir():
        return "folder"
    kind = SUFFIXES.get(path.suffix.lower())
    if kind is None:
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


def _folder(path: Path, language: Language) -> Iterator[Row]:
    files = _files(path)
    if not files:
        raise IntakeError([say("empty_folder", language, name=path.name)])

    def found() -> Iterator[Row]:
        for number, file in enumerate(files, 1):
            with file.open("rb") as opened:
                yield Row(number, _shown(file.name), opened.read(MAX_BYTES + 1))

    return found()


def _lines(path: Path, language: Language) -> Iterator[Row]:
    path.open("rb").close()

    def found() -> Iterator[Row]:
        number = line = 0
        with path.open("rb") as file:
            while raw := file.readline(MAX_BYTES + 2):
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


def _json(path: Path, _: Language) -> Iterator[Row]:
    with path.open("rb") as file:
        return iter([Row(1, _shown(path.name), file.read(MAX_BYTES + 1))])


def _csv(path: Path, edition: Edition, language: Language, mapping: FormMapping | None) -> Iterator[Row]:
    known = _known(edition, mapping)
    with path.open("rb") as file:
        table = Table(file, known)
    if table.fault:
        raise IntakeError([f"{path.name}: {_row_fault(table.fault, language).sentence(language)}"])
    _check_header(path.name, table.header, edition, language, mapping)

    def found() -> Iterator[Row]:
        with path.open("rb") as file:
            for number, line in enumerate(Table(file, known).rows(), 1):
                content: dict[str, Any] | list[Mistake] = dict(zip(table.header, line.cells, strict=False))
                if line.fault:
                    content = [_row_fault(line.fault, language)]
                elif len(line.cells) != len(table.header):
                    what = say("cells", language, found=len(line.cells), wanted=len(table.header))
                    content = [Mistake("", what, say("expected_cells", language, separator=table.separator))]
                yield Row(number, f"{_shown(path.name)}:{line.number}", content)

    return found()


def _row_fault(fault: str, language: Language) -> Mistake:
    return Mistake("", say(fault, language, limit=MAX_BYTES // 1024), "UTF-8" if fault == "not_utf8" else "")


def _parquet(path: Path, edition: Edition, language: Language, mapping: FormMapping | None) -> Iterator[Row]:
    _check_header(path.name, parquet.columns(path, language), edition, language, mapping)
    found = enumerate(parquet.cells(path, language), 1)
    return (Row(number, f"{_shown(path.name)}:{number}", cells) for number, cells in found)


def _known(edition: Edition, mapping: FormMapping | None) -> Collection[str]:
    return {"name", "reference", *edition.questions} if mapping is None else mapping.named


def _check_header(
    name: str, header: list[str], edition: Edition, language: Language, mapping: FormMapping | None
) -> None:
    """Raises IntakeError with every column that means nothing, stands twice or is missing."""
    known = _known(edition, mapping)
    compared: Callable[[str], str] = str.strip if mapping is None else plain
    columns = [compared(column) for column in header]
    lines = [] if columns else [say("no_header", language)]
    for at, column in enumerate(columns):
        if column not in known:
            near = nearest(column[:80], known)
            remedy = say("nearest", language, name=near) if near else ""
            key = "unknown_attribute" if mapping is None else "unmapped_field"
            expected = say("expected_attribute" if mapping is None else "expected_mapped", language)
            parts = (say(key, language, name=_shown(column)), remedy, say("expected", language, expected=expected))
            lines.append(" ".join(part for part in parts if part))
        elif column in columns[:at]:
            lines.append(say("field_twice", language, name=_shown(column)))
    if mapping is not None:
        missing = [field for field in mapping.used if plain(field) not in columns]
        lines += [say("mapped_field_missing", language, name=_shown(field)) for field in missing]
    if lines:
        raise IntakeError([f"{name}: {line}" for line in lines])


def _shown(text: str) -> str:
    """A name as it can be shown: short, printable, on one line."""
    clean = "".join(c if c.isprintable() and not "\ud800" <= c <= "\udfff" else "�" for c in text[:120])
    return clean + ("…" if len(text) > 120 else "")
