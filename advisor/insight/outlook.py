"""What may become of each recommendation while questions are unanswered: bounds that hold whatever the answers are.

A finding that is `recommended` stays; one that is `provisional` or `undecided` may come or go. From that follows, for
each recommendation that can be given, the lowest and the highest points of every contribution (interval arithmetic).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..library.conditions import Disputed, Facts, Includes, atoms, evaluate, names
from ..library.edition import Edition
from ..library.model import Rule, Severity
from ..library.priorities import Weight
from ..stages.findings import Telling, known, weighed
from ..stages.inference import Conclusions
from ..stages.ranking import Ranked, each, symptoms

Span = tuple[int, int]  # lowest and highest
NOTHING: Span = (0, 0)


@dataclass(frozen=True)
class Outlook:
    """What may become of one recommendation that can be given.

    ``certain``: given, whatever the answers are. ``values``: the lowest and highest points of each contribution.
    ``documents``: the least and the most that support it. ``behind``: whether it may stand behind what is certain, or
    may not, or either. ``needs``: what it comes after whenever that is given too.
    """

    id: str
    certain: bool
    values: Mapping[str, Span]
    documents: Span
    behind: frozenset[bool]
    needs: frozenset[str]


def as_ranked(ranked: Sequence[Ranked]) -> list[Outlook]:
    """The outlook when no answer changes: what is ranked now, without any play."""
    return [
        Outlook(
            item.id,
            certain=True,
            values={name: (value, value) for name, value in item.values.items()},
            documents=(item.documents, item.documents),
            behind=frozenset({item.behind}),
            needs=frozenset(item.needs),
        )
        for item in ranked
    ]


def look_out(reached: Conclusions, edition: Edition) -> list[Outlook]:
    """The outlook of every recommendation that can be given, over all answers to the unanswered questions."""
    possible = [rid for rid, verdict in reached.recommendations.items() if verdict != "not_indicated"]
    callers = {rid: _Callers(edition.callers[rid], reached, edition) for rid in possible}
    sure = frozenset(
        edition.rules[rule_id].about
        for rid in possible
        if reached.recommendations[rid] == "recommended"
        for rule_id in callers[rid].certain
    )
    maybe = frozenset(edition.rules[rule_id].about for found in callers.values() for rule_id in found.possible)
    return [_outlook(rid, callers[rid], (sure, maybe), reached, edition) for rid in possible]


def _outlook(
    rid: str,
    callers: "_Callers",
    weak: tuple[frozenset[str], frozenset[str]],
    reached: Conclusions,
    edition: Edition,
) -> Outlook:
    """``weak``: the factors that are a weakness for certain, and those that may be."""
    weights, facts = edition.priorities.weights, reached.facts
    told = callers.told()
    sources = callers.united(lambda rule_id: frozenset(edition.supports[rule_id]))
    # what a rule finds itself is no symptom: the fewest when all that may call do and only what is certain is weak, the
    # most when of what may call only the bringers of symptoms do
    own, own_for_certain = (
        {edition.rules[rule_id].about for rule_id in ids} for ids in (callers.possible, callers.certain)
    )
    fewest = len(symptoms(callers.certain, weak[0], edition) - own)
    brought_on = frozenset[str]().union(*(symptoms([r], weak[1], edition) for r in callers.possible))
    most = len(brought_on - own_for_certain)
    values = {
        "severity": callers.highest(lambda r: [weights.severity.points[level] for level in _levels(r, facts)]),
        "reported": tuple(weights.reported.points["reported"] * any(t[2] for t in told_) for told_ in told),
        "converging": _each(weights.converging, (len(told[0]) - 1, len(told[1]) - 1)),
        "root": _each(weights.root, (fewest, most)),
    }
    certain = reached.recommendations[rid] == "recommended"
    return Outlook(
        id=rid,
        certain=certain,
        values={name: (min(span), max(span)) for name, span in values.items()},
        documents=(max(1, len(sources[0])), len(sources[1])),
        behind=frozenset({False}) if certain else frozenset({False, True}),
        needs=frozenset(n for n in edition.recommendations[rid].needs if reached.recommendations[n] != "not_indicated"),
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

    def united(self, things: Callable[[str], frozenset[str]]) -> tuple[frozenset[str], frozenset[str]]:
        """What the rules that call have together, at least and at most."""
        return frozenset[str]().union(*map(things, self.certain)), frozenset[str]().union(*map(things, self.possible))

    def told(self) -> tuple[frozenset[Telling], frozenset[Telling]]:
        """The separate things told, at least and at most: an answer that is settled is never taken back."""
        least = frozenset[Telling]().union(*(self._tells(r) for r in self.certain))
        return least, least.union(*(self._may_tell(r) for r in self.possible))

    def _tells(self, rule_id: str) -> frozenset[Telling]:
        return weighed(self._edition, rule_id, known(rule_id, self._facts, self._edition)).told

    def _may_tell(self, rule_id: str) -> frozenset[Telling]:
        when, facts = self._edition.rules[rule_id].when, self._facts
        if all(name in facts and not isinstance(facts[name], Disputed) for name in names(when)):
            return self._tells(rule_id)
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


def _each(weight: Weight, counts: Span) -> Span:
    one, other = each(weight, counts[0]), each(weight, counts[1])
    return min(one, other), max(one, other)
