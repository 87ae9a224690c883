"""The OpenAPI 3.1 document: what every address takes and returns, with examples computed by the advisor itself."""

import json
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core.core_schema import WithDefaultSchema

from advisor.advice import Advisor, to_json
from advisor.brief import Brief
from advisor.insight.compare import compare
from advisor.insight.earlier import EarlierAdvice, read_earlier
from advisor.insight.replay import replay
from advisor.library.cells import csv_line
from advisor.library.edition import Edition
from advisor.library.statuses import STATUSES
from advisor.plan.wishes import MOST
from advisor.stages.mistakes import ProfileError
from advisor.stages.profile import parse_json, understand

from ..http.problems import MEDIA_TYPE, Problem, problem
from ..views.profile_schema import profile_schema
from .components import add_access
from .links import add_links
from .profile_body import as_fields, with_null

Json = dict[str, Any]

_REF = "#/components/schemas/"
_REASONS = {
    400: "The body is not strict JSON, or a header is malformed.",
    404: "It does not exist, or belongs to another tenant.",
    406: "The client accepts no media type in which the answer exists.",
    409: "The advice was made with other software or knowledge, or the round is not ready for this.",
    410: "The round is closed, or the invitation was revoked.",
    413: "The body is too large.",
    415: "The body is not of a supported media type.",
    422: "The request contains mistakes; all of them are listed.",
    503: "The knowledge is not loaded, or the store is not responding.",
}
TAGS: list[dict[str, str]] = [
    {"name": "advice", "description": "A profile in, advice or a report out."},
    {
        "name": "insight",
        "description": "Questions about a profile or an advice: why, why not, what would change it.",
    },
    {"name": "batch", "description": "Many profiles in one request."},
    {"name": "kept", "description": "Saved advice, the statuses of its recommendations, and the audit log."},
    {"name": "rounds", "description": "Several people answer for one organisation: what the owner of a round does."},
    {
        "name": "answer",
        "description": "What a respondent does in a round, by the secret of an invitation, without a key.",
    },
    {"name": "knowledge", "description": "Sources, factors, questions, rules, recommendations and tensions."},
    {"name": "state", "description": "Whether the server is up, and on which knowledge."},
]
_ETAG: Json = {"description": "Strong; send it back as If-None-Match.", "schema": {"type": "string"}}
_CONTENT_LANGUAGE: Json = {"description": "nl or en.", "schema": {"type": "string", "enum": ["nl", "en"]}}

CACHED: Json = {"headers": {"ETag": _ETAG, "Content-Language": _CONTENT_LANGUAGE}}


def _body(schema: Json) -> Json:
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


_EITHER: Json = {"anyOf": [{"$ref": _REF + "Profile"}, {"$ref": _REF + "EarlierAdvice"}]}
PROFILE_BODY = _body({"$ref": _REF + "Profile"})
PROFILE_OR_FORM_BODY = _body({"$ref": _REF + "Profile"})
PROFILE_OR_FORM_BODY["requestBody"]["content"] |= {
    media_type: {"schema": {"$ref": _REF + "ProfileForm"}}
    for media_type in ("application/x-www-form-urlencoded", "multipart/form-data")
}
_ROWS: Json = {"type": "string", "description": "One profile per line."}
_TABLE: Json = {
    "type": "string",
    "description": "A column per attribute; ; separates several answers, [] means none.",
}
_PROFILES: Json = {
    "type": "array",
    "description": "Profiles. An item that is not a profile, or has mistakes, only affects its own row.",
    "items": {},
    "maxItems": 10_000,
}
PROFILES_BODY = _body(_PROFILES)
PROFILES_BODY["requestBody"]["content"] |= {
    "application/x-ndjson": {"schema": _ROWS},
    "application/jsonl": {"schema": _ROWS},
    "text/csv": {"schema": _TABLE},
}
EARLIER_BODY = _body({"$ref": _REF + "EarlierAdvice"})
COMPARE_BODY = _body(
    {
        "type": "object",
        "properties": {"before": _EITHER, "after": _EITHER},
        "required": ["before", "after"],
        "additionalProperties": False,
    }
)

WHAT_IF_BODY = _body(
    {
        "type": "object",
        "properties": {
            "profile": {"$ref": _REF + "Profile"},
            "answers": {
                "description": "The answers that change; null takes one away.",
                "$ref": _REF + "Answers",
            },
        },
        "required": ["profile", "answers"],
        "additionalProperties": False,
    }
)

