"""The verdict of every rule and every recommendation, in every row: facts → findings → recommendations.

The same three strata as a single run, and the same table of verdicts (`stages.verdicts`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_

from ..library.conditions import Truth, Value
from ..library.edition import Edition
from ..stages.inference import on_findings
from ..stages.verdicts import GIVEN, LEVEL, OF_RULE, VERDICTS, Verdict, own_exception, under
from .conditions import Concluded, Node, Nodes, Sheet, Truths
from .planes import Plane, either

Levels = Mapping[Verdict, Plane]  # where something has which verdict; it is not indicated where it has none of these

_TOLD = VERDICTS[:-1]


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Where each rule and each recommendation has which verdict; `given` is both `GIVEN` verdicts together."""

    findings: Mapping[str, Levels]
    recommendations: Mapping[str, Levels]
    found: Mapping[str, Plane]  # where each rule applies
    given: Mapping[str, Plane]  # where each recommendation is given


class Chaining:
    """The conditions of an edition, taken apart once; then for one block after another what follows from it."""

    def __init__(self, edition: Edition, nodes: Nodes) -> None:
        def of(conditions: Mapping[str, object]) -> dict[str, Node]:
            return {name: nodes.of(held) for name, held in conditions.items() if held is not None}  # type: ignore[arg-type]

        self.derived = of({name: fact.when for name, fact in edition.derived.items()})
        self.when = of({rule_id: rule.when for rule_id, rule in edition.rules.items()})
        self.unless = of({rule_id: rule.unless for rule_id, rule in edition.rules.items()})
        self._callers = edition.callers
        self._own = {
            rid: (
                nodes.of(on_findings(r.unless, edition, "recommended")),
                nodes.of(on_findings(r.unless, edition, "undecided")),
            )
            for rid, r in edition.recommendations.items()
            if r.unless is not None
        }

    def run(self, sheet: Sheet) -> Verdicts:
        """What follows in every row; the derived facts and the findings are added to the facts of the sheet."""
        settled = {name: sheet.truths(node) for name, node in self.derived.items()}
        for name, truths in settled.items():
            sheet.facts[name] = Concluded({True: truths.true, False: truths.false}, sheet.nowhere)
        findings = {rule_id: self._finding(rule_id, sheet) for rule_id in self.when}
        for rule_id, levels in findings.items():
            values: dict[Value, Plane] = {LEVEL[verdict]: plane for verdict, plane in levels.items()}
            sheet.facts[f"finding:{rule_id}"] = Concluded(values, sheet.nowhere)
        recommendations = {rid: self._recommendation(rid, findings, sheet) for rid in self._callers}
        return Verdicts(findings, recommendations, _given(findings), _given(recommendations))

    def _finding(self, rule_id: str, sheet: Sheet) -> Levels:
        condition = _planes(sheet.truths(self.when[rule_id]), sheet)
        unless = self.unless.get(rule_id)
        exception: Mapping[Truth, Plane | None] = {False: None}  # without an exception it is false everywhere
        if unless is not None:
            exception = _planes(sheet.truths(unless), sheet)
        levels: dict[Verdict, Plane] = {}
        for verdict in _TOLD:
            pairs = [pair for pair, made in OF_RULE.items() if made == verdict and pair[1] in exception]
            joined = (_both(condition[one], exception[other]) for one, other in pairs)
            levels[verdict] = either(joined, sheet.nowhere)
        return levels

    def _recommendation(self, rid: str, findings: Mapping[str, Levels], sheet: Sheet) -> Levels:
        """The firmest verdict of the rules that call for it, under its own exception."""
        levels, firmer = dict[Verdict, Plane](), sheet.nowhere
        for verdict in _TOLD:
            called = either((findings[rule_id][verdict] for rule_id in self._callers[rid]), sheet.nowhere)
            levels[verdict] = called & ~firmer
            firmer = firmer | called
        if rid not in self._own:
            return levels
        firm, possible = (sheet.truths(node).true for node in self._own[rid])
        kinds = {
            (True, True): firm,
            (False, True): possible & ~firm,
            (False, False): sheet.everywhere & ~(possible | firm),
        }
        left = dict.fromkeys(_TOLD, sheet.nowhere)
        for (is_firm, is_possible), where in kinds.items():
            for verdict, plane in levels.items():
                made = under(verdict, own_exception(firm=is_firm, possible=is_possible))
                if made in left:
                    left[made] = left[made] | plane & where
        return left


def _planes(truths: Truths, sheet: Sheet) -> Mapping[Truth, Plane]:
    """Where a condition is true, false and open."""
    return {True: truths.true, False: truths.false, None: sheet.everywhere & ~(truths.true | truths.false)}


def _both(one: Plane, other: Plane | None) -> Plane:
    return one if other is None else one & other


def _given(verdicts: Mapping[str, Levels]) -> dict[str, Plane]:
    return {name: joined(levels[verdict] for verdict in GIVEN) for name, levels in verdicts.items()}


def joined(planes: Iterable[Plane]) -> Plane:
    """Where at least one of some planes holds."""
    return reduce(or_, planes)
