"""What a server acknowledged is there afterwards: killed with -9 while it stores, and with its database stopped."""

import os
import random
import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import httpx2
import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from advisor.advice import Advisor
from advisor.cli import main
from advisor.store import advices, audit, keys
from advisor.store.callers import LOCAL
from advisor.store.damage import survey
from advisor.store.database import Store, open_store
from tests.store.conftest import ON_A_SERVER, on_server

from .conftest import GHENT, JSON, application, checked_problem, here
from .serving import Running, running

RAW = GHENT.read_bytes()
THREADS = 4
ROUNDS = int(os.environ.get("ADVISOR_KILLS", "2"))  # 10 when it is tried at length
STORES = int(os.environ.get("ADVISOR_STORES", "100"))  # in a round; 1000 then


def send(server: Running, names: list[str], kill_after: int | None) -> dict[str, str]:
    """Store an advice for each name, from four threads; returns the place of each that was acknowledged.

    With ``kill_after`` the server is killed, with -9, as soon as so many were.
    """
    places: dict[str, str] = {}
    enough = threading.Event()

    def some(part: list[str]) -> None:
        with httpx2.Client(base_url=server.address, timeout=60) as client:
            for name in part:
                try:
                    answer = client.post("/v1/advice", content=RAW, headers={**JSON, "Idempotency-Key": name})
                except httpx2.TransportError:
                    return
                assert answer.status_code == 201, answer.text
                places[name] = answer.headers["location"]
                if kill_after is not None and len(places) >= kill_after:
                    enough.set()

    with ThreadPoolExecutor(THREADS) as threads:
        done = [threads.submit(some, names[n::THREADS]) for n in range(THREADS)]
        if kill_after is not None:
            assert enough.wait(300)
            server.process.kill()
        for future in done:
            future.result()
    return places


