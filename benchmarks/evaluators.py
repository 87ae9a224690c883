"""The ways to work out the rules, side by side: the condition trees, compiled Python, durable_rules, CLIPS and ZEN.

usage: python -m benchmarks.evaluators [--rounds N] [--passes N] [--sizes 12,120,...]
"""

import argparse
import gc
import importlib.util
import itertools
import os
import platform
import time
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from pathlib import Path
from typing import Protocol

from advisor.insight.evaluator import Evaluator
from advisor.library.compiled import TRUE, Bank
from advisor.library.conditions import Facts, Value, evaluate
from advisor.library.edition import Edition
from advisor.library.folders import find_data
from advisor.library.loading import load
from advisor.stages.agreement import differences, with_derived
from advisor.stages.clauses import EngineLimitError, EngineRule
from advisor.stages.engine import VERSION, Outcome, Stratum
from advisor.stages.inference import compile_engine, infer, strata
from advisor.stages.sampling import sample_answers

from .measuring import Work, lowest_median, lowest_p99, table, take_turns
from .synthetic import SIZES, make_profiles, make_rules

SEED = 20261122
PROFILES = 60
MISSING = 1 / 3
VERDICTS = 10_000
PACKAGES = {"clips": "clipspy", "zen": "zen-engine"}
COMPILED = "compiled to Python"


class Engine(Protocol):
    """Rules compiled once. Each answers with the same: the names of the rules that are certain, and possible."""

    def run(self, facts: Facts) -> Outcome: ...

    def close(self) -> None: ...


class Trees:
    """`evaluate` on each condition in turn: what all others are held to."""

    def __init__(self, rules: Sequence[EngineRule]) -> None:
        self._rules = rules

    def run(self, facts: Facts) -> Outcome:
        truths = [(rule.name, evaluate(rule.condition, facts)) for rule in self._rules]
        return Outcome(
            frozenset(name for name, truth in truths if truth is True),
            frozenset(name for name, truth in truths if truth is not False),
        )

    def close(self) -> None:
        """Nothing is held."""


class Compiled:
    """The compiled evaluator, whose truths are told as names too, as by the others."""

    def __init__(self, rules: Sequence[EngineRule]) -> None:
        self._bank = Bank({rule.name: rule.condition for rule in rules})

    def run(self, facts: Facts) -> Outcome:
        names, truths = self._bank.names, self._bank.run(facts)
        return Outcome(
            frozenset(compress(names, map(TRUE.__eq__, truths))),
            frozenset(compress(names, truths)),
        )

    def close(self) -> None:
        """Nothing is held."""


Build = Callable[[Sequence[EngineRule]], Engine]

OURS: Mapping[str, Build] = {
    COMPILED: Compiled,
    "condition trees": Trees,
    "durable_rules": Stratum,
}


def peers() -> Mapping[str, Build]:
    """The engines of others. Raises ImportError when they are not installed: they are no part of the environment."""
    from .peer_clips import Clips  # noqa: PLC0415 - the two packages are only in the group bench
    from .peer_zen import Zen  # noqa: PLC0415

    return {"CLIPS (clipspy)": Clips, "ZEN (zen-engine)": Zen}


@dataclass(frozen=True)
class Base:
    """Rules, and what they are tried on: profiles with and without unknown answers."""

    title: str
    rules: Sequence[EngineRule]
    partial: Sequence[Facts]
    full: Sequence[Facts]


def shipped(edition: Edition) -> Base:
    """Every condition and exception of the shipped rules, on sampled answers and the facts derived from them."""

    def facts(missing: float) -> list[dict[str, Value]]:
        return [with_derived(a, edition) for a in sample_answers(edition, PROFILES, seed=SEED, missing=missing)]

    rules = strata(edition)["findings"]
    return Base(f"shipped, {len(rules)}", rules, facts(MISSING), facts(0.0))


def synthetic(size: int) -> Base:
    """A made-up base."""
    rules = make_rules(size, SEED)
    return Base(f"{size:,}", rules, *(make_profiles(PROFILES, SEED, missing) for missing in (MISSING, 0.0)))


def compare(base: Base, builds: Mapping[str, Build], rounds: int, passes: int, reasons: list[str]) -> list[list[str]]:
    """One row per engine. They must agree before any is timed; what cannot be carried is a dash, with its reason."""
    engines, seconds = {}, {}
    for name, build in builds.items():
        started = time.process_time()
        try:
            engines[name] = build(base.rules)
        except EngineLimitError as error:
            reasons.append(f"{base.title} rules, {name}: {error}")
        seconds[name] = time.process_time() - started
    for facts in (*base.partial, *base.full):
        for name, engine in engines.items():
            demand(base, name, engine.run(facts), facts)
    certain = sum(len(engines[COMPILED].run(facts).certain) for facts in base.partial) / len(base.partial)
    works: dict[str, Work] = {name: _over(engine, base.partial) for name, engine in engines.items()}
    gc.collect()
    gc.freeze()  # as the product does with its edition: no collection walks what was compiled
    series = take_turns(works, rounds=rounds, passes=passes)
    gc.unfreeze()
    rows = []
    for name in builds:
        row = [base.title, f"{certain:,.0f}", name, "–", "–", "–", "–"]
        if name in engines:
            cpu = series[name].cpu
            micro = [f"{1e6 * lowest(cpu):,.0f}" for lowest in (lowest_median, lowest_p99)]
            row[3:] = [f"{1e3 * seconds[name]:,.0f}", *micro, f"{series[name].ratio_to(series[COMPILED]):.2f}"]
            engines[name].close()
        rows.append(row)
    return rows


