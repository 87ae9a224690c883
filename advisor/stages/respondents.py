"""Several voices → one set of answers: what all who answered say is settled; where they differ, what they said is kept.

What the organisation agrees on goes before what anyone says apart. Who leaves a question unanswered says nothing of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..library.conditions import Answer, Disputed, Value
from ..library.edition import Edition
from ..library.model import Question


@dataclass(frozen=True)
class Respondent:
    """One who answers for the organisation: normalised answers, as in a profile, and the group to which they belong."""

    answers: Mapping[str, Value]
    id: str | None = None
    group: str | None = None


def together(
    agreed: Mapping[str, Value],
    disputed: Mapping[str, Sequence[Value]],
    respondents: Sequence[Respondent],
    edition: Edition,
) -> dict[str, Answer]:
    """The answers of an organisation, in the order of the questions: each one value, or all that were said of it.

    ``disputed``: what respondents said who are not among ``respondents``.
    """
    answers: dict[str, Answer] = {}
    for attribute, question in edition.questions.items():
        if attribute in agreed:
            answers[attribute] = agreed[attribute]
            continue
        heard = [r.answers[attribute] for r in respondents if attribute in r.answers]
        heard += disputed.get(attribute, ())
        if heard:
            answers[attribute] = one_or_more(question, heard)
    return answers


def one_or_more(question: Question, heard: Iterable[Value]) -> Answer:
    """What was said, at least once, as an answer: each value once, in the order of the question."""
    values = sorted(set(heard), key=lambda value: _place(question, value))
    return values[0] if len(values) == 1 else Disputed(tuple(values))


def _place(question: Question, value: Value) -> tuple[float, ...]:
    """Where a value stands among the answers to a question: a number by its size, options as they are listed."""
    if isinstance(value, int | float):
        return (value,)
    codes = list(question.options)
    return tuple(sorted(map(codes.index, [value] if isinstance(value, str) else value)))
