"""The language of an answer: ``?lang=``, else Accept-Language, else Dutch."""

from typing import Annotated

from fastapi import Depends, Query
from pydantic import WithJsonSchema
from starlette.requests import HTTPConnection, Request

from advisor.library.wording import LANGUAGES, Language

from .accept import joined, weighted

DEFAULT: Language = "nl"

Lang = Annotated[
    Language | None,
    WithJsonSchema({"type": "string", "enum": list(LANGUAGES)}),
    Query(description="The language of the answer; takes precedence over Accept-Language. Dutch by default."),
]


async def language(request: Request, lang: Lang = None) -> Language:
    """The language of the answer to a request. An unknown ``lang`` is refused with 422."""
    return lang or from_header(joined(request, "accept-language"))


LanguageAsked = Annotated[Language, Depends(language)]


def from_header(header: str) -> Language:
    """The language that an Accept-Language header prefers; of equally preferred ones the first."""
    ranges = weighted(header)
    likings: dict[Language, tuple[float, int]] = {}
    for place, (range_, weight) in enumerate(ranges):
        for known in LANGUAGES:
            if range_.split("-")[0] == known and weight > likings.get(known, (-1.0, 0))[0]:
                likings[known] = (weight, -place)
    others = max((weight for range_, weight in ranges if range_ == "*"), default=0.0)
    for known in LANGUAGES:
        likings.setdefault(known, (others, -len(ranges)))
    most = max(LANGUAGES, key=lambda known: likings[known])
    return most if likings[most][0] > 0 else DEFAULT


def preferred(connection: HTTPConnection) -> Language:
    """The language of an answer that cannot be refused, such as a problem: an unknown ``lang`` is ignored."""
    asked = connection.query_params.get("lang")
    for known in LANGUAGES:
        if asked == known:
            return known
    return from_header(joined(connection, "accept-language"))


def headers(language: Language) -> dict[str, str]:
    """The headers of an answer in a language."""
    return {"Content-Language": language, "Vary": "Accept-Language"}
