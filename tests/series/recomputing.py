"""What was solved, recomputed from the tables and the files of the knowledge alone: nothing of the program is used.

Truths are numbers here: 0 false, 1 true, a half unknown; all is the least, any the most, none one less the most.
"""

import json
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

from tests.conftest import CHECKOUT

QUICK = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
WORST_FIRST = ("critical", "high", "medium", "low")
Raw = Callable[[str], list[tuple[object, ...]]]
UNKNOWN = 0.5


def files(pattern: str) -> dict[str, Any]:
    """The entries of some files of the knowledge, in the order of the files."""
    found: dict[str, Any] = {}
    for path in sorted(Path(CHECKOUT).glob(pattern)):
        found |= yaml.load(path.read_bytes(), QUICK)
    return found


RULES, DERIVED = files("rules/findings/*.yaml"), files("rules/derived.yaml")
CONTRADICTIONS = files("rules/contradictions.yaml")
MANIFEST = yaml.load((CHECKOUT / "knowledge" / "manifest.yaml").read_bytes(), QUICK)


def truth(condition: dict[str, Any], answers: dict[str, Any]) -> float:
    ((name, body),) = condition.items()
    if name == "all":
        return min(truth(part, answers) for part in body)
    if name == "any":
        return max(truth(part, answers) for part in body)
    if name == "none":
        return 1 - max(truth(part, answers) for part in body)
    if name in DERIVED:
        found = truth(DERIVED[name]["when"], answers)
        return found if body is True else 1 - found
    if name not in answers:
        return UNKNOWN
    return float(holds(body, answers[name]))


def holds(body: Any, value: Any) -> bool:
    if not isinstance(body, dict):
        return bool(value == body)
    ((operator, wanted),) = body.items()
    return bool(
        {
            "at_least": lambda: value >= wanted,
            "at_most": lambda: value <= wanted,
            "above": lambda: value > wanted,
            "below": lambda: value < wanted,
            "one_of": lambda: value in wanted,
            "includes": lambda: wanted in value,
            "includes_any": lambda: any(option in value for option in wanted),
            "includes_all": lambda: all(option in value for option in wanted),
            "includes_none": lambda: not any(option in value for option in wanted),
            "empty": lambda: value == [],
            "known": lambda: True,
        }[operator]()
    )


def asked(condition: dict[str, Any]) -> set[str]:
    """The answers that a condition reads."""
    ((name, body),) = condition.items()
    return set().union(*map(asked, body)) if name in ("all", "any", "none") else {name}


def state(rule: str, answers: dict[str, Any]) -> str:
    """Whether a weakness is there, gone, or not known on some answers: answers of a contradiction end none."""
    told = [c["when"] for c in CONTRADICTIONS.values() if truth(c["when"], answers) == 1]
    doubted = set().union(*map(asked, told))
    became = by_all(rule, answers)
    without = by_all(rule, {name: value for name, value in answers.items() if name not in doubted})
    return "unknown" if became == "gone" != without else became


def by_all(rule: str, answers: dict[str, Any]) -> str:
    """Whether a weakness is there, gone, or not known, if all answers hold."""
    when = truth(RULES[rule]["when"], answers)
    unless = truth(RULES[rule]["unless"], answers) if "unless" in RULES[rule] else 0.0
    if when == 0 or unless == 1:
        return "gone"
    return "there" if when == 1 else "unknown"


def series(raw: Raw, tenant: str) -> Iterator[tuple[list[dict[str, Any]], list[tuple[Any, ...]]]]:
    """For each series: its advice as JSON, each with its position, and its changes of statuses, in their order."""
    rows = raw(f"SELECT series, position, body FROM advices WHERE tenant = '{tenant}' ORDER BY position")
    changed = raw(
        "SELECT series, recommendation, status, position FROM statuses "
        f"WHERE tenant = '{tenant}' ORDER BY series, number"
    )
    for name in dict.fromkeys(row[0] for row in rows):
        advice = [
            {**json.loads(zlib.decompress(bytes(body))), "position": position}  # type: ignore[call-overload]
            for of, position, body in rows
            if of == name
        ]
        yield advice, [row[1:] for row in changed if row[0] == name]


def heaviest(advice: dict[str, Any]) -> str | None:
    """The worst weakness of an advice; of equals that of which what is advised ranks highest, then as in the files."""
    ranks = {one["id"]: top["rank"] for top in advice["recommendations"] for one in (top, *top["folded"])}
    order = list(RULES)
    weak = [found for found in advice["findings"] if found["polarity"] == "weakness"]

    def weight(found: dict[str, Any]) -> tuple[int, int, int]:
        advised = [ranks[rid] for rid in RULES[found["id"]]["recommend"] if rid in ranks]
        return WORST_FIRST.index(found["severity"]), min(advised, default=10_000), order.index(found["id"])

    return min(weak, key=weight)["id"] if weak else None


def solved(raw: Raw, tenant: str) -> dict[str | None, dict[str, list[Any]]]:
    """By weakness (None: the heaviest of each), where its advice was done and where not: solved, of, share, interval.

    Of those that are not known, how many.
    """
    tallies: dict[str | None, dict[bool, list[str]]] = {}
    for advice, changes in series(raw, tenant):
        if len(advice) < 2:
            continue
        first, latest = advice[0], advice[-1]
        status = {rid: to for rid, to, position in changes if position < latest["position"]}
        worst = heaviest(first)
        for found in first["findings"]:
            if found["polarity"] != "weakness":
                continue
            rule = found["id"]
            done = any(status.get(rid) == "done" for rid in RULES[rule]["recommend"])
            became = state(rule, latest["profile"]["answers"])
            for key in (rule, None) if rule == worst else (rule,):
                tallies.setdefault(key, {True: [], False: []})[done].append(became)
    least = MANIFEST["follow_up"]["organisations"]
    told: dict[str | None, dict[str, list[Any]]] = {}
    for key, sides in tallies.items():
        known = {done: [one for one in became if one != "unknown"] for done, became in sides.items()}
        if sum(map(len, known.values())) >= least:
            told[key] = {"unknown": [sum(became.count("unknown") for became in sides.values())]}
            told[key] |= {name: share(known[done]) for done, name in ((True, "done"), (False, "not_done"))}
    return told


def share(became: list[str]) -> list[Any]:
    gone, of = became.count("gone"), len(became)
    if not of:
        return [0, 0, None, None, None]
    low, high = interval(gone, of, MANIFEST["follow_up"]["confidence"] / 100)
    return [gone, of, round(gone / of, 4), round(low, 4), round(high, 4)]


def interval(yes: int, of: int, confidence: float) -> tuple[float, float]:
    """The exact interval, by SciPy."""
    from scipy.stats import binomtest  # here, for it takes most of a second: not every worker has these tests

    found = binomtest(yes, of).proportion_ci(confidence, method="exact")
    return float(found.low), float(found.high)
