"""Holds durable_rules against the condition module, which owns the meaning: they agree, or the base is refused."""

from collections.abc import Iterable, Mapping

from ..library.complaints import Complaint, KnowledgeError
from ..library.conditions import Answer, Facts, Truth, Value, evaluate
from ..library.edition import Edition
from ..phrases import message
from .clauses import EngineRule
from .engine import Pool
from .inference import finding_facts, infer, on_findings
from .sampling import sample_answers
from .verdicts import OF_RULE, Verdict, of_recommendation, own_exception

SEED = 20261122
PROFILES = 200


def by_conditions(answers: Mapping[str, Answer], edition: Edition) -> tuple[dict[str, Verdict], dict[str, Verdict]]:
    """The verdicts of all rules and recommendations, from the condition module alone."""
    facts = with_derived(answers, edition)
    findings = {}
    for rule_id, rule in edition.rules.items():
        exception = evaluate(rule.unless, facts) if rule.unless is not None else False
        findings[rule_id] = OF_RULE[evaluate(rule.when, facts), exception]
    layer = {**facts, **finding_facts(findings)}
    recommendations = {
        rid: of_recommendation((findings[c] for c in callers), _exception(rid, layer, edition))
        for rid, callers in edition.callers.items()
    }
    return findings, recommendations


def _exception(rid: str, layer: Facts, edition: Edition) -> Truth:
    """Whether the exception of a recommendation itself holds, on the findings."""
    unless = edition.recommendations[rid].unless
    if unless is None:
        return False
    firm, possible = (evaluate(on_findings(unless, edition, v), layer) is True for v in ("recommended", "undecided"))
    return own_exception(firm=firm, possible=possible)


def with_derived(answers: Mapping[str, Answer], edition: Edition) -> dict[str, Answer]:
    """Answers and the derived facts that they settle."""
    settled = {name: evaluate(fact.when, answers) for name, fact in edition.derived.items()}
    return {**answers, **{name: truth for name, truth in settled.items() if truth is not None}}


def differences(
    rules: Iterable[EngineRule], facts: Facts, certain: frozenset[str], possible: frozenset[str]
) -> list[str]:
    """The names of the rules on which what fired differs from what the conditions mean."""
    wrong = []
    for rule in rules:
        truth = evaluate(rule.condition, facts)
        if (rule.name in certain) != (truth is True) or (
            rule.open_too and (rule.name in possible) != (truth is not False)
        ):
            wrong.append(rule.name)
    return wrong


def disagreements(edition: Edition, engine: Pool, profiles: int = PROFILES) -> dict[str, Mapping[str, Value]]:
    """The rules and recommendations on which the two differ, each with a profile that shows it."""
    found: dict[str, Mapping[str, Value]] = {}
    for share in (0.0, 1 / 3, 0.9):
        for answers in sample_answers(edition, profiles // 3 + 1, seed=SEED, missing=share):
            concluded = infer(answers, edition, engine)
            findings, recommendations = by_conditions(answers, edition)
            for have, want in ((concluded.findings, findings), (concluded.recommendations, recommendations)):
                for name in have:
                    if have[name] != want[name]:
                        found.setdefault(name, answers)
    return found


def demand(edition: Edition, engine: Pool) -> None:
    """Raise KnowledgeError when durable_rules and the condition module differ on this edition."""
    found = disagreements(edition, engine)
    if found:
        raise KnowledgeError(differing("rules", 1, name) for name in sorted(found))


def differing(file: str, line: int, name: str) -> Complaint:
    """The complaint about a rule or recommendation on which the two differ."""
    return Complaint(file, line, message("wrong_engine_differs", name=name), message("mend_engine_differs"))
