"""Metrics: what an operator watches, for him alone, and never what was asked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from hoidap.api.access.caller import READING, Permission
from hoidap.api.observing import tracing
from tests.api.conftest import MakeApp, MakeClient, bearer, key
from tests.api.planted import QUESTION
from tests.conftest import local_client


@pytest.fixture
def client(make_app: MakeApp) -> TestClient:
    return local_client(make_app(anonymous="on"))


def value(client: TestClient, series: str) -> float:
    found = re.search(rf"^{re.escape(series)} (\S+)$", client.get("/metrics").text, re.MULTILINE)
    assert found, series
    return float(found[1])


def test_questions_requests_and_stages_are_counted(client: TestClient) -> None:
    assert value(client, 'hoidap_questions_total{status="answered"}') == 0
    for path in ("/v1/ask", "/v1/ask/stream"):
        client.post(path, json={"question": QUESTION})
    client.post("/v1/ask", json={"question": "Giá vàng thế giới?"})
    client.get("/v1/search?q=a")
    assert value(client, 'hoidap_questions_total{status="answered"}') == 2
    assert value(client, 'hoidap_questions_total{status="not_found"}') == 1
    assert value(client, 'hoidap_requests_total{method="POST",route="/v1/ask",status="200"}') == 2
    for stage, count in (("answer", 3), ("embed", 4), ("vectors", 4), ("words", 4)):
        assert value(client, f'hoidap_stage_seconds_count{{stage="{stage}"}}') == count
    assert value(client, "hoidap_generation") == 1
    assert value(client, "hoidap_documents") == 4
    assert value(client, "hoidap_running") == value(client, "hoidap_jobs") == 0


def test_series_do_not_grow_with_what_clients_make_up(client: TestClient) -> None:
    def series() -> int:
        return len(client.get("/metrics").text.splitlines())

    client.get("/v1/documents/x0")
    client.request("MADEUP0", "/x0")
    series()  # its own series are there from the second time on
    before = series()
    for number in range(1, 20):
        client.get(f"/v1/documents/x{number}")
        client.request(f"MADEUP{number}", f"/x{number}")
    assert series() == before


def test_metrics_are_for_this_machine_and_administrators(
    make_client: MakeClient, data: Path
) -> None:
    client = make_client()
    assert client.get("/metrics").status_code == 401
    assert client.get("/metrics", headers=bearer(key(data, *READING))).status_code == 403
    assert client.get("/metrics", headers=bearer(key(data, Permission.ADMIN))).status_code == 200


def test_a_trace_names_route_and_stages_and_not_what_was_asked(make_app: MakeApp) -> None:
    app, exporter = make_app(anonymous="on"), InMemorySpanExporter()
    end = tracing.install(app, "http://127.0.0.1:1", exporter)
    with local_client(app) as client:
        trace_id = "0af7651916cd43dd8448eb211c80319c"
        client.post(
            "/v1/ask",
            json={"question": QUESTION},
            headers={"traceparent": f"00-{trace_id}-b7ad6b7169203331-01"},
        )
    end()
    (span,) = exporter.get_finished_spans()
    assert span.name == "POST /v1/ask"
    assert f"{span.context.trace_id:032x}" == trace_id
    assert {event.name for event in span.events} >= {"embed", "vectors", "words", "search"}
    assert "kiểm kê" not in span.to_json()