_WHOLE: Json = {"type": ["integer", "null"], "minimum": 1}
PLAN_BODY = _body(
    {
        "type": "object",
        "properties": {
            "profile": {"$ref": _REF + "Profile"},
            "capacity": {
                **_WHOLE,
                "maximum": MOST["capacity"],
                "description": "Working days in each period, for everything together.",
            },
            "weeks": {**_WHOLE, "maximum": MOST["weeks"], "description": "Weeks in a period."},
            "periods": {**_WHOLE, "maximum": MOST["periods"]},
            "start": {
                "type": ["string", "null"],
                "pattern": r"^(19|2[0-8])[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
                "description": "The first day, such as 2027-01-04.",
            },
            "statuses": {"$ref": _REF + "Statuses"},
        },
        "required": ["profile"],
        "additionalProperties": False,
    }
)
_OWN: Json = {
    "type": "object",
    "properties": {"answers": {"$ref": _REF + "Answers"}},
    "required": ["answers"],
    "additionalProperties": False,
}
ANSWERS_BODY = _body(_OWN)
OWN_ANSWERS: Json = {"description": "Your answers.", "content": {"application/json": {"schema": _OWN}}}
SAID_TOGETHER: Json = {
    "description": "A profile with `respondents`, in which no person is left.",
    "content": {"application/json": {"schema": {"type": "object"}}},
}


def batch_answers(*media_types: str) -> Json:
    """The documentation of the lines that a batch returns, in each of the media types."""
    line = "A line (or rows of CSV) per profile: its number and place, and its advice or its mistakes."
    return {"description": line, "content": {kind: {"schema": {"type": "string"}} for kind in media_types}}


class _WithoutNullDefaults(GenerateJsonSchema):
    """Leaves out ``default: null``: it says nothing, and generators apply it to fields that are never null."""

    def default_schema(self, schema: WithDefaultSchema) -> Json:
        """The schema of a field with a default."""
        found = super().default_schema(schema)
        return {key: value for key, value in found.items() if (key, value) != ("default", None)}


def problems(*statuses: int) -> dict[int | str, Json]:
    """The documentation of refusals with these statuses."""
    content = {MEDIA_TYPE: {"schema": {"$ref": _REF + "Problem"}}}
    return {status: {"description": _REASONS[status], "content": content} for status in statuses}


def document(app: FastAPI, advisor: Advisor | None) -> Json:
    """The OpenAPI document of an application. Without an advisor a profile is any object, and there are no examples."""
    described: Json = json.loads(
        json.dumps(
            get_openapi(
                title=app.title,
                version=app.version,
                description=app.description,
                routes=app.routes,
                tags=TAGS,
                servers=[{"url": "/", "description": "The server of this document."}],
                contact={"name": "The operator of this server"},
            )
        )
    )
    components = described["components"]["schemas"]
    for model in (Problem, EarlierAdvice):
        shape = model.model_json_schema(ref_template=_REF + "{model}", schema_generator=_WithoutNullDefaults)
        components |= {**shape.pop("$defs"), model.__name__: shape}
    in_brief = TypeAdapter(Brief).json_schema(mode="serialization", ref_template=_REF + "{model}")
    components |= {**in_brief.pop("$defs"), "Brief": in_brief}
    components |= _profiles(advisor)
    components["Statuses"] = _statuses(advisor)
    add_links(described["paths"])
    add_access(described, problems(503)[503]["content"])
    if advisor:
        _add_examples(described["paths"], advisor)
        _add_insight_examples(described["paths"], advisor)
    return described


def _profiles(advisor: Advisor | None) -> Json:
    """The schemas of a profile: as JSON, and as the fields of an HTML form."""
    if advisor is None:
        profile = {"type": "object", "properties": {"answers": {"$ref": _REF + "Answers"}}}
        return {"Profile": profile, "Answers": {"type": "object"}, "ProfileForm": {}}
    schema = profile_schema(advisor.edition, "en")
    profile = {key: value for key, value in schema.items() if key != "$schema"}
    described = with_null(profile, named=True)
    answers = described["properties"]["answers"]
    described["properties"]["answers"] = {"$ref": _REF + "Answers"}  # by name: few generators follow a longer path
    for name, part in (("Profile", described), ("Answers", answers)):
        part["title"] = name  # some generators call a type by its title
    return {"Profile": described, "Answers": answers, "ProfileForm": as_fields(profile)}


def _statuses(advisor: Advisor | None) -> Json:
    """The schema of what became of recommendations: a status by the id of each."""
    about = {"title": "Statuses", "description": "What became of recommendations; the others are open."}
    status = {"type": "string", "enum": list(STATUSES)}
    ids = advisor.edition.recommendations if advisor else {}
    properties = dict.fromkeys(ids, status)
    return {**about, "type": ["object", "null"], "properties": properties, "additionalProperties": not ids}


