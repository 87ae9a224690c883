"""A document of any kind (text, Markdown, HTML, DOCX, PDF) as one canonical stream with its paragraphs and headings."""

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..intake.charset import encoding_of
from ..library.model import Source
from ..library.passages import Document, canonical
from ..phrases import failure_of_file, message
from .blocks import MAX_BYTES, MAX_TEXT, Block, DocumentError, bounded
from .marked_up import of_html, of_markdown
from .pdf import of_pdf
from .word import of_word


@dataclass(frozen=True)
class Copy:
    """A document as somebody has it: its file, its text, and the heading above each paragraph that has one."""

    path: Path
    document: Document
    headings: Mapping[int, str] = field(default_factory=dict)


def read_document(path: Path) -> Copy:
    """Read a document. Raises DocumentError with what is wrong and the remedy."""
    form = path.suffix.lower()
    if form not in _FORMS:
        known = ", ".join(sorted(_FORMS))
        raise DocumentError(message("document_form", form=form or "–", forms=known), message("mend_document_text"))
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        why = message("document_unreadable", why=failure_of_file(error))
        raise DocumentError(why, message("mend_document_unreadable")) from None
    if len(raw) > MAX_BYTES:
        raise DocumentError(message("document_large", most=MAX_BYTES // 1_000_000), message("mend_document_long"))
    copy = _FORMS[form](path, raw)
    if not copy.document.stream:
        raise DocumentError(message("document_silent"), message("mend_document_silent"))
    return copy


def _of_text(path: Path, raw: bytes) -> Copy:
    """A plain text keeps its lines: which of them are paragraphs the document judges."""
    text = _decoded(raw)
    if len(text) > MAX_TEXT:
        raise DocumentError(message("document_long", most=MAX_TEXT), message("mend_document_long"))
    return Copy(path, Document(text))


def _of_blocks(read: Callable[[bytes], Iterator[Block]]) -> Callable[[Path, bytes], Copy]:
    def reader(path: Path, raw: bytes) -> Copy:
        return _joined(path, bounded(read(raw)))

    return reader


def _joined(path: Path, blocks: Iterable[Block]) -> Copy:
    """A blank line between the blocks: each is one paragraph, whatever letter it starts with."""
    texts: list[str] = []
    headings: dict[int, str] = {}
    heading = ""
    for block in blocks:
        texts.append(block.text)
        heading = block.text if block.heading else heading
        if heading:
            headings[len(texts)] = heading
    return Copy(path, Document("\n\n".join(texts)), headings)


def _decoded(raw: bytes, errors: str = "replace") -> str:
    file = io.BytesIO(raw)
    encoding = encoding_of(file)
    return file.read().decode(encoding, errors)


def _html(raw: bytes) -> Iterator[Block]:
    """In the encoding that the bytes show; without that, in the one that the page says it has."""
    try:
        return of_html(_decoded(raw, "strict").encode(), "utf-8")
    except UnicodeDecodeError:
        return of_html(raw, None)


_FORMS: Mapping[str, Callable[[Path, bytes], Copy]] = {
    ".txt": _of_text,
    ".md": _of_blocks(lambda raw: of_markdown(_decoded(raw))),
    ".html": _of_blocks(_html),
    ".htm": _of_blocks(_html),
    ".docx": _of_blocks(of_word),
    ".pdf": _of_blocks(of_pdf),
}


@dataclass(frozen=True)
class Copies:
    """The reader's copies of the sources: by source the copy; and the files that look like one but cannot be read."""

    by_source: Mapping[str, Copy]
    unread: Mapping[str, DocumentError]

    @property
    def documents(self) -> dict[str, Document]:
        """The document of each source that has a copy."""
        return {source: copy.document for source, copy in self.by_source.items()}


def read_copies(folder: Path, sources: Mapping[str, Source]) -> Copies:
    """Pair the reader's copies in a folder with the sources, by the words at the ends of the passages.

    Raises OSError when the folder cannot be read.
    """
    copies: dict[str, Copy] = {}
    unread: dict[str, DocumentError] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in _FORMS and path.is_file():
            try:
                copies[path.name] = read_document(path)
            except DocumentError as error:
                unread[path.name] = error
    found = {}
    for source_id, source in sources.items():
        words = [canonical(p.fragment[-1]) for p in source.passages.values() if p.fragment]
        scores = {name: sum(w in copy.document.stream for w in words) for name, copy in copies.items()}
        best = max(scores, key=lambda name: (scores[name], name), default=None)
        if best is not None and scores[best] * 2 > len(words):
            found[source_id] = copies[best]
    return Copies(found, unread)
