"""Assembles the FastAPI application."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from hoidap import __version__
from hoidap.answering.assistant import Assistant
from hoidap.api import description, problems
from hoidap.api.access.caller import Caller, Permission
from hoidap.api.access.caller_assistant import Listener
from hoidap.api.access.gate import Gate
from hoidap.api.description import ALWAYS, errors
from hoidap.api.entrance import assembly
from hoidap.api.feedback_store import FeedbackStore
from hoidap.api.library import Libraries
from hoidap.api.observing.logs import FIELDS
from hoidap.api.observing.metrics import Metrics
from hoidap.api.routes import (
    chat,
    documents,
    feedback,
    health,
    ingestion,
    library,
    metrics,
    questions,
    stream,
)
from hoidap.api.routes.dependencies import allow
from hoidap.api.uploads.ingest_process import IngestProcess
from hoidap.api.uploads.intake import Uploads
from hoidap.domain import Answer

logger = logging.getLogger(__name__)

_ASKING = (Permission.ASK,)
_READING = (Permission.ASK, Permission.SEARCH, Permission.STUDY)


def create_app(assistant: Assistant, process: IngestProcess | None = None) -> FastAPI:
    """The API that answers with ``assistant``; pages are added by hoidap.web.pages.

    ``process`` ingests uploads, by default the ``hoidap-ingest`` command.

    Raises SettingsError when settings contradict each other.
    """
    settings = assistant.settings
    gate, measured, uploads = Gate(settings), Metrics(), Uploads(settings, process)
    measured.gauge("hoidap_jobs", "Jobs queued or running.", uploads.jobs.waiting)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        uploads.worker.start()
        yield
        uploads.worker.stop()
        gate.close()

    app = FastAPI(
        title=description.TITLE,
        version=__version__,
        description=description.SUMMARY,
        lifespan=lifespan,
        redirect_slashes=False,
    )
    app.state.assistant = assistant
    app.state.answered = _listener(measured, log_questions=settings.log_questions)
    app.state.metrics = measured
    app.state.feedback = FeedbackStore(settings.data)
    app.state.uploads = uploads
    app.state.libraries = Libraries()
    problems.install(app)
    description.install(app)
    app.include_router(health.router)
    app.include_router(metrics.router)
    for routes, permissions in (
        (questions, _READING),
        (stream, _ASKING),
        (documents, _READING),
        (library, _READING),
        (feedback, _ASKING),
        (chat, _ASKING),
        (ingestion, (Permission.INGEST,)),
    ):
        app.include_router(
            routes.router, responses=errors(*ALWAYS), dependencies=[allow(*permissions)]
        )
    assembly.install(app, settings, gate, measured)
    return app


def _listener(measured: Metrics, *, log_questions: bool) -> Listener:
    """Counts every answer, and logs its question if that is wanted."""

    def answered(caller: Caller, answer: Answer, seconds: float) -> None:
        measured.question(answer.status)
        measured.stage("answer", seconds)
        if log_questions:
            fields = {"question": answer.question, "status": answer.status, "caller": caller.id}
            logger.info("question", extra={FIELDS: fields})

    return answered
