"""Finding something in the knowledge: every word has to be there, at the start of a word, whatever its accents."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple, cast

from advisor.library.edition import Edition
from advisor.library.memo import kept
from advisor.library.nearest import nearest
from advisor.library.wording import Language

from ...views import shapes
from .catalogue import KINDS, ORDER, PLACE, Catalogue, Named, catalogue

MOST_CHARACTERS = 100
MOST_WORDS = 8
MOST_HITS = 40  # of one kind
# In this order where hits are worth the same. A passage is found on the page of its source.
SOUGHT = ("recommendations", "rules", "factors", "questions", "tensions", "sources", "passages", ORDER)
_ID, _TITLE, _TEXT = 8, 6, 2  # what a word is worth where it stands
_WHOLE = 1000  # the question is just that id or title
_SHOWN = 220  # characters of a text
_WORD = re.compile(r"[^\W_]+")

Run = tuple[str, bool]  # a piece of a text, and whether it was sought


class Sought(NamedTuple):
    """Something that can be found: what it is called and the texts in which it is sought."""

    named: Named
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: where it leads, with what was sought told apart in its title, id and text."""

    named: Named
    title: list[Run]
    id: list[Run]
    text: list[Run]


class Kindred(NamedTuple):
    """What was found of one kind: the best of it, and how many there are."""

    kind: str
    hits: list[Hit]
    total: int


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: ``groups`` by kind, the best first.

    When nothing was: ``instead``, for words that stand nowhere, a word that looks like it and the question with that;
    ``apart``, words that stand somewhere, but not together.
    """

    words: list[str]
    groups: list[Kindred]
    instead: list[tuple[str, str]]
    apart: list[str]

    @property
    def count(self) -> int:
        """How much was found."""
        return sum(group.total for group in self.groups)


def folded(text: str) -> str:
    """A text without capitals and accents."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))


def words(text: str) -> list[str]:
    """The words of a text, folded; parts of an id are words."""
    return [folded(word) for word in _WORD.findall(unicodedata.normalize("NFC", text))]


@lru_cache(maxsize=10_000)
def _held(text: str) -> frozenset[str]:
    """The words of a text of the knowledge, kept."""
    return frozenset(words(text))


@dataclass(frozen=True)
class Lookup:
    """The index of one edition in one language."""

    entries: tuple[Sought, ...] = field(repr=False)

    @cached_property
    def worth(self) -> Mapping[str, Mapping[int, int]]:
        """For each word the entries that hold it, by number, with what it is worth there."""
        worth: dict[str, dict[int, int]] = {}
        for number, entry in enumerate(self.entries):
            for points, texts in ((_ID, (entry.named.id,)), (_TITLE, (entry.named.title,)), (_TEXT, entry.texts)):
                for word in {word for text in texts for word in _held(text)}:
                    held = worth.setdefault(word, {})
                    held[number] = max(points, held.get(number, 0))
        return worth

    @cached_property
    def vocabulary(self) -> list[str]:
        """Every word, sorted."""
        return sorted(self.worth)

    def find(self, question: str) -> Found:
        """Everything that holds all words of a question; only its first 100 characters and 8 words count."""
        asked = list(dict.fromkeys(words(question[:MOST_CHARACTERS])))[:MOST_WORDS]
        if not asked:
            return Found([], [], [], [])
        each = [self._holding(word) for word in asked]
        both = set(each[0]).intersection(*each[1:])
        scores = {number: sum(held[number] for held in each) + self._whole(number, question) for number in both}
        ranked = sorted(scores, key=lambda number: (-scores[number], number))
        kinds: dict[str, list[Sought]] = {}
        for number in ranked:
            kinds.setdefault(self.entries[number].named.kind, []).append(self.entries[number])
        groups = [
            Kindred(kind, [_hit(entry, asked) for entry in several[:MOST_HITS]], len(several))
            for kind, several in kinds.items()
        ]
        nowhere = [word for word, held in zip(asked, each, strict=True) if not held]
        near = {word: nearest(word, self.vocabulary) for word in nowhere[:3]}
        instead = [(other, " ".join(other if w == word else w for w in asked)) for word, other in near.items() if other]
        return Found(asked, groups, instead, [] if ranked or len(asked) == 1 or nowhere else asked)

    def _holding(self, word: str) -> Mapping[int, int]:
        """The entries with a word that starts so, and what that is worth: twice as much for the whole word."""
        found: dict[int, int] = {}
        for at in range(bisect_left(self.vocabulary, word), len(self.vocabulary)):
            other = self.vocabulary[at]
            if not other.startswith(word):
                break
            times = 2 if other == word else 1
            for number, points in self.worth[other].items():
                found[number] = max(times * points, found.get(number, 0))
        return found

    def _whole(self, number: int, question: str) -> int:
        named = self.entries[number].named
        asked = words(question)
        return _WHOLE if asked in (words(named.id), words(named.title)) else 0


