"""The log of who did what: complete, only added to, and it shows when somebody tampered with it."""

from collections.abc import Callable

import pytest
from sqlalchemy.exc import DBAPIError

from advisor.advice import Advice, Advisor
from advisor.store import advices, audit, erasing, keys, statuses
from advisor.store.callers import Caller
from advisor.store.database import Store
from advisor.store.errors import AuditBrokenError, ScopeError, StoreUnavailableError
from tests.store.conftest import ONE

Raw = Callable[[str], list[tuple[object, ...]]]


def test_everything_done_is_in_the_log(store: Store, advice: Advice, advisor: Advisor) -> None:
    """Each change has an entry: its number, when, for which tenant, who, what, and of which id."""
    kept = advices.keep(store, ONE, advice).kept
    again = advices.rerun(store, ONE, kept.id, advisor).kept
    statuses.mark(store, ONE, kept.id, advice.recommendations[0].id, "rejected", "geheim", successors={})
    erasing.erase(store, ONE, kept.id)
    key = keys.add(store, "one", "Jan Peeters", "read", who="boss")[0]
    keys.revoke(store, key.id)
    found = audit.entries(store, ONE)[::-1]
    assert [(e.number, e.action, e.subject, e.who) for e in found] == [
        (1, "keep", kept.id, ONE.who),
        (2, "rerun", again.id, ONE.who),
        (3, "status", kept.id, ONE.who),
        (4, "delete", kept.id, ONE.who),
        (5, "add key", key.id, "boss"),
        (6, "revoke key", key.id, "local"),
    ]
    assert {e.tenant for e in found} == {"one"}
    assert [e.time for e in found] == sorted({e.time for e in found})
    assert [e.number for e in audit.entries(store, ONE, before=4, limit=2)] == [3, 2]
    for word in ("Dienstverlener", "intake-2026", "geheim", "Jan Peeters"):
        assert word not in str(found)


def test_what_failed_is_not_in_the_log(store: Store, advice: Advice, advisor: Advisor) -> None:
    """Reading, and what was refused, leaves no entry; the log has what was done."""
    kept = advices.keep(store, ONE, advice).kept
    advices.read(store, ONE, kept.id)
    with pytest.raises(ScopeError):
        erasing.erase(store, Caller("one", "k", "write"), kept.id)
    assert audit.verify(store).number == 1


def test_reading_the_log_takes_admin(store: Store) -> None:
    with pytest.raises(ScopeError):
        audit.entries(store, Caller("one", "k", "write"))


BY_SQLITE = "INSERT OR REPLACE INTO audit SELECT number, time, tenant, 'somebody', action, subject, hash FROM audit"
BY_ANY = (
    "UPDATE audit SET who = 'somebody' WHERE number = 1",
    "DELETE FROM audit WHERE number = 1",
    "DELETE FROM audit",
)


def test_the_log_is_append_only(store: Store, advice: Advice, raw: Raw) -> None:
    """The database itself refuses to change or delete an entry, however it is asked."""
    for _ in range(2):
        advices.keep(store, ONE, advice)
    before = raw("SELECT * FROM audit ORDER BY number")
    for statement in (*BY_ANY, BY_SQLITE if store.sqlite else "TRUNCATE audit"):
        with pytest.raises((DBAPIError, StoreUnavailableError)) as refused:
            raw(statement)
        assert "the audit log is append-only" in str(getattr(refused.value, "reason", refused.value))
        assert raw("SELECT * FROM audit ORDER BY number") == before


def without_triggers(store: Store, raw: Raw) -> None:
    """As somebody who may do anything with the database."""
    if store.sqlite:
        for name in ("update", "delete", "replace"):
            raw(f"DROP TRIGGER audit_no_{name}")
    else:
        raw("ALTER TABLE audit DISABLE TRIGGER USER")


@pytest.mark.parametrize(
    ("statement", "first"),
    [
        ("UPDATE audit SET who = 'somebody' WHERE number = 3", 3),
        ("UPDATE audit SET time = (SELECT time FROM audit WHERE number = 1) WHERE number = 4", 4),
        ("UPDATE audit SET subject = (SELECT subject FROM audit WHERE number = 1) WHERE number = 2", 2),
        ("UPDATE audit SET hash = (SELECT hash FROM audit WHERE number = 1) WHERE number = 5", 5),
        ("DELETE FROM audit WHERE number = 1", 1),
        ("DELETE FROM audit WHERE number = 3", 3),
    ],
)
def test_tampering_shows(statement: str, first: int, store: Store, advice: Advice, raw: Raw) -> None:
    """Whoever gets past the triggers is found out at the first entry that he touched."""
    for _ in range(5):
        advices.keep(store, ONE, advice)
    assert audit.verify(store).number == 5
    without_triggers(store, raw)
    raw(statement)
    with pytest.raises(AuditBrokenError) as found:
        audit.verify(store)
    assert found.value.number == first


def test_a_shorter_log_has_another_end(store: Store, advice: Advice, raw: Raw) -> None:
    """Entries cut off the end show against an end that was noted elsewhere."""
    heads = []
    for _ in range(3):
        advices.keep(store, ONE, advice)
        heads.append(audit.verify(store))
    without_triggers(store, raw)
    raw("DELETE FROM audit WHERE number = 3")
    assert audit.verify(store) == heads[1] != heads[2]
