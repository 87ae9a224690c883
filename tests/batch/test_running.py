"""A batch gives what single runs give, byte for byte and in order; what is wrong with a row costs that row."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from advisor.advice import Advisor
from advisor.batch.running import BatchError
from advisor.cli import main
from advisor.intake.parquet import IntakeError
from tests.conftest import CHECKOUT

from .conftest import advice_in, do, profiles, single, written

ADVISOR = str(Path(sys.executable).parent / "advisor")


@pytest.mark.parametrize("count", [15, pytest.param(500, marks=pytest.mark.long)])
def test_a_batch_equals_single_runs(count: int, advisor: Advisor, tmp_path: Path) -> None:
    """Every line of a batch over two processes holds the very bytes of the single run of its profile, in order."""
    made = profiles(advisor.edition, count)
    given = written(tmp_path, made)
    done = do(advisor, given, tmp_path / "out.jsonl", workers=2)
    assert (done.rows, done.with_mistakes, done.portfolio.organisations) == (count, 0, count)
    met = set()
    with given.open("rb") as profiles_in, (tmp_path / "out.jsonl").open("rb") as lines:
        for number, (raw, line) in enumerate(zip(profiles_in, lines, strict=True), 1):
            assert line.startswith(b'{"row":%d,"place":"in.jsonl:%d",' % (number, number))
            advice = advice_in(line)
            assert advice == single(raw, advisor), number
            met.add(advice)
    assert len(met) > 0.9 * count
    assert {p.name for p in tmp_path.iterdir()} == {"in.jsonl", "out.jsonl"}
    (tmp_path / "out.jsonl").unlink()  # hundreds of megabytes when it is long


@pytest.mark.long
def test_a_line_is_what_the_command_writes(tmp_path: Path) -> None:
    """A batch and a single run as two processes: the advice in the line is the file of the single run."""
    example = CHECKOUT / "examples" / "ghent-crm.json"
    subprocess.run([ADVISOR, "batch", str(example), str(tmp_path / "out.jsonl"), "--lang", "en"], check=True)
    alone = subprocess.run(
        [ADVISOR, "advise", str(example), "--lang", "en", "--format", "json"], capture_output=True, check=True
    )
    assert advice_in((tmp_path / "out.jsonl").read_bytes()) == alone.stdout


BAD = [
    b"{",
    b"[1, 2]",
    b'{"answers": {"sector": "publik", "adoption_rate": 200}}',
    b'{"name": "\xff", "answers": {}}',
    b'{"answers": {}, "answers": {}}',
    b'{"name": "' + b"x" * 300_000 + b'", "answers": {}}',
    b"[" * 5_000,
]


@pytest.mark.long
@pytest.mark.parametrize("workers", [1, 2])
def test_a_bad_row_costs_one_row(workers: int, advisor: Advisor, tmp_path: Path) -> None:
    """Bad rows anywhere between good ones come out as rows with their mistakes; every other row is as without them."""
    good = [json.dumps(p).encode() for p in profiles(advisor.edition, 20, seed=5)]
    lines = [*good, *BAD]
    random.Random(3).shuffle(lines)
    given = written(tmp_path, lines)
    done = do(advisor, given, tmp_path / "out.jsonl", workers=workers)
    assert (done.rows, done.with_mistakes) == (27, 7)
    found = (tmp_path / "out.jsonl").read_bytes().splitlines(keepends=True)
    assert len(found) == len(lines)
    for number, (line, raw) in enumerate(zip(found, lines, strict=True), 1):
        if raw in BAD:
            told = json.loads(line)
            assert list(told) == ["row", "place", "mistakes"]
            assert told["row"] == number
            assert told["mistakes"]
            assert all(list(m) == ["pointer", "what", "expected", "nearest"] for m in told["mistakes"])
        else:
            assert advice_in(line) == single(raw, advisor)
    wrong = json.loads(found[lines.index(BAD[2])])["mistakes"]
    assert [m["pointer"] for m in wrong] == ["/answers/sector", "/answers/adoption_rate"]
    assert wrong[0]["nearest"] == "public"


def test_blank_lines_and_a_last_line_without_an_end(advisor: Advisor, tmp_path: Path) -> None:
    """Blank lines are no rows; a byte order mark, Windows line ends and a missing last line end do no harm."""
    raw = b'\xef\xbb\xbf{"answers":{"sector":"public"}}\r\n\r\n  \n{"answers":{}}'
    (tmp_path / "in.jsonl").write_bytes(raw)
    assert do(advisor, tmp_path / "in.jsonl", tmp_path / "out.jsonl").rows == 2
    lines = (tmp_path / "out.jsonl").read_bytes().splitlines(keepends=True)
    assert [json.loads(line)["place"] for line in lines] == ["in.jsonl:1", "in.jsonl:4"]
    assert advice_in(lines[0]) == single(b'{"answers":{"sector":"public"}}', advisor)


def test_a_folder_in_name_order(advisor: Advisor, tmp_path: Path) -> None:
    """A folder gives its .json files by name; other files and folders are left alone."""
    folder = tmp_path / "in"
    (folder / "inner.json").mkdir(parents=True)
    made = dict(zip(["b.json", "a.json", "C.JSON", "z é.json"], profiles(advisor.edition, 4), strict=True))
    for name, profile in made.items():
        (folder / name).write_text(json.dumps(profile), encoding="utf-8")
    (folder / "note.txt").write_text("no profile", encoding="utf-8")
    assert do(advisor, folder, tmp_path / "out.jsonl").rows == 4
    lines = (tmp_path / "out.jsonl").read_bytes().splitlines(keepends=True)
    assert [json.loads(line)["place"] for line in lines] == sorted(made)
    for line, name in zip(lines, sorted(made), strict=True):
        assert advice_in(line) == single(json.dumps(made[name]).encode(), advisor)


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_a_report_for_each(form: str, advisor: Advisor, tmp_path: Path) -> None:
    """A folder of reports: each all that `advisor advise` says, named by row and reference; mistakes in a file too."""
    lines: list[bytes | dict[str, object]] = [*profiles(advisor.edition, 3), b"{"]
    lines[1] = {**lines[1], "reference": "../../etc/passwd\n"}  # type: ignore[dict-item]
    do(advisor, written(tmp_path, lines), tmp_path / "reports", form=form)
    ending = {"text": "txt", "markdown": "md", "json": "json"}[form]
    bad = "json" if form == "json" else "txt"
    names = [f"000001-r-0.{ending}", f"000002-etc-passwd.{ending}", f"000003-r-2.{ending}", f"000004.mistakes.{bad}"]
    assert sorted(p.name for p in (tmp_path / "reports").iterdir()) == names
    for number in (1, 3):
        (tmp_path / "one.json").write_text(json.dumps(lines[number - 1]), encoding="utf-8")
        arguments = ["advise", str(tmp_path / "one.json"), "--format", form, *["--full"] * (form == "text")]
        alone = CliRunner().invoke(main, arguments)
        assert alone.exit_code == 0
        assert (tmp_path / "reports" / names[number - 1]).read_bytes() == alone.stdout_bytes
    assert b"JSON" in (tmp_path / "reports" / names[3]).read_bytes()


NASTY = [
    "..",
    "../..",
    "/etc/passwd",
    "a/../../b",
    "C:\\x",
    "con",
    "-rf",
    "a\x00b"[:1],
    "\u202egpj.exe",
    "x" * 200,
    "..%2f",
    ".",
]


def test_no_reference_leads_out_of_the_folder(advisor: Advisor, tmp_path: Path) -> None:
    """Whatever a reference says, its report is a plain name in the folder, and nothing is written anywhere else."""
    lines = [{"reference": r, "answers": {}} for r in NASTY]
    (tmp_path / "deep").mkdir()
    do(advisor, written(tmp_path, lines), tmp_path / "deep" / "reports", form="text")
    found = sorted(p.name for p in (tmp_path / "deep" / "reports").iterdir())
    assert len(found) == len(NASTY)
    for number, name in enumerate(found, 1):
        assert name.startswith(f"{number:06}")
        assert set(name) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.")
        assert name.count(".") == 1
        assert len(name) < 80
    assert {p.name for p in tmp_path.iterdir()} == {"in.jsonl", "deep"}
    assert [p.name for p in (tmp_path / "deep").iterdir()] == ["reports"]


@pytest.mark.long
@pytest.mark.parametrize("rows", [30])
def test_memory_stays_flat(advisor: Advisor, tmp_path: Path, rows: int) -> None:
    """Twelve times as many rows do not need more memory: rows stream through."""

    def peak(count: int) -> int:
        given = written(tmp_path, (p for p in profiles(advisor.edition, rows) * (count // rows)), f"{count}.jsonl")
        code = (
            "import resource, sys; from advisor.cli import main\n"
            "try: main(sys.argv[1:])\n"
            "except SystemExit: pass\n"
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
        )
        out = tmp_path / f"{count}.out.jsonl"
        arguments = [sys.executable, "-c", code, "batch", str(given), str(out), "--workers", "1"]
        return int(subprocess.run(arguments, capture_output=True, text=True, check=True).stdout.split()[-1])

    few, many = peak(rows), peak(12 * rows)
    assert many < few * 1.1, (few, many)


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("in.xlsx", b"PK", "in.xlsx: een rekenblad wordt niet gelezen. Bewaar het in Excel als “CSV UTF-8”"),
        ("in.docx", b"PK", "in.docx: dit soort bestand wordt niet gelezen."),
        ("in.csv", b"", "in.csv: De eerste regel noemt geen kolommen."),
        ("in.csv", b"sector,secto\n", "in.csv: Het kenmerk “secto” bestaat niet. Bedoelt u “sector”?"),
        ("in.csv", b"sector,sector\n", "in.csv: Het veld “sector” staat er twee keer."),
        ("in.parquet", b"PAR0", "in.parquet: dit is geen Parquet."),
    ],
)
def test_an_input_that_cannot_be_read(name: str, raw: bytes, said: str, advisor: Advisor, tmp_path: Path) -> None:
    """What is wrong with the whole input is told before anything is written."""
    (tmp_path / name).write_bytes(raw)
    with pytest.raises(IntakeError) as refused:
        do(advisor, tmp_path / name, tmp_path / "out.jsonl")
    assert refused.value.lines[0].startswith(said)
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_an_output_that_is_somebody_elses(advisor: Advisor, tmp_path: Path) -> None:
    """A folder with files in it, and a .partial that no batch began, are left as they are."""
    given = written(tmp_path, profiles(advisor.edition, 2))
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(BatchError, match="niet leeg"):
        do(advisor, given, tmp_path / "full", form="text")
    (tmp_path / "out.jsonl.partial").write_text("mine", encoding="utf-8")
    with pytest.raises(BatchError, match=r"out\.jsonl\.partial"):
        do(advisor, given, tmp_path / "out.jsonl", restart=True)
    assert (tmp_path / "full" / "mine.txt").read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "out.jsonl.partial").read_text(encoding="utf-8") == "mine"


@pytest.mark.long
def test_nothing_of_this_is_loaded_by_advise() -> None:
    """`advisor advise` loads neither the batch nor the intake, nor what they need."""
    code = (
        "import sys; from advisor.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    example = str(CHECKOUT / "examples" / "ghent-crm.json")
    done = subprocess.run([sys.executable, "-c", code, "advise", example], capture_output=True, text=True, check=True)
    loaded = set(done.stderr.split())
    assert "advisor.advice" in loaded
    assert not {m for m in loaded if m.startswith(("advisor.batch", "advisor.intake", "pyarrow", "multiprocessing"))}
