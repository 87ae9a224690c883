"""What decides the place of each recommendation, in every row: its score, its documents, whether it stands behind.

The points and how they are counted are those of `stages.ranking`; here they are looked up for the counts of many rows.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..library.conditions import Includes
from ..library.edition import Edition
from ..library.priorities import Weight
from ..stages.findings import Telling
from ..stages.ranking import each
from .conditions import Answered, Nodes, Sheet
from .planes import Plane, either, in_each_row, spread
from .verdicts import Chaining, Verdicts, joined

Told = dict[Telling, Plane]


@dataclass(frozen=True, slots=True)
class Standings:
    """Of one recommendation in every row: its score, how many documents support it, where it stands behind."""

    score: NDArray[np.int32]
    documents: NDArray[np.uint16]
    behind: Plane


class Scoring:
    """The rules of an edition, looked through once; then the standings in one block after another."""

    def __init__(self, edition: Edition, nodes: Nodes, chaining: Chaining) -> None:
        self._rules, self._callers = edition.rules, edition.callers
        self._supports, self._effects = edition.supports, edition.effects
        self._weights = edition.priorities.weights
        self._several = {name for name, question in edition.questions.items() if question.kind == "choices"}
        self._described = frozenset(edition.priorities.context)
        self._derived, self._when, self._unless = chaining.derived, chaining.when, chaining.unless
        self._severity = {
            rule_id: [(line.level, None if line.when is None else nodes.of(line.when)) for line in rule.severity]
            for rule_id, rule in edition.rules.items()
        }

    def run(self, sheet: Sheet, verdicts: Verdicts) -> Iterator[Standings]:
        """The standings of each recommendation, in the order of the knowledge; they count where it is given."""
        called = sorted({rule_id for callers in self._callers.values() for rule_id in callers})
        told = {rule_id: self._told(rule_id, verdicts.found[rule_id], sheet) for rule_id in called}
        severe = {rule_id: self._severe(rule_id, verdicts.found[rule_id], sheet) for rule_id in called}
        exempt = {rule_id: self._exempt(rule_id, verdicts, sheet) for rule_id in called}
        weak = self._weak(verdicts, sheet)
        for rid, callers in self._callers.items():
            tellings: Told = {}
            for rule_id in callers:
                for telling, plane in told[rule_id].items():
                    tellings[telling] = tellings[telling] | plane if telling in tellings else plane
            score = self._worst([severe[rule_id] for rule_id in callers], sheet)
            outright = either((plane for telling, plane in tellings.items() if telling[2]), sheet.nowhere)
            score += spread(outright, sheet.rows) * np.int32(self._weights.reported.points["reported"])
            score += _points(self._weights.converging, [*tellings.values()], 1, sheet.rows)
            score += _points(self._weights.root, self._symptoms(callers, weak, verdicts, sheet), 0, sheet.rows)
            supports: dict[str, Plane] = {}
            for rule_id in callers:
                for source in self._supports[rule_id]:
                    found = verdicts.found[rule_id]
                    supports[source] = supports[source] | found if source in supports else found
            yield Standings(
                score=score,
                documents=in_each_row([*supports.values()], sheet.rows),
                behind=self._behind(rid, callers, exempt, verdicts, sheet),
            )

    def _told(self, rule_id: str, found: Plane, sheet: Sheet) -> Told:
        """Where a rule that applies tells what: `stages.findings.weighed`."""
        told: Told = {}

        def add(telling: Telling, where: Plane) -> None:
            told[telling] = told[telling] | where if telling in told else where

        for atom, holds, where in sheet.grounds(self._when[rule_id], found, truth=True):
            if atom.name in self._described:
                continue
            if atom.name not in self._several:
                add((atom.name, "", holds), where)
                continue
            outright = holds and isinstance(atom, Includes) and atom.quantity != "none"
            named = sheet.nowhere
            answered = sheet.facts.get(atom.name)
            if outright and isinstance(atom, Includes) and isinstance(answered, Answered):
                for option in atom.options:
                    ticked = where & answered.ticked(option)
                    named = named | ticked
                    add((atom.name, option, True), ticked)
            add((atom.name, "", outright), where & ~named)
        return told

    def _severe(self, rule_id: str, found: Plane, sheet: Sheet) -> dict[int, Plane]:
        """Where a rule that applies is how bad, in points: the first of its lines that holds."""
        severe: dict[int, Plane] = {}
        left = found
        for level, when in self._severity[rule_id]:
            here = left if when is None else left & sheet.truths(when).true
            points = self._weights.severity.points[level]
            severe[points] = severe[points] | here if points in severe else here
            left = left & ~here
        return severe

    def _worst(self, severe: Sequence[Mapping[int, Plane]], sheet: Sheet) -> NDArray[np.int32]:
        """The most points of several rules."""
        worst = np.zeros(sheet.rows, np.int32)
        left = sheet.everywhere
        for points in sorted({points for found in severe for points in found}, reverse=True):
            here = joined(found[points] for found in severe if points in found) & left
            left = left & ~here
            worst += spread(here, sheet.rows) * np.int32(points)
        return worst

    def _weak(self, verdicts: Verdicts, sheet: Sheet) -> dict[str, Plane]:
        """Where each factor is weak: a rule about it applies, and calls for something that is given."""
        weak: dict[str, Plane] = {}
        for rule_id, rule in self._rules.items():
            if rule.recommend:
                here = verdicts.found[rule_id] & joined(verdicts.given[rid] for rid in rule.recommend)
                weak[rule.about] = weak[rule.about] | here if rule.about in weak else here
        return weak

    def _symptoms(
        self, callers: Sequence[str], weak: Mapping[str, Plane], verdicts: Verdicts, sheet: Sheet
    ) -> list[Plane]:
        """Where each factor is a symptom of what these rules find: `stages.ranking.symptoms`."""
        about: dict[str, Plane] = {}
        for rule_id in callers:
            factor, found = self._rules[rule_id].about, verdicts.found[rule_id]
            about[factor] = about[factor] | found if factor in about else found
        brought_on: dict[str, Plane] = {}
        for factor, found in about.items():
            for effect in sorted(self._effects.get(factor, frozenset()) & weak.keys()):
                brought_on[effect] = brought_on[effect] | found if effect in brought_on else found
        return [found & weak[effect] & ~about.get(effect, sheet.nowhere) for effect, found in brought_on.items()]

    def _exempt(self, rule_id: str, verdicts: Verdicts, sheet: Sheet) -> Plane:
        """Where what is known of a rule's open exception all holds."""
        if rule_id not in self._unless:
            return sheet.nowhere
        leaning = sheet.leanings(self._unless[rule_id], self._derived, self._described).true
        return verdicts.findings[rule_id]["provisional"] & leaning

    def _behind(
        self, rid: str, callers: Sequence[str], exempt: Mapping[str, Plane], verdicts: Verdicts, sheet: Sheet
    ) -> Plane:
        """Where a recommendation is provisional, and each rule that applies and calls for it is probably exempt."""
        behind = verdicts.recommendations[rid]["provisional"]
        for rule_id in callers:
            behind = behind & ~(verdicts.found[rule_id] & ~exempt[rule_id])
        return behind


def most_points(edition: Edition) -> int:
    """The highest score that there can be."""
    weights = edition.priorities.weights
    each_most = (weights.severity.points.values(), weights.reported.points.values())
    return sum(max(points) for points in each_most) + sum(w.points["most"] for w in (weights.converging, weights.root))


def _points(weight: Weight, planes: Sequence[Plane], less: int, rows: int) -> NDArray[np.int32]:
    """The points for each of some planes that hold, beyond the first ``less``."""
    points = np.array([each(weight, count - less) for count in range(len(planes) + 1)], np.int32)
    return points.take(in_each_row(planes, rows)) if points.any() else np.zeros(rows, np.int32)
