"""JSON → profile: the answers of one organisation, checked against the questions; every mistake at once."""

import hashlib
import json
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ..library.conditions import Answer, Data, Disputed, Value, as_data, as_value, said
from ..library.edition import Edition
from ..library.linking import can_answer
from ..library.model import Question
from ..library.nearest import Hints
from ..library.numbers import Written
from ..library.wording import Language
from ..phrases import say
from .answers import field_mistakes, read_answers
from .mistakes import Mistake, ProfileError, capped, short, show
from .notes import Note, note_mistakes, read_notes
from .respondents import Respondent, one_or_more, read_disputed, read_respondents, together

_STRINGS = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)  # one that is not closed goes on to the end
_BRACKETS = re.compile(r"[\[\]{}]")

MAX_BYTES = 256 * 1024
MAX_DEPTH = 20
TEXTS, OTHERS = ("name", "reference"), ("disputed", "notes", "respondents")  # the fields beside the answers
FIELDS = (*TEXTS, "answers", *OTHERS)
HINTS = 1_000_000  # letters compared for the nearest names of one profile: a tenth of a second


@dataclass(frozen=True)
class Profile:
    """The answers of one organisation, normalised: unanswered questions are absent, several ticked options are sets.

    ``answers``: where respondents differ, all that they said. ``respondents``: who said what, as far as that was given;
    it reaches no rule, and is not kept with an advice. ``notes``: what the organisation says beside its answers, by
    attribute; no rule reads them.
    """

    answers: Mapping[str, Answer]
    name: str | None = None
    reference: str | None = None
    notes: Mapping[str, Note] = field(default_factory=dict)
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
        if self.notes:
            plain["notes"] = {attribute: note.plain for attribute, note in sorted(self.notes.items())}
        return plain

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the answers; what never reaches a rule (name, reference, notes, who said what) is not in it."""
        hashed = {part: self.plain[part] for part in ("answers", "disputed") if part in self.plain}
        text = json.dumps(
            hashed if self.disputed else hashed["answers"], ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
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
    if not text.strip():
        raise ProfileError([Mistake("", say("empty_text", language), "JSON")], status=400)
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
        raise ProfileError([Mistake("", what, say("expected_fields", language, names=", ".join(FIELDS)))])
    hints = Hints(HINTS)
    mistakes = list(field_mistakes(data, TEXTS, OTHERS, (), language, hints))
    mistakes += note_mistakes(data.get("notes"), edition.questions, language, hints)
    agreed, wrong = read_answers(data.get("answers"), ("answers",), edition, language, hints)
    disputed, wrong_disputed = read_disputed(data.get("disputed"), edition, language, hints)
    respondents, wrong_respondents = read_respondents(data.get("respondents"), edition, language, hints)
    mistakes += [*wrong, *wrong_disputed, *wrong_respondents]
    if mistakes:
        raise ProfileError(capped(mistakes, language))
    answers = together(agreed, disputed, respondents, edition)
    notes = read_notes(data.get("notes"), edition.questions)
    return Profile(answers, data.get("name"), data.get("reference"), notes, respondents)


def normalised(
    name: str | None,
    reference: str | None,
    answers: Mapping[str, Data],
    disputed: Mapping[str, list[Data]],
    notes: Mapping[str, Note] | None = None,
) -> Profile:
    """The profile of which `Profile.plain` was made, whatever questions there are now."""
    heard: dict[str, Answer] = {attribute: as_value(value) for attribute, value in answers.items()}
    heard |= {attribute: Disputed(tuple(map(as_value, values))) for attribute, values in disputed.items()}
    return Profile(heard, name, reference, notes or {})


def answered_again(profile: Profile, answers: Mapping[str, Any]) -> dict[str, Any]:
    """A profile as JSON data with some answers given anew, also where respondents differ; null takes an answer back."""
    plain = profile.plain
    disputed = {attribute: heard for attribute, heard in plain.get("disputed", {}).items() if attribute not in answers}
    return {**plain, "answers": {**plain["answers"], **answers}, "disputed": disputed}


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
    notes = {attribute: note for attribute, note in profile.notes.items() if attribute in edition.questions}
    return Profile(answers, profile.name, profile.reference, notes)


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
