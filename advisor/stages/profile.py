"""JSON → profile: the answers of one organisation, checked against the questions; every mistake at once."""

import hashlib
import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from ..library.conditions import Answer, Data, Disputed, Value, as_data, as_value, said
from ..library.edition import Edition
from ..library.linking import can_answer
from ..library.model import Question
from ..library.nearest import Hints
from ..library.numbers import Written, readings
from ..library.wording import Language
from ..phrases import say, written
from .respondents import Respondent, one_or_more, together

_STRINGS = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)  # one that is not closed goes on to the end
_BRACKETS = re.compile(r"[\[\]{}]")

MAX_BYTES = 256 * 1024
MAX_DEPTH = 20
MAX_TEXT = 200
MAX_MISTAKES = 500
MAX_RESPONDENTS = 200
HINTS = 1_000_000  # letters compared for the nearest names of one profile: a tenth of a second
DECIMALS = 4  # percentages are rounded here, in the profile itself, so that every reader sees the same number


@dataclass(frozen=True)
class Mistake:
    """One mistake in a profile: its place (JSON pointer), what it is, what was expected, the nearest valid name."""

    pointer: str
    what: str
    expected: str
    nearest: str | None = None

    def sentence(self, language: Language) -> str:
        """The mistake with its remedy, on one line."""
        remedy = say("nearest", language, name=self.nearest) if self.nearest else ""
        expected = say("expected", language, expected=self.expected) if self.expected else ""
        return " ".join(part for part in (f"{self.pointer or '/'}:", self.what, remedy, expected) if part)


class ProfileError(Exception):
    """A profile (or an advice made earlier) that cannot be used: ``mistakes`` holds all, in the order of the text."""

    def __init__(self, mistakes: list[Mistake], *, status: int = 422) -> None:
        self.mistakes = mistakes
        self.status = status
        super().__init__("; ".join(m.what for m in mistakes))


