"""What the software says: a word goes with its number, in both languages, and numbers are written as people do."""

import re
import string
from collections.abc import Iterator

import pytest

from advisor.library.edition import Edition
from advisor.library.wording import LANGUAGES, Language
from advisor.phrases import PHRASES, say

SMALL_WORDS = {"een", "er", "de", "an", "hun", "their", "them", "one"}


def fields(text: str) -> Iterator[tuple[str, str]]:
    """The fields of a phrase and what stands behind their colon, also of those inside another."""
    for _, name, spec, _ in string.Formatter().parse(text):
        if name:
            yield name, spec or ""
            yield from fields(spec or "")


def choices(language: Language) -> set[tuple[str, str]]:
    """Every choice between a word for one and a word for many in the phrases of a language."""
    found = set()
    for texts in PHRASES.values():
        for _, spec in fields(texts[language == "en"]):
            one, line, many = spec.partition("|")
            if line and "{" not in spec:
                found.add((one, many))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_says_one_of_many(language: Language, edition: Edition) -> None:
    """With 1 for every number, no word for many stands behind it, alone or after a word in between."""
    many = {many.split()[0] for one, many in choices(language) if one != many} - SMALL_WORDS
    many |= {q.unit[language] for q in edition.questions.values() if q.unit_one is not None and q.unit is not None}
    assert {"antwoorden", "organisaties", "weken"} <= many if language == "nl" else {"answers", "weeks"} <= many
    checked = 0
    for key, texts in PHRASES.items():
        names = {name for name, _ in fields(texts[language == "en"])}
        if names:
            told = say(key, language, **dict.fromkeys(names, 1))
            found = re.findall(r"\b1 (?:andere? |other |more |van de \S+ |of the \S+ )?(\w+)", told)
            assert not many & set(found), (key, told)
            checked += 1
    assert checked > 100


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_languages_choose_by_the_same_numbers(language: Language) -> None:
    """Each phrase takes the same details in both languages, for 1 and for other numbers."""
    for key, (dutch, english) in PHRASES.items():
        assert {name for name, _ in fields(dutch)} == {name for name, _ in fields(english)}, key
        names = {name for name, _ in fields(dutch)}
        for number in (0, 1, 2, 12_345):
            if names:
                assert "{" not in say(key, language, **dict.fromkeys(names, number)), key


@pytest.mark.parametrize(
    ("key", "count", "dutch", "english"),
    [
        ("and_others", 1, "x en 1 andere", "x and 1 other"),
        ("and_others", 2, "x en 2 andere", "x and 2 others"),
        ("organisations", 1, "1 organisatie", "1 organisation"),
        ("organisations", 0, "0 organisaties", "0 organisations"),
        ("organisations", 12_345, "12\u00a0345 organisaties", "12\u00a0345 organisations"),
        ("change_takes", 1, "Eén ander antwoord is genoeg.", "One different answer is enough."),
        (
            "change_takes",
            2,
            "Daar zijn 2 andere antwoorden voor nodig; met minder lukt het niet.",
            "It takes 2 different answers; no fewer will do.",
        ),
    ],
)
def test_a_word_goes_with_its_number(key: str, count: int, dutch: str, english: str) -> None:
    """1 goes with the word for one, 0 and all others with the word for many."""
    details: dict[str, object] = {"titles": "x"} if key == "and_others" else {}
    assert say(key, "nl", count=count, **details) == dutch
    assert say(key, "en", count=count, **details) == english


def test_a_batch_of_one_is_told_as_one() -> None:
    assert say("batch_done", "nl", rows=1, done=1, wrong=0) == "1 profiel: 1 advies, 0 met fouten."
    assert say("batch_done", "en", rows=2, done=1, wrong=1) == "2 profiles: 1 with advice, 1 with mistakes."


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_unit_goes_with_its_number(edition: Edition, language: Language) -> None:
    """“1 week”, “2 weken”: every question that counts has a word for one."""
    counted = [a for a, q in edition.questions.items() if q.kind == "whole_number" and q.unit is not None]
    assert len(counted) > 3
    for attribute in counted:
        one, two, none = (edition.value(attribute, number, language).split(" ", 1)[1] for number in (1, 2, 0))
        assert one != two == none
