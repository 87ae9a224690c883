"""Findings → recommendations: what to do, in order, with all that an advice says of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from ..library.alike import Known, seen
from ..library.conditions import Facts
from ..library.edition import Edition
from ..library.memo import kept
from ..library.model import Basis, Polarity, Recommendation, Severity
from ..library.priorities import Weight
from ..library.strict_yaml import Place
from ..library.wording import Language, sentence
from .findings import Finding, OpenException, open_strengths
from .fitting import effort_here, fitted, shown
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
class EffortNeeded:
    """How many weeks it takes and how many days of one person, each from a low to a high guess, and who judged so."""

    weeks: list[int]
    days: list[int]
    basis: Basis


@dataclass(frozen=True, slots=True)
class Symptom:
    """What else is weak here because of what a recommendation mends.

    The factor, the title of a finding about it, the passages that say so, and whether the editors infer it.
    """

    factor: str
    title: str
    cites: list[str]
    inference: bool


@dataclass(frozen=True, slots=True)
class Recommended:
    """A recommendation that is given. ``score`` is the sum of ``contributions``.

    ``tied``: the recommendations beside it with the same score; ``documents``, how many support it, puts them in order,
    and where that is equal the order of the knowledge does. ``behind``: it stands behind what is certain, because all
    that is known of its exception holds. ``at_the_start``: a passage wants it settled at the start. ``symptoms``: what
    else is weak here because of what it mends. ``folded``: what belongs with it and scores no higher, each with the
    rank and phase of this one; ``findings`` holds theirs too, ``score``, ``steps`` and ``cites`` do not.
    ``together``: why they belong together. ``theme``: the title of the theme of its factor. ``who`` acts; ``sign``
    shows that it worked.
    """

    id: str
    title: str
    summary: str
    steps: list[StepToTake]
    verdict: Verdict
    phase: Phase
    rank: int
    score: int
    contributions: list[Contribution]
    documents: int = field(default=0, kw_only=True)  # this and the next ten: not in advice of edition 2026.1
    tied: list[str] = field(default_factory=list, kw_only=True)
    behind: bool = field(default=False, kw_only=True)
    at_the_start: bool = field(default=False, kw_only=True)
    symptoms: list[Symptom] = field(default_factory=list, kw_only=True)
    together: str = field(default="", kw_only=True)
    folded: list["Recommended"] = field(default_factory=list, kw_only=True)
    theme: str = field(default="", kw_only=True)
    who: str = field(default="", kw_only=True)
    sign: str = field(default="", kw_only=True)
    effort: EffortNeeded | None = field(default=None, kw_only=True)
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
    """Every recommendation that is given, by rank, with what is folded under it."""
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
    weak: dict[str, str] = {}
    for finding in findings:
        if finding.polarity == "weakness":
            weak.setdefault(finding.factor, finding.title)
    folded: dict[str, list[Recommended]] = {item.id: [] for item in ranked if item.under is None}
    told = {}
    for item in ranked:
        found = [*calling[item.id], *helping[item.id]]
        told[item.id] = _recommended(item, found, weak, conclusions, edition, language)
        if item.under is not None:
            folded[item.under].append(told[item.id])
    return [_with_folded(told[rid], under, edition, language) for rid, under in folded.items()]


def every(recommendations: Iterable[Recommended]) -> Iterator[Recommended]:
    """Recommendations, each followed by what is folded under it."""
    for item in recommendations:
        yield item
        yield from item.folded


def _with_folded(item: Recommended, folded: list[Recommended], edition: Edition, language: Language) -> Recommended:
    """A recommendation with what is folded under it."""
    if not folded:
        return item
    return replace(
        item,
        together=edition.bundles[edition.bundle_of[item.id]].why[language],
        folded=folded,
        findings=list({ref.id: ref for one in (item, *folded) for ref in one.findings}.values()),
    )


def _recommended(
    item: Ranked,
    findings: list[Finding],
    found: Mapping[str, str],
    conclusions: Conclusions,
    edition: Edition,
    language: Language,
) -> Recommended:
    """``found``: the title of the first weakness found about each factor, in the whole advice."""
    recommendation, facts, steps_for = edition.recommendations[item.id], conclusions.facts, edition.steps_for[item.id]
    weak = frozenset(f.factor for f in findings if f.polarity == "weakness" and f.factor in steps_for)
    told = _told(edition, item.id, weak, seen(facts, edition.all_fitted_on[item.id]), language)
    rules = tuple(f.rule for f in findings if f.polarity == "weakness")
    return Recommended(
        id=item.id,
        title=recommendation.title[language],
        summary=told.summary,
        steps=told.steps,
        verdict=conclusions.recommendations[item.id],
        phase=item.phase,
        rank=item.rank,
        score=item.score,
        contributions=_contributions(item, findings, edition, language),
        documents=item.documents,
        tied=item.tied,
        behind=item.behind,
        at_the_start=item.at_the_start,
        theme=edition.manifest.factors[edition.factor_themes[findings[0].factor]].title[language],
        symptoms=[_symptom(edition, cause_id, found) for cause_id in item.causes],
        findings=[_ref(edition, f.id, f.title, f.factor, f.severity, f.polarity) for f in findings],
        needs=item.needs,
        unless=_exceptions(recommendation, findings, conclusions, edition, language),
        who=told.who,
        sign=told.sign,
        effort=told.effort,
        cites=_cites(edition, rules, tuple(p for step in told.steps for p in step.cites)),
        caveats=told.caveats,
    )


def _contributions(item: Ranked, findings: list[Finding], edition: Edition, language: Language) -> list[Contribution]:
    """The parts of a score. How bad it is comes from a source where a document itself says so."""
    worst = edition.priorities.weights.severity.points
    by_source = any(
        f.severity is not None and f.severity_basis == "source" and worst[f.severity] == item.values.get("severity")
        for f in findings
    )
    return [
        contribution(edition, name, value, language, "source" if by_source and name == "severity" else None)
        for name, value in item.values.items()
    ]


@kept(most=4096)
def contribution(
    edition: Edition, name: str, value: int, language: Language, basis: Basis | None = None
) -> Contribution:
    """One part of a score, with its title and who set it: ``basis`` where that is not who set the weight."""
    weight: Weight = getattr(edition.priorities.weights, name)
    return Contribution(name, weight.title[language], value, basis or weight.basis)


def _symptom(edition: Edition, cause_id: str, found: Mapping[str, str]) -> Symptom:
    cause = edition.causes[cause_id]
    return Symptom(cause.effect, found[cause.effect], cause.because, cause.inference)


@kept(most=4096)
def _ref(
    _: Edition, finding: str, title: str, factor: str, severity: Severity | None, polarity: Polarity
) -> FindingRef:
    return FindingRef(finding, title, factor, severity, polarity)


@dataclass(frozen=True, slots=True)
class _Told:
    """The texts of a recommendation as they read here."""

    summary: str
    steps: list[StepToTake]
    who: str
    sign: str
    effort: EffortNeeded
    caveats: list[str]


@kept(most=4096)
def _told(edition: Edition, rid: str, weak: frozenset[str], known: Known, language: Language) -> _Told:
    """The texts of a recommendation where these factors are weak and this is known: all on which its texts hang."""
    texts = _Texts(rid, dict(known), edition, language)
    return _Told(
        texts.read("summary"),
        texts.steps(weak),
        texts.read("who"),
        texts.read("sign"),
        texts.effort(),
        texts.caveats(),
    )


class _Texts:
    """The texts of a recommendation as they read here: few facts decide on each, so each is soon one read before."""

    def __init__(self, rid: str, facts: Facts, edition: Edition, language: Language) -> None:
        self._edition, self._rid, self._facts, self._language = edition, rid, facts, language
        self._of, self._hangs_on = edition.recommendations[rid], edition.fitted_on[rid]

    def read(self, *place: str | int) -> str:
        """The text at a place."""
        return _text(self._edition, self._rid, place, self._seen(place), self._language)

    def steps(self, weak: Set[str]) -> list[StepToTake]:
        """The steps to take where these factors are weak."""
        places = [i for i, step in enumerate(self._of.steps) if not step.for_ or not weak.isdisjoint(step.for_)]
        found = (_step(self._edition, self._rid, i, self._seen(("steps", i)), self._language) for i in places)
        return [step for step in found if step is not None]

    def caveats(self) -> list[str]:
        """The caveats that are not known to be out of place."""
        return [self.read("caveats", i) for i, caveat in enumerate(self._of.caveats) if shown(caveat, self._facts)]

    def effort(self) -> EffortNeeded:
        """What it takes."""
        return _effort(self._edition, self._rid, self._seen(("effort",)))

    def _seen(self, place: Place) -> Known:
        return seen(self._facts, self._hangs_on[place])


@kept(most=8192)
def _text(edition: Edition, rid: str, place: Place, known: Known, language: Language) -> str:
    return fitted(dict(edition.recommendations[rid].texts)[place], dict(known), edition, language)


@kept(most=8192)
def _step(edition: Edition, rid: str, number: int, known: Known, language: Language) -> StepToTake | None:
    """A step as it reads where these facts are known; None where it is not shown."""
    step, facts = edition.recommendations[rid].steps[number], dict(known)
    return (
        StepToTake(fitted(step, facts, edition, language), step.because, step.inference) if shown(step, facts) else None
    )


@kept(most=4096)
def _effort(edition: Edition, rid: str, known: Known) -> EffortNeeded:
    effort = effort_here(edition.recommendations[rid].effort, dict(known))
    return EffortNeeded(effort.weeks, effort.days, "judgement")


@kept(most=4096)
def _cites(edition: Edition, rules: tuple[str, ...], steps: tuple[str, ...]) -> list[str]:
    """The passages behind a recommendation: of the rules that call for it and of the steps shown, by source."""
    cited = {*steps, *(p for rule_id in rules for p in edition.rules[rule_id].because)}
    return sorted(cited, key=edition.passage_order.__getitem__)


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
