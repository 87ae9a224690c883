"""The kinds of file that knowledge is written in, and the fields of each: for the reference, schemas and templates."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BeforeValidator

from ..phrases import PHRASES, Message, message
from . import files, overlays
from .conditions import Condition
from .model import (
    Bundle,
    Cause,
    Confined,
    Contradiction,
    Derived,
    Factor,
    Manifest,
    Question,
    Recommendation,
    Rule,
    Silence,
    Source,
    Tension,
    Word,
)
from .overlays import Kind, Overlay
from .plain_words import Avoided
from .priorities import Priorities
from .shapes import Shape
from .signatures import Signatures

_SHAPES: Mapping[Kind, type[Shape]] = {
    "source": Source,
    "factor": Factor,
    "question": Question,
    "recommendation": Recommendation,
    "cause": Cause,
    "bundle": Bundle,
    "tension": Tension,
    "silence": Silence,
    "word": Word,
    "confined": Confined,
    "avoided": Avoided,
    "rule": Rule,
    "derived": Derived,
    "contradiction": Contradiction,
    "priorities": Priorities,
}
_WHOLE = ("source", "priorities")  # one entry fills a file; of the others, ids are its keys


@dataclass(frozen=True)
class FileKind:
    """A kind of file: its name, where it stands (a file, or the folder of such files) and the shape of an entry.

    ``whole``: the file is one entry; otherwise each of its keys is the id of one.
    """

    name: str
    place: str
    shape: type[Shape]
    whole: bool


def _file_kinds() -> Iterator[FileKind]:
    yield FileKind("manifest", "knowledge/manifest.yaml", Manifest, whole=True)
    yield from (FileKind(kind, place, _SHAPES[kind], kind in _WHOLE) for place, kind in overlays.KIND_OF.items())
    yield FileKind("overlay", overlays.FILE, Overlay, whole=True)
    yield FileKind("signatures", files.SIGNATURES, Signatures, whole=True)


FILE_KINDS: Mapping[str, FileKind] = {kind.name: kind for kind in _file_kinds()}


@dataclass(frozen=True)
class Field:
    """A field of a shape, as its editor writes it.

    ``holds``: what stands there, in words; ``about``: what it is for; ``allowed``: the only values there are, where
    these are listed; ``shape``: what it is made of, itself or in a list or mapping, where that has fields of its own.
    """

    name: str
    required: bool
    holds: Message
    about: Message
    allowed: tuple[str, ...] = ()
    shape: type[Shape] | None = None


def fields(shape: type[Shape]) -> tuple[Field, ...]:
    """The fields of a shape, in the order in which they are written."""
    return tuple(
        Field(
            name=info.alias or name,
            required=info.is_required(),
            holds=_holds(info.annotation, 1, info.metadata),
            about=_about(shape, info.alias or name),
            allowed=_allowed(info.annotation),
            shape=None if _written_otherwise(info.metadata) else next(_within(info.annotation), None),
        )
        for name, info in shape.model_fields.items()
    )


def called(shape: type[Shape], count: int = 1) -> Message:
    """What one of a shape is called, or several."""
    return message(f"type.{shape.__name__.lower()}", count=count)


def about(shape: type[Shape]) -> Message:
    """What a shape is."""
    return message(f"about.{shape.__name__.lower()}")


def shapes(shape: type[Shape]) -> Iterator[type[Shape]]:
    """The shapes that a shape is made of, at any depth: each once, itself first, then as they are met."""
    met, waiting = set[type[Shape]](), [shape]
    while waiting:
        one = waiting.pop(0)
        if one not in met:
            met.add(one)
            yield one
            waiting += [field.shape for field in fields(one) if field.shape is not None]


def _about(shape: type[Shape], field: str) -> Message:
    """What a field is for, as the first shape that it comes from has it."""
    keys = (f"{one.__name__.lower()}.{field}" for one in shape.__mro__)
    return message(next(key for key in keys if key in PHRASES))


def _holds(annotation: Any, count: int, metadata: Iterable[object] = ()) -> Message:
    """What a value is called, or several; ``metadata`` may say how long a list is."""
    origin, within = get_origin(annotation), get_args(annotation)
    if annotation == Condition:
        return message("type.condition", count=count)
    if origin is Annotated:
        return _holds(within[0], count, within[1:])
    if origin in (Union, UnionType):
        return _holds(next(part for part in within if part is not NoneType), count, metadata)
    if origin is Literal:
        return message("type.choice", count=count)
    if origin is dict:
        twice = get_origin(within[1]) is dict
        each = _holds(get_args(within[1])[1] if twice else within[1], 2)
        return message("type.dict_in_dict" if twice else "type.dict", each=each)
    if origin is list:
        least, most = (
            next((found for part in metadata if (found := getattr(part, end, None)) is not None), None)
            for end in ("min_length", "max_length")
        )
        key = "list" if least is None else "list_least" if most is None else "list_of" if least == most else "list_span"
        return message(f"type.{key}", count=count, each=_holds(within[0], 2), least=least, most=most)
    return message(f"type.{getattr(annotation, '__name__', 'any').lower()}", count=count)


def _written_otherwise(metadata: Iterable[object]) -> bool:
    """Whether what is written is turned into the shape first, so that its fields stand in no file."""
    return any(isinstance(part, BeforeValidator) for part in metadata)


def _within(annotation: Any) -> Iterator[type[Shape]]:
    """The shapes with fields that an annotation holds: itself, or in a list, a mapping or an optional."""
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        yield annotation
    for part in get_args(annotation):
        yield from _within(part)


def _allowed(annotation: Any) -> tuple[str, ...]:
    """The values that an annotation lists."""
    if get_origin(annotation) is Literal:
        return tuple(map(str, get_args(annotation)))
    return next((found for part in get_args(annotation) if (found := _allowed(part))), ())
