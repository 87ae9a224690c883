"""One advice in process: stages, profiles never seen, what garbage collection adds; and how `advisor advise` starts.

usage: python -m benchmarks.advice [--rounds N] [--passes N]
"""

import argparse
import gc
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from statistics import fmean, median

import yaml
from pydantic import TypeAdapter

from advisor.advice import Advice, Advisor, open_advisor, to_json
from advisor.library.conditions import Data, Value, as_data
from advisor.library.wording import Language
from advisor.stages.almost import almost
from advisor.stages.engine import VERSION
from advisor.stages.explanation import explain
from advisor.stages.findings import find, weigh
from advisor.stages.inference import Conclusions
from advisor.stages.openness import Waiting, open_questions, undecided, waiting
from advisor.stages.profile import read_profile
from advisor.stages.ranking import rank
from advisor.stages.recommendations import recommend
from advisor.stages.sampling import sample_answers

from .measuring import WARM_UP, Series, Work, lowest_median, lowest_p99, of_children, table, take_turns

CHECKOUT = Path(__file__).parents[1]
COMMAND = Path(sys.executable).with_name("advisor")
LANGUAGE: Language = "nl"
STARTS = 9
IMPORTS = "import click, durable_rules_engine, msgspec, yaml; from pydantic import BaseModel"
BLOCK = 40  # advices in a row, long enough for every generation of the collector to have its turn

WHOLE = "the whole, as the product does it"
DUMP = "pydantic dump_json alone"
LIMIT = "json.loads + json.dumps of the same bytes"
SEED = 20261127
NEVER_SEEN = {"never seen, all answered": 0.0, "never seen, a third unanswered": 1 / 3}


def candidates() -> Iterator[tuple[str, bytes]]:
    """Every golden case and every example, as the JSON of a profile."""
    for path in sorted((CHECKOUT / "tests" / "cases").glob("**/*.yaml")):
        case = yaml.safe_load(path.read_bytes())
        yield path.stem, json.dumps({"name": case["name"], "answers": case["profile"]}).encode()
    for path in sorted((CHECKOUT / "examples").glob("*.json")):
        yield path.stem, path.read_bytes()


def largest(advisor: Advisor) -> tuple[str, bytes]:
    """The name and profile of the case whose advice is longest."""
    return max(candidates(), key=lambda case: len(whole(case[1], advisor)))


def whole(raw: bytes, advisor: Advisor) -> bytes:
    """What the product does: bytes of a profile to bytes of an advice."""
    return to_json(advisor.advise(read_profile(raw, advisor.edition, LANGUAGE), LANGUAGE))


def never_seen(advisor: Advisor, count: int) -> dict[str, Work]:
    """The whole, each time on a profile that was never seen before, up to ``count`` times."""
    works: dict[str, Work] = {}
    for name, missing in NEVER_SEEN.items():
        sampled = sample_answers(advisor.edition, count, seed=SEED, missing=missing)
        profiles = iter([json.dumps({"answers": _as_data(answers)}).encode() for answers in sampled])
        works[name] = partial(_next_whole, profiles, advisor)
    return works


def _as_data(answers: Mapping[str, Value]) -> dict[str, Data]:
    return {attribute: as_data(value) for attribute, value in answers.items()}


def _next_whole(profiles: Iterator[bytes], advisor: Advisor) -> bytes:
    return whole(next(profiles), advisor)


def stages(raw: bytes, advisor: Advisor) -> dict[str, Work]:
    """Each stage on what the one before it gave, the references, and the whole."""
    edition = advisor.edition
    profile = read_profile(raw, edition, LANGUAGE)
    answers, conclusions = profile.answers, advisor.conclude(profile.answers)
    weights = weigh(conclusions, edition)
    findings = find(weights, conclusions, edition, LANGUAGE)
    recommended = recommend(rank(weights, conclusions, edition), findings, conclusions, edition, LANGUAGE)
    advice, written = advisor.advise(profile, LANGUAGE), whole(raw, advisor)
    pydantic = TypeAdapter(Advice)
    return {
        "parse": lambda: read_profile(raw, edition, LANGUAGE),
        "infer": lambda: advisor.conclude(answers),
        "find": lambda: find(weigh(conclusions, edition), conclusions, edition, LANGUAGE),
        "prioritise": lambda: recommend(rank(weights, conclusions, edition), findings, conclusions, edition, LANGUAGE),
        "explain": lambda: explain(answers, {}, conclusions, findings, recommended, edition, LANGUAGE),
        "open questions": lambda: _open(waiting(conclusions, edition), conclusions, advisor),
        "serialise": lambda: to_json(advice),
        WHOLE: lambda: whole(raw, advisor),
        DUMP: lambda: pydantic.dump_json(advice),
        LIMIT: lambda: json.dumps(json.loads(written), ensure_ascii=False).encode(),
    }


def _open(waiting_for: Waiting, conclusions: Conclusions, advisor: Advisor) -> object:
    edition = advisor.edition
    return (
        open_questions(waiting_for, conclusions, edition, LANGUAGE),
        undecided(waiting_for, conclusions, edition, LANGUAGE),
        almost(conclusions, edition, LANGUAGE),
    )


