"""The application on the knowledge of this checkout, and a client that talks to it."""

import json
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import closing
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.routing import BaseRoute
from starlette.testclient import TestClient

from advisor.advice import Advisor
from advisor.library.edition import Edition
from advisor.stages.engine import Pool
from advisor.store.database import Store, open_store
from api.app import create_app
from tests.conftest import CHECKOUT
from tests.store.conftest import postgres, schemas, tables_file, url  # noqa: F401 - fixtures

EXAMPLES = sorted((CHECKOUT / "examples").glob("*.json"))
GHENT = CHECKOUT / "examples" / "ghent-crm.json"
JSON = {"Content-Type": "application/json"}
HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}  # as a browser asks for a page
OURS = {"Sec-Fetch-Site": "same-origin"}  # as a browser says that a form is of the same server
_routes: dict[int, tuple[Edition, list[BaseRoute]]] = {}  # by the edition, which is kept so that its id stays its own


@pytest.fixture(scope="session")
def advisor(edition: Edition, engine: Pool) -> Advisor:
    """The advisor of this checkout."""
    return Advisor(edition, engine)


def here(app: FastAPI, headers: Mapping[str, str] | None = None, **more: Any) -> TestClient:
    """A client on the computer of the server itself, that takes answers as they are: see `test_shortened`."""
    said = {"Accept-Encoding": "identity", **(headers or {})}
    return TestClient(app, base_url="http://127.0.0.1", client=("127.0.0.1", 50000), headers=said, **more)


def application(
    advisor: Advisor, store: Store | None = None, origins: Collection[str] = (), operator: str | None = None
) -> FastAPI:
    """An application of its own, with the routes of the first one on that edition.

    FastAPI works out each route at the first request, which takes longer than most of what is tested.
    """
    made = create_app(advisor, store, origins, operator)
    made.router.routes = _routes.setdefault(id(advisor.edition), (advisor.edition, made.router.routes))[1]
    return made


@pytest.fixture
def within_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock that rates are counted by stands still: one more passes when a minute turns into the next."""
    monkeypatch.setattr(time, "time", lambda: 1_800_000_020.0)


@pytest.fixture(scope="session")
def app(advisor: Advisor, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    """The application on that advisor, that keeps in a file of its own."""
    with closing(open_store(f"sqlite:///{tmp_path_factory.mktemp('kept')}/advisor.db")) as store:
        yield application(advisor, store)


@pytest.fixture(scope="session")
def client(app: FastAPI) -> Iterator[TestClient]:
    """A client of that application."""
    with here(app) as client:
        yield client


@pytest.fixture
def store(url: str) -> Iterator[Store]:  # noqa: F811 - the fixture
    """A fresh store: each test runs on SQLite and on PostgreSQL."""
    with closing(open_store(url, patience=2)) as opened:
        yield opened


@pytest.fixture
def fresh(advisor: Advisor, store: Store) -> Iterator[TestClient]:
    """A client of an application on a fresh store."""
    with here(application(advisor, store)) as client:
        yield client


@pytest.fixture
def keep(fresh: TestClient) -> Callable[..., str]:
    """Keeps an advice for an example; returns its id."""

    def kept(number: int | None = None) -> str:
        example = GHENT if number is None else EXAMPLES[number]
        answer = fresh.post("/v1/advice", content=example.read_bytes(), headers=JSON)
        assert answer.status_code == 201, answer.text
        return answer.headers["location"].removeprefix("/v1/advice/")

    return kept


def checked_problem(response: Any, status: int) -> dict[str, Any]:
    """The problem in an answer, which must have the shape of RFC 9457 and our entries, and safe headers."""
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["vary"] in ("Accept-Language", "Accept-Language, Accept-Encoding")  # the long ones
    problem: dict[str, Any] = json.loads(response.content)
    assert list(problem) == ["type", "title", "status", "detail", "errors"]
    assert problem["status"] == status
    assert problem["type"] == "about:blank"
    assert problem["title"]
    assert problem["detail"]
    assert problem["errors"]
    for entry in problem["errors"]:
        assert list(entry) == ["pointer", "detail", "expected", "nearest"]
        assert entry["detail"]
        assert entry["expected"] != ""
    return problem
