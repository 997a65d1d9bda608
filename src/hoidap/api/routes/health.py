"""Whether the server is up, and whether it can answer."""

from __future__ import annotations

from typing import cast

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Request

from hoidap import __version__
from hoidap.answering.assistant import Assistant
from hoidap.api.access.caller import Caller
from hoidap.api.access.caller_assistant import CallerAssistant
from hoidap.api.description import errors
from hoidap.api.entrance.visit import visit_of
from hoidap.api.observing.listening import Deaf
from hoidap.api.schemas import HealthOut, ReadyOut
from hoidap.errors import NoGenerationError

router = APIRouter(tags=["health"])

#: Threads that answer health: apart from those that answer questions, so that health stays
#: green when those are all busy.
THREADS = 2


@router.get("/healthz", summary="Is the server up?")
async def healthz(request: Request) -> HealthOut:
    """Green whenever the process answers; counts what the caller may read."""
    caller = visit_of(request.scope).caller
    health = await to_thread.run_sync(
        _health, request.app.state.assistant, caller, limiter=limiter_of(request)
    )
    health.questions_recorded = request.app.state.assistant.settings.record_questions
    return health


@router.get("/readyz", summary="Can the server answer?", responses=errors(503))
async def readyz(request: Request) -> ReadyOut:
    """Green when there is an index and the model that it was built with is loaded."""
    return await to_thread.run_sync(
        _ready, request.app.state.assistant, limiter=limiter_of(request)
    )


def limiter_of(request: Request) -> CapacityLimiter:
    """The threads that answer health and metrics."""
    state = request.app.state
    if not hasattr(state, "health_threads"):
        state.health_threads = CapacityLimiter(THREADS)  # belongs to the running event loop
    return cast(CapacityLimiter, state.health_threads)


def _health(whole: Assistant, caller: Caller | None) -> HealthOut:
    try:
        if caller is None:
            with whole.reading(()) as reading:
                return HealthOut(status="ok", version=__version__, generation=reading.generation)
        with CallerAssistant(whole, caller, Deaf()).reading() as reading:
            counts = reading.index.counts(reading.partitions)
            return HealthOut(
                status="ok",
                version=__version__,
                generation=reading.generation,
                documents=counts.documents,
                passages=counts.passages,
            )
    except NoGenerationError:
        return HealthOut(status="no_documents", version=__version__, generation=None)


def _ready(whole: Assistant) -> ReadyOut:
    with whole.reading(()) as reading:
        return ReadyOut(generation=reading.generation)
