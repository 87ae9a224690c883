"""The smallest change: the fewest answers an organisation can change to add or remove a recommendation."""

from dataclasses import dataclass

from ..advice import Advisor
from ..library.edition import Edition
from ..library.wording import Language
from ..stages.inference import Conclusions
from ..stages.openness import applies
from ..stages.profile import Profile
from ..stages.verdicts import GIVEN, Verdict
from .formulas import given, opposite
from .needs import Need, needs
from .ways import Problem


@dataclass(frozen=True, slots=True)
class Change:
    """The smallest changes that add a recommendation, or remove it when it is given.

    Each entry of ``ways`` is sufficient by itself, and no way changes fewer answers. If there is none, ``fixed`` names
    the answers in the way, which cannot be changed.
    """

    id: str
    title: str
    verdict: Verdict
    brings_in: bool
    ways: list[list[Need]]
    fixed: list[Need]


def change(profile: Profile, recommendation: str, advisor: Advisor, language: Language = "nl") -> Change:
    """The smallest changes for one recommendation. Raises KeyError when there is no such recommendation."""
    edition = advisor.edition
    conclusions = advisor.conclude(profile.answers)
    verdict = conclusions.recommendations[recommendation]
    formula = given(recommendation, edition)
    wanted = opposite(formula) if verdict in GIVEN else formula
    free = changeable(conclusions, edition)
    problem = Problem(wanted, profile.answers, free, edition)
    ways, fixed = problem.smallest(), list[Need]()
    if not ways:
        whatever = Problem(wanted, profile.answers, frozenset(edition.questions), edition)
        found = [needs(way, whatever, edition, language) for way in whatever.smallest()[:1]]
        fixed = [need for way in found for need in way if need.attribute not in free]
    return Change(
        id=recommendation,
        title=edition.recommendations[recommendation].title[language],
        verdict=verdict,
        brings_in=verdict not in GIVEN,
        ways=[needs(way, problem, edition, language) for way in ways],
        fixed=fixed,
    )


def changeable(conclusions: Conclusions, edition: Edition) -> frozenset[str]:
    """The questions that apply to an organisation and whose answer it can change."""
    return frozenset(a for a, q in edition.questions.items() if q.changeable and applies(q, conclusions.facts))
