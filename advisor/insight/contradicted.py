"""What answers that contradict each other rule out: it is undecided, until somebody knows which of them is right."""

from collections.abc import Mapping
from dataclasses import replace

from ..library.conditions import names
from ..library.edition import Edition
from ..stages.inference import Conclusions
from ..stages.verdicts import Verdict
from .evaluator import evaluator


def left_undecided(conclusions: Conclusions, edition: Edition) -> Conclusions:
    """The conclusions, without contradictory answers as facts: what only such answers rule out becomes undecided.

    Verdicts other than "not indicated" stay as they are.
    """
    doubted = {a for name in conclusions.contradictions for a in names(edition.contradictions[name].when)}
    if not doubted:
        return conclusions
    answers = {a: v for a, v in conclusions.facts.items() if a not in doubted and a not in edition.derived}
    without = evaluator(edition).conclude(answers)
    return replace(
        conclusions,
        facts=without.facts,
        findings=_undecided(conclusions.findings, without.findings),
        recommendations=_undecided(conclusions.recommendations, without.recommendations),
    )


def _undecided(verdicts: Mapping[str, Verdict], without: Mapping[str, Verdict]) -> dict[str, Verdict]:
    ruled_out: Verdict = "not_indicated"
    return {
        name: "undecided" if verdict == ruled_out and without[name] != ruled_out else verdict
        for name, verdict in verdicts.items()
    }
