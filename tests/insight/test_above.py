"""Why A above B: the contributions add up, and what is said to decide does."""

from itertools import combinations

import pytest

from advisor.advice import Advisor
from advisor.insight.above import above
from advisor.insight.evaluator import Evaluator
from advisor.insight.why import NotGivenError
from advisor.stages.profile import Profile
from advisor.stages.ranking import Ranked, phases
from advisor.stages.sampling import sample_answers


def minor_below(ranked: list[Ranked]) -> bool:
    """Whether something that is only minor stands below something with a lower score: that is rare."""
    return any(low.minor and not low.needs and high.score < low.score for high, low in combinations(ranked, 2))


@pytest.mark.parametrize(("count", "seed"), [(5, 121), pytest.param(80, 122, marks=pytest.mark.long)])
def test_what_is_said_to_decide_decides(advisor: Advisor, evaluator: Evaluator, count: int, seed: int) -> None:
    """For every pair of generated advices: the differences add up to that of the scores; with the reason taken away
    (the prerequisite gone, or no longer minor) the order turns, unless the score says the same.
    """
    seen = dict.fromkeys(("prerequisite", "minor", "score", "equal"), 0)
    generated = list(sample_answers(advisor.edition, count, seed=seed, missing=0.2))
    half_known = list(sample_answers(advisor.edition, 600, seed=seed, missing=0.5))
    generated += [answers for answers in half_known if minor_below(evaluator.rank(answers))]
    for answers in generated:
        ranked = evaluator.rank(answers)
        scores, needs = {r.id: r.score for r in ranked}, {r.id: r.needs for r in ranked}
        minor = {r.id for r in ranked if r.minor}
        for high, low in combinations(ranked, 2):
            answer = above(Profile(answers), low.id, high.id, advisor, "en")
            seen[answer.decided_by] += 1
            assert (answer.higher, answer.lower) == (high.id, low.id)
            assert answer.rank_higher < answer.rank_lower
            assert sum(d.difference for d in answer.differences) == high.score - low.score
            assert all(d.higher - d.lower == d.difference != 0 for d in answer.differences)
            if answer.decided_by == "score":
                assert high.score > low.score
            elif answer.decided_by == "equal":
                assert high.score == low.score
                assert high.id < low.id
            elif high.id not in answer.through:
                free = {**needs, low.id: [n for n in needs[low.id] if n not in answer.through]}
                light = minor - {low.id} if answer.decided_by == "minor" else minor
                order = list(phases(scores, free, light, advisor.conclude(answers).facts, advisor.edition))
                assert order.index(low.id) < order.index(high.id), answer
    assert all(seen.values()), seen


def test_one_sentence_in_both_languages(advisor: Advisor, ghent: Profile) -> None:
    """The sentence names both, and what makes the difference."""
    dutch, english = (
        above(ghent, "lead-as-change-not-it", "design-with-users", advisor, language) for language in ("nl", "en")
    )
    assert dutch.sentence.endswith(".")
    assert "punten meer dan" in dutch.sentence
    assert "points more than" in english.sentence
    assert all(f"{d.title} {d.difference:+d}" in english.sentence for d in english.differences)


def test_only_what_is_given_can_be_compared(advisor: Advisor, ghent: Profile) -> None:
    """A recommendation that is not given, does not exist, or is the same one, is refused by name."""
    with pytest.raises(NotGivenError, match="find-growth-capital"):
        above(ghent, "win-people-back", "find-growth-capital", advisor)
    with pytest.raises(KeyError, match="no-such"):
        above(ghent, "win-people-back", "no-such", advisor)
    with pytest.raises(ValueError, match="win-people-back"):
        above(ghent, "win-people-back", "win-people-back", advisor)
