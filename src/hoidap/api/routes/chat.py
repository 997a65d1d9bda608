"""OpenAI's chat completions, for every client that speaks them."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from hoidap.api import chat_completions as chat
from hoidap.api import event_stream, problems
from hoidap.api.access.caller_assistant import CallerAssistant
from hoidap.api.chat_completions import Conversation
from hoidap.api.chat_schemas import MODEL, ChatCompletion, ChatRequest, Model, Models
from hoidap.api.routes.dependencies import AssistantDependency
from hoidap.api.schemas import AnswerOut, Problem
from hoidap.domain import Engine
from hoidap.errors import HoiDapError, NoGenerationError, NotFoundError

router = APIRouter(prefix="/v1", tags=["OpenAI-compatible"])

logger = logging.getLogger(__name__)


@router.get("/models", summary="The models that can be asked")
def list_models(assistant: AssistantDependency) -> Models:
    """The one model there is."""
    return Models(data=[_model(assistant)])


@router.get("/models/{model}", summary="One model")
def get_model(model: str, assistant: AssistantDependency) -> Model:
    """The model of this id."""
    _check_model(model)
    return _model(assistant)


@router.post(
    "/chat/completions",
    summary="Answer the last message of a conversation",
    response_model=ChatCompletion,
    responses={200: {"content": {event_stream.MEDIA_TYPE: {}}}},
)
def create_completion(
    request: ChatRequest, assistant: AssistantDependency
) -> ChatCompletion | StreamingResponse:
    """The answer as text with markers and sources, and its citations in structured fields.

    With ``stream`` it comes as server-sent events.
    """
    _check_model(request.model)
    conversation = chat.conversation_of(request.messages)
    if not request.stream:
        answer = assistant.ask(
            conversation.question, history=conversation.history, engine=request.engine
        )
        return chat.completion(AnswerOut.of(answer), assistant.settings.public_url)
    assistant.check(conversation.question)
    usage = bool(request.stream_options and request.stream_options.include_usage)
    return StreamingResponse(
        _events(assistant, conversation, request.engine, usage=usage),
        media_type=event_stream.MEDIA_TYPE,
        headers=event_stream.HEADERS,
    )


def _events(
    assistant: CallerAssistant, conversation: Conversation, engine: Engine | None, *, usage: bool
) -> Iterator[str]:
    try:
        answer = AnswerOut.of(
            assistant.ask(conversation.question, history=conversation.history, engine=engine)
        )
        for chunk in chat.chunks(answer, assistant.settings.public_url, usage=usage):
            yield _data(chunk)
    except HoiDapError as error:
        yield _data(_error(problems.of_error(error)))
    except Exception:
        # The response has begun, so the application's own handler can no longer answer.
        logger.exception("unexpected error while streaming a completion")
        yield _data(_error(problems.unexpected()))
    yield "data: [DONE]\n\n"


def _data(value: object) -> str:
    return f"data: {json.dumps(value, ensure_ascii=False)}\n\n"


def _error(problem: Problem) -> dict[str, object]:
    return {"error": {"message": problem.detail, "type": problem.type, "code": problem.code}}


def _check_model(model: str) -> None:
    if model != MODEL:
        raise NotFoundError(f"There is no model {model!r}.", f"The model is {MODEL}.")


def _model(assistant: CallerAssistant) -> Model:
    try:
        with assistant.reading() as reading:
            created = int(reading.record.created_at.timestamp())
    except NoGenerationError:
        created = 0
    return Model(id=MODEL, created=created)
