"""The tables are what the code thinks they are: made step by step, taken away again, and refused when they are not."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect, text

from advisor.advice import Advice
from advisor.store import advices, keys, migrations, sessions, statuses
from advisor.store.database import Store, open_store
from advisor.store.errors import StoreAheadError, StoreBehindError, StoreUnavailableError
from advisor.store.tables import REVISION, metadata
from tests.store.conftest import ONE


@pytest.fixture
def empty(store: Store, tmp_path: Path) -> Iterator[Store]:
    """A store whose database has none of our tables."""
    address = f"sqlite:///{tmp_path}/empty.db"
    if not store.sqlite:
        with store.writing() as connection:
            migrations.downgrade(connection)
            connection.execute(text("DROP TABLE alembic_version"))
        address = store.engine.url.render_as_string(hide_password=False)
    with closing(open_store(address, store.clock)) as fresh:
        yield fresh


def test_the_migrations_make_what_the_code_uses(store: Store) -> None:
    """After all steps, the database differs in nothing from the definition, and knows where it stands."""
    store.prepare()
    with store.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        assert context.get_current_revision() == REVISION
        found = {(t, i["name"]) for t in metadata.tables for i in inspect(connection).get_indexes(t)}
        checks = {c["name"] for t in metadata.tables for c in inspect(connection).get_check_constraints(t)}
    assert {(t.name, i.name) for t in metadata.tables.values() for i in t.indexes} == found
    assert checks == {"ck_statuses_status", "ck_keys_scope", "ck_keys_per_minute"}
    assert REVISION in migrations.known()


def test_every_step_goes_back(store: Store, advice: Advice) -> None:
    """Down to nothing and up again: no table, trigger or function is left behind, and it works as before."""
    advices.keep(store, ONE, advice)
    with store.writing() as connection:
        migrations.downgrade(connection)
        assert inspect(connection).get_table_names() == ["alembic_version"]
        migrations.upgrade(connection)
    assert advices.page(store, ONE).items == []
    advices.keep(store, ONE, advice)


def test_a_database_of_before_is_brought_up_to_date(store: Store, advice: Advice) -> None:
    """Tables of each earlier step: a file on the spot, a server by `upgrade`; what was kept stays, and all works."""
    kept = advices.keep(store, ONE, advice).kept
    token = keys.add(store, "one", "form", "write")[1]
    with store.writing() as connection:
        migrations.downgrade(connection, "0001")
        assert "sessions" not in inspect(connection).get_table_names()
    later = open_store(store.engine.url.render_as_string(hide_password=False), store.clock)
    if not later.sqlite:
        with pytest.raises(StoreBehindError):
            keys.identify(later, token)
        assert later.upgrade()
    caller = keys.identify(later, token)
    assert sessions.identify(later, sessions.open_(later, caller)) == caller
    assert advices.read(later, ONE, kept.id).kept == kept
    later.close()


def test_keys_and_sessions_outlive_a_new_scope(store: Store) -> None:
    """The table of keys is made again on SQLite: no key and no session is lost."""
    caller = keys.identify(store, keys.add(store, "one", "form", "write")[1])
    shown = sessions.open_(store, caller)
    keys.add(store, "one", "public form", "submit")
    with store.writing() as connection:
        migrations.downgrade(connection, "0003")
        before = connection.execute(text("SELECT scope FROM keys")).scalars().all()
        migrations.upgrade(connection)
    assert before == ["write"]
    assert sessions.identify(store, shown) == caller
    token = keys.add(store, "one", "public form", "submit")[1]
    assert keys.identify(store, token).scope == "submit"


def test_a_status_of_before_is_the_first_change(store: Store, advice: Advice) -> None:
    """Statuses of before keep their reason as the note, in the order of their time, each after its advice; and back."""
    first, second = (advices.keep(store, ONE, advice).kept for _ in range(2))
    one, other, third = (item.id for item in advice.given[:3])
    with store.writing() as connection:
        migrations.downgrade(connection, "0004")
        for rid, status, reason, moment in (
            (one, "rejected", "te duur", second.created),
            (other, "accepted", None, first.created),
            (third, "postponed", "later", first.created - timedelta(days=1)),
        ):
            row = {"t": "one", "s": first.series, "r": rid, "a": status, "b": reason, "c": moment, "w": "0" * 12}
            if store.sqlite:
                row["c"] = moment.strftime("%Y-%m-%d %H:%M:%S.%f")
            connection.execute(text("INSERT INTO statuses VALUES (:t, :s, :r, :a, :b, :c, :w)"), row)
        migrations.upgrade(connection)
    found = statuses.standings(store, ONE, second.id, successors={})
    assert {rid: (s.status, s.note, s.owner, s.due) for rid, s in found.items()} == {
        one: ("rejected", "te duur", None, None),
        other: ("accepted", None, None, None),
        third: ("postponed", "later", None, None),
    }
    assert found[one].changed == second.created
    with store.reading() as connection:
        rows = connection.execute(text("SELECT recommendation, number, position FROM statuses ORDER BY number")).all()
    assert [tuple(row) for row in rows] == [(third, 1, 0), (other, 2, first.position), (one, 3, second.position)]
    statuses.mark(store, ONE, first.id, other, "done", "klaar", owner="Ann", due="2026-09-30", successors={})
    with store.writing() as connection:
        migrations.downgrade(connection, "0004")
        rows = connection.execute(text("SELECT recommendation, status, reason FROM statuses ORDER BY changed")).all()
        migrations.upgrade(connection)
    back = [(third, "postponed", "later"), (one, "rejected", "te duur"), (other, "accepted", "klaar")]
    assert [tuple(row) for row in rows] == back
    assert statuses.by_recommendation(store, ONE, first.id, successors={}) == {rid: status for rid, status, _ in back}


def test_a_file_is_made_and_a_server_is_not_touched(empty: Store, advice: Advice) -> None:
    """SQLite: the tables are made at first use. PostgreSQL: refused with the remedy until `upgrade`, then it works."""
    if not empty.sqlite:
        with pytest.raises(StoreBehindError) as refused:
            advices.keep(empty, ONE, advice)
        assert "advisor store upgrade" in refused.value.sentence("nl")
        with empty.engine.connect() as connection:
            assert inspect(connection).get_table_names() == []
        assert empty.upgrade()
    kept = advices.keep(empty, ONE, advice).kept
    assert not empty.upgrade()
    assert advices.read(empty, ONE, kept.id).kept == kept


def test_newer_tables_are_left_alone(store: Store, advice: Advice) -> None:
    """A database of newer software is refused by reading, writing and upgrading, and stays as it is."""
    advices.keep(store, ONE, advice)
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    newer = open_store(store.engine.url.render_as_string(hide_password=False))
    for attempt in (newer.upgrade, newer.prepare, lambda: advices.keep(newer, ONE, advice)):
        with pytest.raises(StoreAheadError):
            attempt()
    with newer.engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "9999"
    newer.close()


def test_a_step_that_fails_leaves_nothing(empty: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """When making the tables is cut off half-way, there are none, and the next time makes them all."""

    def cut_off(connection: object) -> None:
        original(connection)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    original = migrations.upgrade
    monkeypatch.setattr(migrations, "upgrade", cut_off)
    with pytest.raises(KeyboardInterrupt):
        empty.upgrade()
    with empty.engine.connect() as connection:
        assert inspect(connection).get_table_names() == []
    monkeypatch.undo()
    assert empty.upgrade()


def test_a_file_that_stays_locked_is_told(tmp_path: Path) -> None:
    """By an error of our own, also where another lets us read, but not set the journal."""
    file = tmp_path / "advisor.db"
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    store = open_store(f"sqlite:///{file}", patience=0.1)
    with pytest.raises(StoreUnavailableError), store.reading():
        pass
    other.close()
    store.close()


def test_many_make_the_same_file(tmp_path: Path, advice: Advice) -> None:
    """Eight that use a new file at the same moment all get it, with the tables made once."""
    url = f"sqlite:///{tmp_path}/new/advisor.db"
    ready, kept, failed = threading.Barrier(8), [], []

    def use() -> None:
        store = open_store(url)
        ready.wait()
        try:
            kept.append(advices.keep(store, ONE, advice).kept.id)
        except Exception as error:
            failed.append(error)
        store.close()

    threads = [threading.Thread(target=use) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    engine = create_engine(url)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM advices")).scalar() == len(set(kept)) == 8
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
    engine.dispose()
