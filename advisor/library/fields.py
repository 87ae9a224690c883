"""The fields of a shape in words, for who writes the files: for the reference, schemas, templates and remedies."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BeforeValidator

from ..phrases import PHRASES, Language, Message, message
from .conditions import Condition
from .shapes import Shape

REFERENCE: Mapping[Language, str] = {"nl": "docs/reference.nl.md", "en": "docs/reference.md"}
CONDITION = message("type.condition", count=1)  # what one is called


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


@dataclass(frozen=True)
class Paragraph:
    """Where the reference tells of something: in each language its page and, after #, the anchor of its heading."""

    heading: Message

    def said(self, language: Language) -> str:
        """The page and anchor in one language."""
        return f"{REFERENCE[language]}#{self.heading.said(language).lower().replace(' ', '-')}"


def paragraph(shape: type[Shape]) -> Paragraph:
    """Where the reference tells of a shape."""
    return Paragraph(called(shape))


def fields(shape: type[Shape]) -> tuple[Field, ...]:
    """The fields of a shape, in the order in which they are written."""
    return tuple(
        Field(
            name=info.alias or name,
            required=info.is_required(),
            holds=_holds(info.annotation, 1, info.metadata),
            about=_about(shape, info.alias or name),
            allowed=_allowed(info.annotation),
            shape=inner(shape)[info.alias or name],
        )
        for name, info in shape.model_fields.items()
    )


@cache
def inner(shape: type[Shape]) -> Mapping[str, type[Shape] | None]:
    """The fields of a shape as they are written; for each the shape that it is made of, where that has fields too."""
    return {
        info.alias or name: None if _written_otherwise(info.metadata) else next(_within(info.annotation), None)
        for name, info in shape.model_fields.items()
    }


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
            waiting += filter(None, inner(one).values())


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
