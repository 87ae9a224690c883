"""A store on SQLite and one on PostgreSQL: each test runs on both, each on a fresh database."""

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from advisor.advice import Advice, Advisor
from advisor.library.edition import Edition
from advisor.stages.engine import Pool
from advisor.stages.profile import Profile, read_profile
from advisor.store import tables
from advisor.store.callers import Caller
from advisor.store.database import Store, open_store
from tests.conftest import CHECKOUT

USUAL = "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"
SERVER = os.environ.get("ADVISOR_TEST_POSTGRES", USUAL)
NO_SERVER = (
    f"no PostgreSQL at ADVISOR_TEST_POSTGRES, by default {USUAL}; one starts with: "
    "docker run --rm -p 5432:5432 -e POSTGRES_HOST_AUTH_METHOD=trust postgres:15"
)
ONE, OTHER = Caller("one", "0" * 12), Caller("other", "1" * 12)


@dataclass
class Ticking:
    """A clock of the tests': a second later at each look."""

    time: datetime = datetime(2026, 3, 1, 12, tzinfo=UTC)
    step: timedelta = field(default=timedelta(seconds=1))

    def __call__(self) -> datetime:
        self.time += self.step
        return self.time


def on_server(statement: str, address: str = SERVER) -> list[tuple[object, ...]]:
    """A statement on the server itself, or in one of its databases, outside any transaction."""
    engine = create_engine(address, isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 5})
    with engine.connect() as connection:
        result = connection.execute(text(statement))
        rows = [tuple(row) for row in result] if result.returns_rows else []
    engine.dispose()
    return rows


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A database with our tables, to copy, and one for schemas. Skipped without a server; fails where CI is set."""
    name = f"advisor_template_{uuid.uuid4().hex[:12]}"
    try:
        on_server(f"CREATE DATABASE {name}")
    except OperationalError:
        if os.environ.get("CI"):
            pytest.fail(NO_SERVER)
        pytest.skip(NO_SERVER)
    on_server(f"CREATE DATABASE {name}_schemas")
    store = open_store(database(name))
    store.upgrade()
    store.close()
    yield name
    for made in (name, f"{name}_schemas"):
        on_server(f"DROP DATABASE {made} WITH (FORCE)")


class Schemas:
    """Schemas with our tables, in a database of their own, used again once emptied: that takes a fifth of making one.

    Not when a test changed the tables themselves.
    """

    def __init__(self, database: str, script: str) -> None:
        self._database, self._script = database, script
        self._free: list[tuple[str, str, object]] = []  # its name and address, and how its tables were made

    @contextmanager
    def one(self) -> Iterator[str]:
        """The address of an empty one, for this test alone."""
        name, address, made = self._free.pop() if self._free else self._new()
        yield address
        if self._made(name) == made:
            off = "SET session_replication_role = replica"  # else its triggers keep the audit log
            on_server("; DELETE FROM ".join([off, *(table.name for table in tables.metadata.sorted_tables)]), address)
            self._free.append((name, address, made))
        else:
            on_server(f"DROP SCHEMA {name} CASCADE", self._database)

    def _new(self) -> tuple[str, str, object]:
        name = f"advisor_{uuid.uuid4().hex[:12]}"
        on_server(f"CREATE SCHEMA {name}", self._database)
        inside = make_url(self._database).update_query_dict({"options": f"-csearch_path={name}"})
        address = inside.render_as_string(hide_password=False)
        on_server(self._script, address)
        return name, address, self._made(name)

    def _made(self, name: str) -> object:
        """Which transactions made what is in a schema, to the last column, constraint and trigger, and its version."""
        parts = ("pg_class c", "pg_attribute a JOIN pg_class c ON a.attrelid = c.oid")
        parts += (
            "pg_constraint o JOIN pg_class c ON o.conrelid = c.oid",
            "pg_trigger t JOIN pg_class c ON t.tgrelid = c.oid",
        )
        each = [f"SELECT {part.split()[1]}.xmin::text AS x, c.relnamespace FROM {part}" for part in parts]
        there = f"SELECT x FROM ({' UNION ALL '.join(each)}) AS every WHERE relnamespace = '{name}'::regnamespace"
        there += f" UNION ALL SELECT xmin::text FROM {name}.alembic_version"
        return on_server(f"SELECT string_agg(x, ',' ORDER BY x) FROM ({there}) AS there", self._database)


def database(name: str) -> str:
    return make_url(SERVER).set(database=name).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def tables_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with our tables, to copy."""
    path = tmp_path_factory.mktemp("template") / "advisor.db"
    with closing(open_store(f"sqlite:///{path}")) as store:
        store.upgrade()
    return path


