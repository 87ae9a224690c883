"""JSON data → what a plan is to keep to, every mistake at once."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..library.edition import Edition
from ..library.nearest import Hints
from ..library.statuses import STATUSES, Status
from ..library.wording import Language
from ..phrases import say
from ..stages.mistakes import Mistake, ProfileError, capped, pointer_to, short, show
from ..stages.profile import HINTS

MOST = {"capacity": 100_000, "weeks": 52, "periods": 52}  # working days; each at least 1
EARLIEST, LATEST = date(1900, 1, 1), date(2900, 12, 31)  # a plan of fifty-two years still ends in a year of four digits
FIELDS = (*MOST, "start", "statuses")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a plan is to keep to; None: as the knowledge has it.

    ``capacity``: the working days in each period. ``weeks`` in each period, and how many ``periods``. ``start``: the
    first day. ``statuses``: what became of a recommendation, by its id; the others are open.
    """

    capacity: int | None = None
    weeks: int | None = None
    periods: int | None = None
    start: date | None = None
    statuses: Mapping[str, Status] = field(default_factory=dict)


AS_IT_IS = Wishes()  # as the knowledge has it, with everything open


def read_wishes(data: Mapping[str, Any], edition: Edition, language: Language) -> Wishes:
    """Wishes by the names of their fields; null is as absent. Fields of another name are not looked at.

    Raises ProfileError with every mistake, at most as many as of a profile.
    """
    given = {name: data[name] for name in FIELDS if data.get(name) is not None}
    mistakes = [
        mistake
        for name, most in MOST.items()
        if name in given and (mistake := _number_mistake(name, given[name], most, language))
    ]
    start = given.get("start")
    day = day_in(start) if isinstance(start, str) else None
    if "start" in given and day is None:
        expected = say("expected_day", language, first=EARLIEST, last=LATEST)
        mistakes.append(Mistake("/start", say("not_a_day", language), expected))
    statuses = given.get("statuses", {})
    mistakes += _status_mistakes(statuses, edition, language, "/statuses")
    if mistakes:
        raise ProfileError(capped(mistakes, language))
    numbers = {name: int(given[name]) for name in MOST if name in given}
    return Wishes(**numbers, start=day, statuses=statuses)


def read_statuses(data: Any, edition: Edition, language: Language) -> dict[str, Status]:
    """An object with a status for each of some recommendations, by their ids. Raises ProfileError."""
    mistakes = list(_status_mistakes(data, edition, language, ""))
    if mistakes:
        raise ProfileError(capped(mistakes, language))
    return dict(data)


def day_in(text: str) -> date | None:
    """The day that a text such as 2027-01-04 says; None when it says none, or one that no plan has."""
    try:
        day = date.fromisoformat(text) if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None
    except ValueError:
        return None
    return day if day is not None and EARLIEST <= day <= LATEST else None


def _number_mistake(name: str, value: Any, most: int, language: Language) -> Mistake | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        wrong = "not_number"
    elif not 1 <= value <= most:
        wrong = "out_of_range"
    elif value != int(value):
        wrong = "not_whole"
    else:
        return None
    expected = say("expected_whole", language, low=1, high=most)
    return Mistake(f"/{name}", say(wrong, language, value=show(value)), expected)


def _status_mistakes(data: Any, edition: Edition, language: Language, place: str) -> Iterator[Mistake]:
    if not isinstance(data, dict):
        yield Mistake(place, say("not_statuses", language), say("expected_statuses", language))
        return
    hints = Hints(HINTS)
    for rid, status in data.items():
        at = place + pointer_to(rid)
        if rid not in edition.recommendations:
            what = say("no_such_recommendation", language, name=short(rid))
            yield Mistake(at, what, "", hints(rid, edition.recommendations))
        elif status not in STATUSES:
            yield Mistake(at, say("no_such_status", language, value=show(status)), ", ".join(STATUSES))
