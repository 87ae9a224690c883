"""What is wrong with the weights: cases that do not exist, points that turn the meaning of a weight around."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from .model import SEVERITIES, Priorities, Weight
from .nearest import Meant, Remedy, nearest
from .strict_yaml import Place
from .wording import LANGUAGES, Language

MAX_POINTS = 1_000


@dataclass(frozen=True)
class Cases:
    """The cases of a weight. ``sign``: whether each raises or lowers a score; ``falling``: none outweighs the last."""

    names: tuple[str, ...]
    sign: Mapping[str, int]
    falling: bool = False


def _cases(*names: str, sign: int = 1, falling: bool = False) -> Cases:
    return Cases(names, dict.fromkeys(names, sign), falling)


CASES: Mapping[str, Cases] = {
    "severity": _cases(*SEVERITIES, falling=True),
    "reported": _cases("reported"),
    "converging": _cases("each", "most"),
    "root": _cases("each", "most"),
}


def faults(priorities: Priorities) -> Iterator[tuple[Place, str, Remedy]]:
    """What cannot be meant: place within the priorities, what, remedy."""
    seen: set[tuple[Language, str]] = set()
    for name, weight in priorities.weights:
        for language in LANGUAGES:
            if (same := (language, weight.title[language].casefold())) in seen:
                what = f"“{weight.title[language]}” is also what another weight is called."
                yield ("weights", name, "title", language), what, "choose another text."
            seen.add(same)
        for case, what, remedy in _weight(CASES[name], weight):
            yield ("weights", name, "points", *case), what, remedy
    capacity = priorities.capacity
    if capacity.first_when_overloaded > capacity.first:
        what = "More comes first when people are overloaded than when they are not."
        yield ("capacity", "first_when_overloaded"), what, "write at most what “first” says."


def _weight(cases: Cases, weight: Weight) -> Iterator[tuple[tuple[str, ...], str, Remedy]]:
    points = weight.points
    strange = [case for case in points if case not in cases.names]
    lacking = [case for case in cases.names if case not in points]
    for case in strange:
        remedy = Meant(case, cases.names, f"use {', '.join(cases.names)}.")
        yield (case,), f"The weight has no case “{case}”.", remedy
    meant = {nearest(case, lacking) for case in strange}
    for case in lacking:
        if case not in meant:
            yield (), f"The weight has no points for “{case}”.", "add them."
    for case, value in points.items():
        if value * cases.sign.get(case, 1) < 0:
            turn = "not below 0" if cases.sign.get(case, 1) > 0 else "not above 0"
            yield (case,), f"{value} points for “{case}” turn the weight around.", f"write points that are {turn}."
        elif abs(value) > MAX_POINTS:
            yield (case,), f"{value} points for “{case}” are too many.", f"write at most {MAX_POINTS}."
    given = [case for case in cases.names if case in points]
    for more, less in pairwise(given):
        if cases.falling and points[less] > points[more]:
            what = f"“{less}” weighs more than “{more}”."
            yield (less,), what, f"keep the order {', '.join(cases.names)}: each at most the one before."
        if (more, less) == ("each", "most") and abs(points[less]) < abs(points[more]):
            yield (less,), "The most is less than what each adds.", "write at least what “each” says."
