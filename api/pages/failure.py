"""What went wrong, as a page: what, why, and what to do."""

from collections.abc import Mapping, Sequence

from starlette.requests import Request
from starlette.responses import Response

from advisor.stages.profile import Mistake

from .frame import page


def failure(
    request: Request, status: int, title: str, mistakes: Sequence[Mistake], headers: Mapping[str, str]
) -> Response:
    """A page with every mistake; ``headers`` are those of the refusal."""
    response = page(request, "failure.html", status, title=title, mistakes=mistakes, status=status)
    response.headers.update({"Cache-Control": "no-store", **headers})
    return response
