"""A server on a real socket, in a thread, and raw requests to it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

from hoidap.cli.server import server_config
from hoidap.embedding.embedder import Vectors
from hoidap.settings import Settings
from tests.fakes import FakeEmbedder

#: Nothing on loopback takes longer; a test that waits so long has failed.
PATIENCE = 20.0


class GatedEmbedder(FakeEmbedder):
    """Lets no question through while the gate is closed, as a busy processor would."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.gate.set()
        self.inside = 0
        self._lock = threading.Lock()

    def embed_queries(self, texts: object) -> Vectors:
        with self._lock:
            self.inside += 1
        try:
            assert self.gate.wait(PATIENCE)
        finally:
            with self._lock:
                self.inside -= 1
        return super().embed_queries(texts)  # type: ignore[arg-type]


@contextmanager
def served(app: FastAPI, settings: Settings) -> Iterator[int]:
    """Serve on a free port of this machine; gives the port."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(server_config(app, settings))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    until(lambda: server.started)
    try:
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(PATIENCE)
        assert not thread.is_alive()


def until(true: Callable[[], bool]) -> None:
    """Wait until something is true."""
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.01)


def connect(port: int) -> socket.socket:
    """A connection that does not wait forever."""
    return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)


def head(path: str, method: str = "POST", **headers: str) -> bytes:
    """The head of a request."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", "Content-Type: application/json"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def answer(connection: socket.socket) -> bytes:
    """Everything that comes until the server closes."""
    received = b""
    while piece := connection.recv(65536):
        received += piece
    return received