def show_stages(series: Mapping[str, Series], name: str, size: int) -> None:
    head = ("", "wall µs", "p99", "CPU µs", "p99", "of the whole", "× dump_json", "× loads + dumps")
    rows = [
        (
            stage,
            *(f"{1e6 * f(clock):,.0f}" for clock in (taken.wall, taken.cpu) for f in (lowest_median, lowest_p99)),
            f"{taken.ratio_to(series[WHOLE]):.0%}",
            f"{taken.ratio_to(series[DUMP]):.2f}",
            f"{taken.ratio_to(series[LIMIT]):.2f}",
        )
        for stage, taken in series.items()
    ]
    table(f"One advice in process: {name}, {size:,} bytes of JSON", head, rows)


class Collecting:
    """Called by the collector at the start and end of each collection; keeps how long each took."""

    def __init__(self) -> None:
        self.pauses: list[float] = []
        self._started = 0.0

    def __call__(self, phase: str, _: dict[str, int]) -> None:
        if phase == "start":
            self._started = time.process_time()
        else:
            self.pauses.append(time.process_time() - self._started)


def frozen() -> None:
    gc.collect()
    gc.freeze()


def thawed() -> None:
    gc.unfreeze()
    gc.collect()


COLLECTORS = {"edition frozen, as the product does": frozen, "edition not frozen": thawed}


def show_collections(raw: bytes, advisor: Advisor, blocks: int) -> None:
    """Means, because a collection is a rare and long pause, which a median hides."""
    means: dict[str, list[float]] = {way: [] for way in COLLECTORS}
    listeners = {way: Collecting() for way in COLLECTORS}
    full: dict[str, list[float]] = {way: [] for way in COLLECTORS}
    for _ in range(blocks):
        for way, prepare in COLLECTORS.items():
            prepare()
            gc.callbacks.append(listeners[way])
            started = time.process_time()
            for _ in range(BLOCK):
                whole(raw, advisor)
            means[way].append((time.process_time() - started) / BLOCK)
            gc.callbacks.remove(listeners[way])
            started = time.process_time()
            gc.collect()
            full[way].append(time.process_time() - started)
    frozen()
    rows = []
    for way, listener in listeners.items():
        collecting = sum(listener.pauses) / blocks / BLOCK
        figures = (min(means[way]), collecting, max(listener.pauses, default=0.0), min(full[way]))
        share = f"{collecting / fmean(means[way]):.1%}"
        rows.append((way, *(f"{1e6 * figure:,.0f}" for figure in figures), share))
    head = ("", "mean CPU µs", "of which collecting", "longest pause", "a full collection", "collecting / whole")
    table(f"The whole under the garbage collector, {blocks} blocks of {BLOCK} each, in turns", head, rows)


def starts(raw: bytes) -> dict[str, Series]:
    """`advisor advise` from nothing to its JSON, with its cache and without, beside Python with imports alone.

    The imports: the three that it was measured against before, and those of others that it has now.
    """
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder, "profile.json")
        profile.write_bytes(raw)
        commands = {
            "advisor advise": [str(COMMAND), "advise", str(profile), "--format", "json"],
            'python -c "import pydantic, yaml, networkx"': [sys.executable, "-c", "import pydantic, yaml, networkx"],
            f'python -c "{IMPORTS}"': [sys.executable, "-c", IMPORTS],
            "advisor advise, without its cache": [str(COMMAND), "advise", str(profile), "--format", "json"],
            "advisor --help": [str(COMMAND), "--help"],
            "python -c pass": [sys.executable, "-c", "pass"],
        }
        # compiled once, in the warm-up, whatever lies beside the sources and whether or not it may be written there
        variables = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        variables["PYTHONPYCACHEPREFIX"] = folder
        cached = str(Path(folder, "cache"))
        works: dict[str, Work] = {
            name: partial(
                subprocess.run,
                command,
                check=True,
                stdout=subprocess.DEVNULL,
                env={**variables, "ADVISOR_CACHE": "" if name.endswith("without its cache") else cached},
            )
            for name, command in commands.items()
        }
        return take_turns(works, rounds=STARTS, passes=1, processor=of_children)


def show_starts(series: Mapping[str, Series]) -> None:
    imports = list(series.values())[1]
    head = ("", "wall ms", "lowest", "CPU ms", "lowest", "× the imports")
    rows = [
        (
            name,
            *(f"{1e3 * f(clock[0]):,.0f}" for clock in (taken.wall, taken.cpu) for f in (median, min)),
            f"{taken.ratio_to(imports):.2f}",
        )
        for name, taken in series.items()
    ]
    table(f"Start-up: {STARTS} processes of each, in turns", head, rows)


def main() -> None:
    parser = argparse.ArgumentParser(description="One advice: its stages, its garbage, its start-up.")
    parser.add_argument("--rounds", type=int, default=200, help="rounds per pass")
    parser.add_argument("--passes", type=int, default=5, help="passes, of which the quietest counts")
    asked = parser.parse_args()
    advisor = open_advisor()
    name, raw = largest(advisor)
    print(f"Python {platform.python_version()}, {VERSION}, {os.cpu_count()} cores")
    works = stages(raw, advisor) | never_seen(advisor, WARM_UP + asked.rounds * asked.passes)
    show_stages(take_turns(works, rounds=asked.rounds, passes=asked.passes), name, len(whole(raw, advisor)))
    show_collections(raw, advisor, 2 * asked.passes)
    show_starts(starts(raw))


if __name__ == "__main__":
    main()
