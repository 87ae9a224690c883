"""Opens a store: an SQLite file, or PostgreSQL. One writer at a time on both; failures become our own errors."""

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
_FOR_READERS = 500  # milliseconds that truncating the journal waits for readers
_WRITERS = 0x41445649  # the advisory lock that serialises writers in PostgreSQL
_PASSING = (OperationalError, InterfaceError, InternalError)  # errors that may be temporary
_HARMED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_VERSION = "alembic_version"  # the table with the schema revision
_POSTGRES = """
SET lock_timeout = {milliseconds};
SET idle_in_transaction_session_timeout = '60s';
SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'
"""


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def default_url() -> str:
    """The URL of an SQLite file in the data folder of the user."""
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
        self.name = str(self.file) if self.sqlite else f"postgresql://{place}"  # without user and password
        self.engine = _engine(url, patience)
        self.damaged = False  # never reset: nothing more is written until a backup is restored
        self._prepared = False
        self._traces = False  # whether the journal may contain deleted data
        self._preparing = threading.Lock()
        self._writing = threading.Lock()

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection with a consistent snapshot. Raises StoreUnavailableError, and what `prepare` raises."""
        self.prepare()
        options: dict[str, Any] = {} if self.sqlite else {"isolation_level": "REPEATABLE READ"}
        with self._told(), self.engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: all changes are on disk afterwards, or none when anything is raised; other writers wait.

        Raises StoreUnavailableError, and what `prepare` raises; whether the changes were saved is then unknown, and a
        retry with the same idempotency key is safe. Raises StoreDamagedError once damage was seen.
        """
        self.demand_unharmed()
        self.prepare()
        with self._told(), self._transaction() as connection:
            yield connection
        if self._traces:
            self.scrub()

    def demand_unharmed(self) -> None:
        """Raises StoreDamagedError once damage was seen."""
        if self.damaged:
            raise StoreDamagedError(self.name, "damage was seen before")

    def inspect(self) -> None:
        """SQLite: check the whole file, which takes as long as reading it.

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
        if not self._writing.acquire(timeout=self.patience):  # threads queue here; SQLite itself has no queue
            raise StoreUnavailableError(self.name, "the other writers take too long")
        try:
            with self.engine.connect().execution_options(advisor_writes=True) as connection, connection.begin():
                yield connection
        finally:
            self._writing.release()

    def prepare(self) -> None:
        """Check that the tables exist and are ours; in SQLite, create or upgrade them.

        Every use does this first, so that a store can be opened while its database is down.
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
        """Create or upgrade the tables; False when they were up to date.

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
        """SQLite: truncate the journal, so that it contains nothing deleted.

        If a reader in another process prevents that, every later change tries again, and the last process that closes
        the file does it in any case.
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
        """SQLite: use a write-ahead log, so that readers and the writer do not wait for each other."""
        if self.file is None:
            return

        def keep() -> None:
            with self.engine.connect() as connection:
                _rows(connection, "PRAGMA journal_mode=WAL")

        _unlocked(keep, self.patience)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn database errors into our own."""
        try:
            yield
        except PoolTimeoutError as error:
            raise StoreUnavailableError(self.name, "no connection is free") from error
        except OSError as error:
            raise StoreUnavailableError(self.name, error.strerror or str(error)) from error
        except sqlite3.OperationalError as error:  # while it connects, SQLAlchemy passes these on as they are
            raise StoreUnavailableError(self.name, str(error)) from error
        except DBAPIError as error:
            harm = _harm(error) if self.sqlite else None
            if harm is not None:
                self.damaged = True
                raise StoreDamagedError(self.name, harm) from error
            if isinstance(error, _PASSING) or error.connection_invalidated or type(error) is DatabaseError:
                raise StoreUnavailableError(self.name, str(error.orig)) from error
            raise


def _harm(error: DBAPIError) -> str | None:
    """What SQLite says about a damaged file, without its content; None for any other error."""
    code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF  # the primary result code
    if code in _HARMED:
        return str(error.orig)
    return "a text is no longer one" if "decode to UTF-8" in str(error.orig) else None


def open_store(url: str | None = None, clock: Clock = now, patience: float = PATIENCE) -> Store:
    """The store at a database URL, by default an SQLite file of the user; it connects on first use.

    ``patience``: the seconds that a writer waits for other writers, and a thread for a connection.
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
        hide_parameters=True,  # keep profiles out of the log
        connect_args={"application_name": "advisor", "connect_timeout": 5, "tcp_user_timeout": 10_000},
    )
    event.listen(engine, "connect", partial(_prepare_postgres, patience))
    return engine


def _prepare_sqlite(patience: float, connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun explicitly, below
    for pragma in (f"busy_timeout={round(patience * 1000)}", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        _unlocked(partial(connection.execute, f"PRAGMA {pragma}"), patience)


def _unlocked(action: Callable[[], object], patience: float) -> None:
    """Do it, again and again while the file is locked: SQLite itself does not wait while another sets its journal."""
    deadline = time.monotonic() + patience
    while True:
        try:
            action()
        except (OperationalError, sqlite3.OperationalError) as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    """Begin; a writer locks at once, as a reader that becomes a writer would be refused instead of waiting."""
    writes = connection.get_execution_options().get("advisor_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _prepare_postgres(patience: float, connection: Any, _record: object) -> None:
    connection.autocommit = True
    connection.execute(_POSTGRES.format(milliseconds=round(patience * 1000)))
    connection.autocommit = False


def _rows(connection: Connection, statement: str) -> list[Any]:
    """The rows of a statement outside any transaction."""
    cursor = connection.connection.cursor()
    try:
        cursor.execute(statement)
        return list(cursor.fetchall())
    finally:
        cursor.close()
