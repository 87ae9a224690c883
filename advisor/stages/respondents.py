"""Several voices → one set of answers: what all who answered say is settled; where they differ, what they said is kept.

What the organisation agrees on goes before what anyone says apart. Who leaves a question unanswered says nothing of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..library.conditions import Answer, Disputed, Value
from ..library.edition import Edition
from ..library.model import Question
from ..library.nearest import Hints
from ..library.wording import Language
from ..phrases import say
from .answers import answer_mistakes, field_mistakes, normalise, read_answers
from .mistakes import Mistake, pointer_to, show

MAX_RESPONDENTS = 200


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
    values = in_order(question, set(heard))
    return values[0] if len(values) == 1 else Disputed(tuple(values))


def in_order(question: Question, heard: Iterable[Value]) -> list[Value]:
    """Answers in the order of their question: numbers by size, options as they are listed."""
    return sorted(heard, key=lambda value: _place(question, value))


def _place(question: Question, value: Value) -> tuple[float, ...]:
    """Where a value stands among the answers to a question: a number by its size, options as they are listed."""
    if isinstance(value, int | float):
        return (value,)
    codes = list(question.options)
    return tuple(sorted(map(codes.index, [value] if isinstance(value, str) else value)))


def read_disputed(
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
            found = list(answer_mistakes(attribute, value, ("disputed",), edition, language, hints))
            if value is None:
                found = [Mistake(place, say("not_said", language), say("expected_disputed", language))]
            mistakes += [replace(mistake, pointer=place) for mistake in found]
            if attribute not in edition.questions:
                break  # once is enough
            if not found:
                heard.append(normalise(edition.questions[attribute], value))
        if heard:
            disputed[attribute] = heard
    return disputed, mistakes


def read_respondents(
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
        mistakes += field_mistakes(item, ("id", "group"), (), place, language, hints)
        answers, found = read_answers(item.get("answers"), (*place, "answers"), edition, language, hints)
        mistakes += found
        name, group = (text if isinstance(text := item.get(f), str) else None for f in ("id", "group"))
        respondents.append(Respondent(answers, name, group))
    return tuple(respondents), mistakes
