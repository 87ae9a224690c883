"""What checks and tests notice when the knowledge changes: `dev.py mutate [--sample N] [--seed S] [--kind KIND]`.

Makes mutants, one change each (`mutants`), and tries them (`trying`). Prints a line for each kind, then every mutant
that nothing notices, and those that only their signature gives away.

- `check`: `advisor check --strict` without signatures; what is refused there is not tried further
- `cases`, `golden`: the organisations of ``tests/cases``; the golden outputs, but for hashes
- `tests`: none of those, but the nearest other tests
- `signature`: nothing else (other tests are not asked), but a claim no longer fits its signature, so that a person is
  asked to read it again
"""

import argparse
import random
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from tests.bless import ROOT

from .mutants import Mutant, mutants, read_knowledge
from .trying import copied, tried

SAMPLE, SEED = 150, 2026
COLUMNS = ("check", "cases", "golden", "tests", "signature", "survived")


def fate(noticed: frozenset[str]) -> str:
    """What becomes of a mutant: the first of COLUMNS that notices it."""
    return next((column for column in COLUMNS if column in noticed), "survived")


def table(fates: Iterable[tuple[str, str]]) -> list[str]:
    """For each kind (and in all) how many there were, what became of them, and the share noticed, with and without
    signatures. Takes the kind and the fate of each.
    """
    counted: dict[str, Counter[str]] = {}
    for kind, became in fates:
        counted.setdefault(kind, Counter())[became] += 1
    counted["all"] = sum(counted.values(), Counter())
    lines = [f"{'kind':32}{'n':>5}{''.join(f'{column:>10}' for column in COLUMNS)}{'share':>8}{'unsigned':>10}"]
    for kind, found in counted.items():
        total, cells = found.total(), "".join(f"{found[column]:10}" for column in COLUMNS)
        noticed, unsigned = (sum(found[c] for c in COLUMNS[:last]) / total for last in (5, 4))
        lines.append(f"{kind:32}{total:5}{cells}{noticed:8.0%}{unsigned:10.0%}")
    return lines


def sampled(every: Iterable[Mutant], count: int, seed: int) -> list[Mutant]:
    """About so many mutants, as many of each kind as there are, at least two, by chance."""
    by_kind: dict[str, list[Mutant]] = {}
    for mutant in every:
        by_kind.setdefault(mutant.kind, []).append(mutant)
    chance, each = random.Random(seed), max(2, round(count / max(1, len(by_kind))))
    return [mutant for found in by_kind.values() for mutant in chance.sample(found, min(each, len(found)))]


def main() -> None:
    """Try a sample of mutants, and print what became of them."""
    asked = argparse.ArgumentParser(prog="dev.py mutate", description="What notices a change of the knowledge.")
    asked.add_argument("--sample", type=int, default=SAMPLE, metavar="N", help="about how many mutants")
    asked.add_argument("--seed", type=int, default=SEED, metavar="S", help="another sample for another number")
    asked.add_argument("--kind", metavar="KIND", help="only those of one kind")
    given = asked.parse_args()
    every = [mutant for mutant in mutants(read_knowledge(ROOT)) if given.kind in (None, mutant.kind)]
    if not every:
        asked.error(f"no mutant is of kind {given.kind!r}")
    picked = sampled(every, given.sample, given.seed)
    became: dict[Mutant, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        root = copied(ROOT, Path(folder))
        for mutant in picked:
            became[mutant] = fate(tried(mutant, root))
    print("\n".join(table((mutant.kind, found) for mutant, found in became.items())))
    for column in ("survived", "signature"):
        print(f"\n{column}:")
        print("\n".join(f"  {mutant}" for mutant, found in became.items() if found == column))


if __name__ == "__main__":
    main()
