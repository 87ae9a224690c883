"""What a change does to a population: who gets which recommendation, and what comes first, before and after.

The change is one of answers, of weights, of knowledge, or of several at once. Both sides are worked out by the column.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ..columns.coding import Codings, codings, lines, refitted
from ..columns.judging import Block, Judged, judge
from ..columns.planes import Plane, how_many
from ..columns.reading import Met, answered_alike, blocks
from ..intake.mapping import FormMapping
from ..library.conditions import Answer
from ..library.edition import Edition
from ..library.wording import Language
from .small_cells import safe

Place = Literal["given", "first"]  # given at all; shown among what comes first
PLACES: tuple[Place, ...] = ("given", "first")


@dataclass(frozen=True, slots=True)
class Change:
    """What changes: answers that everybody gives (None: nobody does), and the knowledge, with its weights."""

    answers: Mapping[str, Answer | None]
    edition: Edition


@dataclass(frozen=True, slots=True)
class Shift:
    """To how many organisations a recommendation is given, or comes first, before and after.

    None: the knowledge of that side does not have it.
    """

    place: Place
    id: str
    title: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Made:
    """What one side was made with."""

    edition: str
    knowledge_sha256: str
    answers: list[str]  # that everybody gives, in words


@dataclass(frozen=True, slots=True)
class Simulation:
    """What a change does to a population; in each place first what changes most.

    Only what changes for at least ``least`` organisations, and for all but as many, is in it, and no count under
    ``least``. ``others_first``: how many get other recommendations first; None when that is withheld. None for the
    ``organisations``: too few to say anything of.
    """

    language: Language
    least: int
    organisations: int | None
    with_mistakes: int | None
    before: Made
    after: Made
    others_first: int | None
    shifts: list[Shift]


def simulate(
    path: Path, edition: Edition, change: Change, language: Language, met: Met, mapping: FormMapping | None = None
) -> Simulation:
    """What a change does to the organisations in an input; what is wrong in its rows is told to ``met``.

    Raises IntakeError, OSError; within a budget as `budget.check`.
    """
    found = codings(edition, lines([edition, change.edition]))
    tally = _Tally(edition, change)
    most = min(judge(edition).rows, judge(change.edition).rows)
    for block in blocks(path, edition, found, language, mapping, met, most):
        tally.add(block, found)
    least = max(e.manifest.portfolio_least for e in (edition, change.edition))
    total, wrong = tally.rows, met.with_mistakes
    return Simulation(
        language=language,
        least=least,
        organisations=total if total == 0 or total >= least else None,
        with_mistakes=wrong if wrong == 0 or wrong >= least else None,
        before=Made(edition.number, edition.fingerprint, []),
        after=Made(change.edition.number, change.edition.fingerprint, _said(change.answers, edition, language)),
        others_first=tally.others if safe(tally.others, total, least) else None,
        shifts=[shift for place in PLACES for shift in tally.shifts(place, least, language)],
    )


def _said(answers: Mapping[str, Answer | None], edition: Edition, language: Language) -> list[str]:
    return [
        f"{edition.name(name, language)} → {'–' if answer is None else edition.value(name, answer, language)}"
        for name, answer in answers.items()
    ]


class _Tally:
    """Counts over all blocks: by place and recommendation before, after, and for how many it changes."""

    def __init__(self, edition: Edition, change: Change) -> None:
        self._edition, self._change = edition, change
        gone = change.edition.successors
        self._called = {rid: gone.get(rid, rid) for rid in edition.recommendations}  # what went up in another is that
        self._most = max(e.priorities.capacity.first for e in (edition, change.edition))
        self.rows = self.others = 0
        self._before, self._after, self._changed = (Counter[tuple[Place, str]]() for _ in range(3))

    def add(self, block: Block, found: Codings) -> None:
        """Count a block."""
        other = self._change.edition
        changed = answered_alike(block, self._change.answers, found)
        seen = found if other is self._edition else refitted(found, other)
        before = _planes(judge(self._edition).judge(block, found, self._most), self._edition, self._called)
        after = _planes(judge(other).judge(changed, seen, self._most), other, {})
        moved: list[Plane] = []
        for key in {**before, **after}:
            one, another = before.get(key), after.get(key)
            differ = one if another is None else another if one is None else one ^ another
            assert differ is not None  # noqa: S101 - one of the two has it
            self._before[key] += 0 if one is None else how_many(one)
            self._after[key] += 0 if another is None else how_many(another)
            self._changed[key] += how_many(differ)
            moved += [differ] if key[0] == "first" else []
        self.rows += block.rows
        if moved:
            joined = moved[0].copy()
            for plane in moved[1:]:
                joined |= plane
            self.others += how_many(joined)

    def shifts(self, place: Place, least: int, language: Language) -> Iterator[Shift]:
        """What may be told of one place, what changes most first."""
        told = [shift for rid in self._ids() if (shift := self._shift(place, rid, least, language)) is not None]
        return iter(sorted(told, key=lambda shift: -abs((shift.after or 0) - (shift.before or 0))))

    def _ids(self) -> list[str]:
        return list(dict.fromkeys([*self._called.values(), *self._change.edition.recommendations]))

    def _shift(self, place: Place, rid: str, least: int, language: Language) -> Shift | None:
        key = (place, rid)
        had, has = rid in self._called.values(), rid in self._change.edition.recommendations
        before, after = self._before[key] if had else None, self._after[key] if has else None
        counts = [count for count in (before, after, self._changed[key]) if count is not None]
        if not all(safe(count, self.rows, least) for count in counts):
            return None
        held = self._change.edition if has else self._edition
        return Shift(place, rid, held.recommendations[rid].title[language], before, after)


def _planes(judged: Judged, edition: Edition, called: Mapping[str, str]) -> dict[tuple[Place, str], Plane]:
    """Where each recommendation is given, and where it comes first; under what it is called."""
    found: dict[tuple[Place, str], Plane] = {}
    capacity = edition.priorities.capacity
    first = judged.comes_first(capacity.first, capacity.first_when_overloaded)
    planes: Sequence[tuple[Place, Mapping[str, Plane]]] = [("given", judged.verdicts.given), ("first", first)]
    for place, of in planes:
        for rid, plane in of.items():
            key = (place, called.get(rid, rid))
            found[key] = found[key] | plane if key in found else plane
    return found
