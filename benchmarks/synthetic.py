"""Made-up rules and profiles of any number, from a seed: the same seed gives the same, everywhere.

They look like the shipped ones: all, any and none over choices, numbers, percentages and several answers at once.
"""

import random
from collections.abc import Sequence

from advisor.library.conditions import (
    COMPARISONS,
    All,
    AnyOf,
    Atom,
    Compare,
    Condition,
    Empty,
    Includes,
    Known,
    NoneOf,
    OneOf,
    Value,
)
from advisor.stages.clauses import EngineRule

SIZES = (12, 120, 1_200, 12_000)

CHOICES = {f"choice_{i}": tuple(f"c{j}" for j in range(3 + i % 5)) for i in range(12)}
NUMBERS = {f"number_{i}": 5_000 for i in range(8)}
PERCENTAGES = {f"percentage_{i}": 100 for i in range(8)}
SEVERAL = {f"several_{i}": tuple(f"s{j}" for j in range(4 + i % 4)) for i in range(8)}
ATTRIBUTES = (*CHOICES, *NUMBERS, *PERCENTAGES, *SEVERAL)


def make_rules(count: int, seed: int) -> list[EngineRule]:
    """``count`` rules."""
    chance = random.Random(f"rules {count} {seed}")
    return [EngineRule(f"rule-{number}", _condition(chance)) for number in range(count)]


def make_profiles(count: int, seed: int, missing: float) -> list[dict[str, Value]]:
    """``count`` sets of answers in which each question is unanswered with chance ``missing`` (0 to 1)."""
    chance = random.Random(f"profiles {count} {seed} {missing}")
    return [{name: _answer(name, chance) for name in ATTRIBUTES if chance.random() >= missing} for _ in range(count)]


def _answer(name: str, chance: random.Random) -> Value:
    if name in CHOICES:
        return chance.choice(CHOICES[name])
    if name in NUMBERS:
        return chance.randint(0, NUMBERS[name])
    if name in PERCENTAGES:
        return chance.randint(0, 2 * PERCENTAGES[name]) / 2
    share = chance.random()
    return frozenset(option for option in SEVERAL[name] if chance.random() < share)


def _condition(chance: random.Random) -> Condition:
    """Two to four parts that must all hold, or now and then a few of which one must."""
    if chance.random() < 0.1:
        return AnyOf(_atoms(chance.randint(2, 4), chance))
    return All(tuple(_part(chance) for _ in range(chance.choice((2, 2, 3, 3, 4)))))


def _part(chance: random.Random) -> Condition:
    dice = chance.random()
    if dice < 0.65:
        return _atom(chance)
    if dice < 0.80:
        return AnyOf(_atoms(chance.randint(2, 3), chance))
    if dice < 0.92:
        return NoneOf(_atoms(chance.randint(1, 2), chance))
    if dice < 0.96:
        return AnyOf((_atom(chance), All(_atoms(2, chance))))
    return NoneOf((All(_atoms(2, chance)),))


def _atoms(count: int, chance: random.Random) -> tuple[Atom, ...]:
    return tuple(_atom(chance) for _ in range(count))


def _atom(chance: random.Random) -> Atom:
    name = chance.choice(ATTRIBUTES)
    if chance.random() < 0.02:
        return Known(name)
    if name in CHOICES:
        chosen = _some(CHOICES[name], chance)
        return Compare(name, "is", chosen[0]) if len(chosen) == 1 else OneOf(name, chosen)
    if name in SEVERAL:
        if chance.random() < 0.1:
            return Empty(name)
        return Includes(name, chance.choice(("any", "any", "all", "none")), _some(SEVERAL[name][:4], chance))
    most = NUMBERS[name] if name in NUMBERS else PERCENTAGES[name]
    return Compare(name, chance.choice(COMPARISONS), chance.randrange(most // 10, most, most // 20))


def _some(options: Sequence[str], chance: random.Random) -> tuple[str, ...]:
    """One option or more, not all, in their own order."""
    return tuple(sorted(chance.sample(options, chance.randint(1, len(options) - 1)), key=options.index))
