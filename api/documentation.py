"""The OpenAPI 3.1 document: what every address takes and gives, with examples that were really worked out."""

import json
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter

from advisor.advice import Advisor, to_json
from advisor.library.edition import Edition
from advisor.stages.profile import ProfileError, parse_json, understand

from .problems import MEDIA_TYPE, Problem, problem
from .schema import profile_schema

Json = dict[str, Any]

_REF = "#/components/schemas/"
_REASONS = {
    400: "The body is not the strict JSON that is asked for.",
    404: "There is no such thing.",
    406: "The client accepts no form in which the answer exists.",
    413: "The body is too large.",
    415: "The body is not JSON.",
    422: "The request holds mistakes; all of them are told.",
    503: "The knowledge is not loaded.",
}
_ETAG: Json = {"description": "Strong; send it back as If-None-Match.", "schema": {"type": "string"}}
_CONTENT_LANGUAGE: Json = {"description": "nl or en.", "schema": {"type": "string", "enum": ["nl", "en"]}}

CACHED: Json = {"headers": {"ETag": _ETAG, "Content-Language": _CONTENT_LANGUAGE}}
PROFILE_BODY: Json = {
    "requestBody": {"required": True, "content": {"application/json": {"schema": {"$ref": _REF + "Profile"}}}}
}

WHAT_IF_BODY: Json = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "profile": {"$ref": _REF + "Profile"},
                        "answers": {"type": "object", "description": "The answers that change; null takes one away."},
                    },
                    "required": ["profile", "answers"],
                    "additionalProperties": False,
                }
            }
        },
    }
}


def problems(*statuses: int) -> dict[int | str, Json]:
    """How refusals with these statuses are documented."""
    content = {MEDIA_TYPE: {"schema": {"$ref": _REF + "Problem"}}}
    return {status: {"description": _REASONS[status], "content": content} for status in statuses}


def document(app: FastAPI, advisor: Advisor | None) -> Json:
    """The OpenAPI document of an application. Without an advisor a profile is any object, and there are no examples."""
    described: Json = json.loads(
        json.dumps(get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes))
    )
    components = described["components"]["schemas"]
    shape = TypeAdapter(Problem).json_schema(ref_template=_REF + "{model}")
    components |= {**shape.pop("$defs"), "Problem": shape}
    components["Profile"] = _component(profile_schema(advisor.edition, "en")) if advisor else {"type": "object"}
    if advisor:
        _add_examples(described["paths"]["/v1/advice"]["post"], advisor)
        _add_insight_examples(described["paths"], advisor)
    return described


def _component(schema: Json) -> Json:
    return {key: value for key, value in schema.items() if key != "$schema"}


def _add_examples(operation: Json, advisor: Advisor) -> None:
    """A profile, the head of its advice, and what comes of one with mistakes."""
    profile = example_profile(advisor.edition)
    operation["requestBody"]["content"]["application/json"]["example"] = profile
    advice = json.loads(to_json(advisor.advise(understand(profile, advisor.edition, "en"), "en")))
    operation["responses"]["200"]["content"]["application/json"]["example"] = _head(advice)
    for status, raw in ((400, b"{"), (422, json.dumps(_mistaken(profile)).encode())):
        try:
            understand(parse_json(raw, "en"), advisor.edition, "en")
        except ProfileError as error:
            example = problem(error.status, error.mistakes, "en").model_dump()
            operation["responses"][str(status)]["content"][MEDIA_TYPE]["example"] = example


def _add_insight_examples(paths: Json, advisor: Advisor) -> None:
    """A profile for every address that takes one, and for the parameters recommendations that it is given."""
    profile = example_profile(advisor.edition)
    given = advisor.advise(understand(profile, advisor.edition, "en"), "en").recommendations
    shown = dict(zip(("rid", "other"), (item.id for item in given), strict=False))
    changed: Json = {"profile": profile, "answers": dict.fromkeys(profile["answers"])}
    for path in paths.values():
        operation = path.get("post", {})
        content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
        if content:
            content["example"] = profile if content["schema"] == {"$ref": _REF + "Profile"} else changed
        for parameter in operation.get("parameters", []):
            if parameter["name"] in shown:
                parameter["example"] = shown[parameter["name"]]


def example_profile(edition: Edition) -> Json:
    """The answers of the first example in the rules that applies."""
    given = [e.given for rule in edition.rules.values() for e in rule.examples if e.result == "applies"]
    return {"reference": "intake-001", "answers": given[0] if given else {}}


def _mistaken(profile: Json) -> Json:
    """The same with a letter too many in the name of each attribute."""
    return {**profile, "answers": {f"{attribute}x": value for attribute, value in profile["answers"].items()} or None}


def _head(data: Any) -> Any:
    """The same data with the first item of every list only."""
    if isinstance(data, dict):
        return {key: _head(value) for key, value in data.items()}
    return [_head(item) for item in data[:1]] if isinstance(data, list) else data
