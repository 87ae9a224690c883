"""A clock that was two days ahead, once, changes nothing for anybody later."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import text

from advisor.advice import Advice
from advisor.store import advices, keys, migrations, retries, sessions
from advisor.store.database import Store, open_store
from advisor.store.series import latest
from tests.store.conftest import ONE, OTHER, Ticking

AHEAD = timedelta(days=2)
Raw = Callable[[str], list[tuple[object, ...]]]


@contextmanager
def ahead(clock: Ticking) -> Iterator[None]:
    """The clock is wrong for a moment."""
    clock.time += AHEAD
    yield
    clock.time -= AHEAD


def test_no_retry_is_kept_twice(store: Store, advice: Advice, unnamed: Advice, clock: Ticking) -> None:
    """What was sent before, while and after the clock was wrong leads to the same advice when it is sent again."""
    asked = [retries.retry(f"key {number}", b"a request") for number in range(4)]
    first = advices.keep(store, OTHER, unnamed, asked=asked[0]).kept
    own = advices.keep(store, ONE, unnamed, asked=asked[0]).kept
    with ahead(clock):
        wrong = advices.keep(store, ONE, advice, asked=asked[1]).kept
        assert advices.keep(store, ONE, advice, asked=asked[1]).repeated
    after = advices.keep(store, ONE, advice, asked=asked[2]).kept  # in the series of that time
    clock.time += timedelta(hours=20)
    advices.keep(store, ONE, advice, asked=asked[3])
    assert retries.answered(store, OTHER, asked[0]) == first.id
    assert [retries.answered(store, ONE, one) for one in asked[:3]] == [own.id, wrong.id, after.id]


def test_only_a_tenant_s_own_keys_are_let_go_of(store: Store, advice: Advice, clock: Ticking, raw: Raw) -> None:
    """However late it is for one tenant, the keys of another stay until he comes himself."""
    asked = retries.retry("a key", b"a request")
    advices.keep(store, OTHER, advice, asked=asked)
    advices.keep(store, ONE, advice, asked=asked)
    clock.time += timedelta(days=30)
    advices.keep(store, ONE, advice, asked=retries.retry("another", b""))
    assert raw("SELECT tenant FROM retries ORDER BY tenant") == [("one",), ("other",)]


def test_a_key_of_yesterday_may_serve_for_something_else(store: Store, advice: Advice, clock: Ticking) -> None:
    """Though it is still in the table, where it stands once."""
    first = advices.keep(store, ONE, advice, asked=retries.retry("a key", b"one"))
    clock.time += timedelta(days=1, hours=1)
    second = advices.keep(store, ONE, advice, asked=retries.retry("a key", b"two"))
    assert not second.repeated
    assert first.kept.id != second.kept.id == retries.answered(store, ONE, retries.retry("a key", b"two"))


def test_later_advices_have_their_own_time_and_order(store: Store, advice: Advice, clock: Ticking) -> None:
    """The list, the series and its latest run in the order of keeping; no time but that of the moment is wrong."""
    before = advices.keep(store, ONE, advice).kept
    with ahead(clock):
        wrong = advices.keep(store, ONE, advice).kept
    later = [advices.keep(store, ONE, advice).kept for _ in range(3)]
    assert [kept.created - before.created < timedelta(minutes=1) for kept in later] == [True] * 3
    everything = [before, wrong, *later]
    found, cursor = [], None
    while True:
        page = advices.page(store, ONE, cursor=cursor, limit=2)
        found += page.items
        cursor = page.next
        if cursor is None:
            break
    assert found == everything[::-1]
    assert advices.earlier(store, ONE, later[-1].id) == everything[-2::-1]
    assert len(list(latest(store, ONE, limit=10))) == 1


def test_nobody_is_signed_out_and_nobody_stays_longer(store: Store, clock: Ticking) -> None:
    """Sessions of before go on; one of that moment ends when the clock is right; “last used” is told right again."""
    token = keys.add(store, "one", "form", "write")[1]
    caller = keys.identify(store, token)
    staying = sessions.open_(store, caller)
    with ahead(clock):
        strange = sessions.open_(store, caller)
        assert sessions.identify(store, strange) == caller
        keys.identify(store, token)
    assert sessions.identify(store, staying) == caller
    assert sessions.identify(store, strange) is None
    keys.identify(store, token)
    (key,) = keys.listed(store)
    assert key.last_used is not None
    assert key.last_used <= clock.time


def test_the_order_of_before_is_kept(store: Store, advice: Advice, unnamed: Advice) -> None:
    """A store of an earlier version, ordered by time, has the same order afterwards, of each tenant its own."""
    kept = [advices.keep(store, ONE, advice).kept.id for _ in range(3)]
    advices.keep(store, OTHER, unnamed)
    with store.writing() as connection:
        migrations.downgrade(connection, "0002")
        for number, advice_id in enumerate(reversed(kept)):
            connection.execute(
                text("UPDATE advices SET created = :time WHERE id = :id"),
                {"time": f"2026-01-0{number + 1} 12:00:00.000000", "id": advice_id},
            )
    later = open_store(store.engine.url.render_as_string(hide_password=False), store.clock)
    later.upgrade()
    assert [item.id for item in advices.page(later, ONE).items] == kept
    assert [item.position for item in advices.page(later, ONE).items] == [3, 2, 1]
    assert [item.position for item in advices.page(later, OTHER).items] == [1]
    later.close()


@pytest.mark.parametrize("days", [1, 6])
def test_a_clock_that_stays_ahead_for_a_while(store: Store, advice: Advice, clock: Ticking, days: int) -> None:
    """Up to some days off, no key of that day is let go of."""
    asked = retries.retry("a key", b"a request")
    kept = advices.keep(store, ONE, advice, asked=asked).kept
    clock.time += timedelta(days=days)
    for number in range(3):
        advices.keep(store, ONE, advice, asked=retries.retry(f"other {number}", b""))
    clock.time -= timedelta(days=days)
    assert retries.answered(store, ONE, asked) == kept.id
