"""What a comparison times, in the checkout whose packages this process finds; `benchmarks.all` asks two such in turns.

Reads the name of a group of lines from standard input, does it once, and answers with a line of JSON: for each line of
the group the seconds by the wall and on the processor, or why this checkout cannot do it.
"""

import importlib
import inspect
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection
from itertools import islice
from pathlib import Path
from typing import Any

from .measuring import of_children

Times = Mapping[str, tuple[float, float]]
Turn = Callable[[], Times]

# Each stage by the names under which the pipeline calls it: timed there, it may take and give what it likes.
STAGES = {
    "infer": ("infer",),
    "find": ("weigh", "find"),
    "prioritise": ("rank", "recommend"),
    "explain": ("explain",),
    "diagnose, and what is open": ("diagnose", "waiting", "open_questions", "undecided", "almost"),
}
ADVICES = 3  # in a turn
OTHERS = 300  # profiles that are met before any is timed: a server and a batch meet one after many
REQUESTS = 50
ADVISOR = [sys.executable, "-c", "from advisor.cli import main; main()"]
STARTS = {  # beside Python with nothing but the packages that it cannot do without
    "advisor advise": (["advise", "profile.json", "--format", "json"], "import pydantic, yaml, networkx"),
    "advisor --help": (["--help"], "import click"),
}


@dataclass(frozen=True)
class Given:
    """What both checkouts get: a folder with `profile.json` and `profiles.jsonl`, and how many rules to compile."""

    folder: Path
    rules: int

    @property
    def profile(self) -> bytes:
        return (self.folder / "profile.json").read_bytes()


class Stopwatch:
    """Adds up how long calls take, on both clocks."""

    def __init__(self, processor: Callable[[], float] = time.process_time) -> None:
        self.processor, self.wall, self.cpu = processor, 0.0, 0.0

    def __call__(self, work: Callable[..., Any], *args: Any, **named: Any) -> Any:
        wall, cpu = time.perf_counter(), self.processor()
        try:
            return work(*args, **named)
        finally:
            self.cpu += self.processor() - cpu
            self.wall += time.perf_counter() - wall

    def each(self, count: int) -> tuple[float, float]:
        """The seconds of one out of so many."""
        return self.wall / count, self.cpu / count


def timed(work: Callable[[], Any], count: int = 1, processor: Callable[[], float] = time.process_time) -> Any:
    """The seconds of one of the ``count`` pieces that a call does."""
    watch = Stopwatch(processor)
    watch(work)
    return watch.each(count)


def one_advice(given: Given, _: ExitStack) -> Turn:
    """The largest case, stage by stage, and profiles of which each is met once, after others."""
    pipeline = importlib.import_module("advisor.advice")
    from advisor.stages.profile import read_profile

    advisor, raw = pipeline.open_advisor(), given.profile
    never_seen = iter((given.folder / "profiles.jsonl").read_bytes().splitlines())
    there = {stage: [name for name in names if hasattr(pipeline, name)] for stage, names in STAGES.items()}
    stages = {stage: names for stage, names in there.items() if names}

    def whole(raw: bytes) -> None:
        pipeline.to_json(advisor.advise(read_profile(raw, advisor.edition)))

    for line in islice(never_seen, OTHERS):
        whole(line)

    def turn() -> Times:
        watches = {stage: Stopwatch() for stage in ("parse", *stages, "serialise")}
        before = dict(vars(pipeline))
        for stage, names in stages.items():
            for name in names:
                setattr(pipeline, name, partial(watches[stage], before[name]))
        for _ in range(ADVICES):
            profile = watches["parse"](read_profile, raw, advisor.edition)
            watches["serialise"](pipeline.to_json, advisor.advise(profile))
        vars(pipeline).update(before)
        return {
            **{stage: watch.each(ADVICES) for stage, watch in watches.items()},
            "the whole": timed(lambda: [whole(raw) for _ in range(ADVICES)], ADVICES),
            "the whole, never seen": timed(lambda: [whole(line) for line in islice(never_seen, ADVICES)], ADVICES),
        }

    return turn


def for_durable_rules(rules: Sequence[Any], options: Mapping[str, Sequence[str]]) -> Any:
    """Rules compiled for the engine; before decision 35 it had to know the options of the choices."""
    from advisor.stages.engine import Stratum

    asked = "domain" in inspect.signature(Stratum).parameters
    return Stratum(rules, options.get) if asked else Stratum(rules)


