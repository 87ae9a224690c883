"""JSON Schemas of the kinds of file, for editors: made from the shapes that the loader reads, by `dev.py reference`.

They are draft 7, which every editor knows. A schema never refuses what the loader accepts. It cannot see the order of
fields, whether a name leads somewhere, which of two numbers is lower, or whether a number was written as 1.0.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from advisor.library import model, texts
from advisor.library.conditions import COMPARISONS, FACTOR_KEYS, INCLUDES
from advisor.library.fields import about, fields, shapes
from advisor.library.kinds import FILE_KINDS, FileKind
from advisor.library.linking import PASSAGE
from advisor.library.named import id_form
from advisor.library.plain_words import MOST_WORDS, Avoided
from advisor.library.priorities import Priorities, Weights
from advisor.library.questions import MAX_NAME
from advisor.library.shapes import Shape
from advisor.phrases import LANGUAGES

DRAFT = "http://json-schema.org/draft-07/schema#"
CONDITION = {"$ref": "#/definitions/Condition"}
ANY_TEXT = r"^\S(.*\S)?$"  # one line, no white space around it
TEXTS = {  # what each kind of text is at least, as far as a pattern can say
    texts.label: ANY_TEXT,
    texts.fitted_label: ANY_TEXT,
    texts.title: r"^\S(.*[^\s.])?$",
    texts.clause: r"^[^\s.,;:?!…()]([^.,;:?!…()]*[^\s.,;:?!…()])?$",
    texts.prose: r"^\S.*[.?!][”’»›\"')\]]*$",
    texts.fitted: r"^\S.*[.?!][”’»›\"')\]]*$",
    texts.number_of_edition: r"^[0-9]{4}\.[1-9][0-9]{0,5}$",
    texts.address: r"^[hH][tT][tT][pP][sS]?://\S+$",
}


class _Generator(GenerateJsonSchema):
    """Pydantic's own generator, told how conditions and lines of severity are written."""

    def function_plain_schema(self, schema: core_schema.PlainValidatorFunctionSchema) -> JsonSchemaValue:
        return {"format": "condition"}

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        function: Any = schema["function"]["function"]
        if function is model.read_severity_lines:
            return {"format": "severity"}
        return super().function_before_schema(schema)

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])  # no file holds null

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def schema_of(kind: FileKind, *, partly: bool = False) -> dict[str, Any]:
    """The schema of a kind of file; ``partly``: of one in an overlay, which holds only what it changes."""
    entry = TypeAdapter(kind.shape).json_schema(schema_generator=_Generator, ref_template="#/definitions/{model}")
    found: dict[str, Any] = entry.pop("$defs", {})
    found[kind.shape.__name__] = entry
    for shape in shapes(kind.shape):
        _completed(found[shape.__name__], shape)
        if partly and shape in (Priorities, Weights):
            del found[shape.__name__]["required"]
    definitions = _resolved({name: found[name] for name in sorted(found) if name != "SeverityLine"})
    if '"#/definitions/Condition"' in json.dumps(definitions):
        definitions["Condition"] = _condition()
    top: dict[str, Any] = {"$ref": f"#/definitions/{kind.shape.__name__}"}
    if not kind.whole:
        top = {"type": "object", "additionalProperties": top}
        if kind.shape is not Avoided:
            top["propertyNames"] = {"pattern": f"^{id_form(kind.name).pattern}$", "maxLength": MAX_NAME}
    else:
        top = {"allOf": [top]}
    described = {"title": kind.place, "description": _both(about(kind.shape))}
    return {"$schema": DRAFT, **described, **top, "definitions": definitions}


def _completed(schema: dict[str, Any], shape: type[Shape]) -> None:
    """Add to the schema of a shape: what it is, what its fields are for, how texts look, and what goes together."""
    schema.pop("title", None)
    schema["description"] = _both(about(shape))
    properties = schema["properties"]
    for field in fields(shape):
        described = properties[field.name]
        if "$ref" in described:  # draft 7 overlooks what stands beside a reference
            described = properties[field.name] = {"allOf": [described]}
        described["description"] = _both(field.about)
    for name, check in shape.checks.items():
        if check in TEXTS and name in properties:
            text = properties[name].get("items", properties[name])
            text["pattern"] = TEXTS[check]
            text["minLength"] = 1
    for name, names in NAMES.get(shape, {}).items():
        properties[name]["propertyNames"] = names
    schema |= TOGETHER.get(shape, {})


TOGETHER: Mapping[type[Shape], dict[str, Any]] = {
    model.Ground: {
        "anyOf": [
            {"required": ["because"], "properties": {"because": {"minItems": 1}, "nl": False, "en": False}},
            {"required": ["nl", "en"], "properties": {"because": {"maxItems": 0}}},
        ]
    },
    model.Passage: {
        "dependencies": {
            "length": ["sha256", "fragment"],
            "sha256": ["length", "fragment"],
            "fragment": ["length", "sha256"],
        }
    },
    model.Source: {
        "anyOf": [
            {"required": ["canonical_form", "length"]},
            {"properties": {"passages": {"additionalProperties": {"not": {"required": ["sha256"]}}}}},
        ]
    },
}
NAMES: Mapping[type[Shape], Mapping[str, dict[str, Any]]] = {  # what the names under a field are like
    model.Source: {"passages": {"pattern": f"^{PASSAGE.pattern}$"}},
    Avoided: {"words": {"pattern": rf"^\s*\S+(\s+\S+){{0,{MOST_WORDS - 1}}}\s*$"}},
}


def _resolved(part: Any) -> Any:
    """A schema with what the generator left open filled in."""
    if isinstance(part, dict):
        rest = {name: _resolved(inner) for name, inner in part.items() if name != "format"}
        if part.get("format") == "condition":
            return {**rest, "allOf": [CONDITION]}
        return {**rest, **SEVERITY} if part.get("format") == "severity" else rest
    return [_resolved(inner) for inner in part] if isinstance(part, list) else part


SEVERITY: dict[str, Any] = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": False,
        "properties": {level: {"anyOf": [{"const": "otherwise"}, CONDITION]} for level in model.SEVERITIES},
    },
}


def _condition() -> dict[str, Any]:
    """A mapping with one key: a group of conditions, a factor, or what is asked of one fact."""
    group = {"type": "array", "minItems": 1, "items": CONDITION}
    codes = {"type": "array", "minItems": 1, "items": {"type": "string"}}
    asked = {
        **{key: {"type": "number"} for key in COMPARISONS},
        "one_of": codes,
        **{operator: codes if operator != "includes" else {"type": "string"} for operator in INCLUDES},
        **{key: {"const": True} for key in ("empty", "known")},
    }
    one = {"type": "object", "minProperties": 1, "maxProperties": 1}
    return {
        **one,
        "propertyNames": {"pattern": "^[^:]*$"},
        "properties": {
            **dict.fromkeys(("all", "any", "none"), group),
            **{key: {"type": "string"} for key in FACTOR_KEYS},
        },
        "additionalProperties": {
            "anyOf": [
                {"type": ["string", "boolean", "number"]},
                {**one, "properties": asked, "additionalProperties": False},
            ]
        },
    }


def _both(told: Any) -> str:
    """A description in both languages, Dutch first."""
    return "\n\n".join(told.said(language) for language in LANGUAGES)


def every() -> Iterator[tuple[str, str]]:
    """The name and text of every schema."""
    for kind in FILE_KINDS.values():
        yield f"{kind.name}.json", _written(schema_of(kind))
    yield "overlay-priorities.json", _written(schema_of(FILE_KINDS["priorities"], partly=True))


def _written(schema: dict[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
