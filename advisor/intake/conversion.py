"""A record of a foreign form → a profile, by a mapping. A text that maps to nothing is a mistake, never a guess."""

import json
from collections.abc import Collection, Sequence
from typing import Any

from ..library.edition import Edition
from ..library.model import Question
from ..library.nearest import Hints
from ..library.numbers import number_in
from ..library.wording import Language
from ..phrases import say
from ..stages import notes
from ..stages.mistakes import MAX_MISTAKES, Mistake, ProfileError, capped
from ..stages.profile import HINTS, MAX_BYTES, Profile, understand
from .mapping import Code, Feed, FormMapping, NoteFeed, plain
from .records import Cell, Record

SHOWN = 12  # texts of the form named in a mistake
FEW = 5  # fields that mean nothing, each told by itself; more are told together


def convert(record: Record, mapping: FormMapping, edition: Edition, language: Language = "nl") -> Profile:
    """The profile that a record tells of. Raises ProfileError with every mistake, each at its field of the form."""
    return _Conversion(record, mapping, edition, language).profile()


def meant(record: Record, mapping: FormMapping) -> bool:
    """Whether a record is an answer as “only_if” asks: a response that was finished, a row that is no trial."""
    cells = {plain(field): cell for field, cell in record.items()}
    for field, wanted in mapping.form.only_if.items():
        text = text_of(cells.get(plain(field)))
        if text in mapping.unanswered if wanted == "answered" else text not in {text_of(value) for value in wanted}:
            return False
    return True


def text_of(cell: Cell) -> str:
    """A cell as text: 1 and 1.0 are both “1”."""
    if cell is None or cell != cell:  # noqa: PLR0124 - NaN says that there is no value
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return plain(str(cell))


class _Conversion:
    def __init__(self, record: Record, mapping: FormMapping, edition: Edition, language: Language) -> None:
        self.mapping, self.form, self.edition, self.language = mapping, mapping.form, edition, language
        self.mistakes: list[Mistake] = []
        self.hints = Hints(HINTS)
        cells = ((plain(field), cell) for field, cell in record.items())
        self.cells = {field: cell for field, cell in cells if not mapping.ignores(field)}
        self.places: dict[str, str] = {}  # place in the profile → place in the form

    def profile(self) -> Profile:
        strange = [field for field in self.cells if field not in self.mapping.named]
        self.mistakes += unknown_fields(strange, self.mapping.named, self.hints, self.language)
        answers: dict[str, Any] = {}
        data: dict[str, Any] = {"answers": answers}
        for part, named in (("name", self.form.name), ("reference", self.form.reference)):
            if named is not None:
                self.places[f"/{part}"] = _place(named)
                cell = self.cells.get(plain(named))
                text = text_of(cell)
                nested = isinstance(cell, list | dict)
                data[part] = cell if nested else None if text in self.mapping.unanswered else text
        for attribute, feed in self.form.answers.items():
            answer = self.of_fields(feed) if feed.fields else self.of_field(attribute, feed)
            if answer is not None:
                answers[attribute] = answer
        told = {attribute: self.note(attribute, feed) for attribute, feed in self.form.notes.items()}
        data["notes"] = {attribute: note for attribute, note in told.items() if note}
        try:
            profile = understand(data, self.edition, self.language)
        except ProfileError as error:
            for mistake in error.mistakes:
                steps = mistake.pointer.split("/")
                part = "/".join(steps[: 4 if steps[1:2] == ["notes"] else 3])
                place = self.places.get(part, mistake.pointer)
                self.mistakes.append(Mistake(place, mistake.what, mistake.expected, mistake.nearest))
        if self.mistakes:
            raise ProfileError(capped(self.mistakes, self.language))
        return profile

    def note(self, attribute: str, feed: NoteFeed) -> dict[str, str]:
        """What is said beside an answer, as far as the record tells it."""
        found = {}
        for part, field in feed.told.items():
            self.places[f"/notes/{attribute}/{part}"] = _place(field)
            cell = self.cells.get(plain(field))
            text = "" if cell is None or cell != cell else str(cell).strip()  # noqa: PLR0124 - NaN: there is no value
            if plain(text) in self.mapping.unanswered:
                continue
            if part == "confidence" and feed.options:
                known = {plain(label): sure for label, sure in feed.options.items()}
                if plain(text) not in known:
                    self.complain(field, plain(text), [*feed.options])
                    continue
                text = known[plain(text)]
            found[part] = text
        return found

    def of_fields(self, feed: Feed) -> list[str] | None:
        """The options whose own field is ticked; None when nothing in any field tells that the question was seen."""
        ticked, answered = [], False
        yes, no = set(map(plain, self.form.ticked)), set(map(plain, self.form.not_ticked))
        for field, code in feed.fields.items():
            text = text_of(self.cells.get(plain(field)))
            if text in yes:
                ticked.append(code)
            elif text in no:
                answered = True
            elif text not in self.mapping.unanswered:
                self.complain(field, text, [*self.form.ticked, *self.form.not_ticked])
        return ticked if ticked or answered else None

    def of_field(self, attribute: str, feed: Feed) -> Any:
        """The answer in one field; None when there is none."""
        assert feed.field is not None  # noqa: S101 - a mapping has one of the two
        field, question = feed.field, self.edition.questions[attribute]
        cell = self.cells.get(plain(field))
        self.places[f"/answers/{attribute}"] = _place(field)
        if question.kind == "choices":
            cell = _listed(cell)
        if isinstance(cell, list) and question.kind == "choices":
            return self.several(field, [text_of(item) for item in cell], feed)
        if isinstance(cell, list) and len(cell) < 2:
            cell = cell[0] if cell else None
        if isinstance(cell, list | dict):
            self.complain(field, "…", list(feed.options))
            return None
        text = text_of(cell)
        if text in self.mapping.unanswered:
            return None
        if question.kind == "choices":
            parts = text.split(feed.separator) if feed.separator else [text]
            return self.several(field, [plain(part) for part in parts if plain(part)], feed)
        if question.range is not None and not feed.options:
            return self.number(field, question, cell, text)
        return self.translated(field, text, feed)

    def several(self, field: str, texts: list[str], feed: Feed) -> list[Any] | None:
        if not texts or (len(texts) == 1 and texts[0] in self.mapping.unanswered):
            return None
        none = set(map(plain, feed.none))
        if len(texts) > 1:
            for text in texts:
                if text in none:
                    what = say("none_with_others", self.language, value=_short(text))
                    self.mistakes.append(Mistake(_place(field), what, say("expected_alone", self.language)))
        codes = [self.translated(field, text, feed) for text in texts if text not in none]
        return [code for code in codes if code is not None]

    def translated(self, field: str, text: str, feed: Feed) -> Code | None:
        code = self.mapping.tables[plain(field)].get(text)
        if code is None:
            self.complain(field, text, [*feed.options, *feed.none])
        return code

    def number(self, field: str, question: Question, cell: Cell, text: str) -> Any:
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            return cell
        number = number_in(text, question, self.form.decimal)
        if isinstance(number, str) and self.form.decimal is not None:
            what = say("not_number", self.language, value=f"“{_short(text)}”")
            expected = say(f"expected_number_{self.form.decimal}", self.language)
            self.mistakes.append(Mistake(_place(field), what, expected))
            return None
        return number

    def complain(self, field: str, text: str, texts: list[str]) -> None:
        """A text that maps to nothing: where, what, what was expected, the nearest."""
        shown = ", ".join(f"“{t}”" for t in texts[:SHOWN]) + (", …" if len(texts) > SHOWN else "")
        expected = say("expected_options", self.language, codes=shown) if texts else ""
        what = say("not_translated", self.language, value=_short(text))
        self.mistakes.append(Mistake(_place(field), what, expected, self.hints(text, texts)))


