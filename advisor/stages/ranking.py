"""The order of the recommendations: each score a plain sum of named contributions, put in order, folded, cut in phases.

The points stand in ``rules/priorities.yaml``; the arithmetic stands here and nowhere else.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ..library.conditions import Facts, evaluate, leans
from ..library.edition import Edition
from ..library.memo import kept
from ..library.priorities import Weight
from .findings import Telling, Weighed
from .folding import fold
from .inference import Conclusions
from .verdicts import GIVEN, Verdict

Phase = Literal["first", "next", "later"]
PHASES: tuple[Phase, ...] = ("first", "next", "later")


@dataclass(frozen=True, slots=True)
class Ranked:
    """A recommendation in its place.

    ``rank``: from 1, of what is shown; what is folded ``under`` another has the rank and the phase of that.
    ``values``: the parts of its score that are not zero, in points. ``documents``: how many support it, which breaks a
    tie. ``behind``: what is known of its exception all holds, so that it stands behind what is certain. ``needs``: what
    comes before it. ``at_the_start``: a passage wants it settled at the start. ``causes``: by which it is behind what
    else is weak here, one for each factor. ``tied``: its neighbours of equal score.
    """

    id: str
    rank: int
    phase: Phase
    under: str | None
    values: Mapping[str, int]
    score: int
    documents: int
    behind: bool
    needs: list[str]
    at_the_start: bool
    causes: list[str]
    tied: list[str]


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides the place of a recommendation among others."""

    score: int
    documents: int
    behind: bool
    needs: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Placed:
    """What is given, in its place: ``place`` from 0, of what is ``shown``, which what is folded ``under`` it shares."""

    calling: Mapping[str, list[Weighed]]
    weak: frozenset[str]
    values: Mapping[str, Mapping[str, int]]
    standings: Mapping[str, Standing]
    starting: Sequence[str]
    under: Mapping[str, str]
    shown: Sequence[str]
    place: Mapping[str, int]


def rank(weights: Mapping[str, Weighed], conclusions: Conclusions, edition: Edition) -> list[Ranked]:
    """The recommendations that are given, from first to last, from what each finding weighs; also what is folded."""
    found = _placed(weights, conclusions, edition)
    cut = phases(found.shown, conclusions.facts, edition)
    return [
        Ranked(
            id=rid,
            rank=place + 1,
            phase=cut[found.shown[place]],
            under=found.under.get(rid),
            values=found.values[rid],
            score=found.standings[rid].score,
            documents=found.standings[rid].documents,
            behind=found.standings[rid].behind,
            needs=list(found.standings[rid].needs),
            at_the_start=rid in found.starting,
            causes=causes([f.rule for f in found.calling[rid]], found.weak, edition),
            tied=[] if rid in found.under else _tied(place, found.shown, found.standings),
        )
        for rid, place in found.place.items()
    ]


def first(weights: Mapping[str, Weighed], conclusions: Conclusions, edition: Edition, within: int) -> list[str]:
    """The recommendations whose rank is at most so high, without what is shown of each."""
    return [rid for rid, place in _placed(weights, conclusions, edition).place.items() if place < within]


def _placed(weights: Mapping[str, Weighed], conclusions: Conclusions, edition: Edition) -> _Placed:
    facts = conclusions.facts
    given = [rid for rid, verdict in conclusions.recommendations.items() if verdict in GIVEN]
    calling: dict[str, list[Weighed]] = {rid: [] for rid in given}
    for rule_id, found in weights.items():
        for rid in edition.rules[rule_id].recommend:
            if rid in calling:
                calling[rid].append(found)
    weak = frozenset(edition.rules[found.rule].about for called in calling.values() for found in called)
    own = {rid: _called(edition, tuple(calling[rid])) for rid in given}
    values = {rid: _values(own[rid], calling[rid], weak, edition) for rid in given}
    standings = {
        rid: Standing(
            score=sum(values[rid].values()),
            documents=own[rid].documents,
            behind=conclusions.recommendations[rid] == "provisional"
            and _likely_exempt(calling[rid], conclusions.findings, facts, edition),
            needs=[n for n in edition.recommendations[rid].needs if n in calling],
        )
        for rid in given
    }
    order, starting = in_order(standings, facts, edition), at_the_start(facts, edition)
    under = fold(order, {rid: standings[rid].needs for rid in order}, starting, edition)
    shown = [rid for rid in order if rid not in under]
    places = {rid: place for place, rid in enumerate(shown)}
    place = {rid: places[under.get(rid, rid)] for rid in order}
    return _Placed(calling, weak, values, standings, starting, under, shown, place)


def in_order(standings: Mapping[str, Standing], facts: Facts, edition: Edition) -> list[str]:
    """Recommendations from first to last.

    What is certain goes before what is probably exempt; then the higher score, the more documents, the order of the
    knowledge. Each is put right after what it needs, however low that scores. What a passage wants settled at the
    start never stands lower than `AtTheStart.within`.
    """
    listed = edition.recommendation_order

    def key(rid: str) -> tuple[bool, int, int, int]:
        standing = standings[rid]
        return standing.behind, -standing.score, -standing.documents, listed[rid]

    order: dict[str, None] = {}

    def put(rid: str) -> None:
        if rid not in order:
            for needed in sorted(standings[rid].needs, key=key):
                put(needed)
            order[rid] = None

    for rid in sorted(standings, key=key):
        put(rid)
    return started(list(order), at_the_start(facts, edition), edition)


