"""OpenTelemetry: a span per request if OTEL_EXPORTER_OTLP_ENDPOINT names a collector; otherwise nothing is loaded.

FastAPI makes the spans. Its logs stay off, as they contain the messages of exceptions; so do its metrics: see
``metrics``.
"""

import logging
import os
from typing import TYPE_CHECKING

from fastapi.telemetry import TelemetryConfig

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import SpanProcessor

ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT"
SILENT: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}
_NOT_FOLLOWED = frozenset({"/health", "/ready", "/metrics"})
_VALUES = ("url.path", "url.query")  # set by the client: an id, a value. The route is kept

_log = logging.getLogger("advisor.telemetry")


def configured() -> TelemetryConfig:
    """The telemetry settings for FastAPI, from the environment."""
    if not os.environ.get(ENDPOINT) or os.environ.get("OTEL_SDK_DISABLED", "").lower() == "true":
        return SILENT
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ModuleNotFoundError:
        _log.error("%s is set, but the extra is missing: pip install 'advisor[otel]'. No traces are sent.", ENDPOINT)
        return SILENT
    return sent_to(BatchSpanProcessor(OTLPSpanExporter()))


def sent_to(processor: "SpanProcessor") -> TelemetryConfig:
    """Settings that send spans to a processor, without the path and query that clients sent."""
    from opentelemetry.context import Context
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import Span, SpanProcessor, TracerProvider

    class WithoutValues(SpanProcessor):
        def on_start(self, span: Span, parent_context: Context | None = None) -> None:
            for name in _VALUES:
                if span.attributes and name in span.attributes:
                    span.set_attribute(name, "")

    named = Resource.create() if os.environ.get("OTEL_SERVICE_NAME") else Resource.create({"service.name": "advisor"})
    provider = TracerProvider(resource=named)
    provider.add_span_processor(WithoutValues())
    provider.add_span_processor(processor)
    return {
        **SILENT,
        "tracing": True,
        "tracer_provider": provider,
        "operation_spans": False,
        "exclude": lambda scope: scope.get("path") in _NOT_FOLLOWED,
    }
