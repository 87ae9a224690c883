"""What went wrong, as a page: what, and what to do. Never in the words that a program is told."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from advisor.library.wording import Language
from advisor.phrases import PHRASES, say

from .frame import chosen, page


@dataclass(frozen=True)
class Said:
    """What a page says of a refusal: a sentence with the remedy, and the page that was meant, if one looks like it."""

    what: str
    near: str = ""
    address: str = ""


def said_of(status: int, language: Language, headers: Mapping[str, str], phrase: str = "") -> Said:
    """What a page says of a status; of a mistake with a ``phrase`` for programs, what stands in its place on a page."""
    seconds = int(headers.get("Retry-After", "0"))
    for key in (f"page_{phrase}", f"page_{status}", "page_400" if status < 500 else "page_500"):
        if key in PHRASES:
            return Said(say(key, language, seconds=seconds))
    raise AssertionError(status)  # the last key is always there


def failure(request: Request, status: int, said: Said, headers: Mapping[str, str]) -> Response:
    """A page that says what went wrong; ``headers`` are those of the refusal."""
    language = chosen(request)
    titles = (f"page_title_{status}", f"status_{status}", "page_title_400" if status < 500 else "status_500")
    title = next(say(key, language) for key in titles if key in PHRASES)
    response = page(request, "failure.html", status, title=title, said=said, status=status)
    response.headers.update({"Cache-Control": "no-store", **headers})
    return response
