"""A draft as text: YAML in the style of the house, with what each field is for as a comment above it."""

import json
import re
import textwrap
from collections.abc import Iterator, Mapping

from ..library.fields import Field, fields
from ..library.questions import NO_CODES
from ..library.shapes import Shape
from ..library.strict_yaml import Plain
from ..library.unfilled import MARKER
from ..phrases import LANGUAGES, Language, say

WIDTH = 100
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_/-]*")  # needs no quotation marks


class Writer:
    """Writes entries in one language; what a shape is made of is explained once."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._told: set[type[Shape]] = set()

    def entry(self, data: Mapping[str, Plain], shape: type[Shape], name: str | None = None) -> Iterator[str]:
        """The lines of an entry: under its id, or (None) as a file of its own."""
        if name is not None:
            yield f"{name}:"
        yield from self._shape(data, shape, 0 if name is None else 2, spare=True)

    def comment(self, text: str, indent: int = 0) -> Iterator[str]:
        """A text as comments, wrapped."""
        yield from textwrap.wrap(text, WIDTH, initial_indent=f"{'':{indent}}# ", subsequent_indent=f"{'':{indent}}# ")

    def _shape(self, data: Mapping[str, Plain], shape: type[Shape], indent: int, *, spare: bool) -> Iterator[str]:
        """The fields of a shape; ``spare``: those that are left out are named too."""
        telling = shape not in self._told
        self._told.add(shape)
        for field in fields(shape):
            if field.name in data:
                if telling and field.name not in LANGUAGES:
                    yield from self.comment(self._about(field), indent)
                yield from self._field(field.name, data[field.name], field.shape, indent)
            elif telling and spare:
                about = field.about.said(self.language)
                yield from self.comment(say("draft_spare", self.language, name=field.name, about=about), indent)

    def _about(self, field: Field) -> str:
        about, holds = field.about.said(self.language), field.holds.said(self.language)
        key = "draft_choice" if field.allowed else "draft_field"
        return say(key, self.language, about=about, holds=holds, choices=", ".join(field.allowed))

    def _field(self, name: str, value: Plain, shape: type[Shape] | None, indent: int) -> Iterator[str]:
        blocks = isinstance(value, dict) or (isinstance(value, list) and any(isinstance(v, dict) for v in value))
        if not blocks:
            yield f"{'':{indent}}{name}: {_flow(value)}"
            return
        yield f"{'':{indent}}{name}:"
        if isinstance(value, dict):
            yield from self._mapping(value, shape, indent + 2)
        elif isinstance(value, list):
            for item in value:
                lines = list(self._mapping(item, shape, indent + 4)) if isinstance(item, dict) else []
                first = next(i for i, line in enumerate(lines) if not line.lstrip().startswith("#"))
                yield from (line[2:] for line in lines[:first])
                yield f"{'':{indent + 2}}- {lines[first].lstrip()}"
                yield from lines[first + 1 :]

    def _mapping(self, value: Mapping[str, Plain], shape: type[Shape] | None, indent: int) -> Iterator[str]:
        """What stands under a name: the fields of a shape, or several of that shape each under a name of its own."""
        if shape is not None and value.keys() <= {field.name for field in fields(shape)}:
            yield from self._shape(value, shape, indent, spare=not value.keys() <= set(LANGUAGES))
        else:
            for name, inner in value.items():
                yield from self._field(name, inner, shape, indent)


def _flow(value: Plain) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    if isinstance(value, str) and (value == MARKER or (_PLAIN.fullmatch(value) and value not in NO_CODES)):
        return value
    return json.dumps(value, ensure_ascii=False)
