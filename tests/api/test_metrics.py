"""What /metrics tells, to whom, and what it never tells."""

import json
import re
from contextlib import closing
from pathlib import Path

import pytest
from fastapi import FastAPI
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from advisor.advice import Advisor
from advisor.store import keys
from advisor.store.database import open_store
from api.app import create_app
from api.observability import metrics

from .conftest import EXAMPLES, JSON, checked_problem, here


@pytest.fixture(scope="module")
def app(advisor: Advisor) -> FastAPI:
    """An application without a store, and so without a guard before this one."""
    return create_app(advisor)


@pytest.fixture
def inside(app: FastAPI) -> TestClient:
    """A client over loopback."""
    return TestClient(app, client=("127.0.0.1", 50_000))


def samples(client: TestClient) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    response = client.get("/metrics")
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/plain; version=")
    families = text_string_to_metric_families(response.text)
    return {(s.name, frozenset(s.labels.items())): s.value for family in families for s in family.samples}


def value(client: TestClient, name: str, **labels: str) -> float:
    return samples(client).get((name, frozenset(labels.items())), 0.0)


def test_requests_are_counted_by_template_and_status(inside: TestClient) -> None:
    """Each request adds one to its method, template and status, and its duration to a histogram."""
    labels = {"method": "GET", "route": "/v1/rules/{id}"}
    before = value(inside, "advisor_http_requests_total", **labels, status="404")
    timed = value(inside, "advisor_http_request_duration_seconds_count", **labels)
    for _ in range(3):
        inside.get("/v1/rules/no-such-rule-here")
    assert value(inside, "advisor_http_requests_total", **labels, status="404") == before + 3
    assert value(inside, "advisor_http_request_duration_seconds_count", **labels) == timed + 3
    assert value(inside, "advisor_http_request_duration_seconds_bucket", **labels, le="+Inf") == timed + 3


def test_no_label_holds_what_a_client_wrote(inside: TestClient) -> None:
    """Unknown addresses count as one, unknown methods too; no id, value or name stands in the metrics."""
    unknown = {"method": "GET", "route": "none", "status": "404"}
    before = value(inside, "advisor_http_requests_total", **unknown)
    for path in ("/hidden-one", "/v1/hidden-two", "/v1/rules/hidden-three", "/v1/rules?lang=hidden-four"):
        inside.get(path)
    inside.request("HIDDEN", "/v1/rules")
    assert value(inside, "advisor_http_requests_total", **unknown) == before + 2
    assert value(inside, "advisor_http_requests_total", method="other", route="/v1/rules", status="405") >= 1
    assert "hidden" not in inside.get("/metrics").text.lower()


def test_advices_are_counted_when_they_are_made(inside: TestClient) -> None:
    """One for each profile that got one; a refused profile does not count."""
    before = value(inside, "advisor_advices_total")
    assert inside.post("/v1/advice?store=false", content=EXAMPLES[0].read_bytes(), headers=JSON).is_success
    assert inside.post("/v1/advice?store=false", content=b"{", headers=JSON).status_code == 400
    assert value(inside, "advisor_advices_total") == before + 1


@pytest.mark.parametrize("address", ["/v1/batch", "/v1/portfolio"])
def test_every_advice_of_a_batch_is_counted(inside: TestClient, address: str) -> None:
    """One for each profile that got one; a row with mistakes does not count, nor a batch that is refused as a whole."""
    before = value(inside, "advisor_advices_total")
    good = [json.loads(example.read_bytes()) for example in EXAMPLES]
    assert inside.post(address, json=[*good, {"answers": {"no_such_question": 1}}]).is_success
    assert inside.post(address, content=b"{}", headers=JSON).status_code == 400
    assert value(inside, "advisor_advices_total") == before + len(good) > before


def test_the_edition_that_serves_is_told(inside: TestClient, advisor: Advisor) -> None:
    """With its number, its hash and the software."""
    metrics.serves(advisor.edition)
    told = [dict(labels) for (name, labels), on in samples(inside).items() if name == "advisor_edition_info" and on]
    assert {"edition", "knowledge_sha256", "software"} == set(told[0])
    assert advisor.edition.sha256 in [labels["knowledge_sha256"] for labels in told]


@pytest.mark.parametrize("address", ["10.0.0.7", "192.168.1.1", "203.0.113.9", "2001:db8::1", "testclient", ""])
def test_outside_this_machine_there_are_no_metrics(app: FastAPI, address: str) -> None:
    """To anyone else the address does not exist, as any other that does not; and nothing tells that it might."""
    outside = TestClient(app, client=(address, 50_000))
    problem = checked_problem(outside.get("/metrics"), 404)
    assert problem["detail"] == checked_problem(outside.get("/nothing-like-it-at-all"), 404)["detail"]
    assert not re.search(r"advisor_|metrics", str(problem))


@pytest.mark.parametrize("address", ["127.0.0.1", "127.9.9.9", "::1"])
def test_this_machine_sees_them(app: FastAPI, address: str) -> None:
    """Loopback, of either family."""
    assert TestClient(app, client=(address, 50_000)).get("/metrics").status_code == 200


def test_who_else_may_see_them_can_be_said(advisor: Advisor) -> None:
    """The application can be given another rule, which then decides alone."""
    app = create_app(advisor)
    app.state.may_see_metrics = lambda request: request.headers.get("x-key") == "right"
    client = TestClient(app, client=("127.0.0.1", 1))
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"x-key": "right"}).status_code == 200


def test_metrics_are_not_part_of_the_public_description(inside: TestClient) -> None:
    """Neither the OpenAPI document nor a mistyped address gives them away."""
    assert "/metrics" not in inside.get("/openapi.json").json()["paths"]
    assert "/metrics" not in inside.get("/metric").text


def test_with_a_store_they_are_for_who_runs_the_server(
    advisor: Advisor, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """They tell of all tenants: without keys this computer sees them, with keys only an admin of the operator."""
    with closing(open_store(f"sqlite:///{tmp_path_factory.mktemp('kept')}/a.db")) as store:
        app = create_app(advisor, store)
        assert here(app).get("/metrics").status_code == 200
        assert TestClient(app, client=("192.0.2.7", 1)).get("/metrics").status_code == 403
        holders = [(tenant, scope) for tenant in ("one", "ours") for scope in ("admin", "write")]
        tokens = {holder: keys.add(store, holder[0], "prometheus", holder[1])[1] for holder in holders}
        for operator in ("ours", None):
            away = TestClient(create_app(advisor, store, operator=operator), client=("192.0.2.7", 1))
            for tenant, scope in holders:
                answer = away.get("/metrics", headers={"Authorization": f"Bearer {tokens[tenant, scope]}"})
                assert answer.status_code == (200 if (tenant, scope) == (operator, "admin") else 404)
            assert away.get("/metrics").status_code == 401


@pytest.mark.long
def test_an_advice_that_is_made_again_is_counted(advisor: Advisor, tmp_path: Path) -> None:
    """On the same profile, on the knowledge of now: that is an advice too."""
    with closing(open_store(f"sqlite:///{tmp_path}/a.db")) as store:
        client = here(create_app(advisor, store))
        place = client.post("/v1/advice", content=EXAMPLES[0].read_bytes(), headers=JSON).headers["location"]
        before = value(client, "advisor_advices_total")
        assert client.post(f"{place}/rerun").status_code == 201
        assert client.post(f"{place[:-1]}x/rerun").status_code == 404
        assert value(client, "advisor_advices_total") == before + 1