@pytest.mark.long
@pytest.mark.parametrize("url", ["sqlite", "postgres"], indirect=True)
def test_a_killed_server_loses_nothing(url: str, tmp_path: Path) -> None:
    """Killed while it stores, round after round: every advice it acknowledged is there to the byte.

    What was not acknowledged is sent again with its Idempotency-Key: in the end each is kept exactly once.
    """
    chance = random.Random(STORES)
    every: dict[str, str] = {}
    lost = 0
    for turn in range(ROUNDS):
        names = [f"{turn}-{n}" for n in range(STORES)]
        with running(url, tmp_path) as server:
            acknowledged = send(server, names, kill_after=chance.randrange(1, STORES * 3 // 4))
        missing = [name for name in names if name not in acknowledged]
        assert missing, "the server was killed too late to prove anything"
        lost += len(missing)
        with running(url, tmp_path) as server:
            again = send(server, [*missing, *list(acknowledged)[:5]], kill_after=None)
            assert acknowledged.items() & again.items() == set(list(acknowledged.items())[:5])
            every |= {**again, **acknowledged}
            with httpx2.Client(base_url=server.address, timeout=60) as client:
                for place in acknowledged.values():
                    assert client.get(place).status_code == 200
    assert len(set(every.values())) == len(every) == ROUNDS * STORES
    with closing(open_store(url)) as store:
        (raw,) = {advices.read(store, LOCAL, place.rpartition("/")[2]).raw for place in every.values()}
        assert raw.startswith(b'{"receipt":')
        assert survey(store).lost == []
        assert audit.verify(store).number == ROUNDS * STORES
    print(f"{ROUNDS} kills, {ROUNDS * STORES - lost} acknowledged before, {lost} sent again")


@pytest.fixture
def stop(store: Store) -> Callable[[], AbstractContextManager[None]]:
    """Stops the database, as a context: an SQLite file is locked by another, PostgreSQL takes no connections."""

    @contextmanager
    def stopped() -> Iterator[None]:
        if store.sqlite:
            with closing(sqlite3.connect(store.name, isolation_level=None)) as other:
                other.execute("BEGIN EXCLUSIVE")
                yield
                other.execute("ROLLBACK")
            return
        name = store.engine.url.database
        on_server(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        on_server(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
        yield
        on_server(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")

    return stopped


@pytest.mark.long
def test_the_database_stops_and_comes_back(
    advisor: Advisor,
    store: Store,
    stop: Callable[[], AbstractContextManager[None]],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """While it is stopped writes are 503 with Retry-After, without waiting; then all goes on by itself."""
    client = here(application(advisor, store), raise_server_exceptions=False)
    headers = {**JSON, "Idempotency-Key": "k", "Accept-Language": "en"}
    kept = client.post("/v1/advice", content=RAW, headers=JSON).headers["location"]
    assert client.get("/ready").status_code == 200
    with stop():
        refused = [client.post("/v1/advice", content=RAW, headers=headers), client.post(f"{kept}/rerun")]
        refused.append(client.delete(kept))
        if not store.sqlite:  # in a file readers do not wait for a writer
            refused += [client.get("/ready"), client.get(kept), client.get("/v1/rules")]
        for answer in refused:
            checked_problem(answer, 503)
            assert int(answer.headers["retry-after"]) == 5
        assert client.get("/health").status_code == 200
    made = client.post("/v1/advice", content=RAW, headers=headers)
    assert (made.status_code, "idempotent-replay" in made.headers) == (201, False)
    assert client.get(kept).status_code == 200
    assert client.get("/ready").status_code == 200
    assert len(client.get("/v1/advice").json()["items"]) == 2
    said = refused[0].text + caplog.text
    assert "The store is not responding" in caplog.text
    for secret in (store.name, "127.0.0.1", "5432", "advisor_", ".db", "password", "Traceback"):
        assert secret not in said


@ON_A_SERVER
def test_a_key_that_cannot_be_looked_up_lets_nobody_in(
    advisor: Advisor,
    store: Store,
    stop: Callable[[], AbstractContextManager[None]],
) -> None:
    """With the database stopped a key, and the lack of one, is 503: what cannot be known is not let in."""
    token = keys.add(store, "one", "test", "admin")[1]
    app = application(advisor, store)
    far = TestClient(app, base_url="https://advisor.example", client=("192.0.2.7", 1))
    with stop():
        for headers in ({}, {"X-API-Key": token}):
            checked_problem(far.get("/v1/rules", headers=headers), 503)
    checked_problem(far.get("/v1/rules"), 401)
    assert far.get("/v1/rules", headers={"X-API-Key": token}).status_code == 200


@pytest.mark.long
@ON_A_SERVER
def test_a_server_starts_while_its_database_is_down(
    url: str, store: Store, stop: Callable[[], AbstractContextManager[None]], tmp_path: Path
) -> None:
    """Started before its PostgreSQL it answers 503, and works by itself once that is there; its log names no place."""
    with stop():
        opened = running(url, tmp_path)
        server = opened.__enter__()
        assert httpx2.get(f"{server.address}/health").status_code == 200
        checked_problem(httpx2.get(f"{server.address}/ready"), 503)
        checked_problem(httpx2.post(f"{server.address}/v1/advice", content=RAW, headers=JSON), 503)
    try:
        assert httpx2.post(f"{server.address}/v1/advice", content=RAW, headers=JSON).status_code == 201
        log = server.log.read_text(encoding="utf-8")
        assert "The store is not responding" in log
        for secret in (str(store.engine.url.database), "5432", "Traceback"):
            assert secret not in log
    finally:
        opened.__exit__(None, None, None)


@ON_A_SERVER
def test_tables_that_are_behind_are_told(advisor: Advisor, store: Store) -> None:
    """A PostgreSQL database without our tables: the server does not start and says the remedy; over HTTP 503."""
    with store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM alembic_version")
    url = store.engine.url.render_as_string(hide_password=False)
    done = CliRunner().invoke(main, ["serve", "--database-url", url])
    assert (done.exit_code, done.stdout) == (1, "")
    assert "advisor store upgrade" in done.stderr
    with closing(open_store(url)) as other:
        client = here(application(advisor, other))
        checked_problem(client.post("/v1/advice", content=RAW, headers=JSON), 503)
        checked_problem(client.get("/ready"), 503)
