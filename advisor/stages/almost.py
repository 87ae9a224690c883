"""What is nearly advised: recommendations that one or two unanswered questions away would be given.

Never a recommendation and never a guess: which answer would bring it, and how bad that would be.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from ..library.alike import Known
from ..library.conditions import (
    Answer,
    Atom,
    Compare,
    Condition,
    Empty,
    Facts,
    Includes,
    Value,
    atoms,
    evaluate,
    names,
    undecided_names,
)
from ..library.edition import Edition
from ..library.memo import kept
from ..library.model import Question
from ..library.wording import WORDS, Language, needed
from .findings import answers_behind, known, severity_line
from .inference import Conclusions
from .openness import applies
from .sampling import near

FURTHEST = 2  # so many unanswered questions away is still near


@dataclass(frozen=True, slots=True)
class Asked:
    """An unanswered question and, in words, the answers to it that would count."""

    attribute: str
    text: str
    answers: str


@dataclass(frozen=True, slots=True)
class Almost:
    """A recommendation that some unanswered questions would bring: ``away`` of them, in any of the ``ways``.

    ``worth``: the points of the worst finding that it would then have (`rules/priorities.yaml`, severity).
    """

    id: str
    title: str
    away: int
    worth: int
    ways: list[list[Asked]]


def almost(conclusions: Conclusions, edition: Edition, language: Language) -> list[Almost]:
    """Every undecided recommendation that one or two answers would bring; nearest first, then what weighs most."""
    found = []
    for rid, verdict in conclusions.recommendations.items():
        if verdict == "undecided" and (item := _almost(rid, conclusions, edition, language)):
            found.append(item)
    listed = edition.recommendation_order
    return sorted(found, key=lambda item: (item.away, -item.worth, listed[item.id]))


def _almost(rid: str, conclusions: Conclusions, edition: Edition, language: Language) -> Almost | None:
    facts, ways = conclusions.facts, list[tuple[str, _Way]]()
    for rule_id in edition.callers[rid]:
        if conclusions.findings[rule_id] == "undecided":
            ways += [(rule_id, way) for way in _ways(edition, rule_id, known(rule_id, facts, edition))]
    askable = [(r, way) for r, way in ways if all(applies(edition.questions[a], facts) for a in way.attributes)]
    if not askable:
        return None
    away = min(len(way.attributes) for _, way in askable)
    nearest = [(r, way) for r, way in askable if len(way.attributes) == away]
    told = [[_asked(edition, attribute, rule_id, language) for attribute in way.attributes] for rule_id, way in nearest]
    return Almost(
        id=rid,
        title=edition.recommendations[rid].title[language],
        away=away,
        worth=max(way.worth for _, way in nearest),
        ways=[way for place, way in enumerate(told) if way not in told[:place]],
    )


@dataclass(frozen=True, slots=True)
class _Way:
    """Questions that, with some answers, make a rule apply, and the most points it can then have."""

    attributes: tuple[str, ...]
    worth: int


@kept(most=4096)
def _ways(edition: Edition, rule_id: str, known: Known) -> tuple[_Way, ...]:
    """The fewest unanswered questions that can make a rule apply: all sets of one, else all sets of two."""
    rule, facts = edition.rules[rule_id], dict(known)
    behind = answers_behind(undecided_names(rule.when, facts), facts, edition)
    open_ = [a for a in behind if a in edition.questions and a not in facts]  # what is in dispute was answered
    for size in range(1, FURTHEST + 1):
        found = [
            _Way(attributes, worth)
            for attributes in combinations(open_, size)
            if (worth := _worth(edition, rule_id, facts, attributes)) is not None
        ]
        if found:
            return tuple(found)
    return ()


def _worth(edition: Edition, rule_id: str, facts: Facts, attributes: Sequence[str]) -> int | None:
    """The most points that a rule can have when these are answered; None when no answers to them make it apply."""
    rule, points = edition.rules[rule_id], edition.priorities.weights.severity.points
    most: int | None = None
    for values in product(*(_candidates(edition, rule_id, attribute) for attribute in attributes)):
        then = _with(facts, dict(zip(attributes, values, strict=True)), rule_id, edition)
        if evaluate(rule.when, then) is True and (rule.unless is None or evaluate(rule.unless, then) is not True):
            line = severity_line(rule, then)
            most = max(most or 0, points[line.level] if line else 0)
    return most


def _with(facts: Facts, answers: Mapping[str, Value], rule_id: str, edition: Edition) -> Facts:
    """The facts with some more answers, and what follows from them that a rule reads."""
    then: dict[str, Answer] = {**facts, **answers}
    for name in edition.reads[rule_id]:
        if name in edition.derived:
            truth = evaluate(edition.derived[name].when, then)
            if truth is not None:
                then[name] = truth
    return then


@kept(most=4096)
def _candidates(edition: Edition, rule_id: str, attribute: str) -> tuple[Value, ...]:
    """Answers to a question that between them meet every case that a rule draws."""
    return tuple(_meeting(edition, rule_id, attribute))


def _meeting(edition: Edition, rule_id: str, attribute: str) -> Iterator[Value]:
    question, read = edition.questions[attribute], list(_atoms_on(edition, rule_id, attribute))
    if question.kind == "choices":
        named = [option for atom in read if isinstance(atom, Includes) for option in atom.options]
        other = next((option for option in question.options if option not in named), None)
        yield frozenset()
        yield from ({frozenset({option}) for option in named})
        yield frozenset(named)
        if other is not None and any(isinstance(atom, Empty) for atom in read):
            yield frozenset({other})
    elif question.range is None:
        yield from question.options
    else:
        lines = {atom.value for atom in read if isinstance(atom, Compare) and isinstance(atom.value, int | float)}
        yield from dict.fromkeys(value for line in sorted(lines) for value in near(question, line))


def _atoms_on(edition: Edition, rule_id: str, attribute: str) -> Iterator[Atom]:
    """What a rule asks of an attribute, itself or through a derived fact."""
    rule = edition.rules[rule_id]
    conditions: list[Condition] = [rule.when, *([rule.unless] if rule.unless else [])]
    conditions += [line.when for line in rule.severity if line.when is not None]
    conditions += [edition.derived[name].when for c in conditions for name in names(c) if name in edition.derived]
    for condition in conditions:
        yield from (atom for _, atom in atoms(condition) if atom.name == attribute)


@kept(most=4096)
def _asked(edition: Edition, attribute: str, rule_id: str, language: Language) -> Asked:
    question = edition.questions[attribute]
    return Asked(attribute, question.text[language], _answers(question, attribute, rule_id, edition, language))


def _answers(question: Question, attribute: str, rule_id: str, edition: Edition, language: Language) -> str:
    """The answers that a rule looks for, in words: an atom under an odd number of “none” is not to hold."""
    when = edition.rules[rule_id].when
    parts = [when, *(edition.derived[name].when for name in names(when) if name in edition.derived)]
    told = [
        needed(atom, edition, language, wanted=place.count("none") % 2 == 0)
        for part in parts
        for place, atom in atoms(part)
        if atom.name == attribute
    ]
    return WORDS[language]["or"].join(dict.fromkeys(told)) if told else question.text[language]
