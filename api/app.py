"""The application: everything that answers over HTTP, assembled."""

import json
import logging
from collections.abc import Collection, Mapping
from functools import partial
from typing import Any, Literal

from anyio import to_thread
from fastapi import Depends, FastAPI
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from advisor import __version__
from advisor.advice import Advisor, open_advisor
from advisor.library.complaints import KnowledgeError
from advisor.library.folders import DataNotFoundError
from advisor.stages.clauses import EngineLimitError
from advisor.stages.profile import MAX_BYTES
from advisor.store import keys
from advisor.store.callers import LOCAL, Caller
from advisor.store.database import Store

from .http import caching, problems
from .http.dependencies import TheAdvisor, TheCaller
from .http.language import language as in_language
from .http.negotiation import JSON, written
from .http.rate_limits import Rates
from .http.request_validation import demand_known
from .http.uploads import UploadSlots
from .middleware.access import Access
from .middleware.body_size import BodyLimit
from .middleware.budgets import Budgeted, Budgets
from .middleware.compression import Compressed
from .middleware.cors import Origins, checked
from .middleware.head import HeadAsGet
from .middleware.request_log import Observed
from .middleware.security_headers import SafeHeaders
from .middleware.timeouts import Answering, SlowBody
from .observability import metrics, tracing
from .openapi.document import document
from .openapi.document import problems as documented_problems
from .pages import frame, portfolio, sign_in, solved
from .pages import reports as report_pages
from .pages.advice import routes as advice_pages
from .pages.failure import failure
from .pages.intake import routes as intake_pages
from .pages.knowledge import routes as knowledge_pages
from .pages.rounds import owner as round_pages
from .pages.rounds import respondent as respondent_pages
from .routes import (
    advice,
    answers,
    batch,
    compare,
    graphs,
    insight,
    knowledge,
    plan,
    reports,
    rounds,
    series,
    statuses,
    stored,
    stored_why,
)

_log = logging.getLogger("uvicorn.error")  # where a server's own messages go
_documents: dict[str, dict[str, Any]] = {}  # the OpenAPI document, by the hash of the edition it describes


class Health(BaseModel):
    """The process is up."""

    status: Literal["ok"] = "ok"


class Ready(BaseModel):
    """The knowledge is loaded: the software, the edition and its content hash."""

    status: Literal["ready"] = "ready"
    software: str
    edition: str
    knowledge_sha256: str


def create_app(
    advisor: Advisor | None = None,
    store: Store | None = None,
    origins: Collection[str] = (),
    operator: str | None = None,
    of_tenants: Mapping[str, Advisor] | None = None,
) -> FastAPI:
    """The application on an advisor, by default on the knowledge that the commands use.

    With a store, advice is saved and access is controlled (`access`); ``origins``: the origins allowed by CORS.
    ``operator``: the tenant whose admins may read the metrics of all tenants; while no key exists, loopback may.
    ``of_tenants``: the advisors of tenants that have knowledge of their own.
    Without a store nothing is saved, so nothing is guarded. Raises OriginError.
    If the knowledge cannot be loaded, ``/ready`` and everything under ``/v1`` answer 503.
    """
    budgets = Budgets()
    app = FastAPI(
        title="Advisor",
        version=__version__,
        description="Rule-based advice for digital transformation, explained down to its source passages.",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=budgets.of_a_server,
        generate_unique_id_function=lambda route: route.name,
        telemetry=tracing.configured(),
        responses=documented_problems(400, 422),
        dependencies=[Depends(demand_known), Depends(in_language)],
    )
    app.state.advisor, app.state.of_tenants = advisor or _found(), of_tenants or {}
    app.state.store = store
    app.state.rates = Rates()
    app.state.budgets, app.state.places = budgets, UploadSlots()
    problems.install(app, failure)
    app.add_middleware(Budgeted, budgets=budgets)
    app.add_middleware(Compressed)
    app.add_middleware(
        BodyLimit,
        most=MAX_BYTES,
        most_at={**compare.LIMITS, **batch.LIMITS, **intake_pages.LIMITS, **sign_in.LIMITS},
        instead=batch.INSTEAD,
    )
    app.add_middleware(SlowBody)
    if store is not None:
        app.add_middleware(
            Access,
            store=store,
            rates=app.state.rates,
            gate=budgets.gate,
            origins=checked(origins),
            assets=frame.asset_paths(),
        )
        app.state.may_see_metrics = partial(_runs_the_server, operator)
    if origins:
        app.add_middleware(Origins, origins=checked(origins))
    app.add_middleware(HeadAsGet)
    app.add_middleware(SafeHeaders)
    app.add_middleware(Answering)
    app.add_middleware(Observed)  # the last one added is the outermost
    first = (advice, insight, plan, compare, batch, knowledge, rounds, answers)
    for resource in (*first, stored, stored_why, graphs, reports, statuses, series):
        app.include_router(resource.router)
    app.include_router(metrics.router)
    pages = (round_pages, respondent_pages, intake_pages, advice_pages, report_pages, knowledge_pages)
    for room in (*pages, portfolio, solved, sign_in, frame):
        app.include_router(room.router)
    _add_state(app)
    _add_document(app)
    return app


def _runs_the_server(operator: str | None, request: Request) -> bool:
    """Whether a request carries an admin key of the operator, or comes from loopback while no key exists."""
    caller: Caller = request.state.caller
    return caller == LOCAL or (caller.scope == "admin" and caller.tenant == operator)


def _found() -> Advisor | None:
    try:
        return open_advisor()
    except (DataNotFoundError, KnowledgeError, EngineLimitError) as error:
        _log.error("The knowledge cannot be used:\n%s", error)
        return None


def _add_state(app: FastAPI) -> None:
    """Liveness and readiness."""

    @app.get("/health", tags=["state"], response_model=Health)
    async def health() -> Response:
        """Whether the process is up."""
        return _fresh(Health())

    @app.get("/ready", tags=["state"], response_model=Ready, responses=documented_problems(503))
    async def ready(request: Request, advisor: TheAdvisor) -> Response:
        """Whether the knowledge is loaded, and which; and whether the store responds."""
        edition, store = advisor.edition, request.app.state.store
        if store is not None:
            store.demand_unharmed()
            gate = request.app.state.budgets.gate
            await to_thread.run_sync(keys.required, store, limiter=gate)  # a query that needs our tables
        return _fresh(Ready(software=__version__, edition=edition.number, knowledge_sha256=edition.sha256))


def _fresh(state: BaseModel) -> Response:
    return Response(caching.json_of(state), media_type=JSON, headers={"Cache-Control": "no-store"})


def _add_document(app: FastAPI) -> None:
    """Serve the OpenAPI document, made once for each edition: every application has the same routes."""

    def openapi() -> dict[str, Any]:
        advisor = app.state.advisor
        known = advisor.edition.fingerprint if advisor else ""
        found = _documents.get(known)
        if found is None:
            found = document(app, advisor)
            _documents.clear()
            _documents[known] = found
        return found

    app.openapi = openapi  # type: ignore[method-assign]

    @app.get("/openapi.json", include_in_schema=False, dependencies=[Depends(written(JSON))])
    def openapi_json(request: Request, caller: TheCaller) -> Response:
        described = app.openapi()
        if caller != LOCAL:  # keys exist, so every request needs one
            described = {**described, "security": [way for way in described["security"] if way]}
        text = json.dumps(described, ensure_ascii=False, indent=2) + "\n"
        return caching.answer(request, text.encode(), JSON)
