"""JSON → profile: the answers of one organisation, checked against the questions; every mistake at once."""

import hashlib
import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ..library.conditions import Value
from ..library.edition import Edition
from ..library.linking import can_answer
from ..library.model import Question
from ..library.nearest import Hints
from ..library.numbers import Written, readings
from ..library.wording import Language
from ..phrases import say, written
from .mistakes import Mistake, ProfileError, capped, encodable, pointer_to, short, show
from .notes import Note, note_mistakes, read_notes

_STRINGS = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)  # one that is not closed goes on to the end
_BRACKETS = re.compile(r"[\[\]{}]")

MAX_BYTES = 256 * 1024
MAX_DEPTH = 20
MAX_TEXT = 200
FIELDS = ("name", "reference", "answers", "notes")
HINTS = 1_000_000  # letters compared for the nearest names of one profile: a tenth of a second
DECIMALS = 4  # percentages are rounded here, in the profile itself, so that every reader sees the same number


@dataclass(frozen=True)
class Profile:
    """The answers of one organisation, normalised: unanswered questions are absent, several answers are sets.

    ``notes``: what it says beside its answers, by attribute; no rule reads them.
    """

    answers: Mapping[str, Value]
    name: str | None = None
    reference: str | None = None
    notes: Mapping[str, Note] = field(default_factory=dict)

    @cached_property
    def plain(self) -> dict[str, Any]:
        """The profile as JSON data, keys and options in a fixed order."""
        answers = {k: sorted(v) if isinstance(v, frozenset) else v for k, v in sorted(self.answers.items())}
        plain: dict[str, Any] = {"name": self.name, "reference": self.reference, "answers": answers}
        if self.notes:
            plain["notes"] = {attribute: note.plain for attribute, note in sorted(self.notes.items())}
        return plain

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the answers; name, reference and notes never reach a rule, and not this hash."""
        text = json.dumps(self.plain["answers"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def read_profile(raw: bytes, edition: Edition, language: Language = "nl") -> Profile:
    """Bytes of JSON to a profile. Raises ProfileError with every mistake."""
    return understand(parse_json(raw, language), edition, language)


def parse_json(raw: bytes, language: Language, *, limit: int = MAX_BYTES) -> Any:
    """Strict JSON: UTF-8, no duplicate keys, no NaN, at most ``limit`` bytes, bounded depth. Raises ProfileError."""
    if len(raw) > limit:
        raise ProfileError([Mistake("", say("too_big", language, limit=limit // 1024), "")], status=413)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ProfileError([Mistake("", say("not_utf8", language), "UTF-8")], status=400) from None
    if _depth(text) > MAX_DEPTH:
        raise ProfileError([Mistake("", say("too_deep", language, limit=MAX_DEPTH), "")], status=400)
    twice: list[str] = []

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(items)
        if len(found) < len(items):
            twice.extend(key for key, count in Counter(key for key, _ in items).items() if count > 1)
        return found

    def refuse(constant: str) -> Any:
        raise ValueError(constant)

    try:
        data = json.loads(text, object_pairs_hook=pairs, parse_constant=refuse, parse_int=_whole, parse_float=Written)
    except json.JSONDecodeError as error:
        detail = f"{error.lineno}:{error.colno}"
        expected = say(_slip(error), language)
        raise ProfileError([Mistake("", say("not_json", language, detail=detail), expected)], status=400) from None
    except ValueError as error:
        raise ProfileError(
            [Mistake("", say("not_json", language, detail=str(error)[:20]), "JSON")], status=400
        ) from None
    if twice:
        mistakes = [Mistake("", say("twice", language, name=short(name)), "") for name in twice]
        raise ProfileError(capped(mistakes, language), status=400)
    return data


def _slip(error: json.JSONDecodeError) -> str:
    """The phrase for what was expected where JSON breaks off: told by the text around it, not by the parser's words."""
    before, after = error.doc[: error.pos].rstrip(), error.doc[error.pos :].lstrip()
    if not before and not after:
        return "json_any"
    if "," in (before[-1:], after[:1]) and after.lstrip(", \t\r\n")[:1] in ("}", "]"):
        return "json_comma_too_many"
    if error.msg.startswith(("Unterminated string", "Invalid control character")):
        return "json_open_text"
    if not after:
        return "json_open_end"
    if error.msg.startswith("Extra data"):
        return "json_end"
    if error.msg.startswith("Expecting ','"):
        return "json_comma"
    if error.msg.startswith("Expecting ':'"):
        return "json_colon"
    return "json_quotes" if after[0].isalpha() or after[0] in "'’‘“”`" else "json_any"


def _whole(digits: str) -> int | float:
    return int(digits) if len(digits) <= 18 else math.copysign(math.inf, -1 if digits[0] == "-" else 1)


