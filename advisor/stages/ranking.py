"""The order of the recommendations: each score a plain sum of named contributions, cut into phases.

The points stand in ``rules/priorities.yaml``; the arithmetic stands here and nowhere else.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Literal

from ..library.conditions import Facts, Value, evaluate
from ..library.edition import Edition
from ..library.memo import kept
from ..library.model import SEVERITIES, Rule, Weight
from ..library.reach import reachable
from .findings import Telling, Weighed
from .inference import Conclusions
from .verdicts import GIVEN

Phase = Literal["first", "next", "later"]
PHASES: tuple[Phase, ...] = ("first", "next", "later")


@dataclass(frozen=True, slots=True)
class Ranked:
    """A recommendation in its place: the parts of its score that are not zero, in points, and what comes before it."""

    id: str
    phase: Phase
    values: Mapping[str, int]
    score: int
    needs: list[str]
    minor: bool


def rank(weights: Mapping[str, Weighed], conclusions: Conclusions, edition: Edition) -> list[Ranked]:
    """The recommendations that are given, in order of rank, from what each finding weighs."""
    facts, recommendations = conclusions.facts, conclusions.recommendations
    given = [rid for rid, verdict in recommendations.items() if verdict in GIVEN]
    calling: dict[str, list[Weighed]] = {rid: [] for rid in given}
    helping = dict.fromkeys(given, 0)
    for rule_id, found in weights.items():
        rule = edition.rules[rule_id]
        for rid in rule.recommend:
            if rid in calling:
                calling[rid].append(found)
        for rid in rule.helps:
            if rid in helping:
                helping[rid] += 1
    needs = {rid: [n for n in edition.recommendations[rid].needs if n in calling] for rid in given}
    waits = {rid: waiting(rid, calling.keys(), edition) for rid in given}
    situation = (facts.get("sector"), facts.get("initiative_phase"))
    values, minor = {}, set()
    for rid in given:
        provisional = recommendations[rid] == "provisional"
        values[rid] = _values(edition, tuple(calling[rid]), situation, helping[rid], waits[rid], provisional)
        if not waits[rid] and all(found.severity == SEVERITIES[-1] for found in calling[rid]):
            minor.add(rid)
    scores = {rid: sum(parts.values()) for rid, parts in values.items()}
    return [
        Ranked(rid, phase, values[rid], scores[rid], needs[rid], rid in minor)
        for rid, phase in phases(scores, needs, minor, facts, edition).items()
    ]


def waiting(rid: str, among: Set[str], edition: Edition) -> int:
    """How many of some recommendations need this one, directly or through others of them."""
    if edition.needed_by[rid].isdisjoint(among):  # as nearly always
        return 0
    return len(reachable(rid, lambda one: edition.needed_by[one] & among) - {rid})


@kept(most=4096)
def _values(
    edition: Edition,
    calling: tuple[Weighed, ...],
    situation: tuple[Value | None, Value | None],
    helping: int,
    waiting: int,
    provisional: bool,
) -> Mapping[str, int]:
    """The contributions that are not zero, in points, for the findings that call, in a situation (sector, phase)."""
    weights, (sector, phase) = edition.priorities.weights, situation
    rules = [edition.rules[found.rule] for found in calling]
    told = frozenset[Telling]().union(*(found.told for found in calling))
    sources = {source for found in calling for source in edition.supports[found.rule]}
    speaks = any(sector in edition.sources[s].speaks_to for s in sources)
    values = {
        "severity": max((weights.severity.points[f.severity] for f in calling if f.severity), default=0),
        "reported": weights.reported.points["reported"] if any(r.kind == "reported" for r in rules) else 0,
        "converging": each(weights.converging, len(told) - 1),
        "told": weights.told.points["told"] if any(positive for _, _, positive in told) else 0,
        "emphasis": max(weights.emphasis.points[edition.factors[r.about].emphasis] for r in rules),
        "evidence": each(weights.evidence, len(sources)),
        "sector": weights.sector.points["speaks"] if speaks else 0,
        "phase": _phase_points(weights.phase, rules, phase),
        "waiting": each(weights.waiting, waiting),
        "in_place": each(weights.in_place, helping),
        "provisional": weights.provisional.points["open"] if provisional else 0,
    }
    return {name: value for name, value in values.items() if value}


def _phase_points(weight: Weight, rules: Sequence[Rule], phase: Value | None) -> int:
    """Points when a finding blocks the present phase, or when all of them belong to other phases."""
    now = any(phase in rule.phases for rule in rules)
    if now or phase is None or not all(rule.phases for rule in rules):
        return weight.points["now"] if now else 0
    return weight.points["other"]


def each(weight: Weight, count: int) -> int:
    """So many points for each, up to a maximum (or down to a minimum)."""
    one, most = weight.points["each"], weight.points["most"]
    return max(0, min(one * count, most)) if most >= 0 else min(0, max(one * count, most))


def phases(
    scores: Mapping[str, int], needs: Mapping[str, Sequence[str]], minor: set[str], facts: Facts, edition: Edition
) -> dict[str, Phase]:
    """Each recommendation with its phase, in order of rank.

    In each phase the highest scores come first. What needs another recommendation comes in a later phase than that
    one. What is only minor is never first, unless there is nothing else.
    """
    capacity = edition.priorities.capacity
    overloaded = evaluate(capacity.overloaded, facts) is True
    left = sorted(scores, key=lambda rid: (-scores[rid], rid))
    placed: dict[str, Phase] = {}
    ready = [rid for rid in left if not needs[rid]]
    major = [rid for rid in ready if rid not in minor] or ready[:1]
    placed |= dict.fromkeys(major[: capacity.first_when_overloaded if overloaded else capacity.first], "first")
    ready = [rid for rid in left if rid not in placed and all(n in placed for n in needs[rid])]
    placed |= dict.fromkeys(ready[: capacity.next], "next")
    left = [rid for rid in left if rid not in placed]
    while left:
        rid = next(rid for rid in left if all(n in placed for n in needs[rid]))
        placed[rid] = "later"
        left.remove(rid)
    return placed
