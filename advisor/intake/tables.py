"""CSV as spreadsheets write it, a row at a time: whatever stands in one row, the next rows are still read.

The work is linear in the size of the file: each line is parsed as the beginning of a row at most once, and as what goes
on in one at most once.
"""

import csv
import io
import re
from collections import deque
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from ..budget import check
from ..stages.profile import MAX_BYTES
from .charset import Encoding, encoding_of

SEPARATORS = (",", ";", "\t")
MAX_LINES = 1_000  # in one row; more is a quotation mark that was never closed

_UNDECODED = re.compile("[\udc80-\udcff\ufffd]")


@dataclass(frozen=True, slots=True)
class TableLine:
    """One row of a table: the line it starts on (from 1), and its cells, or what is wrong with it."""

    number: int
    cells: list[str]
    fault: str | None = None  # too_big, undecoded or open_quote


@dataclass(frozen=True, slots=True)
class _Piece:
    """One line of the file; when it is too long only its beginning, and no more than that is ever in memory."""

    number: int
    text: str
    too_big: bool


class Table:
    """A CSV file: its header, then its rows. The separator is the one that makes most known names of the header.

    ``of`` is how many rows the header has, and ``named`` which of them (from 1) names the columns.
    """

    def __init__(
        self,
        file: BinaryIO,
        known: Collection[str],
        *,
        declared: Encoding | None = None,
        of: int = 1,
        named: int = 1,
    ) -> None:
        csv.field_size_limit(MAX_BYTES)
        self.encoding = encoding_of(file, declared)
        self._pieces = _pieces(file, self.encoding)
        self._waiting: deque[_Piece] = deque()
        self._single = 0
        first = self._take()
        if first is not None and first.text.strip().lower().startswith("sep="):
            first = self._take()
        self._waiting.extend([] if first is None else [first])
        ways = []
        for separator in SEPARATORS:
            names, used = self._header(separator, of, named)
            self._waiting.extendleft(reversed(used))
            cells = names.cells if names is not None else []
            known_cells = sum(" ".join(cell.split()) in known for cell in cells)
            ways.append(((known_cells, len(cells)), separator))
        self.separator = max(ways, key=lambda way: way[0])[1]
        header, _ = self._header(self.separator, of, named)
        self.header = [cell.strip() for cell in header.cells] if header else []
        self.fault = header.fault if header else None

    def rows(self) -> Iterator[TableLine]:
        """Each row after the header, but for lines in which nothing stands at all."""
        while (line := self._row(self.separator, len(self.header))[0]) is not None:
            if line.cells or line.fault:
                yield line

    def _header(self, separator: str, of: int, named: int) -> tuple[TableLine | None, list[_Piece]]:
        """The row that names the columns, and the lines of the whole header."""
        self._single = 0
        names, lines = None, []
        for row in range(1, of + 1):
            line, used = self._row(separator, None)
            lines += used
            if row == named:
                names = line
        return names, lines

    def _take(self) -> _Piece | None:
        return self._waiting.popleft() if self._waiting else next(self._pieces, None)

    def _row(self, separator: str, width: int | None) -> tuple[TableLine | None, list[_Piece]]:
        """The next row and the lines it is made of.

        A row goes on over the next lines while a quotation mark is open; when none closes it, or what comes out does
        not fit the header, the first line alone is a bad row. The lines that were looked through for that may each
        still be a row, of one line: two rows that overlap cannot both be right, and nothing is looked through twice.
        """
        first = self._take()
        if first is None:
            return None, []
        if first.too_big:
            return TableLine(first.number, [], "too_big"), [first]
        used = [first]
        try:
            cells = next(csv.reader(self._going_on(used), delimiter=separator, strict=True), [])
        except csv.Error:
            cells = None
        if len(used) > 1 and (cells is None or (width is not None and len(cells) != width)):
            self._waiting.extendleft(reversed(used[1:]))
            self._single = used[-1].number
            return TableLine(first.number, [], "open_quote"), used[:1]
        if any(not piece.text.isascii() and _UNDECODED.search(piece.text) for piece in used):
            return TableLine(first.number, [], "undecoded"), used
        return TableLine(first.number, cells or [], "open_quote" if cells is None else None), used

    def _going_on(self, used: list[_Piece]) -> Iterator[str]:
        first, size = used[0], len(used[0].text)
        yield first.text
        while first.number >= self._single and len(used) < MAX_LINES and size <= MAX_BYTES:
            more = self._take()
            if more is None:
                return
            used.append(more)
            size += len(more.text)
            if more.too_big:
                return
            yield more.text


def _pieces(file: BinaryIO, encoding: str) -> Iterator[_Piece]:
    errors = "replace" if encoding.startswith("utf-16") else "surrogateescape"
    number = 0
    with io.TextIOWrapper(file, encoding, errors, newline="") as text:
        while line := text.readline(MAX_BYTES + 1):
            check()
            number += 1
            too_big = len(line) > MAX_BYTES
            while not line.endswith(("\n", "\r")) and (rest := text.readline(MAX_BYTES)):
                too_big, line = True, rest if rest.endswith(("\n", "\r")) else line
            yield _Piece(number, line, too_big)
