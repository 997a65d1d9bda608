"""``hoidap serve``."""

from __future__ import annotations

import socket
from pathlib import Path

import uvicorn
from rich.console import Console

from hoidap.answering.assistant import Assistant
from hoidap.api.application import create_app
from hoidap.errors import SettingsError
from hoidap.settings import load
from hoidap.web import pages


def serve(data: Path | None, host: str | None, port: int | None) -> None:
    """Serve until interrupted; says the address once the model is warm and the port is open."""
    settings = load(data=data, host=host, port=port)
    listener = _listen(settings.host, settings.port)
    with Assistant.open(settings) as assistant:
        assistant.warm_up()
        app = create_app(assistant)
        pages.install(app)
        shown = f"[{settings.host}]" if ":" in settings.host else settings.host
        console = Console()
        console.print(f"HoiDap answers at http://{shown}:{settings.port}/  (API: /docs)")
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
        server.run(sockets=[listener])


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
