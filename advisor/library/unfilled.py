"""Places that are still to be filled in: a template has a marker there, and a check names each."""

from collections.abc import Callable, Iterable, Iterator

from ..phrases import LANGUAGES, Message, message
from .fields import called, fields
from .shapes import Shape, Text
from .strict_yaml import Place, Plain

MARKER = "…"

Fault = tuple[Place, Message, Message]  # place, what, remedy


def unfilled(value: Plain, place: Place = ()) -> Iterator[Place]:
    """Each place at or within a place where only the marker stands."""
    if value == MARKER:
        yield place
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from unfilled(inner, (*place, key))
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from unfilled(inner, (*place, i))


def faults(places: Iterable[Place], home: Place, shape: type[Shape]) -> Iterator[Fault]:
    """What is said of places that are unfilled, in an entry of a shape that stands at ``home``: what belongs there."""
    for place in places:
        name = ".".join(step for step in place[len(home) :] if isinstance(step, str))
        yield place, message("wrong_unfilled", name=name), _remedy(place[len(home) :], shape)


def told_by(places: Iterable[Place]) -> Callable[[Place], bool]:
    """Whether a mistake at a place may come from what is unfilled: at it, around it or within it."""
    open_places = set(places)
    around = {place[:length] for place in open_places for length in range(len(place))}
    return lambda place: place in around or any(place[:length] in open_places for length in range(len(place) + 1))


def _remedy(place: Place, shape: type[Shape]) -> Message:
    """What belongs at a place within an entry: that of the deepest field; a text is told by the field it is of."""
    found, holds, within = None, None, shape
    for step in place:
        field = next((field for field in fields(within) if field.name == step), None)
        if found is not None and step in LANGUAGES and issubclass(within, Text):
            holds = called(within)
        elif field is not None:
            found, holds, within = field, field.holds, field.shape or within
    if found is None:
        return message("mend_unfilled_one")
    key = "mend_unfilled_choice" if found.allowed else "mend_unfilled"
    return message(key, holds=holds, about=found.about, choices=", ".join(found.allowed))
