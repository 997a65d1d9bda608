"""Serves the pages: static files, one HTML file a page, no build step.

Pages hold no data of their own: scripts fetch it from the API and put it into
the page as text, never as markup, so a document can not become a script.
"""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import FileResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.middleware.base import RequestResponseEndpoint
from starlette.requests import Request

STATIC = Path(__file__).parent / "static"

#: Nothing but this server's own files: no inline script, no other host.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)

PAGE_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def _page(name: str) -> FileResponse:
    return FileResponse(STATIC / name, media_type="text/html", headers=PAGE_HEADERS)


def install(app: FastAPI) -> None:
    """Add the pages and their static files to the API's application."""

    @app.get("/", include_in_schema=False)
    def chat() -> FileResponse:
        """The chat page."""
        return _page("chat.html")

    @app.get("/tai-lieu/{document_id}", include_in_schema=False)
    def source_viewer(document_id: str) -> FileResponse:  # noqa: ARG001 (the page's script reads it)
        """The source viewer; its script reads the document id from the address."""
        return _page("source.html")

    @app.middleware("http")
    async def no_sniffing(request: Request, call_next: RequestResponseEndpoint) -> Response:
        response = await call_next(request)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        return response

    app.mount("/static", StaticFiles(directory=STATIC), name="static")
