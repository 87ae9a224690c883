"""How long `advisor check` takes: on the shipped knowledge, on many more rules, and on a base full of mistakes.

usage: python -m benchmarks.checking [--rules N] [--many N] [--mistakes N]
"""

import argparse
import json
import random
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from advisor.check import Checked, check
from advisor.library.conditions import Condition, Value, evaluate, names, plain
from advisor.library.edition import Edition
from advisor.library.folders import find_data
from advisor.library.loading import load

from .measuring import table
from .synthetic import CHOICES, NUMBERS, PERCENTAGES, SEVERAL, make_profiles, make_rules

SEED = 20261127
IN_A_FILE = 500
TEXT = {"nl": "Zo is het.", "en": "So it is."}


def questions() -> dict[str, Any]:
    """The made-up questions, as their editor would write them."""
    same = {"kind": "", "need": "optional", "changeable": True}
    found: dict[str, Any] = {}
    for name, options in CHOICES.items():
        found[name] = {**_asked(name), **same, "kind": "choice", "options": _labels(options)}
    for name, most in NUMBERS.items():
        unit = {"range": [0, most], "unit": {"nl": "stuks", "en": "pieces"}, "unit_one": {"nl": "stuk", "en": "piece"}}
        found[name] = {**_asked(name), "kind": "whole_number", **unit, "need": "optional", "changeable": True}
    for name, most in PERCENTAGES.items():
        unit = {"range": [0, most], "unit": {"nl": "%", "en": "%"}}
        found[name] = {**_asked(name), "kind": "percentage", **unit, "need": "optional", "changeable": True}
    for name, options in SEVERAL.items():
        none = {"none_label": {"nl": "niets hiervan", "en": "none of these"}}
        found[name] = {**_asked(name), **same, "kind": "choices", **none, "options": _labels(options)}
    return found


def _asked(name: str) -> dict[str, Any]:
    return {"text": {"nl": f"Vraag {name}?", "en": f"Question {name}?"}, "help": TEXT}


def _labels(options: tuple[str, ...]) -> dict[str, Any]:
    return {option: {"nl": f"optie {option}", "en": f"option {option}"} for option in options}


def rules(count: int, edition: Edition) -> Iterator[tuple[str, dict[str, Any]]]:
    """Made-up rules on these questions, each with examples that hold; a rule for which none were drawn is left out."""
    chance = random.Random(SEED)
    profiles = make_profiles(300, SEED, 0.1)
    factors, recommendations = list(edition.factors), list(edition.recommendations)
    because = [next(iter(edition.rules.values())).because[0]]
    for number, rule in enumerate(make_rules(count + count // 8, SEED)):
        given = [_example(rule.condition, profiles, truth) for truth in (True, False)]
        if None in given:
            continue
        examples = [{"given": g, "result": r} for g, r in zip(given, ("applies", "does_not_apply"), strict=True)]
        fields = {"title": {"nl": f"Regel {number}", "en": f"Rule {number}"}}
        fields |= {"clause": {"nl": f"dit is regel {number}", "en": f"this is rule {number}"}}
        fields |= {"about": chance.choice(factors), "polarity": "strength" if number % 3 else "weakness"}
        if not number % 3:
            fields |= {"severity": [{"medium": "otherwise"}]}
        fields |= {"when": plain(rule.condition)}
        fields |= {} if number % 3 else {"recommend": [chance.choice(recommendations)]}
        yield rule.name, {**fields, "because": because, "examples": examples}


def _example(condition: Condition, profiles: list[dict[str, Value]], truth: bool) -> dict[str, Any] | None:
    for answers in profiles:
        if evaluate(condition, answers) is truth:
            read = {a: answers[a] for a in names(condition) if a in answers}
            return {a: sorted(v) if isinstance(v, frozenset) else v for a, v in read.items()}
    return None


def written(count: int, mistakes: int, edition: Edition, folder: Path) -> int:
    """Copy the shipped knowledge with so many more rules, some with a mistake; returns how many there are in all."""
    for name in ("knowledge", "rules"):
        shutil.copytree(edition.root / name, folder / name)
    with (folder / "knowledge" / "questions" / "work.yaml").open("a", encoding="utf-8") as file:
        file.writelines(_lines(questions().items()))
    made = list(islice(rules(count, edition), count))
    for number, (_, rule) in enumerate(made[:: max(1, len(made) // mistakes)][:mistakes] if mistakes else ()):
        rule["about" if number % 2 else "because"] = "no-such-factor" if number % 2 else ["no-such/p1"]
    for start in range(0, len(made), IN_A_FILE):
        path = folder / "rules" / "findings" / f"made-{start:05}.yaml"
        path.write_text("".join(_lines(made[start : start + IN_A_FILE])), encoding="utf-8")
    return len(edition.rules) + len(made)


def _lines(entries: Any) -> Iterator[str]:
    yield from (f"{name}: {json.dumps(fields, ensure_ascii=False)}\n" for name, fields in entries)


def measured(root: Path, *, shipped: bool = False) -> tuple[Checked, float]:
    """A check, and the processor time that it took, in seconds."""
    start = time.process_time()
    return check(root, shipped=shipped), time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description="How long advisor check takes.")
    parser.add_argument("--rules", type=int, default=1_200, help="how many rules a large base has")
    parser.add_argument("--many", type=int, default=12_000, help="how many rules a base with mistakes has")
    parser.add_argument("--mistakes", type=int, default=500, help="how many mistakes that has")
    asked = parser.parse_args()
    root, _ = find_data()
    edition = load(root, shipped=True)
    rows = [("shipped", len(edition.rules), *measured(root, shipped=True))]
    for count, mistakes in ((asked.rules - len(edition.rules), 0), (asked.many - len(edition.rules), asked.mistakes)):
        with tempfile.TemporaryDirectory() as folder:
            name = f"with {mistakes} mistakes" if mistakes else "with made-up rules"
            rows.append((name, written(count, mistakes, edition, Path(folder)), *measured(Path(folder))))
    head = ("base", "rules", "CPU s", "errors", "warnings", "notes")
    levels = [Counter(flaw.level for flaw in checked.flaws) for _, _, checked, _ in rows]
    cells = [
        [
            name,
            f"{size:,}",
            f"{seconds:.1f}",
            *(
                f"{found[level] + (checked.more if level == 'error' else 0):,}"
                for level in ("error", "warning", "note")
            ),
        ]
        for (name, size, checked, seconds), found in zip(rows, levels, strict=True)
    ]
    table("A check of the knowledge", head, cells)


if __name__ == "__main__":
    main()
