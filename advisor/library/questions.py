"""What is wrong with a question by itself: its name, its kind, its range, its options and what they are called."""

import re
from collections.abc import Iterator

from ..phrases import Message, message
from .model import Question
from .shapes import Text
from .strict_yaml import Place
from .wording import LANGUAGES

NUMBERS = ("whole_number", "percentage", "scale")
PROFILE_FIELDS = ("name", "reference", "answers", "notes", "respondents")  # what else stands in a profile or a form
CONDITION_WORDS = ("all", "any", "none", "weakness", "strength")
RESERVED = (*PROFILE_FIELDS, *CONDITION_WORDS)
NO_CODES = ("true", "false", "null")  # values of their own in YAML and JSON

MAX_NAME = 80
MAX_STEPS = 21  # of a scale: each is a box to tick (school marks go from 0 to 20)
MAX_NUMBER = 1_000_000_000_000
PERCENTS = (-100, 1_000)

Fault = tuple[Place, Message, Message]  # place within the question, what, remedy

_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def faults(question: Question) -> Iterator[Fault]:
    """What cannot be meant: place within the question, what, remedy."""
    numeric = question.kind in NUMBERS
    if numeric != (question.range is not None) or numeric == bool(question.options):
        what = message("wrong_number_kind" if numeric else "wrong_choice_kind")
        yield ("kind",), what, message("mend_question_kind")
    elif question.range is not None:
        yield from _range(question.kind, *question.range)
    elif question.kind != "choices" and len(question.options) < 2:
        yield ("options",), message("wrong_one_option"), message("mend_one_option")
    if question.kind == "ordered_choice" and len(question.options) > MAX_STEPS:
        what = message("wrong_many_options", count=len(question.options))
        yield ("options",), what, message("mend_at_most", most=MAX_STEPS)
    counted = question.kind == "whole_number" and question.unit is not None
    if counted != (question.unit_one is not None):
        yield ("kind",), message("wrong_unit_one"), message("mend_add_or_remove", field="unit_one")
    if (question.kind == "scale") != (question.ends is not None):
        yield ("kind",), message("wrong_ends"), message("mend_add_or_remove", field="ends")
    if (question.kind == "choices") != (question.none_label is not None):
        yield ("kind",), message("wrong_none_label"), message("mend_add_or_remove", field="none_label")
    if question.also_single and question.kind != "choices":
        yield ("also_single",), message("wrong_also_single"), message("mend_remove", field="also_single")
    if question.unit is not None and not numeric:
        yield ("unit",), message("wrong_unit"), message("mend_remove", field="unit")
    yield from _codes(question)
    yield from _labels(question)


def reserved(name: str, kind: str) -> Iterator[Fault]:
    """Whether the name of a question or derived fact means something else already."""
    if name in RESERVED:
        where = "profile" if name in PROFILE_FIELDS else "condition"
        what = message(f"wrong_reserved_in_{where}", kind=message(f"kind_{kind}"), name=name)
        yield (), what, message("mend_other_id")


def _range(kind: str, low: int, high: int) -> Iterator[Fault]:
    if low >= high:
        yield ("range",), message("wrong_range_empty"), message("mend_range_empty")
    elif kind == "scale" and high - low >= MAX_STEPS:
        remedy = message("mend_scale_steps", most=MAX_STEPS)
        yield ("range",), message("wrong_scale_steps", count=high - low + 1), remedy
    elif kind == "percentage" and not (PERCENTS[0] <= low and high <= PERCENTS[1]):
        remedy = message("mend_percents", low=PERCENTS[0], high=PERCENTS[1])
        yield ("range",), message("wrong_percents", low=low, high=high), remedy
    elif kind == "percentage" and high <= 1:
        yield ("range",), message("wrong_parts_of_one"), message("mend_parts_of_one")
    elif max(-low, high) > MAX_NUMBER:
        what = message("wrong_range_wide", low=low, high=high)
        yield ("range",), what, message("mend_range_wide", most=MAX_NUMBER)


def _codes(question: Question) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for code in question.options:
        place: Place = ("options", code)
        if not _CODE.fullmatch(code) or len(code) > MAX_NAME or code in NO_CODES:
            yield place, message("wrong_code", name=shown(code)), message("mend_code")
        elif code.lower() in seen:
            what = message("wrong_codes_alike", one=code, other=seen[code.lower()])
            yield place, what, message("mend_other_code")
        seen.setdefault(code.lower(), code)


def _labels(question: Question) -> Iterator[Fault]:
    labels: list[tuple[Place, Text]] = [(("options", code), text) for code, text in question.options.items()]
    labels += [(("none_label",), question.none_label)] if question.none_label is not None else []
    if question.ends is not None:
        labels += [(("ends", "low"), question.ends.low), (("ends", "high"), question.ends.high)]
    for language in LANGUAGES:
        seen = set()
        for place, text in labels:
            if (same := folded(text[language])) in seen:
                what = message("wrong_labels_alike", text=text[language])
                yield (*place, language), what, message("mend_other_label")
            seen.add(same)


def folded(text: str) -> str:
    """A text as readers tell it from others: without capitals and white space."""
    return " ".join(text.split()).casefold()


def shown(name: str) -> str:
    """A name as it can be shown: short, on one line."""
    return "".join(c if c.isprintable() else "\ufffd" for c in name[: MAX_NAME + 1])
