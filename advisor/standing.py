"""What became of a recommendation: its status, and what waits for one that was rejected."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from .library.reach import reachable
from .library.statuses import STATUSES, Status

CLOSED: tuple[Status, ...] = ("rejected", "done")  # nothing more is going to happen


class Given(Protocol):
    """A recommendation of an advice, as it is made now or was made earlier."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def title(self) -> str:
        """Its title."""

    @property
    def rank(self) -> int:
        """Its place."""

    @property
    def needs(self) -> Sequence[str]:
        """What has to come first."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The status of a recommendation, who sees to it, by which day, a note; since when, and who set it."""

    status: Status
    note: str | None
    owner: str | None
    due: date | None
    changed: datetime
    who: str


@dataclass(frozen=True, slots=True)
class Followed:
    """A recommendation and what became of it; without a rank when only earlier advice has it.

    ``needs_rejected``: what it needs, itself or through what it needs, that was rejected.
    """

    recommendation: str
    title: str
    rank: int | None
    status: Status
    note: str | None
    owner: str | None
    due: date | None
    changed: datetime | None
    who: str | None
    needs_rejected: list[str]


def followed(
    given: Sequence[Given],
    standings: Mapping[str, Standing],
    successors: Mapping[str, str],
    titles: Mapping[str, str],
) -> list[Followed]:
    """What became of every recommendation of an advice, then of those that only other advice of its series has.

    ``given``: every one of the advice. ``standings`` by recommendation; none is open. ``titles``: of what is not given.
    """
    waits = blocked(given, standings)
    told = {one.id for one in given}
    told |= {successors.get(rid, rid) for rid in told} | successors.keys()
    shown: list[tuple[str, str, int | None]] = [(one.id, one.title, one.rank) for one in given]
    shown += [(rid, titles.get(rid, rid), None) for rid in standings if rid not in told]
    return [
        Followed(rid, title, rank, *_told(standings.get(rid)), needs_rejected=list(waits.get(rid, ())))
        for rid, title, rank in shown
    ]


def blocked(given: Sequence[Given], standings: Mapping[str, Standing]) -> dict[str, tuple[str, ...]]:
    """For each recommendation that needs something rejected, itself or through what it needs: what, in their order.

    One that is rejected or done itself waits for nothing.
    """
    needs = {item.id: item.needs for item in given}
    status = {rid: standings[rid].status for rid in needs if rid in standings}
    found = {}
    for rid in (rid for rid in needs if status.get(rid) not in CLOSED):
        ways = reachable(rid, lambda one: needs.get(one, ()))
        waits = tuple(one for one in needs if one in ways and status.get(one) == "rejected")
        if waits:
            found[rid] = waits
    return found


_Told = tuple[Status, str | None, str | None, date | None, datetime | None, str | None]


def _told(standing: Standing | None) -> _Told:
    if standing is None:
        return "open", None, None, None, None, None
    return standing.status, standing.note, standing.owner, standing.due, standing.changed, standing.who


def counts(statuses: Iterable[Status]) -> dict[Status, int]:
    """How many there are of each status that occurs, in the order of the statuses."""
    found = list(statuses)
    return {status: found.count(status) for status in STATUSES if status in found}
