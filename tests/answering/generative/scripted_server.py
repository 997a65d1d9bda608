"""A real OpenAI-compatible HTTP server on this machine whose model does as a script says.

A script is what the server does with one request: pieces of text to stream, pauses
between them, or a status to answer with.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Hang:
    """Say nothing more for so long, with the connection open."""

    seconds: float


@dataclass(frozen=True)
class Fail:
    """Answer with an HTTP status instead of text."""

    status: int


Step = str | Hang | Fail
#: What to do with a request, given its messages' texts.
Script = Callable[[Sequence[str]], Iterator[Step] | Sequence[Step]]


@dataclass
class Scripted:
    """The running server: its address, the requests it got, the script it follows."""

    address: str
    script: Script
    requests: list[list[str]] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)


@contextmanager
def scripted_server() -> Iterator[Scripted]:
    """A server until the block ends; set ``script`` before asking."""
    scripted = Scripted("", lambda messages: ())

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            request = json.loads(self.rfile.read(length))
            messages = [str(message["content"]) for message in request["messages"]]
            scripted.requests.append(messages)
            _follow(self, scripted, messages)

        def log_message(self, format: str, *args: Any) -> None:
            del format, args

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    scripted.address = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield scripted
    finally:
        scripted.stopped.set()
        server.shutdown()
        server.server_close()


def _follow(handler: BaseHTTPRequestHandler, scripted: Scripted, messages: list[str]) -> None:
    steps = iter(scripted.script(messages))
    first = next(steps, "")
    if isinstance(first, Fail):
        handler.send_response(first.status)
        handler.send_header("Content-Type", "application/json")
        handler.end_headers()
        handler.wfile.write(b'{"error": {"message": "scripted failure"}}')
        return
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream")
    handler.end_headers()
    try:
        for step in (first, *steps) if not isinstance(steps, Iterator) else _chain(first, steps):
            if isinstance(step, Hang):
                handler.wfile.flush()
                scripted.stopped.wait(step.seconds)
            elif isinstance(step, Fail):
                return  # the connection breaks in the middle
            else:
                _send(handler, {"content": step}, None)
        _send(handler, {}, "stop")
        handler.wfile.write(b"data: [DONE]\n\n")
    except OSError:
        return  # the client walked away


def _chain(first: Step, rest: Iterator[Step]) -> Iterator[Step]:
    yield first
    yield from rest


def _send(handler: BaseHTTPRequestHandler, delta: dict[str, str], reason: str | None) -> None:
    chunk = {
        "id": "chatcmpl-scripted",
        "object": "chat.completion.chunk",
        "created": 0,
        "model": "scripted",
        "choices": [{"index": 0, "delta": delta, "finish_reason": reason}],
    }
    handler.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
