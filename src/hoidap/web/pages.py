"""Serves the pages and the widget: static files, one HTML file a page, no build step.

Pages hold no data of their own: scripts fetch it from the API and put it into
the page as text, never as markup, so a document can not become a script.  The
Content-Security-Policy says the same to the browser: nothing but this server's
own files runs, and nothing inline.
"""

from __future__ import annotations

import json
import mimetypes
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Literal

from fastapi import FastAPI
from fastapi.responses import FileResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# A machine's own table can call scripts text/plain, and browsers run no such modules.
mimetypes.add_type("text/javascript", ".js")

STATIC = Path(__file__).parent / "static"

LANGUAGES = ("vi", "en")

#: Texts that only the pages show.  All texts of a language stand in one file; a portal loads
#: the widget's share of it.
PAGE_TEXTS = frozenset(
    {"page", "viewer", "library", "comparison", "training", "presenting", "taking"}
)

#: Browsers ask whether a file changed (a few bytes), so an upgrade reaches everybody at once.
REVALIDATE = {"Cache-Control": "no-cache"}


def page_headers(portal_origins: Sequence[str] = ()) -> Mapping[str, str]:
    """Headers of every page; only ``portal_origins`` may show one in a frame."""
    framing = " ".join(("'self'", *portal_origins))
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; "
        f"form-action 'none'; frame-ancestors {framing}"
    )
    return REVALIDATE | {"Content-Security-Policy": policy, "Referrer-Policy": "no-referrer"}


class NoSniffing:
    """Tells browsers to believe Content-Type; streams pass through untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the header to the response."""

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).setdefault("X-Content-Type-Options", "nosniff")
            await send(message)

        await self._app(scope, receive, send_guarded if scope["type"] == "http" else send)


class RevalidatedFiles(StaticFiles):
    """Static files that a browser asks about before using its copy."""

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """A file, or "not modified"."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers.update(REVALIDATE)
        return response


def widget_texts(language: str) -> str:
    """The texts of the widget as JSON."""
    texts = json.loads((STATIC / f"texts.{language}.json").read_text(encoding="utf-8"))
    share = {name: text for name, text in texts.items() if name not in PAGE_TEXTS}
    return json.dumps(share, ensure_ascii=False, separators=(",", ":"))


#: Address and file of every page; the scripts read ids and codes from the address.
PAGES = {
    "/": "chat.html",
    "/tai-lieu": "library.html",
    "/tai-lieu/{document_id}": "source.html",
    "/so-sanh": "comparison.html",  # two documents side by side
    "/tap-huan": "training.html",  # study packs: making, editing, exporting, live sessions
    "/tap-huan/trinh-chieu": "presenting.html",  # a pack's quiz for the wall
    "/kiem-tra": "taking.html",  # taking part in a live session
    "/quan-tri": "admin.html",  # asks for an administrator's key
    "/docs": "reference.html",
}


def install(app: FastAPI) -> None:
    """Add the pages, the widget and their static files to the API's application."""
    headers = page_headers(app.state.assistant.settings.portal_origins)

    def page(name: str) -> Callable[[], FileResponse]:
        return lambda: FileResponse(STATIC / name, media_type="text/html", headers=dict(headers))

    for path, name in PAGES.items():
        app.add_api_route(path, page(name), include_in_schema=False, name=name)
    shares = {language: widget_texts(language) for language in LANGUAGES}

    @app.get("/static/hoi-dap/texts.{language}.json", include_in_schema=False)
    def texts(language: Literal["vi", "en"]) -> Response:
        """The widget's share of a language's texts."""
        return Response(shares[language], media_type="application/json", headers=dict(REVALIDATE))

    @app.get("/static/portals.json", include_in_schema=False)
    def portals() -> list[str]:
        """The origins whose pages may give a viewer that they opened their reader's token."""
        return list(app.state.assistant.settings.portal_origins)

    @app.get("/widget.js", include_in_schema=False)
    def widget() -> FileResponse:
        """The one line that a portal includes."""
        return FileResponse(
            STATIC / "widget.js", media_type="text/javascript", headers=dict(REVALIDATE)
        )

    app.add_middleware(NoSniffing)
    app.mount("/static", RevalidatedFiles(directory=STATIC), name="static")
