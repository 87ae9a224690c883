"""The sentence that opens an advice: what goes well, and what weighs most.

It joins the clauses of at most `MOST` findings, and says nothing else of the organisation. A clause has at most
`texts.CLAUSE_WORDS` words, so that with every mark and joint the sentence stays under forty.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ..library.edition import Edition
from ..library.model import SEVERITIES
from ..library.wording import Language
from ..phrases import enumerated, say
from .findings import Finding
from .recommendations import Recommended

MOST = 3  # findings in the sentence
MOST_STRENGTHS = 2  # of them, where there is no weakness; beside weaknesses there is one

_PHRASES = {  # by whether there is a strength, and whether there is a weakness
    (True, True): "diagnosis_both",
    (True, False): "diagnosis_strong",
    (False, True): "diagnosis_weak",
    (False, False): "diagnosis_nothing",
}


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One sentence, and the findings that it names, in its order; "" in advice that has none."""

    text: str = ""
    weaknesses: list[str] = field(default_factory=list)
    strengths: list[str] = field(default_factory=list)


def diagnose(
    findings: Sequence[Finding], recommendations: Sequence[Recommended], edition: Edition, language: Language
) -> Diagnosis:
    """The sentence on what was found. ``recommendations``: what is shown, by rank."""
    strengths = _strengths(findings, recommendations)
    weaknesses = _weaknesses(findings, recommendations)
    strong = strengths[: 1 if weaknesses else MOST_STRENGTHS]
    weak = weaknesses[: MOST - len(strong)]
    parts = {
        "strengths": enumerated([_clause(found, edition, language) for found in strong], language),
        "weaknesses": enumerated([_clause(found, edition, language) for found in weak], language),
    }
    said = say(_PHRASES[bool(strong), bool(weak)], language, **parts)
    return Diagnosis(said[0].upper() + said[1:], [found.id for found in weak], [found.id for found in strong])


def _weaknesses(findings: Sequence[Finding], recommendations: Sequence[Recommended]) -> list[Finding]:
    """The worst weakness behind each recommendation: first those of the first phase, then by severity, then by rank.

    A weakness that no recommendation answers comes last.
    """
    answered = _places(recommendations)
    later = {item.rank for item in recommendations if item.phase != "first"}

    def key(found: Finding) -> tuple[bool, int, float]:
        rank = answered.get(found.id, math.inf)
        return rank in later or rank == math.inf, SEVERITIES.index(found.severity or "low"), rank

    worst: dict[object, Finding] = {}
    for found in sorted((f for f in findings if f.polarity == "weakness"), key=key):
        worst.setdefault(answered.get(found.id, found.id), found)
    return list(worst.values())


def _strengths(findings: Sequence[Finding], recommendations: Sequence[Recommended]) -> list[Finding]:
    """The strengths: first what is certain, then what helps the higher recommendation."""
    helps = _places(recommendations)
    strong = [found for found in findings if found.polarity == "strength"]
    return sorted(strong, key=lambda found: (found.verdict == "provisional", helps.get(found.id, math.inf)))


def _places(recommendations: Iterable[Recommended]) -> dict[str, int]:
    """For each finding behind a recommendation, or that helps it, the highest rank of those."""
    places: dict[str, int] = {}
    for item in recommendations:
        for ref in item.findings:
            places.setdefault(ref.id, item.rank)
    return places


def _clause(found: Finding, edition: Edition, language: Language) -> str:
    clause = edition.rules[found.rule].clause[language]
    return say("diagnosis_provisional", language, clause=clause) if found.verdict == "provisional" else clause
