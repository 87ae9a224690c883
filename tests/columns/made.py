"""What the tests of the columns share: answers as a block, and what the single run concludes of the same answers."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from advisor.columns.coding import Codings, codings, lines
from advisor.columns.judging import Block
from advisor.insight.evaluator import evaluator
from advisor.library.conditions import Answer, Disputed, parse
from advisor.library.edition import Edition
from advisor.library.model import Bundle, Ground, Recommendation
from advisor.library.priorities import Start
from advisor.stages.findings import weigh
from advisor.stages.ranking import Ranked, rank
from advisor.stages.sampling import sample_answers

FIRST = 5
Answers = Mapping[str, Answer]


def mixed(edition: Edition, count: int, seed: int) -> list[Answers]:
    """Made-up answers: nearly all, two thirds, or a few; every tenth has two answers where respondents differ."""
    made: list[Answers] = []
    for at, missing in enumerate((0.05, 1 / 3, 0.8)):
        made += sample_answers(edition, -(-(count - at) // 3), seed=seed + at, missing=missing)
    others = sample_answers(edition, len(made), seed=seed + 3, missing=0.0)
    chance = random.Random(seed)
    return [
        disputed(one, other, chance) if chance.random() < 0.1 else one for one, other in zip(made, others, strict=True)
    ]


def disputed(one: Answers, other: Answers, chance: random.Random) -> Answers:
    """Answers in which some are in dispute."""
    found = dict(one)
    for name in chance.sample(sorted(one), min(3, len(one))):
        if one[name] != other[name]:
            found[name] = Disputed((one[name], other[name]))  # type: ignore[arg-type]
    return found


def block_of(given: Sequence[Answers], edition: Edition) -> tuple[Block, Codings]:
    """Answers as a block."""
    found = codings(edition, lines([edition]))
    codes = {name: np.array([coding.code(one.get(name)) for one in given], np.int32) for name, coding in found.items()}
    return Block(len(given), codes), found


def single(answers: Answers, edition: Edition) -> tuple[dict[str, str], dict[str, str], list[Ranked]]:
    """The verdicts of rules and recommendations, and what is given in its order, as a single run has them."""
    reached = evaluator(edition).conclude(answers)
    return dict(reached.findings), dict(reached.recommendations), rank(weigh(reached, edition), reached, edition)


def entangled(edition: Edition, seed: int) -> Edition:
    """The edition with other needs, bundles, starts, exceptions and weights: many of each, and one within another."""
    chance = random.Random(f"entangled {seed}")
    ids = list(edition.recommendations)
    order = chance.sample(ids, len(ids))
    recommendations: dict[str, Recommendation] = {}
    for rid, recommendation in edition.recommendations.items():
        before = order[: order.index(rid)]
        needs = chance.sample(before, min(len(before), chance.choice((0, 0, 0, 1, 2, 3))))
        about = chance.choice([rule.about for rule in edition.rules.values() if rule.polarity == "strength"])
        unless = parse({chance.choice(("any", "none")): [{"strength": about}]}) if chance.random() < 0.2 else None
        ground = Ground(because=["x/p1"])
        update = {"needs": dict.fromkeys(needs, ground), "unless": unless}
        recommendations[rid] = recommendation.model_copy(update=update)
    shuffled = chance.sample(ids, len(ids))
    groups = [shuffled[at : at + 4] for at in range(0, 36, 4)]
    why = next(iter(edition.bundles.values())).why
    bundles = {f"b{at}": Bundle.model_construct(why=why, recommendations=group) for at, group in enumerate(groups)}
    when: list[Any] = [{"sector": "public"}, {"adoption_rate": {"below": 50}}, {"workload_pressure": {"at_least": 3}}]
    starts = {rid: Start(when=chance.choice(when), because=["x/p1"]) for rid in chance.sample(ids, 4)}
    priorities = edition.priorities.model_copy(deep=True)
    start = priorities.at_the_start.model_copy(
        update={"within": chance.choice((1, 2, 3, 4)), "recommendations": starts}
    )
    points = {"each": chance.choice((0, 1, 7)), "most": 20}
    converging = priorities.weights.converging.model_copy(update={"points": points})
    weights = priorities.weights.model_copy(update={"converging": converging})
    return replace(
        edition,
        recommendations=recommendations,
        bundles=bundles,
        priorities=priorities.model_copy(update={"at_the_start": start, "weights": weights}),
    )
