"""Content negotiation: which media types are read and written."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Final, TypeVar

from starlette.requests import ClientDisconnect, Request

from advisor.phrases import say
from advisor.stages.mistakes import Mistake

from .accept import best, joined
from .language import preferred
from .problems import ProblemError

JSON = "application/json"
BRIEF = "application/vnd.advisor.brief+json"  # JSON of another shape than an advice
URLENCODED = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"

READERS: Final = set[Callable[..., Any]]()  # the dependencies that are marked with `reads_body`
Reader = TypeVar("Reader", bound=Callable[..., Any])
Format = TypeVar("Format", bound=str)

_CHARSET = re.compile(r";\s*charset\s*=\s*\"?([^\s;\"]*)", re.IGNORECASE)


def reads_body(dependency: Reader) -> Reader:
    """Mark a dependency that reads the body of a request and itself refuses what it does not recognise in it."""
    READERS.add(dependency)
    return dependency


def written(*media_types: str) -> Callable[[Request], Awaitable[None]]:
    """A dependency that raises ProblemError (406) when the client accepts none of the media types."""

    async def acceptable(request: Request) -> None:
        preferred_type(request, *media_types)

    return acceptable


def preferred_type(request: Request, *media_types: str) -> str:
    """The media type that the client prefers. Raises ProblemError (406) when it accepts none of them."""
    found = best(media_types, joined(request, "accept"))
    if found is None:
        raise ProblemError(406, [Mistake("", say("http_accept", preferred(request)), ", ".join(media_types))])
    return found


def preferred_format(request: Request, asked: Format | None, media_types: Mapping[Format, str]) -> Format:
    """The format asked for, else the first one of the media type that the client prefers.

    Raises ProblemError (406) when the client accepts none of them, or not the one that it asks for.
    """
    offered = {asked: media_types[asked]} if asked else media_types
    found = preferred_type(request, *dict.fromkeys(offered.values()))
    return next(known for known, media_type in offered.items() if media_type == found)


@reads_body
async def json_body(request: Request) -> bytes:
    """The bytes of a JSON body as received. Raises ProblemError: 415 for another type, 400 when it breaks off."""
    return await body_of(request, (JSON,))


async def body_of(request: Request, media_types: Sequence[str]) -> bytes:
    """The bytes of a body of one of the media types. Raises ProblemError as `json_body`."""
    demand(request, media_types)
    try:
        return await request.body()
    except ClientDisconnect:
        raise ProblemError(400, [Mistake("", say("http_unreadable", preferred(request)), "")]) from None


def media_type(request: Request) -> str:
    """The media type of the body, without parameters; empty when the request has no Content-Type."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def demand(request: Request, media_types: Sequence[str]) -> None:
    """Raises ProblemError (415) for a body of another media type, of another charset than UTF-8, or encoded."""
    language, names = preferred(request), ", ".join(media_types)
    if media_type(request) not in media_types:
        raise ProblemError(415, [Mistake("", say("http_content_type", language), names)], {"Accept": names})
    charset = _CHARSET.search(request.headers["content-type"])
    if charset and charset[1].lower() not in ("utf-8", "utf8", "us-ascii"):
        raise ProblemError(415, [Mistake("", say("http_charset", language), "charset=utf-8")], {"Accept": names})
    if request.headers.get("content-encoding", "identity").strip().lower() != "identity":
        mistake = Mistake("", say("http_coding", language), say("expected_no_coding", language))
        raise ProblemError(415, [mistake], {"Accept-Encoding": "identity"})
