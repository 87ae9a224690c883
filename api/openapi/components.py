"""The parts of the OpenAPI document about keys, about refusals common to all guarded paths, and about saved advice."""

from typing import Any

from advisor.library.statuses import STATUSES
from advisor.stages.answers import MAX_TEXT
from advisor.store.rounds import MAX_GROUPS
from advisor.store.statuses import MAX_NOTE, MAX_OWNER

from ..http.addresses import OPEN, of_respondents
from ..views.profile_schema import TEXT

Json = dict[str, Any]

_TEXT: Json = {"schema": {"type": "string"}}


def _header(description: str, example: str) -> Json:
    return {"description": description, "example": example, **_TEXT}


_ID = "5d0c1a6de2b94b0c8f3a1e7b9c2d4f60"
_ETAG = _header("Strong; send it back as If-None-Match.", f'"{"0" * 64}"')
_LANGUAGE: Json = {"description": "The language of the advice.", "schema": {"type": "string", "enum": ["nl", "en"]}}
_MADE = _header("When it was saved.", "Sun, 01 Mar 2026 12:00:00 GMT")
RETRY_AFTER: Json = {"description": "The number of seconds to wait.", "schema": {"type": "integer"}, "example": 5}
_CHALLENGE = _header("The kind of key required.", 'Bearer realm="advisor"')

READ: Json = {"headers": {"ETag": _ETAG, "Last-Modified": _MADE, "Content-Language": _LANGUAGE}}
KEPT: Json = {
    "description": "The saved advice. Its id is in Location; the body contains neither id nor time.",
    "headers": {
        **READ["headers"],
        "Location": _header("Where to read it back.", f"/v1/advice/{_ID}"),
        "Idempotent-Replay": _header("The same request was sent before: this is the advice it produced.", "true"),
    },
}
NOT_KEPT: Json = {"description": "With ?store=false: the same bytes, and nothing is saved."}
LISTED: Json = {
    "headers": {"Link": _header("The next page, if there is one.", '</v1/advice?limit=20&cursor=MTc>; rel="next"')}
}
DELETED: Json = {"description": "The advice and its profile have been deleted."}
ALL_DELETED: Json = {"description": "All that was kept of the organisation has been deleted."}
ROUND_DELETED: Json = {"description": "The round and all that was answered have been deleted."}
_TEXTS: Json = {"schema": {"type": "string"}}
_BYTES: Json = {"schema": {"type": "string", "contentMediaType": "image/png"}}
_GRAPHS: Json = {
    "application/json": {"schema": {"type": "object"}},
    "application/graphml+xml": _TEXTS,
    "text/vnd.mermaid": _TEXTS,
    "image/svg+xml": _TEXTS,
    "image/png": _BYTES,
    "application/ld+json": {"schema": {"type": "object"}},
}
_FILE = _header("For a document: the name under which a browser saves it.", 'attachment; filename="advies-gent.pdf"')
PLAN: Json = {
    "headers": {"Content-Language": _LANGUAGE},
    "content": dict.fromkeys(("text/plain", "text/markdown", "image/svg+xml", "text/calendar", "text/csv"), _TEXTS),
}
GRAPH: Json = {**READ, "content": _GRAPHS}
GRAPH_OF_PROFILE: Json = {"headers": {"Content-Language": _LANGUAGE}, "content": _GRAPHS}
REPORT: Json = {
    "headers": {**READ["headers"], "Content-Disposition": _FILE},
    "content": {
        "text/plain": _TEXTS,
        "text/markdown": _TEXTS,
        "application/json": {"schema": {"type": "object"}},
        "text/html": _TEXTS,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document": {"schema": {}},
        "application/pdf": {"schema": {}},
    },
}
_SPACES = r"\u0009-\u000d\u001c-\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"

_SAID: Json = {
    "type": "string",
    "maxLength": MAX_NOTE,
    "pattern": rf"^[^\u0000]*[^\u0000{_SPACES}][^\u0000]*$",
    "description": "Not blank.",
}
_NOTE: Json = {"type": ["string", "null"], "maxLength": MAX_NOTE, "pattern": TEXT}
_CARRIED: Json = {
    "owner": {
        "type": ["string", "null"],
        "maxLength": MAX_OWNER,
        "pattern": TEXT,
        "description": "Null takes it away.",
    },
    "due": {"type": ["string", "null"], "format": "date", "description": "Null takes it away."},
}


def _status(statuses: list[str], note: Json, name: str, *, required: bool) -> Json:
    """What a status may be set to with a note of that name; ``reason`` is what a note was called before."""
    return {
        "type": "object",
        "properties": {
            "status": {"type": "string", "enum": statuses},
            name: {**note, "deprecated": True} if name == "reason" else note,
            **_CARRIED,
        },
        "required": ["status", name] if required else ["status"],
        "additionalProperties": False,
    }


REPORT_NOT_KEPT: Json = {**REPORT, "headers": {"Content-Language": _LANGUAGE, "Content-Disposition": _FILE}}
STATUS_BODY: Json = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "anyOf": [
                        _status([s for s in STATUSES if s != "rejected"], _NOTE, "note", required=False),
                        _status(["rejected"], _SAID, "note", required=True),
                        _status([s for s in STATUSES if s != "rejected"], _NOTE, "reason", required=True),
                        _status(["rejected"], _SAID, "reason", required=True),
                    ]
                },
                "example": {"status": "postponed", "note": "After the summer.", "owner": "Ann", "due": "2026-09-30"},
            }
        },
    }
}
_GROUP: Json = {**_SAID, "maxLength": MAX_TEXT}


def _object(properties: Json, required: list[str], example: Json) -> Json:
    schema = {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
    return {
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": schema, "example": example}},
        }
    }


ROUND_BODY = _object(
    {
        "groups": {"type": "array", "items": _GROUP, "minItems": 1, "maxItems": MAX_GROUPS, "uniqueItems": True},
        "profile": {"$ref": "#/components/schemas/Profile"},
    },
    ["groups"],
    {"groups": ["management", "floor"], "profile": {"name": "De Plas", "answers": {}}},
)
GROUP_BODY = _object({"group": _GROUP}, ["group"], {"group": "floor"})
_SCHEMES: Json = {
    "bearer": {"type": "http", "scheme": "bearer", "description": "Authorization: Bearer advk_…"},
    "header": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
}
_ANYWHERE = {
    401: "A key is required, or this key is not valid.",
    403: "The scope of the key does not allow this; or no key exists and the request is not from the server itself.",
    408: "The body did not arrive in time.",
    429: "Too many requests with this key.",
}

_TOLD = (
    ("401", "WWW-Authenticate", _CHALLENGE),
    ("429", "Retry-After", RETRY_AFTER),
    ("503", "Retry-After", RETRY_AFTER),
)


def add_access(described: Json, problem: Json) -> None:
    """Add keys, and the refusals common to all guarded paths; ``problem``: the content of a refusal."""
    described["components"]["securitySchemes"] = _SCHEMES
    described["security"] = [{}, *({name: []} for name in _SCHEMES)]  # none is required while no key exists
    for path, methods in described["paths"].items():
        for operation in methods.values():
            if path in OPEN or of_respondents(path):
                operation["security"] = []
            if path not in OPEN:
                for status, reason in _ANYWHERE.items():
                    if status != 408 or "requestBody" in operation:
                        operation["responses"].setdefault(str(status), {"description": reason, "content": problem})
            for refusal, name, header in _TOLD:
                if refusal in operation["responses"]:
                    operation["responses"][refusal].setdefault("headers", {})[name] = header
