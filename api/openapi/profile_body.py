"""The schema of a profile as the API accepts it, with ``null`` for unanswered, and as HTML forms post it."""

from advisor.stages.notes import PARTS

from ..views.profile_schema import Schema, shown, unseen


def with_null(profile: Schema, *, named: bool = False) -> Schema:
    """The schema of a profile in which every answer, the name and the reference may also be null.

    One answer that need not stand in a list is also accepted so.

    When a question is asked concerns forms only: the API accepts any answer to any question. ``named`` is for client
    generators: they turn ``enum`` into a type (some read only the first of ``oneOf``) and would name it after the title
    beside it, so that rewording a question would rename a type.
    """
    answers = profile["properties"]["answers"]
    parts = {name: part for name, part in profile["properties"].items() if name != "answers"}
    also = unseen(profile)
    asked = {n: _or(also[n], _named(question) if named else question) for n, (_, question) in shown(profile).items()}
    flat = {key: value for key, value in answers.items() if key != "allOf"}
    described = {key: value for key, value in profile.items() if key != "patternProperties"}
    beside = {pattern.strip("^$"): part for pattern, part in profile["patternProperties"].items()}  # hidden from forms
    return {**described, "properties": {**parts, "answers": {**flat, "properties": asked}, **beside}}


def as_fields(profile: Schema) -> Schema:
    """The schema of the fields of an HTML form: for each answer, each part of its note, the name and the reference."""
    notes = profile["patternProperties"]["^notes$"]
    beside = {
        f"^({'|'.join(notes['propertyNames']['enum'])}):{part}$": _note_field(notes["additionalProperties"], field)
        for part, field in PARTS.items()
    }
    named = {n: {**part, "type": "string"} for n, part in profile["properties"].items() if n != "answers"}
    return {
        "type": "object",
        "description": "A field for each attribute, and name, reference. Empty means not answered, [] none of these.",
        "properties": {**named, **{name: _field(question) for name, (_, question) in shown(profile).items()}},
        "patternProperties": beside,
        "additionalProperties": False,
    }


def _note_field(note: Schema, field: str) -> Schema:
    """A field with a part of a note; empty says nothing."""
    part = {**note["properties"][field], "type": "string"}
    return {**part, "enum": ["", *(code for code in part["enum"] if code)]} if "enum" in part else part


def _field(question: Schema) -> Schema:
    """A field with the codes it accepts; their labels are in the schema of the profile."""
    kept = {key: question[key] for key in ("title", "description")}
    if question["type"] == "array":
        codes = _codes(question["items"])
        several = {"type": "array", "items": {"type": "string", "enum": codes}, "minItems": 1, "uniqueItems": True}
        return {**kept, "anyOf": [{"type": "string", "enum": ["", "[]", *codes]}, several]}
    if "oneOf" in question:
        return {**kept, "type": "string", "enum": ["", *_codes(question)]}
    number = {key: question[key] for key in ("type", "minimum", "maximum")}
    return {**kept, "anyOf": [{"type": "string", "enum": [""]}, number]}


def _codes(question: Schema) -> list[str]:
    return [option["const"] for option in question["oneOf"]]


def _named(question: Schema) -> Schema:
    """A question whose options are listed under ``enum`` as well."""
    if "items" in question:
        return {**question, "items": _named(question["items"])}
    if "oneOf" in question:
        return {**question, "enum": _codes(question)}
    return question


def _or(others: list[Schema], schema: Schema) -> Schema:
    told = {key: schema[key] for key in ("title", "description")}
    answer = {key: value for key, value in schema.items() if key not in told}
    return {**told, "anyOf": [answer, *others]}
