"""A document as a source of the knowledge: its passages by place, hash and a few words, in the format of knowledge/.

No sentence of the document is in it. What a person must say (whose it is, what each passage claims) has a marker, and
`advisor check` names each of those until it is filled in.
"""

import json
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

from ..library import texts
from ..library.passages import CANONICAL_FORM, Document, canonical, digest
from ..library.unfilled import MARKER
from ..phrases import LANGUAGES, Language, message, say
from .blocks import DocumentError
from .reading import Copy

MAX_PASSAGES = 2_000  # what a file of the knowledge can hold, with a gist in two languages for each
ABOUT = ("title", "author", "publisher", "date", "url")  # of a source, in this order; `url` may stay out
_WORD = 30  # characters of a word that are told: in some scripts a sentence has no spaces
_FEW = 3  # words at an end of a passage
_SHORT = 8  # of a passage with fewer words only the first are told
_MARKS = " \"'“”„‘’‚«»‹›.,;:!?()[]<>*_#|–—-…•&/"


def as_source(copy: Copy, about: Mapping[str, str], language: Language) -> str:
    """The file of a source: YAML. ``about``: what is known of `ABOUT`, by field; ``language``: of the comments.

    Raises DocumentError when it has more than `MAX_PASSAGES` paragraphs.
    """
    return "\n".join([*_head(copy, about, language), *_passages(copy, language), ""])


def _head(copy: Copy, about: Mapping[str, str], language: Language) -> Iterator[str]:
    yield from (f"# {line}" for line in say("added_head", language).split("\n"))
    for field in ABOUT:
        told = f"{field}: {_quoted(about[field]) if about.get(field) else MARKER}"
        yield f"# {told}" if field == "url" and not about.get(field) else told
    yield from ("kind:", *_in_both(2), f"speaks_to: {MARKER}", "stance:", *_in_both(2))
    yield from (f"canonical_form: {CANONICAL_FORM}", f"length: {len(copy.document.stream)}", "passages:")


def _in_both(indent: int) -> Iterator[str]:
    """A text to be written in both languages."""
    yield from (f"{'':{indent}}{language}: {MARKER}" for language in LANGUAGES)


def _passages(copy: Copy, language: Language) -> Iterator[str]:
    document = copy.document
    if len(document.paragraph_starts) > MAX_PASSAGES:
        raise DocumentError(message("document_paragraphs", most=MAX_PASSAGES), message("mend_document_long"))
    first: dict[str, str] = {}
    before: list[str] = []
    for paragraph in range(1, len(document.paragraph_starts) + 1):
        begin, end = document.stretch(paragraph)
        words = words_in(text_of(document, paragraph))
        if begin == end or not words:
            continue
        name, sha256 = f"p{paragraph}", digest(document.stream[begin:end])
        section = _told(words_in(copy.headings.get(paragraph, ""))[:_FEW])
        yield f"  {name}:"
        yield f"    section: {_quoted(section or say('added_section', language))}"
        yield f"    paragraph: {paragraph}"
        yield f"    length: {end - begin}"
        yield f"    sha256: {sha256}"
        yield f"    fragment: [{', '.join(map(_quoted, fragment(document, begin, words, before)))}]"
        if first.setdefault(sha256, name) != name:
            yield f"    repeats: {first[sha256]}"
        yield from ("    gist:", *_in_both(6))
        before = words


def fragment(document: Document, begin: int, words: list[str], before: list[str]) -> list[str]:
    """By which words a passage is known: its first three, and its last three when it has at least eight.

    Where the first three stand earlier in the document too, the first four; where those do, the last words ``before``
    the passage come first, as a text fragment in a link has it. A word too long to be told is cut, and ends it.
    """
    start, end = _told(words[:_FEW]), _told(words[-_FEW:])
    if len(words) < _SHORT or _is_long(words[-_FEW:]):
        return [start]
    if len(words) > _SHORT and document.find(start)[:1] != [begin]:
        start = _told(words[: _FEW + 1])
        if before and document.find(start)[:1] != [begin] and not _is_long(before[-_FEW:]):
            return [_told(before[-_FEW:]), start, end]
    return [start, end]


def text_of(document: Document, paragraph: int) -> str:
    """The text of a paragraph (from 1)."""
    starts = document.paragraph_starts
    end = starts[paragraph] if paragraph < len(starts) else len(document.text)
    return document.text[starts[paragraph - 1] : end]


def words_in(text: str) -> list[str]:
    """The words of a text, each with the marks around it, as a file of the knowledge may hold them."""
    words: list[str] = []
    for word in "".join(c for c in unicodedata.normalize("NFC", text) if _may_stand(c)).split():
        if canonical(word):
            words.append(word)
        elif words:
            words[-1] += f" {word}"  # a dash or an ampersand by itself
    return words


@cache
def _may_stand(character: str) -> bool:
    return character.isspace() or not texts.label(f"a{character}a")


def _is_long(words: list[str]) -> bool:
    return any(len(word) > _WORD for word in words)


def _told(words: list[str]) -> str:
    """A few words, without the marks before and behind them."""
    long = next((i for i, word in enumerate(words) if len(word) > _WORD), len(words))
    return " ".join([*words[:long], *(word[:_WORD] for word in words[long : long + 1])]).strip(_MARKS)


def _quoted(text: str) -> str:
    """A text in double quotes, as YAML reads it too."""
    return json.dumps(text, ensure_ascii=False)
