"""Notes: what an organisation says beside its answers, and on what they rest. No rule reads them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Annotated, Any, Literal, get_args

from pydantic import Field
from pydantic.fields import FieldInfo

from ..library.edition import Edition
from ..library.memo import kept
from ..library.nearest import Hints
from ..library.wording import Language
from ..phrases import say
from .mistakes import Mistake, encodable, on_one_line, pointer_to, short, show

Confidence = Literal["measured", "known", "guessed"]
CONFIDENCES: tuple[Confidence, ...] = get_args(Confidence)
MOST: Mapping[str, int] = {"text": 1000, "evidence": 200}  # characters
FIELDS = (*MOST, "confidence")
PARTS: Mapping[str, str] = {"note": "text", "evidence": "evidence", "confidence": "confidence"}  # as columns and fields


def nothing(value: object) -> bool:
    """Whether there is nothing to say: what is nothing is left out of JSON."""
    return not value


def written(part: Any) -> dict[str, Any]:
    """The fields of a dataclass as JSON has them: without those that are marked `nothing` and are."""
    found = {name: (getattr(part, name), omitted) for name, omitted in _omitted(type(part))}  # type: ignore[arg-type]  # a class can be hashed
    return {name: value for name, (value, omitted) in found.items() if not (omitted and nothing(value))}


@cache
def _omitted(kind: Any) -> list[tuple[str, bool]]:
    """Each field of a dataclass, and whether it is left out where it is nothing."""
    marks = {field.name: getattr(field.type, "__metadata__", ()) for field in fields(kind)}
    return [(name, any(isinstance(one, FieldInfo) and one.exclude_if for one in each)) for name, each in marks.items()]


@dataclass(frozen=True, slots=True)
class Note:
    """What is said beside one answer: in the user's words, what shows it, and how sure it is; each may be missing."""

    text: Annotated[str | None, Field(exclude_if=nothing)] = None
    evidence: Annotated[str | None, Field(exclude_if=nothing)] = None
    confidence: Annotated[Confidence | None, Field(exclude_if=nothing)] = None

    @property
    def plain(self) -> dict[str, str]:
        """The note as JSON data: only what there is."""
        return {field: value for field in FIELDS if (value := getattr(self, field)) is not None}

    def said(self, language: Language) -> tuple[str, str]:
        """The note in words, each on one line: what it says, and what more there is of it ("": nothing)."""
        words = [on_one_line(part) for part in (self.text, self.evidence) if part]
        sure = say(f"confidence_{self.confidence}", language) if self.confidence else ""
        first, *rest = [*words[:1], *filter(None, (sure,)), *words[1:]]
        return first, ": ".join(rest)

    def told(self, language: Language) -> str:
        """The note in words, on one line."""
        first, more = self.said(language)
        return f"{first} ({more})" if more else first


def column(attribute: str, part: str) -> str:
    """How the column of a table, or the field of a form, is called that holds a part of the note beside an answer."""
    return f"{attribute}:{part}"


def beside(name: str) -> bool:
    """Whether a column or field is called like one that holds a part of a note: no attribute has such a name."""
    return ":" in name


@kept()
def columns(edition: Edition) -> Mapping[str, tuple[str, str]]:
    """Every such column, with the attribute it stands beside and the field of the note that it holds."""
    return {column(a, part): (a, field) for a in edition.questions for part, field in PARTS.items()}


def read_notes(data: Any, questions: Iterable[str]) -> dict[str, Note]:
    """The notes of a profile that `note_mistakes` finds no fault with, in the order of the questions."""
    given = data or {}
    made = {a: _note(given[a]) for a in questions if given.get(a)}
    return {attribute: note for attribute, note in made.items() if note.plain}


def note_mistakes(data: Any, questions: Iterable[str], language: Language, hints: Hints) -> Iterator[Mistake]:
    """Every mistake in the notes of a profile.

    A note may stand beside a question that nobody answered: that it was looked for and not found is worth telling.
    """
    known = frozenset(questions)
    if data is None:
        return
    if not isinstance(data, dict):
        yield Mistake("/notes", say("not_object", language, value=show(data)), say("expected_notes", language))
        return
    for attribute, note in data.items():
        at = ("notes", attribute)
        if attribute not in known:
            what = say("unknown_attribute", language, name=short(attribute))
            near = hints(attribute, questions)
            yield Mistake(pointer_to(*at), what, say("expected_attribute", language), near)
        elif isinstance(note, dict):
            for field, value in note.items():
                yield from _field_mistakes((*at, field), value, language, hints)
        elif note is not None:
            what = say("not_object", language, value=show(note))
            yield Mistake(pointer_to(*at), what, say("expected_note", language))


def _field_mistakes(at: tuple[str, ...], value: Any, language: Language, hints: Hints) -> Iterator[Mistake]:
    field = at[-1]
    if field not in FIELDS:
        what = say("unknown_field", language, name=short(field))
        yield Mistake(pointer_to(*at), what, say("expected_note", language), hints(field, FIELDS))
    elif value is None:
        return
    elif field == "confidence":
        if value not in CONFIDENCES:
            near = hints(value, CONFIDENCES) if isinstance(value, str) else None
            expected = say("expected_options", language, codes=", ".join(CONFIDENCES))
            yield Mistake(pointer_to(*at), say("not_option", language, value=show(value)), expected, near)
    elif not (isinstance(value, str) and len(value) <= MOST[field] and encodable(value)):
        what = say("not_text", language, limit=MOST[field])
        yield Mistake(pointer_to(*at), what, say("expected_text", language))


def _note(data: Mapping[str, Any]) -> Note:
    text, evidence = ((data.get(field) or "").strip() or None for field in MOST)
    return Note(text, evidence, data.get("confidence"))
