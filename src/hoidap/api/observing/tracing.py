"""Traces for OpenTelemetry, if the setting ``otlp_endpoint`` names a collector.

One span a request, named by method and route, with the stages of answering as
its events; a trace that the portal began is continued.  Spans hold no question
and no address.  Without the setting nothing is recorded and nothing is sent.
"""

from __future__ import annotations

from collections.abc import Callable

from fastapi import FastAPI
from opentelemetry import propagate, trace
from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hoidap import __version__
from hoidap.api.entrance.doorway import route_of


class Traced:
    """Wraps every request in a span."""

    def __init__(self, app: ASGIApp, tracer: trace.Tracer) -> None:
        self._app = app
        self._tracer = tracer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request inside a span."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        parent = propagate.extract(Headers(scope=scope))
        with self._tracer.start_as_current_span(
            scope["method"], context=parent, kind=trace.SpanKind.SERVER, record_exception=False
        ) as span:

            async def watched(message: Message) -> None:
                if message["type"] == "http.response.start":
                    span.set_attribute("http.response.status_code", message["status"])
                await send(message)

            await self._app(scope, receive, watched)
            span.update_name(f"{scope['method']} {route_of(scope)}")
            span.set_attribute("http.request.method", scope["method"])
            span.set_attribute("http.route", route_of(scope))


def install(
    app: FastAPI, endpoint: str, exporter: SpanExporter | None = None
) -> Callable[[], None]:
    """Trace the requests of an application; gives what to call at the end."""
    provider = TracerProvider(
        resource=Resource({"service.name": "hoidap", "service.version": __version__})
    )
    sender = exporter or OTLPSpanExporter(
        endpoint=endpoint, insecure=endpoint.startswith("http://")
    )
    provider.add_span_processor(BatchSpanProcessor(sender))
    app.add_middleware(Traced, tracer=provider.get_tracer("hoidap"))
    return provider.shutdown
