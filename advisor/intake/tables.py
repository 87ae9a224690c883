"""CSV as spreadsheets write it, a row at a time: whatever stands in one row, the next rows are still read."""

import csv
from collections import deque
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from ..stages.profile import MAX_BYTES

SEPARATORS = (",", ";", "\t")
MAX_LINES = 1_000  # in one row; more is a quotation mark that was never closed
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Line:
    """One row of a table: the line it starts on (from 1), and its cells, or what is wrong with it."""

    number: int
    cells: list[str]
    fault: str | None = None  # too_big, not_utf8 or open_quote


@dataclass(frozen=True)
class _Piece:
    """One line of the file; when it is too long only its beginning, and no more than that is ever in memory."""

    number: int
    raw: bytes
    too_big: bool


class Table:
    """A CSV file: its header, then its rows. The separator is the one that makes most known names of the header."""

    def __init__(self, file: BinaryIO, known: Collection[str]) -> None:
        csv.field_size_limit(MAX_BYTES)
        self._pieces = _pieces(file)
        self._waiting: deque[_Piece] = deque()
        first = self._take()
        if first is not None and first.raw.strip().lower().startswith(b"sep="):
            first = self._take()
        self._waiting.extend([] if first is None else [first])
        ways = []
        for separator in SEPARATORS:
            line, used = self._row(separator, None)
            self._waiting.extendleft(reversed(used))
            cells = line.cells if line is not None else []
            known_cells = sum(" ".join(cell.split()) in known for cell in cells)
            ways.append(((known_cells, len(cells)), separator))
        self.separator = max(ways, key=lambda way: way[0])[1]
        header, _ = self._row(self.separator, None)
        self.header = [cell.strip() for cell in header.cells] if header else []
        self.fault = header.fault if header else None

    def rows(self) -> Iterator[Line]:
        """Each row after the header, but for blank lines."""
        while (line := self._row(self.separator, len(self.header))[0]) is not None:
            if line.cells or line.fault:
                yield line

    def _take(self) -> _Piece | None:
        return self._waiting.popleft() if self._waiting else next(self._pieces, None)

    def _row(self, separator: str, width: int | None) -> tuple[Line | None, list[_Piece]]:
        """The next row and the lines it is made of.

        A row goes on over the next lines while a quotation mark is open; when none closes it, or what comes out does
        not fit the header, the first line alone is a bad row.
        """
        piece = self._take()
        if piece is None:
            return None, []
        used, size, quotes = [piece], len(piece.raw), piece.raw.count(b'"')
        line = _parsed(used, separator)
        while line.fault == "open_quote" and len(used) < MAX_LINES and size <= MAX_BYTES:
            more = self._take()
            if more is None:
                break
            used.append(more)
            size, quotes = size + len(more.raw), quotes + more.raw.count(b'"')
            if quotes % 2 == 0 and size <= MAX_BYTES:
                line = _parsed(used, separator)
        if len(used) > 1 and (line.fault or (width is not None and len(line.cells) != width)):
            self._waiting.extendleft(reversed(used[1:]))
            return Line(piece.number, [], "open_quote"), used[:1]
        return line, used


def _parsed(pieces: list[_Piece], separator: str) -> Line:
    number = pieces[0].number
    if any(piece.too_big for piece in pieces):
        return Line(number, [], "too_big")
    try:
        text = b"".join(piece.raw for piece in pieces).decode("utf-8")
    except UnicodeDecodeError:
        return Line(number, [], "not_utf8")
    try:
        found = list(csv.reader([text], delimiter=separator, strict=True))
    except csv.Error:
        return Line(number, [], "open_quote")
    return Line(number, found[0]) if len(found) == 1 else Line(number, [], "open_quote" if found else None)


def _pieces(file: BinaryIO) -> Iterator[_Piece]:
    number = 0
    while raw := file.readline(MAX_BYTES + 1):
        number += 1
        too_big = len(raw) > MAX_BYTES
        while not raw.endswith(b"\n") and (rest := file.readline(MAX_BYTES)):
            too_big, raw = True, rest if rest.endswith(b"\n") else raw
        yield _Piece(number, raw.removeprefix(BYTE_ORDER_MARK) if number == 1 else raw, too_big)
