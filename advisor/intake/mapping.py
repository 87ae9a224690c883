"""A mapping file: how the answers of a foreign form become a profile. Read strictly, checked against an edition."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field

from ..library.complaints import KnowledgeError, complaint
from ..library.edition import Edition
from ..library.linking import allowed, can_answer
from ..library.model import Question
from ..library.nearest import Meant, Remedy
from ..library.numbers import DecimalMark
from ..library.shapes import Shape, Text
from ..library.shaping import shaped
from ..library.strict_yaml import Place, read
from ..phrases import Message, message
from ..stages.notes import FIELDS, Confidence
from .charset import Encoding

MANUAL = "docs/mapping-files.md#fields"
Code = str | int | float


class Feed(Shape):
    """Where the answer to one question stands in the form, and how its texts are translated."""

    field: str | None = None
    fields: dict[str, str] = Field(default_factory=dict)
    options: dict[str, Code] = Field(default_factory=dict)
    separator: str | None = Field(default=None, min_length=1, max_length=3)
    none: list[str] = Field(default_factory=list)
    not_asked: list[str] = Field(default_factory=list)


class NoteFeed(Shape):
    """Where what is said beside one answer stands in the form; ``options``: what its texts say of how sure it is."""

    text: str | None = None
    evidence: str | None = None
    confidence: str | None = None
    options: dict[str, Confidence] = Field(default_factory=dict)

    @property
    def told(self) -> dict[str, str]:
        """The field of the form for each part of the note that the form asks for."""
        return {part: field for part in FIELDS if (field := getattr(self, part)) is not None}


class Header(Shape):
    """The rows above the answers in a table: how many there are, and which of them (from 1) names the fields."""

    rows: int = Field(ge=1, le=5)
    names: int = Field(ge=1, le=5)


class Form(Shape):
    """A whole mapping file."""

    form: Text
    reads: Literal["columns", "typeform", "tally"]
    decimal: DecimalMark | None = None
    unanswered: list[str] = Field(default_factory=list)
    ticked: list[str] = Field(default_factory=list)
    not_ticked: list[str] = Field(default_factory=list)
    ignore: list[str] = Field(default_factory=list)
    only_if: dict[str, Literal["answered"] | list[str | int | float | bool]] = Field(default_factory=dict)
    encoding: Encoding | None = None
    header: Header | None = None
    name: str | None = None
    reference: str | None = None
    answers: dict[str, Feed] = Field(min_length=1)
    notes: dict[str, NoteFeed] = Field(default_factory=dict)


@dataclass(frozen=True)
class FormMapping:
    """A mapping that fits an edition. Texts are compared as `plain` makes them.

    ``also``: fields that are read beside those of the file.
    """

    form: Form
    sha256: str
    also: tuple[str, ...] = ()

    @cached_property
    def named(self) -> frozenset[str]:
        """Every field that the mapping names, to use, to filter on or to ignore."""
        return frozenset(plain(field) for field in (*self.needed, *self.form.ignore))

    @cached_property
    def needed(self) -> tuple[str, ...]:
        """Every field that a table must have: to use, then to filter on, then what is read beside these."""
        return tuple(dict.fromkeys((*self.used, *self.form.only_if, *self.also)))

    def ignores(self, field: str) -> bool:
        """Whether nothing of a field (as `plain` makes it) is read, whatever stands there."""
        return field not in self._read and self._ignored.fullmatch(field) is not None

    @cached_property
    def _read(self) -> frozenset[str]:
        return frozenset(map(plain, self.needed))

    @cached_property
    def _ignored(self) -> re.Pattern[str]:
        """The fields under “ignore:”, in which * stands for any text."""
        ways = (".*".join(map(re.escape, plain(field).split("*"))) for field in self.form.ignore)
        return re.compile("|".join(ways) or "(?!)", re.DOTALL)

    @cached_property
    def used(self) -> tuple[str, ...]:
        """Every field that feeds something, in the order of the file."""
        return tuple(field for _, field in _fields(self.form))

    @cached_property
    def unanswered(self) -> frozenset[str]:
        """The texts that mean: not answered. Nothing always does."""
        return frozenset(("", *map(plain, self.form.unanswered)))

    @cached_property
    def tables(self) -> Mapping[str, Mapping[str, Code]]:
        """For each field with texts to translate: the option code (or number) of each text."""
        return {
            plain(feed.field): {plain(text): code for text, code in feed.options.items()}
            for feed in self.form.answers.values()
            if feed.field is not None
        }


def plain(text: str) -> str:
    """A text of a form as it is compared: runs of white space (also no-break spaces) are one space."""
    return " ".join(text.replace("\ufeff", "").split())


def read_mapping(path: Path, edition: Edition) -> FormMapping:
    """A mapping file, checked. Raises KnowledgeError with every mistake, each with file, line and remedy."""
    document = read(path, path.name)
    form, complaints = shaped(document, (), document.data, Form, MANUAL, in_order=False)
    if form is None:
        raise KnowledgeError(complaints)
    complaints += [complaint(*document.at(place), what, remedy) for place, what, remedy in faults(form, edition)]
    if complaints:
        raise KnowledgeError(complaints)
    return FormMapping(form, hashlib.sha256(path.read_bytes()).hexdigest())


def faults(form: Form, edition: Edition) -> Iterator[tuple[Place, Message, Remedy]]:
    """Every link that leads nowhere and every text that says two things: place, what, remedy."""
    yield from _twice(form)
    unanswered = {plain(text) for text in form.unanswered}
    for attribute, feed in form.answers.items():
        place: Place = ("answers", attribute)
        question = edition.questions.get(attribute)
        if question is None:
            remedy = Meant(attribute, edition.questions, message("mend_name_one"))
            yield place, message("unknown_attribute", name=attribute), remedy
            continue
        yield from (((*place, *at), what, remedy) for at, what, remedy in _shape(attribute, feed, question, form))
        yield from (((*place, *at), what, remedy) for at, what, remedy in _codes(attribute, feed, question))
        for part, texts in (("options", feed.options), ("none", feed.none)):
            for at, text in _places(texts):
                if plain(text) in unanswered or not plain(text):
                    what = message("wrong_means_unanswered", text=text)
                    yield (*place, part, at), what, message("mend_one_place")
                if feed.separator and feed.separator in text:
                    what = message("wrong_holds_separator", text=text, separator=feed.separator)
                    yield (*place, part, at), what, message("mend_holds_separator")
        seen = Counter(plain(text) for text in feed.options)
        for text in feed.options:
            if seen[plain(text)] > 1:
                what = message("wrong_text_twice", text=text)
                yield (*place, "options", text), what, message("mend_one_of_two")
    for attribute, told in form.notes.items():
        if attribute not in edition.questions:
            remedy = Meant(attribute, edition.questions, message("mend_name_one"))
            yield ("notes", attribute), message("unknown_attribute", name=attribute), remedy
        elif not told.told:
            yield ("notes", attribute), message("wrong_note_fields"), message("mend_note_fields")
    if form.header is not None and form.header.names > form.header.rows:
        rows = message("mend_number_between", low=1, high=form.header.rows)
        yield ("header", "names"), message("wrong_header_row"), rows
    ticked = {plain(text) for text in form.ticked}
    for text in form.not_ticked:
        if plain(text) in ticked:
            yield ("not_ticked",), message("wrong_ticked_both", text=text), message("mend_one_place")


def _places(texts: Mapping[str, Code] | list[str]) -> Iterable[tuple[str | int, str]]:
    return [(text, text) for text in texts] if isinstance(texts, Mapping) else list(enumerate(texts))


def _fields(form: Form) -> Iterator[tuple[Place, str]]:
    for part, field in (("name", form.name), ("reference", form.reference)):
        if field is not None:
            yield (part,), field
    for attribute, feed in form.answers.items():
        if feed.field is not None:
            yield ("answers", attribute, "field"), feed.field
        for field in feed.fields:
            yield ("answers", attribute, "fields", field), field
    for attribute, note in form.notes.items():
        for part, field in note.told.items():
            yield ("notes", attribute, part), field


def _twice(form: Form) -> Iterator[tuple[Place, Message, Remedy]]:
    seen: dict[str, str] = {}
    ignored: list[tuple[Place, str]] = [(("ignore", i), field) for i, field in enumerate(form.ignore)]
    for place, field in (*_fields(form), *ignored):
        if not plain(field):
            yield place, message("wrong_field_nameless"), message("mend_field_nameless")
        elif plain(field) in seen:
            what = message("wrong_field_used", field=field, use=seen[plain(field)])
            yield place, what, message("mend_field_used")
        seen.setdefault(plain(field), str(place[1] if place[0] in ("answers", "notes") else place[0]))


def _shape(attribute: str, feed: Feed, question: Question, form: Form) -> Iterator[tuple[Place, Message, Remedy]]:
    several = question.kind == "choices"
    if (feed.field is None) == (not feed.fields):
        yield (), message("wrong_field_or_fields", name=attribute), message("mend_field_or_fields")
    if not several:
        for part in ("fields", "separator", "none"):
            if getattr(feed, part):
                yield (part,), message("wrong_one_answer", name=attribute), message("mend_remove", field=part)
    elif feed.fields:
        for part in ("options", "separator", "none"):
            if getattr(feed, part):
                yield (part,), message("wrong_nothing_to_translate"), message("mend_remove", field=part)
        if not form.ticked:
            yield ("fields",), message("wrong_no_ticked"), message("mend_no_ticked")
        if form.reads != "columns":
            yield ("fields",), message("wrong_one_field", form=form.reads.capitalize()), message("mend_one_field")
    elif feed.field is not None and form.reads == "columns" and not (feed.separator or question.also_single):
        yield ("field",), message("wrong_no_separator"), message("mend_add_field", field="separator")


def _codes(attribute: str, feed: Feed, question: Question) -> Iterator[tuple[Place, Message, Remedy]]:
    part = "fields" if feed.fields else "options"
    codes: Mapping[str, Code] = feed.fields or feed.options
    if question.range is not None:
        for text, number in codes.items():
            if not can_answer(question, number):
                what = message("wrong_answer", value=str(number), name=attribute)
                yield (part, text), what, allowed(question)
        if feed.not_asked:
            yield ("not_asked",), message("wrong_is_number", name=attribute), message("mend_remove", field="not_asked")
        return
    for text, code in codes.items():
        if code not in question.options:
            remedy = Meant(str(code), question.options, allowed(question))
            yield (part, text), message("wrong_option", code=str(code), name=attribute), remedy
    mapped = Counter(codes.values())
    for text, code in feed.fields.items():
        if mapped[code] > 1:
            yield (part, text), message("wrong_two_fields", code=code), message("mend_two_fields")
    for i, code in enumerate(feed.not_asked):
        if code not in question.options:
            remedy = Meant(code, question.options, allowed(question))
            yield ("not_asked", i), message("wrong_option", code=code, name=attribute), remedy
        elif code in mapped:
            yield ("not_asked", i), message("wrong_is_asked", code=code), message("mend_one_of_two")
    lacking = [c for c in question.options if c not in mapped and c not in feed.not_asked]
    if lacking and (feed.field is None) != (not feed.fields):
        what = message("wrong_nothing_stands_for", codes=", ".join(f"“{c}”" for c in lacking))
        yield (), what, message("mend_nothing_stands_for")
