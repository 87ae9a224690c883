"""What became of a recommendation: checked, every change kept, and still there when advice is given again."""

from collections.abc import Callable
from datetime import date

import pytest

from advisor.advice import Advice, Advisor
from advisor.library.statuses import STATUSES
from advisor.standing import CLOSED
from advisor.store import advices, statuses
from advisor.store.database import Store
from advisor.store.errors import (
    DueError,
    LimitError,
    NoteError,
    OwnerError,
    StandingError,
    StatusError,
    UnknownRecommendationError,
)
from tests.store.conftest import ONE

Raw = Callable[[str], list[tuple[object, ...]]]

GIVEN = "win-people-back"


def test_a_status_survives_a_rerun(store: Store, advice: Advice, advisor: Advisor) -> None:
    """Set on one advice, it stands at every other of the series, earlier and later, and may change."""
    first = advices.keep(store, ONE, advice).kept
    set_to = statuses.mark(store, ONE, first.id, GIVEN, "rejected", " Geen geld dit jaar. ", successors={})
    assert (set_to.status, set_to.note, set_to.who) == ("rejected", "Geen geld dit jaar.", ONE.who)
    again = advices.rerun(store, ONE, first.id, advisor).kept
    later = advices.keep(store, ONE, advice).kept
    for kept in (first, again, later):
        assert statuses.standings(store, ONE, kept.id, successors={}) == {GIVEN: set_to}
    changed = statuses.mark(store, ONE, later.id, GIVEN, "accepted", successors={})
    assert changed.note is None
    assert changed.changed > set_to.changed
    assert statuses.standings(store, ONE, first.id, successors={}) == {GIVEN: changed}


def test_another_series_has_its_own(store: Store, unnamed: Advice) -> None:
    """Organisations share no statuses."""
    one, other = (advices.keep(store, ONE, unnamed).kept.id for _ in range(2))
    statuses.mark(store, ONE, one, GIVEN, "accepted", successors={})
    assert statuses.standings(store, ONE, other, successors={}) == {}


@pytest.mark.parametrize("status", ["", "Open", "gedaan", "open ", "\x00"])
def test_there_are_five(status: str, store: Store, advice: Advice) -> None:
    """Any other word is refused, with the five that there are."""
    kept = advices.keep(store, ONE, advice).kept
    with pytest.raises(StandingError) as refused:
        statuses.mark(store, ONE, kept.id, GIVEN, status, successors={})
    assert [type(one) for one in refused.value.each] == [StatusError]
    assert "open, accepted, postponed, rejected, done" in refused.value.sentence("nl")
    for known in STATUSES:
        statuses.mark(store, ONE, kept.id, GIVEN, known, "omdat" if known == "rejected" else None, successors={})
        assert statuses.standings(store, ONE, kept.id, successors={})[GIVEN].status == known
        assert statuses.by_recommendation(store, ONE, kept.id, successors={}) == {GIVEN: known}


WRONG = StatusError, NoteError, OwnerError, DueError


