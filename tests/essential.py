"""How often the answer to a question changes the first five recommendations: `dev.py essential`.

Counted over organisations that are made up (`realistic`): for each answer, whether the set of the first five that are
shown would be another without it. Against no answer, and not against another one, because that is the choice of who
fills in a form: nobody picks another answer than his own, but he may leave a question out. With an answer goes what was
only asked because of it. The share is of those that are asked, so that a question for few can weigh much for these few.

A question is essential when that share is large (``essential.yaml``), and when an essential one hangs on it: without
the size of an organisation nobody is asked who is responsible.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from advisor.advice import open_advisor
from advisor.insight.evaluator import evaluator
from advisor.library.conditions import Value, names
from advisor.library.edition import Edition

from . import realistic

FIRST = 5
MADE_UP, SEED = 1000, 2026  # organisations over which the command counts


@dataclass(frozen=True)
class Figure:
    """Of how many organisations that answered a question the first five are others without that answer."""

    changed: int
    asked: int

    @property
    def share(self) -> float:
        """The share of them, 0 to 1; 0 when nobody is asked."""
        return self.changed / self.asked if self.asked else 0.0

    @property
    def error(self) -> float:
        """The standard error of that share, by the rule of succession never quite 0; 1 when nobody is asked."""
        share = (self.changed + 1) / (self.asked + 2)
        return float((share * (1 - share) / self.asked) ** 0.5) if self.asked else 1.0


@cache
def threshold() -> float:
    """The share from which on a question is essential."""
    data: Mapping[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    return float(data["share"])


def figures(edition: Edition, count: int, *, seed: int) -> dict[str, Figure]:
    """The figure of each question over so many organisations, in the order of the catalogue."""
    changed, asked = Counter[str](), Counter[str]()
    for answers in realistic.profiles(edition, count, seed=seed):
        whole = _first(answers, edition)
        for name in answers:
            without = realistic.asked({a: v for a, v in answers.items() if a != name}, edition)
            asked[name] += 1
            changed[name] += _first(without, edition) != whole
    return {name: Figure(changed[name], asked[name]) for name in edition.questions}


def _first(answers: Mapping[str, Value], edition: Edition) -> set[str]:
    return {item.id for item in evaluator(edition).rank(answers) if item.under is None and item.rank <= FIRST}


def opened(name: str, edition: Edition) -> list[str]:
    """The essential questions that are only asked of who answered a question."""
    return [
        other
        for other, question in edition.questions.items()
        if question.need == "essential" and question.ask_when is not None and name in names(question.ask_when)
    ]


def main() -> None:
    """Print a line for each question, from the largest share down."""
    edition = open_advisor().edition
    print(f"{f'of {MADE_UP} made up':24}{'asked':>6}{'changed':>9}  {'need':11}because essential hangs on it")
    counted = figures(edition, MADE_UP, seed=SEED)
    for name, figure in sorted(counted.items(), key=lambda item: -item[1].share):
        need = edition.questions[name].need
        print(f"{name:24}{figure.asked:6}{figure.share:9.1%}  {need:11}{', '.join(opened(name, edition))}".rstrip())


if __name__ == "__main__":
    main()
