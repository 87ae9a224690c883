"""Answers that a cache may keep, with a strong ETag and 304 for clients that have them; and answers that none may."""

import hashlib
from collections.abc import Mapping

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from advisor.library.wording import Language

from .accept import joined, parts
from .language import headers as language_headers
from .negotiation import JSON


def answer(request: Request, content: bytes, media_type: str, headers: Mapping[str, str] | None = None) -> Response:
    """The content with its ETag, or 304 without it when the client's If-None-Match names that ETag."""
    tag = f'"{hashlib.sha256(content).hexdigest()}"'
    told = {"Cache-Control": "no-cache", **(headers or {}), "ETag": tag}
    if _known(tag, joined(request, "if-none-match")):
        return Response(status_code=304, headers=told)
    return Response(content, media_type=media_type, headers=told)


def fresh(
    content: bytes,
    language: Language,
    media_type: str = JSON,
    headers: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    """The content in a language, with ``Cache-Control: no-store``."""
    told = {**language_headers(language), "Cache-Control": "no-store", **(headers or {})}
    return Response(content, status, media_type=media_type, headers=told)


def json_of(model: BaseModel) -> bytes:
    """A model as indented JSON, with a newline at the end."""
    return (model.model_dump_json(indent=2) + "\n").encode()


def _known(tag: str, header: str) -> bool:
    """Whether an If-None-Match header names a tag, by the weak comparison of RFC 9110 (13.1.2)."""
    named = [part.removeprefix("W/") for part in parts(header)]
    return tag in named or named == ["*"]
