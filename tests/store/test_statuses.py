"""What became of a recommendation: checked, and still there when advice is given again."""

import pytest

from advisor.advice import Advice, Advisor
from advisor.store import advices, statuses
from advisor.store.database import Store
from advisor.store.errors import ReasonError, StatusError, UnknownRecommendationError
from tests.store.conftest import ONE

GIVEN = "win-people-back"


def test_a_status_survives_a_rerun(store: Store, advice: Advice, advisor: Advisor) -> None:
    """Set on one advice, it stands at every other of the series, earlier and later, and may change."""
    first = advices.keep(store, ONE, advice).kept
    set_to = statuses.mark(store, ONE, first.id, GIVEN, "rejected", " Geen geld dit jaar. ")
    assert (set_to.status, set_to.reason, set_to.who) == ("rejected", "Geen geld dit jaar.", ONE.who)
    again = advices.rerun(store, ONE, first.id, advisor).kept
    later = advices.keep(store, ONE, advice).kept
    for kept in (first, again, later):
        assert statuses.standings(store, ONE, kept.id) == {GIVEN: set_to}
    changed = statuses.mark(store, ONE, later.id, GIVEN, "accepted")
    assert changed.reason is None
    assert changed.changed > set_to.changed
    assert statuses.standings(store, ONE, first.id) == {GIVEN: changed}


def test_another_series_has_its_own(store: Store, unnamed: Advice) -> None:
    """Organisations share no statuses."""
    one, other = (advices.keep(store, ONE, unnamed).kept.id for _ in range(2))
    statuses.mark(store, ONE, one, GIVEN, "accepted")
    assert statuses.standings(store, ONE, other) == {}


@pytest.mark.parametrize("status", ["", "Open", "done", "open ", "\x00"])
def test_there_are_four(status: str, store: Store, advice: Advice) -> None:
    """Any other word is refused, with the four that there are."""
    kept = advices.keep(store, ONE, advice).kept
    with pytest.raises(StatusError) as refused:
        statuses.mark(store, ONE, kept.id, GIVEN, status)
    assert "open, accepted, postponed, rejected" in refused.value.sentence("nl")
    for known in statuses.STATUSES:
        statuses.mark(store, ONE, kept.id, GIVEN, known, "omdat" if known == "rejected" else None)
        assert statuses.standings(store, ONE, kept.id)[GIVEN].status == known


@pytest.mark.parametrize(
    ("status", "reason", "fits"),
    [
        ("rejected", None, False),
        ("rejected", "  ", False),
        ("rejected", "x" * 1000, True),
        ("rejected", "x" * 1001, False),
        ("rejected", "a\x00b", False),
        ("rejected", "a\ud800b", False),
        ("postponed", None, True),
        ("postponed", "volgend jaar", True),
        ("accepted", "omdat", False),
        ("open", "omdat", False),
        ("open", "", True),
    ],
)
def test_the_reason_fits_the_status(status: str, reason: str | None, fits: bool, store: Store, advice: Advice) -> None:
    """A rejection has a reason, a postponement may have one, the others have none; at most 1,000 characters."""
    kept = advices.keep(store, ONE, advice).kept
    if fits:
        statuses.mark(store, ONE, kept.id, GIVEN, status, reason)
    else:
        with pytest.raises(ReasonError):
            statuses.mark(store, ONE, kept.id, GIVEN, status, reason)
    assert len(statuses.standings(store, ONE, kept.id)) == fits


@pytest.mark.parametrize("name", ["win-people-bakc", "find-growth-capital", "", "\x00", "x" * 9999])
def test_only_a_recommendation_of_the_advice(name: str, store: Store, advice: Advice) -> None:
    """A recommendation that this advice does not give has no status; the nearest that it does give is named."""
    kept = advices.keep(store, ONE, advice).kept
    with pytest.raises(UnknownRecommendationError) as refused:
        statuses.mark(store, ONE, kept.id, name, "accepted")
    assert statuses.standings(store, ONE, kept.id) == {}
    if name == "win-people-bakc":
        assert refused.value.nearest == GIVEN
        assert refused.value.sentence("en").endswith(f"Did you mean “{GIVEN}”?")
