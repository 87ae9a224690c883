"""Word (DOCX), as blocks: the body with its tables, text boxes and accepted insertions; no notes, headers, comments."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from ..phrases import message
from .blocks import MAX_UNPACKED, Block, DocumentError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SHOWN_TWICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # for readers of another age
_SPACES = {f"{_W}tab", f"{_W}br", f"{_W}cr"}


def of_word(raw: bytes) -> Iterator[Block]:
    """The blocks of a Word document. Raises DocumentError."""
    from docx import Document

    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            unpacked = sum(entry.file_size for entry in packed.infolist())
    except (zipfile.BadZipFile, ValueError, OSError):
        raise _damaged() from None
    if unpacked > MAX_UNPACKED:
        raise DocumentError(message("document_unpacked", most=MAX_UNPACKED // 1_000_000), message("mend_document_text"))
    try:
        document = Document(io.BytesIO(raw))
        headings = {
            style.style_id
            for style in document.styles
            if (style.name or "").startswith(("Heading", "Title")) and style.style_id
        }
        body = document.element.body
    except Exception:  # a damaged package breaks in as many ways as it has parts
        raise _damaged() from None
    for element in body.iter(f"{_W}p"):
        if next(element.iterancestors(_SHOWN_TWICE), None) is None:
            style = element.find(f"{_W}pPr/{_W}pStyle")
            yield Block(_text(element), style is not None and style.get(f"{_W}val") in headings)


def _text(paragraph: Any) -> str:
    """What stands in a paragraph itself: a text box in it has paragraphs of its own."""
    parts: list[str] = []
    waiting = [iter(paragraph)]
    while waiting:
        element = next(waiting[-1], None)
        if element is None:
            waiting.pop()
        elif element.tag == f"{_W}t":
            parts.append(element.text or "")
        elif element.tag in _SPACES:
            parts.append(" ")
        elif element.tag == f"{_W}noBreakHyphen":
            parts.append("-")
        elif element.tag != f"{_W}p":
            waiting.append(iter(element))
    return "".join(parts)


def _damaged() -> DocumentError:
    return DocumentError(message("document_damaged", form="DOCX"), message("mend_document_damaged"))
