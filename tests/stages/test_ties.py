"""What the knowledge ties together meets in somebody: a help, a need or a cause that never shows is not knowledge."""

from collections.abc import Iterator
from itertools import chain

import pytest

from advisor.insight.evaluator import evaluator
from advisor.library.edition import Edition
from advisor.stages.sampling import sample_answers
from advisor.stages.verdicts import GIVEN
from tests import realistic

MADE_UP, DRAWN, SEED = 500, 3000, 1


def ties(edition: Edition) -> Iterator[tuple[str, str, str]]:
    """Each tie: its kind, and the two that it ties."""
    for rule_id, rule in edition.rules.items():
        yield from (("helps", rule_id, rid) for rid in rule.helps)
    for rid, recommendation in edition.recommendations.items():
        yield from (("needs", rid, needed) for needed in recommendation.needs)
    for cause in edition.causes.values():
        yield "causes", cause.cause, cause.effect


@pytest.fixture(scope="module")
def present(edition: Edition) -> list[dict[str, set[str]]]:
    """For each of some organisations what is there that a tie may hold on to, by its kind."""
    made_up = realistic.profiles(edition, MADE_UP, seed=SEED)
    found = []
    for answers in chain(made_up, sample_answers(edition, DRAWN, seed=SEED, missing=0.1)):
        concluded = evaluator(edition).conclude(answers)
        rules = {name for name, verdict in concluded.findings.items() if verdict in GIVEN}
        given = {name for name, verdict in concluded.recommendations.items() if verdict in GIVEN}
        weak = {edition.rules[name].about for name in rules if edition.rules[name].polarity == "weakness"}
        found.append({"helps": rules | given, "needs": given, "causes": weak})
    return found


def test_every_tie_holds_in_somebody(edition: Edition, present: list[dict[str, set[str]]]) -> None:
    """For each strength that helps, need and cause there is an organisation in which both ends are present."""
    every = set(ties(edition))
    seen = {tie for there in present for tie in every if {tie[1], tie[2]} <= there[tie[0]]}
    assert len(every) > 150
    assert every - seen == set()