@pytest.fixture(scope="session")
def schemas(postgres: str) -> Schemas:
    """Schemas to be used one after the other. They do not outlive the tests: nothing in them need reach the disk.

    What all our migrations say to an empty database is said to each at once: that takes a tenth of the time.
    """
    name, said = f"{postgres}_said", list[str]()
    on_server(f"CREATE DATABASE {name}")
    with closing(open_store(database(name))) as store:
        event.listen(store.engine, "before_cursor_execute", lambda *found: said.append(found[2]))
        store.upgrade()
    on_server(f"DROP DATABASE {name} WITH (FORCE)")
    on_server(f"ALTER DATABASE {postgres}_schemas SET synchronous_commit = off")
    script = ";".join(statement for statement in said if not statement.lstrip().startswith("SELECT"))
    return Schemas(database(f"{postgres}_schemas"), script)


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a fresh database with our tables. On PostgreSQL that is a schema of its own, which is soon made; as
    “server” (asked for by ON_A_SERVER) a database of its own, whose connections can be cut.
    """
    if request.param == "sqlite":
        (tmp_path / "kept").mkdir(mode=0o700)
        shutil.copy(request.getfixturevalue("tables_file"), tmp_path / "kept" / "advisor.db")
        yield f"sqlite:///{tmp_path}/kept/advisor.db"
        return
    template, name = request.getfixturevalue("postgres"), f"advisor_{uuid.uuid4().hex[:12]}"
    if request.param == "server":
        on_server(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield database(name)
        on_server(f"DROP DATABASE {name} WITH (FORCE)")
        return
    schemas: Schemas = request.getfixturevalue("schemas")
    with schemas.one() as address:
        yield address


ON_SQLITE = pytest.mark.parametrize("url", ["sqlite"], indirect=True)
ON_A_SERVER = pytest.mark.parametrize("url", ["server"], indirect=True)


@pytest.fixture
def clock() -> Ticking:
    return Ticking()


@pytest.fixture
def store(url: str, clock: Ticking) -> Iterator[Store]:
    """An open store."""
    opened = open_store(url, clock)
    yield opened
    opened.close()


@pytest.fixture
def raw(store: Store) -> Callable[[str], list[tuple[object, ...]]]:
    """SQL past the store: as somebody with the database in hands."""

    def run(statement: str) -> list[tuple[object, ...]]:
        def inside(connection: Connection) -> list[tuple[object, ...]]:
            result = connection.execute(text(statement))
            return [tuple(row) for row in result] if result.returns_rows else []

        with store.writing() as connection:
            return inside(connection)

    return run


@pytest.fixture(scope="session")
def advisor(edition: Edition, engine: Pool) -> Advisor:
    return Advisor(edition, engine)


@pytest.fixture(scope="session")
def ghent(edition: Edition) -> Profile:
    return read_profile((CHECKOUT / "examples" / "ghent-crm.json").read_bytes(), edition)


@pytest.fixture(scope="session")
def advice(advisor: Advisor, ghent: Profile) -> Advice:
    """An advice with a reference."""
    return advisor.advise(ghent)


@pytest.fixture(scope="session")
def unnamed(advisor: Advisor, ghent: Profile) -> Advice:
    """An advice for an organisation without a name or a reference."""
    return advisor.advise(Profile(ghent.answers), "en")
