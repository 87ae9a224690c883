"""Opening a store: which address is taken, what is never shown, and what is asked of the database."""

import subprocess
import sys
import traceback
from pathlib import Path

import pytest
from sqlalchemy import text

from advisor.advice import Advice
from advisor.store import advices
from advisor.store.database import Store, default_url, open_store
from advisor.store.errors import DatabaseUrlError, DriverMissingError, StoreUnavailableError
from tests.conftest import CHECKOUT
from tests.store.conftest import ONE


@pytest.mark.parametrize(
    "wrong",
    [
        "advisor.db",
        "mysql://user:hush@server/db",
        "postgresql+psycopg2://user:hush@server/db",
        "postgresql://user:hush@server:port/db",
        "sqlite://",
        "sqlite:///:memory:",
        "://hush",
        "\x00hush",
    ],
)
def test_an_address_that_cannot_be(wrong: str) -> None:
    """An address that is not one is refused with the two forms there are; what was given is not shown."""
    with pytest.raises(DatabaseUrlError) as refused:
        open_store(wrong)
    for language in ("nl", "en"):
        assert "sqlite:///" in refused.value.sentence(language)  # type: ignore[arg-type]
        assert "hush" not in refused.value.sentence(language)  # type: ignore[arg-type]


def test_the_file_of_who_names_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an address it is a file in the data folder of the user, which is his only."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "a #?%20 folder"))
    store = open_store()
    assert store.file == tmp_path / "a #?%20 folder" / "advisor" / "advisor.db"
    assert not store.file.parent.exists()
    store.prepare()
    assert store.file.stat().st_mode & 0o777 == 0o600
    assert store.file.parent.stat().st_mode & 0o777 == 0o700
    store.close()
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setenv("HOME", "/home/jan")
    assert default_url() == "sqlite:////home/jan/.local/share/advisor/advisor.db"


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://jan:hush@127.0.0.1:1/advisor",
        "postgresql+psycopg://jan@127.0.0.1:1/advisor?password=hush",
        "postgres://jan:hush@127.0.0.1:1/advisor",
    ],
)
def test_a_password_is_never_shown(url: str) -> None:
    """A server that is not there is told without the password; to anybody, also without the address."""
    store = open_store(url)
    with pytest.raises(StoreUnavailableError) as failed:
        store.prepare()
    assert failed.value.database == store.name == "postgresql://127.0.0.1:1/advisor"
    assert "refused" in failed.value.reason
    for said in (failed.value.reason, repr(failed.value), str(failed.value), store.name):
        assert "hush" not in said
    for said in (failed.value.sentence("nl"), failed.value.sentence("en")):
        assert "127.0.0.1" not in said


def test_the_driver_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without psycopg, PostgreSQL is refused with what to install; a file needs none."""
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(DriverMissingError) as refused:
        open_store("postgresql://server/db")
    assert "pip install '.[postgres]'" in refused.value.sentence("nl")
    open_store("sqlite:///advisor.db").close()


def test_a_place_where_no_file_can_be(tmp_path: Path) -> None:
    """A folder that cannot be made is told as any other failure of the database."""
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreUnavailableError) as failed:
        open_store(f"sqlite:///{tmp_path}/file/advisor.db").prepare()
    assert "File exists" in failed.value.reason


def test_what_is_asked_of_the_database(store: Store) -> None:
    """What was acknowledged is on the disk, and what was deleted is overwritten: it is asked of every connection."""
    with store.reading() as connection:

        def ask(what: str) -> object:
            return connection.execute(text(what)).scalar()

        if store.sqlite:
            names = ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout")
            assert [ask(f"PRAGMA {name}") for name in names] == ["wal", 2, 1, 1, 30_000]
        else:
            assert ask("SHOW synchronous_commit") == "on"
            assert ask("SHOW lock_timeout") == "30s"
            assert ask("SHOW transaction_isolation") == "repeatable read"


def test_a_writer_that_waits_too_long(store: Store, url: str, advice: Advice) -> None:
    """Behind a writer that does not finish, the next gives up after a while, keeps nothing, and later succeeds."""
    hasty = open_store(url, store.clock, patience=0.2)
    with store.writing(), pytest.raises(StoreUnavailableError):
        advices.keep(hasty, ONE, advice)
    assert advices.page(hasty, ONE).items == []
    advices.keep(hasty, ONE, advice)
    hasty.close()


def test_readers_do_not_wait_for_a_writer(store: Store, advice: Advice) -> None:
    """While somebody writes, others read what was there before."""
    kept = advices.keep(store, ONE, advice).kept
    with store.writing() as connection:
        connection.execute(text("DELETE FROM advices"))
        assert advices.read(store, ONE, kept.id).kept == kept
        connection.rollback()


def test_what_raises_keeps_nothing(store: Store, advice: Advice) -> None:
    """A failure in the middle takes everything back."""
    kept = advices.keep(store, ONE, advice).kept
    with pytest.raises(ZeroDivisionError), store.writing() as connection:
        connection.execute(text("DELETE FROM advices"))
        raise ZeroDivisionError
    assert advices.read(store, ONE, kept.id).kept == kept


def test_an_error_shows_no_profile(store: Store) -> None:
    """What a database says about a statement goes to a log: the values in it do not."""
    with pytest.raises(Exception) as failed, store.writing() as connection:
        connection.execute(text("SELECT :name FROM nowhere"), {"name": "Dienstverlener"})
    logged = "".join(traceback.format_exception(failed.value)).replace('Dienstverlener"})', "")  # our own line
    assert "nowhere" in logged
    assert "Dienstverlener" not in logged


@pytest.mark.long
def test_advising_loads_no_database() -> None:
    """Who only asks for an advice does not wait for the packages of the store."""
    code = """
import sys
from advisor.cli import main
main(["advise", "examples/ghent-crm.json", "-o", "/dev/null"], standalone_mode=False)
sys.exit(" ".join(sorted({"sqlalchemy", "alembic", "psycopg"} & sys.modules.keys())) or 0)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
