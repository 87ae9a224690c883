"""`advisor portfolio`: the portfolio of a batch, to the byte, without the advice."""

from pathlib import Path
from typing import Any

import pyarrow
import pytest
from click.testing import CliRunner, Result
from pyarrow import parquet as pq

from advisor.advice import Advisor
from advisor.batch.summary import FORMATS
from advisor.cli import main
from advisor.library.edition import Edition
from advisor.stages.profile import Profile
from tests.batch.conftest import do, profiles, written
from tests.columns.made import mixed


def command(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)), prog_name="advisor", catch_exceptions=False)


def made(edition: Edition, count: int) -> list[dict[str, Any]]:
    """Made-up profiles; in some of them respondents differ."""
    return [Profile(answers, f"Organisation {at}").plain for at, answers in enumerate(mixed(edition, count, seed=81))]


@pytest.mark.parametrize("form", FORMATS)
def test_it_is_the_summary_of_a_batch(form: str, advisor: Advisor, tmp_path: Path) -> None:
    """In every form and both languages, with mistaken rows, and where respondents differ."""
    given = written(tmp_path, [*made(advisor.edition, 50), b"{", *[{"answers": {"sector": "x"}}] * 3])
    language = "en" if form in (".md", ".html") else "nl"
    done = do(advisor, given, tmp_path / "out.jsonl", language=language)
    result = command("portfolio", given, "--lang", language, "-o", tmp_path / f"own{form}")
    assert (result.exit_code, result.stdout) == (1, "")
    assert (tmp_path / f"own{form}").read_bytes() == FORMATS[form](done.portfolio).encode()
    assert done.portfolio.organisations == 50
    assert len(done.portfolio.entries) > 20


def test_from_a_table_too(advisor: Advisor, tmp_path: Path) -> None:
    """CSV and Parquet with the same cells give what JSON lines give; a table may lack what it is split by."""
    plain = profiles(advisor.edition, 40, seed=82)
    cells = [
        {name: ";".join(value) or "[]" if isinstance(value, list) else value for name, value in one["answers"].items()}
        for one in plain
    ]
    names = [name for name in advisor.edition.questions if any(name in row for row in cells)]
    table = pyarrow.table({name: [row.get(name) for row in cells] for name in names})
    pq.write_table(table, tmp_path / "in.parquet")
    one = command("portfolio", written(tmp_path, plain))
    other = command("portfolio", tmp_path / "in.parquet")
    assert (one.exit_code, one.stderr, one.stdout) == (0, "", other.stdout)
    pq.write_table(table.drop_columns(["sector", "employee_count"]), tmp_path / "few.parquet")
    few = [{"answers": {a: v for a, v in p["answers"].items() if a not in ("sector", "employee_count")}} for p in plain]
    done = do(advisor, written(tmp_path, few, "few.jsonl"), tmp_path / "few-out.jsonl")
    assert command("portfolio", tmp_path / "few.parquet").stdout == FORMATS[".txt"](done.portfolio)


def test_what_is_wrong_is_told_and_no_traceback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Mistakes on standard error with status 1; what cannot be read at all, and a name that means nothing, likewise."""
    given = written(tmp_path, [{"answers": {}}, b"{"])
    result = command("portfolio", given, "--lang", "en")
    assert result.exit_code == 1
    assert result.stdout.startswith("Portfolio: fewer than 4 organisations")
    first, told = result.stderr.splitlines()
    assert first == "1 profile with mistakes. The first mistakes:"
    assert told.startswith("  in.jsonl:2/: This is not valid JSON")
    (tmp_path / "in.parquet").write_bytes(b"x")
    assert command("portfolio", tmp_path / "in.parquet").stderr == "in.parquet: dit is geen Parquet.\n"
    assert command("portfolio", given, "-o", "x.pdf").exit_code == 2
    monkeypatch.setitem(__import__("sys").modules, "numpy", None)
    assert command("portfolio", given).stderr == "Hiervoor is numpy nodig: pip install 'advisor[columns]'.\n"
