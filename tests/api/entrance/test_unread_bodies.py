"""Bodies that nobody waits for: of callers who may not send them, and to routes that take none."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from hoidap.answering.assistant import Assistant
from hoidap.api.access.caller import Permission
from hoidap.api.application import create_app
from hoidap.settings import Settings
from hoidap.web import pages
from tests.api.conftest import BEHIND_A_PORTAL, bearer, key
from tests.api.live import answer, connect, head, served
from tests.api.planted import QUESTION
from tests.fakes import FakeEmbedder

ASK = json.dumps({"question": QUESTION}).encode()
#: Seconds with a byte each: more than LINGER_SECONDS and less than a client's patience.
DRIPS = 4
MULTIPART = "multipart/form-data; boundary=b"


@dataclass
class Server:
    """A served application and keys for it."""

    port: int
    client: httpx.Client
    reader: str
    writer: str

    def ask(self) -> httpx.Response:
        return self.client.post("/v1/ask", json=json.loads(ASK), headers=bearer(self.reader))

    def upload(self) -> httpx.Response:
        return self.client.post(
            "/v1/documents",
            files={"file": ("a.md", "# Quy định\n\nNội dung.")},
            data={"access": "public"},
            headers=bearer(self.writer),
        )


MakeServer = Callable[..., Server]


@pytest.fixture
def server(data: Path) -> Iterator[MakeServer]:
    with ExitStack() as stack:

        def make(**changes: Any) -> Server:
            settings = Settings(**BEHIND_A_PORTAL | {"data": data} | changes)
            assistant = stack.enter_context(Assistant.open(settings, FakeEmbedder()))
            app = create_app(assistant)
            app.state.uploads.worker.start = lambda: None  # nothing is ingested here
            pages.install(app)
            port = stack.enter_context(served(app, settings))
            client = stack.enter_context(
                httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=10)
            )
            reader = key(data, Permission.ASK, Permission.SEARCH)
            return Server(port, client, reader, key(data, Permission.INGEST))

        yield make


def begun(port: int, path: str, method: str = "POST", **headers: str) -> socket.socket:
    """A request whose body was announced and does not come."""
    raw = connect(port)
    sent = head(path, method, **{"Content_Length": "1000"} | headers)
    raw.sendall(sent.replace(b"application/json", MULTIPART.encode()) + b"--b\r\n")
    return raw


def status(received: bytes) -> int:
    return int(received.split(b" ", 2)[1])


def test_slow_uploads_without_permission_and_slow_sockets_hold_nobody_up(
    server: MakeServer,
) -> None:
    here = server()
    assert here.ask().status_code == 200  # what is loaded with the first question is
    with ExitStack() as stack:
        for _ in range(12):
            stack.enter_context(begun(here.port, "/v1/documents", **bearer(here.reader)))
        for number in range(50):
            path = ("/", "/v1/documents", "/v1/search?q=a", "/nowhere", "/healthz")[number % 5]
            stack.enter_context(begun(here.port, path, "GET", **bearer(here.reader)))
        started = time.monotonic()
        assert here.ask().status_code == 200
        assert here.upload().status_code == 202
        assert time.monotonic() - started < 10  # a body that is waited for takes thirty


def test_slow_sockets_give_their_connections_back(server: MakeServer) -> None:
    here = server(connections=40)
    with ExitStack() as stack:
        slow = [stack.enter_context(begun(here.port, "/", "GET")) for _ in range(35)]
        for _ in range(DRIPS):
            time.sleep(1)
            for raw in slow:
                with suppress(OSError):
                    raw.sendall(b"x")
        with ThreadPoolExecutor(10) as pool:
            asked = [pool.submit(here.ask) for _ in range(10)]
            assert {each.result().status_code for each in asked} == {200}


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("POST", "/v1/documents", 403),
        ("PUT", "/v1/documents/a", 403),
        ("POST", "/v1/documents/a/b/c", 404),
        ("POST", "/v1/nowhere", 404),
        ("POST", "/nowhere", 404),
        ("POST", "/", 405),
        ("POST", "/v1/study-packs", 403),
        ("GET", "/v1/search?q=a", 200),
        ("DELETE", "/v1/documents/a", 403),
        ("GET", "/healthz", 200),
        ("GET", "/", 200),
        ("HEAD", "/v1/documents", 405),
    ],
)
@pytest.mark.parametrize(
    "announced",
    [
        {"Content_Length": "1000"},
        {"Transfer_Encoding": "chunked"},
        {"Content_Length": "1000", "Expect": "100-continue"},
    ],
    ids=["content-length", "chunked", "expect"],
)
def test_a_body_that_is_not_wanted_is_not_waited_for(
    server: MakeServer, method: str, path: str, expected: int, announced: dict[str, str]
) -> None:
    here = server()
    with connect(here.port) as raw:
        started = time.monotonic()
        raw.sendall(head(path, method, **bearer(here.reader), **announced))
        received = answer(raw)
        assert time.monotonic() - started < 3
    assert status(received) == expected
    assert b"connection: close" in received.lower()


def test_who_has_no_key_is_not_waited_for(server: MakeServer) -> None:
    here = server()
    for path in ("/v1/ask", "/v1/documents", "/v1/feedback"):
        with begun(here.port, path) as raw:
            assert status(answer(raw)) == 401


def test_the_answer_arrives_although_the_client_goes_on_sending(server: MakeServer) -> None:
    here = server()
    with connect(here.port) as raw:
        raw.sendall(head("/v1/documents", **bearer(here.reader), Content_Length="3000000"))
        for _ in range(30):
            raw.sendall(b"x" * 100_000)
            time.sleep(0.005)
        assert status(answer(raw)) == 403


@pytest.mark.serial
def test_a_dripping_upload_is_given_up_after_its_whole_time(server: MakeServer) -> None:
    here = server(request_seconds=1)
    with connect(here.port) as raw:
        sent = head("/v1/documents", **bearer(here.writer), Content_Length="90000")
        raw.sendall(sent.replace(b"application/json", MULTIPART.encode()))
        raw.sendall(b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.md"\r\n\r\n')
        started = time.monotonic()
        raw.settimeout(0.2)  # a piece now and then, never a long pause
        received = b""
        while not received and time.monotonic() - started < 6:
            raw.sendall(b"x")
            try:
                received = raw.recv(65536)
            except TimeoutError:
                continue
    assert status(received) == 408
    assert time.monotonic() - started < 4


def test_a_connection_is_kept_when_the_unread_body_has_come(server: MakeServer) -> None:
    here = server()
    sent = head("/healthz", "GET", Content_Length=str(len(ASK))) + ASK
    with connect(here.port) as raw:
        for _ in range(3):
            raw.sendall(sent)
            received = b""
            while b"}" not in received:
                received += raw.recv(65536)
            assert status(received) == 200


def test_what_comes_beyond_the_announced_length_is_no_part_of_the_body(
    server: MakeServer,
) -> None:
    here = server()
    sent = head("/v1/ask", **bearer(here.reader), Content_Length=str(len(ASK)))
    with connect(here.port) as raw:
        raw.sendall(sent + ASK + b"more than was announced\r\n\r\n")
        assert status(answer(raw)) in (200, 400)
    assert here.ask().status_code == 200
