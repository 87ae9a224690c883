"""Why not: what kept a recommendation away, each condition with the value seen and the value needed."""

from dataclasses import dataclass

from ..advice import Advisor
from ..library.conditions import Atom, Condition, Facts, NoneOf, atoms, evaluate
from ..library.edition import Edition
from ..library.wording import Language, atom_phrase, needed, rule_sentence
from ..stages.findings import answers_behind
from ..stages.inference import Verdict
from ..stages.profile import Profile


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A condition that does not hold, or is open: what was seen (None: not answered) and what is needed."""

    name: str
    text: str
    seen: str | None
    needed: str
    answers: list[str]


@dataclass(frozen=True, slots=True)
class RuleNotApplied:
    """A rule that could call for the recommendation, and what kept it from doing so."""

    rule: str
    title: str
    sentence: str
    verdict: Verdict
    obstacles: list[Obstacle]
    blocked_by: str | None


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why a recommendation is not given (or, when its verdict says so, that it is)."""

    id: str
    title: str
    verdict: Verdict
    rules: list[RuleNotApplied]
    blocked_by: str | None


def why_not(profile: Profile, recommendation: str, advisor: Advisor, language: Language = "nl") -> WhyNot:
    """What kept a recommendation away from this profile. Raises KeyError when there is no such recommendation."""
    edition = advisor.edition
    conclusions = advisor.conclude(profile.answers)
    facts, wanted = conclusions.facts, edition.recommendations[recommendation]
    verdict = conclusions.recommendations[recommendation]
    unless = wanted.unless
    callers = any(conclusions.findings[c] in ("recommended", "provisional") for c in edition.callers[recommendation])
    blocked = unless is not None and verdict == "not_indicated" and callers
    return WhyNot(
        id=recommendation,
        title=wanted.title[language],
        verdict=verdict,
        rules=[
            _rule(rule_id, conclusions.findings[rule_id], facts, edition, language)
            for rule_id in edition.callers[recommendation]
        ],
        blocked_by=_phrases(unless, edition, language) if blocked and unless is not None else None,
    )


def _rule(rule_id: str, verdict: Verdict, facts: Facts, edition: Edition, language: Language) -> RuleNotApplied:
    rule = edition.rules[rule_id]
    blocked = rule.unless is not None and evaluate(rule.unless, facts) is True
    return RuleNotApplied(
        rule=rule_id,
        title=rule.title[language],
        sentence=rule_sentence(rule.when, rule.unless, f"“{rule.title[language]}”", edition, language),
        verdict=verdict,
        obstacles=[_obstacle(atom, wanted, facts, edition, language) for atom, wanted in missing(rule.when, facts)],
        blocked_by=_phrases(rule.unless, edition, language) if blocked and rule.unless is not None else None,
    )


def missing(condition: Condition, facts: Facts, *, wanted: bool = True) -> list[tuple[Atom, bool]]:
    """The atoms that do not (yet) have the truth they need for a condition to be as wanted, with that truth."""
    truth = evaluate(condition, facts)
    if truth is wanted:
        return []
    found = [(atom, wanted) for _, atom in atoms(condition)] if not hasattr(condition, "parts") else []
    for part in getattr(condition, "parts", ()):
        found += missing(part, facts, wanted=wanted != isinstance(condition, NoneOf))
    return found


def _obstacle(atom: Atom, wanted: bool, facts: Facts, edition: Edition, language: Language) -> Obstacle:
    value = facts.get(atom.name)
    return Obstacle(
        name=atom.name,
        text=edition.name(atom.name, language),
        seen=None if value is None else edition.value(atom.name, value, language),
        needed=_needed(atom, wanted, edition, language),
        answers=answers_behind([atom.name], facts, edition) if value is None else [atom.name],
    )


def _needed(atom: Atom, wanted: bool, edition: Edition, language: Language) -> str:
    if atom.name in edition.questions:
        return needed(atom, edition, language, wanted=wanted)
    return atom_phrase(atom, edition, language, wanted=wanted)


def _phrases(condition: Condition, edition: Edition, language: Language) -> str:
    return "; ".join(atom_phrase(atom, edition, language) for _, atom in atoms(condition))
