"""The shapes of OpenAI's chat completions, as far as they have a meaning here."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool

from hoidap.api.schemas import AnswerOut
from hoidap.domain import Engine

#: The one model that is offered.
MODEL = "hoidap"
#: Messages read, the last ones: twice as many as the turns that explain a follow-up, and room
#: for those of systems and tools between them.
MESSAGES_READ = 100


def _last(messages: Any) -> Any:
    """The last messages of a list; what is no list is left to be refused."""
    return messages[-MESSAGES_READ:] if isinstance(messages, list) else messages


class ContentPart(BaseModel):
    """A piece of a message; only text is understood."""

    model_config = ConfigDict(extra="allow")

    type: str
    text: str | None = None


class ChatMessage(BaseModel):
    """One message of a conversation."""

    model_config = ConfigDict(extra="allow")

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[ContentPart] | None = None

    @property
    def text(self) -> str:
        """The message's text."""
        if isinstance(self.content, list):
            return "\n".join(part.text or "" for part in self.content if part.type == "text")
        return self.content or ""


class StreamOptions(BaseModel):
    """What a stream should hold."""

    model_config = ConfigDict(extra="allow")

    include_usage: StrictBool | None = False


class ChatRequest(BaseModel):
    """A conversation whose last message is the question; other parameters are ignored."""

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={
            "examples": [
                {
                    "model": MODEL,
                    "messages": [{"role": "user", "content": "Chỉ thị 05-CT/TW nói về việc gì?"}],
                }
            ]
        },
    )

    model: str = Field(description=f"`{MODEL}`.")
    messages: Annotated[list[ChatMessage], BeforeValidator(_last)] = Field(
        min_length=1, description="Of a long conversation the last messages are read."
    )
    stream: StrictBool | None = False
    stream_options: StreamOptions | None = None
    engine: Engine | None = Field(default=None, description="As in `POST /v1/ask`.")


class UrlCitation(BaseModel):
    """A source and the marker that names it, as a range of the text."""

    url: str
    title: str
    start_index: int
    end_index: int


class Annotation(BaseModel):
    """A citation in OpenAI's shape."""

    type: Literal["url_citation"] = "url_citation"
    url_citation: UrlCitation


class AssistantMessage(BaseModel):
    """The answer as a message."""

    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None
    annotations: list[Annotation]


class Choice(BaseModel):
    """The one answer there is."""

    index: Literal[0] = 0
    message: AssistantMessage
    finish_reason: Literal["stop"] = "stop"
    logprobs: None = None


class Usage(BaseModel):
    """Syllables of question and answer; nothing is charged for."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class ChatCompletion(BaseModel):
    """The answer to a conversation."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str = MODEL
    choices: list[Choice]
    usage: Usage
    hoidap: AnswerOut = Field(description="The answer as `POST /v1/ask` gives it.")


class Model(BaseModel):
    """A model that can be asked."""

    id: str
    object: Literal["model"] = "model"
    created: int
    owned_by: str = MODEL


class Models(BaseModel):
    """All models that can be asked."""

    object: Literal["list"] = "list"
    data: list[Model]
