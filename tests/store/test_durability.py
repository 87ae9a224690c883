"""What was acknowledged is there afterwards: processes killed while they write, connections cut, many at once."""

import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from advisor.advice import Advice, to_json
from advisor.store import advices, audit
from advisor.store.damage import survey
from advisor.store.database import Store, open_store
from advisor.store.errors import StoreUnavailableError
from tests.conftest import CHECKOUT
from tests.store.conftest import ON_A_SERVER, ONE, SERVER, on_server

WRITER = """
import sys
from pathlib import Path
from advisor.advice import from_json
from advisor.store.advices import keep
from advisor.store.callers import Caller
from advisor.store.database import open_store
url, file, count = sys.argv[1:]
advice, store = from_json(Path(file).read_bytes()), open_store(url)
for _ in range(int(count)):
    print(keep(store, Caller("one", "0" * 12), advice).kept.id, flush=True)
"""


def writer(url: str, folder: Path, advice: Advice, count: int) -> subprocess.Popen[str]:
    """A process that keeps an advice again and again, and says the id of each as soon as it is kept."""
    file = folder / "advice.json"
    file.write_bytes(to_json(advice))
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, url, str(file), str(count)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=CHECKOUT,
    )


def whole(store: Store, acknowledged: list[str]) -> None:
    """Every acknowledged advice is there to the byte; nothing is half there; the log knows of each."""
    (raw,) = {advices.read(store, ONE, advice_id).raw for advice_id in acknowledged}
    assert raw.startswith(b'{"receipt":')
    assert survey(store).lost == []
    with store.reading() as connection:
        ids = set(connection.execute(text("SELECT id FROM advices")).scalars())
        logged = set(connection.execute(text("SELECT subject FROM audit")).scalars())
    assert set(acknowledged) <= ids == logged
    assert audit.verify(store).number == len(logged)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1, 5))
def test_a_killed_process_loses_nothing(seed: int, store: Store, url: str, tmp_path: Path, advice: Advice) -> None:
    """Two processes writing are killed with -9 at any moment: every advice they acknowledged is there afterwards."""
    store.prepare()
    chance = random.Random(seed)
    writers = [writer(url, tmp_path, advice, 1000) for _ in range(2)]
    acknowledged = []
    for process, some in zip(writers, (chance.randrange(1, 20), chance.randrange(1, 20)), strict=True):
        assert process.stdout is not None
        acknowledged += [process.stdout.readline().strip() for _ in range(some)]
    for process in writers:
        time.sleep(chance.random() / 50)  # no wait for anything: it only makes the moment of the kill another
        with process:
            process.kill()
            assert process.stdout is not None
            assert process.stderr is not None
            said, complained = process.stdout.read(), process.stderr.read()  # all of it: `readline` reads ahead
        assert process.returncode == -signal.SIGKILL, complained
        acknowledged += [line for line in said.split("\n")[:-1] if line]
    assert len(acknowledged) >= 2
    whole(store, acknowledged)
    before = len(advices.page(store, ONE, limit=100).items)
    advices.keep(store, ONE, advice)  # and it goes on
    assert len(advices.page(store, ONE, limit=100).items) == min(before + 1, 100)


@pytest.mark.long
def test_many_at_once_all_succeed(store: Store, url: str, tmp_path: Path, advice: Advice) -> None:
    """Two processes and sixteen threads write at the same time: all succeed, nobody is told that it is locked."""
    store.prepare()
    writers = [writer(url, tmp_path, advice, 20) for _ in range(2)]
    with ThreadPoolExecutor(16) as threads:
        acknowledged = [r.kept.id for r in threads.map(lambda _: advices.keep(store, ONE, advice), range(48))]
    for process in writers:
        said, complained = process.communicate()
        assert (process.returncode, complained) == (0, "")
        acknowledged += said.split()
    assert len(set(acknowledged)) == 2 * 20 + 48
    whole(store, acknowledged)


