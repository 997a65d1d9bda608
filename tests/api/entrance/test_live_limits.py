"""Limits on a real socket: size, time, load; and what is freed when clients go."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from hoidap.answering.assistant import Assistant
from hoidap.api.application import create_app
from hoidap.api.entrance import connection
from hoidap.settings import Settings
from tests.api.live import GatedEmbedder, answer, connect, head, served, until
from tests.api.planted import QUESTION

ASK = "/v1/ask"
BODY = json.dumps({"question": QUESTION}).encode()


@dataclass
class Live:
    """A served application, the gate before its model, and its metrics."""

    port: int
    embedder: GatedEmbedder
    client: httpx.Client

    def gauge(self, name: str) -> float:
        text = self.client.get("/metrics").text
        return float(next(line for line in text.splitlines() if line.startswith(name)).split()[1])

    def ask(self) -> httpx.Response:
        return self.client.post(ASK, json={"question": QUESTION})


@pytest.fixture
def live(planted_data: Path) -> Iterator[Callable[..., Live]]:
    with ExitStack() as stack:

        def make(**changes: Any) -> Live:
            settings = Settings(data=planted_data, **changes)
            embedder = GatedEmbedder()
            assistant = stack.enter_context(Assistant.open(settings, embedder))
            port = stack.enter_context(served(create_app(assistant), settings))
            stack.callback(embedder.gate.set)
            limits = httpx.Limits(max_connections=None)
            base = f"http://127.0.0.1:{port}"
            client = stack.enter_context(httpx.Client(base_url=base, limits=limits, timeout=30))
            return Live(port, embedder, client)

        yield make


def test_an_announced_large_body_is_refused_before_it_is_sent(live: Callable[..., Live]) -> None:
    here = live(body_limit_kb=10)
    with connect(here.port) as raw:
        raw.sendall(head(ASK, Content_Length="5000000"))
        received = answer(raw)
    assert received.startswith(b"HTTP/1.1 413")
    assert b"application/problem+json" in received


def test_an_unannounced_large_body_is_refused_while_it_comes(live: Callable[..., Live]) -> None:
    here = live(body_limit_kb=10)
    with connect(here.port) as raw:
        raw.sendall(head(ASK, Transfer_Encoding="chunked"))
        try:
            for _ in range(50):
                raw.sendall(b"400\r\n" + b"x" * 1024 + b"\r\n")
        except OSError:
            pass  # the server has closed already
        received = raw.recv(65536)
    assert received.startswith(b"HTTP/1.1 413")


def test_a_slow_body_is_given_up_and_takes_nobodys_place(live: Callable[..., Live]) -> None:
    here = live(request_seconds=1, concurrent_requests=1)
    with connect(here.port) as raw:
        raw.sendall(head(ASK, Content_Length=str(len(BODY))) + BODY[:5])
        assert here.ask().status_code == 200
        received = answer(raw)
    assert received.startswith(b"HTTP/1.1 408")


def test_a_slow_or_endless_head_is_cut_off(
    live: Callable[..., Live], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "HEAD_SECONDS", 0.5)
    here = live()
    with connect(here.port) as raw:
        raw.sendall(b"POST /v1/ask HTTP/1.1\r\nHost: a\r\nX-Slow: ")
        assert answer(raw) == b""
    with connect(here.port) as silent:
        assert answer(silent) == b""
    with connect(here.port) as raw:
        raw.sendall(b"POST /v1/ask HTTP/1.1\r\nX-Long: ")
        received = b""
        try:
            for _ in range(200):
                raw.sendall(b"x" * 1024)
            received = answer(raw)
        except OSError:
            received = b""
    assert received == b"" or received.startswith(b"HTTP/1.1 431")
    assert here.ask().status_code == 200


def received(raw: socket.socket, ending: bytes) -> bytes:
    """What comes until ``ending`` is there, in however many pieces the network brings it."""
    whole = b""
    while ending not in whole:
        piece = raw.recv(65536)
        assert piece, f"closed after {whole!r}"
        whole += piece
    return whole


def test_a_kept_connection_serves_many_requests_with_bounded_heads(
    live: Callable[..., Live],
) -> None:
    here = live()
    with connect(here.port) as raw:
        for _ in range(300):  # together far more than one head may have
            raw.sendall(head("/healthz", "GET", X_Padding="x" * 500))
            assert received(raw, b"}").startswith(b"HTTP/1.1 200")


@pytest.mark.serial
def test_overload_is_refused_fast_health_stays_green_and_all_recovers(
    live: Callable[..., Live],
) -> None:
    here = live(concurrent_requests=2, waiting_requests=3)
    here.embedder.gate.clear()
    with ThreadPoolExecutor(40) as pool:
        asked = [pool.submit(here.ask) for _ in range(40)]
        until(lambda: sum(each.done() for each in asked) == 35)
        refused = [each.result() for each in asked if each.done()]
        assert {each.status_code for each in refused} == {429}
        assert all(int(each.headers["retry-after"]) >= 1 for each in refused)
        started = time.monotonic()
        assert here.client.get("/healthz").status_code == 200
        assert here.client.get("/readyz").status_code == 200
        assert time.monotonic() - started < 2
        here.embedder.gate.set()
        statuses = sorted(each.result().status_code for each in asked)
    assert statuses == [200] * 5 + [429] * 35
    assert here.ask().status_code == 200
    assert here.gauge("hoidap_running") == here.gauge("hoidap_waiting") == 0


def test_an_answer_that_takes_too_long_is_given_up_but_keeps_its_place(
    live: Callable[..., Live],
) -> None:
    here = live(request_seconds=0.5, concurrent_requests=1, wait_seconds=0.2)
    here.embedder.gate.clear()
    late = here.ask()
    assert late.status_code == 503
    assert late.json()["code"] == "timeout"
    assert here.gauge("hoidap_running") == 1
    assert here.ask().status_code == 429  # its thread still works, so its place is taken
    here.embedder.gate.set()
    until(lambda: here.gauge("hoidap_running") == 0)
    assert here.ask().status_code == 200


def drop(raw: socket.socket) -> None:
    """Close as a killed client does."""
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    raw.close()


def test_who_hangs_up_while_waiting_is_not_worked_for(live: Callable[..., Live]) -> None:
    here = live(concurrent_requests=1)
    here.embedder.gate.clear()
    first = threading.Thread(target=here.ask)
    first.start()
    until(lambda: here.embedder.inside == 1)
    waiting = [connect(here.port) for _ in range(5)]
    for raw in waiting:
        raw.sendall(head(ASK, Content_Length=str(len(BODY))) + BODY)
    until(lambda: here.gauge("hoidap_waiting") == 5)
    for raw in waiting:
        drop(raw)
    until(lambda: here.gauge("hoidap_waiting") == 0)
    here.embedder.gate.set()
    first.join()
    lines = here.client.get("/metrics").text.splitlines()
    worked_for = [line for line in lines if line.startswith("hoidap_questions_total{")]
    assert 'hoidap_questions_total{status="answered"} 1.0' in worked_for
    assert sum(float(line.rpartition(" ")[2]) for line in worked_for) == 1


def test_a_cancelled_stream_frees_its_place(live: Callable[..., Live]) -> None:
    here = live(concurrent_requests=1)
    for _ in range(5):
        here.embedder.gate.clear()
        raw = connect(here.port)
        raw.sendall(head("/v1/ask/stream", Content_Length=str(len(BODY))) + BODY)
        received(raw, b"searching")
        drop(raw)
        here.embedder.gate.set()
        until(lambda: here.gauge("hoidap_running") == 0)
    assert here.ask().status_code == 200


def test_requests_a_minute_from_one_address(live: Callable[..., Live]) -> None:
    here = live(address_requests_per_minute=2, requests_per_minute=1)
    assert [here.client.get("/v1/documents").status_code for _ in range(3)] == [200, 200, 429]
    assert here.client.get("/healthz").status_code == 200
    assert here.client.get("/").status_code in (200, 404)
