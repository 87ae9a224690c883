"""How firm the order is: bounds that nothing ever leaves."""

import random
from collections.abc import Mapping
from dataclasses import replace

import pytest

from advisor.advice import Advisor
from advisor.insight.evaluator import Evaluator
from advisor.insight.stability import PERCENT, Stability, stability
from advisor.library.edition import Edition
from advisor.stages.findings import weigh
from advisor.stages.inference import Conclusions
from advisor.stages.profile import Profile, read_profile
from advisor.stages.ranking import Ranked, rank
from advisor.stages.sampling import sample_answers
from tests.conftest import CHECKOUT

EXAMPLES = sorted((CHECKOUT / "examples").glob("*.json"))


def with_weights(edition: Edition, hundredths: Mapping[str, int]) -> Edition:
    """The edition with each weight multiplied by so many (in whole numbers: scores are a hundred times as large)."""
    weights = edition.priorities.weights
    changed = {
        name: weight.model_copy(update={"points": {k: v * hundredths[name] for k, v in weight.points.items()}})
        for name, weight in weights
    }
    priorities = edition.priorities.model_copy(update={"weights": weights.model_copy(update=changed)})
    return replace(edition, priorities=priorities)


def moved_weights(edition: Edition, chance: random.Random, percent: int) -> dict[str, int]:
    """Factors in hundredths: those of the editors moved, as often as not to an end; those of a source stand."""
    ends = (100 - percent, 100 + percent)
    return {
        name: 100
        if weight.basis == "source"
        else chance.choice(ends)
        if chance.random() < 0.5
        else chance.randint(*ends)
        for name, weight in edition.priorities.weights
    }


def order(reached: Conclusions, edition: Edition) -> list[Ranked]:
    """The order of what was concluded, with the weights of an edition."""
    return rank(weigh(reached, edition), reached, edition)


def check(told: list[Stability], which: str, ranked: list[Ranked]) -> None:
    """What was given is still given, or was said to lapse perhaps; and its rank and phase are within their bounds."""
    places = {item.id: (item.rank, item.phase) for item in ranked}
    for one in told:
        bounds = getattr(one, which)
        if one.id not in places:
            assert one.may_lapse
            assert which != "weights"
            continue
        place, phase = places[one.id]
        assert bounds.best <= place <= bounds.worst, (one.id, which, place, bounds)
        assert phase in bounds.phases, (one.id, which, phase, bounds)


def profiles(advisor: Advisor, count: int, seed: int) -> list[Profile]:
    found = [read_profile(path.read_bytes(), advisor.edition) for path in EXAMPLES]
    for missing in (0.05, 0.3, 0.7):
        found += [Profile(answers) for answers in sample_answers(advisor.edition, count, seed=seed, missing=missing)]
    return found


@pytest.mark.parametrize(
    ("tries", "seed"), [(40, 91), *(pytest.param(1_000, s, marks=pytest.mark.long) for s in range(92, 96))]
)
def test_no_perturbation_leaves_the_bounds(advisor: Advisor, evaluator: Evaluator, tries: int, seed: int) -> None:
    """Weights moved at random, open questions answered at random, and both (4,000 in the long version): no
    recommendation ever takes a rank or a phase outside its bounds, or lapses unannounced.
    """
    edition, chance = advisor.edition, random.Random(seed)
    chosen = profiles(advisor, 3, seed)
    told = [stability(profile, advisor) for profile in chosen]
    known = [evaluator.conclude(profile.answers) for profile in chosen]
    lines = list(sample_answers(edition, tries, seed=seed + 1_000, missing=0.1))
    for number, line in enumerate(lines):
        place = number % len(chosen)
        profile = chosen[place]
        moved = with_weights(edition, moved_weights(edition, chance, PERCENT))
        answered = evaluator.conclude({**line, **profile.answers})
        check(told[place], "weights", order(known[place], moved))
        check(told[place], "answers", order(answered, edition))
        check(told[place], "together", order(answered, moved))


@pytest.mark.long
def test_the_bounds_are_not_idle(advisor: Advisor, evaluator: Evaluator) -> None:
    """On the examples: when only weights move, two thirds of the width is reached by 400 random moves.

    What is folded moves with what it stands under, which bounds of single recommendations do not follow all the way.
    """
    edition, chance, slack, width = advisor.edition, random.Random(111), 0, 0
    for path in EXAMPLES:
        profile = read_profile(path.read_bytes(), edition)
        told = stability(profile, advisor)
        known = evaluator.conclude(profile.answers)
        seen: dict[str, set[int]] = {}
        for _ in range(400):
            moved = with_weights(edition, moved_weights(edition, chance, PERCENT))
            for item in order(known, moved):
                seen.setdefault(item.id, set()).add(item.rank)
        for one in told:
            slack += (min(seen[one.id]) - one.weights.best) + (one.weights.worst - max(seen[one.id]))
            width += one.weights.worst - one.weights.best
    print(f"slack {slack} of {width}")
    assert slack < width / 3


def test_without_play_the_order_stands(advisor: Advisor, evaluator: Evaluator) -> None:
    """With every question answered and weights that do not move, each recommendation has its own rank and no other."""
    for answers in sample_answers(advisor.edition, 40, seed=112, missing=0.0):
        for one in stability(Profile(answers), advisor, percent=0):
            assert one.together.best == one.rank == one.together.worst
            assert one.phase in one.together.phases
            assert (one.label, one.may_lapse) == ("firm", False)
            assert ("first" in one.together.phases) == (one.phase == "first")


def test_more_play_never_makes_it_firmer(advisor: Advisor) -> None:
    """Bounds at 20 % hold those at 10 %, and together hold each apart."""
    for answers in sample_answers(advisor.edition, 30, seed=113, missing=0.3):
        little, much = (stability(Profile(answers), advisor, percent=p) for p in (10, 20))
        for one, more in zip(little, much, strict=True):
            assert more.together.best <= one.together.best
            assert more.together.worst >= one.together.worst
            for apart in (more.weights, more.answers):
                assert more.together.best <= apart.best
                assert apart.worst <= more.together.worst


def test_firm_is_narrow(advisor: Advisor, ghent: Profile) -> None:
    """What is called firm is never given up and keeps to as many ranks as the first phase has places."""
    told = stability(ghent, advisor)
    assert {one.label for one in told} == {"firm", "shaky"}
    for one in told:
        narrow = one.together.worst - one.together.best < advisor.edition.priorities.capacity.first
        assert (one.label == "firm") == (narrow and not one.may_lapse)
