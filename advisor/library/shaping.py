"""Makes a shape of what stands in a file: every mistake at once, each with its line and remedy."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from ..phrases import PHRASES, Message, message
from .complaints import Complaint, complaint
from .conditions import ConditionError
from .fields import inner, paragraph
from .nearest import Meant, Remedy, nearest
from .shapes import MisfitError, Shape
from .strict_yaml import Document, Place, Plain
from .unfilled import faults as of_unfilled
from .unfilled import told_by, unfilled

_UNQUOTED = {"bool_type": re.compile("true|false"), "int_type": re.compile(r"-?\d{1,18}")}  # meant, but in quotes

Entry = TypeVar("Entry", bound=Shape)
Fault = tuple[Place, Message, Remedy]  # place in the document, what, remedy


def shaped(
    document: Document,
    place: Place,
    raw: Plain,
    shape: type[Entry],
    manual: str | None = None,
    *,
    in_order: bool = True,
) -> tuple[Entry | None, list[Complaint]]:
    """What stands at a place in a document as a shape, and every complaint about it.

    ``manual`` is where to read on, if that is not the reference; ``in_order`` whether the fields must stand in the
    order of the shape. Of a place that is unfilled only that is told.
    """
    entry, found = _shaped(document, place, raw, shape, manual, in_order=in_order)
    open_places = list(unfilled(raw, place))
    if open_places:
        told = told_by(open_places)
        found = [*of_unfilled(open_places, place, shape), *(fault for fault in found if not told(fault[0]))]
    return entry, [complaint(*document.at(at), what, remedy) for at, what, remedy in found]


def _shaped(
    document: Document, place: Place, raw: Plain, shape: type[Entry], manual: str | None, *, in_order: bool
) -> tuple[Entry | None, list[Fault]]:
    try:
        entry = TypeAdapter(shape).validate_python(raw) if not isinstance(raw, dict) else shape.model_validate(raw)
    except ValidationError as error:
        return None, list(_misfits(document, place, error, shape, manual))
    misplaced = _misplaced(place, raw, entry) if in_order else []
    return entry, [*misplaced, *_of_texts(document, place, entry)]


def _of_texts(document: Document, place: Place, part: object) -> Iterator[Fault]:
    """What the texts of a shape, at any depth, say that cannot be meant."""
    parts: Iterable[tuple[str | int, object]] = ()
    if isinstance(part, Shape):
        cut = dict.fromkeys(at for at, _ in part.own_texts() if document.cut((*place, *at)))
        for at in cut:
            yield (*place, *at), message("wrong_yaml_hash"), message("mend_in_quotes")
        yield from (((*place, *at), what, remedy) for at, what, remedy in part.faults() if at not in cut)
        parts = ((written, getattr(part, name)) for written, name in _fields(type(part)))
    elif isinstance(part, dict):
        parts = part.items()
    elif isinstance(part, list):
        parts = enumerate(part)
    for step, within in parts:
        if isinstance(within, Shape | dict | list):
            yield from _of_texts(document, (*place, step), within)


@cache
def _fields(shape: type[Shape]) -> tuple[tuple[str, str], ...]:
    """The fields of a shape in its order: how each is written, and its own name."""
    return tuple((field.alias or name, name) for name, field in shape.model_fields.items())


def _misplaced(place: Place, raw: object, entry: object) -> Iterator[Fault]:
    """The first field of each shape, at any depth, that stands where another belongs."""
    parts: Iterable[tuple[str | int, object]] = ()
    if isinstance(entry, Shape) and isinstance(raw, dict):
        known = dict(_fields(type(entry)))
        written = [key for key in raw if key in known]
        wanted = [key for key in known if key in raw]
        for have, want in [(have, want) for have, want in zip(written, wanted, strict=True) if have != want][:1]:
            what = message("wrong_order", have=have, want=want)
            yield (*place, have), what, message("mend_order", order=", ".join(wanted))
        parts = ((key, getattr(entry, known[key])) for key in written)
    elif isinstance(entry, dict) and isinstance(raw, dict):
        parts = entry.items()
    elif isinstance(entry, list) and isinstance(raw, list):
        parts = enumerate(entry)
    for step, part in parts:
        if isinstance(part, Shape | dict | list):
            yield from _misplaced((*place, step), raw[step], part)  # type: ignore[index]


def _misfits(
    document: Document, home: Place, error: ValidationError, shape: type[Shape], manual: str | None
) -> Iterator[Fault]:
    """What does not fit a shape; each at the deepest place that there is, but for a field that is missing."""
    faults = error.errors()
    misspelt = _misspelt(faults)
    for fault in faults:
        within: Place = tuple(fault["loc"])
        place = document.there((*home, *within))
        name = _name(document, (*home, *within), fault["type"])
        cause = fault.get("ctx", {}).get("error")
        if isinstance(cause, ConditionError):
            yield from (
                (document.there((*home, *within, *deeper)), what, remedy) for deeper, what, remedy in cause.faults
            )
        elif fault["type"] == "extra_forbidden":
            names = list(inner(_shape_at(shape, within[:-1])))
            meant = Meant(name, names, message("mend_use_one_of", choices=", ".join(names)))
            yield place, message("unknown_field", name=name), meant
        elif fault["type"] == "missing":
            if within not in misspelt:
                what = message("wrong_field_missing", name=name)
                yield (*home, *within), what, message("mend_add_field", field=name)
        elif fault["type"] == "literal_error":
            allowed = fault["ctx"]["expected"].replace("'", "").replace(" or ", ", ")
            meant = Meant(str(fault["input"]), allowed.split(", "), message("mend_use_one_of", choices=allowed))
            yield place, message("wrong_literal", value=str(fault["input"]), name=name), meant
        else:
            what = message("wrong_value", name=name, what=_misfit(fault))
            yield place, what, _remedy(fault, name, shape, manual)


def _misspelt(faults: Iterable[ErrorDetails]) -> set[Place]:
    """The places of fields that seem to be missing, but stand there under a name that is nearly theirs."""
    missing: dict[Place, list[str]] = {}
    for fault in faults:
        if fault["type"] == "missing":
            missing.setdefault(fault["loc"][:-1], []).append(str(fault["loc"][-1]))
    unknown = [tuple(fault["loc"]) for fault in faults if fault["type"] == "extra_forbidden"]
    near = ((place[:-1], nearest(str(place[-1]), missing.get(place[:-1], []))) for place in unknown)
    return {(*place, name) for place, name in near if name is not None}


def _name(document: Document, place: Place, kind: str) -> str:
    """What a mistake is about: a field that is missing, else the last name on the way that stands in the file."""
    names = [i for i, step in enumerate(place) if isinstance(step, str)]
    stands = [i for i in names if kind == "missing" or document.value(place[: i + 1]) is not None]
    return str(place[stands[-1]]) if stands else document.file


def _remedy(fault: ErrorDetails, name: str, shape: type[Shape], manual: str | None) -> Message:
    """How a value that does not fit is written, where that can be said in a few words; else where to read on."""
    kind, given = fault["type"], fault["input"]
    plain = isinstance(given, str | bool | int | float)
    if kind == "string_type" and plain:
        return message("mend_quote_value", value=_written(given))
    if isinstance(given, str) and kind in _UNQUOTED and _UNQUOTED[kind].fullmatch(given):
        return message("mend_unquoted", value=given)
    if kind == "bool_type":
        return message("mend_true_or_false")
    if kind == "list_type" and plain:
        return message("mend_as_list", name=name, value=_written(given))
    place: Place = tuple(fault["loc"])
    if kind == "model_type":
        below = _shape_at(shape, place)
        needed = ", ".join(field for field, info in below.model_fields.items() if info.is_required())
        return message("mend_fields_below", fields=needed, manual=manual or paragraph(below))
    around = place[:-1] if kind in ("list_type", "too_short", "too_long") else place
    return message("mend_see", manual=manual or paragraph(_shape_at(shape, around)))


def _written(value: str | float) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _misfit(fault: ErrorDetails) -> Message:
    """Why a value does not fit its shape: as a check of ours has it, else by the type of Pydantic's error."""
    details = fault.get("ctx", {})
    cause = details.get("error")
    if isinstance(cause, MisfitError):
        return cause.why
    key = f"shape_{fault['type']}"
    return message(key if key in PHRASES else "shape_other", **details)


def _shape_at(shape: type[Shape], place: Place) -> type[Shape]:
    """The innermost shape at a place within another."""
    for step in place:
        shape = inner(shape).get(str(step)) or shape
    return shape
