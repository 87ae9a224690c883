"""Profile → facts → findings → recommendations, tensions and contradictions: forward chaining in three strata.

The strata are fired by `engine` (durable_rules). What the conditions mean is owned by ``library.conditions``;
`agreement` holds the two against each other.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from ..library.conditions import All, Answer, AnyOf, Compare, Condition, Facts, NoneOf, Value
from ..library.edition import Edition
from .clauses import EngineRule
from .engine import Outcome, Pool, Stratum
from .verdicts import LEVEL, OF_RULE, VERDICTS, Verdict, own_exception, under

_TOLD = VERDICTS[:-1]  # to the third stratum, each as its level; a finding that is not indicated is left out

_UNLESS = "!"  # the exception of a rule or recommendation is a rule of its own, under this suffix
_MAYBE = "?"  # the same exception, as far as it is still open


@dataclass(frozen=True)
class Conclusions:
    """What follows from a profile: the facts, and a verdict for each rule and each recommendation."""

    facts: Facts
    findings: Mapping[str, Verdict]
    recommendations: Mapping[str, Verdict]
    tensions: tuple[str, ...]
    contradictions: tuple[str, ...]


def strata(edition: Edition) -> Mapping[str, list[EngineRule]]:
    """The rules of an edition per stratum, as the engine fires them."""
    first = [EngineRule(name, fact.when) for name, fact in edition.derived.items()]
    first += [EngineRule(name, c.when, open_too=False) for name, c in edition.contradictions.items()]
    second = []
    for rule_id, rule in edition.rules.items():
        second.append(EngineRule(rule_id, rule.when))
        if rule.unless is not None:
            second.append(EngineRule(rule_id + _UNLESS, rule.unless))
    third = []
    for rid, callers in edition.callers.items():
        for verdict in reversed(_TOLD):
            called = AnyOf(tuple(Compare(f"finding:{rule_id}", "is", LEVEL[verdict]) for rule_id in callers))
            third.append(EngineRule(f"{rid}={verdict}", called, open_too=False))
        unless = edition.recommendations[rid].unless
        if unless is not None:
            third.append(EngineRule(rid + _UNLESS, on_findings(unless, edition, "recommended"), open_too=False))
            third.append(EngineRule(rid + _MAYBE, on_findings(unless, edition, "undecided"), open_too=False))
    for name, tension in edition.tensions.items():
        third.append(EngineRule(name, on_findings(tension.when, edition, "provisional"), open_too=False))
    return {"facts": first, "findings": second, "recommendations": third}


def on_findings(condition: Condition, edition: Edition, at_least: Verdict) -> Condition:
    """A condition on factors (``weakness:…``, ``strength:…``) as one on the levels of the findings about them."""
    if isinstance(condition, All | AnyOf | NoneOf):
        return type(condition)(tuple(on_findings(part, edition, at_least) for part in condition.parts))
    polarity, colon, factor = condition.name.partition(":")
    if not colon:
        return condition
    about = [rule_id for rule_id, rule in edition.rules.items() if (rule.polarity, rule.about) == (polarity, factor)]
    return AnyOf(tuple(Compare(f"finding:{rule_id}", "at_least", LEVEL[at_least]) for rule_id in about))


def compile_engine(edition: Edition) -> Pool:
    """The C rulesets of an edition, in a pool. Raises EngineLimitError when the engine cannot carry it."""
    return Pool(lambda: {name: Stratum(rules) for name, rules in strata(edition).items()})


def infer(answers: Mapping[str, Answer], edition: Edition, engine: Pool) -> Conclusions:
    """Everything that follows from the answers."""
    with engine.take() as layers:
        first = layers["facts"].run(answers)
        facts = {**answers, **_settled(edition.derived, first)}
        second = layers["findings"].run(facts)
        findings = _finding_verdicts(edition.rules, second)
        third = layers["recommendations"].run(facts | finding_facts(findings))
    return Conclusions(
        facts=facts,
        findings=findings,
        recommendations=_recommendation_verdicts(edition.recommendations, third.certain),
        tensions=tuple(sorted(third.certain & edition.tensions.keys())),
        contradictions=tuple(sorted(first.certain & edition.contradictions.keys())),
    )


def _settled(names: Iterable[str], outcome: Outcome) -> dict[str, Value]:
    return {n: n in outcome.certain for n in names if n in outcome.certain or n not in outcome.possible}


def _finding_verdicts(rules: Iterable[str], outcome: Outcome) -> dict[str, Verdict]:
    """The verdict of each rule from its condition and its exception."""
    verdicts = dict.fromkeys(rules, VERDICTS[-1])
    for name in outcome.possible & verdicts.keys():
        verdicts[name] = OF_RULE[outcome.truth(name), outcome.truth(name + _UNLESS)]
    return verdicts


def _recommendation_verdicts(recommendations: Iterable[str], fired: Set[str]) -> dict[str, Verdict]:
    """The verdict of each recommendation: the firmest of the findings that call for it, under its exception."""
    verdicts: dict[str, Verdict] = {}
    for name in recommendations:
        called = next((verdict for verdict in _TOLD if f"{name}={verdict}" in fired), VERDICTS[-1])
        verdicts[name] = under(called, own_exception(firm=name + _UNLESS in fired, possible=name + _MAYBE in fired))
    return verdicts


def finding_facts(findings: Mapping[str, Verdict]) -> dict[str, Value]:
    """The verdicts of findings as facts for the third stratum; a finding that is not indicated is left out."""
    return {f"finding:{rule_id}": LEVEL[v] for rule_id, v in findings.items() if v != "not_indicated"}
