"""Finds a passage in a copy of its source without holding a sentence of it.

Canonical text (``nfkc-casefold-alnum/2``): NFKC, casefold, letters and digits only, plus ``%`` and a point or comma
between two digits. White space, quotes, dashes and hyphenation do not exist in it. A locator is the length and the
SHA-256 of a stretch of it, with its paragraph and a few words at its ends as hints.
"""

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from .model import Passage, Source

CANONICAL_FORM = "nfkc-casefold-alnum/2"
Status = Literal["found", "moved", "ambiguous", "changed", "missing"]
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_READABLE = (".txt", ".md", ".html", ".htm")
_MAX_DOCUMENT = 5_000_000
WRAPPED = 0.3  # in a wrapped copy more than this share of the lines goes on with a small letter


class Document:
    """One copy of a source: its text, its canonical stream, and the way back."""

    def __init__(self, text: str) -> None:
        self.text = text
        stream: list[str] = []
        self.offsets: list[int] = []
        self.word_starts: list[int] = []
        in_word, i = False, 0
        while i < len(text):
            j = i + 1
            while j < len(text) and unicodedata.combining(text[j]):
                j += 1
            kept = False
            for character in unicodedata.normalize("NFKC", text[i:j]).casefold():
                if character.isalnum() or character == "%" or (character in ".," and _between_digits(text, i)):
                    if not in_word and not kept:
                        self.word_starts.append(len(stream))
                    stream.append(character)
                    self.offsets.append(i)
                    kept = True
            in_word = kept or (in_word and text[i] in _INVISIBLE)
            i = j
        self.stream = "".join(stream)

    @cached_property
    def edges(self) -> frozenset[int]:
        """Where a stretch of the stream may start or end: the edges of words."""
        return frozenset((*self.word_starts, len(self.stream)))

    @cached_property
    def paragraph_starts(self) -> list[int]:
        """Where each paragraph starts in the text: blocks between blank lines in a wrapped copy, else lines."""
        after_breaks = re.findall(r"\S[^\S\n]*\n[^\S\n]*(\S)", self.text)
        wrapped = sum(map(str.islower, after_breaks)) > WRAPPED * len(after_breaks)
        pattern = r"\S(?:[^\n]|\n(?!\s*\n))*" if wrapped else r"[^\n]*\S[^\n]*"
        return [match.start() for match in re.finditer(pattern, self.text)]

    def paragraph(self, offset: int) -> int:
        """The ordinal (from 1) of the paragraph at an offset of the text."""
        return sum(start <= offset for start in self.paragraph_starts)

    def find(self, words: str, start: int = 0) -> list[int]:
        """Where the canonical form of ``words`` starts in the stream, at word starts only."""
        wanted, found = canonical(words), []
        at = self.stream.find(wanted, start)
        while at >= 0 and wanted:
            if at in self.edges:
                found.append(at)
            at = self.stream.find(wanted, at + 1)
        return found


def _between_digits(text: str, i: int) -> bool:
    return 0 < i < len(text) - 1 and text[i - 1].isdigit() and text[i + 1].isdigit()


def canonical(text: str) -> str:
    """The canonical form of a text."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(
        c for i, c in enumerate(folded) if c.isalnum() or c == "%" or (c in ".," and _between_digits(folded, i))
    )


@dataclass(frozen=True)
class Sighting:
    """How a passage was met in a copy: its status, paragraph (from 1; 0 when not met) and text ("" when not met)."""

    status: Status
    paragraph: int
    text: str


def locate(passage: Passage, document: Document) -> Sighting:
    """Look a passage up in a copy of its source."""
    stream, length = document.stream, passage.length
    hits = [
        at
        for at in document.word_starts
        if at + length in document.edges and _digest(stream[at : at + length]) == passage.sha256
    ]
    if not hits:
        known = any(document.find(words) for words in passage.fragment[-2:])
        return Sighting("changed" if known else "missing", 0, "")
    paragraphs = [document.paragraph(document.offsets[at]) for at in hits]
    at = next((a for a, p in zip(hits, paragraphs, strict=True) if p == passage.paragraph), hits[0])
    here = document.paragraph(document.offsets[at])
    end = document.offsets[at + length - 1] + 1
    while end < len(document.text) and unicodedata.combining(document.text[end]):
        end += 1
    text = document.text[document.offsets[at] : end]
    status: Status = "ambiguous" if len(hits) > 1 else "found" if here == passage.paragraph else "moved"
    return Sighting(status, here, text)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def link(source: Source, passage: Passage) -> str | None:
    """The publisher's address with a text fragment that opens at the passage, or None when no address is known."""
    if source.address is None:
        return None
    words = [quote(w, safe="").replace("-", "%2D") for w in passage.fragment]
    if len(words) == 3:
        words[0] += "-"
    return f"{source.address}#:~:text={','.join(words)}"


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in ("script", "style")
        if tag in ("p", "div", "br", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section"):
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(data)


def read_documents(folder: Path, sources: Mapping[str, Source]) -> tuple[dict[str, Document], dict[str, str]]:
    """Pair the user's copies (.txt, .md, .html) with the sources, by the words at the ends of the passages.

    Out: the copy of each source that has one, and its file name. Raises OSError when the folder cannot be read.
    """
    copies = {}
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in _READABLE and path.is_file() and path.stat().st_size <= _MAX_DOCUMENT:
            text = path.read_text(encoding="utf-8", errors="replace")
            if path.suffix.lower() in (".html", ".htm"):
                parser = _Text()
                parser.feed(text)
                text = "".join(parser.parts)
            copies[path.name] = Document(text)
    documents, files = {}, {}
    for source_id, source in sources.items():
        scores = {
            name: sum(canonical(p.fragment[-1]) in copy.stream for p in source.passages.values())
            for name, copy in copies.items()
        }
        best = max(scores, key=lambda name: (scores[name], name), default=None)
        if best is not None and scores[best] * 2 > len(source.passages):
            documents[source_id], files[source_id] = copies[best], best
    return documents, files
