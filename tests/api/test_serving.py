"""hoidap serve as a program: it starts, ends running requests when told to stop, and goes."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from hoidap.settings import Settings
from tests.api.live import PATIENCE, connect, head, until
from tests.conftest import ROOT

QUESTION = {"question": "Bao nhiêu tập thể và cá nhân được khen thưởng?"}


@contextmanager
def program(data: Path, **environment: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A server on a free port, ready to answer."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "hoidap.cli.main", "serve", "--data", data, "--port", str(port)],
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        assert f"http://127.0.0.1:{port}/" in server.stdout.readline()
        yield server, port
    finally:
        server.kill()
        server.communicate()


@pytest.mark.serial
def test_told_to_stop_it_ends_what_runs_and_goes_cleanly(corpus_settings: Settings) -> None:
    with program(corpus_settings.data, HOIDAP_LOG_FORMAT="json") as (server, port):
        base = f"http://127.0.0.1:{port}"
        assert httpx.post(f"{base}/v1/ask", json=QUESTION).status_code == 200
        body = json.dumps(QUESTION).encode()
        running = connect(port)
        running.sendall(head("/v1/ask", Content_Length=str(len(body))) + body[:-1])
        until(lambda: httpx.get(f"{base}/healthz").status_code == 200)
        server.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"{base}/healthz")
        running.sendall(body[-1:])
        assert running.recv(65536).startswith(b"HTTP/1.1 200")
        running.close()
        _, said = server.communicate(timeout=PATIENCE)
        assert server.returncode == 0
    lines = [json.loads(line) for line in said.splitlines()]
    assert {"/v1/ask", "/healthz"} <= {line.get("route") for line in lines}
    assert not [line for line in lines if line["level"] == "error"]


@pytest.mark.serial
def test_a_client_that_never_ends_does_not_hold_it_up(corpus_settings: Settings) -> None:
    with program(corpus_settings.data, HOIDAP_SHUTDOWN_SECONDS="1") as (server, port):
        with connect(port) as endless:
            endless.sendall(head("/v1/ask", Content_Length="100"))
            time.sleep(0.3)
            started = time.monotonic()
            server.send_signal(signal.SIGTERM)
            server.communicate(timeout=PATIENCE)
        assert time.monotonic() - started < 8
        assert server.returncode == 0
