"""Sound bases of any number, made up at random: nothing is wrong with them, for of what they are made of.

Each question has a block of rules of its own, that together use every answer to it and no answer twice for one factor;
further rules join parts of different questions. Conditions are then written in other words that mean the same.
"""

import random
from typing import Any

from advisor.library.model import SEVERITIES

Data = dict[str, Any]


def sound_base(seed: int) -> Data:
    """A base as plain data, as in sound.yaml."""
    chance = random.Random(f"sound {seed}")
    data: Data = {"questions": {"phase": {"kind": "choice", "options": ["before", "live"]}}, "rules": {}}
    data |= {kind: {} for kind in ("derived", "recommendations", "tensions", "contradictions", "silences", "confined")}
    parts: list[Data] = [{"phase": "before"}]
    for number in range(chance.randint(4, 8)):
        parts += chance.choice((_choice, _scale, _several, _later))(f"q{number}", data, chance)
    for number in range(chance.randint(1, 4)):
        _joined(number, parts, data, chance)
    data["questions"]["how"] = {"kind": "ordered_choice", "options": list(SEVERITIES)}
    for level in SEVERITIES:
        _add(data, f"how-{level}", {"how": level}, "how", severity=[{level: "otherwise"}])
    for rule in data["rules"].values():
        rule["when"] = _reworded(rule["when"], chance)
    order = sorted(data["rules"], key=lambda _: chance.random())
    first, other = chance.sample(sorted({r["about"] for r in data["rules"].values()}), 2)
    causes = {"one": {"cause": first, "effect": other}}
    start = {"overloaded": {"phase": "live"}, "at_the_start": {}, "causes": causes}
    return {**data, **start, "rules": {name: data["rules"][name] for name in order}}


LEVELS = [{"critical": {"phase": "live"}}, {"high": {"phase": "before"}}, {"medium": "otherwise"}]


def _add(data: Data, name: str, when: Data, about: str = "", **more: Any) -> None:
    """A weakness with a recommendation of its own, or what else it is."""
    rule = {"about": about or name, "when": when} | more
    if more.get("polarity") != "strength":
        rule |= {"severity": more.get("severity", [{"high": "otherwise"}]), "recommend": [f"do-{name}"]}
        data["recommendations"][f"do-{name}"] = {}
    data["rules"][name] = rule


def _choice(name: str, data: Data, chance: random.Random) -> list[Data]:
    options = ["a", "b", "c", "d"][: chance.randint(2, 4)]
    data["questions"][name] = {"kind": chance.choice(("choice", "ordered_choice")), "options": options}
    for option in options[:-1]:
        _add(data, f"{name}-{option}", {name: option}, name, severity=LEVELS)
    _add(data, f"{name}-good", {name: options[-1]}, name, polarity="strength")
    return [{name: options[0]}]


def _scale(name: str, data: Data, chance: random.Random) -> list[Data]:
    line = chance.randint(2, 7)
    data["questions"][name] = {"kind": "scale", "range": [0, 9]}
    severity = [{"high": {name: {"below": line}}}, {"medium": "otherwise"}]
    _add(data, f"{name}-low", {name: {"at_most": line}}, name, severity=severity)
    _add(data, f"{name}-high", {name: {"above": line}}, name, polarity="strength")
    return [{name: {"at_least": line - 1}}]


def _several(name: str, data: Data, chance: random.Random) -> list[Data]:
    options = ["x", "y", "z"][: chance.randint(1, 3)]
    data["questions"][name] = {"kind": "choices", "options": options}
    for option in options:
        _add(data, f"{name}-{option}", {name: {"includes": option}})
    return [{name: {"includes": options[0]}}]


def _later(name: str, data: Data, chance: random.Random) -> list[Data]:
    line = chance.randint(20, 80)
    data["questions"][name] = {"kind": "percentage", "range": [0, 100], "ask_when": {"phase": "live"}}
    when = {"all": [{"phase": "live"}, {name: {"below": line}}]}
    severity = [{"critical": {name: {"below": line / 2}}}, {"medium": "otherwise"}]
    _add(data, f"{name}-little", when, severity=severity)
    return []


def _joined(number: int, parts: list[Data], data: Data, chance: random.Random) -> None:
    """A rule on several questions at once, perhaps but for one more."""
    if len(parts) < 3:
        return
    one, two, but = chance.sample(parts, 3)
    more = {"unless": but} if chance.random() < 0.5 else {}
    if not any(
        {"all": [one, two]} == rule["when"] or {"all": [two, one]} == rule["when"] for rule in data["rules"].values()
    ):
        _add(data, f"joined-{number}", {"all": [one, two]}, **more)


def _reworded(when: Data, chance: random.Random) -> Data:
    """The same in other words: turned, by De Morgan, or left alone."""
    ((word, body),) = when.items()
    if word not in ("all", "any") or chance.random() < 0.3:
        return {"none": [{"none": [when]}]} if chance.random() < 0.2 else when
    parts = [_reworded(part, chance) for part in body]
    if chance.random() < 0.5:
        return {"none": [{"any" if word == "all" else "all": [{"none": [part]} for part in parts]}]}
    return {word: parts[::-1]}
