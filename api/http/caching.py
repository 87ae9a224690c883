"""Answers that depend on the edition only: a strong ETag, and 304 for who has it already."""

import hashlib
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from .accept import joined, parts


def answer(request: Request, content: bytes, media_type: str, headers: Mapping[str, str] | None = None) -> Response:
    """The content with its ETag, or 304 without it when the client's If-None-Match names that ETag."""
    tag = f'"{hashlib.sha256(content).hexdigest()}"'
    told = {"Cache-Control": "no-cache", **(headers or {}), "ETag": tag}
    if _known(tag, joined(request, "if-none-match")):
        return Response(status_code=304, headers=told)
    return Response(content, media_type=media_type, headers=told)


def _known(tag: str, header: str) -> bool:
    """Whether an If-None-Match header names a tag; weak comparison, as RFC 9110 (13.1.2) asks."""
    named = [part.removeprefix("W/") for part in parts(header)]
    return tag in named or named == ["*"]
