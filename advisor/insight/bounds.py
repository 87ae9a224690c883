"""Bounds on the ranks that recommendations can take, proven from which one always comes before which.

Two recommendations are compared by the range of the difference between their points, in which a shared weight moves for
both at once (exact for a pair). Which always comes before which then bounds the ranks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..library.conditions import Facts, Truth, evaluate
from ..library.edition import Edition
from ..library.reach import reachable
from ..stages.folding import fold
from ..stages.ranking import PHASES, Phase, started
from .outlook import NOTHING, Outlook


@dataclass(frozen=True, slots=True)
class Ranks:
    """Bounds on the rank of a recommendation if it is given, and the phases it can be in."""

    best: int
    worst: int
    phases: list[Phase]


class Bounds:
    """Which recommendation certainly comes before which, and the resulting ranks.

    The editors' weights move by ``percent``; with ``answers_open`` unanswered questions may be answered in any way.
    """

    def __init__(
        self,
        outlooks: Sequence[Outlook],
        facts: Facts,
        edition: Edition,
        *,
        percent: int = 0,
        answers_open: bool = True,
    ) -> None:
        self.all = {outlook.id: outlook for outlook in outlooks}
        self._bundle = {rid: edition.bundle_of.get(rid, rid) for rid in self.all}
        self._listed = edition.recommendation_order
        self._factors = _factors(edition, percent)
        capacity, start = edition.priorities.capacity, edition.priorities.at_the_start
        overloaded = evaluate(capacity.overloaded, facts)
        rooms = {capacity.first_when_overloaded if overloaded else capacity.first}
        if overloaded is None and answers_open:
            rooms.add(capacity.first_when_overloaded)
        self._fewest, self._most, self._next = min(rooms), max(rooms), capacity.next
        self._within = start.within
        self._starting: Mapping[str, Truth] = {
            rid: truth
            for rid, one in start.recommendations.items()
            if rid in self.all and (truth := _open(evaluate(one.when, facts), answers_open)) is not False
        }
        # what needs a recommendation, itself included, determines its place; only what is certainly given passes a need
        # on for certain
        self._needed_by = {rid: {rid, *reachable(rid, self._needing)} for rid in self.all}
        self._surely_needed_by = {rid: self._sure_of(rid) for rid in self.all}
        self._higher = {o.id: {p.id for p in outlooks if p is not o and self._always_higher(o, p)} for o in outlooks}
        self._after = {o.id: {p.id for p in outlooks if p is not o and self._always_before(o, p)} for o in outlooks}
        self._close()
        # what may stand on its own although it belongs with others: it waits for something else, or comes at the start
        self._apart = {
            self._bundle[o.id]
            for o in outlooks
            if o.id in self._starting or any(self._bundle[n] != self._bundle[o.id] for n in o.needs if n in self.all)
        }
        self._settled = self._exactly(edition)

    def ranks(self, rid: str) -> Ranks:
        """The bounds on the rank of a recommendation when it is given: its own, or that of what it is folded under."""
        best, worst = self._settled.get(rid) or (self._best(rid), self._worst(rid))
        maybe = {
            "first": best <= self._most,
            "next": worst > self._fewest and best <= self._most + self._next,
            "later": worst > self._fewest + self._next,
        }
        return Ranks(best, worst, [phase for phase in PHASES if maybe[phase]])

    def _exactly(self, edition: Edition) -> Mapping[str, tuple[int, int]]:
        """The rank of each, twice, when all of it is certain; else nothing."""
        pairs = sum(len(after) for after in self._after.values())
        if pairs < len(self.all) * (len(self.all) - 1) / 2 or not all(o.certain for o in self.all.values()):
            return {}
        if None in self._starting.values():
            return {}
        order = started(sorted(self.all, key=lambda rid: -len(self._after[rid])), self._starting, edition)
        under = fold(order, {o.id: sorted(o.needs) for o in self.all.values()}, self._starting, edition)
        shown = [rid for rid in order if rid not in under]
        return {rid: (shown.index(under.get(rid, rid)) + 1,) * 2 for rid in order}

    def _best(self, rid: str) -> int:
        """The lowest rank: its own, or that of what it may be folded under."""
        hosts = [o for o in self.all if o not in self._after[rid] or o in self._starting]
        return min(self._shown_best(host) for host in {rid, *hosts} if self._bundle[host] == self._bundle[rid])

    def _shown_best(self, rid: str) -> int:
        """The lowest rank of what is not folded: what is certain comes before it, a bundle at least once."""
        certain = {self._bundle[o.id] for o in self.all.values() if o.certain and rid in self._after[o.id]}
        best = 1 + len(certain - {self._bundle[rid]})
        if rid in self._starting:
            return min(best, self._within, 2)  # all that comes before it may be one bundle
        if best < self._within:
            return best
        moved = self._starting.keys() & self._after[rid]
        return best + sum(self.all[other].certain and self._starting[other] is True for other in moved)

    def _worst(self, rid: str) -> int:
        """The highest rank: what may come before it, a bundle once unless some of it may stand on its own."""
        before = [o for o in self.all if o != rid and o not in self._after[rid]]
        whole = {self._bundle[o] for o in before} - self._apart - {self._bundle[rid]}
        worst = 1 + len(whole) + sum(self._bundle[o] in self._apart for o in before)
        if self._starting.get(rid) is True:
            return min(worst, self._within)
        lowest = len(self.all) - len(self._after[rid])  # its place when nothing is folded
        moved = self._starting.keys() & self._after[rid] if lowest >= self._within else ()
        return min(len(self.all), worst + len(moved))

    def _sure_of(self, rid: str) -> set[str]:
        """A recommendation, and what comes after it whenever both are given."""
        return {rid, *reachable(rid, lambda one: self._needing(one) if one == rid or self.all[one].certain else [])}

    def _needing(self, rid: str) -> list[str]:
        return [o.id for o in self.all.values() if rid in o.needs]

    def _always_higher(self, one: Outlook, other: Outlook) -> bool:
        """Whether one always comes before the other in itself: certain, higher, or first among equals."""
        if one.behind != {False}:
            return False
        if other.behind == {True}:
            return True
        least = 0
        for name, (up, down) in self._factors.items():
            (low, _), (_, high) = one.values.get(name, NOTHING), other.values.get(name, NOTHING)
            difference = low - high
            least += difference * (down if difference > 0 else up)
        if least:
            return least > 0
        fewest, most = one.documents[0], other.documents[1]
        return fewest > most or (fewest == most and self._listed[one.id] < self._listed[other.id])

    def _always_before(self, one: Outlook, other: Outlook) -> bool:
        """Whether one always comes before the other: it is needed by it, or moved up by something higher.

        Disregards what moves to the start.
        """
        if other.id in self._surely_needed_by[one.id]:
            return True
        if one.id in self._needed_by[other.id]:
            return False
        lifting = [o for o in self._surely_needed_by[one.id] if o == one.id or self.all[o].certain]
        return any(self._needed_by[other.id] <= self._higher[lifter] for lifter in lifting)

    def _close(self) -> None:
        """Close the order transitively, through recommendations that are certainly given."""
        for between in (o for o in self.all.values() if o.certain):
            after = self._after[between.id]
            for name, others in self._after.items():
                if between.id in others:
                    self._after[name] = others | after


def _open(truth: Truth, answers_open: bool) -> Truth:
    """An undecided condition: open while answers are, else false."""
    return False if truth is None and not answers_open else truth


def _factors(edition: Edition, percent: int) -> Mapping[str, tuple[int, int]]:
    """For each weight the highest and lowest factor, in hundredths."""
    return {
        name: (100 + percent, 100 - percent) if weight.basis == "judgement" else (100, 100)
        for name, weight in edition.priorities.weights
    }
