"""Profiles in a file or a folder → blocks of rows: the answers to each question as a column of numbers.

Whatever a row holds, it is read as `intake.rows` reads it. A table in Parquet is read by the column: each distinct cell
is read once, and a row with anything in it that may be wrong, or with no answer at all, is read by itself after all.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..budget import check
from ..intake import parquet
from ..intake.conversion import own_cells
from ..intake.mapping import FormMapping
from ..intake.remarks import Remarks
from ..intake.rows import Row, kind_of, profile_of, rows, table_row
from ..library.conditions import Answer
from ..library.edition import Edition
from ..library.model import Question
from ..library.nearest import Hints
from ..library.wording import Language
from ..stages import notes
from ..stages.answers import DECIMALS, MAX_TEXT, read_answers
from ..stages.mistakes import ProfileError
from ..stages.profile import Profile
from .coding import UNANSWERED, Codes, Coding, Codings
from .judging import Block

TOLD, EACH = 10, 3  # mistakes that are told, and of one row
LONGEST = 1000  # characters of a cell that is read by column
DOUBTFUL = -1  # of a cell that may be a mistake

Doubts = NDArray[np.bool_]


@dataclass
class Met:
    """What was met on the way: how many rows have mistakes, the first mistakes as sentences, and remarks."""

    with_mistakes: int = 0
    told: list[str] = field(default_factory=list)
    remarks: Remarks = field(default_factory=Remarks)

    def mistaken(self, row: Row, error: ProfileError, language: Language) -> None:
        """A row has mistakes."""
        self.with_mistakes += 1
        sentences = (f"{row.place}{mistake.sentence(language)}" for mistake in error.mistakes[:EACH])
        self.told += islice(sentences, TOLD - len(self.told))


def blocks(
    path: Path,
    edition: Edition,
    codings: Codings,
    language: Language,
    mapping: FormMapping | None,
    met: Met,
    most: int,
) -> Iterator[Block]:
    """The profiles of an input in blocks of at most so many rows; a row with mistakes is none, and told to ``met``.

    Raises IntakeError when the input as a whole cannot be read, OSError; within a budget as `budget.check`.
    """
    todo = rows(path, edition, language, mapping, met.remarks)  # what is wrong with the whole is told here
    if kind_of(path, language) == "parquet" and mapping is None:
        return _by_column(path, edition, codings, language, met, most)
    return _by_row(todo, edition, codings, language, mapping, met, most)


def _by_row(
    todo: Iterator[Row],
    edition: Edition,
    codings: Codings,
    language: Language,
    mapping: FormMapping | None,
    met: Met,
    most: int,
) -> Iterator[Block]:
    def profiles() -> Iterator[Profile]:
        for row in todo:
            check()
            try:
                yield profile_of(row, edition, language, mapping)
            except ProfileError as error:
                met.mistaken(row, error, language)

    found = profiles()
    while chunk := list(islice(found, most)):
        yield block_of(chunk, codings)


def block_of(profiles: list[Profile], codings: Codings) -> Block:
    """Profiles as one block."""
    codes = {
        name: np.fromiter((coding.code(p.answers.get(name)) for p in profiles), np.int32, len(profiles))
        for name, coding in codings.items()
    }
    return Block(len(profiles), codes)


def answered_alike(block: Block, answers: Mapping[str, Answer | None], codings: Codings) -> Block:
    """The same rows, in which everybody gives some answers; None for one that nobody gives."""
    given = {name: np.full(block.rows, codings[name].code(answer), np.int32) for name, answer in answers.items()}
    return Block(block.rows, {**block.codes, **given})


def _by_column(
    path: Path, edition: Edition, codings: Codings, language: Language, met: Met, most: int
) -> Iterator[Block]:
    beside = notes.columns(edition)
    sure = [column for column, (_, part) in beside.items() if part == "confidence"]
    columns = {column: column.strip() for column in parquet.columns(path, language)}
    told_apart = [column for column, name in columns.items() if name in codings or name in sure]
    cells = {name: _Cells(name, coding, edition) for name, coding in codings.items()}
    for batch in parquet.together(path, told_apart, most, language):
        check()
        codes: dict[str, Codes] = {}
        doubtful = np.zeros(batch.rows, np.bool_)
        for column, name in columns.items():
            if name in cells:
                codes[name] = cells[name].codes(batch, column)
                doubtful |= codes[name] == DOUBTFUL
            elif name in sure:
                doubtful |= ~batch.empty(column) & ~_among(batch, column, notes.CONFIDENCES)
            else:
                longest = notes.MOST[beside[name][1]] if name in beside else MAX_TEXT
                doubtful |= ~batch.short(column, longest)
        answered = np.zeros(batch.rows, np.bool_)
        for found in codes.values():
            answered |= found != UNANSWERED
        kept = np.ones(batch.rows, np.bool_)
        for at in np.flatnonzero(doubtful | ~answered).tolist():
            content = batch.row(at)
            row = table_row(path, batch.first + at, content)
            try:
                profile = None if met.remarks.passes_over(content) else profile_of(row, edition, language)
            except ProfileError as error:
                met.mistaken(row, error, language)
                profile = None
            kept[at] = profile is not None
            for name, found in codes.items():
                found[at] = codings[name].code(profile.answers.get(name)) if profile else UNANSWERED
        if not kept.all():
            codes = {name: found[kept] for name, found in codes.items()}
        yield Block(int(kept.sum()), codes)


def _among(batch: parquet.Together, column: str, values: tuple[str, ...]) -> Doubts:
    """In which rows one of some texts stands."""
    found = batch.distinct(column)
    if found is None:
        return np.zeros(batch.rows, np.bool_)
    distinct, places = found
    among: Doubts = np.array([value in values for value in [*distinct, None]], np.bool_)[places]
    return among


class _Cells:
    """The cells of one column as answers; each distinct one is read once."""

    def __init__(self, name: str, coding: Coding, edition: Edition) -> None:
        self._name, self._coding, self._edition = name, coding, edition
        self._question = edition.questions[name]
        self._read: dict[str, int] = {}

    def codes(self, batch: parquet.Together, column: str) -> Codes:
        """The numbers of the answers; `DOUBTFUL` for a cell that is to be read with its row."""
        numbers = batch.numbers(column)
        if numbers is not None and self._question.range is not None:
            return self._of_numbers(numbers, self._question)
        found = batch.distinct(column)
        if found is None:
            return np.where(batch.empty(column), UNANSWERED, DOUBTFUL).astype(np.int32)
        distinct, places = found
        codes: Codes = np.array([*map(self._of_text, distinct), UNANSWERED], np.int32)[places]
        return codes

    def _of_text(self, cell: str) -> int:
        if len(cell) > LONGEST:
            return DOUBTFUL
        if cell not in self._read:
            data: Mapping[str, Any] = own_cells({self._name: cell}, self._edition)["answers"]
            known, mistakes = read_answers(data, (), self._edition, "nl", Hints())
            self._read[cell] = DOUBTFUL if mistakes else self._coding.code(known.get(self._name))
        return self._read[cell]

    def _of_numbers(self, values: NDArray[np.float64], question: Question) -> Codes:
        """A number that is rounded may be another answer: only where that makes no difference it is read here."""
        low, high = question.range or (0, 0)
        codes = self._coding.of_numbers(values)
        right = (low <= values) & (values <= high)
        if question.kind == "percentage":
            little = 10.0**-DECIMALS
            where = np.flatnonzero(np.round(values, DECIMALS) != values)
            below, above = (self._coding.of_numbers(values[where] + by) for by in (-little, little))
            right[where] &= below == above
        else:
            right &= np.rint(values) == values
        codes[~right] = DOUBTFUL
        codes[np.isnan(values)] = UNANSWERED
        return codes