@pytest.fixture
def server(store: Store) -> str:
    """The name of the database, for who runs the server."""
    assert store.engine.url.database is not None
    return store.engine.url.database


def cut(server: str) -> None:
    """Cut every connection to a database."""
    on_server(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{server}'")


@ON_A_SERVER
def test_a_connection_cut_while_writing(store: Store, server: str, advice: Advice) -> None:
    """Cut in the middle: told as unavailable, nothing is kept, and the next attempt succeeds by itself."""
    with pytest.raises(StoreUnavailableError), store.writing() as connection:
        connection.execute(text("DELETE FROM advices"))
        cut(server)
        connection.execute(text("SELECT 1"))
    kept = advices.keep(store, ONE, advice).kept
    assert advices.read(store, ONE, kept.id).kept == kept
    assert audit.verify(store).number == 1


@ON_A_SERVER
def test_a_connection_cut_before_it_is_acknowledged(store: Store, server: str, advice: Advice) -> None:
    """Cut after the last statement, before the end: it was not acknowledged, and it is not there."""
    with pytest.raises(StoreUnavailableError), store.writing() as connection:
        connection.execute(text("INSERT INTO keys VALUES ('0', 'one', 'n', 'read', 'x', 1, now(), NULL, NULL)"))
        cut(server)
    with store.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM keys")).scalar() == 0


@ON_A_SERVER
def test_connections_cut_while_nobody_uses_them(store: Store, server: str, advice: Advice) -> None:
    """Cut while idle, as when the server restarts: nobody notices."""
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: advices.keep(store, ONE, advice), range(8)))
    cut(server)
    for _ in range(4):
        advices.keep(store, ONE, advice)
    assert len(advices.page(store, ONE).items) == 12


@ON_A_SERVER
def test_a_stopped_database_comes_back(store: Store, server: str, url: str, advice: Advice) -> None:
    """While it takes no connections, reading and writing say so without waiting; afterwards they work again.

    Also for a store that was opened in the meantime.
    """
    kept = advices.keep(store, ONE, advice).kept
    on_server(f"ALTER DATABASE {server} ALLOW_CONNECTIONS false")
    cut(server)
    meanwhile = open_store(url)
    for opened in (store, meanwhile):
        with pytest.raises(StoreUnavailableError) as failed:
            advices.keep(opened, ONE, advice)
        with pytest.raises(StoreUnavailableError):
            advices.read(opened, ONE, kept.id)
        assert "not currently accepting connections" in failed.value.reason
    on_server(f"ALTER DATABASE {server} ALLOW_CONNECTIONS true")
    for opened in (store, meanwhile):
        assert advices.read(opened, ONE, kept.id).kept == kept
        advices.keep(opened, ONE, advice)
    assert len(advices.page(store, ONE).items) == 3
    meanwhile.close()


@pytest.mark.long
@ON_A_SERVER
def test_cut_again_and_again_under_load(store: Store, server: str, advice: Advice) -> None:
    """Connections cut all the time while many write: what was acknowledged is there, the rest was told."""
    told, acknowledged = [], []

    def write(_: int) -> None:
        try:
            acknowledged.append(advices.keep(store, ONE, advice).kept.id)
        except StoreUnavailableError as error:
            told.append(error)

    with ThreadPoolExecutor(9) as threads:
        done = [threads.submit(write, n) for n in range(80)]
        for finished in range(10, 60, 10):  # while nine are at work
            while len(told) + len(acknowledged) < finished:
                time.sleep(0.001)
            cut(server)
        assert [future.exception() for future in done] == [None] * 80
    assert len(told) + len(acknowledged) == 80
    assert told
    assert acknowledged
    with store.reading() as connection:
        ids = set(connection.execute(text("SELECT id FROM advices")).scalars())
    assert set(acknowledged) <= ids
    assert audit.verify(store).number == len(ids)
    assert SERVER
