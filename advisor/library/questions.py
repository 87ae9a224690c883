"""What is wrong with a question by itself: its name, its kind, its range, its options and what they are called."""

import re
from collections.abc import Iterator

from .model import Question, Text
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

_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def faults(question: Question) -> Iterator[tuple[Place, str, str]]:
    """What cannot be meant: place within the question, what, remedy."""
    numeric = question.kind in NUMBERS
    if numeric != (question.range is not None) or numeric == bool(question.options):
        what = "A number needs a range and no options." if numeric else "A choice needs options and no range."
        yield ("kind",), what, "make kind, range and options agree."
    elif question.range is not None:
        yield from _range(question.kind, *question.range)
    elif question.kind != "choices" and len(question.options) < 2:
        yield ("options",), "There is only one option to choose.", "add an option, or use “kind: choices”."
    if question.kind == "ordered_choice" and len(question.options) > MAX_STEPS:
        yield ("options",), f"{len(question.options)} options in an order.", f"keep at most {MAX_STEPS}."
    counted = question.kind == "whole_number" and question.unit is not None
    if counted != (question.unit_one is not None):
        what = "Only a whole number with a unit, and every one of those, has a word for one of them."
        yield ("kind",), what, "add or remove “unit_one:”."
    if (question.kind == "scale") != (question.ends is not None):
        yield ("kind",), "Only a scale, and every scale, says what its ends mean.", "add or remove “ends:”."
    if (question.kind == "choices") != (question.none_label is not None):
        yield ("kind",), "Only choices, and all choices, have a label for none.", "add or remove “none_label:”."
    if question.unit is not None and not numeric:
        yield ("unit",), "Only a number has a unit.", "remove “unit:”."
    yield from _codes(question)
    yield from _labels(question)


def reserved(name: str, kind: str) -> Iterator[tuple[Place, str, str]]:
    """Whether the name of a question or derived fact means something else already."""
    if name in RESERVED:
        where = "a profile" if name in PROFILE_FIELDS else "conditions"
        what = f"A {kind} cannot be called “{name}”: in {where} that word means something else."
        yield (), what, "choose another id."


def _range(kind: str, low: int, high: int) -> Iterator[tuple[Place, str, str]]:
    if low >= high:
        yield ("range",), "The range is empty.", "write the lowest value first."
    elif kind == "scale" and high - low >= MAX_STEPS:
        remedy = f"keep at most {MAX_STEPS}, or use “kind: whole_number”."
        yield ("range",), f"A scale of {high - low + 1} steps.", remedy
    elif kind == "percentage" and not (PERCENTS[0] <= low and high <= PERCENTS[1]):
        remedy = f"stay within {PERCENTS[0]} and {PERCENTS[1]}."
        yield ("range",), f"{low} to {high} is not a range of percents.", remedy
    elif kind == "percentage" and high <= 1:
        yield ("range",), "A percentage goes up to 1.", "write percents, not parts of one: 20 for 20%."
    elif max(-low, high) > MAX_NUMBER:
        yield ("range",), f"The range {low} to {high} is too wide.", f"stay within {MAX_NUMBER} either way."


def _codes(question: Question) -> Iterator[tuple[Place, str, str]]:
    seen: dict[str, str] = {}
    for code in question.options:
        place: Place = ("options", code)
        if not _CODE.fullmatch(code) or len(code) > MAX_NAME or code in NO_CODES:
            yield place, f"“{shown(code)}” is not an option code.", "use letters, digits and underscores."
        elif code.lower() in seen:
            yield place, f"“{code}” and “{seen[code.lower()]}” differ only in capitals.", "choose another code."
        seen.setdefault(code.lower(), code)


def _labels(question: Question) -> Iterator[tuple[Place, str, str]]:
    labels: list[tuple[Place, Text]] = [(("options", code), text) for code, text in question.options.items()]
    labels += [(("none_label",), question.none_label)] if question.none_label is not None else []
    if question.ends is not None:
        labels += [(("ends", "low"), question.ends.low), (("ends", "high"), question.ends.high)]
    for language in LANGUAGES:
        seen = set()
        for place, text in labels:
            if (same := folded(text[language])) in seen:
                what = f"“{text[language]}” is also what another answer is called."
                yield (*place, language), what, "choose another label."
            seen.add(same)


def folded(text: str) -> str:
    """A text as readers tell it from others: without capitals and white space."""
    return " ".join(text.split()).casefold()


def shown(name: str) -> str:
    """A name as it can be shown: short, on one line."""
    return "".join(c if c.isprintable() else "\ufffd" for c in name[: MAX_NAME + 1])
