"""What is damaged is said to be damaged, with the remedy; nothing is added to it, and every lost advice is named."""

import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from advisor.advice import Advice
from advisor.cli import main
from advisor.store import advices, damage, erasing
from advisor.store.callers import LOCAL
from advisor.store.database import Store, open_store
from advisor.store.errors import (
    AdviceDamagedError,
    AdviceNotFoundError,
    StoreDamagedError,
    StoreForeignError,
    StoreUnavailableError,
)
from tests.store.conftest import ON_SQLITE, ONE

Raw = Callable[[str], list[tuple[object, ...]]]
COUNT = 60
EXAMPLES = Path(__file__).parents[2] / "examples"
PAGE = 4096


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, advice: Advice) -> tuple[Path, dict[str, bytes]]:
    """A file of a store that is closed, and every advice in it."""
    file = tmp_path_factory.mktemp("whole") / "advisor.db"
    with closing(open_store(f"sqlite:///{file}")) as store:
        records = [advices.keep(store, LOCAL, advice) for _ in range(COUNT)]
        gone = advices.keep(store, LOCAL, advice).kept.id
        erasing.erase(store, LOCAL, gone)
    return file, {record.kept.id: record.raw for record in records}


def readable(file: Path, expected: dict[str, bytes]) -> set[str]:
    """The advices that a copy of a file still gives to the byte, each asked for alone."""
    found = set()
    with closing(open_store(f"sqlite:///{file}")) as store:
        for advice_id, raw in expected.items():
            try:
                if advices.read(store, LOCAL, advice_id).raw == raw:
                    found.add(advice_id)
            except (StoreDamagedError, AdviceDamagedError, AdviceNotFoundError):
                pass
    return found


