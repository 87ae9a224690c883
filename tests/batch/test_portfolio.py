"""What many advices have in common, counted again from the advices themselves."""

import csv
import io
import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from advisor.advice import Advisor
from advisor.batch.portfolio import Tally
from advisor.batch.summary import FORMATS
from advisor.batch.tables import percent
from advisor.library.model import Question, Split
from advisor.library.shapes import Prose
from advisor.library.splits import class_of, classes
from advisor.library.wording import LANGUAGES, Language
from advisor.phrases import say
from tests.conftest import with_folded

from .conftest import do, profiles, written

BOTH = Prose(nl="x", en="x")


def number(kind: str, low: int, high: int) -> Question:
    return Question(text=BOTH, help=BOTH, kind=kind, range=[low, high], need="optional", changeable=False)  # type: ignore[arg-type]


def test_every_number_is_counted(advisor: Advisor, tmp_path: Path) -> None:
    """Every count in the CSV is what counting in the output gives, over all and in each class; none is small."""
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
    alone = {(r["by"], r["class"]) for r in rows}

    def total(counts: Mapping[tuple[str, ...], int], by: str, name: str, *entry: str) -> int:
        """The count of a class that is shown; of “*”, that of all others of its split."""
        others = [key for key in sizes if key[0] == by and key not in alone]
        return sum(counts.get((*key, *entry), 0) for key in (others if name == "*" else [(by, name)]))

    found = {(r["by"], r["class"], r["kind"], r["id"]): r["count"] for r in rows}
    assert len(found) == len(rows)
    shown = {key: int(count) for key, count in found.items() if count}
    assert len(shown) > 100
    assert shown == {key: total(wanted, *key) for key in shown}
    assert all(4 <= n <= total(sizes, *key[:2]) - 4 for key, n in shown.items())
    assert {e[2:] for e in found} == {e[2:] for e, n in wanted.items() if e[0] == "" and 4 <= n <= 86}
    assert {(r["by"], r["class"]): int(r["organisations"]) for r in rows} == {key: total(sizes, *key) for key in alone}
    assert all(float(r["share"]) == round(int(r["count"]) / int(r["organisations"]), 4) for r in rows if r["count"])
    assert all(r["share"] == "" for r in rows if not r["count"])
    assert len({c for by, c in sizes if by == "employee_count"}) == 5
    assert (done.portfolio.organisations, done.portfolio.with_mistakes) == (90, None)
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


@pytest.mark.parametrize("language", LANGUAGES)
def test_too_few_organisations_say_so(language: Language, advisor: Advisor, tmp_path: Path) -> None:
    """Of three nothing can be shown without pointing at one: every form says that, and no list stands empty."""
    few = do(advisor, written(tmp_path, profiles(advisor.edition, 3, seed=32)), tmp_path / "a.jsonl", language=language)
    many = do(advisor, written(tmp_path, profiles(advisor.edition, 40, seed=32)), tmp_path / "b.jsonl")
    said = say("portfolio_nothing_left", language)
    for form in (".txt", ".md", ".html"):
        assert said in " ".join(FORMATS[form](few.portfolio).split())
        assert said not in " ".join(FORMATS[form](many.portfolio).split())


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
