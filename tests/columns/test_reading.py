"""Blocks of answers, held to the reader of rows: the same profiles, the same mistakes, whatever the columns hold."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow
from pyarrow import parquet as pq

from advisor.columns import reading
from advisor.columns.coding import codings, lines
from advisor.columns.reading import Met, blocks
from advisor.intake.remarks import Remarks
from advisor.intake.rows import profile_of, rows
from advisor.library.edition import Edition
from advisor.stages.mistakes import ProfileError
from tests.batch.conftest import profiles, written
from tests.conftest import CHECKOUT

STRANGE: Sequence[Mapping[str, Any]] = (
    {"sector": "publik"},
    {"sector": "  public  ", "name": "x" * 201},
    {"name": "Only a name"},
    {"name": "   "},
    {},
    {"culture_signals": "resignation; status_quo_guarded;resignation"},
    {"culture_signals": "[]", "adoption_rate": 101.0},
    {"adoption_rate": 91.99996},
    {"reference": "a\0b"},
    {"adoption_rate": 91.99994},
    {"adoption_rate": 37.123456},
    {"adoption_rate": float("nan"), "sector": "private"},
    {"employee_count": 0},
    {"employee_count": 51, "adoption_rate:confidence": "measured", "adoption_rate:note": "n" * 1001},
    {"employee_count": 51, "adoption_rate:confidence": "sure"},
    {"employee_count": 51, "adoption_rate:confidence": " ", "adoption_rate:evidence": "report"},
    {"country": "belgium" * 200},
)
TYPES = {"employee_count": pyarrow.int64(), "adoption_rate": pyarrow.float64()}


def table(cells: Sequence[Mapping[str, Any]], types: Mapping[str, pyarrow.DataType] = TYPES) -> pyarrow.Table:
    """Rows as a table with a column for whatever any of them has."""
    names = sorted({name for row in cells for name in row})
    columns = {name: [row.get(name) for row in cells] for name in names}
    return pyarrow.table({f" {n}": pyarrow.array(c, types.get(n, pyarrow.string())) for n, c in columns.items()})


def hold(path: Path, edition: Edition, most: int = 7) -> tuple[int, int]:
    """Both readers must say the same of an input; how many profiles and how many mistaken rows."""
    found, met = codings(edition, lines([edition])), Met()
    remarks, wanted, told = Remarks(), [], []
    for row in rows(path, edition, "en", None, remarks):
        try:
            wanted.append(profile_of(row, edition, "en").answers)
        except ProfileError as error:
            told.append([f"{row.place}{mistake.sentence('en')}" for mistake in error.mistakes[: reading.EACH]])
    at = 0
    for block in blocks(path, edition, found, "en", None, met, most):
        for row in range(block.rows):
            codes = {name: int(codes[row]) for name, codes in block.codes.items() if codes[row]}
            assert codes == {name: found[name].code(answer) for name, answer in wanted[at].items()}
            at += 1
    assert at == len(wanted)
    assert met.with_mistakes == len(told)
    assert met.told == [sentence for sentences in told for sentence in sentences][: reading.TOLD]
    assert met.remarks.blank == remarks.blank
    return at, len(told)


def test_a_table_by_the_column_is_the_table_by_the_row(edition: Edition, tmp_path: Path) -> None:
    """With mistakes, blanks, notes, long texts, numbers that are rounded onto a line, in columns of many types."""
    ordinary: Sequence[Mapping[str, Any]] = ({"sector": "public", "adoption_rate": 92.0, "employee_count": 4},) * 3
    whole = table([*STRANGE, *ordinary, *STRANGE])
    pq.write_table(whole, tmp_path / "whole.parquet", row_group_size=7)
    assert hold(tmp_path / "whole.parquet", edition) == (15, 18)
    texts = [{name: str(cell) for name, cell in row.items()} for row in (*ordinary, *STRANGE)]
    pq.write_table(table(texts, {}), tmp_path / "texts.parquet")
    assert hold(tmp_path / "texts.parquet", edition) == (8, 10)
    others = pyarrow.table(
        {
            "culture_signals": [["resignation"], [], None, ["x"], None],
            "workload_pressure": pyarrow.array([1, 5, 6, None, None], pyarrow.int8()),
            "sector": pyarrow.array(["public", None, "private", None, "x"]).dictionary_encode(),
            "country": [True, None, None, None, None],
            "name": [1, 2, 3, None, None],
        }
    )
    pq.write_table(others, tmp_path / "others.parquet")
    assert hold(tmp_path / "others.parquet", edition) == (1, 4)


def test_every_kind_of_input_is_read(edition: Edition, tmp_path: Path) -> None:
    """JSON lines, a folder and CSV as well, in blocks of any size."""
    lines_ = written(tmp_path, [*profiles(edition, 30, seed=5), b"{", {"answers": {"sector": "publik"}}])
    assert hold(lines_, edition, 7) == hold(lines_, edition, 1) == hold(lines_, edition, 99) == (30, 2)
    assert hold(CHECKOUT / "examples", edition) == (7, 0)
    (tmp_path / "t.csv").write_text("reference,sector\na,public\n,\nb,publik\nc\n", encoding="utf-8")
    assert hold(tmp_path / "t.csv", edition) == (1, 2)