@pytest.mark.parametrize("seed", range(6))
def test_every_lost_advice_is_named(
    tmp_path: Path, kept: tuple[Path, dict[str, bytes]], advice: Advice, seed: int
) -> None:
    """Pages of the file are overwritten: `survey` names exactly the advices that can no longer be read."""
    whole, expected = kept
    file = tmp_path / "advisor.db"
    shutil.copy(whole, file)
    chance = random.Random(seed)
    raw = bytearray(file.read_bytes())
    for number in chance.sample(range(len(raw) // PAGE // 3, len(raw) // PAGE), 4):  # not the catalogue of the file
        raw[number * PAGE : (number + 1) * PAGE] = chance.randbytes(PAGE)
    file.write_bytes(raw)
    lost = sorted(set(expected) - readable(file, expected))
    with closing(open_store(f"sqlite:///{file}")) as store:
        found = damage.survey(store)
        assert [one for one in found.lost if one in expected] == lost
        assert found.file
        with pytest.raises(StoreDamagedError):
            advices.keep(store, LOCAL, advice)


def test_verify_goes_on_past_damage(tmp_path: Path, kept: tuple[Path, dict[str, bytes]]) -> None:
    """The command names each lost advice, says that a backup helps, and ends with 1; whole, it ends with 0."""
    file = tmp_path / "advisor.db"
    shutil.copy(kept[0], file)
    url = f"sqlite:///{file}"
    assert CliRunner().invoke(main, ["store", "verify", "--database-url", url]).exit_code == 0
    first, second, third, *_ = kept[1]
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE advices SET created = 'yesterday' WHERE id = ?", (first,))
        connection.execute("UPDATE advices SET profile = CAST(x'ff' AS TEXT) WHERE id = ?", (second,))
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("DELETE FROM advices WHERE id = ?", (third,))
        connection.commit()
    result = CliRunner().invoke(main, ["store", "verify", "--database-url", url, "--lang", "en"])
    assert result.exit_code == 1
    assert [one in result.stderr for one in (first, second, third)] == [True] * 3
    assert sum(one in result.stderr for one in kept[1]) == 3
    assert "backup" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("where", [0.0, 0.001, 0.5], ids=["header", "catalogue", "middle"])
def test_a_damaged_file_is_not_called_temporary(
    tmp_path: Path, kept: tuple[Path, dict[str, bytes]], advice: Advice, where: float
) -> None:
    """Wherever the file is damaged: not “try again” but the remedy, in both languages; nothing is added to it."""
    file = tmp_path / "advisor.db"
    raw = bytearray(kept[0].read_bytes())
    start = 0 if where == 0.0 else 100 if where < 0.01 else round(len(raw) * where) // PAGE * PAGE
    raw[start : start + PAGE - 100] = b"\x01" * (PAGE - 100)
    file.write_bytes(raw)
    with closing(open_store(f"sqlite:///{file}")) as store:
        with pytest.raises(StoreDamagedError) as refused:
            store.inspect()
        with pytest.raises(StoreDamagedError):
            advices.keep(store, LOCAL, advice)
    assert "backup" in refused.value.sentence("en")
    assert "reservekopie" in refused.value.sentence("nl")


@pytest.mark.long
def test_nothing_is_added_to_a_damaged_file(tmp_path: Path, kept: tuple[Path, dict[str, bytes]]) -> None:
    """`advisor serve` and `advisor store keep` say what is wrong, in one language, and end; the file is as it was."""
    file = tmp_path / "advisor.db"
    raw = bytearray(kept[0].read_bytes())
    middle = len(raw) // 2 // PAGE * PAGE
    raw[middle : middle + PAGE] = b"\x01" * PAGE
    file.write_bytes(raw)
    command = [sys.executable, "-c", "from advisor.cli import main; main()", "serve", "--port", "0"]
    result = subprocess.run(
        [*command, "--database-url", f"sqlite:///{file}", "--lang", "en"], capture_output=True, timeout=120, check=False
    )
    assert result.returncode == 1
    assert b"damaged" in result.stderr
    assert b"Traceback" not in result.stderr
    assert file.read_bytes()[PAGE:] == bytes(raw)[PAGE:]
    kept_again = CliRunner().invoke(
        main, ["store", "keep", str(EXAMPLES / "ghent-crm.json"), "--database-url", f"sqlite:///{file}", "--lang", "nl"]
    )
    assert kept_again.exit_code == 1
    assert kept_again.stderr.startswith(f"{file}: Het bestand")
    assert file.read_bytes()[PAGE:] == bytes(raw)[PAGE:]


@pytest.mark.parametrize("content", [b"no database", b"x" * 10_000])
def test_a_file_of_something_else(content: bytes, tmp_path: Path) -> None:
    """A file that is no database is told, with a remedy, and left as it is."""
    file = tmp_path / "advisor.db"
    file.write_bytes(content)
    with closing(open_store(f"sqlite:///{file}")) as store, pytest.raises(StoreDamagedError) as failed:
        store.prepare()
    assert failed.value.database == str(file)
    assert "not a database" in failed.value.reason
    assert file.read_bytes() == content


def test_a_database_of_another_program(tmp_path: Path, advice: Advice) -> None:
    """It is refused, and not a byte of it is changed: no table of ours is made in it."""
    file = tmp_path / "places.sqlite"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE bookmarks (id INTEGER PRIMARY KEY, url TEXT)")
        connection.commit()
    before = file.read_bytes()
    with closing(open_store(f"sqlite:///{file}")) as store:
        for use in (store.prepare, store.upgrade, lambda: advices.keep(store, ONE, advice)):
            with pytest.raises(StoreForeignError):
                use()
    assert file.read_bytes() == before


@ON_SQLITE
def test_what_passes_is_still_called_temporary(store: Store, url: str, advice: Advice) -> None:
    """A file that another keeps locked is not damaged."""
    advices.keep(store, ONE, advice)
    with closing(open_store(url, patience=0.1)) as other, store.writing() as connection:
        connection.execute(text("DELETE FROM retries"))
        with pytest.raises(StoreUnavailableError):
            advices.keep(other, ONE, advice)
        assert not other.damaged


def test_the_survey_of_a_whole_store(store: Store, advice: Advice, raw: Raw) -> None:
    """On SQLite and PostgreSQL: nothing is lost; what is taken away past the store is."""
    kept = [advices.keep(store, ONE, advice).kept.id for _ in range(3)]
    erasing.erase(store, ONE, kept[0])
    found = damage.survey(store)
    assert (found.lost, found.file, found.broken) == ([], False, None)
    raw(f"DELETE FROM advices WHERE id = '{kept[1]}'")
    assert damage.survey(store).lost == [kept[1]]