def _listed(cell: Cell) -> Cell:
    """The list that a text holds as Power Automate writes several answers, `["a","b"]`; else the cell as it is."""
    if not isinstance(cell, str) or not cell.strip().startswith("["):
        return cell
    try:
        found = json.loads(cell)
    except (ValueError, RecursionError):
        return cell
    return found if all(isinstance(item, str) for item in found) else cell


def own_cells(cells: Record, edition: Edition) -> dict[str, Any]:
    """The JSON of a profile from a row with a column per attribute; what cannot be an answer stays as it is.

    Nothing in a cell is no answer; several answers stand with “;” between them, and “[]” says none of these. A column
    may hold what is said beside an answer: “adoption_rate:note”, “:evidence” or “:confidence”.
    """
    data: dict[str, Any] = {"answers": {}}
    beside = notes.columns(edition)
    for column, cell in cells.items():
        value = _own_cell(column.strip(), cell, edition)
        if column.strip() in ("name", "reference"):
            data[column.strip()] = value if value is None else str(value)
        elif column.strip() in beside and value is not None:
            attribute, part = beside[column.strip()]
            data.setdefault("notes", {}).setdefault(attribute, {})[part] = str(value).replace("\r\n", "\n")
        elif value is not None:
            data["answers"][column.strip()] = value
    return data


def _own_cell(column: str, cell: Cell, edition: Edition) -> Any:
    question = edition.questions.get(column)
    if cell is None or cell != cell:  # noqa: PLR0124 - NaN says that there is no value
        return None
    if not isinstance(cell, str):
        return cell if isinstance(cell, bool | int | float | list) else str(cell)
    text = cell.strip()
    if not text:
        return None
    if question is None:
        return text
    if question.kind == "choices":
        return [] if text == "[]" else [part.strip() for part in text.split(";") if part.strip()]
    return text if question.range is None else number_in(text, question)


def too_large(cells: Record) -> bool:
    """Whether the texts of a row are together longer than a profile may be."""
    return sum(len(part) for cell in cells.values() for part in _texts(cell)) > MAX_BYTES


def _texts(cell: Cell) -> list[str]:
    return [part for part in (cell if isinstance(cell, list) else [cell]) if isinstance(part, str)]


def unknown_fields(
    fields: Sequence[str], known: Collection[str], hints: Hints, language: Language, *, foreign: bool = True
) -> list[Mistake]:
    """What is wrong with fields that are not ``known``; those of our own form (not ``foreign``) are attributes.

    A few are each a mistake at its field, with the name that it looks like; many are one mistake that names them.
    """
    kind = "unmapped_field" if foreign else "unknown_attribute"
    expected = say("expected_mapped" if foreign else "expected_attribute", language)
    if len(fields) <= FEW:
        told = ((field, say(kind, language, name=_short(field))) for field in fields)
        return [Mistake(_place(field), what, expected, hints(field, known)) for field, what in told]
    names, more = ", ".join(f"“{_short(field)}”" for field in fields[:MAX_MISTAKES]), len(fields) - MAX_MISTAKES
    names = say("and_others", language, titles=names, count=more) if more > 0 else names
    return [Mistake("", say(f"{kind}s", language, count=len(fields), names=names), expected)]


def _place(field: str) -> str:
    return "/" + _short(field).replace("~", "~0").replace("/", "~1")


def _short(text: str) -> str:
    clean = "".join(c if c.isprintable() and not "\ud800" <= c <= "\udfff" else "�" for c in text[:60])
    return clean + ("…" if len(text) > 60 else "")
