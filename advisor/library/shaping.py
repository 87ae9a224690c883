"""What stands in a file as a shape: where it does not fit, its editor is told what, where and how to mend it."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TypeVar, get_args

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from ..phrases import PHRASES, Message, message
from .complaints import Complaint, complaint
from .conditions import ConditionError
from .nearest import Meant, Remedy
from .shapes import MisfitError, Shape
from .strict_yaml import Document, Place, Plain
from .unfilled import faults as of_unfilled
from .unfilled import told_by, unfilled

Entry = TypeVar("Entry", bound=Shape)
Fault = tuple[Place, Message, Remedy]  # place within a document, what, remedy

MANUAL = "docs/editing-knowledge.md"


def shaped(
    document: Document, place: Place, raw: Plain, shape: type[Entry], manual: str = MANUAL, *, in_order: bool = True
) -> tuple[Entry | None, list[Complaint]]:
    """What stands at a place in a document as a shape, and every complaint about it.

    ``manual`` is where to read on; ``in_order`` whether the fields must stand in the order of the shape. Of a place
    that is unfilled only that is told.
    """
    entry, found = _shaped(document, place, raw, shape, manual, in_order=in_order)
    open_places = list(unfilled(raw, place))
    if open_places:
        told = told_by(open_places)
        found = [*of_unfilled(open_places, place, shape), *(fault for fault in found if not told(fault[0]))]
    return entry, [complaint(*document.at(at), what, remedy) for at, what, remedy in found]


def _shaped(
    document: Document, place: Place, raw: Plain, shape: type[Entry], manual: str, *, in_order: bool
) -> tuple[Entry | None, list[Fault]]:
    try:
        entry = TypeAdapter(shape).validate_python(raw) if not isinstance(raw, dict) else shape.model_validate(raw)
    except ValidationError as error:
        return None, list(_misfits(document, place, error, shape, manual))
    misplaced = _misplaced(place, raw, entry) if in_order else []
    return entry, [*misplaced, *_of_texts(place, entry)]


def _of_texts(place: Place, part: object) -> Iterator[Fault]:
    """What the texts of a shape, at any depth, say that cannot be meant."""
    parts: Iterable[tuple[str | int, object]] = ()
    if isinstance(part, Shape):
        yield from (((*place, *at), what, remedy) for at, what, remedy in part.faults())
        parts = ((written, getattr(part, name)) for written, name in _fields(type(part)))
    elif isinstance(part, dict):
        parts = part.items()
    elif isinstance(part, list):
        parts = enumerate(part)
    for step, inner in parts:
        if isinstance(inner, Shape | dict | list):
            yield from _of_texts((*place, step), inner)


@cache
def _fields(shape: type[Shape]) -> tuple[tuple[str, str], ...]:
    """The fields of a shape in its order: how each is written, and its own name."""
    return tuple((field.alias or name, name) for name, field in shape.model_fields.items())


def _misplaced(place: Place, raw: object, entry: object) -> Iterator[Fault]:
    """The first field of each shape, at any depth, that stands where another belongs."""
    parts: Iterable[tuple[str | int, object]] = ()
    if isinstance(entry, Shape) and isinstance(raw, dict):
        fields = dict(_fields(type(entry)))
        written = [key for key in raw if key in fields]
        wanted = [key for key in fields if key in raw]
        for have, want in [(have, want) for have, want in zip(written, wanted, strict=True) if have != want][:1]:
            what = message("wrong_order", have=have, want=want)
            yield (*place, have), what, message("mend_order", order=", ".join(wanted))
        parts = ((key, getattr(entry, fields[key])) for key in written)
    elif isinstance(entry, dict) and isinstance(raw, dict):
        parts = entry.items()
    elif isinstance(entry, list) and isinstance(raw, list):
        parts = enumerate(entry)
    for step, part in parts:
        if isinstance(part, Shape | dict | list):
            yield from _misplaced((*place, step), raw[step], part)  # type: ignore[index]


def _misfits(
    document: Document, home: Place, error: ValidationError, shape: type[Shape], manual: str
) -> Iterator[Fault]:
    """What does not fit a shape; each at the deepest place that there is, but for a field that is missing."""
    for fault in error.errors():
        within: Place = tuple(fault["loc"])
        place = document.there((*home, *within))
        name = next((str(step) for step in reversed((*home, *within)) if isinstance(step, str)), document.file)
        cause = fault.get("ctx", {}).get("error")
        if isinstance(cause, ConditionError):
            yield from (
                (document.there((*home, *within, *deeper)), what, remedy) for deeper, what, remedy in cause.faults
            )
        elif fault["type"] == "extra_forbidden":
            fields = _fields_at(shape, within[:-1])
            meant = Meant(name, fields, message("mend_use_one_of", choices=", ".join(fields)))
            yield place, message("unknown_field", name=name), meant
        elif fault["type"] == "missing":
            yield (*home, *within), message("wrong_field_missing", name=name), message("mend_add_field", field=name)
        elif fault["type"] == "literal_error":
            allowed = fault["ctx"]["expected"].replace("'", "").replace(" or ", ", ")
            meant = Meant(str(fault["input"]), allowed.split(", "), message("mend_use_one_of", choices=allowed))
            yield place, message("wrong_literal", value=str(fault["input"]), name=name), meant
        else:
            what = message("wrong_value", name=name, what=_misfit(fault))
            yield place, what, message("mend_see", manual=manual)


def _misfit(fault: ErrorDetails) -> Message:
    """Why a value does not fit its shape: as a check of ours has it, else by the type of Pydantic's error."""
    details = fault.get("ctx", {})
    cause = details.get("error")
    if isinstance(cause, MisfitError):
        return cause.why
    key = f"shape_{fault['type']}"
    return message(key if key in PHRASES else "shape_other", **details)


def _fields_at(shape: type[Shape], place: Place) -> list[str]:
    """The fields of the shape at a place within another."""
    for step in place:
        fields = {field.alias or name: field.annotation for name, field in shape.model_fields.items()}
        shape = _shape_in(fields.get(str(step))) or shape
    return [field.alias or name for name, field in shape.model_fields.items()]


def _shape_in(annotation: object) -> type[Shape] | None:
    """The shape that an annotation holds: itself, or in a list, a mapping or an optional."""
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        return annotation
    return next((found for part in get_args(annotation) if (found := _shape_in(part))), None)
