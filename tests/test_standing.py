"""What became of recommendations: what waits for something rejected, held against a search of its own; all are told."""

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count

import pytest

from advisor.library.statuses import STATUSES
from advisor.standing import CLOSED, Standing, blocked, counts, followed
from tests.conftest import sizes

THEN = datetime(2026, 3, 1, tzinfo=UTC)


@dataclass(frozen=True)
class One:
    """A recommendation of an advice."""

    id: str
    rank: int
    needs: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        return self.id.upper()


def standing(status: str) -> Standing:
    return Standing(status, None, None, None, THEN, "local")  # type: ignore[arg-type]


@pytest.mark.parametrize("many", sizes(200, 5_000))
def test_what_waits_for_something_rejected(many: int) -> None:
    """Over needs and statuses made up: exactly the open, accepted and postponed that a chain of needs leads to one."""
    chance, met = random.Random(15), 0
    for _ in range(many):
        names = [f"r{number}" for number in range(chance.randint(1, 8))]
        given = [One(rid, n, chance.sample(names[:n], chance.randint(0, min(2, n)))) for n, rid in enumerate(names)]
        found = {rid: standing(chance.choice(STATUSES)) for rid in names if chance.random() < 0.7}
        needs = {one.id: one.needs for one in given}
        for rid, waits in blocked(given, found).items():
            assert rid not in found or found[rid].status not in CLOSED
            assert list(waits) == [other for other in names if other in waits]
        for rid in names:
            chains, ends = [[rid]], set[str]()
            while chains:
                chain = chains.pop()
                chains += [[*chain, need] for need in needs[chain[-1]]]
                ends.update(chain[1:])
            rejected = {end for end in ends if end in found and found[end].status == "rejected"}
            going = rid not in found or found[rid].status not in CLOSED
            assert set(blocked(given, found).get(rid, ())) == (rejected if going else set())
            met += bool(rejected and going)
    assert met > many // 4


def test_every_recommendation_is_told_once() -> None:
    """Those of the advice in its order, by the ids it has; then the others of its series, as they are called now."""
    given = [One("old", 1), One("new", 2, ["old"])]
    found = {"went-up": standing("done"), "old": standing("done"), "elsewhere": standing("rejected")}
    told = followed(given, found, {"old": "went-up"}, {"elsewhere": "Elsewhere"})
    assert [(one.recommendation, one.rank, one.status) for one in told] == [
        ("old", 1, "done"),
        ("new", 2, "open"),
        ("elsewhere", None, "rejected"),
    ]
    assert [one.title for one in told] == ["OLD", "NEW", "Elsewhere"]


def test_counts_follow_the_order_of_the_statuses() -> None:
    """Each status that occurs, once, with how many."""
    number = count(1)
    many = {status: next(number) for status in STATUSES}
    listed = [status for status in reversed(STATUSES) for _ in range(many[status])]
    assert list(counts(listed).items()) == list(many.items())
    assert counts([]) == {}
