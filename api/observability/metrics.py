"""Metrics for Prometheus: requests by route template, their duration, advice made, the edition being served.

No label contains an id, a name or an answer. With several workers, each writes to the folder named by
PROMETHEUS_MULTIPROC_DIR, and any of them reports the sum.
"""

import os
from functools import cache
from typing import Any

from fastapi import APIRouter
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from prometheus_client.values import MultiProcessValue
from starlette.requests import Request
from starlette.responses import Response

from advisor import __version__
from advisor.library.edition import Edition
from advisor.phrases import say
from advisor.stages.mistakes import Mistake

from ..http.hosts import loopback
from ..http.language import preferred
from ..http.problems import ProblemError

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
NO_ROUTE = "none"  # any path that does not exist
# The routes that make one advice, for a program or from a page; a batch counts its own.
_MAKE_ONE = frozenset({"/v1/advice", "/v1/advice/{id}/rerun", "/advice", "/advice/{id}/rerun"})
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

_registry = CollectorRegistry()
ProcessCollector(registry=_registry)
_requests = Counter("advisor_http_requests", "Requests answered.", ("method", "route", "status"), registry=_registry)
_durations = Histogram(
    "advisor_http_request_duration_seconds",
    "From the first byte read of a request to the last byte of its answer.",
    ("method", "route"),
    buckets=_SECONDS,
    registry=_registry,
)
ADVICES = Counter("advisor_advices", "Advices made for a profile, one by one or in a batch.", registry=_registry)
_RELOADS = ("advisor_reloads", "Reloads of the knowledge, by what came of them.", ("result",))
RELOADS = Counter(*_RELOADS, registry=_registry)
_edition = Gauge(
    "advisor_edition_info",
    "1 for the edition that serves, 0 for one that did.",
    ("software", "edition", "knowledge_sha256"),
    multiprocess_mode="livemax",
    registry=_registry,
)

router = APIRouter(include_in_schema=False)


def count(method: str, route: str | None, status: int, seconds: float) -> None:
    """Count a request; ``route`` is a template, or None for a path that does not exist."""
    method, route = method if method in _METHODS else "other", route or NO_ROUTE
    _requests.labels(method, route, str(status)).inc()
    _durations.labels(method, route).observe(seconds)
    if method == "POST" and route in _MAKE_ONE and status < 400:
        ADVICES.inc()


def serves(edition: Edition, before: Edition | None = None) -> None:
    """Record which edition is served from now on, and which was before."""
    if before is not None:
        _edition.labels(__version__, before.number, before.sha256).set(0)
    _edition.labels(__version__, edition.number, edition.sha256).set(1)


def refused_for_all() -> None:
    """Count a refused reload in the process that supervises the workers, which by default counts in memory only."""
    _refused_for_all().inc(1)


@cache
def _refused_for_all() -> Any:
    name, help_, labels = _RELOADS
    counted = MultiProcessValue(lambda: "watcher")  # type: ignore[no-untyped-call]
    return counted("counter", name, f"{name}_total", labels, ("refused",), help_, "")


def forget_process(pid: int) -> None:
    """Forget a worker that ended: its counters stay, its gauges go."""
    if FOLDER in os.environ:
        mark_process_dead(pid)  # type: ignore[no-untyped-call]


def exposed() -> bytes:
    """All metrics in the text format of Prometheus; of all workers when there are several."""
    if FOLDER not in os.environ:
        return generate_latest(_registry)
    together = CollectorRegistry()
    MultiProcessCollector(together)  # type: ignore[no-untyped-call]
    return generate_latest(together)


def from_this_machine(request: Request) -> bool:
    """Whether a request comes over loopback."""
    return request.client is not None and loopback(request.client.host)


@router.get("/metrics")
def metrics(request: Request) -> Response:
    """The metrics, for loopback only: to anyone else this path does not exist.

    ``app.state.may_see_metrics``, a function of the request, may allow others.
    """
    allowed = getattr(request.app.state, "may_see_metrics", from_this_machine)
    if not allowed(request):
        language = preferred(request)
        raise ProblemError(404, [Mistake("", say("http_no_address", language), say("expected_address", language))])
    return Response(exposed(), headers={"Content-Type": CONTENT_TYPE_LATEST, "Cache-Control": "no-store"})
