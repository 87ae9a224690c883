"""Why not, complete: what is listed is what it takes."""

from collections.abc import Callable, Mapping

import pytest

from advisor.advice import Advisor
from advisor.insight.evaluator import Evaluator
from advisor.insight.needs import applied
from advisor.insight.why_not import why_not
from advisor.library.conditions import Value, evaluate
from advisor.stages.profile import Profile
from advisor.stages.sampling import sample_answers
from advisor.stages.verdicts import GIVEN
from tests.conftest import sizes


class Remembered:
    """What follows from answers, worked out once: the rules of several recommendations ask for the same changes."""

    def __init__(self, follows: Callable[[Mapping[str, Value]], Mapping[str, str]]) -> None:
        self.follows, self.known = follows, dict[frozenset[tuple[str, Value]], Mapping[str, str]]()

    def __call__(self, answers: Mapping[str, Value]) -> Mapping[str, str]:
        key = frozenset(answers.items())
        if key not in self.known:
            self.known[key] = self.follows(answers)
        return self.known[key]


@pytest.mark.parametrize(("count", "seed"), sizes(5, 40, *range(51, 56)))
def test_what_is_listed_is_enough_and_what_it_takes(
    advisor: Advisor, evaluator: Evaluator, count: int, seed: int
) -> None:
    """On 15 profiles (200 in the long version), for every recommendation that is not given, every rule and every way:
    with exactly the listed conditions made true it is given, and without any one of them that rule does not apply.
    """
    edition, tried = advisor.edition, 0
    for answers in sample_answers(edition, count, seed=seed, missing=(seed % 5) / 5):
        verdicts = evaluator.verdicts(answers)
        given, found = Remembered(evaluator.verdicts), Remembered(lambda a: advisor.conclude(a).findings)
        for rid in edition.recommendations:
            answer = why_not(Profile(answers), rid, advisor)
            assert answer.verdict == verdicts[rid]
            assert [rule.rule for rule in answer.rules] == list(edition.callers[rid])
            for rule in answer.rules if verdicts[rid] not in GIVEN else ():
                assert rule.ways, rule.rule
                for way in rule.ways:
                    tried += 1
                    made = applied(answers, way)
                    assert given(made)[rid] in GIVEN, (rid, rule.rule, way)
                    assert {a for a in made if made[a] != answers.get(a)} == {need.attribute for need in way}
                    for left_out in way:
                        without = applied(answers, [need for need in way if need is not left_out])
                        assert found(without)[rule.rule] not in GIVEN
    assert tried > 20 * count


def test_the_value_seen_and_the_value_needed(advisor: Advisor, ghent: Profile) -> None:
    """In Ghent a larger firm would get the advice on an executive; what was seen and what is needed are told."""
    (rule, *_) = why_not(ghent, "name-one-executive", advisor, "en").rules
    need = next(need for way in rule.ways for need in way if need.attribute == "employee_count")
    assert need.seen == "35 people"
    assert need.needed == "more than 50 people"
    assert need.value == 51


def test_an_exception_that_blocks_is_named_and_is_one_of_the_needs(advisor: Advisor) -> None:
    """A rule whose exception is known to be true says so, and its ways lead past the exception."""
    met = 0
    for answers in sample_answers(advisor.edition, 150, seed=61, missing=0.2):
        facts = advisor.conclude(answers).facts
        for rule_id, rule in advisor.edition.rules.items():
            if rule.unless is None or not rule.recommend or evaluate(rule.unless, facts) is not True:
                continue
            (told,) = [r for r in why_not(Profile(answers), rule.recommend[0], advisor).rules if r.rule == rule_id]
            met += 1
            assert told.blocked_by
            assert all(way for way in told.ways)
    assert met > 40
