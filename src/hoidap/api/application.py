"""Assembles the FastAPI application."""

from __future__ import annotations

from fastapi import FastAPI

from hoidap import __version__
from hoidap.answering.assistant import Assistant
from hoidap.api import portals, problems
from hoidap.api.feedback_store import FeedbackStore
from hoidap.api.library import Libraries
from hoidap.api.routes import documents, feedback, health, library, questions, stream
from hoidap.api.schemas import Problem

DESCRIPTION = (
    "Answers questions in Vietnamese over official documents and newspaper interviews. "
    "Every sentence of an answer is cited: `citation.quote == document.text[start:end]`."
)

_ERRORS = {
    status: {"model": Problem, "description": text}
    for status, text in (
        (400, "Malformed JSON"),
        (404, "No such document or passage"),
        (422, "A field has a wrong value"),
        (503, "Nothing was ingested yet, or the index cannot be read"),
    )
}


def create_app(assistant: Assistant) -> FastAPI:
    """The API that answers with ``assistant``; pages are added by hoidap.web.pages."""
    app = FastAPI(title="HoiDap", version=__version__, description=DESCRIPTION)
    app.state.assistant = assistant
    app.state.feedback = FeedbackStore(assistant.settings.data)
    app.state.libraries = Libraries()
    problems.install(app)
    app.include_router(health.router)
    for routes in (questions, stream, documents, library, feedback):
        app.include_router(routes.router, responses=_ERRORS)  # type: ignore[arg-type]
    portals.install(app, assistant.settings.portal_origins)
    return app
