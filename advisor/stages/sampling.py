"""Profiles made up from the questions, for holding the engine to account. Seeded: the same every time."""

import random
from collections.abc import Iterator, Mapping

from ..library.conditions import Atom, Compare, Condition, Value, atoms
from ..library.edition import Edition
from ..library.model import Question


def sample_answers(edition: Edition, count: int, *, seed: int, missing: float) -> Iterator[dict[str, Value]]:
    """``count`` sets of answers in which each question is unanswered with chance ``missing`` (0 to 1).

    Numbers are drawn around the lines that the rules draw, on both sides, and anywhere in the range.
    """
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    lines = thresholds(edition)
    for _ in range(count):
        yield {
            attribute: _draw(question, lines.get(attribute, []), chance)
            for attribute, question in edition.questions.items()
            if chance.random() >= missing
        }


def thresholds(edition: Edition) -> Mapping[str, list[int | float]]:
    """For each attribute that is a number, the values that conditions compare it with, ascending."""
    lines: dict[str, set[int | float]] = {}
    for condition in conditions(edition):
        for _, atom in atoms(condition):
            if _is_line(atom):
                assert isinstance(atom, Compare)  # noqa: S101 - narrowed above
                assert isinstance(atom.value, int | float)  # noqa: S101 - narrowed above
                lines.setdefault(atom.name, set()).add(atom.value)
    return {name: sorted(values) for name, values in sorted(lines.items())}


def _is_line(atom: Atom) -> bool:
    return isinstance(atom, Compare) and isinstance(atom.value, int | float) and not isinstance(atom.value, bool)


def conditions(edition: Edition) -> Iterator[Condition]:
    """Every condition in the knowledge that reads answers."""
    for fact in edition.derived.values():
        yield fact.when
    for rule in edition.rules.values():
        yield rule.when
        if rule.unless is not None:
            yield rule.unless
        yield from (line.when for line in rule.severity if line.when is not None)
    for contradiction in edition.contradictions.values():
        yield contradiction.when
    for question in edition.questions.values():
        yield from (when for when in (question.ask_when, question.ask_unless) if when is not None)


def near(question: Question, line: int | float) -> list[int | float]:
    """A value on a line and its neighbours on both sides, within the range of the question."""
    low, high = question.range or (0, 0)
    step: int | float = 0.5 if question.kind == "percentage" else 1
    return [v for v in (line - step, line, line + step) if low <= v <= high]


def _draw(question: Question, lines: list[int | float], chance: random.Random) -> Value:
    if question.kind == "choices":
        share = chance.random()
        return frozenset(code for code in question.options if chance.random() < share)
    if question.range is None:
        return chance.choice(list(question.options))
    if lines and chance.random() < 0.7:
        return chance.choice(near(question, chance.choice(lines)))
    low, high = question.range
    return chance.randint(low, min(high, max([low + 10, *(int(2 * v) for v in lines)])))
