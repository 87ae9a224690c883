"""What is wrong with the weights: cases that do not exist, points that turn the meaning of a weight around."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from ..phrases import Message, message
from .model import SEVERITIES
from .nearest import Meant, Remedy, nearest
from .priorities import Priorities, Weight
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


def faults(priorities: Priorities) -> Iterator[tuple[Place, Message, Remedy]]:
    """What cannot be meant: place within the priorities, what, remedy."""
    seen: set[tuple[Language, str]] = set()
    for name, weight in priorities.weights:
        for language in LANGUAGES:
            if (same := (language, weight.title[language].casefold())) in seen:
                what = message("wrong_weights_alike", text=weight.title[language])
                yield ("weights", name, "title", language), what, message("mend_other_text")
            seen.add(same)
        for case, what, remedy in _weight(CASES[name], weight):
            yield ("weights", name, "points", *case), what, remedy
    capacity = priorities.capacity
    if capacity.first_when_overloaded > capacity.first:
        yield ("capacity", "first_when_overloaded"), message("wrong_overloaded"), message("mend_overloaded")


def _weight(cases: Cases, weight: Weight) -> Iterator[tuple[tuple[str, ...], Message, Remedy]]:
    points = weight.points
    strange = [case for case in points if case not in cases.names]
    lacking = [case for case in cases.names if case not in points]
    for case in strange:
        remedy = Meant(case, cases.names, message("mend_use_one_of", choices=", ".join(cases.names)))
        yield (case,), message("wrong_case", name=case), remedy
    meant = {nearest(case, lacking) for case in strange}
    for case in lacking:
        if case not in meant:
            yield (), message("wrong_case_lacks", name=case), message("mend_case_lacks")
    for case, value in points.items():
        if value * cases.sign.get(case, 1) < 0:
            turn = "rising" if cases.sign.get(case, 1) > 0 else "falling"
            yield (case,), message("wrong_points_sign", count=value, name=case), message(f"mend_points_{turn}")
        elif abs(value) > MAX_POINTS:
            what = message("wrong_points_many", count=value, name=case)
            yield (case,), what, message("mend_points_many", most=MAX_POINTS)
    given = [case for case in cases.names if case in points]
    for more, less in pairwise(given):
        if cases.falling and points[less] > points[more]:
            what = message("wrong_points_order", less=less, more=more)
            yield (less,), what, message("mend_points_order", order=", ".join(cases.names))
        if (more, less) == ("each", "most") and abs(points[less]) < abs(points[more]):
            yield (less,), message("wrong_points_most"), message("mend_points_most")
