"""JSON data → what became of each recommendation, every mistake at once."""

from typing import Any

from ..library.edition import Edition
from ..library.nearest import Hints
from ..library.statuses import STATUSES, Status
from ..library.wording import Language
from ..phrases import say
from ..stages.mistakes import Mistake, ProfileError, capped, pointer_to, short, show
from ..stages.profile import HINTS


def read_statuses(data: Any, edition: Edition, language: Language, place: str = "") -> dict[str, Status]:
    """An object with a status for each of some recommendations, by their ids. Raises ProfileError.

    ``place``: the JSON pointer at which it stands.
    """
    if not isinstance(data, dict):
        raise ProfileError([Mistake(place, say("not_statuses", language), say("expected_statuses", language))])
    hints, mistakes = Hints(HINTS), []
    for rid, status in data.items():
        at = place + pointer_to(rid)
        if rid not in edition.recommendations:
            what = say("no_such_recommendation", language, name=short(rid))
            mistakes.append(Mistake(at, what, "", hints(rid, edition.recommendations)))
        elif status not in STATUSES:
            mistakes.append(Mistake(at, say("no_such_status", language, value=show(status)), ", ".join(STATUSES)))
    if mistakes:
        raise ProfileError(capped(mistakes, language))
    return dict(data)
