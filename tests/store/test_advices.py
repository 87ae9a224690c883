"""Advices: read back to the byte, in series, page by page, made again, and gone for good."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from advisor.advice import Advice, Advisor, from_json, to_json
from advisor.stages.mistakes import ProfileError
from advisor.stages.notes import Note
from advisor.stages.profile import Profile
from advisor.store import advices, erasing, retries, statuses
from advisor.store.callers import Caller
from advisor.store.damage import survey
from advisor.store.database import Store, open_store
from advisor.store.errors import (
    AdviceDamagedError,
    AdviceNotFoundError,
    CursorError,
    LimitError,
    NothingEarlierError,
    OtherSeriesError,
    ScopeError,
    StoreError,
)
from tests.store.conftest import ON_SQLITE, ONE, Ticking

Raw = Callable[[str], list[tuple[object, ...]]]


def referring(advice: Advice, reference: str | None) -> Advice:
    """The advice, as if its profile had another reference."""
    return replace(advice, profile=replace(advice.profile, reference=reference))


def test_an_advice_is_read_back_to_the_byte(store: Store, advice: Advice, ghent: Profile) -> None:
    """What is read is what was kept, byte for byte, with the profile it was made for and its receipt."""
    kept = advices.keep(store, ONE, advice)
    found = advices.read(store, ONE, kept.kept.id)
    assert found == kept
    assert found.raw == to_json(advice)
    assert from_json(found.raw) == advice
    assert json.loads(found.profile) == ghent.plain
    assert found.kept.created == datetime(2026, 3, 1, 12, 0, 1, tzinfo=UTC)
    assert found.kept.created.utcoffset() == timedelta(0)
    assert (found.kept.name, found.kept.reference) == ("Dienstverlener in Gent", "intake-2026-014")
    receipt = advice.receipt
    assert (found.kept.edition, found.kept.knowledge_sha256) == (receipt.edition, receipt.knowledge_sha256)
    assert (found.kept.software, found.kept.language) == (receipt.software, receipt.language)


def test_notes_are_kept_with_their_advice(store: Store, advisor: Advisor, ghent: Profile, raw: Raw) -> None:
    """They come back, also in an advice that is made again, and nothing of them stays when the advice is deleted."""
    noted = replace(ghent, notes={"adoption_rate": Note("seen in week 8", "a report", "measured")})
    first = advices.keep(store, ONE, advisor.advise(noted)).kept.id
    again = advices.rerun(store, ONE, first, advisor)
    assert json.loads(again.profile) == noted.plain
    assert from_json(again.raw).profile.notes == noted.notes
    for kept in (first, again.kept.id):
        erasing.erase(store, ONE, kept)
    assert raw("SELECT count(*) FROM advices") == [(0,)]
    assert "seen in week 8" not in repr(raw("SELECT * FROM audit"))


def test_any_text_comes_back(store: Store, advisor: Advisor) -> None:
    """Names and references that a database could trip over come back as they were, and are found."""
    nasty = 'O\'Neill \\ "x" %s :a ? {} \u200b é 𝔘 1e16 -0.0'
    made = advisor.advise(Profile({}, name=nasty, reference=nasty))
    found = advices.read(store, ONE, advices.keep(store, ONE, made).kept.id)
    assert found.raw == to_json(made)
    assert (found.kept.name, found.kept.reference) == (nasty, nasty)
    assert [kept.id for kept in advices.page(store, ONE, reference=nasty).items] == [found.kept.id]
    assert advices.page(store, ONE, reference=nasty[:-1]).items == []


def test_an_advice_knows_no_id_and_no_time(store: Store, advice: Advice) -> None:
    """The same advice kept twice is twice the same bytes, under two ids that nobody guesses."""
    first, second = (advices.keep(store, ONE, advice).kept for _ in range(2))
    assert first.id != second.id
    assert first.created < second.created
    assert first.sha256 == second.sha256
    raw = advices.read(store, ONE, first.id).raw
    assert first.id.encode() not in raw
    assert b"2026-03-01" not in raw
    assert len({advices.keep(store, ONE, advice).kept.id[:8] for _ in range(20)}) == 20


@pytest.mark.parametrize("wrong", ["", "0" * 32, "x" * 32, "0" * 31, "\x00", "\ud800", "' OR '1'='1", "0" * 5000])
def test_an_id_that_is_none(wrong: str, store: Store, advice: Advice) -> None:
    """What is no id of an advice is not found, whatever it is, and is said so in one line."""
    advices.keep(store, ONE, advice)
    with pytest.raises(AdviceNotFoundError) as refused:
        advices.read(store, ONE, wrong)
    assert len(refused.value.sentence("nl")) < 100


# --- series ---


def test_advices_of_one_organisation_form_a_series(store: Store, advice: Advice, advisor: Advisor) -> None:
    """The same reference and a re-run join a series; another reference, or none, starts one."""
    first = advices.keep(store, ONE, advice).kept
    again = advices.keep(store, ONE, advice).kept
    rerun = advices.rerun(store, ONE, again.id, advisor).kept
    assert {first.series, again.series, rerun.series} == {first.id}
    elsewhere = advices.keep(store, ONE, referring(advice, "intake-2026-015")).kept
    assert elsewhere.series == elsewhere.id
    joined = advices.keep(store, ONE, referring(advice, "intake-2026-016"), after=elsewhere.id).kept
    assert joined.series == elsewhere.id
    assert [kept.id for kept in advices.earlier(store, ONE, rerun.id)] == [again.id, first.id]
    assert advices.earlier(store, ONE, first.id) == []


@pytest.mark.parametrize("reference", [None, "", "  "])
def test_no_reference_is_no_series(reference: str | None, store: Store, unnamed: Advice) -> None:
    """Two organisations without a reference are not the same one."""
    one, other = (advices.keep(store, ONE, referring(unnamed, reference)).kept for _ in range(2))
    assert one.series == one.id != other.series == other.id


def test_a_series_goes_on_when_its_first_is_deleted(store: Store, advice: Advice) -> None:
    """The name of a series stays, also when the advice it is named after is gone."""
    first, second = (advices.keep(store, ONE, advice).kept for _ in range(2))
    erasing.erase(store, ONE, first.id)
    third = advices.keep(store, ONE, advice).kept
    assert third.series == second.series == first.id
    assert [kept.id for kept in advices.earlier(store, ONE, third.id)] == [second.id]


def test_a_clock_that_goes_back_does_not_turn_a_series(store: Store, advice: Advice, clock: Ticking) -> None:
    """An advice comes after the one it follows, also when the clock was put back between them; each has its time."""
    first = advices.keep(store, ONE, advice).kept
    clock.time -= timedelta(days=1)
    second = advices.keep(store, ONE, advice).kept
    assert second.created == clock.time
    assert [kept.id for kept in advices.page(store, ONE).items] == [second.id, first.id]
    assert [kept.id for kept in advices.earlier(store, ONE, second.id)] == [first.id]


def test_an_advice_and_the_one_before(store: Store, advice: Advice, unnamed: Advice) -> None:
    """To compare: the advice before, or the one that is named; only of the same organisation."""
    first, second, third = (advices.keep(store, ONE, advice) for _ in range(3))
    lonely = advices.keep(store, ONE, unnamed).kept.id
    assert advices.pair(store, ONE, third.kept.id) == (second, third)
    assert advices.pair(store, ONE, third.kept.id, first.kept.id) == (first, third)
    with pytest.raises(NothingEarlierError):
        advices.pair(store, ONE, first.kept.id)
    with pytest.raises(OtherSeriesError):
        advices.pair(store, ONE, third.kept.id, lonely)


# --- again ---


def test_a_rerun_is_made_from_the_profile(store: Store, advice: Advice, advisor: Advisor) -> None:
    """Run again, the advice for the profile is made by the advisor of now, in its language or in another."""
    first = advices.keep(store, ONE, advice).kept
    again = advices.rerun(store, ONE, first.id, advisor)
    assert again.raw == to_json(advice)
    english = advices.rerun(store, ONE, first.id, advisor, language="en")
    assert english.kept.language == "en"
    assert from_json(english.raw).profile == advice.profile
    assert english.raw != again.raw


def test_a_rerun_that_the_knowledge_of_now_refuses(store: Store, advice: Advice, advisor: Advisor, raw: Raw) -> None:
    """An answer that is no longer possible is said as for any profile, and nothing is kept."""
    first = advices.keep(store, ONE, advice).kept
    raw("UPDATE advices SET profile = replace(profile, '\"private\"', '\"privat\"')")
    with pytest.raises(ProfileError) as refused:
        advices.rerun(store, ONE, first.id, advisor)
    assert [mistake.pointer for mistake in refused.value.mistakes] == ["/answers/sector"]
    assert len(advices.page(store, ONE).items) == 1


# --- listing ---


def test_pages_hold_everything_once(store: Store, advice: Advice) -> None:
    """Newest first, page after page, each advice exactly once; the last page has no cursor."""
    ids = [advices.keep(store, ONE, advice).kept.id for _ in range(7)]
    seen, cursor = [], None
    for size in (3, 3, 1):
        page = advices.page(store, ONE, cursor=cursor, limit=3)
        assert len(page.items) == size
        seen += [kept.id for kept in page.items]
        cursor = page.next
    assert cursor is None
    assert seen == ids[::-1]
    assert advices.page(store, ONE, limit=7).next is None


def test_what_is_kept_meanwhile_does_not_move_the_pages(store: Store, advice: Advice) -> None:
    """Advices kept and deleted between two pages neither repeat nor hide one, also when the last one seen goes."""
    ids = [advices.keep(store, ONE, advice).kept.id for _ in range(6)]
    first = advices.page(store, ONE, limit=2)
    new = [advices.keep(store, ONE, advice).kept.id for _ in range(3)]
    erasing.erase(store, ONE, first.items[-1].id)
    second = advices.page(store, ONE, cursor=first.next, limit=2)
    assert [kept.id for kept in (*first.items, *second.items)] == ids[:1:-1]
    assert advices.page(store, ONE, limit=1).items[0].id == new[-1]


def test_pages_of_the_same_moment(store: Store, advice: Advice, clock: Ticking) -> None:
    """Advices of one and the same moment are all listed, once."""
    clock.step = timedelta(0)
    ids = {advices.keep(store, ONE, referring(advice, f"r{n}")).kept.id for n in range(5)}
    seen, cursor = [], None
    for _ in range(5):
        page = advices.page(store, ONE, cursor=cursor, limit=1)
        seen += [kept.id for kept in page.items]
        cursor = page.next
    assert cursor is None
    assert sorted(seen) == sorted(ids)


def test_a_list_of_one_reference(store: Store, advice: Advice) -> None:
    """A reference filters; the pages of that list go on within it."""
    ids = [advices.keep(store, ONE, referring(advice, f"r{n % 2}")).kept.id for n in range(6)]
    first = advices.page(store, ONE, reference="r0", limit=2)
    second = advices.page(store, ONE, reference="r0", limit=2, cursor=first.next)
    assert [kept.id for kept in (*first.items, *second.items)] == [ids[4], ids[2], ids[0]]
    assert advices.page(store, ONE, reference="r").items == []
    assert advices.page(store, ONE, reference="\x00").items == []


@pytest.mark.parametrize(
    "cursor", ["", "x", "é", "a" * 200, "MTIz", "1-" + "0" * 33, "9" * 17 + "-" + "0" * 32, "-1-" + "0" * 32]
)
def test_a_cursor_of_somebody_elses(cursor: str, store: Store) -> None:
    """What is no cursor of ours is refused, with the remedy."""
    with pytest.raises(CursorError):
        advices.page(store, ONE, cursor=cursor)


@pytest.mark.parametrize("limit", [0, -1, 101])
def test_a_page_has_bounds(limit: int, store: Store) -> None:
    """A page has 1 to 100 advices."""
    with pytest.raises(LimitError):
        advices.page(store, ONE, limit=limit)


# --- gone ---


def test_deleted_is_gone(store: Store, advice: Advice, raw: Raw) -> None:
    """After deleting, neither the advice, its profile, its statuses nor its idempotency key is in any table."""
    asked = retries.retry("key", b"request")
    kept = advices.keep(store, ONE, advice, asked=asked).kept
    statuses.mark(store, ONE, kept.id, advice.recommendations[0].id, "accepted", successors={})
    counts = "SELECT (SELECT count(*) FROM advices), (SELECT count(*) FROM statuses), (SELECT count(*) FROM retries)"
    assert raw(counts) == [(1, 1, 1)]
    erasing.erase(store, ONE, kept.id)
    assert raw(counts) == [(0, 0, 0)]
    with pytest.raises(AdviceNotFoundError):
        advices.read(store, ONE, kept.id)
    with pytest.raises(AdviceNotFoundError):
        erasing.erase(store, ONE, kept.id)
    assert retries.answered(store, ONE, asked) is None


def test_statuses_go_with_the_last_of_a_series(store: Store, advice: Advice, raw: Raw) -> None:
    """While an advice of the series is left, its statuses are kept."""
    first, second = (advices.keep(store, ONE, advice).kept for _ in range(2))
    statuses.mark(store, ONE, first.id, advice.recommendations[0].id, "accepted", successors={})
    erasing.erase(store, ONE, first.id)
    assert len(statuses.standings(store, ONE, second.id, successors={})) == 1
    erasing.erase(store, ONE, second.id)
    assert raw("SELECT count(*) FROM statuses") == [(0,)]


@ON_SQLITE
def test_nothing_deleted_stays_in_the_files(store: Store, advice: Advice, unnamed: Advice) -> None:
    """SQLite: after deleting, the name, the reference and the reason stand in no file; before, they did."""
    assert store.file is not None  # PostgreSQL has files of its own, which it vacuums when it likes
    others = [advices.keep(store, ONE, unnamed).kept for _ in range(5)]
    kept = advices.keep(store, ONE, advice).kept
    reason = "Dat willen wij hier echt nooit"
    statuses.mark(store, ONE, kept.id, advice.recommendations[0].id, "rejected", reason, successors={})
    personal = [word.encode() for word in ("Dienstverlener in Gent", "intake-2026-014", reason)]

    def found(folder: Path) -> list[bytes]:
        content = b"".join(path.read_bytes() for path in folder.iterdir())
        return [word for word in personal if word in content]

    assert found(store.file.parent) == personal
    erasing.erase(store, ONE, kept.id)
    assert found(store.file.parent) == []
    assert advices.read(store, ONE, others[0].id).kept == others[0]


@ON_SQLITE
def test_a_reader_in_the_way_of_deleting(store: Store, url: str, advice: Advice, unnamed: Advice) -> None:
    """SQLite: while somebody goes on reading, a deleted name stays in the journal; the next change empties it."""
    assert store.file is not None  # PostgreSQL has files of its own, which it vacuums when it likes
    kept = advices.keep(store, ONE, advice).kept
    elsewhere = open_store(url)
    with elsewhere.reading() as connection:
        connection.exec_driver_sql("SELECT * FROM advices").all()
        erasing.erase(store, ONE, kept.id)
        assert b"Dienstverlener" in b"".join(path.read_bytes() for path in store.file.parent.iterdir())
    advices.keep(store, ONE, unnamed)
    assert b"Dienstverlener" not in b"".join(path.read_bytes() for path in store.file.parent.iterdir())
    elsewhere.close()


def test_each_scope_may_do_what_it_may(store: Store, advice: Advice, advisor: Advisor) -> None:
    """Submit only keep, read nothing but read, write both and run again, and only admin delete."""
    kept = advices.keep(store, ONE, advice).kept
    submitter, reader, writer = (Caller("one", "k", scope) for scope in ("submit", "read", "write"))  # type: ignore[arg-type]
    assert advices.read(store, reader, kept.id).kept == kept
    attempts: tuple[tuple[Callable[[Caller], object], str], ...] = (
        (lambda caller: advices.keep(store, caller, advice), "submit"),
        (lambda caller: retries.answered(store, caller, retries.retry("k", b"")), "submit"),
        (lambda caller: advices.rerun(store, caller, kept.id, advisor), "write"),
        (
            lambda caller: statuses.mark(
                store, caller, kept.id, advice.recommendations[0].id, "accepted", successors={}
            ),
            "write",
        ),
        (lambda caller: erasing.erase(store, caller, kept.id), "admin"),
    )
    may_not = {"submit": (reader,), "write": (submitter, reader), "admin": (submitter, reader, writer)}
    for attempt, needed in attempts:
        for caller in may_not[needed]:
            with pytest.raises(ScopeError) as refused:
                attempt(caller)
            assert refused.value.needed == needed
    for caller in (submitter, writer):
        assert advices.keep(store, caller, advice).kept.series == kept.series
    assert len(advices.page(store, ONE).items) == 3


# --- damage ---


@pytest.mark.parametrize("hurt", ["body = substr(body, 1, 100)", "body_sha256 = 'x'", "body = substr(body, 2, 9)"])
def test_damage_is_noticed(hurt: str, store: Store, advice: Advice, raw: Raw) -> None:
    """An advice whose bytes changed is never shown; the others are."""
    whole, broken = (advices.keep(store, ONE, advice).kept for _ in range(2))
    assert survey(store).lost == []
    raw(f"UPDATE advices SET {hurt} WHERE id = '{broken.id}'")
    with pytest.raises(AdviceDamagedError):
        advices.read(store, ONE, broken.id)
    assert survey(store).lost == [broken.id]
    assert advices.read(store, ONE, whole.id).kept == whole


def errors(kind: type[StoreError] = StoreError) -> list[type[StoreError]]:
    return [kind, *(inner for found in kind.__subclasses__() for inner in errors(found))]


def test_every_error_is_said_in_both_languages() -> None:
    """Each error has a sentence of its own in Dutch and in English."""
    from advisor.phrases import PHRASES

    kinds = errors()[1:]
    assert len({kind.phrase for kind in kinds}) == len(kinds) > 20
    for kind in kinds:
        dutch, english = PHRASES[kind.phrase]
        assert dutch != english
        assert dutch.endswith((".", "]'."))
