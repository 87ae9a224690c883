"""JSON → answers: each checked against its question, every mistake at once."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from ..library.conditions import Value
from ..library.edition import Edition
from ..library.model import Question
from ..library.nearest import Hints
from ..library.numbers import Written, readings
from ..library.wording import Language
from ..phrases import say, written
from .mistakes import Mistake, encodable, pointer_to, short, show

MAX_TEXT = 200
DECIMALS = 4  # percentages are rounded here, in the answers themselves, so that every reader sees the same number


def read_answers(
    data: Any, place: tuple[str, ...], edition: Edition, language: Language, hints: Hints
) -> tuple[dict[str, Value], list[Mistake]]:
    """The answers in an object at a place, and the mistakes in them; that it is no object is told elsewhere."""
    known: dict[str, Value] = {}
    mistakes: list[Mistake] = []
    for attribute, value in data.items() if isinstance(data, dict) else ():
        found = list(answer_mistakes(attribute, value, place, edition, language, hints))
        mistakes += found
        if value is not None and not found:
            known[attribute] = normalise(edition.questions[attribute], value)
    return known, mistakes


def answer_mistakes(
    attribute: str, value: Any, place: tuple[str, ...], edition: Edition, language: Language, hints: Hints
) -> Iterator[Mistake]:
    """The mistakes in an answer; ``place``: the object in which it stands."""
    question, pointer = edition.questions.get(attribute), pointer_to(*place, attribute)
    if question is None:
        what = say("unknown_attribute", language, name=short(attribute))
        yield Mistake(pointer, what, say("expected_attribute", language), hints(attribute, edition.questions))
    elif value is None:
        return
    elif question.kind == "choices" and not (question.also_single and isinstance(value, str)):
        yield from _choices_mistakes(pointer, question, value, language, hints)
    elif question.range is None:
        if not isinstance(value, str) or value not in question.options:
            expected = say("expected_options", language, codes=", ".join(question.options))
            what = say("not_option", language, value=show(value))
            yield Mistake(pointer, what, expected, _option_near(value, question, hints))
    else:
        yield from _number_mistakes(pointer, question, value, language)


def _choices_mistakes(
    pointer: str, question: Question, value: Any, language: Language, hints: Hints
) -> Iterator[Mistake]:
    listed = isinstance(value, list) and all(isinstance(item, str) and item in question.options for item in value)
    if listed and len(set(value)) == len(value):
        return
    expected = say("expected_list", language, codes=", ".join(question.options))
    if not isinstance(value, list):
        yield Mistake(pointer, say("not_options", language, value=show(value)), expected)
        return
    seen = set()
    for index, item in enumerate(value):
        at = f"{pointer}/{index}"
        if not isinstance(item, str) or item not in question.options:
            what = say("not_option", language, value=show(item))
            yield Mistake(at, what, expected, _option_near(item, question, hints))
        elif item in seen:
            yield Mistake(at, say("option_twice", language, value=show(item)), expected)
        else:
            seen.add(item)


def _option_near(value: Any, question: Question, hints: Hints) -> str | None:
    """The option that was meant: the one that is called so in a language, or whose code comes near."""
    called = {label.casefold(): code for code, text in question.options.items() for label in (text.nl, text.en)}
    meant = called.get(value.casefold()) if isinstance(value, str) else None
    return str(meant) if meant is not None else _near(value, question.options, hints)


def _near(value: Any, names: Iterable[str], hints: Hints) -> str | None:
    return hints(value, names) if isinstance(value, str) else None


def _number_mistakes(pointer: str, question: Question, value: Any, language: Language) -> Iterator[Mistake]:
    low, high = question.range or (0, 0)
    if type(value) is int and low <= value <= high:
        return
    whole = question.kind != "percentage"
    expected = say("expected_whole" if whole else "expected_range", language, low=low, high=high)
    text = value if isinstance(value, str) else value.text if isinstance(value, Written) else ""
    found = readings(text, question)
    read_as = [written(number, language) for number in found]
    if len(found) > 1 and any(low <= number <= high for number in found):
        both = dict(zip(("one", "other"), read_as, strict=True))
        what = say("two_readings", language, value=show(text), **both)
        yield Mistake(pointer, what, say("expected_reading", language, **both))
    elif isinstance(value, bool) or not isinstance(value, int | float):
        near = next(iter(read_as), None)
        if near is not None and re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", text):  # wrong are only its quotation marks
            expected, near = say("expected_unquoted", language, value=text), None
        yield Mistake(pointer, say("not_number", language, value=show(value)), expected, near)
    elif not low <= value <= high:
        yield Mistake(pointer, say("out_of_range", language, value=show(value)), expected)
    elif whole and value != int(value):
        yield Mistake(pointer, say("not_whole", language, value=show(value)), expected)


def normalise(question: Question, value: Any) -> Value:
    """An answer without mistakes as the rules read it."""
    if isinstance(value, list):
        return frozenset(value)
    if question.kind == "choices":
        return frozenset({value})
    if isinstance(value, float):
        rounded = round(value, DECIMALS)
        return int(rounded) if rounded == int(rounded) else rounded
    assert isinstance(value, int | str)  # noqa: S101 - checked before
    return value


def field_mistakes(
    data: dict[str, Any],
    texts: tuple[str, ...],
    others: tuple[str, ...],
    place: tuple[str, ...],
    language: Language,
    hints: Hints,
) -> Iterator[Mistake]:
    """The mistakes in the fields of a profile, or of a respondent: their texts, and that there are answers.

    ``others``: fields that are read elsewhere.
    """
    expected = say("expected_fields", language, names=", ".join((*texts, "answers", *others)))
    for field, value in data.items():
        if field in texts:
            if value is not None and not (isinstance(value, str) and len(value) <= MAX_TEXT and encodable(value)):
                what = say("not_text", language, limit=MAX_TEXT)
                yield Mistake(pointer_to(*place, field), what, say("expected_text", language))
        elif field == "answers":
            if not isinstance(value, dict):
                what = say("not_object", language, value=show(value))
                yield Mistake(pointer_to(*place, field), what, say("expected_answers", language))
        elif field not in others:
            what = say("unknown_field", language, name=short(field))
            yield Mistake(pointer_to(*place, field), what, expected, hints(field, (*texts, "answers", *others)))
    if "answers" not in data:
        yield Mistake(
            pointer_to(*place, "answers"), say("answers_missing", language), say("expected_answers", language)
        )
