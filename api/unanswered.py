"""The profile as an API takes it: as forms do, question by question, and ``null`` too, which means unanswered."""

from .schema import Schema, shown


def with_null(profile: Schema) -> Schema:
    """The schema of a profile in which every answer, the name and the reference may also be null.

    Which questions are asked when is for forms: an API takes any answer to any question.
    """
    answers = profile["properties"]["answers"]
    parts = {name: _or_null(part) for name, part in profile["properties"].items() if name != "answers"}
    asked = {name: _or_null(question) for name, (_, question) in shown(profile).items()}
    flat = {key: value for key, value in answers.items() if key != "allOf"}
    return {**profile, "properties": {**parts, "answers": {**flat, "properties": asked}}}


def _or_null(schema: Schema) -> Schema:
    return {"title": schema["title"], "anyOf": [schema, {"type": "null"}]}
