"""Bounds on the ranks that recommendations can take, proven from what always comes before what.

Two recommendations are compared by the range of their difference in points, in which a weight that both share moves
for both at once (exact for a pair). From which always comes before which, follow bounds on the ranks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..library.conditions import Facts, evaluate
from ..library.edition import Edition
from ..stages.ranking import PHASES, Phase
from .outlook import NOTHING, Outlook


@dataclass(frozen=True, slots=True)
class Ranks:
    """Bounds on the rank of a recommendation when it is given, and the phases it can fall in."""

    best: int
    worst: int
    phases: list[Phase]


class Bounds:
    """Which recommendation comes before which, as far as that is certain, and the ranks that follow.

    Weights of the editors move by ``percent``; with ``answers_open`` unanswered questions may be answered in any way.
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
        self.sure = [o for o in outlooks if o.certain]
        self._needs = {o.id: frozenset(edition.recommendations[o.id].needs) for o in outlooks}
        self._factors = _factors(edition, percent)
        capacity = edition.priorities.capacity
        overloaded = evaluate(capacity.overloaded, facts)
        rooms = {capacity.first_when_overloaded if overloaded else capacity.first}
        if overloaded is None and answers_open:
            rooms.add(capacity.first_when_overloaded)
        self._fewest, self._most, self._next = min(rooms), max(rooms), capacity.next
        self._above = {o.id: {p.id for p in outlooks if p is not o and self._always_higher(o, p)} for o in outlooks}
        self._major = {o.id for o in self.sure if not o.needs and o.minor == {False}}
        self.never_first = {o.id for o in outlooks if self._is_never_first(o)}
        self.always_first = {o.id for o in outlooks if self._is_always_first(o)}
        self._before = {o.id: self._come_after(o) for o in outlooks}
        self.never_soon = {o.id for o in outlooks if o.id in self.never_first and self._waits_for_next(o)}
        self.always_soon = {o.id for o in outlooks if self._is_always_soon(o)}
        for name in self.always_soon:
            self._before[name] |= self.never_soon - {name}
        self._close()
        self.never_soon |= {o.id for o in outlooks if self.ranks(o.id).best > self._most + self._next}
        for name, after in self._before.items():
            after |= {other for other in self.never_soon if self._overtakes(name, other)}
        self._close()

    def ranks(self, rid: str) -> Ranks:
        """The bounds on the rank of a recommendation, when it is given."""
        ahead = sum(rid in self._before[o.id] for o in self.sure)
        if rid in self.never_first:
            ahead = max(ahead, min(self._fewest, max(1, len(self._major))))
        best, worst = 1 + ahead, len(self.all) - len(self._before[rid])
        maybe = {
            "first": rid not in self.never_first,
            "next": rid not in self.always_first and rid not in self.never_soon and best <= self._most + self._next,
            "later": rid not in self.always_soon,
        }
        return Ranks(best, worst, [phase for phase in PHASES if maybe[phase]])

    def _always_higher(self, one: Outlook, other: Outlook) -> bool:
        """Whether one always has the higher score, or the same and the earlier id."""
        least = 0
        for name, (up, down) in self._factors.items():
            (low, _), (_, high) = one.values.get(name, NOTHING), other.values.get(name, NOTHING)
            difference = low - high
            least += difference * (down if difference > 0 else up)
        return least > 0 or (least == 0 and one.id < other.id)

    def _is_never_first(self, one: Outlook) -> bool:
        if one.held or (one.minor == {True} and self._major):
            return True
        return sum(one.id in self._above[name] for name in self._major) >= self._most

    def _is_always_first(self, one: Outlook) -> bool:
        if one.needs or one.minor != {False}:
            return False
        rivals = [o for o in self.all.values() if not o.held and o.minor != {True} and o.id not in self._above[one.id]]
        return len(rivals) - 1 < self._fewest  # it is among them itself

    def _come_after(self, one: Outlook) -> set[str]:
        """What always comes after one, when both are given."""
        found = set()
        for name, other in self.all.items():
            if name == one.id or name in one.needs:
                continue
            waits = one.id in self._needs[name]
            phases = one.id in self.always_first and name in self.never_first
            sooner = other.held or other.minor == {True} or one.minor == {False}
            ready = one.needs <= self._needs[name] and sooner
            ready = ready or (one.needs <= self.always_first and name in self.never_first)
            lower = name in self._above[one.id] and ready
            if waits or phases or lower:
                found.add(name)
        return found

    def _waits_for_next(self, one: Outlook) -> bool:
        """Whether it comes after something that is given for certain and never first."""
        return any(o.id in self._needs[one.id] and o.id in self.never_first for o in self.sure)

    def _is_always_soon(self, one: Outlook) -> bool:
        """Whether it is always first or next: ready by then, and with room."""
        if one.id in self.always_first:
            return True
        if not one.needs <= self.always_first:
            return False
        rivals = [
            name
            for name in self.all
            if name != one.id
            and name not in self.always_first
            and name not in self.never_soon
            and name not in self._before[one.id]
        ]
        return len(rivals) < self._next

    def _overtakes(self, name: str, other: str) -> bool:
        """Whether one comes before another that is always later: higher, and ready by the time the other is placed."""
        return other in self._above[name] and all(other in self._before[need] for need in self.all[name].needs)

    def _close(self) -> None:
        """What comes after what comes after, as long as what lies between is given for certain."""
        for between in self.sure:
            after = self._before[between.id]
            for name, others in self._before.items():
                if between.id in others:
                    self._before[name] = others | after


def _factors(edition: Edition, percent: int) -> Mapping[str, tuple[int, int]]:
    """For each weight by how many hundredths it is multiplied at most and at least."""
    return {
        name: (100 + percent, 100 - percent) if weight.basis == "judgement" else (100, 100)
        for name, weight in edition.priorities.weights
    }
