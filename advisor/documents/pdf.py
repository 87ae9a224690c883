"""PDF, as blocks: a PDF knows lines and where they stand, so where a paragraph ends is judged from the white space."""

import io
import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..phrases import Message, message
from .blocks import MAX_TEXT, Block, DocumentError

MAX_OPERATIONS = 5_000_000  # in all: a form may draw forms that draw forms, so the file does not bound them
MAX_DRAWN = 5_000  # forms and images on a page: after so many forms pypdf leaves the rest out, without an error
_WIDER = 1.2  # this much more than the usual distance between two lines ends a paragraph
_BULLETS = "•‣▪◦●■–-"


class _TooMuch(BaseException):
    """More is drawn than is read: ``what``. No Exception: after those pypdf goes on."""

    def __init__(self, what: Message) -> None:
        self.what = what
        super().__init__()


@dataclass(slots=True)
class _Line:
    """A line of a page: its text, how high it stands and how large it is, in points."""

    text: str
    height: float
    size: float


def of_pdf(raw: bytes) -> Iterator[Block]:
    """The blocks of a PDF. Raises DocumentError."""
    try:
        from pypdf import PdfReader
    except ImportError:
        raise DocumentError(message("document_extra"), message("mend_document_extra")) from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    pages: list[list[_Line]] = []
    try:
        reader = PdfReader(io.BytesIO(raw))
        locked = reader.is_encrypted and not reader.decrypt("")
        work = _Work()
        for page in () if locked else reader.pages:
            work.lines, work.drawn = [], 0
            page.extract_text(visitor_operand_before=work.count, visitor_text=work.take)
            pages.append(work.lines)
    except _TooMuch as much:
        raise DocumentError(much.what, message("mend_document_text")) from None
    except Exception:  # a damaged PDF breaks in as many ways as it has objects
        raise DocumentError(message("document_damaged", form="PDF"), message("mend_document_damaged")) from None
    if locked:
        raise DocumentError(message("document_locked"), message("mend_document_locked"))
    yield from _blocks(pages)


class _Work:
    """Takes what pypdf finds on a page, and counts what it does."""

    def __init__(self) -> None:
        self.lines: list[_Line] = []
        self.operations = 0
        self.drawn = 0
        self.characters = 0

    def count(self, operator: bytes, *_: object) -> None:
        self.operations += 1
        self.drawn += operator == b"Do"
        if self.operations > MAX_OPERATIONS or self.drawn > MAX_DRAWN:
            raise _TooMuch(message("document_drawn"))

    def take(self, text: str, page: Sequence[float], line: Sequence[float], _: object, size: float) -> None:
        self.characters += len(text)
        if self.characters > MAX_TEXT:
            raise _TooMuch(message("document_long", most=MAX_TEXT))
        height = line[4] * page[1] + line[5] * page[3] + page[5]
        for number, part in enumerate(text.split("\n")):
            before = self.lines[-1] if self.lines else None
            if before is not None and not number and abs(before.height - height) < size / 2:
                before.text += part
            elif part.strip():
                self.lines.append(_Line(part, height, size))


def _blocks(pages: Sequence[Sequence[_Line]]) -> Iterator[Block]:
    """Lines that follow each other at the usual distance, in one size, are one block; so over the end of a page."""
    pairs = (pair for lines in pages for pair in pairwise(lines))
    gaps = Counter(round(gap, 1) for above, below in pairs if (gap := above.height - below.height) > 0)
    usual = gaps.most_common(1)[0][0] if gaps else 0.0
    sizes = Counter[float]()
    for lines in pages:
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    parts: list[str] = []
    size = 0.0
    for lines in pages:
        for number, line in enumerate(lines):
            text = line.text.strip()
            same_size = abs(line.size - size) < 0.5
            gap = lines[number - 1].height - line.height
            goes_on = text[:1].islower() if number == 0 else 0 <= gap <= usual * _WIDER
            if parts and not (same_size and goes_on and text[:1] not in _BULLETS):
                yield Block(" ".join(parts), size > body + 0.5)
                parts = []
            parts.append(text)
            size = line.size
    yield Block(" ".join(parts), size > body + 0.5)
