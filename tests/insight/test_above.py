"""Why A above B: the contributions add up, and what is said to decide does."""

from dataclasses import replace
from itertools import combinations

import pytest

from advisor.advice import Advisor
from advisor.insight.above import above
from advisor.insight.evaluator import Evaluator
from advisor.insight.why import NotGivenError
from advisor.stages.profile import Profile
from advisor.stages.ranking import Standing, in_order
from advisor.stages.sampling import sample_answers


@pytest.mark.parametrize(("count", "seed"), [(3, 123), pytest.param(16, 122, marks=pytest.mark.long)])
def test_what_is_said_to_decide_decides(advisor: Advisor, evaluator: Evaluator, count: int, seed: int) -> None:
    """For every pair of generated advices: the differences add up to that of the scores, and what is said to decide is
    so: without the prerequisite that lifted it, the higher one would stand lower.
    """
    edition = advisor.edition
    seen = dict.fromkeys(("prerequisite", "exempt", "score", "documents"), 0)
    generated = [a for m in (0.2, 0.5) for a in sample_answers(edition, count, seed=seed, missing=m)]
    for answers in generated:
        ranked = evaluator.rank(answers)
        facts = advisor.conclude(answers).facts
        standings = {r.id: Standing(r.score, r.documents, r.behind, r.needs) for r in ranked}
        given = {item.id: item for item in ranked}
        for one, other in combinations(ranked, 2):
            answer = above(Profile(answers), other.id, one.id, advisor, "en")
            seen[answer.decided_by] = seen.get(answer.decided_by, 0) + 1
            assert answer.under == {item.id: item.under for item in (one, other) if item.under}
            high, low = given[answer.higher], given[answer.lower]
            if {one.under or one.id} == {other.under or other.id}:  # both are shown in one place
                assert (high, low) == (one, other)
                assert high.rank == low.rank
            else:
                assert {high.id, low.id} == {one.under or one.id, other.under or other.id}
                assert answer.rank_higher == high.rank < low.rank == answer.rank_lower
            assert sum(d.difference for d in answer.differences) == high.score - low.score
            assert all(d.higher - d.lower == d.difference != 0 for d in answer.differences)
            if answer.decided_by == "score":
                assert high.score > low.score
            elif answer.decided_by == "exempt":
                assert low.behind
                assert not high.behind
            elif answer.decided_by == "start":
                assert high.at_the_start
            elif answer.decided_by in ("documents", "order"):
                assert high.score == low.score
                assert (high.documents > low.documents) == (answer.decided_by == "documents")
            elif low.id not in answer.through:
                free = {
                    rid: replace(one, needs=[n for n in one.needs if n != high.id]) for rid, one in standings.items()
                }
                order = in_order(free, facts, edition)
                assert order.index(low.id) < order.index(high.id) or high.at_the_start, answer
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
