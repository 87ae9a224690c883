"""When a recommendation is given, as a formula: the same as what the engine says."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from advisor.advice import Advisor
from advisor.insight.evaluator import Evaluator
from advisor.insight.formulas import Every, Formula, Literal, given, opposite, plays
from advisor.library.conditions import Value, evaluate, parse
from advisor.library.edition import Edition
from advisor.stages.sampling import sample_answers
from advisor.stages.verdicts import GIVEN
from tests.conftest import sizes


def truth(formula: Formula, answers: Mapping[str, Value]) -> bool:
    """What a formula says of some answers, worked out plainly."""
    if isinstance(formula, Literal):
        return evaluate(formula.atom, answers) in formula.allowed
    parts = [truth(part, answers) for part in formula.parts]
    return all(parts) if isinstance(formula, Every) else any(parts)


@pytest.mark.parametrize("count", sizes(50, 200))
@pytest.mark.parametrize("missing", [0.0, 0.3, 0.8])
def test_the_formula_is_the_verdict(advisor: Advisor, missing: float, count: int) -> None:
    """On many profiles per share of missing answers a formula holds just when the engine says so.

    Of every recommendation that it is given, of every tension that it shows.
    """
    edition = advisor.edition
    formulas = {rid: given(rid, edition) for rid in edition.recommendations}
    tensions = {name: plays(tension.when, edition) for name, tension in edition.tensions.items()}
    for answers in sample_answers(edition, count, seed=41, missing=missing):
        conclusions = advisor.conclude(answers)
        assert tuple(name for name in sorted(tensions) if truth(tensions[name], answers)) == conclusions.tensions
        for rid, verdict in conclusions.recommendations.items():
            assert truth(formulas[rid], answers) == (verdict in GIVEN), rid
            assert truth(opposite(formulas[rid]), answers) == (verdict not in GIVEN), rid


def with_exception(edition: Edition, rid: str, unless: Any) -> Edition:
    """The edition with an exception on one recommendation."""
    changed = edition.recommendations[rid].model_copy(update={"unless": parse(unless)})
    return replace(edition, recommendations={**edition.recommendations, rid: changed})


@pytest.mark.parametrize(
    "unless",
    [
        {"strength": "customer-journey-central"},
        {"all": [{"strength": "customer-journey-central"}, {"strength": "shared-transformative-vision"}]},
        {"none": [{"strength": "customer-journey-central"}]},
    ],
)
def test_an_exception_of_a_recommendation_is_in_it(edition: Edition, unless: object) -> None:
    """A recommendation that strengths silence: the formula says so too."""
    rid = "design-in-human-contact"
    factors = {rule.about for rule in edition.rules.values() if rule.polarity == "strength"}
    assert {"customer-journey-central", "shared-transformative-vision"} <= factors
    other = with_exception(edition, rid, unless)
    plain, evaluator, formula, silenced = Evaluator(edition), Evaluator(other), given(rid, other), 0
    for answers in sample_answers(other, 800, seed=42, missing=0.3):
        is_given = evaluator.verdicts(answers)[rid] in GIVEN
        assert truth(formula, answers) == is_given
        silenced += plain.verdicts(answers)[rid] in GIVEN and not is_given
    assert silenced > 0