def inference(_: Given, __: ExitStack) -> Turn:
    """The shipped rules by durable_rules, beside the same rules in the engines of others."""
    from advisor.advice import open_advisor

    from .evaluators import peers, shipped

    edition = open_advisor().edition
    base = shipped(edition)
    options = {name: list(q.options) for name, q in edition.questions.items() if q.kind in ("choice", "ordered_choice")}
    engines = {name: build(base.rules) for name, build in peers().items()}
    engines["ours"] = for_durable_rules(base.rules, options)

    def turn() -> Times:
        count = len(base.partial)
        took = {name: timed(partial(_each, engine, base.partial), count) for name, engine in engines.items()}
        ours = took.pop("ours")
        ratios = {f"inference, × {name}": (ours[0] / wall, ours[1] / cpu) for name, (wall, cpu) in took.items()}
        return {"inference": ours, **ratios}

    return turn


def _each(engine: Any, profiles: Sequence[Any]) -> None:
    for facts in profiles:
        engine.run(facts)


def starting(given: Given, _: ExitStack) -> Turn:
    """A command from nothing to its end, alone and beside its imports."""

    def process(command: list[str]) -> Any:
        work = partial(subprocess.run, command, check=True, stdout=subprocess.DEVNULL, cwd=given.folder)
        return timed(work, processor=of_children)

    def turn() -> Times:
        times = {}
        for name, (arguments, imports) in STARTS.items():
            ours, theirs = process([*ADVISOR, *arguments]), process([sys.executable, "-c", imports])
            times[name] = ours
            times[f"{name}, × its imports"] = (ours[0] / theirs[0], ours[1] / theirs[1])
        return times

    return turn


def serving(given: Given, held: ExitStack) -> Turn:
    """Requests to a server of this checkout, one after the other over one connection."""
    from . import load

    port, process = held.enter_context(load.server(load.ADVISOR))
    raw = given.profile

    def requests() -> None:
        client = HTTPConnection("127.0.0.1", port)
        for _ in range(REQUESTS):
            client.request("POST", load.ADDRESS, raw, {"Content-Type": "application/json"})
            answer = client.getresponse()
            answer.read()
            if answer.status != 200:
                raise ValueError(f"the server answered with status {answer.status}")
        client.close()

    return lambda: {"a request to the server": timed(requests, REQUESTS, partial(_used, process))}


def _used(process: int) -> float:
    """The processor time of a process that runs, all its threads together."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def batching(given: Given, _: ExitStack) -> Turn:
    """Rows of a batch in one process."""
    from advisor.advice import open_advisor
    from advisor.batch.running import Batch, run

    advisor, some = open_advisor(), given.folder / "some.jsonl"
    batch = Batch(some, given.folder / f"{os.getpid()}.jsonl", "jsonl", workers=1)
    count = some.read_bytes().count(b"\n")
    return lambda: {"a row of a batch": timed(lambda: run(batch, advisor), count)}


def checking(_: Given, __: ExitStack) -> Turn:
    """A check of the shipped knowledge."""
    from advisor.check import check
    from advisor.library.folders import find_data

    root, _shipped = find_data()
    return lambda: {"advisor check": timed(lambda: check(root, shipped=True))}


def compiling(given: Given, _: ExitStack) -> Turn:
    """Made-up rules compiled to Python, and for durable_rules."""
    from advisor.library.compiled import Bank

    from .synthetic import CHOICES, make_rules

    rules = make_rules(given.rules, 1)

    def engine() -> None:
        for_durable_rules(rules, CHOICES).close()

    return lambda: {
        f"compile {given.rules:,} rules to Python": timed(lambda: Bank({rule.name: rule.condition for rule in rules})),
        f"compile {given.rules:,} rules for durable_rules": timed(engine),
    }


GROUPS: Mapping[str, Callable[[Given, ExitStack], Turn]] = {
    group.__name__: group for group in (one_advice, inference, starting, serving, batching, checking, compiling)
}


def main() -> None:
    answers, sys.stdout = sys.stdout, sys.stderr  # whatever the product prints is no answer
    given = Given(Path(sys.argv[1]), int(sys.argv[2]))
    turns: dict[str, Turn] = {}
    with ExitStack() as held:
        print(json.dumps(importlib.import_module("advisor").__file__), file=answers, flush=True)
        for line in sys.stdin:
            name = line.strip()
            said: dict[str, object]
            try:
                if name not in turns:
                    turns[name] = GROUPS[name](given, held)
                said = {"times": turns[name]()}
            except Exception as error:
                said = {"failure": f"{type(error).__name__}: {error}"}
            print(json.dumps(said), file=answers, flush=True)


if __name__ == "__main__":
    main()
