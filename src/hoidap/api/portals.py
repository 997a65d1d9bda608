"""Which other sites may use this server: the portals that embed the widget.

Only the origins of the setting ``portal_origins`` are ever named in a response.
An origin outside the list gets no CORS header at all, so its scripts can
neither load the widget's modules nor read an answer; nothing a request says is
reflected.  No credentials are involved: the API's one cookie, for the study packs
of a browser without a key, is not accepted from another site.
"""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import FastAPI
from starlette.datastructures import MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: A browser asks again for permission after this many seconds.
PREFLIGHT_SECONDS = 600


class VaryByOrigin:
    """Marks every response as depending on Origin.

    Otherwise a script cached when this site itself loaded it, without CORS
    headers, would be given to the portal from the cache and be refused.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the header to the response."""

        async def send_varying(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).add_vary_header("Origin")
            await send(message)

        await self._app(scope, receive, send_varying if scope["type"] == "http" else send)


def install(app: FastAPI, origins: Sequence[str]) -> None:
    """Let scripts of ``origins`` call the API; without any, only this site may."""
    if not origins:
        return
    app.add_middleware(
        CORSMiddleware,
        allow_origins=list(origins),
        allow_methods=["GET", "POST"],
        allow_headers=["Content-Type", "Authorization"],
        expose_headers=["Retry-After", "X-Request-ID"],
        max_age=PREFLIGHT_SECONDS,
    )
    app.add_middleware(VaryByOrigin)