@dataclass(frozen=True)
class Profile:
    """The answers of one organisation, normalised: unanswered questions are absent, several ticked options are sets.

    ``answers``: where respondents differ, all that they said. ``respondents``: who said what, as far as that was given;
    it reaches no rule, and is not kept with an advice.
    """

    answers: Mapping[str, Answer]
    name: str | None = None
    reference: str | None = None
    respondents: tuple[Respondent, ...] = ()

    @cached_property
    def settled(self) -> Mapping[str, Value]:
        """The answers that are one value, attributes in order."""
        return {a: answer for a, answer in sorted(self.answers.items()) if not isinstance(answer, Disputed)}

    @cached_property
    def disputed(self) -> Mapping[str, Disputed]:
        """The answers on which respondents differ, attributes in order."""
        return {a: answer for a, answer in sorted(self.answers.items()) if isinstance(answer, Disputed)}

    @cached_property
    def plain(self) -> dict[str, Any]:
        """The profile as JSON data without who said what, keys and options in a fixed order."""
        answers = {attribute: as_data(value) for attribute, value in self.settled.items()}
        plain: dict[str, Any] = {"name": self.name, "reference": self.reference, "answers": answers}
        if self.disputed:
            plain["disputed"] = {a: list(map(as_data, answer.values)) for a, answer in self.disputed.items()}
        return plain

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the answers; names, reference and who said what never reach a rule, and not this hash."""
        heard = {field: self.plain[field] for field in ("answers", "disputed") if field in self.plain}
        hashed = heard if self.disputed else heard["answers"]
        text = json.dumps(hashed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
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
    mistakes = list(_field_mistakes(data, ("name", "reference"), ("disputed", "respondents"), (), language, hints))
    agreed, found = _answers(data.get("answers"), ("answers",), edition, language, hints)
    mistakes += found
    disputed, found = _disputed(data.get("disputed"), edition, language, hints)
    mistakes += found
    respondents, found = _respondents(data.get("respondents"), edition, language, hints)
    mistakes += found
    if mistakes:
        raise ProfileError(capped(mistakes, language))
    answers = together(agreed, disputed, respondents, edition)
    return Profile(answers, data.get("name"), data.get("reference"), respondents)


def _answers(
    data: Any, place: tuple[str, ...], edition: Edition, language: Language, hints: Hints
) -> tuple[dict[str, Value], list[Mistake]]:
    """The answers in an object at a place, and the mistakes in them; that it is no object is told elsewhere."""
    known: dict[str, Value] = {}
    mistakes: list[Mistake] = []
    for attribute, value in data.items() if isinstance(data, dict) else ():
        found = list(_answer_mistakes(attribute, value, place, edition, language, hints))
        mistakes += found
        if value is not None and not found:
            known[attribute] = _normalise(edition.questions[attribute], value)
    return known, mistakes


def _disputed(
    data: Any, edition: Edition, language: Language, hints: Hints
) -> tuple[dict[str, list[Value]], list[Mistake]]:
    """What was said of each attribute by respondents who differ: a list of answers for each."""
    disputed: dict[str, list[Value]] = {}
    mistakes: list[Mistake] = []
    if data is not None and not isinstance(data, dict):
        what = say("not_object", language, value=show(data))
        mistakes.append(Mistake("/disputed", what, say("expected_disputed", language)))
    for attribute, values in data.items() if isinstance(data, dict) else ():
        at = ("disputed", attribute)
        if not isinstance(values, list) or not values:
            what = say("not_disputed", language, value=show(values))
            mistakes.append(Mistake(pointer_to(*at), what, say("expected_disputed", language)))
            continue
        heard: list[Value] = []
        for number, value in enumerate(values):
            place = pointer_to(*at, str(number))
            found = list(_answer_mistakes(attribute, value, ("disputed",), edition, language, hints))
            if value is None:
                found = [Mistake(place, say("not_said", language), say("expected_disputed", language))]
            mistakes += [replace(mistake, pointer=place) for mistake in found]
            if attribute not in edition.questions:
                break  # once is enough
            if not found:
                heard.append(_normalise(edition.questions[attribute], value))
        if heard:
            disputed[attribute] = heard
    return disputed, mistakes


def _respondents(
    data: Any, edition: Edition, language: Language, hints: Hints
) -> tuple[tuple[Respondent, ...], list[Mistake]]:
    """Those who answer, in the order given."""
    if data is None:
        return (), []
    expected = say("expected_respondents", language, limit=MAX_RESPONDENTS)
    if not isinstance(data, list) or len(data) > MAX_RESPONDENTS:
        what = say("not_respondents", language, value=show(data))
        if isinstance(data, list):
            what = say("many_respondents", language, count=len(data))
        return (), [Mistake("/respondents", what, expected)]
    respondents: list[Respondent] = []
    mistakes: list[Mistake] = []
    for number, item in enumerate(data):
        place = ("respondents", str(number))
        if not isinstance(item, dict):
            what = say("not_object", language, value=show(item))
            mistakes.append(Mistake(pointer_to(*place), what, say("expected_respondent", language)))
            continue
        mistakes += _field_mistakes(item, ("id", "group"), (), place, language, hints)
        answers, found = _answers(item.get("answers"), (*place, "answers"), edition, language, hints)
        mistakes += found
        name, group = (text if isinstance(text := item.get(f), str) else None for f in ("id", "group"))
        respondents.append(Respondent(answers, name, group))
    return tuple(respondents), mistakes


def normalised(
    name: str | None, reference: str | None, answers: Mapping[str, Data], disputed: Mapping[str, list[Data]]
) -> Profile:
    """The profile of which `Profile.plain` was made, whatever questions there are now."""
    heard: dict[str, Answer] = {attribute: as_value(value) for attribute, value in answers.items()}
    heard |= {attribute: Disputed(tuple(map(as_value, values))) for attribute, values in disputed.items()}
    return Profile(heard, name, reference)


def capped(mistakes: list[Mistake], language: Language) -> list[Mistake]:
    """As many mistakes as are named, and then how many there are besides."""
    if len(mistakes) <= MAX_MISTAKES:
        return mistakes
    more = say("and_more", language, count=len(mistakes) - MAX_MISTAKES)
    return [*mistakes[:MAX_MISTAKES], Mistake("", more, "")]


def fitting(profile: Profile, edition: Edition) -> Profile:
    """The profile as far as the questions of an edition take its answers; it may have been read with another.

    Where one of the two editions takes several answers and the other only one, a single answer fits both. Of what
    respondents said, all fits or nothing does: else they would seem to agree.
    """
    answers: dict[str, Answer] = {}
    for attribute, question in edition.questions.items():
        if attribute in profile.answers:
            heard = [_fit(value, question) for value in said(profile.answers[attribute])]
            fit = [value for value in heard if value is not None]
            if len(fit) == len(heard):
                answers[attribute] = one_or_more(question, fit)
    return Profile(answers, profile.name, profile.reference)


def _fit(value: Value, question: Question) -> Value | None:
    """An answer as a question takes it; None for one that it does not take."""
    fit = [form for form in _forms(value) if can_answer(question, as_data(form))]
    return fit[-1] if fit else None


def _forms(value: Value) -> Iterator[Value]:
    """An answer, and how it is written where a question takes several answers instead of one, or one of several."""
    yield value
    if isinstance(value, str):
        yield listed(value)
    elif isinstance(value, frozenset) and len(value) == 1:
        yield from value


def listed(value: Value) -> Value:
    """An answer in which one option is a set of one: the same wherever a question takes one answer or several."""
    return frozenset({value}) if isinstance(value, str) else value


def alike(one: Answer | None, other: Answer | None) -> bool:
    """Whether two answers are the same, however many their questions take and in whatever order they were said."""
    if one is None or other is None:
        return one is other
    return set(map(listed, said(one))) == set(map(listed, said(other)))


def _field_mistakes(
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
    expected = say("expected_fields_of", language, names=", ".join((*texts, "answers", *others)))
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


def _answer_mistakes(
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
            yield Mistake(pointer, what, expected, _near(value, question.options, hints))
    else:
        yield from _number_mistakes(pointer, question, value, language)


def _choices_mistakes(
    pointer: str, question: Question, value: Any, language: Language, hints: Hints
) -> Iterator[Mistake]:
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


def _number_mistakes(pointer: str, question: Question, value: Any, language: Language) -> Iterator[Mistake]:
    low, high = question.range or (0, 0)
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


def pointer_to(*steps: str) -> str:
    """A JSON pointer to a place, each step short and printable."""
    return "".join("/" + short(step).replace("~", "~0").replace("/", "~1") for step in steps)


def encodable(text: str) -> bool:
    """Can this text be written as UTF-8, and kept by any database?"""
    return not any("\ud800" <= c <= "\udfff" for c in text) and "\x00" not in text


def short(text: str) -> str:
    """A name as it can be shown: short, printable, on one line."""
    clean = "".join(c if c.isprintable() and not "\ud800" <= c <= "\udfff" else "�" for c in text[:60])
    return clean + ("…" if len(text) > 60 else "")


def show(value: Any) -> str:
    """A value of JSON as a mistake shows it: short, on one line, of an object or list no more than that it is one."""
    if isinstance(value, str):
        return f"“{short(value)}”"
    if isinstance(value, float) and math.isinf(value):
        return "∞" if value > 0 else "-∞"
    if isinstance(value, dict | list):
        return "{…}" if isinstance(value, dict) else "[…]"
    return json.dumps(value)
