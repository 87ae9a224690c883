"""`advisor batch`, `convert` and `mapping check`, as a user meets them."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from advisor.advice import Advisor
from advisor.cli import main
from tests.conftest import CHECKOUT

from .conftest import do, profiles, written

FORMS = CHECKOUT / "examples" / "forms"
ADVISOR = str(Path(sys.executable).parent / "advisor")


def command(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, list(map(str, arguments)), prog_name="advisor")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_counts_and_status(tmp_path: Path) -> None:
    """Status 1 when a row has mistakes, and the rows are written; the counts stand on standard output."""
    given = written(tmp_path, [{"answers": {}}, b"{"])
    result = command("batch", given, tmp_path / "out.jsonl", "--lang", "en")
    assert (result.exit_code, result.stderr) == (1, "")
    first, *told, all_, made = result.stdout.splitlines()
    assert first == "2 profiles: 1 with advice, 1 with mistakes."
    assert told == [
        "The first mistakes:",
        "  in.jsonl:2/: This is not valid JSON (1:2). Expected: a closing bracket for each open one.",
    ]
    assert all_ == f"All mistakes are in {tmp_path / 'out.jsonl'}."
    assert made.startswith("Written: ")
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_bytes().splitlines()]
    assert [sorted(r) for r in rows] == [["advice", "place", "row"], ["mistakes", "place", "row"]]


def test_the_first_mistakes_are_told_and_no_more(tmp_path: Path) -> None:
    """Ten at most, three of one row, so that none hides the others; what was passed over is told too."""
    lines = [{"reference": "r", "answers": dict.fromkeys(("a", "b", "c", "d"), 1)}] * 40
    told = command("batch", written(tmp_path, lines), tmp_path / "out.jsonl", "--workers", "1").stdout.splitlines()
    assert told[1] == "De eerste fouten:"
    assert [line.partition("/")[0] for line in told[2:12]] == [f"  in.jsonl:{1 + n // 3}" for n in range(10)]
    assert told[12].startswith("Alle fouten staan in ")
    (tmp_path / "in.csv").write_text("reference,sector\nk1,public\n,\nk1,private\n", encoding="utf-8")
    told = command("batch", tmp_path / "in.csv", tmp_path / "b.jsonl").stdout.splitlines()
    assert told[:3] == [
        "2 profielen: 2 adviezen, 0 met fouten.",
        "1 lege rij overgeslagen.",
        "Het kenmerk “k1” staat er twee keer: in.csv:2 en in.csv:4.",
    ]


@pytest.mark.parametrize("name", ["limesurvey.csv", "microsoft-forms.csv", "typeform.json"])
def test_a_batch_of_a_foreign_form(name: str, advisor: Advisor, tmp_path: Path) -> None:
    """A batch on the form itself gives the advices of a batch on the profiles that `convert` makes of it."""
    mapping = FORMS / f"{Path(name).stem}.yaml"
    assert command("convert", mapping, FORMS / name, "-o", tmp_path / "in.jsonl").exit_code == 0
    assert command("batch", FORMS / name, tmp_path / "a.jsonl", "--mapping", mapping).exit_code == 0
    do(advisor, tmp_path / "in.jsonl", tmp_path / "b.jsonl")
    a, b = ((tmp_path / f"{x}.jsonl").read_bytes().splitlines() for x in "ab")
    assert [line.partition(b'"advice"')[2] for line in a] == [line.partition(b'"advice"')[2] for line in b]
    assert a
    assert b'"advice"' in a[0]


def test_convert_writes_the_good_rows_and_tells_the_others(tmp_path: Path) -> None:
    """A row with mistakes is told on standard error with its line; the others are written; status 1."""
    text = (FORMS / "microsoft-forms.csv").read_text(encoding="utf-8")
    assert text.count("het is in gebruik") == 2
    (tmp_path / "in.csv").write_text(text.replace("het is in gebruik", "klaar", 1), encoding="utf-8")
    result = command("convert", FORMS / "microsoft-forms.yaml", tmp_path / "in.csv")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 2
    (line,) = result.stderr.splitlines()
    assert line.startswith("in.csv:2/Hoe ver staat het initiatief?: De koppeling vertaalt “klaar” niet.")


def test_a_faulty_mapping_is_told_line_by_line(tmp_path: Path) -> None:
    text = (FORMS / "typeform.yaml").read_text(encoding="utf-8")
    (tmp_path / "form.yaml").write_text(text.replace("  sector:", "  sectr:").replace("Live", "x"), encoding="utf-8")
    result = command("mapping", "check", tmp_path / "form.yaml")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines()[0].startswith("form.yaml:")
    assert "bedoelt u “sector”?" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["out.xlsx"], "out.xlsx: kies een naam op .jsonl, .ndjson, .csv, .parquet, of een map zonder punt."),
        (["out.xlsx", "--format", "pdf"], "out.xlsx: kies een naam op .jsonl, .ndjson, .csv, .parquet, of een map"),
        (["out.csv", "--format", "text"], "out.csv: kies een naam op"),
        (["out.jsonl", "--summary", "x.pdf"], "x.pdf: kies een naam op .txt, .md, .csv, .json, .html"),
        (["out.jsonl", "--workers", "0"], "--workers"),
    ],
)
def test_wrong_usage(arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that says nothing that can be written is wrong usage, and nothing is begun."""
    monkeypatch.chdir(tmp_path)
    result = command("batch", CHECKOUT / "examples", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not list(tmp_path.iterdir())


def test_without_pyarrow_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the extra is not installed, Parquet in or out is one line with the remedy; the rest works."""
    for name in {"pyarrow", *(name for name in sys.modules if name.startswith("pyarrow."))}:
        monkeypatch.setitem(sys.modules, name, None)
    (tmp_path / "in.parquet").write_bytes(b"PAR1")
    for given, output in ((CHECKOUT / "examples", "out.parquet"), (tmp_path / "in.parquet", "out.jsonl")):
        done = command("batch", given, tmp_path / output)
        assert (done.exit_code, done.stdout) == (1, "")
        assert done.stderr == "Voor Parquet is pyarrow nodig: pip install 'advisor[parquet]'.\n"
    assert command("batch", CHECKOUT / "examples", tmp_path / "out.jsonl", "--workers", "1").exit_code == 0


@pytest.mark.long
def test_a_bar_only_for_who_looks(advisor: Advisor, tmp_path: Path) -> None:
    """On a terminal standard error shows a bar that ends at all rows; elsewhere it stays empty."""
    given = written(tmp_path, profiles(advisor.edition, 20))
    ours, theirs = pty.openpty()
    arguments = ["batch", str(given), str(tmp_path / "out.jsonl"), "--workers", "1"]
    terminal = {**os.environ, "TERM": "xterm"}
    subprocess.run([ADVISOR, *arguments], stdout=subprocess.DEVNULL, stderr=theirs, check=True, env=terminal)
    os.close(theirs)
    shown = b""
    try:
        while part := os.read(ours, 4096):
            shown += part
    except OSError:
        pass
    os.close(ours)
    assert b"20/20" in shown
    assert command(*arguments).stderr == ""
