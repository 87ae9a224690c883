"""Tables as spreadsheets write them: time in step with size, the encodings of Excel, blank rows aside."""

import io
import math
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.budget import Budget, NobodyWaitsError, limited
from advisor.intake import parquet
from advisor.intake.charset import encoding_of
from advisor.intake.conversion import FEW, convert
from advisor.intake.mapping import read_mapping
from advisor.intake.parquet import IntakeError
from advisor.intake.remarks import Remarks
from advisor.intake.rows import Row, profile_of, rows
from advisor.intake.tables import MAX_LINES, Table, TableLine
from advisor.library.edition import Edition
from advisor.phrases import written
from advisor.stages.mistakes import MAX_MISTAKES, ProfileError
from tests.conftest import CHECKOUT

FORMS = CHECKOUT / "examples" / "forms"
HEADER = "name,sector,employee_count\n"


def file_of(folder: Path, content: str | bytes, name: str = "in.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read(folder: Path, content: str | bytes, edition: Edition, remarks: Remarks | None = None) -> list[Row]:
    return list(rows(file_of(folder, content), edition, "en", None, remarks))


def mistakes(found: list[Row], edition: Edition) -> Iterator[str]:
    for row in found:
        try:
            profile_of(row, edition, "en")
        except ProfileError as error:
            yield from (f"{row.place} {mistake.what}" for mistake in error.mistakes)


# --- time ---


@pytest.mark.parametrize(
    "line",
    [
        '"abc,public\n',
        '"\n',
        *(
            pytest.param(line, marks=pytest.mark.long)
            for line in ('a","b\n', ',"x\n', '"",""a\n', '"a""\n', f'a","{"x" * 250}\n')
        ),
    ],
)
def test_a_megabyte_of_open_quotes_is_read_in_two_seconds(line: str, edition: Edition, tmp_path: Path) -> None:
    """Whatever quotation marks stand where, no line is read again and again, and each mistake is named."""
    size = 1_000_000 if len(line) > 10 else 100_000
    path = file_of(tmp_path, HEADER + line * (size // len(line)))
    before = time.process_time()
    told = list(mistakes(list(rows(path, edition, "en")), edition))
    assert time.process_time() - before < 2 * 3  # a slow machine may take three times as long
    assert len(told) >= size // len(line) // 2
    assert told[0].startswith("in.csv:2 ")


def test_every_line_is_parsed_at_most_twice(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted: as the beginning of a row once, as what goes on in one once, but for the header."""
    lines = 0
    whole = Table._going_on

    def counting(table: Table, *arguments: object) -> Iterator[str]:
        nonlocal lines
        for text in whole(table, *arguments):  # type: ignore[arg-type]
            lines += 1
            yield text

    monkeypatch.setattr(Table, "_going_on", counting)
    for line in ('"abc,public\n', 'a","b\n', '"\n', 'a,"b\n\n'):
        lines = 0
        table = Table(io.BytesIO(HEADER.encode() + line.encode() * 5_000), set(edition.questions))
        lines = 0
        assert list(table.rows())
        assert lines <= 2 * line.count("\n") * 5_000


def test_rows_can_be_left_at_any_moment(edition: Edition, tmp_path: Path) -> None:
    """Who takes one row of many reads no more than that, and the file is closed with the rows."""
    path = file_of(tmp_path, HEADER + "a,public,3\n" * 200_000)
    before = time.process_time()
    found = rows(path, edition, "en")
    assert next(found).place == "in.csv:2"
    found.close()  # type: ignore[attr-defined]
    assert time.process_time() - before < 1
    assert list(found) == []


def test_thousands_of_unknown_columns(edition: Edition, tmp_path: Path) -> None:
    """20,000 columns that mean nothing are one mistake, which names as many as are told, within two seconds."""
    path = file_of(tmp_path, ",".join(f"sectr{n}" for n in range(20_000)) + "\n")
    before = time.process_time()
    with pytest.raises(IntakeError) as refused:
        rows(path, edition, "en")
    assert time.process_time() - before < 2 * 3
    (line,) = refused.value.lines
    assert line.startswith("in.csv: 20\u00a0000 attributes do not exist: “sectr0”, “sectr1”, ")
    assert line.count("“") == MAX_MISTAKES
    assert f"“sectr{MAX_MISTAKES - 1}” and {written(20_000 - MAX_MISTAKES, 'en', grouped=True)} others." in line


@pytest.mark.parametrize("strange", [1, FEW, FEW + 1, 40])
@pytest.mark.parametrize("form", ["own", "columns", "record"])
def test_columns_that_mean_nothing(edition: Edition, tmp_path: Path, strange: int, form: str) -> None:
    """A few are told one by one, with what they look like; more in one line that names them all, at every door."""
    names = [f"sectr{n}" for n in range(strange)]
    (tmp_path / "m.yaml").write_text(
        "form: {nl: A, en: A}\nreads: columns\nanswers:\n  employee_count:\n    field: sector\n", encoding="utf-8"
    )
    foreign = None if form == "own" else read_mapping(tmp_path / "m.yaml", edition)
    with pytest.raises((IntakeError, ProfileError)) as refused:
        if form == "record" and foreign is not None:
            convert(dict.fromkeys(names, "1"), foreign, edition, "en")
        rows(file_of(tmp_path, ",".join(["sector", *names]) + "\n"), edition, "en", foreign)
    error = refused.value
    told = error.lines if isinstance(error, IntakeError) else [mistake.sentence("en") for mistake in error.mistakes]
    assert len(told) == (strange if strange <= FEW else 1)
    assert all(any(f"“{name}”" in line for line in told) for name in names)
    assert ["Did you mean “sector”?" in line for line in told] == [strange <= FEW] * len(told)


# --- rows over lines ---


def lines_of(text: str, known: set[str]) -> list[TableLine]:
    return list(Table(io.BytesIO(text.encode()), known).rows())


@given(st.lists(st.lists(st.text('ab"\n, é', max_size=6), min_size=3, max_size=3), max_size=12))
def test_what_the_csv_module_writes_is_read_back(table: list[list[str]]) -> None:
    """Any cells, with quotation marks, line breaks and commas, come back as they were written."""
    import csv

    out = io.StringIO()
    csv.writer(out).writerows([["a", "b", "c"], *table])
    assert [line.cells for line in lines_of(out.getvalue(), {"a", "b", "c"})] == table


def test_a_quotation_mark_that_is_never_closed_costs_its_row() -> None:
    """Before, after and within rows over several lines, and further than a row may go on."""
    far = "x,1\n" * (MAX_LINES + 10)
    text = f'a,b\n"open,1\n"two\nlines",2\n{far}last,"\n'
    found = lines_of(text, {"a", "b"})
    assert [(line.number, line.cells, line.fault) for line in found[:2]] == [
        (2, [], "open_quote"),
        (3, ["two\nlines", "2"], None),
    ]
    assert {tuple(line.cells) for line in found[2:-1]} == {("x", "1")}
    assert found[-1].fault == "open_quote"
    assert len(found) == MAX_LINES + 13


# --- encodings ---

TABLE = "name;sector;employee_count\r\nCafé Zoë;public;35\r\nBakker – ’t Hoekje;private;7\r\n"


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_encodings_of_excel(encoding: str, end: str, edition: Edition, tmp_path: Path) -> None:
    """What Excel writes is read, with the line ends of Windows, Unix and the old Macintosh."""
    raw = TABLE.replace("\r\n", end).encode(encoding)
    found = read(tmp_path, (b"\xfe\xff" + raw) if encoding == "utf-16-be" else raw, edition)
    profiles = [profile_of(row, edition, "en") for row in found]
    assert [profile.name for profile in profiles] == ["Café Zoë", "Bakker – ’t Hoekje"]
    assert profiles[0].answers == {"sector": "public", "employee_count": 35}
    assert [row.place for row in found] == ["in.csv:2", "in.csv:3"]


def test_excel_unicode_text(edition: Edition, tmp_path: Path) -> None:
    """“Unicode text” of Excel: UTF-16 with tabs, in a file that ends in .txt."""
    path = file_of(tmp_path, TABLE.replace(";", "\t").encode("utf-16"), "in.txt")
    remarks = Remarks()
    assert len(list(rows(path, edition, "en", None, remarks))) == 2
    assert remarks.lines("en") == ["Read as UTF-16."]


@pytest.mark.parametrize("encoding", ["cp850", "mac_roman", "cp1250", "cp1251", "cp1253"])
@pytest.mark.parametrize(
    "name", ["Café Zoë", "Łódź", "Škoda", "Málaga", "Één", "Москва", "Αθήνα", "ëen", "Voilà, München"]
)
def test_no_other_old_encoding_is_taken_for_windows(encoding: str, name: str, edition: Edition, tmp_path: Path) -> None:
    """What is read is what was written; else the row is refused with what to do. Never another letter, silently."""
    try:
        raw = f"{HEADER}{name},public,3\nplain,private,4\n".encode(encoding)
    except UnicodeEncodeError:
        return
    first, second = read(tmp_path, raw, edition)
    assert profile_of(second, edition, "en").name == "plain"
    if isinstance(first.content, dict):
        assert first.content["name"] == name
    else:
        (sentence,) = [m.sentence("en") for m in first.content]  # type: ignore[union-attr]
        assert sentence == "/: The text is not UTF-8. Expected: a file saved in Excel as “CSV UTF-8”."


def test_utf_8_with_one_wrong_byte_is_no_windows(edition: Edition, tmp_path: Path) -> None:
    found = read(tmp_path, f"{HEADER}één,public,3\n".encode() + b"tw\xeb,public,3\n", edition)
    assert [isinstance(row.content, dict) for row in found] == [True, False]


def test_a_header_that_cannot_be_read_names_the_remedy(edition: Edition, tmp_path: Path) -> None:
    with pytest.raises(IntakeError) as refused:
        rows(file_of(tmp_path, "naam\x82,sector\n".encode("latin-1")), edition, "nl")
    assert str(refused.value).endswith("Verwacht: een bestand dat in Excel is bewaard als “CSV UTF-8”.")


@pytest.mark.parametrize(
    ("declared", "raw"), [("windows-1252", "Łx".encode("cp1250")), ("utf-16", "é".encode("utf-16"))]
)
def test_what_is_declared_holds(declared: str, raw: bytes) -> None:
    assert encoding_of(io.BytesIO(raw), declared).startswith(declared)  # type: ignore[arg-type]


# --- rows passed over ---


def test_blank_rows_are_passed_over_and_counted(edition: Edition, tmp_path: Path) -> None:
    """Rows of separators and spaces, of any length, are no organisations; the numbers of the rows go on."""
    remarks = Remarks()
    found = read(tmp_path, f"{HEADER}a,public,3\n,,\n\n ,\u00a0,\n,,,,,\nb,private,4\n", edition, remarks)
    assert [(row.number, row.place) for row in found] == [(1, "in.csv:2"), (2, "in.csv:7")]
    assert remarks.lines("en") == ["3 blank rows skipped."]


def test_a_row_of_nothing_is_blank() -> None:
    """Nothing is no text, no value, or the NaN of a table that has numbers; zero and no are answers."""
    remarks = Remarks()
    assert remarks.passes_over({"a": None, "b": math.nan, "c": " \u00a0"})
    assert not any(remarks.passes_over({"a": cell}) for cell in (0, False, "0", []))
    assert remarks.blank == 1


def test_a_reference_that_stands_twice_is_reported(edition: Edition, tmp_path: Path) -> None:
    """Each time with both places, a few by name; no reference at all is no reference twice."""
    remarks = Remarks()
    cells = ["k1", "", "k1", "k2", " k1 ", "", *(["k9"] * 10)]
    read(tmp_path, "reference,sector\n" + "".join(f"{cell},public\n" for cell in cells), edition, remarks)
    assert remarks.lines("en") == [
        "The reference “k1” occurs twice: in.csv:2 and in.csv:4.",
        "The reference “k1” occurs twice: in.csv:2 and in.csv:6.",
        *(f"The reference “k9” occurs twice: in.csv:8 and in.csv:{line}." for line in (9, 10, 11)),
        "6 more repeated references.",
    ]


@pytest.mark.parametrize("folder", [False, True], ids=["lines", "folder"])
def test_a_reference_that_stands_twice_in_json_is_reported(folder: bool, edition: Edition, tmp_path: Path) -> None:
    """In JSON lines and in a folder as in a table; what is no reference, or no JSON, is none that stands twice."""
    texts = ['{"reference": "k1"}', "{", "{", "[]", '{"reference": null}', '{"reference": null}', '{"reference": "k1"}']
    if folder:
        for number, text in enumerate(texts, 1):
            (tmp_path / f"{number}.json").write_text(text)
    else:
        file_of(tmp_path, "\n".join(texts), "in.jsonl")
    remarks = Remarks()
    found = list(rows(tmp_path if folder else tmp_path / "in.jsonl", edition, "en", None, remarks))
    first, last = ("1.json", "7.json") if folder else ("in.jsonl:1", "in.jsonl:7")
    assert [row.content for row in found] == [text.encode() for text in texts]
    assert remarks.lines("en") == [f"The reference “k1” occurs twice: {first} and {last}."]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("in.csv", HEADER + "\n" * 1_000),
        ("in.csv", HEADER + ",,\n" * 1_000),
        ("in.jsonl", "\n" * 1_000),
        ("in.parquet", None),
    ],
)
def test_rows_that_are_passed_over_end_with_the_budget(
    name: str, content: str | None, edition: Edition, tmp_path: Path
) -> None:
    """Among rows that give nothing there is no next one to stop at: the reader itself looks whether somebody waits."""
    path = tmp_path / name
    if content is None:
        parquet.write(path, ["sector"], [], ([None] for _ in range(1_000)))
    else:
        file_of(tmp_path, content, name)
    assert list(rows(path, edition, "en")) == []
    found = rows(path, edition, "en")
    budget = Budget(60)
    budget.cancel()
    with limited(budget), pytest.raises(NobodyWaitsError):
        next(found)


def test_responses_of_a_form_in_json_end_with_the_budget(edition: Edition) -> None:
    """The same for the responses in one text of JSON, before any is told to be left out."""
    found = rows(FORMS / "typeform.json", edition, "en", read_mapping(FORMS / "typeform.yaml", edition))
    budget = Budget(60)
    budget.cancel()
    with limited(budget), pytest.raises(NobodyWaitsError):
        next(found)


def test_a_spreadsheet_is_refused_with_what_to_do(edition: Edition, tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match="Save it in Excel as “CSV UTF-8”"):
        rows(file_of(tmp_path, b"PK", "in.xlsx"), edition, "en")
