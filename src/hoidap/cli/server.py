"""``hoidap serve``."""

from __future__ import annotations

import ctypes
import resource
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path
from types import FrameType

import uvicorn
from fastapi import FastAPI
from rich.console import Console

from hoidap.answering.assistant import Assistant
from hoidap.api.application import create_app
from hoidap.api.entrance.connection import BoundedConnection
from hoidap.api.observing import logs
from hoidap.errors import SettingsError
from hoidap.settings import Settings, load
from hoidap.web import pages

#: Connections that may wait to be accepted.
BACKLOG = 2048
#: How long a thread that answers may keep Python's lock while the one that talks to clients
#: waits for it.  With 5 ms, Python's default, a busy server refused in 0.5 s, so in 0.24 s;
#: throughput was the same.
SWITCH_SECONDS = 0.0005
#: Heaps that all threads share.  glibc gives them eight for each processor by default, and each
#: keeps what it once held: a hundred readers made the server grow by a tenth more.
HEAPS = 2
#: glibc's number for the most heaps (``M_ARENA_MAX`` of malloc.h).
_MOST_HEAPS = -8
#: Files beside connections: index, state, logs.
OWN_FILES = 200


def serve(data: Path | None, host: str | None, port: int | None) -> None:
    """Serve until interrupted; says the address once the model is warm and the port is open."""
    share_heaps()
    settings = load(data=data, host=host, port=port)
    logs.configure(settings)
    signal.signal(signal.SIGTERM, _stop)
    sys.setswitchinterval(SWITCH_SECONDS)
    _allow_files(settings.connections + OWN_FILES)
    listener = _listen(settings.host, settings.port)
    with Assistant.open(settings) as assistant:
        assistant.warm_up()
        app = create_app(assistant)
        pages.install(app)
        shown = f"[{settings.host}]" if ":" in settings.host else settings.host
        listener.listen(BACKLOG)  # before the address is said: who connects now is served soon
        console = Console()
        console.print(f"HoiDap answers at http://{shown}:{settings.port}/  (API: /docs)")
        uvicorn.Server(server_config(app, settings)).run(sockets=[listener])


def server_config(app: FastAPI, settings: Settings) -> uvicorn.Config:
    """How uvicorn serves the application: bounded connections, nothing believed from headers."""
    return uvicorn.Config(
        app,
        http=BoundedConnection,
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # origin.py believes them from trusted proxies only
        backlog=BACKLOG,
        limit_concurrency=settings.connections,
        timeout_graceful_shutdown=settings.shutdown_seconds,
    )


def share_heaps() -> None:
    """Let threads share heaps; other C libraries than glibc do not need it."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_MOST_HEAPS, HEAPS)


def _stop(number: int, frame: FrameType | None) -> None:
    """End as a program does that was asked to, so that what is open is closed.

    Uvicorn takes the signal over while it serves, ends the requests that run,
    and raises it again.
    """
    del number, frame
    sys.exit(0)


def _allow_files(wanted: int) -> None:
    """Raise this process's own limit of open files as far as the system lets it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _listen(host: str, port: int) -> socket.socket:
    """Bind before the model is loaded, so that a taken port is reported at once."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as error:
        raise SettingsError(
            f"Cannot listen on {host}:{port}: {error.strerror or error}.",
            "Choose another with --port or HOIDAP_PORT, or stop what uses it.",
        ) from error
    return listener
