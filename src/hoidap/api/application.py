"""Assembles the FastAPI application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio import to_thread
from fastapi import FastAPI

from hoidap import __version__
from hoidap.answering.assistant import Assistant
from hoidap.api import description, problems
from hoidap.api.access.caller import Permission
from hoidap.api.access.gate import Gate
from hoidap.api.asked.recorder import Recorder
from hoidap.api.asked.store import QuestionStore
from hoidap.api.comparisons import Comparisons
from hoidap.api.description import ALWAYS, ALWAYS_ANYBODY, errors
from hoidap.api.entrance import assembly
from hoidap.api.entrance.destination import Destinations
from hoidap.api.entrance.rates import Rates
from hoidap.api.entrance.slots import ASIDE
from hoidap.api.feedback_store import FeedbackStore
from hoidap.api.library import Libraries
from hoidap.api.observing.audit import AuditLog
from hoidap.api.observing.listening import Listening
from hoidap.api.observing.metrics import Metrics
from hoidap.api.pictures.drawing import PagePictures
from hoidap.api.routes import (
    asked,
    changes,
    chat,
    comparisons,
    documents,
    feedback,
    health,
    ingestion,
    library,
    live,
    live_sessions,
    metrics,
    originals,
    page_pictures,
    questions,
    stream,
    study_packs,
)
from hoidap.api.routes.dependencies import allow
from hoidap.api.study.desk import Study
from hoidap.api.uploads.ingest_process import IngestProcess
from hoidap.api.uploads.intake import Uploads
from hoidap.index.generation import GenerationStore

_ASKING = (Permission.ASK,)
_STUDYING = (Permission.STUDY,)
_READING = (Permission.ASK, Permission.SEARCH, Permission.STUDY)

#: Threads that requests run in: more than may compute at once, so that none waits for one.
THREADS = 40

#: The API's routes by the permissions of which a caller needs one.
_ROUTES = (
    (questions.router, _READING),
    (stream.router, _ASKING),
    (documents.router, _READING),
    (changes.router, _READING),
    (comparisons.router, _READING),
    (originals.router, _READING),
    (page_pictures.router, _READING),
    (library.router, _READING),
    (feedback.router, _ASKING),
    (chat.router, _ASKING),
    (ingestion.router, (Permission.INGEST,)),
    (study_packs.router, _STUDYING),
    (live_sessions.router, _STUDYING),
    (asked.router, (Permission.ADMIN,)),
)


def create_app(assistant: Assistant, process: IngestProcess | None = None) -> FastAPI:
    """The API that answers with ``assistant``; pages are added by hoidap.web.pages.

    ``process`` ingests uploads, by default the ``hoidap-ingest`` command.
    Raises SettingsError when settings contradict each other.
    """
    settings = assistant.settings
    gate, measured, uploads = Gate(settings), Metrics(), Uploads(settings, process)
    app = FastAPI(
        title=description.TITLE,
        version=__version__,
        description=description.SUMMARY,
        lifespan=_lifespan,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,  # get_document, not its path too
        docs_url=None,  # FastAPI's own pages load scripts from elsewhere
        redoc_url=None,
    )
    app.state.assistant = assistant
    app.state.metrics = measured
    app.state.feedback = FeedbackStore(settings.data)
    app.state.feedback_rates = Rates()
    app.state.questions = QuestionStore(settings.data)
    app.state.audit = AuditLog(settings.data)
    app.state.recorder = Recorder(app.state.questions, app.state.feedback, settings.questions_days)
    app.state.listener = Listening(measured, app.state.recorder, settings)
    app.state.uploads = uploads
    app.state.libraries = Libraries()
    app.state.comparisons = Comparisons()
    app.state.pictures = PagePictures(settings)
    app.state.study = Study.open(assistant)
    app.state.closing = [
        uploads.worker.stop,
        app.state.study.close,
        app.state.recorder.stop,
        gate.close,
    ]
    measured.gauge("hoidap_jobs", "Jobs queued or running.", uploads.jobs.waiting)
    measured.generation(GenerationStore(settings.data))
    problems.install(app)
    description.install(app)
    app.include_router(health.router)
    app.include_router(metrics.router)
    app.include_router(live.router, responses=errors(*ALWAYS_ANYBODY))
    for router, permissions in _ROUTES:
        app.include_router(router, responses=errors(*ALWAYS), dependencies=[allow(*permissions)])
    if settings.otlp_endpoint:
        from hoidap.api.observing import tracing  # noqa: PLC0415 (a second of start-up)

        app.state.closing.append(tracing.install(app, settings.otlp_endpoint))
    destinations = Destinations([*_ROUTES, (live.router, ())])
    assembly.install(app, assistant, gate, measured, destinations)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    app.state.uploads.worker.start()
    app.state.recorder.start()
    app.state.study.worker.start()
    # Who waits for a language model holds a thread that others would compute in.
    to_thread.current_default_thread_limiter().total_tokens = THREADS + ASIDE
    yield
    for close in app.state.closing:
        close()
