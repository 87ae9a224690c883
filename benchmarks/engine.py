"""durable_rules, as it is used here, against evaluating the same condition trees one by one.

usage: python -m benchmarks.engine [--rounds N] [--passes N]
"""

import argparse
import itertools
import time
from collections.abc import Sequence

from advisor.library.conditions import Facts, evaluate
from advisor.stages.agreement import differences
from advisor.stages.clauses import EngineRule
from advisor.stages.engine import Outcome, Stratum

from .measuring import lowest_median, lowest_p99, table, take_turns
from .synthetic import SIZES, make_profiles, make_rules

SEED = 20261122
PROFILES = 60
MISSING = 1 / 3


def directly(rules: Sequence[EngineRule], facts: Facts) -> Outcome:
    """What the engine answers, from the condition trees themselves."""
    truths = [(rule.name, evaluate(rule.condition, facts)) for rule in rules]
    return Outcome(
        frozenset(name for name, truth in truths if truth is True),
        frozenset(name for name, truth in truths if truth is not False),
    )


def compare(count: int, rounds: int, passes: int) -> list[str]:
    """One row of the table: a base of ``count`` rules, on which both must agree before either is timed."""
    rules, codes = make_rules(count, SEED)
    started = time.process_time()
    stratum = Stratum(rules, codes)
    compiled = time.process_time() - started
    profiles = make_profiles(PROFILES, SEED, MISSING)
    fired = 0
    for facts in [*profiles, *make_profiles(PROFILES, SEED, 0.0)]:
        outcome = stratum.run(facts)
        if outcome != directly(rules, facts):
            wrong = differences(rules, facts, outcome.certain, outcome.possible)
            raise SystemExit(f"{count} rules: durable_rules and the conditions differ on {', '.join(wrong)}")
    for facts in profiles:
        fired += len(stratum.run(facts).certain)
    theirs, ours = itertools.cycle(profiles), itertools.cycle(profiles)
    series = take_turns(
        {"engine": lambda: stratum.run(next(theirs)), "trees": lambda: directly(rules, next(ours))},
        rounds=rounds,
        passes=passes,
    )
    rulesets = stratum.rulesets
    stratum.close()
    engine, trees = series["engine"], series["trees"]
    return [
        f"{count:,}",
        f"{rulesets}",
        f"{fired / PROFILES:,.0f}",
        f"{1e3 * compiled:,.0f}",
        *(f"{1e6 * value:,.0f}" for s in (engine, trees) for value in (lowest_median(s.cpu), lowest_p99(s.cpu))),
        f"{engine.ratio_to(trees):.2f}",
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description="durable_rules against the condition trees, on synthetic bases.")
    parser.add_argument("--rounds", type=int, default=300, help="profiles per pass (fewer on the large bases)")
    parser.add_argument("--passes", type=int, default=5, help="passes, of which the quietest counts")
    asked = parser.parse_args()
    head = ("rules", "rulesets", "fired", "compile ms", "engine µs", "p99", "trees µs", "p99", "engine / trees")
    rows = [compare(count, max(60, asked.rounds * 120 // max(count, 120)), asked.passes) for count in SIZES]
    table("One profile with a third of the answers missing, processor time", head, rows)


if __name__ == "__main__":
    main()
