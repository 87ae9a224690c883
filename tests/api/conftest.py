"""The application on the knowledge of this checkout, and a client that talks to it."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from advisor.advice import Advisor
from advisor.library.edition import Edition
from advisor.stages.engine import Pool
from api.app import create_app
from tests.conftest import CHECKOUT

EXAMPLES = sorted((CHECKOUT / "examples").glob("*.json"))
JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="session")
def advisor(edition: Edition, engine: Pool) -> Advisor:
    """The advisor of this checkout."""
    return Advisor(edition, engine)


@pytest.fixture(scope="session")
def app(advisor: Advisor) -> FastAPI:
    """The application on that advisor."""
    return create_app(advisor)


@pytest.fixture(scope="session")
def client(app: FastAPI) -> Iterator[TestClient]:
    """A client of that application."""
    with TestClient(app) as client:
        yield client


def checked_problem(response: Any, status: int) -> dict[str, Any]:
    """The problem in an answer, which must have the shape of RFC 9457 and our entries, and safe headers."""
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["vary"] == "Accept-Language"
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