def demand(base: Base, name: str, outcome: Outcome, facts: Facts) -> None:
    """Stop when an engine says something else than the conditions mean."""
    wrong = differences(base.rules, facts, outcome.certain, outcome.possible)
    if wrong:
        raise SystemExit(f"{base.title} rules: {name} and the conditions differ on {', '.join(wrong)}")


def _over(engine: Engine, profiles: Sequence[Facts]) -> Work:
    """The engine on one profile after another, each engine in the same order."""
    turns: Iterator[Facts] = itertools.cycle(profiles)
    return lambda: engine.run(next(turns))


def verdicts(edition: Edition, count: int, rounds: int, passes: int) -> tuple[list[list[str]], float]:
    """All verdicts of the shipped knowledge: our two ways side by side; the seconds that ``count`` profiles take."""
    evaluator, pool = Evaluator(edition), compile_engine(edition)
    profiles = list(sample_answers(edition, count, seed=SEED, missing=MISSING))
    for answers in profiles[:PROFILES]:
        theirs = infer(answers, edition, pool).recommendations
        wrong = [name for name, verdict in evaluator.verdicts(answers).items() if verdict != theirs[name]]
        if wrong:
            raise SystemExit(f"the compiled evaluator and durable_rules differ on {', '.join(wrong)}")
    turns, others = itertools.cycle(profiles), itertools.cycle(profiles)
    works: dict[str, Work] = {
        COMPILED: lambda: evaluator.verdicts(next(turns)),
        "durable_rules": lambda: infer(next(others), edition, pool),
    }
    gc.collect()
    gc.freeze()
    series = take_turns(works, rounds=rounds, passes=passes)
    whole = []
    for _ in range(passes):
        started = time.process_time()
        for answers in profiles:
            evaluator.verdicts(answers)
        whole.append(time.process_time() - started)
    gc.unfreeze()
    pool.close()
    rows = [
        [
            name,
            *(f"{1e6 * lowest(taken.cpu):,.0f}" for lowest in (lowest_median, lowest_p99)),
            f"{taken.ratio_to(series[COMPILED]):.2f}",
        ]
        for name, taken in series.items()
    ]
    return rows, min(whole)


def stop_when_packages_are_missing() -> None:
    """The group bench is not in the environment that dev.py makes: say how to add it."""
    missing = [package for module, package in PACKAGES.items() if importlib.util.find_spec(module) is None]
    if missing:
        settings = tomllib.loads(Path(__file__).parents[1].joinpath("pyproject.toml").read_text("utf-8"))
        wanted = " ".join(f"'{package}'" for package in settings["dependency-groups"]["bench"])
        raise SystemExit(
            f"{' and '.join(missing)} not installed: uv run --group bench python -m benchmarks.evaluators"
            f" (without uv: python3 dev.py exec python -m pip install {wanted})"
        )


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="The evaluators side by side, on shipped and made-up rules.")
    parser.add_argument("--rounds", type=int, default=300, help="profiles per pass (fewer on the large bases)")
    parser.add_argument("--passes", type=int, default=5, help="passes, of which the quietest counts")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers of made-up rules, with commas")
    asked = parser.parse_args(arguments)
    stop_when_packages_are_missing()
    show({**OURS, **peers()}, [int(size) for size in asked.sizes.split(",") if size], asked.rounds, asked.passes)


def show(builds: Mapping[str, Build], sizes: Sequence[int], rounds: int, passes: int, count: int = VERDICTS) -> None:
    """Print both tables."""
    root, is_shipped = find_data()
    edition = load(root, shipped=is_shipped)
    print(f"Python {platform.python_version()}, {VERSION}, {os.cpu_count()} cores")
    reasons: list[str] = []
    rows = compare(shipped(edition), builds, rounds, passes, reasons)
    for size in sizes:
        fewer = min(rounds, max(30, rounds * 120 // max(size, 120)))
        rows += compare(synthetic(size), builds, fewer, passes, reasons)
    head = ("rules", "certain", "engine", "compile ms", "CPU µs", "p99", "× compiled")
    table("One profile with a third of the answers missing, processor time", head, rows)
    if reasons:
        print("", *reasons, sep="\n")
    rows, seconds = verdicts(edition, count, rounds, passes)
    table("All verdicts of the shipped knowledge on one such profile", ("", "CPU µs", "p99", "× compiled"), rows)
    print(f"\n{count:,} profiles, one after the other, compiled: {seconds:.2f} s of one core (aim: under 0.5 s)")


if __name__ == "__main__":
    main()
