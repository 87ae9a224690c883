"""Why a recommendation is not given: each failed condition with the value seen and the value needed."""

from dataclasses import dataclass

from ..advice import Advisor
from ..library.conditions import Condition, atoms, evaluate
from ..library.edition import Edition
from ..library.wording import Language, atom_phrase, rule_sentence
from ..stages.inference import Conclusions
from ..stages.profile import Profile
from ..stages.verdicts import Verdict
from .formulas import Every, called_for, not_lapsed
from .needs import Need, needs
from .ways import Problem


@dataclass(frozen=True, slots=True)
class RuleNotApplied:
    """A rule that could call for the recommendation, and why it does not.

    Each entry of ``ways`` is sufficient by itself: when all its needs are met and no other answer changes, the
    recommendation is given. A rule that applies has no needs.
    """

    rule: str
    title: str
    sentence: str
    verdict: Verdict
    ways: list[list[Need]]
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
    """Why a recommendation is not given for a profile. Raises KeyError when it does not exist."""
    edition = advisor.edition
    conclusions = advisor.conclude(profile.answers)
    wanted = edition.recommendations[recommendation]
    verdict = conclusions.recommendations[recommendation]
    unless = wanted.unless
    callers = any(conclusions.findings[c] in ("recommended", "provisional") for c in edition.callers[recommendation])
    blocked = unless is not None and verdict == "not_indicated" and callers
    return WhyNot(
        id=recommendation,
        title=wanted.title[language],
        verdict=verdict,
        rules=[
            _rule(rule_id, recommendation, profile, conclusions, edition, language)
            for rule_id in edition.callers[recommendation]
        ],
        blocked_by=_phrases(unless, edition, language) if blocked and unless is not None else None,
    )


def _rule(
    rule_id: str, recommendation: str, profile: Profile, conclusions: Conclusions, edition: Edition, language: Language
) -> RuleNotApplied:
    rule = edition.rules[rule_id]
    blocked = rule.unless is not None and evaluate(rule.unless, conclusions.facts) is True
    wanted = Every((called_for(rule_id, edition), not_lapsed(recommendation, edition)))
    problem = Problem(wanted, profile.answers, frozenset(edition.questions), edition)
    return RuleNotApplied(
        rule=rule_id,
        title=rule.title[language],
        sentence=rule_sentence(rule.when, rule.unless, f"“{rule.title[language]}”", edition, language),
        verdict=conclusions.findings[rule_id],
        ways=[found for way in problem.every_way() if (found := needs(way, problem, edition, language))],
        blocked_by=_phrases(rule.unless, edition, language) if blocked and rule.unless is not None else None,
    )


def _phrases(condition: Condition, edition: Edition, language: Language) -> str:
    return "; ".join(atom_phrase(atom, edition, language) for _, atom in atoms(condition))
