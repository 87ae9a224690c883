"""Advice and statuses → the tasks of a plan: what is still to be done, what it takes, what goes before it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..library.reach import reachable
from ..library.statuses import Status
from ..stages.recommendations import Recommended

GONE = ("done", "rejected")


@dataclass(frozen=True, slots=True)
class Work:
    """What is done as one task: a recommendation and, of what is folded under it, what stands as it does.

    ``weeks`` and ``days``: from a low to a high guess, of all together: the days add up, the weeks only along what
    comes after one another; empty in advice that does not say, as that of edition 2026.1. ``needs``: the tasks that go
    before it, by the first recommendation of each. ``without``: the rejected recommendations that it needs.
    """

    members: tuple[Recommended, ...]
    status: Status
    weeks: tuple[int, ...]
    days: tuple[int, ...]
    needs: tuple[str, ...]
    without: tuple[str, ...]

    @property
    def id(self) -> str:
        """That of its first recommendation."""
        return self.members[0].id

    @property
    def head(self) -> Recommended:
        """The first of its recommendations: its title, rank and score are those of the task."""
        return self.members[0]


def work(recommendations: Sequence[Recommended], statuses: Mapping[str, Status]) -> list[Work]:
    """The tasks in the order of the advice, each after all that it needs.

    What is done or rejected is no task. What is postponed is a task of its own, with what is folded beside it and needs
    it.
    """
    groups = [part for item in recommendations for part in _parted((item, *item.folded), statuses)]
    home = {member.id: members[0].id for members, _ in groups for member in members}
    return [
        Work(
            members=members,
            status=status,
            weeks=_chained(members),
            days=_added(members),
            needs=tuple(dict.fromkeys(home[n] for n in _needed(members) if n in home and home[n] != members[0].id)),
            without=tuple(n for n in _needed(members) if statuses.get(n) == "rejected"),
        )
        for members, status in groups
    ]


def _parted(
    bundle: Sequence[Recommended], statuses: Mapping[str, Status]
) -> Iterator[tuple[tuple[Recommended, ...], Status]]:
    """What is still to be done of a bundle: now, and postponed. What needs something postponed is postponed with it."""
    left = {item.id: item for item in bundle if statuses.get(item.id) not in GONE}
    postponed = {
        rid
        for rid in left
        if "postponed" in map(statuses.get, {rid, *reachable(rid, lambda one: left[one].needs if one in left else ())})
    }
    now = tuple(item for rid, item in left.items() if rid not in postponed)
    then = tuple(item for rid, item in left.items() if rid in postponed)
    if now:
        yield now, statuses.get(now[0].id, "open")
    if then:
        yield then, "postponed"


def _needed(members: Sequence[Recommended]) -> list[str]:
    return list(dict.fromkeys(needed for member in members for needed in member.needs))


def _added(members: Sequence[Recommended]) -> tuple[int, ...]:
    """The days of all, at least and at most."""
    needed = [member.effort.days for member in members if member.effort is not None]
    return tuple(map(sum, zip(*needed, strict=True))) if len(needed) == len(members) else ()


def _chained(members: Sequence[Recommended]) -> tuple[int, ...]:
    """The weeks of the longest chain of members that come after one another, at least and at most."""
    done: dict[str, list[int]] = {}  # after how many weeks; each member stands after those that it needs
    for member in members:
        if member.effort is None:
            return ()
        before = [done[needed] for needed in member.needs if needed in done]
        done[member.id] = [
            weeks + max((one[guess] for one in before), default=0) for guess, weeks in enumerate(member.effort.weeks)
        ]
    return tuple(map(max, zip(*done.values(), strict=True)))
