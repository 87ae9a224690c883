"""What a portfolio is split by: the classes of a question, and the class that an answer falls in."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping

from ..phrases import Message, message
from .conditions import Answer
from .model import Question, Split
from .nearest import Meant, Remedy
from .strict_yaml import Place


def faults(splits: Iterable[Split], questions: Mapping[str, Question]) -> Iterator[tuple[Place, Message, Remedy]]:
    """Every split that cannot be made: its place, what is wrong, the remedy. A question that is not there is one."""
    seen = set()
    for i, split in enumerate(splits):
        question = questions.get(split.by)
        if question is None:
            meant = Meant(split.by, questions, message("mend_name_one"))
            yield (i, "by"), message("unknown_attribute", name=split.by), meant
        elif split.by in seen:
            yield (i, "by"), message("wrong_named_twice", name=split.by), message("mend_name_once")
        elif question.kind == "choices":
            yield (i, "by"), message("wrong_several_answers", name=split.by), message("mend_split_several")
        elif question.range is None and split.lines:
            yield (i, "lines"), message("wrong_split_lines"), message("mend_remove", field="lines")
        elif question.range is not None and not _cuts(split.lines, question.range):
            low, high = question.range
            remedy = message("mend_split_cuts", low=low, high=high)
            yield (i, "lines") if split.lines else (i, "by"), message("wrong_split_cuts"), remedy
        seen.add(split.by)


def _cuts(lines: list[int], span: list[int]) -> bool:
    return bool(lines) and lines == sorted(set(lines)) and span[0] < lines[0] <= lines[-1] <= span[1]


def classes(split: Split, question: Question) -> list[str]:
    """The classes of a split, in order: the option codes, or the lowest value of each class of numbers."""
    if question.range is None:
        return list(question.options)
    return [str(line) for line in (question.range[0], *split.lines)]


def class_of(split: Split, question: Question, answer: Answer | None) -> str | None:
    """The class that an answer falls in; None when the question is not answered, or in dispute."""
    if isinstance(answer, int | float) and not isinstance(answer, bool):
        return classes(split, question)[bisect_right(split.lines, answer)]
    return answer if isinstance(answer, str) else None
