"""The knowledge: lists and single entries, and the JSON Schema of a profile."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Depends, Path
from starlette.requests import Request
from starlette.responses import Response

from advisor.library.edition import Edition
from advisor.library.memo import kept
from advisor.library.wording import Language

from ..http import caching
from ..http.dependencies import TheEdition
from ..http.language import LanguageAsked
from ..http.language import headers as language_headers
from ..http.negotiation import JSON, written
from ..http.parameters import NAME
from ..http.problems import no_such_id
from ..openapi.document import CACHED, problems
from ..views import knowledge as views
from ..views import profile_schema as schema
from ..views import shapes

router = APIRouter(prefix="/v1", tags=["knowledge"])

Build = Callable[[Edition, Language], Sequence[shapes.View]]


class Collection(NamedTuple):
    """A kind of entries: its part of the path, the word for one entry, its shape, and the function that makes them."""

    place: str
    one: str
    view: type[shapes.View]
    build: Build


COLLECTIONS = (
    Collection("sources", "source", shapes.SourceView, views.sources),
    Collection("factors", "factor", shapes.FactorView, views.factors),
    Collection("questions-catalogue", "question", shapes.QuestionView, views.questions),
    Collection("rules", "rule", shapes.RuleView, views.rules),
    Collection("recommendations", "recommendation", shapes.RecommendationView, views.recommendations),
    Collection("tensions", "tension", shapes.TensionView, views.tensions),
)


@kept(most=2 * len(COLLECTIONS))
def entries(edition: Edition, build: Build, language: Language) -> Mapping[str, shapes.View]:
    """Every entry of a collection by its id."""
    return {view.id: view for view in build(edition, language)}


def listing(collection: Collection, edition: Edition, language: Language) -> bytes:
    """A whole collection as JSON."""
    shape: type[shapes.Listing[shapes.View]] = shapes.Listing[collection.view]  # type: ignore[name-defined]
    items = list(entries(edition, collection.build, language).values())
    return caching.json_of(
        shape(edition=edition.number, knowledge_sha256=edition.sha256, language=language, items=items)
    )


def _add(collection: Collection) -> None:
    """Add the two routes of a collection."""

    def every(request: Request, edition: TheEdition, language: LanguageAsked) -> Response:
        return caching.answer(request, listing(collection, edition, language), JSON, language_headers(language))

    def one(
        request: Request,
        entry_id: Annotated[str, NAME, Path(alias="id", description=f"The id of a {collection.one}.")],
        edition: TheEdition,
        language: LanguageAsked,
    ) -> Response:
        found = entries(edition, collection.build, language)
        if entry_id not in found:
            raise no_such_id(entry_id, found, f"/v1/{collection.place}", language)
        return caching.answer(request, caching.json_of(found[entry_id]), JSON, language_headers(language))

    for path, endpoint, shape, summary, refusals in (
        ("", every, shapes.Listing[collection.view], f"Every {collection.one}", (406, 422, 503)),  # type: ignore[name-defined]
        ("/{id}", one, collection.view, f"One {collection.one}", (404, 406, 422, 503)),
    ):
        router.add_api_route(
            f"/{collection.place}{path}",
            endpoint,
            name=f"{endpoint.__name__}_{collection.one}",
            summary=summary,
            description=collection.view.__doc__,
            response_model=shape,
            responses={200: CACHED, **problems(*refusals)},
            dependencies=[Depends(written(JSON))],
        )


for _collection in COLLECTIONS:
    _add(_collection)


@router.get(
    "/profile-schema",
    summary="The profile as a JSON Schema, for form generators",
    response_class=Response,
    responses={
        200: {**CACHED, "content": {schema.MEDIA_TYPE: {"schema": {"type": "object"}}}},
        **problems(406, 422, 503),
    },
    dependencies=[Depends(written(schema.MEDIA_TYPE, JSON))],
)
def profile_schema(request: Request, edition: TheEdition, language: LanguageAsked) -> Response:
    """JSON Schema with titles and descriptions in one language; draft-07, also valid as 2020-12."""
    text = json.dumps(schema.profile_schema(edition, language), ensure_ascii=False, indent=2) + "\n"
    return caching.answer(request, text.encode(), schema.MEDIA_TYPE, language_headers(language))


@router.get(
    "/profile-schema/jsonforms",
    summary="The UI schema for JSONForms",
    response_class=Response,
    responses={200: {**CACHED, "content": {JSON: {"schema": {"type": "object"}}}}, **problems(406, 422, 503)},
    dependencies=[Depends(written(JSON))],
)
def profile_ui_schema(request: Request, edition: TheEdition, language: LanguageAsked) -> Response:
    """The questions in order, by theme, each shown while it applies."""
    text = json.dumps(schema.ui_schema(edition, language), ensure_ascii=False, indent=2) + "\n"
    return caching.answer(request, text.encode(), JSON, language_headers(language))