@pytest.mark.parametrize(
    ("status", "told", "wrong"),
    [
        ("rejected", {}, [NoteError]),
        ("rejected", {"note": "  "}, [NoteError]),
        ("rejected", {"note": "x" * 1000}, []),
        ("rejected", {"note": "x" * 1001}, [NoteError]),
        ("rejected", {"note": "a\x00b"}, [NoteError]),
        ("postponed", {"note": "a\ud800b"}, [NoteError]),
        ("postponed", {}, []),
        ("accepted", {"note": "omdat"}, []),
        ("open", {"note": ""}, []),
        ("done", {"owner": "x" * 200, "due": "2024-02-29"}, []),
        ("done", {"owner": "x" * 201}, [OwnerError]),
        ("done", {"owner": "a\x00"}, [OwnerError]),
        *(
            ("done", {"due": day}, [DueError])
            for day in ("2023-02-29", "20260301", "2026-W10-1", "1-3-2026", "2026-3-1", "0000-01-01", "٢٠٢٦-٠١-٠١", "x")
        ),
        ("nothing", {"note": "x" * 1001, "owner": "a\x00", "due": "tomorrow"}, list(WRONG)),
    ],
)
def test_what_a_status_may_be_set_to(
    status: str, told: dict[str, str], wrong: list[type], store: Store, advice: Advice
) -> None:
    """A rejection says why; texts are bounded; a day exists. Every mistake is told, and then nothing is kept."""
    kept = advices.keep(store, ONE, advice).kept
    if wrong:
        with pytest.raises(StandingError) as refused:
            statuses.mark(store, ONE, kept.id, GIVEN, status, **told, successors={})  # type: ignore[arg-type]
        assert [type(one) for one in refused.value.each] == wrong
        for language in ("nl", "en"):
            assert all(one.sentence(language) in refused.value.sentence(language) for one in refused.value.each)
    else:
        statuses.mark(store, ONE, kept.id, GIVEN, status, **told, successors={})  # type: ignore[arg-type]
    assert len(statuses.standings(store, ONE, kept.id, successors={})) == (not wrong)


def test_owner_and_day_stay_until_they_are_changed(store: Store, advice: Advice) -> None:
    """The note is of one change; who sees to it and by when stand until another is told, or none."""
    kept = advices.keep(store, ONE, advice).kept

    def mark(status: str, **told: str) -> tuple[object, ...]:
        one = statuses.mark(store, ONE, kept.id, GIVEN, status, **told, successors={})  # type: ignore[arg-type]
        assert statuses.standings(store, ONE, kept.id, successors={}) == {GIVEN: one}
        return one.status, one.note, one.owner, one.due

    first = mark("accepted", owner=" Ann\n Peeters ", due="2026-09-30", note="samen")
    assert first == ("accepted", "samen", "Ann Peeters", date(2026, 9, 30))
    assert mark("postponed") == ("postponed", None, "Ann Peeters", date(2026, 9, 30))
    assert mark("accepted", owner="Bob") == ("accepted", None, "Bob", date(2026, 9, 30))
    assert mark("done", owner="", due="") == ("done", None, None, None)
    found = statuses.history(store, ONE, kept.id, GIVEN, successors={})
    assert [(one.status, one.owner) for one in found.items] == [
        ("done", None),
        ("accepted", "Bob"),
        ("postponed", "Ann Peeters"),
        ("accepted", "Ann Peeters"),
    ]
    assert [one.changed for one in found.items] == sorted((one.changed for one in found.items), reverse=True)


def test_what_changes_nothing_is_not_kept(store: Store, advice: Advice, raw: Raw) -> None:
    """The same again, as a client does that got no answer: one change, one entry in the log."""
    kept = advices.keep(store, ONE, advice).kept
    first = statuses.mark(store, ONE, kept.id, GIVEN, "accepted", owner="Ann", successors={})
    assert statuses.mark(store, ONE, kept.id, GIVEN, "accepted", owner="Ann", successors={}) == first
    assert statuses.mark(store, ONE, kept.id, GIVEN, "accepted", successors={}) == first
    assert raw("SELECT (SELECT count(*) FROM statuses), (SELECT count(*) FROM audit)") == [(1, 2)]


def test_a_history_goes_on(store: Store, advice: Advice) -> None:
    """Page after page, every change of this recommendation once, and of no other."""
    kept = advices.keep(store, ONE, advice).kept
    other = next(item.id for item in advice.given if item.id != GIVEN)
    for number in range(7):
        statuses.mark(store, ONE, kept.id, GIVEN, "postponed", f"{number}", successors={})
        statuses.mark(store, ONE, kept.id, other, "accepted", f"{number}", successors={})
    notes, before = list[str | None](), None
    while True:
        page = statuses.history(store, ONE, kept.id, GIVEN, successors={}, before=before, limit=3)
        notes += [one.note for one in page.items]
        before = page.next
        if before is None:
            break
    assert notes == ["6", "5", "4", "3", "2", "1", "0"]
    for limit in (0, 101):
        with pytest.raises(LimitError):
            statuses.history(store, ONE, kept.id, GIVEN, successors={}, limit=limit)
    assert statuses.history(store, ONE, kept.id, "\x00", successors={}).items == []