def _add_examples(paths: Json, advisor: Advisor) -> None:
    """Add a profile, the head of its advice and a profile with mistakes; then that advice compared and replayed."""
    edition, profile = advisor.edition, example_profile(advisor.edition)
    raw = to_json(advisor.advise(understand(profile, edition, "en"), "en"))
    advice = json.loads(raw)
    _add_example(paths["/v1/advice"]["post"], profile, _head(advice), "201")
    for status, mistaken in ((400, b"{"), (422, json.dumps(_mistaken(profile)).encode())):
        try:
            understand(parse_json(mistaken, "en"), edition, "en")
        except ProfileError as error:
            example = problem(error.status, error.mistakes, "en").model_dump()
            paths["/v1/advice"]["post"]["responses"][str(status)]["content"][MEDIA_TYPE]["example"] = example
    later = {**profile, "answers": dict(list(profile["answers"].items())[:-1])}
    comparison = compare(read_earlier(advice), understand(later, edition, "en"), advisor, language="en")
    sides = {"before": advice, "after": later}
    _add_example(paths["/v1/compare"]["post"], sides, _head(json.loads(to_json(comparison))))
    _add_example(paths["/v1/replay"]["post"], advice, json.loads(to_json(replay(raw, advisor, "en"))))


def _add_example(operation: Json, request: Json, answer: Json, status: str = "200") -> None:
    operation["requestBody"]["content"]["application/json"]["example"] = request
    operation["responses"][status]["content"]["application/json"]["example"] = answer


def _add_insight_examples(paths: Json, advisor: Advisor) -> None:
    """Add a profile to every operation that takes one, and recommendations it is given as parameters."""
    profile = example_profile(advisor.edition)
    for path in ("/v1/batch", "/v1/portfolio"):
        _show_profiles(paths[path]["post"]["requestBody"]["content"], profile)
    form = {a: v or "[]" if isinstance(v, list) else v for a, v in profile["answers"].items()}
    for media_type in ("application/x-www-form-urlencoded", "multipart/form-data"):
        paths["/v1/advice"]["post"]["requestBody"]["content"][media_type]["example"] = form
    given = advisor.advise(understand(profile, advisor.edition, "en"), "en").given
    shown = dict(zip(("rid", "other"), (item.id for item in given), strict=False))
    planned: Json = {"profile": profile, "capacity": 30, "start": "2027-01-04", "statuses": {shown["rid"]: "accepted"}}
    paths["/v1/plan"]["post"]["requestBody"]["content"]["application/json"]["example"] = planned
    for path, method in (("/v1/answer/{secret}", "post"), ("/v1/answer/{secret}/{own}", "put")):
        content = paths[path][method]["requestBody"]["content"]["application/json"]
        content["example"] = {"answers": profile["answers"]}
    changed: Json = {"profile": profile, "answers": dict.fromkeys(profile["answers"])}
    paths["/v1/what-if"]["post"]["requestBody"]["content"]["application/json"]["example"] = changed
    for path in paths.values():
        operation = path.get("post", {})
        content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
        if content.get("schema") == {"$ref": _REF + "Profile"}:
            content["example"] = profile
        for method in path.values():
            for parameter in method.get("parameters", []):
                if parameter["name"] in shown:
                    parameter["example"] = shown[parameter["name"]]


def _show_profiles(content: Json, profile: Json) -> None:
    """Add the same profile in every media type that a batch accepts."""
    content["application/json"]["example"] = [profile]
    for media_type in ("application/jsonl", "application/x-ndjson"):
        content[media_type]["example"] = json.dumps(profile, ensure_ascii=False) + "\n"
    cells = [";".join(v) or "[]" if isinstance(v, list) else v for v in profile["answers"].values()]
    content["text/csv"]["example"] = csv_line(list(profile["answers"])) + csv_line(cells)


def example_profile(edition: Edition) -> Json:
    """The answers of the first example in the rules that applies."""
    given = [e.given for rule in edition.rules.values() for e in rule.examples if e.result == "applies"]
    return {"reference": "intake-001", "answers": given[0] if given else {}}


def _mistaken(profile: Json) -> Json:
    """The same profile with one letter too many in the name of each attribute."""
    return {**profile, "answers": {f"{attribute}x": value for attribute, value in profile["answers"].items()} or None}


def _head(data: Any) -> Any:
    """The same data with the first item of every list only."""
    if isinstance(data, dict):
        return {key: _head(value) for key, value in data.items()}
    return [_head(item) for item in data[:1]] if isinstance(data, list) else data
