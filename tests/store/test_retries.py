"""Doing it again is safe: the same key and the same request lead to the same advice, once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from advisor.advice import Advice, Advisor
from advisor.store import advices, audit, retries
from advisor.store.database import Store
from advisor.store.errors import RetryConflictError, RetryKeyError
from tests.store.conftest import ONE, Ticking

Raw = Callable[[str], list[tuple[object, ...]]]
ASKED = retries.retry("a key", b"a request")


def test_the_same_request_again(store: Store, advice: Advice, unnamed: Advice) -> None:
    """The second time nothing is kept: the advice of the first time comes back, to the byte, and says so."""
    assert retries.answered(store, ONE, ASKED) is None
    first = advices.keep(store, ONE, advice, asked=ASKED)
    again = advices.keep(store, ONE, unnamed, asked=ASKED)
    assert not first.repeated
    assert again.repeated
    assert (again.kept, again.profile, again.raw) == (first.kept, first.profile, first.raw)
    assert retries.answered(store, ONE, ASKED) == first.kept.id
    assert len(advices.page(store, ONE).items) == 1
    assert audit.verify(store).number == 1


def test_a_rerun_again(store: Store, advice: Advice, advisor: Advisor) -> None:
    """A re-run may be asked for again too."""
    kept = advices.keep(store, ONE, advice).kept
    first, again = (advices.rerun(store, ONE, kept.id, advisor, asked=ASKED) for _ in range(2))
    assert (first.kept, first.repeated, again.repeated) == (again.kept, False, True)
    assert len(advices.page(store, ONE).items) == 2


def test_the_same_key_with_another_request(store: Store, advice: Advice) -> None:
    """Another request with a key that was used is a conflict, and keeps nothing."""
    advices.keep(store, ONE, advice, asked=ASKED)
    other = retries.retry("a key", b"another request")
    with pytest.raises(RetryConflictError):
        retries.answered(store, ONE, other)
    with pytest.raises(RetryConflictError):
        advices.keep(store, ONE, advice, asked=other)
    assert len(advices.page(store, ONE).items) == 1


def test_many_at_once_are_one(store: Store, advice: Advice) -> None:
    """Sixteen of the same request at the same time keep one advice, and all get it."""
    with ThreadPoolExecutor(16) as threads:
        records = list(threads.map(lambda _: advices.keep(store, ONE, advice, asked=ASKED), range(16)))
    assert len({record.kept.id for record in records}) == 1
    assert [record.repeated for record in records].count(False) == 1
    assert len(advices.page(store, ONE).items) == 1


def test_a_key_is_good_for_a_day(store: Store, advice: Advice, clock: Ticking, raw: Raw) -> None:
    """After a day the key may serve again, for anything; what is too old is let go of."""
    advices.keep(store, ONE, advice, asked=ASKED)
    advices.keep(store, ONE, advice, asked=retries.retry("b", b""))
    clock.time += timedelta(hours=23)
    assert retries.answered(store, ONE, ASKED)
    clock.time += timedelta(hours=2)
    other = retries.retry("a key", b"another request")
    assert retries.answered(store, ONE, other) is None
    assert not advices.keep(store, ONE, advice, asked=other).repeated
    clock.time += retries.SWEPT_AFTER
    advices.keep(store, ONE, advice, asked=retries.retry("c", b""))
    assert raw("SELECT count(*) FROM retries") == [(1,)]


def test_neither_key_nor_request_is_kept(store: Store, advice: Advice, raw: Raw) -> None:
    """What a client sent as a key may say something about somebody: only its hash is kept."""
    advices.keep(store, ONE, advice, asked=retries.retry("jan.peeters", b"secret"))
    (row,) = raw("SELECT * FROM retries")
    assert "jan" not in str(row)
    assert "secret" not in str(row)


@pytest.mark.parametrize(("key", "fits"), [("", False), ("x" * 255, True), ("x" * 256, False), ("\x00\ud800", True)])
def test_the_length_of_a_key(key: str, fits: bool) -> None:
    """A key has 1 to 255 characters, whichever."""
    if fits:
        retries.retry(key, b"")
    else:
        with pytest.raises(RetryKeyError):
            retries.retry(key, b"")
