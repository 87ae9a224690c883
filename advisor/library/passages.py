"""Finds a passage in a copy of its source without holding a sentence of it.

Canonical text (``nfkc-casefold-alnum/2``): NFKC, casefold, letters and digits only, plus ``%`` and a point or comma
between two digits. White space, quotes, dashes and hyphenation do not exist in it. A locator is the length and the
SHA-256 of a stretch of it, with its paragraph and a few words at its ends as hints.
"""

import hashlib
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal
from urllib.parse import quote

from ..phrases import Language, say
from .model import Passage, Source

CANONICAL_FORM = "nfkc-casefold-alnum/2"
Status = Literal["found", "moved", "ambiguous", "changed", "missing", "unchecked"]
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
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
        return bisect_right(self.paragraph_starts, offset)

    def stretch(self, paragraph: int) -> tuple[int, int]:
        """Where a paragraph (from 1) begins and ends in the stream; the same twice when it has no letter or digit."""
        begin = self.paragraph_starts[paragraph - 1]
        end = self.paragraph_starts[paragraph] if paragraph < len(self.paragraph_starts) else len(self.text)
        return bisect_left(self.offsets, begin), bisect_left(self.offsets, end)

    @cached_property
    def whole_paragraphs(self) -> Mapping[str, list[int]]:
        """Where the paragraphs with a digest begin in the stream."""
        found: dict[str, list[int]] = {}
        for paragraph in range(1, len(self.paragraph_starts) + 1):
            begin, end = self.stretch(paragraph)
            if begin < end:
                found.setdefault(digest(self.stream[begin:end]), []).append(begin)
        return found

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
    """How a passage was met in a copy.

    Its status, the paragraph (from 1; 0 when it was not met), the text ("" unless it is the passage itself), and the
    length of what stands there, in canonical characters.
    """

    status: Status
    paragraph: int = 0
    text: str = ""
    length: int = 0


def locate(passage: Passage, document: Document) -> Sighting:
    """Look a passage up in a copy of its source: where its first words stand, and the digest is that of the passage."""
    stream, length = document.stream, passage.length
    if passage.unchecked or length is None:
        return Sighting("unchecked")
    starts = document.find(passage.fragment[-2:][0])
    within = (at for at in starts if at + length in document.edges)
    hits = {at for at in within if digest(stream[at : at + length]) == passage.sha256}
    hits.update(document.whole_paragraphs.get(passage.sha256 or "", ()))
    if not hits:
        return _changed(passage, document, [*starts, *document.find(passage.fragment[-1])])
    at = min(hits, key=lambda hit: (_paragraph(document, hit) != passage.paragraph, hit))
    here = _paragraph(document, at)
    end = document.offsets[at + length - 1] + 1
    while end < len(document.text) and unicodedata.combining(document.text[end]):
        end += 1
    text = document.text[document.offsets[at] : end]
    status: Status = "ambiguous" if len(hits) > 1 else "found" if here == passage.paragraph else "moved"
    return Sighting(status, here, text, length)


def _changed(passage: Passage, document: Document, met: list[int]) -> Sighting:
    """What stands in the place of a passage that changed: the nearest paragraph with its first or last words."""
    if not met:
        return Sighting("missing")
    here = min((_paragraph(document, at) for at in met), key=lambda p: (abs(p - passage.paragraph), p))
    begin, end = document.stretch(here)
    return Sighting("changed", here, length=end - begin)


def told(passage: Passage, language: Language) -> str:
    """The gist as every reader gets to see it: it says when nobody has seen the passage in its document."""
    gist = passage.gist[language] if passage.gist else ""
    return say("passage_unchecked", language, gist=gist) if gist and passage.unchecked else gist


def _paragraph(document: Document, at: int) -> int:
    return document.paragraph(document.offsets[at])


def digest(stretch: str) -> str:
    """The SHA-256 of a stretch of a canonical stream."""
    return hashlib.sha256(stretch.encode()).hexdigest()


def link(source: Source, passage: Passage) -> str | None:
    """The publisher's address with a text fragment that opens at the passage; None when no address is known.

    Of a passage that was never seen in its document: the address alone.
    """
    if source.address is None or passage.unchecked:
        return source.address
    words = [quote(w, safe="").replace("-", "%2D") for w in passage.fragment]
    if len(words) == 3:
        words[0] += "-"
    return f"{source.address}#:~:text={','.join(words)}"