def _depth(text: str) -> int:
    """How deep the brackets go, outside strings; a bound before any parser recurses."""
    depth = deepest = 0
    for bracket in _BRACKETS.findall(_STRINGS.sub("", text)):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def understand(data: Any, edition: Edition, language: Language = "nl") -> Profile:
    """JSON data to a profile. Raises ProfileError with every mistake."""
    if not isinstance(data, dict):
        what = say("not_object", language, value=show(data))
        raise ProfileError([Mistake("", what, say("expected_fields", language))])
    hints = Hints(HINTS)
    mistakes = list(_field_mistakes(data, edition, language, hints))
    answers, known = data.get("answers"), {}
    if isinstance(answers, dict):
        for attribute, value in answers.items():
            found = list(_answer_mistakes(attribute, value, edition, language, hints))
            mistakes += found
            if value is not None and not found:
                known[attribute] = _normalise(edition.questions[attribute], value)
    if mistakes:
        raise ProfileError(capped(mistakes, language))
    ordered = {attribute: known[attribute] for attribute in edition.questions if attribute in known}
    notes = read_notes(data.get("notes"), edition.questions)
    return Profile(ordered, data.get("name"), data.get("reference"), notes)


def fitting(profile: Profile, edition: Edition) -> Profile:
    """The profile as far as the questions of an edition take its answers; it may have been read with another.

    Where one of the two editions takes several answers and the other only one, a single answer fits both.
    """
    answers = {}
    for attribute, question in edition.questions.items():
        for value in _forms(profile.answers.get(attribute)):
            if can_answer(question, sorted(value) if isinstance(value, frozenset) else value):
                answers[attribute] = value
    notes = {attribute: note for attribute, note in profile.notes.items() if attribute in edition.questions}
    return Profile(answers, profile.name, profile.reference, notes)


def _forms(value: Value | None) -> Iterator[Value]:
    """An answer, and how it is written where a question takes several answers instead of one, or one of several."""
    if value is not None:
        yield value
    if isinstance(value, str):
        yield listed(value)
    elif isinstance(value, frozenset) and len(value) == 1:
        yield from value


def listed(value: Value) -> Value:
    """An answer in which one option is a set of one: the same wherever a question takes one answer or several."""
    return frozenset({value}) if isinstance(value, str) else value


def _field_mistakes(data: dict[str, Any], edition: Edition, language: Language, hints: Hints) -> Iterator[Mistake]:
    for name, value in data.items():
        if name in ("name", "reference"):
            if value is not None and not (isinstance(value, str) and len(value) <= MAX_TEXT and encodable(value)):
                what = say("not_text", language, limit=MAX_TEXT)
                yield Mistake(pointer_to(name), what, say("expected_text", language))
        elif name == "notes":
            yield from note_mistakes(value, edition.questions, language, hints)
        elif name != "answers":
            what = say("unknown_field", language, name=short(name))
            near = hints(name, FIELDS)
            yield Mistake(pointer_to(name), what, say("expected_fields", language), near)
        elif not isinstance(value, dict):
            what = say("not_object", language, value=show(value))
            yield Mistake(pointer_to(name), what, say("expected_answers", language))
    if "answers" not in data:
        yield Mistake("/answers", say("answers_missing", language), say("expected_answers", language))


def _answer_mistakes(
    attribute: str, value: Any, edition: Edition, language: Language, hints: Hints
) -> Iterator[Mistake]:
    question = edition.questions.get(attribute)
    if question is None:
        what = say("unknown_attribute", language, name=short(attribute))
        yield Mistake(
            pointer_to("answers", attribute),
            what,
            say("expected_attribute", language),
            hints(attribute, edition.questions),
        )
    elif value is None:
        return
    elif question.kind == "choices" and not (question.also_single and isinstance(value, str)):
        yield from _choices_mistakes(attribute, question, value, language, hints)
    elif question.range is None:
        if not isinstance(value, str) or value not in question.options:
            expected = say("expected_options", language, codes=", ".join(question.options))
            what = say("not_option", language, value=show(value))
            yield Mistake(pointer_to("answers", attribute), what, expected, _near(value, question.options, hints))
    else:
        yield from _number_mistakes(attribute, question, value, language)


def _choices_mistakes(
    attribute: str, question: Question, value: Any, language: Language, hints: Hints
) -> Iterator[Mistake]:
    pointer = pointer_to("answers", attribute)
    expected = say("expected_list", language, codes=", ".join(question.options))
    if not isinstance(value, list):
        yield Mistake(pointer, say("not_options", language, value=show(value)), expected)
        return
    seen = set()
    for index, item in enumerate(value):
        at = f"{pointer}/{index}"
        if not isinstance(item, str) or item not in question.options:
            what = say("not_option", language, value=show(item))
            yield Mistake(at, what, expected, _near(item, question.options, hints))
        elif item in seen:
            yield Mistake(at, say("option_twice", language, value=show(item)), expected)
        else:
            seen.add(item)


def _near(value: Any, names: Iterable[str], hints: Hints) -> str | None:
    return hints(value, names) if isinstance(value, str) else None


def _number_mistakes(attribute: str, question: Question, value: Any, language: Language) -> Iterator[Mistake]:
    low, high = question.range or (0, 0)
    whole = question.kind != "percentage"
    pointer = pointer_to("answers", attribute)
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


def _normalise(question: Question, value: Any) -> Value:
    if isinstance(value, list):
        return frozenset(value)
    if question.kind == "choices":
        return listed(value)
    if isinstance(value, float):
        rounded = round(value, DECIMALS)
        return int(rounded) if rounded == int(rounded) else rounded
    assert isinstance(value, int | str)  # noqa: S101 - checked before
    return value
