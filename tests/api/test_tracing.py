"""OpenTelemetry: spans when it is configured, nothing at all otherwise."""

import subprocess
import sys

import pytest
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from starlette.testclient import TestClient

from advisor.advice import Advisor
from api.app import create_app
from api.observability import tracing
from tests.conftest import CHECKOUT

from .conftest import EXAMPLES, JSON

IMPORTED = """
import os, sys
from api.app import create_app
from api.observability import tracing
create_app()
print("opentelemetry.sdk" in sys.modules)
os.environ[tracing.ENDPOINT] = "http://127.0.0.1:9"
create_app()
print("opentelemetry.sdk" in sys.modules)
"""


@pytest.mark.long
def test_nothing_is_loaded_unless_a_collector_is_named() -> None:
    """The SDK is imported when OTEL_EXPORTER_OTLP_ENDPOINT is set, and only then."""
    env = {"PYTHONPATH": str(CHECKOUT)}
    done = subprocess.run([sys.executable, "-c", IMPORTED], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]


def test_a_span_per_request_without_what_the_client_wrote(advisor: Advisor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Template, method and status; it goes on with the trace of the client; no value of the address, no body."""
    exporter = InMemorySpanExporter()
    monkeypatch.setattr(tracing, "configured", lambda: tracing.sent_to(SimpleSpanProcessor(exporter)))
    trace = "0af7651916cd43dd8448eb211c80319c"
    with TestClient(create_app(advisor)) as client:
        client.get("/health")
        headers = {**JSON, "traceparent": f"00-{trace}-b7ad6b7169203331-01"}
        client.post("/v1/advice?store=false&lang=en", content=EXAMPLES[0].read_bytes(), headers=headers)
        client.get("/v1/rules/geheim-id")
    advice, rule = exporter.get_finished_spans()
    assert (advice.name, rule.name) == ("POST /v1/advice", "GET /v1/rules/{id}")
    assert advice.attributes is not None
    assert advice.attributes["http.response.status_code"] == 200
    assert advice.context is not None
    assert f"{advice.context.trace_id:032x}" == trace
    assert advice.resource.attributes["service.name"] == "advisor"
    whole = advice.to_json() + rule.to_json()
    assert "geheim" not in whole
    assert "Gent" not in whole
    assert not advice.events


@pytest.mark.long
def test_without_the_extra_it_says_so_and_goes_on(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, advisor: Advisor
) -> None:
    """Where a collector is named and the extra is not installed the server serves, and its log names the remedy."""
    monkeypatch.setenv(tracing.ENDPOINT, "http://127.0.0.1:9")
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http.trace_exporter", None)
    assert tracing.configured() == tracing.SILENT
    assert "pip install 'advisor[otel]'" in caplog.text
    with TestClient(create_app(advisor)) as client:
        assert client.get("/health").status_code == 200
