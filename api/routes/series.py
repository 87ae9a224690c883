"""Did it work: one organisation over time, and what all of a tenant solved."""

from fastapi import APIRouter, Depends
from starlette.responses import Response

from advisor.advice import to_json
from advisor.series.organisation import Series, over_time
from advisor.series.tenant import Solved, solved
from advisor.store import erasing

from ..http.caching import fresh
from ..http.dependencies import TheCaller, TheEdition, TheStore
from ..http.language import LanguageAsked
from ..http.negotiation import JSON, written
from ..http.parameters import AdviceId
from ..openapi.components import ALL_DELETED
from ..openapi.document import problems

router = APIRouter(prefix="/v1", tags=["kept"], dependencies=[Depends(written(JSON))])


@router.get(
    "/advice/{id}/series",
    summary="The organisation of an advice over time",
    response_model=Series,
    responses=problems(404, 406, 422, 503),
)
def read_series(
    advice_id: AdviceId, edition: TheEdition, store: TheStore, caller: TheCaller, language: LanguageAsked
) -> Response:
    """Every advice for it, what came of each weakness and whether its advice was done, and the measures of progress.

    All answers are read with the current knowledge.
    """
    return fresh(to_json(over_time(store, caller, advice_id, edition, language)), language)


@router.delete(
    "/advice/{id}/series",
    summary="Delete an organisation permanently",
    status_code=204,
    response_class=Response,
    responses={204: ALL_DELETED, **problems(404, 406, 422, 503)},
)
def delete_series(advice_id: AdviceId, store: TheStore, caller: TheCaller) -> Response:
    """All advice for the organisation of an advice, with profiles and statuses: whatever is in the same series, or has
    the same reference. The audit log keeps that it happened, without names. Requires the scope admin.
    """
    erasing.erase_organisation(store, caller, advice_id)
    return Response(status_code=204, headers={"Cache-Control": "no-store"})


@router.get(
    "/solved",
    summary="What the organisations of your tenant solved, where its advice was done and where not",
    response_model=Solved,
    responses=problems(406, 422, 503),
)
def read_solved(edition: TheEdition, store: TheStore, caller: TheCaller, language: LanguageAsked) -> Response:
    """From the first to the latest advice for each, on the current knowledge, with an exact interval.

    Shown from as many organisations on as the knowledge says. Each counts once in every figure. It does not say why:
    those who do what is advised may differ from those who do not in other ways too.
    """
    return fresh(to_json(solved(store, caller, edition, language)), language)
