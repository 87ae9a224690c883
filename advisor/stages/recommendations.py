"""Findings → recommendations: what to do, scored as a plain sum of named contributions, ordered, cut into phases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from ..library.conditions import Facts, Value, evaluate
from ..library.edition import Edition
from ..library.model import SEVERITIES, Basis, Polarity, Recommendation, Rule, Severity, Step, Weight
from ..library.wording import Language, sentence
from .findings import Finding, OpenException, open_strengths, tellings
from .inference import GIVEN, Conclusions, Verdict

Phase = Literal["first", "next", "later"]
PHASES: tuple[Phase, ...] = ("first", "next", "later")


@dataclass(frozen=True, slots=True)
class Contribution:
    """One part of a score: its name and title, its value in points, and whether a source or the editors set it."""

    name: str
    title: str
    value: int
    basis: Basis


@dataclass(frozen=True, slots=True)
class FindingRef:
    """A finding as a recommendation names it."""

    id: str
    title: str
    factor: str
    severity: Severity | None
    polarity: Polarity


@dataclass(frozen=True, slots=True)
class StepToTake:
    """One thing to do, with the passages it comes from; an inference comes from none."""

    text: str
    cites: list[str]
    inference: bool


@dataclass(frozen=True, slots=True)
class Recommended:
    """A recommendation that is given. ``score`` is the sum of ``contributions``."""

    id: str
    title: str
    summary: str
    steps: list[StepToTake]
    verdict: Verdict
    phase: Phase
    rank: int
    score: int
    contributions: list[Contribution]
    findings: list[FindingRef]
    needs: list[str]
    unless: list[OpenException]
    cites: list[str]
    caveats: list[str]


def recommend(
    findings: Sequence[Finding], conclusions: Conclusions, edition: Edition, language: Language
) -> list[Recommended]:
    """Every recommendation that is given, in order of rank."""
    ranking = _rank(findings, conclusions, edition, language)
    return [
        _recommended(
            rid,
            rank,
            phase,
            ranking.contributions[rid],
            [*ranking.calling[rid], *ranking.helping[rid]],
            ranking.needs[rid],
            conclusions,
            edition,
            language,
        )
        for rank, (rid, phase) in enumerate(ranking.phases.items(), 1)
    ]


def places(findings: Sequence[Finding], conclusions: Conclusions, edition: Edition) -> dict[str, tuple[int, Phase]]:
    """Rank and phase of every recommendation that is given, for who asks no more of it."""
    phases = _rank(findings, conclusions, edition, "nl").phases
    return {rid: (rank, phase) for rank, (rid, phase) in enumerate(phases.items(), 1)}


@dataclass(frozen=True, slots=True)
class _Ranking:
    """What decides on the order of the recommendations that are given, and that order with its phases."""

    calling: Mapping[str, list[Finding]]
    helping: Mapping[str, list[Finding]]
    needs: Mapping[str, list[str]]
    contributions: Mapping[str, list[Contribution]]
    phases: Mapping[str, Phase]


def _rank(findings: Sequence[Finding], conclusions: Conclusions, edition: Edition, language: Language) -> _Ranking:
    given = [rid for rid, verdict in conclusions.recommendations.items() if verdict in GIVEN]
    calling: dict[str, list[Finding]] = {rid: [] for rid in given}
    helping: dict[str, list[Finding]] = {rid: [] for rid in given}
    for finding in findings:
        rule = edition.rules[finding.rule]
        for rid in calling.keys() & rule.recommend:
            calling[rid].append(finding)
        for rid in helping.keys() & rule.helps:
            helping[rid].append(finding)
    needs = {rid: [n for n in edition.recommendations[rid].needs if n in calling] for rid in given}
    waiting = _waiting(needs)
    contributions = {
        rid: _contributions(rid, calling[rid], len(helping[rid]), waiting[rid], conclusions, edition, language)
        for rid in given
    }
    scores = {rid: sum(c.value for c in contributions[rid]) for rid in given}
    minor = {rid for rid in given if not waiting[rid] and all(f.severity == SEVERITIES[-1] for f in calling[rid])}
    phases = _phases(scores, needs, minor, conclusions.facts, edition)
    return _Ranking(calling, helping, needs, contributions, phases)


def _recommended(
    rid: str,
    rank: int,
    phase: Phase,
    contributions: list[Contribution],
    findings: list[Finding],
    needs: list[str],
    conclusions: Conclusions,
    edition: Edition,
    language: Language,
) -> Recommended:
    recommendation = edition.recommendations[rid]
    weak = frozenset(f.factor for f in findings if f.polarity == "weakness")
    rules = tuple(f.rule for f in findings if f.polarity == "weakness")
    return Recommended(
        id=rid,
        title=recommendation.title[language],
        summary=recommendation.summary[language],
        steps=_steps(edition, rid, weak, language),
        verdict=conclusions.recommendations[rid],
        phase=phase,
        rank=rank,
        score=sum(c.value for c in contributions),
        contributions=contributions,
        findings=[_ref(f.id, f.title, f.factor, f.severity, f.polarity) for f in findings],
        needs=needs,
        unless=_exceptions(recommendation, findings, conclusions, edition, language),
        cites=_cites(edition, rid, weak, rules),
        caveats=[c[language] for c in recommendation.caveats],
    )


_ref = cache(FindingRef)


@cache
def _steps(edition: Edition, rid: str, weak: frozenset[str], language: Language) -> list[StepToTake]:
    """The steps for the factors that are weak here."""
    return [StepToTake(s[language], s.because, s.inference) for s in _shown(edition.recommendations[rid], weak)]


@cache
def _cites(edition: Edition, rid: str, weak: frozenset[str], rules: tuple[str, ...]) -> list[str]:
    """The passages behind a recommendation: of the rules that call for it and of the steps shown, by source."""
    cited = {p for rule_id in rules for p in edition.rules[rule_id].because}
    cited.update(p for s in _shown(edition.recommendations[rid], weak) for p in s.because)
    return sorted(cited, key=edition.passage_order.__getitem__)


def _shown(recommendation: Recommendation, weak: frozenset[str]) -> list[Step]:
    return [s for s in recommendation.steps if not s.for_ or weak.intersection(s.for_)]


def _exceptions(
    recommendation: Recommendation,
    findings: Sequence[Finding],
    conclusions: Conclusions,
    edition: Edition,
    language: Language,
) -> list[OpenException]:
    """The open exceptions under which a recommendation lapses: of all findings that call for it, and its own."""
    weaknesses = [f for f in findings if f.polarity == "weakness"]
    unique: dict[str, OpenException] = {}
    if all(f.unless for f in weaknesses):
        unique = {e.text: e for f in weaknesses for e in f.unless}
    if recommendation.unless is not None:
        waiting = open_strengths(recommendation.unless, conclusions, edition)
        if waiting:
            text = sentence(recommendation.unless, edition, language)
            unique[text] = OpenException(text, waiting)
    return list(unique.values())


def _waiting(needs: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """For each recommendation, how many others need it, directly or through others."""
    before: dict[str, set[str]] = {}

    def needed(rid: str) -> set[str]:
        if rid not in before:
            before[rid] = {n for direct in needs[rid] for n in (direct, *needed(direct))}
        return before[rid]

    counts = dict.fromkeys(needs, 0)
    for rid in needs:
        for prerequisite in needed(rid):
            counts[prerequisite] += 1
    return counts


def _contributions(
    rid: str,
    findings: Sequence[Finding],
    helping: int,
    waiting: int,
    conclusions: Conclusions,
    edition: Edition,
    language: Language,
) -> list[Contribution]:
    facts = conclusions.facts
    found = tuple((f.rule, f.severity, tellings(f.rule, facts, edition)) for f in findings)
    provisional = conclusions.recommendations[rid] == "provisional"
    situation = (facts.get("sector"), facts.get("initiative_phase"))
    return _added_up(edition, found, situation, helping, waiting, provisional, language)


Found = tuple[str, Severity | None, frozenset[tuple[str, str, bool]]]  # a rule, its severity here, what was told


@lru_cache(maxsize=20_000)
def _added_up(
    edition: Edition,
    found: tuple[Found, ...],
    situation: tuple[Value | None, Value | None],
    helping: int,
    waiting: int,
    provisional: bool,
    language: Language,
) -> list[Contribution]:
    """The contributions that are not zero, for findings in a situation (sector, phase)."""
    weights, (sector, phase) = edition.priorities.weights, situation
    rules = [edition.rules[rule_id] for rule_id, _, _ in found]
    told = frozenset[tuple[str, str, bool]]().union(*(tellings_ for _, _, tellings_ in found))
    sources = {source for rule_id, _, _ in found for source in edition.supports[rule_id]}
    speaks = any(sector in edition.sources[s].speaks_to for s in sources)
    values = {
        "severity": max((weights.severity.points[severity] for _, severity, _ in found if severity), default=0),
        "reported": weights.reported.points["reported"] if any(r.kind == "reported" for r in rules) else 0,
        "converging": _each(weights.converging, len(told) - 1),
        "told": weights.told.points["told"] if any(positive for _, _, positive in told) else 0,
        "emphasis": max(weights.emphasis.points[edition.factors[r.about].emphasis] for r in rules),
        "evidence": _each(weights.evidence, len(sources)),
        "sector": weights.sector.points["speaks"] if speaks else 0,
        "phase": _phase_points(weights.phase, rules, phase),
        "waiting": _each(weights.waiting, waiting),
        "in_place": _each(weights.in_place, helping),
        "provisional": weights.provisional.points["open"] if provisional else 0,
    }
    return [_contribution(edition, name, value, language) for name, value in values.items() if value]


@cache
def _contribution(edition: Edition, name: str, value: int, language: Language) -> Contribution:
    weight: Weight = getattr(edition.priorities.weights, name)
    return Contribution(name, weight.title[language], value, weight.basis)


def _phase_points(weight: Weight, rules: Sequence[Rule], phase: Value | None) -> int:
    """Points when a finding blocks the present phase, or when all of them belong to other phases."""
    now = any(phase in rule.phases for rule in rules)
    if now or phase is None or not all(rule.phases for rule in rules):
        return weight.points["now"] if now else 0
    return weight.points["other"]


def _each(weight: Weight, count: int) -> int:
    each, most = weight.points["each"], weight.points["most"]
    return max(0, min(each * count, most)) if most >= 0 else min(0, max(each * count, most))


def _phases(
    scores: Mapping[str, int],
    needs: Mapping[str, Sequence[str]],
    minor: set[str],
    facts: Facts,
    edition: Edition,
) -> dict[str, Phase]:
    """Each recommendation with its phase, in order of rank.

    In each phase the highest scores come first. What needs another recommendation comes in a later phase than that
    one. What is only minor is never first, unless there is nothing else.
    """
    capacity = edition.priorities.capacity
    overloaded = evaluate(capacity.overloaded, facts) is True
    left = sorted(scores, key=lambda rid: (-scores[rid], rid))
    phases: dict[str, Phase] = {}
    ready = [rid for rid in left if not needs[rid]]
    major = [rid for rid in ready if rid not in minor] or ready[:1]
    phases |= dict.fromkeys(major[: capacity.first_when_overloaded if overloaded else capacity.first], "first")
    ready = [rid for rid in left if rid not in phases and all(n in phases for n in needs[rid])]
    phases |= dict.fromkeys(ready[: capacity.next], "next")
    left = [rid for rid in left if rid not in phases]
    while left:
        rid = next(rid for rid in left if all(n in phases for n in needs[rid]))
        phases[rid] = "later"
        left.remove(rid)
    return phases
