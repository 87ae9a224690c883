"""Keys: only their holder is known, only until they are revoked, and nobody can read them from the database."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from advisor.store import keys
from advisor.store.callers import Caller
from advisor.store.database import Store
from advisor.store.errors import KeyNotFoundError, KeyRefusedError, KeyShapeError
from tests.store.conftest import Ticking

Raw = Callable[[str], list[tuple[object, ...]]]


def test_a_key_tells_who_asks(store: Store) -> None:
    """The holder of a key is known with his tenant, his scope and how often he may ask."""
    key, token = keys.add(store, "one", "intake form", "write", per_minute=60)
    assert keys.identify(store, token) == Caller("one", key.id, "write", 60)
    assert re.fullmatch(r"advk_[0-9a-f]{12}_[0-9a-f]{64}", token)
    assert keys.listed(store)[0].name == "intake form"


def test_a_secret_is_nowhere_in_the_database(store: Store, raw: Raw) -> None:
    """No row and no file holds the secret of a key; its id it does."""
    key, token = keys.add(store, "one", "form", "read")
    secret = token.rpartition("_")[2]
    rows = str([*raw("SELECT * FROM keys"), *raw("SELECT * FROM audit")])
    assert key.id in rows
    assert secret not in rows
    if store.file is not None:
        content = b"".join(path.read_bytes() for path in store.file.parent.iterdir())
        assert key.id.encode() in content
        assert secret.encode() not in content


def test_what_is_no_key_is_refused(store: Store) -> None:
    """Forged, cut, crossed or of nobody: refused, and always with the same words."""
    key, token = keys.add(store, "one", "form", "read")
    other = keys.add(store, "other", "form", "admin")[1]
    secret = token.rpartition("_")[2]
    forged = [
        "",
        "x",
        token[:-1],
        token + "0",
        token + "\n",
        token.upper(),
        f"advk_{key.id}_{'0' * 64}",
        f"advk_{'0' * 12}_{'0' * 64}",
        f"advk_{'0' * 12}_{secret}",
        f"advk_{key.id}_{other.rpartition('_')[2]}",
        f"advk_{key.id}_\x00",
        f"advk_{key.id}_" + "é" * 64,
    ]
    said = set()
    for wrong in forged:
        with pytest.raises(KeyRefusedError) as refused:
            keys.identify(store, wrong)
        said.add(refused.value.sentence("en"))
    assert len(said) == 1
    assert keys.identify(store, token).who == key.id


def test_a_revoked_key_is_worthless(store: Store) -> None:
    """From the moment it is revoked; the others go on, and it stays in the list."""
    key, token = keys.add(store, "one", "form", "read")
    staying = keys.add(store, "one", "other form", "read")[1]
    keys.revoke(store, key.id)
    with pytest.raises(KeyRefusedError):
        keys.identify(store, token)
    keys.identify(store, staying)
    revoked = keys.listed(store)[0].revoked
    assert revoked is not None
    keys.revoke(store, key.id)
    assert keys.listed(store)[0].revoked == revoked


@pytest.mark.parametrize("key_id", ["", "0" * 12, "x", "\x00"])
def test_revoking_what_is_not_there(key_id: str, store: Store) -> None:
    """A key that does not exist cannot be revoked, and that is said."""
    with pytest.raises(KeyNotFoundError):
        keys.revoke(store, key_id)


def test_keys_are_needed_once_there_was_one(store: Store) -> None:
    """Without keys none is needed; when the last one is revoked the door does not open again."""
    assert not keys.required(store)
    key = keys.add(store, "one", "form", "read")[0]
    assert keys.required(store)
    keys.revoke(store, key.id)
    assert keys.required(store)


def test_the_last_use_is_kept_to_the_minute(store: Store, clock: Ticking) -> None:
    """The first use is noted, and then one a minute: not every reader becomes a writer."""
    token = keys.add(store, "one", "form", "read")[1]
    assert keys.listed(store)[0].last_used is None
    keys.identify(store, token)
    first = keys.listed(store)[0].last_used
    assert first == clock.time
    keys.identify(store, token)
    assert keys.listed(store)[0].last_used == first
    clock.time += timedelta(minutes=1)
    keys.identify(store, token)
    assert keys.listed(store)[0].last_used == clock.time


@pytest.mark.parametrize(
    ("name", "scope", "per_minute"),
    [
        ("", "read", None),
        (" ", "read", None),
        ("x" * 101, "read", None),
        ("a\nb", "read", None),
        ("a\x00", "read", None),
        ("form", "everything", None),
        ("form", "", None),
        ("form", "read", 0),
        ("form", "read", -1),
        ("form", "read", 1_000_001),
    ],
)
def test_a_key_that_cannot_be(name: str, scope: str, per_minute: int | None, store: Store) -> None:
    """A key without a name, a scope or a sensible number per minute is not made."""
    with pytest.raises(KeyShapeError):
        keys.add(store, "one", name, scope, per_minute=per_minute)
    assert keys.listed(store) == []
