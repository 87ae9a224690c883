"""Facts → findings: what each rule that applies says about its factor here, and on which answers it rests."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ..library.alike import Known, seen
from ..library.conditions import (
    Answer,
    Atom,
    Condition,
    Data,
    Disputed,
    Facts,
    Includes,
    Value,
    as_data,
    as_value,
    atoms,
    evaluate,
    grounds,
    said,
    undecided_names,
)
from ..library.edition import Edition
from ..library.memo import kept
from ..library.model import Basis, Polarity, Rule, Severity, SeverityLine
from ..library.wording import Language, sentence
from ..phrases import say
from .inference import Conclusions
from .verdicts import GIVEN, Verdict

Telling = tuple[str, str, bool]


@dataclass(frozen=True, slots=True)
class Alternatives:
    """What respondents who differ said of one fact; a finding that rests on it holds for each of these."""

    one_of: list[Data]


@dataclass(frozen=True, slots=True)
class FactUsed:
    """A fact that a finding rests on: its name, its value as data and as text, and the answers behind it."""

    name: str
    text: str
    value: Data | Alternatives
    label: str
    answers: list[str]

    @property
    def known(self) -> Answer:
        """The value as conditions read it."""
        if isinstance(self.value, Alternatives):
            return Disputed(tuple(map(as_value, self.value.one_of)))
        return as_value(self.value)


@dataclass(frozen=True, slots=True)
class OpenException:
    """An exception that is still open: what it is, and the questions that decide it, unanswered or in dispute."""

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


@dataclass(frozen=True, slots=True, eq=False)  # there is one for each rule and what is known: see `weighed`
class Weighed:
    """What a rule that applies weighs here: how severe it is (None for a strength) and what was told.

    ``told``: the separate things that made it apply, less those that only describe the organisation. Each is an
    attribute, the option ticked (or ""), and whether it was told outright: an answer chosen, a box ticked. ``known``:
    the facts that the rule reads; ``used``: those that made it apply, each with the answers behind it.
    """

    rule: str
    known: Known
    used: Sequence[tuple[str, tuple[str, ...]]]
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
    facts, opposing = conclusions.facts, _opposing_sources(conclusions, edition)
    sector = facts.get("sector")
    sectors = tuple(said(sector)) if sector is not None else ()
    return [
        _finding(
            edition,
            found,
            conclusions.findings[rule_id],
            tuple([facts[name] for name, _ in found.used]),
            opposing.get(edition.rules[rule_id].about, frozenset()),
            sectors,
            language,
        )
        for rule_id, found in weights.items()
    ]


def known(rule_id: str, facts: Facts, edition: Edition) -> Known:
    """The facts that a rule reads, as far as they are known and it tells their answers apart."""
    return seen(facts, edition.tells_apart[rule_id])


@kept(most=4096)
def _finding(
    edition: Edition,
    found: Weighed,
    verdict: Verdict,
    used: tuple[Answer, ...],
    opposing: frozenset[str],
    sectors: tuple[Value, ...],
    language: Language,
) -> Finding:
    """``used``: the facts that made the rule apply as they are, for they are shown."""
    rule = edition.rules[found.rule]
    return Finding(
        id=found.rule,
        title=rule.title[language],
        factor=rule.about,
        polarity=rule.polarity,
        severity=found.severity,
        severity_basis=severity_basis(rule),
        verdict=verdict,
        rule=found.rule,
        facts=[
            _told_by(edition, name, value, answers, language)
            for (name, answers), value in zip(found.used, used, strict=True)
        ],
        supports=list(edition.supports[found.rule]),
        opposes=sorted(opposing.difference(edition.supports[found.rule])),
        unless=_open(edition, found, language) if verdict == "provisional" else [],
        editorial=_editorial(edition, found.rule, sectors, language),
    )


@kept(most=4096)
def _open(edition: Edition, found: Weighed, language: Language) -> list[OpenException]:
    """The exception under which a provisional rule does not apply."""
    unless, facts = edition.rules[found.rule].unless, dict(found.known)
    if unless is None:
        return []
    waiting = answers_behind(undecided_names(unless, facts), facts, edition)
    return [OpenException(sentence(unless, edition, language), waiting)]


@kept(most=4096)
def _editorial(edition: Edition, rule_id: str, sectors: tuple[Value, ...], language: Language) -> list[str]:
    """What the editors say beside a rule, to these sectors."""
    rule = edition.rules[rule_id]
    return [*(rule.editorial[language] if rule.editorial else []), *_of_sector(rule, sectors, edition, language)]


def _of_sector(rule: Rule, sectors: tuple[Value, ...], edition: Edition, language: Language) -> list[str]:
    """That no document behind a rule was written for organisations like this one, where that is so."""
    speaks = {spoken for ref in rule.because for spoken in edition.sources[ref.partition("/")[0]].speaks_to}
    if not sectors or not speaks.isdisjoint(sectors):
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
        holds, ticked = evaluate(atom, facts) is True, ticked_by_all(facts.get(atom.name))
        if ticked is not None:
            outright = holds and isinstance(atom, Includes) and atom.quantity != "none"
            named = ticked.intersection(atom.options) if outright and isinstance(atom, Includes) else ()
            told |= {(atom.name, option, True) for option in named} or {(atom.name, "", outright)}
        else:
            told.add((atom.name, "", holds))
    line = severity_line(rule, facts)
    used = [(name, tuple(answers_behind([name], facts, edition))) for name in names_used(rule, facts)]
    return Weighed(rule_id, known, used, line.level if line is not None else None, frozenset(told))


def ticked_by_all(answer: Answer | None) -> frozenset[str] | None:
    """The options that are ticked, whoever is right; None for an answer in which nothing can be ticked."""
    ticked = [value for value in said(answer) if isinstance(value, frozenset)] if answer is not None else []
    return frozenset.intersection(*ticked) if ticked else None


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


@kept(most=4096)
def _told_by(edition: Edition, name: str, value: Answer, answers: tuple[str, ...], language: Language) -> FactUsed:
    return FactUsed(
        name=name,
        text=edition.name(name, language),
        value=Alternatives(list(map(as_data, value.values))) if isinstance(value, Disputed) else as_data(value),
        label=edition.value(name, value, language),
        answers=list(answers),
    )


def _opposing_sources(conclusions: Conclusions, edition: Edition) -> dict[str, frozenset[str]]:
    """For each factor in a tension that shows here: the sources on the other side of it."""
    opposing: dict[str, frozenset[str]] = {}
    for tension_id in conclusions.tensions:
        one, other = edition.tensions[tension_id].sides
        for side, against in ((one, other), (other, one)):
            sources = {p.partition("/")[0] for p in against.because}
            for factor in side.factors:
                opposing[factor] = opposing.get(factor, frozenset()) | sources
    return opposing
