"""The smallest change: it does what it says, and nothing smaller does."""

from collections.abc import Iterator, Mapping
from itertools import combinations, product

import pytest

from advisor.advice import Advisor
from advisor.insight.change import change, changeable
from advisor.insight.evaluator import Evaluator
from advisor.insight.needs import applied
from advisor.library.conditions import Value, names
from advisor.library.edition import Edition
from advisor.stages.profile import Profile
from advisor.stages.sampling import near, sample_answers, thresholds
from advisor.stages.verdicts import GIVEN


def read_by(rid: str, edition: Edition) -> set[str]:
    """The questions that the rules behind a recommendation read, themselves or through derived facts."""
    conditions = [c for r in edition.callers[rid] for c in (edition.rules[r].when, edition.rules[r].unless) if c]
    read = {name for condition in conditions for name in names(condition)}
    return {a for n in read for a in (names(edition.derived[n].when) if n in edition.derived else [n])}


def every_answer(attribute: str, edition: Edition, now: Value | None, *, ticks: int) -> Iterator[Value]:
    """Every answer to a choice; numbers on and around all lines; so many boxes ticked, or changed, at most."""
    question = edition.questions[attribute]
    if question.kind == "choices":
        for count in range(ticks + 1):
            for chosen in map(frozenset, combinations(question.options, count)):
                yield chosen
                if isinstance(now, frozenset):
                    yield now ^ chosen
    elif question.range is None:
        yield from question.options
    else:
        yield from question.range
        yield from (v for line in thresholds(edition).get(attribute, []) for v in near(question, line))


def does_it(
    answers: Mapping[str, Value], changed: Mapping[str, Value], rid: str, wanted: bool, evaluator: Evaluator
) -> bool:
    return (evaluator.verdicts({**answers, **changed})[rid] in GIVEN) is wanted


@pytest.mark.parametrize("seed", [71, *(pytest.param(s, marks=pytest.mark.long) for s in range(72, 81))])
def test_it_works_and_nothing_smaller_does(advisor: Advisor, evaluator: Evaluator, seed: int) -> None:
    """On 50 profiles per seed (500 in all): a re-run confirms every set, and brute force over single and double changes
    of all changeable answers that its rules read finds none smaller, nor another of the same size.
    """
    edition, sizes = advisor.edition, dict.fromkeys(range(5), 0)
    for number, answers in enumerate(sample_answers(edition, 50, seed=seed, missing=(seed % 5) / 5)):
        rid = list(edition.recommendations)[(number * 7 + seed) % len(edition.recommendations)]
        answer = change(Profile(answers), rid, advisor)
        wanted = answer.verdict not in GIVEN
        assert answer.brings_in is wanted
        free = changeable(advisor.conclude(answers), edition)
        for way in answer.ways:
            assert {need.attribute for need in way} <= free
            assert (advisor.conclude(applied(answers, way)).recommendations[rid] in GIVEN) is wanted
        assert len({len(way) for way in answer.ways}) <= 1
        size = len(answer.ways[0]) if answer.ways else 9
        sizes[size if size < 4 else 4] += 1
        told = {frozenset(need.attribute for need in way) for way in answer.ways}
        for count in (1, 2):
            if count > size:
                break
            options = {
                a: list(dict.fromkeys(every_answer(a, edition, answers.get(a), ticks=4 - count)))
                for a in sorted(free & read_by(rid, edition))
            }
            for attributes in combinations(options, count):
                if frozenset(attributes) in told:
                    continue
                for values in product(*(options[a] for a in attributes)):
                    changed = dict(zip(attributes, values, strict=True))
                    assert not does_it(answers, changed, rid, wanted, evaluator), (rid, changed)
    assert sizes[1] > 5


def test_answers_that_are_not_read_make_no_difference(advisor: Advisor, evaluator: Evaluator) -> None:
    """Brute force may leave out what no rule of a recommendation reads: changing it never changes the verdict."""
    edition = advisor.edition
    read = {rid: read_by(rid, edition) for rid in edition.recommendations}
    answered = sample_answers(edition, 300, seed=81, missing=0.2)
    others = sample_answers(edition, 300, seed=82, missing=0.1)
    for number, (answers, other) in enumerate(zip(answered, others, strict=True)):
        rid = list(edition.recommendations)[number % len(edition.recommendations)]
        mixed = {a: v for a, v in answers.items() if a in read[rid]}
        mixed |= {a: v for a, v in other.items() if a not in read[rid]}
        assert evaluator.verdicts(mixed)[rid] == evaluator.verdicts(answers)[rid]


def test_what_cannot_be_changed_is_named(advisor: Advisor, ghent: Profile) -> None:
    """How much a system is used is an effect, no choice: in Ghent no answer takes the advice away, and that is said."""
    answer = change(ghent, "win-people-back", advisor, "en")
    assert answer.ways == []
    assert [(need.attribute, need.seen) for need in answer.fixed] == [("initiative_phase", "it is in use")]


def test_all_minimal_sets_are_told(advisor: Advisor, ghent: Profile) -> None:
    """Where several single answers would do, each of them is told."""
    answer = change(ghent, "free-innovation-money", advisor, "en")
    assert {tuple(n.attribute for n in way) for way in answer.ways} == {("investment_process",), ("innovation_budget",)}
