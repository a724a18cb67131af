"""OpenTelemetry traces to a collector, by OTLP over HTTP. Imported only where one is set: it takes memory.

What is sent is names of stretches, their times, outcomes and Teams' ids of messages: no case content. A
collector that does not answer is noted in the log, and nobody else learns of it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

SERVICE = "iro-assistant"
PATH = "/v1/traces"
SECONDS = 5.0
"""For the collector; spans are sent by a thread of their own."""


@dataclass(frozen=True)
class OpenSpan:
    tracer: trace.Tracer
    span: trace.Span

    def child(self, name: str) -> OpenSpan:
        within = trace.set_span_in_context(self.span, Context())
        return OpenSpan(self.tracer, self.tracer.start_span(name, within))

    def tell(self, name: str, value: str) -> None:
        self.span.set_attribute(name, value)

    def end(self) -> None:
        self.span.end()


class CollectedTraces:
    def __init__(self, endpoint: str, headers: Mapping[str, str]) -> None:
        """`endpoint`: the collector's base URL, without `/v1/traces`."""
        exporter = OTLPSpanExporter(
            endpoint=f"{endpoint.rstrip('/')}{PATH}", headers=dict(headers), timeout=SECONDS
        )
        self._provider = TracerProvider(
            resource=Resource.create({"service.name": SERVICE}), shutdown_on_exit=False
        )
        self._provider.add_span_processor(BatchSpanProcessor(exporter))
        self._tracer = self._provider.get_tracer(SERVICE)

    def start(self, name: str) -> OpenSpan:
        return OpenSpan(self._tracer, self._tracer.start_span(name, Context()))

    async def finish(self) -> None:
        """Sends what has not left yet, for some seconds at most."""
        await asyncio.to_thread(self._provider.shutdown)
