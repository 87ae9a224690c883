"""What the organisations of a tenant solved, where its advice was done beside where not."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from advisor.series import words
from advisor.series.tenant import solved as over_all

from ..http.dependencies import TheCaller, TheEdition, TheStore
from ..http.page_requests import PageLanguage
from .frame import page

router = APIRouter(include_in_schema=False)


@router.get("/solved")
def solved(
    request: Request, edition: TheEdition, store: TheStore, caller: TheCaller, language: PageLanguage
) -> Response:
    """Shown from as many organisations on as the knowledge says."""
    found = over_all(store, caller, edition, language)
    return page(
        request,
        "solved.html",
        found=found,
        remarks=words.solved_remarks(found),
        rows=words.contrasts(found),
        share=words.share,
    )
