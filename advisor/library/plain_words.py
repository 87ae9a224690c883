"""Finds in the texts of the knowledge the words that its editors avoid: those of one country, jargon, calques."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from pydantic import Field, model_validator

from ..phrases import LANGUAGES, Language, message
from .complaints import Complaint
from .shapes import MisfitError, Shape, Text
from .strict_yaml import Document, Place, Plain

MOST_WORDS = 4  # side by side, in what a text does not use

_WORD = re.compile(r"\w+(?:['-]\w+)*")
_LANGUAGE: Mapping[object, Language] = {language: language for language in LANGUAGES}


class Avoided(Shape):
    """Words that the texts of a language do not use, each with what to write instead, and why."""

    language: Language
    why: Text
    words: dict[str, str] = Field(min_length=1)

    @model_validator(mode="after")
    def _few_small_words(self) -> "Avoided":
        if any(word != word.lower() or not 1 <= len(word.split()) <= MOST_WORDS for word in self.words):
            raise MisfitError(message("shape_avoided", most=MOST_WORDS))
        return self


def complaints(documents: Iterable[Document], avoided: Mapping[str, Avoided]) -> Iterator[Complaint]:
    """Each place where a text in one of the documents uses a word that is avoided in its language.

    A word counts only when it stands there as a whole, whatever its capitals; one complaint for a word in a text. The
    cost is at most `MOST_WORDS` look-ups for each word of a text that an avoided phrase begins with, however many
    phrases there are.
    """
    instead = {(group.language, _plain(word)): (word, group) for group in avoided.values() for word in group.words}
    begin = {
        language: {first for lang, word in instead if lang == language for first in _WORD.findall(word)[:1]}
        for language in LANGUAGES
    }
    for document in documents:
        for place, language, text in texts(document.data):
            plain = _plain(text)
            if begin[language].isdisjoint(_WORD.findall(plain)):
                continue
            found = dict.fromkeys(_pieces(plain, begin[language]))
            for word, group in (instead[language, piece] for piece in found if (language, piece) in instead):
                what = message("wrong_word", word=word, why=group.why)
                remedy = message("mend_word", word=group.words[word])
                yield Complaint(*document.at(place), what, remedy)


def texts(data: Plain, place: Place = ()) -> Iterator[tuple[Place, Language, str]]:
    """Every text in plain data, at any depth: what stands under `nl` or `en`, alone or in a list."""
    parts = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, part in parts:
        at = (*place, step)
        language = _LANGUAGE.get(step)
        if language and isinstance(part, str):
            yield at, language, part
        elif language and isinstance(part, list):
            yield from (((*at, i), language, text) for i, text in enumerate(part) if isinstance(text, str))
        else:
            yield from texts(part, at)


def pieces(text: str) -> set[str]:
    """Each word of a text and each row of a few, small, as words are compared here."""
    return set(_pieces(_plain(text)))


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())


def _pieces(text: str, begin: Collection[str] = ()) -> Iterator[str]:
    """Each word of a text, and each run of at most `MOST_WORDS` words with what stands between them; given ``begin``,
    only those whose first word is in it.
    """
    words = list(_WORD.finditer(text))
    for i, first in enumerate(words):
        if not begin or first[0] in begin:
            for last in words[i : i + MOST_WORDS]:
                yield text[first.start() : last.end()]
