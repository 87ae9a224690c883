"""durable_rules held against the condition module, and the verdicts against every completion."""

from pathlib import Path

import pytest

from advisor.advice import open_advisor
from advisor.library.complaints import KnowledgeError
from advisor.library.conditions import Value
from advisor.library.edition import Edition
from advisor.library.strict_yaml import read
from advisor.stages import agreement
from advisor.stages.engine import Pool
from advisor.stages.inference import finding_facts, infer, strata
from advisor.stages.profile import read_profile, understand
from advisor.stages.sampling import near, sample_answers, thresholds
from tests.conftest import sizes

# The first seed runs always, the others where there is time (CI runs them too).
ROOT = Path(__file__).parents[2]


def plain(answers: object) -> dict[str, Value]:
    assert isinstance(answers, dict)
    return {k: frozenset(v) if isinstance(v, list) else v for k, v in answers.items()}


def case_answers(edition: Edition) -> list[dict[str, Value]]:
    cases = sorted((ROOT / "tests" / "cases").glob("**/*.yaml"))
    told = [understand({"answers": read(path, path.name).data["profile"]}, edition) for path in cases]
    return [dict(profile.answers) for profile in told]


def example_answers(edition: Edition) -> list[dict[str, Value]]:
    kinds = (edition.derived, edition.rules, edition.tensions, edition.contradictions)
    return [plain(example.given) for kind in kinds for entry in kind.values() for example in entry.examples]


def same(answers: dict[str, Value], edition: Edition, engine: Pool) -> list[str]:
    """The names on which the engine and the conditions differ, over all three strata."""
    wrong = []
    layers = strata(edition)
    findings, recommendations = agreement.by_conditions(answers, edition)
    facts = agreement.with_derived(answers, edition)
    with engine.take() as taken:
        for name, layer in (("facts", answers), ("findings", facts)):
            outcome = taken[name].run(layer)
            wrong += agreement.differences(layers[name], layer, outcome.certain, outcome.possible)
        layer = {**facts, **finding_facts(findings)}
        certain = taken["recommendations"].run(layer).certain
    wrong += [
        r.name
        for r in layers["recommendations"]
        if (r.name in certain) != (agreement.evaluate(r.condition, layer) is True)
    ]
    concluded = infer(answers, edition, engine)
    wrong += [n for n in findings if findings[n] != concluded.findings[n]]
    return wrong + [n for n in recommendations if recommendations[n] != concluded.recommendations[n]]


@pytest.mark.parametrize("every", sizes(32, 1))
def test_every_example_and_case_fires_the_same(edition: Edition, engine: Pool, every: int) -> None:
    """durable_rules and the conditions agree on the examples in the knowledge and the golden cases (on each of them in
    the long version).
    """
    profiles = (example_answers(edition) + case_answers(edition))[::every]
    assert len(profiles) > 850 // every
    assert [(answers, wrong) for answers in profiles if (wrong := same(answers, edition, engine))] == []


@pytest.mark.parametrize(("count", "seed"), sizes(40, 300, *range(4)))
def test_generated_profiles_fire_the_same(edition: Edition, engine: Pool, count: int, seed: int) -> None:
    """They agree on generated profiles (1,200 in the long version) with a third of the answers missing."""
    for answers in sample_answers(edition, count, seed=seed, missing=1 / 3):
        assert same(answers, edition, engine) == [], answers


def test_a_base_on_which_they_differ_is_refused(
    edition: Edition, engine: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the engine's answer differs from the meaning on any rule, the base is refused with the rule's name."""
    victim = next(iter(edition.rules))
    honest = agreement.by_conditions

    def shifted(answers: dict[str, Value], base: Edition) -> object:
        findings, recommendations = honest(answers, base)
        return {**findings, victim: "undecided"}, recommendations

    monkeypatch.setattr(agreement, "by_conditions", shifted)
    with pytest.raises(KnowledgeError) as refusal:
        agreement.demand(edition, engine)
    assert victim in str(refusal.value)


def values(edition: Edition, attribute: str) -> list[Value]:
    """Every value that matters for an attribute: all options, both sides of every line, each single tick and all."""
    question = edition.questions[attribute]
    if question.kind == "choices":
        sets = [frozenset({code}) for code in question.options]
        return [frozenset(), frozenset(question.options), *sets, *(frozenset(question.options) - s for s in sets)]
    if question.range is None:
        return list(question.options)
    lines = thresholds(edition).get(attribute, [])
    return [*question.range, *(v for line in lines for v in near(question, line))]


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.json")), ids=lambda p: p.stem)
def test_a_settled_verdict_holds_for_every_value_of_a_removed_answer(path: Path) -> None:
    """For each shipped profile and each single answer removed: recommended and not_indicated hold whatever it was."""
    advisor = open_advisor()
    profile = read_profile(path.read_bytes(), advisor.edition)
    checked = 0
    for attribute in profile.answers:
        rest = {a: v for a, v in profile.answers.items() if a != attribute}
        verdicts = advisor.conclude(rest).recommendations
        settled = {rid: v for rid, v in verdicts.items() if v in ("recommended", "not_indicated")}
        for value in values(advisor.edition, attribute):
            concluded = advisor.conclude({**rest, attribute: value}).recommendations
            assert {rid: concluded[rid] for rid in settled} == settled, (attribute, value)
            checked += len(settled)
    assert checked > 30


@pytest.mark.parametrize("count", sizes(40, 300))
def test_settled_verdicts_hold_for_random_completions(edition: Edition, engine: Pool, count: int) -> None:
    """Whatever the unanswered questions turn out to be, recommended stays and not_indicated stays."""
    full = sample_answers(edition, count, seed=7, missing=0)
    for answers, other in zip(full, sample_answers(edition, count, seed=8, missing=0.5), strict=True):
        before = infer(other, edition, engine)
        after = infer({**answers, **other}, edition, engine)
        for kind in ("findings", "recommendations"):
            have, then = getattr(before, kind), getattr(after, kind)
            settled = {name: v for name, v in have.items() if v in ("recommended", "not_indicated")}
            assert {name: then[name] for name in settled} == settled


def test_undecided_means_that_answers_can_still_go_both_ways(edition: Edition, engine: Pool) -> None:
    """For an undecided recommendation of a shipped example, some completion gives it and another does not."""
    profile = read_profile((ROOT / "examples" / "municipality.json").read_bytes(), edition)
    open_ones = {r for r, v in infer(profile.answers, edition, engine).recommendations.items() if v == "undecided"}
    assert open_ones
    seen: dict[str, set[bool]] = {rid: set() for rid in open_ones}
    for answers in sample_answers(edition, 400, seed=3, missing=0):
        concluded = infer({**answers, **profile.answers}, edition, engine).recommendations
        for rid in open_ones:
            seen[rid].add(concluded[rid] in ("recommended", "provisional"))
    assert {rid for rid, found in seen.items() if len(found) < 2} == set()
