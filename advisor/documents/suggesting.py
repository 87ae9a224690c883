"""Which factors the paragraphs of a new document may support: a proposal, made offline from words alone.

Each factor is looked for by its title and by the gists of the passages that tell of it; how much a word counts follows
from how often the whole knowledge uses it: BM25, as SQLite's full-text index FTS5 works it out (Robertson & Zaragoza
2009, https://www.sqlite.org/fts5.html). Words count by their stem (Snowball), and, because Dutch writes compounds as
one word, by their pieces of five letters. A paragraph also hears what stands beside it.
"""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache, lru_cache

from pydantic import BaseModel

from ..library.edition import Edition
from ..library.passages import Document
from ..library.wording import LANGUAGES, Language
from ..phrases import message
from .adding import MAX_PASSAGES, text_of, words_in
from .blocks import DocumentError

SHOWN = 5
NONE_BELOW = 10.0  # a paragraph without a factor that by itself scores this much is said to speak of none
_TITLE, _GIST = 1.0, 0.2  # measured by leaving out each document in turn: see `tests/suggestions.py`
_BESIDE = 0.3  # what a paragraph hears of the one before it and the one behind it
_PIECE = 5  # letters
_AT_ONCE = 200  # words in one question to the index
_STEMMERS: Mapping[Language, str] = {"nl": "dutch", "en": "english"}
_WORD = re.compile(r"[^\W\d_]{2,}")

Scores = dict[str, float]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A factor that a paragraph may support, and how well the words fit (only to be compared within a document)."""

    factor: str
    score: float


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A paragraph (from 1), its first words, and its candidates, best first; none when it speaks of no factor."""

    paragraph: int
    begins: str
    candidates: list[Candidate]


def language_of(document: Document, edition: Edition) -> Language:
    """The language of the two whose texts in the knowledge use more of the words of a document; Dutch when equal."""
    words = set(_WORD.findall(document.text.casefold()))
    known = {language: set(_WORD.findall(" ".join(_texts(edition, language)).casefold())) for language in LANGUAGES}
    return max(LANGUAGES, key=lambda language: len(words & known[language]))


def suggest(document: Document, edition: Edition, language: Language) -> list[Suggestion]:
    """For each paragraph of a document with words in it: the factors that it may support.

    ``language``: that of the document. Raises DocumentError when it has more than `MAX_PASSAGES` paragraphs, or when
    this Python lacks the stemmer or FTS5.
    """
    count = len(document.paragraph_starts)
    if count > MAX_PASSAGES:
        raise DocumentError(message("document_paragraphs", most=MAX_PASSAGES), message("mend_document_long"))
    texts = {number: text_of(document, number) for number in range(1, count + 1)}
    texts = {number: text for number, text in texts.items() if _WORD.search(text)}
    own = list(scores(list(texts.values()), edition, language))
    suggestions = []
    for (number, text), score, heard in zip(texts.items(), own, beside(own), strict=True):
        speaks = max(score.values(), default=0.0) >= NONE_BELOW
        best = sorted(heard, key=lambda factor: (-heard[factor], factor))[: SHOWN if speaks else 0]
        candidates = [Candidate(factor, round(heard[factor], 1)) for factor in best]
        suggestions.append(Suggestion(number, " ".join(words_in(text)[:3]), candidates))
    return suggestions


def beside(scores: Sequence[Scores]) -> Iterator[Scores]:
    """The scores of paragraphs in order, each with a part of those beside it."""
    for at, score in enumerate(scores):
        heard = defaultdict(float, score)
        for other in (*scores[max(at - 1, 0) : at], *scores[at + 1 : at + 2]):
            for factor, points in other.items():
                heard[factor] += _BESIDE * points
        yield dict(heard)


def scores(texts: Sequence[str], edition: Edition, language: Language) -> Iterator[Scores]:
    """For each text the factors that share a word with it, with a score.

    Raises DocumentError when this Python lacks the stemmer or FTS5.
    """
    tokens = _tokens(language)
    rows = [*_rows(edition, language)]
    with closing(sqlite3.connect(":memory:")) as index:
        try:
            index.execute("CREATE VIRTUAL TABLE texts USING fts5(words, tokenize=\"unicode61 tokenchars '_'\")")
        except sqlite3.OperationalError:
            raise DocumentError(message("document_index"), message("mend_document_index")) from None
        index.executemany(
            "INSERT INTO texts (rowid, words) VALUES (?, ?)",
            ((number, " ".join(tokens(text))) for number, (text, _, _) in enumerate(rows)),
        )
        for text in texts:
            wanted = sorted(set(tokens(text)))
            points: dict[int, float] = defaultdict(float)
            for at in range(0, len(wanted), _AT_ONCE):
                question = " OR ".join(f'"{token}"' for token in wanted[at : at + _AT_ONCE])
                found = index.execute("SELECT rowid, -bm25(texts) FROM texts WHERE texts MATCH ?", (question,))
                for number, part in found:
                    points[number] += part
            yield _by_factor(points, rows)


_Row = tuple[str, float, Sequence[str]]  # a text, its weight, the factors it is about


def _rows(edition: Edition, language: Language) -> Iterator[_Row]:
    """The texts of the knowledge. Those about no factor only tell how common a word is."""
    tells: dict[str, list[str]] = defaultdict(list)
    for name, factor in edition.factors.items():
        yield factor.title[language], _TITLE, [name]
        for passage in factor.told_by:
            tells[passage].append(name)
    for ref, told in edition.passages.items():
        if told.gist:
            yield told.gist[language], _GIST, tells.get(ref, ())
    for kind in (edition.questions, edition.recommendations, edition.rules):
        yield from ((text, 0.0, ()) for text in _texts(kind, language))


def _by_factor(points: Mapping[int, float], rows: Sequence[_Row]) -> Scores:
    """A factor scores as its best title and its best gist do."""
    best: dict[tuple[str, float], float] = defaultdict(float)
    for number, part in points.items():
        _, weight, factors = rows[number]
        for factor in factors:
            best[factor, weight] = max(best[factor, weight], part)
    total: Scores = defaultdict(float)
    for (factor, weight), part in best.items():
        total[factor] += weight * part
    return dict(total)


def _texts(value: object, language: Language) -> Iterator[str]:
    """Every text in a language in a piece of knowledge."""
    parts: Iterable[object] = ()
    if isinstance(value, Edition):
        parts = (value.factors, value.questions, value.recommendations, value.rules)
    elif isinstance(value, BaseModel):
        text = getattr(value, language, None)
        if isinstance(text, str):
            yield text
        parts = (part for _, part in value if not isinstance(part, str))
    elif isinstance(value, Mapping):
        parts = value.values()
    elif isinstance(value, list | tuple):
        parts = value
    for part in parts:
        yield from _texts(part, language)


@cache
def _tokens(language: Language) -> Callable[[str], list[str]]:
    """What makes the tokens of a text: the stem of each word, and its pieces. Raises DocumentError."""
    try:
        from snowballstemmer import stemmer
    except ImportError:
        raise DocumentError(message("document_extra"), message("mend_document_extra")) from None
    stem: Callable[[str], str] = lru_cache(100_000)(stemmer(_STEMMERS[language]).stemWord)

    def tokens(text: str) -> list[str]:
        found = []
        for word in _WORD.findall(text.casefold()):
            whole = f"_{word}_"
            found.append(stem(word))
            found += [whole[at : at + _PIECE] for at in range(max(1, len(whole) - _PIECE + 1))]
        return found

    return tokens