def test_a_change_knows_the_advice_it_came_after(store: Store, advice: Advice, raw: Raw) -> None:
    """By its position, whatever the clock says: how an advice and a change are put in order later."""
    first = advices.keep(store, ONE, advice).kept
    statuses.mark(store, ONE, first.id, GIVEN, "accepted", successors={})
    second = advices.keep(store, ONE, advice).kept
    statuses.mark(store, ONE, first.id, GIVEN, "done", successors={})
    found = raw("SELECT status, position FROM statuses ORDER BY number")
    assert found == [("accepted", first.position), ("done", second.position)]


def test_what_went_up_in_another_keeps_its_history(store: Store, advice: Advice, advisor: Advisor) -> None:
    """Marked before they were merged: one history, in its order, under the old ids and the new; then it goes on."""
    one, other, new = (item.id for item in advice.given[:3])
    merged = {one: new, other: new}
    kept = advices.keep(store, ONE, advice).kept
    statuses.mark(store, ONE, kept.id, one, "accepted", owner="Ann", successors={})
    statuses.mark(store, ONE, kept.id, other, "rejected", "te duur", successors={})
    before = statuses.standings(store, ONE, kept.id, successors=merged)
    assert before.keys() == {one, other, new}
    assert {standing.status for standing in before.values()} == {"accepted"}
    statuses.mark(store, ONE, kept.id, new, "done", successors=merged)
    after = statuses.standings(store, ONE, kept.id, successors=merged)
    assert {(standing.status, standing.owner) for standing in after.values()} == {("done", "Ann")}
    statuses.mark(store, ONE, kept.id, one, "open", successors=merged)
    for name in (one, other, new):
        found = statuses.history(store, ONE, kept.id, name, successors=merged)
        assert [change.status for change in found.items] == ["open", "done", "rejected", "accepted"]
    assert statuses.by_recommendation(store, ONE, kept.id, successors=merged) == dict.fromkeys(before, "open")


@pytest.mark.parametrize("first", STATUSES)
@pytest.mark.parametrize("second", STATUSES)
def test_merged_is_done_only_when_all_is(first: str, second: str, store: Store, advice: Advice) -> None:
    """What is still to be done never gets lost in a merger: it is closed only when every part that was marked is."""
    one, other, new = (item.id for item in advice.given[:3])
    kept = advices.keep(store, ONE, advice).kept
    for rid, status in ((one, first), (other, second)):
        statuses.mark(store, ONE, kept.id, rid, status, "omdat", successors={})
    found = statuses.by_recommendation(store, ONE, kept.id, successors={one: new, other: new})[new]
    assert found in (first, second)
    assert (found in CLOSED) == (first in CLOSED and second in CLOSED)
    assert found == second or second in CLOSED


@pytest.mark.parametrize("name", ["win-people-bakc", "find-growth-capital", "", "\x00", "x" * 9999])
def test_only_a_recommendation_of_the_advice(name: str, store: Store, advice: Advice) -> None:
    """A recommendation that this advice does not give has no status; the nearest that it does give is named."""
    kept = advices.keep(store, ONE, advice).kept
    with pytest.raises(UnknownRecommendationError) as refused:
        statuses.mark(store, ONE, kept.id, name, "accepted", successors={})
    assert statuses.standings(store, ONE, kept.id, successors={}) == {}
    if name == "win-people-bakc":
        assert refused.value.nearest == GIVEN
        assert refused.value.sentence("en").endswith(f"Did you mean “{GIVEN}”?")
