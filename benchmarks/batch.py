"""Many profiles: a batch with one and with more processes, and by a cluster, beside a plain loop of single runs.

usage: python -m benchmarks.batch [--profiles N] [--rounds N]
"""

import argparse
import json
import os
import platform
import resource
import tempfile
from functools import partial
from pathlib import Path

from distributed import LocalCluster

from advisor.advice import Advisor, open_advisor, to_json
from advisor.batch.running import Batch, run
from advisor.stages.engine import VERSION
from advisor.stages.profile import Profile, read_profile
from advisor.stages.sampling import sample_answers

from .measuring import Work, lowest_median, table, take_turns

PLAIN = "a plain loop of single runs"


def plain_loop(given: Path, output: Path, advisor: Advisor) -> None:
    """The least that can be done: read, advise, write."""
    with given.open("rb") as lines, output.open("wb") as file:
        for raw in lines:
            file.write(to_json(advisor.advise(read_profile(raw, advisor.edition))))


def main() -> None:
    parser = argparse.ArgumentParser(description="Rows per second of a batch, beside a plain loop.")
    parser.add_argument("--profiles", type=int, default=1_000, help="rows in the input")
    parser.add_argument("--rounds", type=int, default=5, help="times each way is timed")
    asked = parser.parse_args()
    advisor = open_advisor()
    print(f"Python {platform.python_version()}, {VERSION}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder, "in.jsonl")
        with given.open("w", encoding="utf-8") as file:
            for answers in sample_answers(advisor.edition, asked.profiles, seed=1, missing=0.4):
                file.write(json.dumps(Profile(answers).plain) + "\n")
        works: dict[str, Work] = {PLAIN: partial(plain_loop, given, Path(folder, "plain.jsonl"), advisor)}
        for workers in (1, 2):
            batch = Batch(given, Path(folder, f"{workers}.jsonl"), "jsonl", workers=workers)
            works[f"batch, {workers} process{'es' if workers > 1 else ''}"] = partial(run, batch, advisor)
        table_batch = Batch(given, Path(folder, "2.csv"), "csv", workers=2)
        works["batch, 2 processes, CSV out"] = partial(run, table_batch, advisor)
        with LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs=50
        ) as cluster:
            for form in ("jsonl", "csv"):
                batch = Batch(given, Path(folder, f"cluster.{form}"), form, cluster=cluster.scheduler_address)
                works[f"batch, a cluster of 2, {form}"] = partial(run, batch, advisor)
            series = take_turns(works, rounds=asked.rounds, passes=1, warm_up=1)
        size, table_size = (Path(folder, name).stat().st_size for name in ("1.jsonl", "2.csv"))
    rows = []
    plain = series[PLAIN]
    for name, taken in series.items():
        here = lowest_median(taken.cpu)
        wall = lowest_median(taken.wall)
        ratio = plain.wall_ratio_to(taken)
        rows.append(
            (name, f"{wall:.2f}", f"{asked.profiles / wall:,.0f}", f"{ratio:.2f}", f"{1e3 * here / asked.profiles:.2f}")
        )
    head = ("", "wall s", "rows/s", "× the loop", "CPU ms/row here")
    table(f"{asked.profiles:,} profiles, {size:,} bytes out as JSON lines, {table_size:,} as CSV", head, rows)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    workers_peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(f"\nPeak memory: {peak // 1024} MiB here, {workers_peak // 1024} MiB in the largest worker.")


if __name__ == "__main__":
    main()
