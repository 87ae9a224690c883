"""What may become of each recommendation while questions are unanswered: bounds that hold whatever the answers are.

A finding that is `recommended` stays; one that is `provisional` or `undecided` may come or go. From that follows, for
each recommendation that can be given, the lowest and the highest points of every contribution (interval arithmetic).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..library.conditions import Facts, Includes, atoms, evaluate, names
from ..library.edition import Edition
from ..library.model import SEVERITIES, Rule, Severity, Weight
from ..stages.findings import Telling, known, weighed
from ..stages.inference import Conclusions
from ..stages.ranking import Ranked, each, waiting
from ..stages.verdicts import GIVEN, Verdict

Span = tuple[int, int]  # lowest and highest
NOTHING: Span = (0, 0)


@dataclass(frozen=True)
class Outlook:
    """What may become of one recommendation that can be given."""

    id: str
    certain: bool  # given, whatever the answers are
    values: Mapping[str, Span]
    minor: frozenset[bool]  # whether it may be minor, may be more, or either
    needs: frozenset[str]  # those it comes after whenever they are given too
    held: bool  # some of those are certain to be given


def as_ranked(ranked: Sequence[Ranked]) -> list[Outlook]:
    """The outlook when no answer changes: what is ranked now, without any play."""
    return [
        Outlook(
            item.id,
            certain=True,
            values={name: (value, value) for name, value in item.values.items()},
            minor=frozenset({item.minor}),
            needs=frozenset(item.needs),
            held=bool(item.needs),
        )
        for item in ranked
    ]


def look_out(reached: Conclusions, edition: Edition) -> list[Outlook]:
    """The outlook of every recommendation that can be given, over all answers to the unanswered questions."""
    verdicts = reached.recommendations
    possible = [rid for rid, verdict in verdicts.items() if verdict != "not_indicated"]
    certain = {rid for rid in possible if verdicts[rid] == "recommended"}
    waits = {rid: (waiting(rid, certain, edition), waiting(rid, set(possible), edition)) for rid in possible}
    return [_outlook(rid, reached, certain, set(possible), waits[rid], edition) for rid in possible]


def _outlook(
    rid: str, reached: Conclusions, certain: set[str], possible: set[str], waits: Span, edition: Edition
) -> Outlook:
    callers = _Callers(edition.callers[rid], reached, edition)
    helping = [rule_id for rule_id, rule in edition.rules.items() if rid in rule.helps]
    weights, facts = edition.priorities.weights, reached.facts
    help_span = (_count(helping, reached, ("recommended",)), _count(helping, reached, None))
    told, sources = callers.told(), callers.united(lambda rule_id: frozenset(edition.supports[rule_id]))
    values = {
        "severity": callers.highest(lambda r: [weights.severity.points[level] for level in _levels(r, facts)]),
        "reported": callers.any_of(lambda rule: rule.kind == "reported", weights.reported.points["reported"]),
        "converging": _each(weights.converging, (len(told[0]) - 1, len(told[1]) - 1)),
        "told": tuple(weights.told.points["told"] * any(t[2] for t in told_) for told_ in told),
        "emphasis": callers.highest(lambda r: [weights.emphasis.points[edition.factors[r.about].emphasis]]),
        "evidence": _each(weights.evidence, (max(1, len(sources[0])), len(sources[1]))),
        "sector": _sector(callers, weights.sector.points["speaks"], facts, edition),
        "phase": _phase(callers, weights.phase, facts),
        "waiting": _each(weights.waiting, waits),
        "in_place": _each(weights.in_place, help_span),
        "provisional": _provisional(reached.recommendations[rid], weights.provisional.points["open"]),
    }
    low = SEVERITIES[-1]
    levels = [_levels(edition.rules[r], facts) for r in callers.possible]
    sure = [_levels(edition.rules[r], facts) for r in callers.certain]
    minor = {False} if waits[1] or any(set(found) != {low} for found in levels) else set[bool]()
    if not waits[0] and all(low in found for found in sure) and any(low in found for found in levels):
        minor.add(True)
    needs = frozenset(edition.recommendations[rid].needs)
    return Outlook(
        id=rid,
        certain=rid in certain,
        values={name: (min(span), max(span)) for name, span in values.items()},
        minor=frozenset(minor),
        needs=needs & possible,
        held=bool(needs & certain),
    )


class _Callers:
    """The rules that call for a recommendation: those that do for certain, and those that may."""

    def __init__(self, rule_ids: Iterable[str], reached: Conclusions, edition: Edition) -> None:
        verdicts = reached.findings
        self.possible = [r for r in rule_ids if verdicts[r] != "not_indicated"]
        self.certain = [r for r in self.possible if verdicts[r] == "recommended"]
        self._edition, self._facts = edition, reached.facts

    def rules(self, ids: Iterable[str]) -> list[Rule]:
        return [self._edition.rules[r] for r in ids]

    def highest(self, points: Callable[[Rule], Sequence[int]]) -> Span:
        """The highest points of the rules that call, whichever of them do."""
        most = max(max(points(rule)) for rule in self.rules(self.possible))
        if self.certain:
            return max(min(points(rule)) for rule in self.rules(self.certain)), most
        return min(min(points(rule)) for rule in self.rules(self.possible)), most

    def any_of(self, has: Callable[[Rule], bool], points: int) -> Span:
        """Points when one of the rules that call has something."""
        sure = any(map(has, self.rules(self.certain))) or all(map(has, self.rules(self.possible)))
        return points * sure, points * any(map(has, self.rules(self.possible)))

    def united(self, things: Callable[[str], frozenset[str]]) -> tuple[frozenset[str], frozenset[str]]:
        """What the rules that call have together, at least and at most."""
        return frozenset[str]().union(*map(things, self.certain)), frozenset[str]().union(*map(things, self.possible))

    def told(self) -> tuple[frozenset[Telling], frozenset[Telling]]:
        """The separate things told, at least and at most: an answer that is known is never taken back."""
        least = frozenset[Telling]().union(*(self._told(r) for r in self.certain))
        return least, least.union(*(self._may_tell(r) for r in self.possible))

    def _told(self, rule_id: str) -> frozenset[Telling]:
        return weighed(self._edition, rule_id, known(rule_id, self._facts, self._edition)).told

    def _may_tell(self, rule_id: str) -> frozenset[Telling]:
        when, facts = self._edition.rules[rule_id].when, self._facts
        if all(name in facts for name in names(when)):
            return self._told(rule_id)
        told = set[Telling]()
        for _, atom in atoms(when):
            if atom.name in self._edition.priorities.context:
                continue
            told |= {(atom.name, "", True), (atom.name, "", False)}
            if isinstance(atom, Includes):
                told |= {(atom.name, option, True) for option in atom.options}
        return frozenset(told)


def _levels(rule: Rule, facts: Facts) -> list[Severity]:
    """The severities that a rule may have, once it applies."""
    levels = []
    for line in rule.severity:
        truth = True if line.when is None else evaluate(line.when, facts)
        if truth is not False:
            levels.append(line.level)
        if truth is True:
            break
    return levels


def _sector(callers: _Callers, points: int, facts: Facts, edition: Edition) -> Span:
    """Points when a source speaks to the sector."""
    sector = facts.get("sector")

    def speaks(rule_ids: Iterable[str]) -> list[bool]:
        return [any(sector in edition.sources[s].speaks_to for s in edition.supports[r]) for r in rule_ids]

    if sector is None:
        return 0, points
    sure = any(speaks(callers.certain)) or all(speaks(callers.possible))
    return points * sure, points * any(speaks(callers.possible))


def _phase(callers: _Callers, weight: Weight, facts: Facts) -> Span:
    """Points when a finding blocks the present phase, or when all of them belong to other phases."""
    phase = facts.get("initiative_phase")
    sure, maybe = callers.rules(callers.certain), callers.rules(callers.possible)
    if phase is not None and any(phase in rule.phases for rule in sure):
        return weight.points["now"], weight.points["now"]
    values = {0} if phase is None or any(not rule.phases for rule in maybe) else set()
    if any((phase is None and rule.phases) or phase in rule.phases for rule in maybe):
        values.add(weight.points["now"])
    if all(rule.phases for rule in sure) and any(rule.phases and phase not in rule.phases for rule in maybe):
        values.add(weight.points["other"])
    return min(values), max(values)


def _provisional(verdict: Verdict, points: int) -> Span:
    return NOTHING if verdict == "recommended" else (points, 0)


def _each(weight: Weight, counts: Span) -> Span:
    one, other = each(weight, counts[0]), each(weight, counts[1])
    return min(one, other), max(one, other)


def _count(rule_ids: Iterable[str], reached: Conclusions, verdicts: Sequence[Verdict] | None) -> int:
    wanted = verdicts or (*GIVEN, "undecided")
    return sum(reached.findings[rule_id] in wanted for rule_id in rule_ids)
