"""What a plan says: each task with its periods, why it is there, and what would bring it forward."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from ..advice import Receipt
from ..library.statuses import Status
from ..stages.ranking import Phase
from ..stages.verdicts import Verdict
from .reasons import Earlier, Reason

Method = Literal["optimal", "phases"]
Basis = Literal["given", "judgement"]


@dataclass(frozen=True, slots=True)
class Named:
    """A recommendation as a plan names it."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What a plan is made in: so many ``periods`` of so many ``weeks``, with so many working ``days`` in each.

    ``basis``: whether the days are given, or the editors' judgement. ``start``: the first day, where one is given.
    """

    periods: int
    weeks: int
    days: int
    basis: Basis
    start: date | None


@dataclass(frozen=True, slots=True)
class PeriodPlanned:
    """A period: its number, its weeks counted from the start, its days; how many there are, and are planned at most."""

    number: int
    weeks: list[int]
    begins: date | None
    ends: date | None
    days: int
    planned: int


@dataclass(frozen=True, slots=True)
class TaskPlanned:
    """A recommendation in a plan, with what it ``includes``: what is folded under it and stands as it does.

    ``weeks`` and ``days``: from a low to a high guess, of all of it. ``start`` and ``end``: its first and last period,
    None where it is in none; ``takes``: the days planned in each, as many as the high guess. ``needs``: the tasks that
    go before it; ``without``: what it needs too, and was rejected. ``why`` and ``earlier`` say ``reason`` and
    ``forward`` in words, "" where there is nothing to say.
    """

    id: str
    title: str
    includes: list[Named]
    rank: int
    phase: Phase
    verdict: Verdict
    score: int
    status: Status
    weeks: list[int]
    days: list[int]
    needs: list[Named]
    without: list[Named]
    start: int | None = None
    end: int | None = None
    takes: list[int] = field(default_factory=list)
    why: str = ""
    earlier: str = ""
    reason: Reason | None = None
    forward: Earlier | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan for one advice, in its language. ``told`` says what it is, in sentences.

    ``method``: the optimal plan, or without the solver the phases of the advice. ``worth``: the score of each task for
    each period from the one in which it ends to the last, added up; ``at_most``: no plan is worth more. ``proven``:
    none is worth more than this one. ``tasks``: by their first period and their rank, last what is in no period.
    """

    receipt: Receipt
    name: str | None
    reference: str | None
    method: Method
    told: list[str]
    frame: Frame
    proven: bool = False
    worth: int = 0
    at_most: int = 0
    periods: list[PeriodPlanned] = field(default_factory=list)
    tasks: list[TaskPlanned] = field(default_factory=list)
    done: list[Named] = field(default_factory=list)
    rejected: list[Named] = field(default_factory=list)

    @property
    def planned(self) -> list[TaskPlanned]:
        """The tasks that are in a period."""
        return [task for task in self.tasks if task.start is not None]

    @property
    def left_out(self) -> list[TaskPlanned]:
        """The tasks that are in no period."""
        return [task for task in self.tasks if task.start is None]
