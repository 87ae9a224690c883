"""The profile as an API takes it: question by question, with ``null`` for unanswered; and as HTML forms post it."""

from ..views.profile_schema import Schema, shown


def with_null(profile: Schema, *, named: bool = False) -> Schema:
    """The schema of a profile in which every answer, the name and the reference may also be null.

    Which questions are asked when is for forms: an API takes any answer to any question. ``named``: the options stand
    under ``enum`` too, from which generators of clients make a type; some take the first of ``oneOf`` for the only one.
    """
    answers = profile["properties"]["answers"]
    parts = {name: part for name, part in profile["properties"].items() if name != "answers"}
    asked = {name: _or_null(_named(question) if named else question) for name, (_, question) in shown(profile).items()}
    flat = {key: value for key, value in answers.items() if key != "allOf"}
    return {**profile, "properties": {**parts, "answers": {**flat, "properties": asked}}}


def as_fields(profile: Schema) -> Schema:
    """The schema of the fields of an HTML form that tell a profile: one for each answer, the name and the reference."""
    named = {n: {**part, "type": "string"} for n, part in profile["properties"].items() if n != "answers"}
    return {
        "type": "object",
        "description": "A field for each attribute, and name, reference. Empty means not answered, [] none of these.",
        "properties": {**named, **{name: _field(question) for name, (_, question) in shown(profile).items()}},
        "additionalProperties": False,
    }


def _field(question: Schema) -> Schema:
    empty: Schema = {"const": "", "title": ""}
    kept = {key: question[key] for key in ("title", "description")}
    if question["type"] == "array":
        none: Schema = {"const": "[]", "title": ""}
        codes = [option["const"] for option in question["items"]["oneOf"]]
        several = {"type": "array", "items": {"enum": codes}, "minItems": 1, "uniqueItems": True}
        return {**kept, "anyOf": [empty, none, {"enum": codes}, several]}
    answer = {key: question[key] for key in ("type", "minimum", "maximum", "oneOf") if key in question}
    return {**kept, "anyOf": [empty, answer]}


def _named(question: Schema) -> Schema:
    """A question with its options under ``enum`` too."""
    if "items" in question:
        return {**question, "items": _named(question["items"])}
    if "oneOf" in question:
        return {**question, "enum": [option["const"] for option in question["oneOf"]]}
    return question


def _or_null(schema: Schema) -> Schema:
    return {"title": schema["title"], "anyOf": [schema, {"type": "null"}]}
