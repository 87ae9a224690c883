"""Findings → recommendations: what to do, in order, with all that an advice says of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..library.edition import Edition
from ..library.memo import kept
from ..library.model import Basis, Polarity, Recommendation, Severity, Step, Weight
from ..library.wording import Language, sentence
from .findings import Finding, OpenException, open_strengths
from .inference import Conclusions
from .ranking import Phase, Ranked
from .verdicts import Verdict


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
    ranked: Sequence[Ranked],
    findings: Sequence[Finding],
    conclusions: Conclusions,
    edition: Edition,
    language: Language,
) -> list[Recommended]:
    """Every recommendation that is given, as it is ranked."""
    calling: dict[str, list[Finding]] = {item.id: [] for item in ranked}
    helping: dict[str, list[Finding]] = {item.id: [] for item in ranked}
    for finding in findings:
        rule = edition.rules[finding.rule]
        for rid in rule.recommend:
            if rid in calling:
                calling[rid].append(finding)
        for rid in rule.helps:
            if rid in helping:
                helping[rid].append(finding)
    return [
        _recommended(item, place, [*calling[item.id], *helping[item.id]], conclusions, edition, language)
        for place, item in enumerate(ranked, 1)
    ]


def _recommended(
    item: Ranked, place: int, findings: list[Finding], conclusions: Conclusions, edition: Edition, language: Language
) -> Recommended:
    recommendation = edition.recommendations[item.id]
    weak = frozenset(f.factor for f in findings if f.polarity == "weakness")
    rules = tuple(f.rule for f in findings if f.polarity == "weakness")
    return Recommended(
        id=item.id,
        title=recommendation.title[language],
        summary=recommendation.summary[language],
        steps=_steps(edition, item.id, weak, language),
        verdict=conclusions.recommendations[item.id],
        phase=item.phase,
        rank=place,
        score=item.score,
        contributions=[contribution(edition, name, value, language) for name, value in item.values.items()],
        findings=[_ref(edition, f.id, f.title, f.factor, f.severity, f.polarity) for f in findings],
        needs=item.needs,
        unless=_exceptions(recommendation, findings, conclusions, edition, language),
        cites=_cites(edition, item.id, weak, rules),
        caveats=[c[language] for c in recommendation.caveats],
    )


@kept(most=4096)
def contribution(edition: Edition, name: str, value: int, language: Language) -> Contribution:
    """One part of a score, with its title and who set its weight."""
    weight: Weight = getattr(edition.priorities.weights, name)
    return Contribution(name, weight.title[language], value, weight.basis)


@kept(most=4096)
def _ref(
    _: Edition, finding: str, title: str, factor: str, severity: Severity | None, polarity: Polarity
) -> FindingRef:
    return FindingRef(finding, title, factor, severity, polarity)


@kept(most=4096)
def _steps(edition: Edition, rid: str, weak: frozenset[str], language: Language) -> list[StepToTake]:
    """The steps for the factors that are weak here."""
    return [StepToTake(s[language], s.because, s.inference) for s in _shown(edition.recommendations[rid], weak)]


@kept(most=4096)
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
