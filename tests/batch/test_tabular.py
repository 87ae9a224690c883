"""Advices as tables, in CSV and Parquet: what a spreadsheet makes of them, and never a formula."""

import csv
import io
import json
from pathlib import Path

import pytest
from pyarrow import parquet

from advisor.advice import Advisor
from advisor.batch.tabular import COLUMNS, NUMBERS
from advisor.library.cells import csv_line, defused
from tests.conftest import with_folded

from .conftest import do, profiles, written

EVIL = [
    '=HYPERLINK("http://example.org?x="&A1;"click")',
    "+31 20 1234567",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\u00a0=1+1",
    "＝1+1",
    '"=1+1',
    "a;=1+1",
    "a,=1+1",
    "a\n=1+1",
    'x"\r\n=1+1,"',
]
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@pytest.mark.parametrize("excel", [False, True])
def test_no_cell_becomes_a_formula(excel: bool, advisor: Advisor, tmp_path: Path) -> None:
    """Whatever an organisation types as its name or reference, no cell of the CSV starts as a formula does."""
    lines = [{"name": evil, "reference": evil, "answers": {"sector": "private", "adoption_rate": 5}} for evil in EVIL]
    lines += [{"name": "x", "answers": {evil: 1, "sector": evil}} for evil in EVIL]
    do(advisor, written(tmp_path, lines), tmp_path / "out.csv", form="csv", excel=excel)
    raw = (tmp_path / "out.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf") == excel
    table = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=";" if excel else ","))
    assert {int(row["row"]) for row in table} == set(range(1, 2 * len(EVIL) + 1))
    for row in table:
        assert list(row) == list(COLUMNS)
        for column, cell in row.items():
            assert column in NUMBERS or not cell.lstrip(" \u00a0").startswith(STARTS), (column, cell)
        evil = EVIL[(int(row["row"]) - 1) % len(EVIL)]
        if int(row["row"]) <= len(EVIL):
            assert row["name"] == row["reference"]
            assert row["name"].removeprefix("'") == evil
        else:
            assert row["mistakes"].startswith("/answers/")


