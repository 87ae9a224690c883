"""Organisations as one meets them, made up: a kind of organisation, and answers that go together.

`sample_answers` of ``advisor.stages.sampling`` draws answers that have nothing to do with each other, to hold the
engine to account. What is said of an advice is said of organisations: here one number, the maturity, pulls all answers
to the same side, not everything is known, and only what is asked is answered. Seeded: the same every time. What it
draws from stands in ``realistic.yaml``.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from advisor.library.conditions import Value, evaluate
from advisor.library.edition import Edition

Answers = dict[str, Value]

CONTEXT = ("sector", "employee_count", "initiative_type", "initiative_phase")  # what everybody knows of itself
SPREAD = 0.22  # how far one answer strays from the maturity
SOME = (0.5, 1.0)  # the share of the other answers that is known, at least and at most
THIN = (0.1, 0.25)  # the same for a first contact: five to fifteen answers


@dataclass(frozen=True)
class Worse:
    """One answer made worse: its question, and the answer before and after."""

    attribute: str
    before: Value
    after: Value

    def ticks(self, sign: str) -> bool:
        """Whether what makes it worse is that a sign is ticked."""
        return (
            isinstance(self.after, frozenset)
            and isinstance(self.before, frozenset)
            and sign in self.after - self.before
        )


@cache
def data() -> Mapping[str, Any]:
    """What organisations are drawn from; see the comments there."""
    found: Mapping[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    return found


def profiles(edition: Edition, count: int, *, seed: int, known: tuple[float, float] = SOME) -> Iterator[Answers]:
    """``count`` sets of answers; ``known``: the least and greatest share of its answers that an organisation has."""
    chance = random.Random(seed)
    for _ in range(count):
        answers = _all_answers(chance)
        share = chance.uniform(*known)
        answers = {name: value for name, value in answers.items() if name in CONTEXT or chance.random() < share}
        yield asked(answers, edition)


def asked(answers: Mapping[str, Value], edition: Edition) -> Answers:
    """The answers to questions that are asked of who answers so; what a question hangs on is answered before it."""
    left = dict(answers)

    def is_asked(name: str) -> bool:
        question = edition.questions[name]
        if question.ask_unless is not None and evaluate(question.ask_unless, left) is True:
            return False
        return question.ask_when is None or evaluate(question.ask_when, left) is True

    while gone := [name for name in left if not is_asked(name)]:
        for name in gone:
            del left[name]
    return left


def worse(answers: Mapping[str, Value]) -> Iterator[Worse]:
    """Every single answer made worse in every way there is; numbers by a step, by a few, and to the very end."""
    drawn = data()
    for name, value in answers.items():
        if name in drawn["worst_first"]:
            order = drawn["worst_first"][name]
            for worst in order[: order.index(value)] if value in order else ():
                yield Worse(name, value, worst)
        elif name in drawn["worst_to_best"]:
            assert isinstance(value, int | float)
            end, best = drawn["worst_to_best"][name]
            step = 1 if end > best else -1
            for number in sorted({value + step, value + 10 * step, end}):
                if (end - number) * step >= 0 and (number - value) * step > 0:
                    yield Worse(name, value, number)
        elif name in drawn["signs"]:
            assert isinstance(value, frozenset)
            signs = drawn["signs"][name]
            for sign in signs.get("bad", ()):
                if sign not in value:
                    yield Worse(name, value, value | {sign})
            for sign in signs.get("good", ()):
                if sign in value:
                    yield Worse(name, value, value - {sign})


def _all_answers(chance: random.Random) -> Answers:
    drawn = data()
    kind = drawn["archetypes"][chance.choice(list(drawn["archetypes"]))]
    maturity = chance.betavariate(2, 2)

    def level() -> float:
        return min(1.0, max(0.0, chance.gauss(maturity, SPREAD)))

    answers: Answers = {
        "sector": kind["sector"],
        "employee_count": int(chance.lognormvariate(*kind["staff"])) + 1,
        "initiative_type": frozenset({chance.choice(kind["initiative_type"])}),
        "customer_groups": frozenset(kind["customer_groups"]),
        "market_ambition": chance.choice(kind["market_ambition"]),
    }
    answers |= {name: chance.choice(values) for name, values in drawn["free"].items()}
    for name, order in drawn["worst_first"].items():
        answers[name] = order[min(len(order) - 1, int(level() * len(order)))]
        for option, share in drawn["apart"].get(name, {}).items():
            if chance.random() < share:
                answers[name] = option
    for name, (worst, best) in drawn["worst_to_best"].items():
        answers[name] = round(worst + level() * (best - worst))
    for name, signs in drawn["signs"].items():
        shares = dict.fromkeys(signs.get("bad", ()), (1 - maturity) * 0.35)
        shares |= dict.fromkeys(signs.get("good", ()), maturity * 0.5)
        shares |= signs.get("neutral", {})
        answers[name] = frozenset(option for option, share in shares.items() if chance.random() < share)
    return answers
