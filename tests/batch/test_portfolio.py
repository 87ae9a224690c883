"""What many advices have in common, counted again from the advices themselves."""

import csv
import io
import json
from collections import Counter
from pathlib import Path

import pytest

from advisor.advice import Advisor
from advisor.batch.portfolio import Tally
from advisor.batch.summary import FORMATS
from advisor.batch.tables import percent
from advisor.library.model import Question, Split
from advisor.library.shapes import Prose
from advisor.library.splits import class_of, classes
from tests.conftest import with_folded

from .conftest import do, profiles, written

BOTH = Prose(nl="x", en="x")


def number(kind: str, low: int, high: int) -> Question:
    return Question(text=BOTH, help=BOTH, kind=kind, range=[low, high], need="optional", changeable=False)  # type: ignore[arg-type]


def test_every_number_is_counted(advisor: Advisor, tmp_path: Path) -> None:
    """Every count in the CSV summary is what counting in the output itself gives, over all and in each class."""
    made = [*profiles(advisor.edition, 90, seed=31), {"answers": 3}]
    done = do(advisor, written(tmp_path, made), tmp_path / "out.jsonl")
    advices = [json.loads(line).get("advice") for line in (tmp_path / "out.jsonl").read_bytes().splitlines()]
    wanted: Counter[tuple[str, str, str, str]] = Counter()
    sizes: Counter[tuple[str, str]] = Counter()
    for advice in filter(None, advices):
        answers = advice["profile"]["answers"]
        count = answers.get("employee_count")
        size = "" if count is None else str(max(line for line in (1, 51, 100, 250) if line <= count))
        given = {(f["polarity"], f["id"]) for f in advice["findings"]}
        given |= {("recommendation", r["id"]) for r in with_folded(advice["recommendations"])}
        for group in (("", ""), ("sector", answers.get("sector", "")), ("employee_count", size)):
            sizes[group] += 1
            wanted.update((*group, *entry) for entry in given)
    rows = list(csv.DictReader(io.StringIO(FORMATS[".csv"](done.portfolio), newline="")))
    found = {(r["by"], r["class"], r["kind"], r["id"]): int(r["count"]) for r in rows}
    assert len(found) == len(rows)
    assert {k: n for k, n in found.items() if n} == wanted
    assert {(r["by"], r["class"]): int(r["organisations"]) for r in rows} == sizes
    assert all(float(r["share"]) == round(int(r["count"]) / int(r["organisations"]), 4) for r in rows)
    assert len({c for by, c in sizes if by == "employee_count"}) == 5
    assert (done.portfolio.organisations, done.portfolio.with_mistakes) == (90, 1)
    counts = [r["count"] for r in rows if (r["by"], r["kind"]) == ("", "weakness")]
    assert counts == sorted(counts, key=int, reverse=True)


@pytest.mark.parametrize(("language", "workers"), [("nl", 2), ("en", 1)])
def test_every_form_says_the_same(language: str, workers: int, advisor: Advisor, tmp_path: Path) -> None:
    """Text, Markdown and JSON name every entry with its count; whatever the number of workers."""
    given = written(tmp_path, profiles(advisor.edition, 40, seed=32))
    one = do(advisor, given, tmp_path / "a.jsonl", language=language, workers=1).portfolio
    two = do(advisor, given, tmp_path / "b.csv", form="csv", language=language, workers=workers).portfolio
    assert one == two
    text, markdown, data = (FORMATS[form](one) for form in (".txt", ".md", ".json"))
    assert json.loads(data)["organisations"] == 40
    for entry in one.entries:
        share = f"{entry.count} · {percent(entry.count, 40)}%"
        assert any(line.lstrip().startswith(share) and line.endswith(entry.title) for line in text.splitlines())
        assert any(line.startswith(f"| {share} |") and entry.title in line for line in markdown.splitlines())
    assert {"nl": "niet beantwoord", "en": "not answered"}[language] in markdown
    assert {"nl": "51–99", "en": "51–99"}[language] in markdown


def test_classes_of_numbers() -> None:
    """A line is where the next class starts; an unanswered question falls in no class."""
    split, question = Split(by="x", lines=[51, 100]), number("whole_number", 1, 1000)
    assert classes(split, question) == ["1", "51", "100"]
    found = [class_of(split, question, n) for n in (1, 50, 51, 99, 99.5, 100, 1000, None)]
    assert found == ["1", "1", "51", "51", "51", "100", "100", None]


def test_a_tally_survives_being_kept() -> None:
    tally = Tally.of({"organisations": {"all": 2}, "given": {"all": {"x": 1}}}, 2)
    assert Tally.of(json.loads(json.dumps(tally.plain())), 2).plain() == tally.plain()
    assert tally.given["all"]["x"] == 1


@pytest.mark.parametrize(
    ("count", "of", "shown"), [(1, 8, 13), (1, 3, 33), (2, 3, 67), (0, 3, 0), (3, 3, 100), (1, 200, 1)]
)
def test_percentages_are_rounded_half_up(count: int, of: int, shown: int) -> None:
    assert percent(count, of) == shown
