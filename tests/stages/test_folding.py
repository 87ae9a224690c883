"""What belongs together stands together: few enough to act on, nothing lost."""

from itertools import combinations
from statistics import median

import pytest

from advisor.advice import Advice, Advisor, open_advisor
from advisor.library.conditions import Value
from advisor.stages.profile import Profile
from advisor.stages.verdicts import GIVEN
from tests.conftest import sizes
from tests.realistic import profiles


@pytest.fixture(scope="module")
def advisor() -> Advisor:
    return open_advisor()


@pytest.fixture(scope="module", params=sizes(200, 500))
def advices(request: pytest.FixtureRequest, advisor: Advisor) -> list[tuple[dict[str, Value], Advice]]:
    """Realistic organisations and their advice."""
    return [
        (answers, advisor.advise(Profile(answers))) for answers in profiles(advisor.edition, request.param, seed=71)
    ]


def test_few_enough_to_act_on(advices: list[tuple[dict[str, Value], Advice]]) -> None:
    """The median is at most 12; all but 1 in 100 hold at most 20."""
    counts = [len(advice.recommendations) for _, advice in advices]
    assert median(counts) <= 12
    assert sum(count > 20 for count in counts) <= len(counts) / 100


def test_nothing_is_lost(advisor: Advisor, advices: list[tuple[dict[str, Value], Advice]]) -> None:
    """Each recommendation that is given is shown once, on its own or under another of its bundle, with its findings."""
    for answers, advice in advices:
        verdicts = advisor.conclude(answers).recommendations
        shown = [item.id for item in advice.given]
        assert len(shown) == len(set(shown))
        assert set(shown) == {rid for rid, verdict in verdicts.items() if verdict in GIVEN}
        assert [item.rank for item in advice.recommendations] == list(range(1, len(advice.recommendations) + 1))
        for item in advice.recommendations:
            held = {ref.id for ref in item.findings}
            for folded in item.folded:
                assert advisor.edition.bundle_of[folded.id] == advisor.edition.bundle_of[item.id]
                assert (folded.rank, folded.phase, folded.folded) == (item.rank, item.phase, [])
                assert {ref.id for ref in folded.findings} <= held


def test_what_is_shown_comes_after_what_it_needs(advices: list[tuple[dict[str, Value], Advice]]) -> None:
    """Folding moves nothing before what it needs, and nothing that is to be settled at the start out of sight."""
    for _, advice in advices:
        rank = {item.id: item.rank for item in advice.given}
        own = {item.id for item in advice.recommendations}
        for item in advice.given:
            assert all(rank[needed] <= item.rank for needed in item.needs)
            assert not item.at_the_start or item.id in own


def test_what_is_folded_stands_behind_what_it_is_folded_under(
    advices: list[tuple[dict[str, Value], Advice]],
) -> None:
    """What is shown is never weaker than what is folded under it, unless it is needed first or put at the start."""
    for _, advice in advices:
        for item in advice.recommendations:
            for folded in item.folded:
                reasons = item.id in folded.needs or item.at_the_start or _lifted(item.id, advice)
                assert reasons or (item.behind, -item.score) <= (folded.behind, -folded.score)


def _lifted(rid: str, advice: Advice) -> bool:
    return any(rid in item.needs for item in advice.given)


def test_no_two_say_the_same(advices: list[tuple[dict[str, Value], Advice]]) -> None:
    """No two that are shown rest on the same passages for more than half of either, or share a step."""
    for _, advice in advices:
        for one, other in combinations(advice.recommendations, 2):
            both = set(one.cites) & set(other.cites)
            assert 2 * len(both) <= min(len(one.cites), len(other.cites)), (one.id, other.id)
            assert not {s.text for s in one.steps} & {s.text for s in other.steps}
