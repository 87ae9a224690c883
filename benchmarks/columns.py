"""Verdicts by the column: beside ZEN and CLIPS, beside reading the same profiles from Parquet, and as both grow.

usage: python -m benchmarks.columns [--rounds N] [--passes N] [--rows 10000,100000,...] [--sizes 12,120,...]

ZEN and CLIPS are in the group bench; without them their rows are left out.
"""

import argparse
import importlib.util
import platform
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow
from pyarrow import parquet as pq

from advisor.advice import open_advisor
from advisor.batch.population import portfolio_of
from advisor.columns.coding import Coding, codings, lines
from advisor.columns.conditions import Nodes, sheet
from advisor.columns.judging import ROOM, ROWS, Block, judge
from advisor.columns.reading import Met, blocks
from advisor.library.conditions import Compare, Facts, Value, atoms, evaluate
from advisor.library.edition import Edition
from advisor.library.model import Question
from advisor.stages.clauses import EngineRule
from advisor.stages.sampling import sample_answers

from .evaluators import MISSING, PACKAGES, SEED, Base, Build, Engine, peers, shipped, synthetic
from .evaluators import OURS as BY_PROFILE
from .measuring import Series, Work, table, take_turns
from .synthetic import CHOICES, NUMBERS, PERCENTAGES, SEVERAL, SIZES

GROWING = (10_000, 100_000, 1_000_000)
SAMPLED = (
    20_000  # profiles that are drawn; more rows than that repeat them column by column, each in an order of its own
)
FIRST = 5
BESIDE = 200_000  # rows that are read from Parquet, and judged, in turns
IN_TURN = 200  # profiles that an engine takes in one turn
NONE: Mapping[str, Work] = {}


