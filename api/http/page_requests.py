"""Which requests ask for a page, and the language of pages."""

from typing import Annotated

from fastapi import Depends
from starlette.requests import Request

from advisor.library.wording import LANGUAGES, Language

from .accept import best, joined
from .addresses import of_pages
from .language import from_header, preferred

HTML = "text/html"
LANGUAGE_COOKIE = "advisor_language"


def chosen(request: Request) -> Language:
    """The language of a page: as chosen now, else as chosen before (a cookie), else as the browser prefers."""
    for asked in (request.query_params.get("lang"), request.cookies.get(LANGUAGE_COOKIE)):
        for known in LANGUAGES:
            if asked == known:
                return known
    return from_header(joined(request, "accept-language"))


async def _chosen(request: Request) -> Language:
    return chosen(request)


PageLanguage = Annotated[Language, Depends(_chosen)]


def wants_page(request: Request) -> bool:
    """Whether to answer with a page: the client prefers HTML, and the path is not part of the API."""
    return of_pages(request.scope["path"]) and best(("application/json", HTML), joined(request, "accept")) == HTML


def spoken(request: Request) -> Language:
    """The language of an answer that cannot be refused, such as a problem: that of a page, or that of the API."""
    return chosen(request) if wants_page(request) else preferred(request)
