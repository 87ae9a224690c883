"""Opens a store: an SQLite file, or PostgreSQL. One writer at a time on both; what fails is told in our own errors."""

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from .errors import (
    DatabaseUrlError,
    DriverMissingError,
    StoreAheadError,
    StoreBehindError,
    StoreDamagedError,
    StoreForeignError,
    StoreUnavailableError,
)
from .tables import REVISION, advices

Clock = Callable[[], datetime]

PATIENCE = 30.0  # seconds
_FOR_READERS = 500  # milliseconds that emptying the journal waits for them
_WRITERS = 0x41445649  # the advisory lock of PostgreSQL that makes writers wait for each other
_PASSING = (OperationalError, InterfaceError, InternalError)  # what may be over in a moment
_HARMED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_VERSION = "alembic_version"  # the table that says how far the others are
_POSTGRES = """
SET lock_timeout = {milliseconds};
SET idle_in_transaction_session_timeout = '60s';
SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'
"""


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def default_url() -> str:
    """An SQLite file in the data folder of the user."""
    folder = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return URL.create("sqlite", database=str(Path(folder) / "advisor" / "advisor.db")).render_as_string()


class Store:
    """An open store. Threads may share it."""

    def __init__(self, url: URL, clock: Clock, patience: float) -> None:
        self.clock = clock
        self.patience = patience
        self.sqlite = url.get_backend_name() == "sqlite"
        self.file = Path(url.database or "") if self.sqlite else None
        place = f"{url.host or ''}{f':{url.port}' if url.port else ''}/{url.database or ''}"
        self.name = str(self.file) if self.sqlite else f"postgresql://{place}"  # never who, nor the password
        self.engine = _engine(url, patience)
        self.damaged = False  # once seen it stays: nothing more is written until a backup is in its place
        self._prepared = False
        self._traces = False  # of what was deleted, in the journal
        self._preparing = threading.Lock()
        self._writing = threading.Lock()

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the store. Raises StoreUnavailableError, and what `prepare` raises."""
        self.prepare()
        options: dict[str, Any] = {} if self.sqlite else {"isolation_level": "REPEATABLE READ"}
        with self._told(), self.engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose changes are all kept, or none when anything is raised; other writers wait.

        Kept means: on the disk. Raises StoreUnavailableError, and what `prepare` raises; then nothing is known to be
        kept, and doing it again with the same idempotency key is safe. Raises StoreDamagedError once damage was seen.
        """
        self.demand_unharmed()
        self.prepare()
        with self._told(), self._transaction() as connection:
            yield connection
        if self._traces:
            self.scrub()

    def demand_unharmed(self) -> None:
        """Raises StoreDamagedError when damage was seen before."""
        if self.damaged:
            raise StoreDamagedError(self.name, "damage was seen before")

    def inspect(self) -> None:
        """SQLite: go through the whole file, in the time it takes to read it.

        Raises StoreDamagedError, StoreUnavailableError, and what `prepare` raises.
        """
        if not self.sqlite:
            return
        with self.reading() as connection:
            ((found,),) = _rows(connection, "PRAGMA quick_check(1)")
        if found != "ok":
            self.damaged = True
            raise StoreDamagedError(self.name, str(found))

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        if not self.sqlite:
            with self.engine.connect() as connection, connection.begin():
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _WRITERS})
                yield connection
            return
        if not self._writing.acquire(timeout=self.patience):  # threads wait in line here; SQLite itself has no line
            raise StoreUnavailableError(self.name, "the other writers take too long")
        try:
            with self.engine.connect().execution_options(advisor_writes=True) as connection, connection.begin():
                yield connection
        finally:
            self._writing.release()

    def prepare(self) -> None:
        """See to it that the tables are there and are ours; SQLite's are made or brought up to date on the spot.

        Every use does this first, so that a store may be opened while its database is down.
        Raises StoreUnavailableError, StoreDamagedError, StoreForeignError, StoreBehindError, StoreAheadError.
        """
        if not self._prepared:
            with self._preparing, self._told():
                self._make_file()
                found = self._revision()
                self._keep_journal()
                if found != REVISION:
                    self._demand_known(found)
                    if not self.sqlite:
                        raise StoreBehindError()
                    self._migrate()
                self._prepared = True

    def upgrade(self) -> bool:
        """Make the tables or bring them up to date; False when they were.

        Raises StoreUnavailableError, StoreDamagedError, StoreForeignError, StoreAheadError.
        """
        self.demand_unharmed()
        with self._preparing, self._told():
            self._make_file()
            found = self._revision()
            self._keep_journal()
            if found == REVISION:
                return False
            self._demand_known(found)
            self._migrate()
            return True

    def scrub(self) -> None:
        """SQLite: empty the journal beside the file, so that nothing deleted stays behind in it.

        When a reader from elsewhere stands in the way, every later change tries again, and the last process that
        closes the file does it in any case.
        """
        self._traces = self.sqlite and not self._emptied()

    def _emptied(self) -> bool:
        try:
            with self.engine.connect() as connection:
                _rows(connection, f"PRAGMA busy_timeout={_FOR_READERS}")
                try:
                    ((blocked, _, _),) = _rows(connection, "PRAGMA wal_checkpoint(TRUNCATE)")
                finally:
                    _rows(connection, f"PRAGMA busy_timeout={round(self.patience * 1000)}")
        except PoolTimeoutError:
            return False
        except DatabaseError as error:
            self.damaged = self.damaged or _harm(error) is not None
            return False
        return not blocked

    def _revision(self) -> str | None:
        with self.engine.connect() as connection, connection.begin():
            tables = set(inspect(connection).get_table_names())
            if self.sqlite and tables - {_VERSION} and not tables >= {_VERSION, advices.name}:
                raise StoreForeignError()
            if _VERSION not in tables:
                return None
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()

    def _demand_known(self, found: str | None) -> None:
        from .migrations import known

        if found is not None and found not in known():
            raise StoreAheadError()

    def _migrate(self) -> None:
        from .migrations import upgrade

        with self._transaction() as connection:
            upgrade(connection)

    def _make_file(self) -> None:
        """The SQLite file, for its owner only."""
        if self.file is None:
            return
        self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(self.file, os.O_CREAT | os.O_RDWR, 0o600))

    def _keep_journal(self) -> None:
        """SQLite: in a journal beside the file, readers and a writer do not wait for each other."""
        if self.file is None:
            return
        deadline = time.monotonic() + self.patience
        while True:  # SQLite does not wait by itself for who is doing the same
            try:
                with self.engine.connect() as connection:
                    _rows(connection, "PRAGMA journal_mode=WAL")
                return
            except OperationalError as error:
                if "locked" not in str(error.orig) or time.monotonic() > deadline:
                    raise
                time.sleep(0.02)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Failures of the database as our own error."""
        try:
            yield
        except PoolTimeoutError as error:
            raise StoreUnavailableError(self.name, "no connection is free") from error
        except OSError as error:
            raise StoreUnavailableError(self.name, error.strerror or str(error)) from error
        except DBAPIError as error:
            harm = _harm(error) if self.sqlite else None
            if harm is not None:
                self.damaged = True
                raise StoreDamagedError(self.name, harm) from error
            if isinstance(error, _PASSING) or error.connection_invalidated or type(error) is DatabaseError:
                raise StoreUnavailableError(self.name, str(error.orig)) from error
            raise


def _harm(error: DBAPIError) -> str | None:
    """What SQLite says of a file that is no longer one; None when it is something else. Never what stands in it."""
    code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF  # without what further tells it
    if code in _HARMED:
        return str(error.orig)
    return "a text is no longer one" if "decode to UTF-8" in str(error.orig) else None


def open_store(url: str | None = None, clock: Clock = now, patience: float = PATIENCE) -> Store:
    """The store at a database URL, by default an SQLite file of the user's; its first use reaches for the database.

    Patience: how many seconds a writer waits for the others, and a thread for a connection, before it gives up.
    Raises DatabaseUrlError (which never shows the URL: it may hold a password), DriverMissingError.
    """
    try:
        parsed = make_url(url or default_url())
        if parsed.drivername in ("postgres", "postgresql"):
            parsed = parsed.set(drivername="postgresql+psycopg")
        if parsed.drivername not in ("sqlite", "sqlite+pysqlite", "postgresql+psycopg"):
            raise DatabaseUrlError()
        if parsed.get_backend_name() == "sqlite" and parsed.database in (None, "", ":memory:"):
            raise DatabaseUrlError()
        return Store(parsed, clock, patience)
    except (ArgumentError, ValueError):
        raise DatabaseUrlError() from None
    except ModuleNotFoundError:
        raise DriverMissingError() from None


def _engine(url: URL, patience: float) -> Engine:
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, pool_timeout=patience, hide_parameters=True)
        event.listen(engine, "connect", partial(_prepare_sqlite, patience))
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    engine = create_engine(
        url,
        pool_pre_ping=True,
        pool_timeout=patience,
        hide_parameters=True,  # a profile never stands in a log
        connect_args={"application_name": "advisor", "connect_timeout": 5, "tcp_user_timeout": 10_000},
    )
    event.listen(engine, "connect", partial(_prepare_postgres, patience))
    return engine


def _prepare_sqlite(patience: float, connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we begin ourselves, below
    for pragma in (f"busy_timeout={round(patience * 1000)}", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes its turn at the start: a reader that turns writer would be refused instead of waiting."""
    writes = connection.get_execution_options().get("advisor_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _prepare_postgres(patience: float, connection: Any, _record: object) -> None:
    connection.autocommit = True
    connection.execute(_POSTGRES.format(milliseconds=round(patience * 1000)))
    connection.autocommit = False


def _rows(connection: Connection, statement: str) -> list[Any]:
    """What a statement outside any transaction gives."""
    cursor = connection.connection.cursor()
    try:
        cursor.execute(statement)
        return list(cursor.fetchall())
    finally:
        cursor.close()
