"""Errors as a page: what went wrong and what to do, in words for people."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from advisor.phrases import PHRASES, say

from ..http.page_refusals import Said
from ..http.page_requests import chosen
from .frame import page


def failure(request: Request, status: int, said: Said, headers: Mapping[str, str]) -> Response:
    """The page for an error; ``headers``: those of the refusal."""
    language = chosen(request)
    titles = (f"page_title_{status}", f"status_{status}", "page_title_400" if status < 500 else "status_500")
    title = next(say(key, language) for key in titles if key in PHRASES)
    response = page(request, "failure.html", status, title=title, said=said, status=status)
    response.headers.update({"Cache-Control": "no-store", **headers})
    return response
