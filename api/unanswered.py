"""The profile as an API takes it: as forms do, and ``null`` too, which means unanswered."""

from typing import Any

Schema = dict[str, Any]


def with_null(profile: Schema) -> Schema:
    """The schema of a profile in which every answer, the name and the reference may also be null."""
    answers = profile["properties"]["answers"]
    parts = {name: _or_null(part) for name, part in profile["properties"].items() if name != "answers"}
    asked = {name: _or_null(question) for name, question in answers["properties"].items()}
    return {**profile, "properties": {**parts, "answers": {**answers, "properties": asked}}}


def _or_null(schema: Schema) -> Schema:
    return {"title": schema["title"], "anyOf": [schema, {"type": "null"}]}
