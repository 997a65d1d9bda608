"""A server under load, in a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: Nobody is to be refused for his rate here, only for the load.
UNLIMITED = "100000000"
#: Settings that differ from the defaults.
SETTINGS = {
    "HOIDAP_ADDRESS_REQUESTS_PER_MINUTE": UNLIMITED,
    "HOIDAP_REQUESTS_PER_MINUTE": UNLIMITED,
}
#: Seconds for requests that run to end.
ENDING = 60


@contextmanager
def served(data: Path) -> Iterator[tuple[str, int]]:
    """A server over ``data``; gives its address and process id."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "hoidap.cli.main", "serve", "--data", data, "--port", str(port)],
        env=os.environ | SETTINGS,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        assert str(port) in server.stdout.readline()
        yield f"http://127.0.0.1:{port}", server.pid
    finally:
        server.terminate()
        server.wait(ENDING)
