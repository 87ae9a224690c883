"""Makes a shape of what stands in a file: every mistake at once, each with its line and remedy."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from ..phrases import PHRASES, Message, message
from .complaints import Complaint, complaint
from .conditions import ConditionError
from .fields import inner, paragraph
from .nearest import Meant, nearest
from .shapes import MisfitError, Shape
from .strict_yaml import Document, Place

Entry = TypeVar("Entry", bound=Shape)


def shaped(
    document: Document,
    place: Place,
    raw: object,
    shape: type[Entry],
    manual: str | None = None,
    *,
    in_order: bool = True,
) -> tuple[Entry | None, list[Complaint]]:
    """What stands at a place in a document as a shape, and every complaint about it.

    ``manual`` is where to read on, if that is not the reference; ``in_order`` whether the fields must stand in the
    order of the shape.
    """
    try:
        entry = TypeAdapter(shape).validate_python(raw) if not isinstance(raw, dict) else shape.model_validate(raw)
    except ValidationError as error:
        return None, _shape_complaints(document, place, error, shape, manual)
    misplaced = _order_complaints(document, place, raw, entry) if in_order else []
    return entry, [*misplaced, *_text_complaints(document, place, entry)]


def _text_complaints(document: Document, place: Place, part: object) -> Iterator[Complaint]:
    """What the texts of a shape, at any depth, say that cannot be meant."""
    parts: Iterable[tuple[str | int, object]] = ()
    if isinstance(part, Shape):
        cut = dict.fromkeys(at for at, _ in part.own_texts() if document.cut((*place, *at)))
        for at in cut:
            yield Complaint(*document.at((*place, *at)), message("wrong_yaml_hash"), message("mend_in_quotes"))
        for at, what, remedy in part.faults():
            if at not in cut:
                yield Complaint(*document.at((*place, *at)), what, remedy)
        parts = ((written, getattr(part, name)) for written, name in _fields(type(part)))
    elif isinstance(part, dict):
        parts = part.items()
    elif isinstance(part, list):
        parts = enumerate(part)
    for step, within in parts:
        if isinstance(within, Shape | dict | list):
            yield from _text_complaints(document, (*place, step), within)


@cache
def _fields(shape: type[Shape]) -> tuple[tuple[str, str], ...]:
    """The fields of a shape in its order: how each is written, and its own name."""
    return tuple((field.alias or name, name) for name, field in shape.model_fields.items())


def _order_complaints(document: Document, place: Place, raw: object, entry: object) -> list[Complaint]:
    """The first field of each shape, at any depth, that stands where another belongs."""
    if isinstance(entry, Shape) and isinstance(raw, dict):
        known = dict(_fields(type(entry)))
        written = [key for key in raw if key in known]
        wanted = [key for key in known if key in raw]
        misplaced = [(have, want) for have, want in zip(written, wanted, strict=True) if have != want][:1]
        found = [
            Complaint(
                *document.at((*place, have)),
                message("wrong_order", have=have, want=want),
                message("mend_order", order=", ".join(wanted)),
            )
            for have, want in misplaced
        ]
        parts: Iterable[tuple[str | int, object]] = ((key, getattr(entry, known[key])) for key in written)
    elif isinstance(entry, dict) and isinstance(raw, dict):
        found, parts = [], entry.items()
    elif isinstance(entry, list) and isinstance(raw, list):
        found, parts = [], enumerate(entry)
    else:
        return []
    for step, part in parts:
        if isinstance(part, Shape | dict | list):
            found += _order_complaints(document, (*place, step), raw[step], part)  # type: ignore[index]
    return found


def _shape_complaints(
    document: Document, prefix: Place, error: ValidationError, shape: type[Shape], manual: str | None
) -> list[Complaint]:
    complaints = []
    faults = error.errors()
    misspelt = _misspelt(faults)
    for fault in faults:
        within: Place = tuple(fault["loc"])
        at = document.at((*prefix, *within))
        name = _name(document, (*prefix, *within), fault["type"])
        cause = fault.get("ctx", {}).get("error")
        if isinstance(cause, ConditionError):
            complaints += [
                Complaint(*document.at((*prefix, *within, *deeper)), what, remedy)
                for deeper, what, remedy in cause.faults
            ]
        elif fault["type"] == "extra_forbidden":
            names = list(inner(_shape_at(shape, within[:-1])))
            meant = Meant(name, names, message("mend_use_one_of", choices=", ".join(names)))
            complaints.append(complaint(*at, message("unknown_field", name=name), meant))
        elif fault["type"] == "missing":
            if within in misspelt:
                continue
            what = message("wrong_field_missing", name=name)
            complaints.append(Complaint(*at, what, message("mend_add_field", field=name)))
        elif fault["type"] == "literal_error":
            allowed = fault["ctx"]["expected"].replace("'", "").replace(" or ", ", ")
            meant = Meant(str(fault["input"]), allowed.split(", "), message("mend_use_one_of", choices=allowed))
            what = message("wrong_literal", value=str(fault["input"]), name=name)
            complaints.append(complaint(*at, what, meant))
        else:
            what = message("wrong_value", name=name, what=_misfit(fault))
            where = manual or paragraph(_shape_at(shape, within))
            complaints.append(Complaint(*at, what, message("mend_see", manual=where)))
    return complaints


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
