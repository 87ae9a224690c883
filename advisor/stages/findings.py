"""Facts → findings: what each rule that applies says about its factor here, and on which answers it rests."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ..library.conditions import Atom, Condition, Facts, Includes, Value, atoms, evaluate, grounds, undecided_names
from ..library.edition import Edition
from ..library.memo import kept
from ..library.model import Basis, Polarity, Rule, Severity, SeverityLine
from ..library.wording import Language, sentence
from ..phrases import say
from .inference import Conclusions
from .verdicts import GIVEN, Verdict

Known = tuple[tuple[str, Value], ...]  # facts, by name
Telling = tuple[str, str, bool]


@dataclass(frozen=True, slots=True)
class FactUsed:
    """A fact that a finding rests on: its name, its value as data and as text, and the answers behind it."""

    name: str
    text: str
    value: bool | int | float | str | list[str]
    label: str
    answers: list[str]


@dataclass(frozen=True, slots=True)
class OpenException:
    """An exception that is still open: what it is, and the unanswered questions that decide it."""

    text: str
    waiting_for: list[str]


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule's verdict about a factor in this organisation."""

    id: str
    title: str
    factor: str
    polarity: Polarity
    severity: Severity | None
    severity_basis: Basis | None = field(default=None, kw_only=True)  # not in advice of edition 2026.1
    verdict: Verdict
    rule: str
    facts: list[FactUsed]
    supports: list[str]
    opposes: list[str]
    unless: list[OpenException]
    editorial: list[str]


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a rule that applies weighs here: how severe it is (None for a strength) and what was told.

    ``told``: the separate things that made it apply, less those that only describe the organisation. Each is an
    attribute, the option ticked (or ""), and whether it was told outright: an answer chosen, a box ticked.
    """

    rule: str
    severity: Severity | None
    told: frozenset[Telling]


# The facts that a rule reads decide all that is said of it. They come back from profile to profile, so what follows
# is worked out once for each combination that is met.
def weigh(conclusions: Conclusions, edition: Edition) -> dict[str, Weighed]:
    """What each rule that applies weighs, in the order of the knowledge."""
    return {
        rule_id: weighed(edition, rule_id, known(rule_id, conclusions.facts, edition))
        for rule_id, verdict in conclusions.findings.items()
        if verdict in GIVEN
    }


def find(
    weights: Mapping[str, Weighed], conclusions: Conclusions, edition: Edition, language: Language
) -> list[Finding]:
    """Every finding that is given, in the order of the knowledge."""
    opposing = _opposing_sources(conclusions, edition)
    return [
        _finding(
            edition,
            found,
            conclusions.findings[rule_id],
            known(rule_id, conclusions.facts, edition),
            opposing[rule_id],
            conclusions.facts.get("sector"),
            language,
        )
        for rule_id, found in weights.items()
    ]


def known(rule_id: str, facts: Facts, edition: Edition) -> Known:
    """The facts that a rule reads, as far as they are known."""
    return tuple((name, facts[name]) for name in edition.reads[rule_id] if name in facts)


@kept(most=4096)
def _finding(
    edition: Edition,
    found: Weighed,
    verdict: Verdict,
    known: Known,
    opposing: tuple[str, ...],
    sector: Value | None,
    language: Language,
) -> Finding:
    rule, facts = edition.rules[found.rule], dict(known)
    unless = []
    if rule.unless is not None and verdict == "provisional":
        waiting = answers_behind(undecided_names(rule.unless, facts), facts, edition)
        unless = [OpenException(sentence(rule.unless, edition, language), waiting)]
    return Finding(
        id=found.rule,
        title=rule.title[language],
        factor=rule.about,
        polarity=rule.polarity,
        severity=found.severity,
        severity_basis=severity_basis(rule),
        verdict=verdict,
        rule=found.rule,
        facts=[_used(name, facts, edition, language) for name in names_used(rule, facts)],
        supports=list(edition.supports[found.rule]),
        opposes=list(opposing),
        unless=unless,
        editorial=[*(rule.editorial[language] if rule.editorial else []), *_of_sector(rule, sector, edition, language)],
    )


def _of_sector(rule: Rule, sector: Value | None, edition: Edition, language: Language) -> list[str]:
    """That no document behind a rule was written for organisations like this one, where that is so."""
    speaks = {spoken for ref in rule.because for spoken in edition.sources[ref.partition("/")[0]].speaks_to}
    if sector is None or sector in speaks:
        return []
    question = edition.questions["sector"]
    labels = [label[language] for code, label in question.options.items() if code in speaks]
    return [say("other_sector", language, sectors="; ".join(labels))]


def severity_line(rule: Rule, facts: Facts) -> SeverityLine | None:
    """The first severity line that holds on the known facts; None for a strength."""
    return next((line for line in rule.severity if line.when is None or evaluate(line.when, facts)), None)


def severity_basis(rule: Rule) -> Basis | None:
    """Whether a document itself says how bad it is, or the editors judge; None for a strength."""
    return None if not rule.severity else "source" if rule.severity_because else "judgement"


def atoms_used(rule: Rule, facts: Facts) -> list[Atom]:
    """The atoms that made a rule apply: of its condition, of a refuted exception, of its severity."""
    used = grounds(rule.when, facts)
    if rule.unless is not None and evaluate(rule.unless, facts) is False:
        used += grounds(rule.unless, facts)
    line = severity_line(rule, facts)
    return used + (grounds(line.when, facts) if line is not None and line.when is not None else [])


def names_used(rule: Rule, facts: Facts) -> list[str]:
    """The facts that made a rule apply, each once, in order."""
    return list(dict.fromkeys(atom.name for atom in atoms_used(rule, facts)))


@kept(most=4096)
def weighed(edition: Edition, rule_id: str, known: Known) -> Weighed:
    """What a rule weighs on the facts that it reads."""
    rule, facts, told = edition.rules[rule_id], dict(known), set[Telling]()
    for atom in grounds(rule.when, facts):
        if atom.name in edition.priorities.context:
            continue
        value = facts.get(atom.name)
        if isinstance(value, frozenset):
            holds = isinstance(atom, Includes) and evaluate(atom, facts) is True
            ticked = value.intersection(atom.options) if holds and isinstance(atom, Includes) else frozenset()
            told |= {(atom.name, option, True) for option in ticked} or {(atom.name, "", False)}
        else:
            told.add((atom.name, "", evaluate(atom, facts) is True))
    line = severity_line(rule, facts)
    return Weighed(rule_id, line.level if line is not None else None, frozenset(told))


def answers_behind(fact_names: Iterable[str], facts: Facts, edition: Edition) -> list[str]:
    """The questions behind facts: an attribute is itself; a derived fact rests on (or waits for) answers."""
    behind: dict[str, None] = {}
    for name in fact_names:
        if name in edition.derived:
            when = edition.derived[name].when
            known = evaluate(when, facts) is not None
            behind |= dict.fromkeys((a.name for a in grounds(when, facts)) if known else undecided_names(when, facts))
        else:
            behind[name] = None
    return list(behind)


def open_strengths(condition: Condition, conclusions: Conclusions, edition: Edition) -> list[str]:
    """The unanswered questions that keep the strengths in an exception from being settled."""
    facts, open_names = conclusions.facts, list[str]()
    for _, atom in atoms(condition):
        for rule_id, rule in edition.rules.items():
            verdict = conclusions.findings[rule_id]
            if atom.name == f"{rule.polarity}:{rule.about}" and verdict in ("undecided", "provisional"):
                open_names += undecided_names(rule.when, facts)
                open_names += undecided_names(rule.unless, facts) if rule.unless is not None else []
    return answers_behind(open_names, facts, edition)


def _used(name: str, facts: Facts, edition: Edition, language: Language) -> FactUsed:
    value = facts[name]
    return FactUsed(
        name=name,
        text=edition.name(name, language),
        value=sorted(value) if isinstance(value, frozenset) else value,
        label=edition.value(name, value, language),
        answers=answers_behind([name], facts, edition),
    )


def _opposing_sources(conclusions: Conclusions, edition: Edition) -> dict[str, tuple[str, ...]]:
    """For each rule: the sources on the other side of a tension that shows here, less those that support it."""
    if not conclusions.tensions:
        return dict.fromkeys(edition.rules, ())
    opposing: dict[str, set[str]] = {}
    for tension_id in conclusions.tensions:
        one, other = edition.tensions[tension_id].sides
        for side, against in ((one, other), (other, one)):
            for factor in side.factors:
                opposing.setdefault(factor, set()).update(p.partition("/")[0] for p in against.because)
    return {
        rule_id: tuple(sorted(opposing.get(rule.about, set()).difference(edition.supports[rule_id])))
        for rule_id, rule in edition.rules.items()
    }
