"""Answers as numbers: each distinct answer to a question is looked at once, however many profiles give it.

What is asked of an answer is worked out for the distinct ones, by whatever owns its meaning, and looked up for rows.
A number is met as the stretch between two lines that it falls in: all in one stretch answer every condition alike.
"""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ..library.conditions import Answer
from ..library.edition import Edition
from ..library.model import Question
from ..stages.profile import Profile, fitting
from ..stages.sampling import thresholds

UNANSWERED = 0
Codes = NDArray[np.int32]
Lines = Mapping[str, Sequence[int | float]]
Asked = Callable[[Answer | None], int]


def lines(editions: Iterable[Edition]) -> Lines:
    """For each attribute the numbers where some editions draw a line: in conditions, splits and ranges; ascending."""
    found: dict[str, set[int | float]] = {}
    for edition in editions:
        for name, drawn in thresholds(edition).items():
            found.setdefault(name, set()).update(drawn)
        for split in edition.manifest.portfolio:
            found.setdefault(split.by, set()).update(split.lines)
        for name, question in edition.questions.items():
            found.setdefault(name, set()).update(question.range or ())
    return {name: sorted(drawn) for name, drawn in found.items()}


class Told:
    """What is said of each distinct answer, looked up by its number."""

    def __init__(self) -> None:
        self._tables: dict[Hashable, NDArray[np.uint8]] = {}

    def answers(self) -> Sequence[Answer | None]:
        """The distinct answers so far, by their number."""
        raise NotImplementedError

    def table(self, key: Hashable, asked: Asked) -> NDArray[np.uint8]:
        """What is said of each answer, by its number; worked out once under a key for each answer that is new."""
        answers, known = self.answers(), self._tables.get(key)
        have = 0 if known is None else len(known)
        if known is None or have < len(answers):
            new = np.fromiter(map(asked, answers[have:]), np.uint8)
            known = self._tables[key] = new if known is None else np.concatenate([known, new])
        return known


class Coding(Told):
    """The distinct answers to one question that were met, each under a number from 1; 0 is no answer."""

    def __init__(self, question: Question, lines: Sequence[int | float]) -> None:
        super().__init__()
        self.question = question
        self._lines = list(lines)
        stretches = _stretches(lines, whole=question.kind != "percentage") if question.range is not None else []
        self._answers: list[Answer | None] = [None, *stretches]
        self._codes: dict[Answer, int] = {}

    def answers(self) -> Sequence[Answer | None]:
        """The distinct answers so far, by their number."""
        return self._answers

    def code(self, answer: Answer | None) -> int:
        """The number of an answer."""
        if answer is None:
            return UNANSWERED
        if isinstance(answer, int | float) and self.question.range is not None:
            below = bisect_left(self._lines, answer)
            return 2 * below + (self._lines[below : below + 1] == [answer]) + 1
        found = self._codes.setdefault(answer, len(self._answers))
        if found == len(self._answers):
            self._answers.append(answer)
        return found

    def of_numbers(self, values: NDArray[np.float64]) -> Codes:
        """The numbers of answers that are themselves numbers."""
        below = np.searchsorted(self._lines, values)
        on_line = np.array([*self._lines, np.nan]).take(below) == values
        codes: Codes = (2 * below + on_line + 1).astype(np.int32)
        return codes


def _stretches(lines: Sequence[int | float], *, whole: bool) -> list[Answer]:
    """A number for what lies below the first line, for each line, and for what lies between two and above the last."""
    found: list[Answer] = [lines[0] - 1]
    for line, after in zip(lines, [*lines[1:], lines[-1] + 2], strict=True):
        found += [line, (line + after) // 2 if whole else (line + after) / 2]
    return found


class Refitted(Told):
    """The same answers under the same numbers, as far as the questions of another edition take them."""

    def __init__(self, name: str, of: Told, edition: Edition) -> None:
        super().__init__()
        self._name, self._of, self._edition = name, of, edition
        self._fitted: list[Answer | None] = []

    def answers(self) -> Sequence[Answer | None]:
        """Every answer as it fits."""
        for answer in self._of.answers()[len(self._fitted) :]:
            fit = {} if answer is None else fitting(Profile({self._name: answer}), self._edition).answers
            self._fitted.append(fit.get(self._name))
        return self._fitted


Codings = Mapping[str, Coding]


def codings(edition: Edition, drawn: Lines) -> Codings:
    """A coding for each question; ``drawn``: the `lines` of every edition that will look at the answers."""
    return {name: Coding(question, drawn.get(name, ())) for name, question in edition.questions.items()}


def refitted(found: Mapping[str, Told], edition: Edition) -> Mapping[str, Told]:
    """The codings as the questions of another edition take the answers; a question it does not have is left out."""
    return {name: Refitted(name, coding, edition) for name, coding in found.items() if name in edition.questions}