def started(order: list[str], starting: Iterable[str], edition: Edition) -> list[str]:
    """The order, once what belongs at the start is moved up to its place."""
    found, within = list(order), edition.priorities.at_the_start.within
    for rid in starting:
        if rid in found[within:]:
            found.remove(rid)
            found.insert(within - 1, rid)
    return found


def at_the_start(facts: Facts, edition: Edition) -> list[str]:
    """The recommendations that a passage wants settled at the start, in an organisation like this."""
    starts = edition.priorities.at_the_start.recommendations
    return [rid for rid, start in starts.items() if evaluate(start.when, facts) is True]


def phases(order: Sequence[str], facts: Facts, edition: Edition) -> dict[str, Phase]:
    """Each recommendation with its phase: the order, cut by how much people can take on."""
    first, soon = rooms(facts, edition)
    return {
        rid: "first" if place < first else "next" if place < first + soon else "later"
        for place, rid in enumerate(order)
    }


def rooms(facts: Facts, edition: Edition) -> tuple[int, int]:
    """How many recommendations come first, and how many next."""
    capacity = edition.priorities.capacity
    overloaded = evaluate(capacity.overloaded, facts) is True
    return capacity.first_when_overloaded if overloaded else capacity.first, capacity.next


def each(weight: Weight, count: int) -> int:
    """So many points for each, up to a maximum."""
    return max(0, min(weight.points["each"] * count, weight.points["most"]))


@dataclass(frozen=True, slots=True)
class _Called:
    """What findings that call for a recommendation bring it by themselves: points, and documents behind it."""

    values: Mapping[str, int]
    documents: int


@kept(most=4096)
def _called(edition: Edition, calling: tuple[Weighed, ...]) -> _Called:
    weights = edition.priorities.weights
    told = frozenset[Telling]().union(*(found.told for found in calling))
    values = {
        "severity": max((weights.severity.points[f.severity] for f in calling if f.severity), default=0),
        "reported": weights.reported.points["reported"] if any(outright for _, _, outright in told) else 0,
        "converging": each(weights.converging, len(told) - 1),
    }
    documents = {source for found in calling for source in edition.supports[found.rule]}
    return _Called({name: value for name, value in values.items() if value}, len(documents))


def _values(called: _Called, calling: Sequence[Weighed], weak: frozenset[str], edition: Edition) -> Mapping[str, int]:
    """The contributions that are not zero, in points, of the findings that call; ``weak``: the factors weak here."""
    root = each(edition.priorities.weights.root, len(symptoms((found.rule for found in calling), weak, edition)))
    return {**called.values, "root": root} if root else called.values


def symptoms(rule_ids: Iterable[str], weak: frozenset[str], edition: Edition) -> frozenset[str]:
    """The factors that are weak here because of what these rules find, less what they find themselves."""
    about = {edition.rules[rule_id].about for rule_id in rule_ids}
    found = frozenset[str]()
    for factor in about:
        if factor in edition.effects:
            found |= edition.effects[factor] & weak
    return found - about


def causes(calling: Sequence[str], weak: frozenset[str], edition: Edition) -> list[str]:
    """The causes through which what rules find brings on what else is weak here: the first for each factor."""
    found: dict[str, str] = {}
    if brought_on := symptoms(calling, weak, edition):
        about = {edition.rules[rule_id].about for rule_id in calling}
        for cause_id, cause in edition.causes.items():
            if cause.cause in about and cause.effect in brought_on:
                found.setdefault(cause.effect, cause_id)
    return list(found.values())


def _likely_exempt(calling: Sequence[Weighed], findings: Mapping[str, Verdict], facts: Facts, edition: Edition) -> bool:
    """Whether, of every exception that is still open, all that is known holds.

    What only describes the organisation speaks neither for it nor against it.
    """
    exceptions = [edition.rules[found.rule].unless for found in calling if findings[found.rule] == "provisional"]
    if len(exceptions) < len(calling):
        return False
    derived = {name: fact.when for name, fact in edition.derived.items()}
    described = frozenset(edition.priorities.context)
    return all(leans(exception, facts, derived, described) for exception in exceptions if exception)


def _tied(place: int, shown: Sequence[str], standings: Mapping[str, Standing]) -> list[str]:
    """The recommendations beside this one that have the same score and are held up by nothing else."""

    def alike(one: str, other: str) -> bool:
        a, b = standings[one], standings[other]
        return (a.score, a.behind) == (b.score, b.behind) and one not in b.needs and other not in a.needs

    rid, tied = shown[place], []
    for step in (-1, 1):
        at = place + step
        while 0 <= at < len(shown) and alike(shown[at], rid):
            tied.append(shown[at])
            at += step
    return sorted(tied, key=shown.index)