class Columns:
    """Conditions over a block, as the rules of an engine: where each is certain, and where possible."""

    def __init__(
        self, rules: Sequence[EngineRule], profiles: Sequence[Facts], questions: Mapping[str, Question]
    ) -> None:
        nodes = Nodes()
        self._nodes = [nodes.of(rule.condition) for rule in rules]
        drawn: dict[str, set[int | float]] = {name: set(q.range or ()) for name, q in questions.items()}
        for rule in rules:
            for _, atom in atoms(rule.condition):
                if isinstance(atom, Compare) and isinstance(atom.value, int | float) and atom.name in drawn:
                    drawn[atom.name].add(atom.value)
        self._codings = {name: Coding(q, sorted(drawn[name])) for name, q in questions.items()}
        self.rows = min(ROWS, ROOM * 8 // (2 * len(nodes)))  # as `Judge.rows`
        self._codes = {
            name: np.resize(np.array([coding.code(facts.get(name)) for facts in profiles], np.int32), self.rows)
            for name, coding in self._codings.items()
        }
        self._rules = rules

    def run(self, rows: int) -> list[Any]:
        """The truths of every condition in so many rows."""
        known = sheet(rows, {name: codes[:rows] for name, codes in self._codes.items()}, self._codings)
        return [known.truths(node) for node in self._nodes]

    def demand(self, profiles: Sequence[Facts]) -> None:
        """Stop when a row says something else than the conditions mean."""
        truths = self.run(len(profiles))
        for rule, found in zip(self._rules, truths, strict=True):
            true, false = (np.unpackbits(plane, count=len(profiles)) for plane in (found.true, found.false))
            wanted = [evaluate(rule.condition, facts) for facts in profiles]
            if [True if t else False if f else None for t, f in zip(true, false, strict=True)] != wanted:
                raise SystemExit(f"by the column {rule.name} differs from what it means")


def made_up() -> dict[str, Question]:
    """The made-up questions."""
    kinds: dict[str, tuple[str, list[int] | None]] = dict.fromkeys(CHOICES, ("choice", None))
    kinds |= dict.fromkeys(SEVERAL, ("choices", None))
    kinds |= {name: ("whole_number", [0, most]) for name, most in NUMBERS.items()}
    kinds |= {name: ("percentage", [0, most]) for name, most in PERCENTAGES.items()}
    return {n: Question.model_construct(kind=kind, range=span, options={}) for n, (kind, span) in kinds.items()}


def derived_too(edition: Edition) -> dict[str, Question]:
    """The questions, and each derived fact as if it were asked, for rules that are handed their facts."""
    return {**edition.questions, **dict.fromkeys(edition.derived, Question.model_construct(kind="choice", range=None))}


def beside_engines(
    base: Base, columns: Columns, builds: Mapping[str, Build], rounds: int, passes: int, more: Mapping[str, Work] = NONE
) -> list[list[str]]:
    """A row for each engine: the time of one profile, and how many times that of one row by the column.

    ``more``: other work on `ROWS` rows by the column.
    """
    columns.demand(base.partial)
    engines = {name: build(base.rules) for name, build in builds.items()}
    works: dict[str, Work] = {"by the column": lambda: columns.run(columns.rows)}
    works |= {**more, **{name: _over(engine, base.partial) for name, engine in engines.items()}}
    series = take_turns(works, rounds=rounds, passes=passes, warm_up=1)
    for engine in engines.values():
        engine.close()
    rows = [[base.title, "by the column", _micro(series["by the column"], columns.rows), "1"]]
    for name in (*more, *engines):
        count = ROWS if name in more else IN_TURN
        ratio = series[name].ratio_to(series["by the column"]) * columns.rows / count
        rows.append([base.title, name, _micro(series[name], count), f"{ratio:,.0f}"])
    return rows


def whole(edition: Edition) -> dict[str, Work]:
    """All verdicts, scores and first fives of `ROWS` made-up profiles."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "profiles.parquet"
        written(path, ROWS, edition)
        found, judging = codings(edition, lines([edition])), judge(edition)
        (block,) = blocks(path, edition, found, "nl", None, Met(), ROWS)
    return {"by the column, with scores and first five": lambda: judging.judge(block, found, FIRST)}


def _over(engine: Engine, profiles: Sequence[Facts]) -> Work:
    turns: Iterator[Facts] = cycle(profiles)

    def work() -> None:
        for facts in islice(turns, IN_TURN):
            engine.run(facts)

    return work


def _micro(series: Series, of: int) -> str:
    """The microseconds of one of so many, in the quietest round."""
    return f"{1e6 * min(map(min, series.cpu)) / of:,.2f}"


def written(path: Path, rows: int, edition: Edition) -> None:
    """A Parquet file of made-up profiles."""
    base = list(sample_answers(edition, min(rows, SAMPLED), seed=SEED, missing=MISSING))
    chance = np.random.default_rng(SEED)
    types = {"whole_number": pyarrow.int64(), "scale": pyarrow.int64(), "percentage": pyarrow.float64()}
    drawn = {
        name: pyarrow.array([_cell(q, one.get(name)) for one in base], types.get(q.kind, pyarrow.string()))
        for name, q in edition.questions.items()
    }
    schema = pyarrow.schema([("reference", pyarrow.string()), *((name, column.type) for name, column in drawn.items())])
    with pq.ParquetWriter(path, schema) as writer:
        for start in range(0, rows, 100_000):
            count = min(100_000, rows - start)
            picked = [column.take(pyarrow.array(chance.integers(0, len(base), count))) for column in drawn.values()]
            names = pyarrow.array([f"r-{start + at}" for at in range(count)])
            writer.write_table(pyarrow.Table.from_arrays([names, *picked], schema=schema))


def _cell(question: Question, value: Value | None) -> Any:
    if isinstance(value, frozenset):
        return ";".join(code for code in question.options if code in value) or "[]"
    return value


def works_on(path: Path, edition: Edition) -> dict[str, Work]:
    """Reading a file with pyarrow, and all that is done with the profiles in it."""
    found, judging = codings(edition, lines([edition])), judge(edition)
    told_apart = [f.name for f in pq.read_schema(path) if f.name in edition.questions and f.type == pyarrow.string()]

    def read() -> Iterator[Block]:
        return blocks(path, edition, found, "nl", None, Met(), judging.rows)

    @cache
    def kept() -> Sequence[Block]:
        return list(read())

    return {
        "pyarrow reads the table": lambda: pq.read_table(path, use_threads=False),
        "pyarrow reads it, texts as a dictionary": lambda: _drained(path, told_apart),
        "blocks are read": lambda: sum(block.rows for block in read()),
        "verdicts": lambda: _each(kept(), lambda block: judging.verdicts(block, found)),
        "verdicts, scores, first five": lambda: _each(kept(), lambda block: judging.judge(block, found, FIRST)),
        "read, and all of that": lambda: _each(read(), lambda block: judging.judge(block, found, FIRST)),
        "advisor portfolio, without its start": lambda: portfolio_of(path, edition, "nl", Met()),
    }


def _drained(path: Path, told_apart: list[str]) -> int:
    with pq.ParquetFile(path, read_dictionary=told_apart) as file:
        return sum(batch.num_rows for batch in file.iter_batches(ROWS, use_threads=False))


def _each(todo: Any, work: Any) -> None:
    for block in todo:
        work(block)


def beside_reading(rows: int, edition: Edition, rounds: int, passes: int) -> list[list[str]]:
    """Each piece of work on so many rows, and how many times as long as reading them either way."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "profiles.parquet"
        written(path, rows, edition)
        series = take_turns(works_on(path, edition), rounds=rounds, passes=passes, warm_up=1)
    plain, quick, *_ = series.values()
    return [
        [name, _micro(taken, rows), f"{taken.ratio_to(plain):.2f}", f"{taken.ratio_to(quick):.2f}"]
        for name, taken in series.items()
    ]


def growing(rows: Sequence[int], edition: Edition) -> list[list[str]]:
    """A portfolio and all verdicts, scores and first fives from Parquet, as the rows grow tenfold."""
    found = []
    for count in rows:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "profiles.parquet"
            written(path, count, edition)
            works = works_on(path, edition)
            wanted = ("pyarrow reads the table", "read, and all of that", "advisor portfolio, without its start")
            few = max(1, min(3, 300_000 // count))
            series = take_turns({name: works[name] for name in wanted}, rounds=few, passes=1, warm_up=0)
        found.append([f"{count:,}", *(_micro(series[name], count) for name in wanted)])
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Verdicts by the column, beside engines and beside reading.")
    parser.add_argument("--rounds", type=int, default=7, help="turns in a pass")
    parser.add_argument("--passes", type=int, default=2, help="passes, of which the quietest counts")
    parser.add_argument("--beside", type=int, default=BESIDE, help="rows that are read and judged in turns")
    parser.add_argument("--rows", default=",".join(map(str, GROWING)), help="numbers of rows, with commas")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers of made-up rules, with commas")
    asked = parser.parse_args(arguments)
    show(asked.rounds, asked.passes, asked.beside, _numbers(asked.rows), _numbers(asked.sizes))


def _numbers(text: str) -> list[int]:
    return [int(number) for number in text.split(",") if number]


def show(rounds: int, passes: int, beside: int, rows: Sequence[int], sizes: Sequence[int]) -> None:
    """Print all tables."""
    edition = open_advisor().edition
    print(f"Python {platform.python_version()}, numpy {np.__version__}, pyarrow {pyarrow.__version__}")
    others = peers() if all(map(importlib.util.find_spec, PACKAGES)) else {}
    builds = {"compiled to Python": BY_PROFILE["compiled to Python"], **others}
    base = shipped(edition)
    columns = Columns(base.rules, base.partial, derived_too(edition))
    found = beside_engines(base, columns, builds, rounds, passes, whole(edition))
    for size in sizes:
        made = synthetic(size)
        columns = Columns(made.rules, made.partial, made_up())
        found += beside_engines(made, columns, builds, max(1, rounds * 120 // max(size, 120)), passes)
    head = ("rules", "engine", "CPU µs of a profile", "× by the column")
    table("The truths of all conditions, a third of the answers missing", head, found)
    head = (f"{beside:,} rows", "CPU µs of a row", "× pyarrow reads", "× as a dictionary")
    table("Beside reading the same profiles from Parquet", head, beside_reading(beside, edition, rounds, passes))
    head = ("rows", "pyarrow reads, µs a row", "read, all verdicts, scores, first five", "portfolio")
    table("As the rows grow", head, growing(rows, edition))


if __name__ == "__main__":
    main()