@kept(most=4)
def lookup(edition: Edition, language: Language) -> Lookup:
    """The index of an edition in a language, made once."""
    known = catalogue(edition, language)
    entries = sorted(_entries(known), key=lambda entry: SOUGHT.index(entry.named.kind))
    return Lookup(tuple(entries))


def _entries(known: Catalogue) -> Iterator[Sought]:
    for kind in KINDS:
        for view in known.all(kind).values():
            yield Sought(known.named(kind, view.id), tuple(filter(None, _texts(view))))
    for passage in (p for s in known.all("sources").values() for p in cast(shapes.SourceView, s).passages):
        told = known.passages[passage.id]
        texts = tuple(filter(None, (passage.gist, passage.not_advice)))
        yield Sought(Named("passages", told.id, f"{told.source.title}, {told.paragraph}", told.address), texts)
    edition, language = known.edition, known.language
    for name in edition.derived:
        yield Sought(known.fact(name), ())
    for check_id, check in edition.contradictions.items():
        address = f"{PLACE}/{ORDER}#{check_id}"
        yield Sought(Named(ORDER, check_id, check.message[language], address), ())
    for name, weight in edition.priorities.weights:
        named = Named(ORDER, name, weight.title[language], f"{PLACE}/{ORDER}#weight-{name}")
        yield Sought(named, (weight.why[language],))


def _texts(view: shapes.View) -> Iterable[str | None]:
    """What is told of an entry beside its id and title."""
    if isinstance(view, shapes.SourceView):
        return (view.author, view.publisher, view.kind, view.stance)
    if isinstance(view, shapes.FactorView):
        return (view.theme_title,)
    if isinstance(view, shapes.RuleView):
        return (view.sentence, *view.editorial)
    if isinstance(view, shapes.RecommendationView):
        return (view.summary, *(step.text for step in view.steps), *view.caveats)
    if isinstance(view, shapes.TensionView):
        return (*(side.claim for side in view.sides), view.resolution)
    assert isinstance(view, shapes.QuestionView)  # noqa: S101 - the only kind left
    return (view.help, *(option.label for option in view.options), view.none_label, view.theme_title)


def _hit(entry: Sought, asked: list[str]) -> Hit:
    """An entry with what was sought marked, and of its texts the one that holds most of it."""
    best = max(entry.texts, key=lambda text: len(_matching(text, asked)), default="")
    named = entry.named
    return Hit(named, marked(named.title, asked), marked(named.id, asked), marked(_part(best, asked), asked))


def _matching(text: str, asked: list[str]) -> set[str]:
    return {word for word in asked if any(other.startswith(word) for other in _held(text))}


def marked(text: str, asked: list[str]) -> list[Run]:
    """A text in pieces: the words that start with what was asked, and what stands between them. Nothing is escaped."""
    runs: list[Run] = []
    text, at = unicodedata.normalize("NFC", text), 0
    for match in _WORD.finditer(text):
        if folded(match.group()).startswith(tuple(asked)):
            runs += [(text[at : match.start()], False), (match.group(), True)]
            at = match.end()
    return [run for run in (*runs, (text[at:], False)) if run[0]]


def _part(text: str, asked: list[str]) -> str:
    """At most some 220 characters of a text, about the first word that was sought, cut at words."""
    if len(text) <= _SHOWN:
        return text
    first = next((m.start() for m in _WORD.finditer(text) if folded(m.group()).startswith(tuple(asked))), 0)
    start = max(0, min(first - _SHOWN // 3, len(text) - _SHOWN))
    end = start + _SHOWN
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = text.rfind(" ", start, end) if end < len(text) else len(text)
    return f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"