@pytest.mark.parametrize("text", ["", "35", "Gemeente", "a=b", "3-2", "é", "'x"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert defused(text) == text


def test_numbers_stay_numbers() -> None:
    """A negative number is no formula: numbers are not texts."""
    assert csv_line((-3, "-3", None)) == "-3,'-3,\r\n"


def test_a_row_for_each_recommendation(advisor: Advisor, tmp_path: Path) -> None:
    """CSV and Parquet hold the same rows: the recommendations of each advice by rank, or one row without."""
    made = [*profiles(advisor.edition, 30, seed=8), {"answers": {}}, {"answers": 3}]
    given = written(tmp_path, made)
    for name in ("jsonl", "csv", "parquet"):
        do(advisor, given, tmp_path / f"out.{name}", form=name)
    wanted = []
    for line in (tmp_path / "out.jsonl").read_bytes().splitlines():
        out = json.loads(line)
        recommendations = out["advice"]["recommendations"] if "advice" in out else []
        under = {f["id"]: r["id"] for r in recommendations for f in r["folded"]}
        wanted += [
            (out["row"], r["rank"], r["id"], r["score"], r["verdict"], under.get(r["id"]))
            for r in with_folded(recommendations)
        ]
        wanted += [] if recommendations else [(out["row"], None, None, None, None, None)]
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = [{k: v or None for k, v in row.items()} for row in csv.DictReader(file)]
    table = parquet.read_table(tmp_path / "out.parquet").to_pylist()
    assert [
        tuple(r[c] for c in ("row", "rank", "recommendation", "score", "verdict", "under")) for r in table
    ] == wanted
    assert [{k: v if v is None else str(v) for k, v in row.items()} for row in table] == rows
    assert rows[-1]["mistakes"]
    assert rows[-2]["recommendation"] is None
    assert len(rows) > 100


# --- in ---


def as_cells(profile: dict[str, object], columns: list[str]) -> list[str]:
    """A profile as a row of CSV with a column per attribute."""
    answers = profile["answers"]
    assert isinstance(answers, dict)
    cells = []
    for column in columns:
        value = profile.get(column) if column in ("name", "reference") else answers.get(column)
        text = ";".join(value) or "[]" if isinstance(value, list) else "" if value is None else str(value)
        cells.append(text)
    return cells


@pytest.mark.parametrize(("separator", "mark", "end"), [(",", "", "\n"), (";", "\ufeff", "\r\n"), ("\t", "", "\n")])
def test_csv_in_is_as_json_in(separator: str, mark: str, end: str, advisor: Advisor, tmp_path: Path) -> None:
    """The same profiles as CSV and as JSON lines give the same advices; also decimal commas, and texts over lines."""
    made = profiles(advisor.edition, 40, seed=21)
    made[3]["name"] = 'two\nlines; "quoted", and more'
    columns = ["reference", *reversed(advisor.edition.questions), "name"]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator=end)
    writer.writerow(columns)
    for number, profile in enumerate(made):
        cells = as_cells(profile, columns)
        writer.writerow(
            [c.replace(".", ",") if c.replace(".", "").isdigit() else c for c in cells] if number % 2 else cells
        )
    (tmp_path / "in.csv").write_bytes((mark + out.getvalue()).encode())
    do(advisor, tmp_path / "in.csv", tmp_path / "a.jsonl")
    do(advisor, written(tmp_path, made), tmp_path / "b.jsonl")
    a, b = ((tmp_path / f"{x}.jsonl").read_bytes().splitlines() for x in "ab")
    assert [line.partition(b'"advice"')[2] for line in a] == [line.partition(b'"advice"')[2] for line in b]
    assert b"advice" in a[3]


def test_parquet_in_is_as_json_in(advisor: Advisor, tmp_path: Path) -> None:
    """The same profiles as Parquet and as JSON lines give the same advices."""
    import pyarrow

    made = profiles(advisor.edition, 40, seed=22)
    rows = [{"name": p["name"], "reference": p["reference"], **p["answers"]} for p in made]
    columns = ["name", "reference", *advisor.edition.questions]
    table = pyarrow.table({c: [row.get(c) for row in rows] for c in columns})
    parquet.write_table(table, tmp_path / "in.parquet")
    do(advisor, tmp_path / "in.parquet", tmp_path / "a.jsonl")
    do(advisor, written(tmp_path, made), tmp_path / "b.jsonl")
    a, b = ((tmp_path / f"{x}.jsonl").read_bytes().splitlines() for x in "ab")
    assert [line.partition(b'"advice"')[2] for line in a] == [line.partition(b'"advice"')[2] for line in b]


def test_a_bad_row_of_csv_costs_one_row(advisor: Advisor, tmp_path: Path) -> None:
    """An open quotation mark, too few or too many cells, no UTF-8, far too long: each costs its row, no other."""
    lines = [
        b"name,sector,culture_signals",
        "één,public,".encode(),
        b'"two,public,',  # never closed
        b"three,public",
        b"four,public,,",
        b"f\xefve,public,",
        b"x" * 300_000 + b",public,",
        b"seven,private,silo_behaviour;resignation",
        b'5" screens,private,[]',
        b'"nine\nlines",private,[]',
        b"ten,publik,silo",
    ]
    (tmp_path / "in.csv").write_bytes(b"\n".join(lines) + b"\n")
    done = do(advisor, tmp_path / "in.csv", tmp_path / "out.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_bytes().splitlines()]
    good = {
        r["row"]: (r["advice"]["profile"]["name"], r["advice"]["profile"]["answers"]) for r in rows if "advice" in r
    }
    assert good == {
        1: ("één", {"sector": "public"}),
        7: ("seven", {"sector": "private", "culture_signals": ["resignation", "silo_behaviour"]}),
        8: ('5" screens', {"sector": "private", "culture_signals": []}),
        9: ("nine\nlines", {"sector": "private", "culture_signals": []}),
    }
    assert (done.rows, done.with_mistakes) == (10, 6)
    told = {r["row"]: [m["what"] for m in r["mistakes"]] for r in rows if "mistakes" in r}
    assert told == {
        2: ["Een aanhalingsteken wordt niet gesloten."],
        3: ["De rij heeft 2 cellen, de eerste regel heeft er 3."],
        4: ["De rij heeft 4 cellen, de eerste regel heeft er 3."],
        5: ["De tekst is geen UTF-8."],
        6: ["De tekst is groter dan 256 KiB."],
        10: ["“publik” is geen mogelijk antwoord.", "“silo” is geen mogelijk antwoord."],
    }
