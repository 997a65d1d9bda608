"""Asking, with the answer sent sentence by sentence."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from hoidap.answering.assistant import Assistant
from hoidap.api import event_stream, problems
from hoidap.api.routes.dependencies import AssistantDependency
from hoidap.api.routes.questions import history_of, scope_of
from hoidap.api.schemas import AskRequest
from hoidap.errors import HoiDapError

router = APIRouter(prefix="/v1", tags=["questions"])

logger = logging.getLogger(__name__)


@router.post(
    "/ask/stream",
    summary="Answer a question as server-sent events",
    response_class=StreamingResponse,
    responses={200: {"content": {event_stream.MEDIA_TYPE: {}}}},
)
def ask_stream(request: AskRequest, assistant: AssistantDependency) -> StreamingResponse:
    """``status``, ``warning``, ``citation`` and ``sentence`` events, then ``done`` or ``error``.

    ``done`` carries what ``POST /v1/ask`` answers.  A wrong request fails before
    the stream begins, with the same problem as there.
    """
    assistant.check(request.question)
    return StreamingResponse(
        _events(request, assistant),
        media_type=event_stream.MEDIA_TYPE,
        headers=event_stream.HEADERS,
    )


def _events(request: AskRequest, assistant: Assistant) -> Iterator[str]:
    yield event_stream.searching()
    try:
        parts = assistant.progress(
            request.question,
            scope=scope_of(request),
            history=history_of(request),
            engine=request.engine,
        )
        yield from event_stream.events(parts)
    except HoiDapError as error:
        yield event_stream.event("error", problems.of_error(error))
    except Exception:
        # The response has begun, so the application's own handler can no longer answer.
        logger.exception("unexpected error while streaming an answer")
        yield event_stream.event("error", problems.unexpected())
