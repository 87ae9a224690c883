"""The compiled evaluator, held to the condition module and to durable_rules."""

from dataclasses import replace

import pytest

from advisor.insight.evaluator import Evaluator
from advisor.library.compiled import FALSE, OPEN, TRUE, Bank
from advisor.library.conditions import evaluate, parse
from advisor.library.edition import Edition
from advisor.stages import agreement
from advisor.stages.engine import Pool
from advisor.stages.inference import compile_engine, infer
from advisor.stages.sampling import sample_answers
from tests.conftest import sizes


@pytest.fixture(scope="module")
def evaluator(edition: Edition) -> Evaluator:
    return Evaluator(edition)


@pytest.mark.parametrize("count", sizes(80, 1_000))
def test_every_condition_means_the_same_compiled(edition: Edition, count: int) -> None:
    """On many profiles with a third of the answers missing, compiled conditions are true, open and false alike."""
    conditions = {rule_id: rule.when for rule_id, rule in edition.rules.items()}
    conditions |= {f"{rule_id}!": rule.unless for rule_id, rule in edition.rules.items() if rule.unless is not None}
    conditions |= {name: c.when for name, c in edition.contradictions.items()}
    bank = Bank(conditions)
    for answers in sample_answers(edition, count, seed=21, missing=1 / 3):
        facts = agreement.with_derived(answers, edition)
        for name, truth in zip(bank.names, bank.run(facts), strict=True):
            assert truth == {False: FALSE, None: OPEN, True: TRUE}[evaluate(conditions[name], facts)], (name, answers)


@pytest.mark.parametrize("count", sizes(80, 700))
@pytest.mark.parametrize("missing", [0.0, 1 / 3, 0.9])
def test_its_verdicts_are_those_of_the_engine(
    edition: Edition, engine: Pool, evaluator: Evaluator, missing: float, count: int
) -> None:
    """On many profiles per share of missing answers its verdicts equal those of durable_rules and of the conditions."""
    for answers in sample_answers(edition, count, seed=22, missing=missing):
        verdicts, concluded = evaluator.verdicts(answers), infer(answers, edition, engine)
        assert verdicts == concluded.recommendations
        assert evaluator.conclude(answers) == concluded
        assert verdicts == agreement.by_conditions(answers, edition)[1]


@pytest.mark.parametrize("count", sizes(50, 600))
def test_an_exception_of_a_recommendation_counts_too(edition: Edition, count: int) -> None:
    """A recommendation that a strength silences is silenced here, and provisional while that strength is open."""
    rid = "design-in-human-contact"
    silenced = edition.recommendations[rid].model_copy(
        update={"unless": parse({"strength": "customer-journey-central"})}
    )
    other = replace(edition, recommendations={**edition.recommendations, rid: silenced})
    engine, evaluator, seen = compile_engine(other), Evaluator(other), set()
    for answers in sample_answers(other, count, seed=23, missing=0.4):
        verdict = infer(answers, other, engine).recommendations[rid]
        assert evaluator.verdicts(answers)[rid] == verdict == agreement.by_conditions(answers, other)[1][rid]
        seen.add(verdict)
    engine.close()
    assert seen == {"recommended", "provisional", "undecided", "not_indicated"}
