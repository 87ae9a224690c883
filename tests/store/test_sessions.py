"""Sessions: a token stands in for a key, for a while, and nobody can read it from the database."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from advisor.store import audit, keys, sessions
from advisor.store.callers import Caller
from advisor.store.database import Store
from advisor.store.errors import StoreUnavailableError
from tests.store.conftest import Ticking

Raw = Callable[[str], list[tuple[object, ...]]]


def held(store: Store, tenant: str = "one", scope: str = "write") -> Caller:
    """The holder of a new key."""
    return keys.identify(store, keys.add(store, tenant, "form", scope, per_minute=60)[1])


def test_a_session_stands_for_its_key(store: Store) -> None:
    """Who shows its token is the caller that the holder of the key is; of each tenant his own."""
    one, other = held(store), held(store, "other", "read")
    tokens = [sessions.open_(store, caller) for caller in (one, other)]
    assert [sessions.identify(store, token) for token in tokens] == [one, other]
    assert one == Caller("one", one.who, "write", 60)


def test_each_signing_in_has_a_token_of_its_own(store: Store) -> None:
    """Of 256 random bits; one that is closed leaves the others of the same key open."""
    caller = held(store)
    tokens = [sessions.open_(store, caller) for _ in range(3)]
    assert len(set(tokens)) == 3
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{43}", token) for token in tokens)
    sessions.close(store, tokens[1])
    assert [sessions.identify(store, token) for token in tokens] == [caller, None, caller]


def test_a_token_is_nowhere_in_the_database(store: Store, raw: Raw) -> None:
    """No row and no file holds a token; its key's id it does."""
    caller = held(store)
    token = sessions.open_(store, caller)
    rows = str([*raw("SELECT * FROM sessions"), *raw("SELECT * FROM audit")])
    assert caller.who in rows
    assert token not in rows
    if store.file is not None:
        assert all(token.encode() not in path.read_bytes() for path in store.file.parent.iterdir())


def test_a_session_of_a_revoked_key_is_worthless(store: Store) -> None:
    """From that moment; that of another key goes on."""
    caller, staying = held(store), held(store)
    token, other = sessions.open_(store, caller), sessions.open_(store, staying)
    keys.revoke(store, caller.who)
    assert sessions.identify(store, token) is None
    assert sessions.identify(store, other) == staying


def test_a_session_ends(store: Store, clock: Ticking) -> None:
    """Twelve hours after it began, however much it was used; a signing in a week later sweeps it away."""
    caller = held(store)
    token = sessions.open_(store, caller)
    began, clock.step = clock.time, timedelta(0)
    for hours in (6, 11):
        clock.time = began + timedelta(hours=hours)
        assert sessions.identify(store, token) == caller
    clock.time = began + timedelta(hours=12) - timedelta(microseconds=1)
    assert sessions.identify(store, token) == caller
    clock.time = began + timedelta(hours=12)
    assert sessions.identify(store, token) is None
    assert count(store) == 1
    clock.time += timedelta(days=7)
    assert [count(store), sessions.open_(store, caller) and count(store)] == [1, 1]


def count(store: Store) -> int:
    """How many sessions the database has."""
    with store.reading() as connection:
        return len(connection.execute(sessions.sessions.select()).all())


@pytest.mark.parametrize(
    "wrong", ["", "x", "a" * 42, "a" * 44, "a" * 43 + "\n", "é" * 43, "\x00", "' OR '1'='1", "a" * 43]
)
def test_what_is_no_session(wrong: str, store: Store) -> None:
    """Made up, cut or longer: nobody, and closing it does nothing."""
    token = sessions.open_(store, held(store))
    assert sessions.identify(store, wrong) is None
    sessions.close(store, wrong)
    assert count(store) == 1
    assert sessions.identify(store, token) is not None


def test_signing_in_and_out_is_in_the_log(store: Store) -> None:
    """With the key that did it; closing twice is told once. The token is in no entry."""
    caller = held(store, scope="read")
    token = sessions.open_(store, caller)
    sessions.close(store, token)
    sessions.close(store, token)
    found = audit.entries(store, Caller("one"))[::-1]
    assert [(e.action, e.subject) for e in found] == [
        ("add key", caller.who),
        ("sign in", caller.who),
        ("sign out", caller.who),
    ]
    assert {e.who for e in found[1:]} == {caller.who}
    assert audit.verify(store).number == 3


def test_the_use_of_a_session_is_use_of_its_key(store: Store, clock: Ticking) -> None:
    """So that a key that only signs in is not taken for one that nobody uses."""
    caller = held(store)
    token = sessions.open_(store, caller)
    clock.time += timedelta(hours=2)
    sessions.identify(store, token)
    assert keys.listed(store)[0].last_used == clock.time


def test_a_reader_is_not_sent_away_by_a_writer(store: Store, clock: Ticking, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the use of the key cannot be noted now, the session holds all the same."""
    caller = held(store)
    token = sessions.open_(store, caller)
    clock.time += timedelta(hours=2)

    def busy() -> None:
        raise StoreUnavailableError("x", "busy")

    monkeypatch.setattr(store, "writing", busy)
    assert sessions.identify(store, token) == caller
