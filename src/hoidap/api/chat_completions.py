"""Questions and answers in the shapes of OpenAI's chat completions.

Any client of that interface can ask: the last message of a user is the
question, what stands before it the conversation.  System messages and sampling
parameters are ignored: answers come from the documents.  ``engine`` says, as in
``POST /v1/ask``, whether a language model of the site may word them.

The text is Markdown, as clients read it, in which nothing of a document is markup: what
looks like a link, a tag or a heading there arrives as the characters it is made of.

The answer's text carries a marker ``[n]`` after each sentence and a list of
sources at its end.  The same citations stand, for programs, in the message's
``annotations`` (OpenAI's own field, one for each marker, offsets into the
text) and, complete with quotes, in ``hoidap``, the answer as ``POST /v1/ask``
gives it.
"""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from hoidap import texts
from hoidap.answering.assistant import TURNS
from hoidap.answering.naming import place_in_print
from hoidap.api.chat_schemas import (
    MODEL,
    Annotation,
    AssistantMessage,
    ChatCompletion,
    ChatMessage,
    Choice,
    UrlCitation,
    Usage,
)
from hoidap.api.schemas import AnswerOut, CitationOut
from hoidap.errors import QuestionError
from hoidap.retrieval.query import Turn
from hoidap.study.exports.escaping import markdown_lines

#: A source in an earlier answer of ours: its document helps to understand a follow-up.
_SOURCE = re.compile(r"/tai-lieu/([a-z0-9][a-z0-9._-]*)#")


@dataclass(frozen=True, slots=True)
class Conversation:
    """A question and the turns before it."""

    question: str
    history: tuple[Turn, ...]


def conversation_of(messages: Sequence[ChatMessage]) -> Conversation:
    """The question and history that messages mean.

    Raises QuestionError when the last message is not a user's.
    """
    # What an assistant says without words is the call of a tool, and no answer.
    said = [
        each for each in messages if each.role == "user" or (each.role == "assistant" and each.text)
    ]
    if not said or said[-1].role != "user":
        raise QuestionError(
            "The last message is not a user's.",
            "End the conversation with the question.",
            user_message=texts.QUESTION_EMPTY,
        )
    turns = []
    for message, after in pairwise(said):
        if message.role == "user":
            answer = after.text if after.role == "assistant" else ""
            documents = tuple(dict.fromkeys(_SOURCE.findall(answer)))
            turns.append(Turn(message.text, answer, documents))
    return Conversation(said[-1].text, tuple(turns[-TURNS:]))


@dataclass(frozen=True, slots=True)
class Written:
    """An answer as text: ``pieces`` joined are the text, one for each sentence or line."""

    pieces: tuple[str, ...]
    annotations: tuple[Annotation, ...]

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(self.pieces)


def written(answer: AnswerOut, public_url: str) -> Written:
    """An answer's text with markers and sources; ``public_url`` makes addresses absolute."""
    pieces = [
        f"{texts.CHAT_NOTICE.format(text=markdown_lines(each.text))}\n\n"
        for each in answer.warnings
    ]
    annotations: list[Annotation] = []
    cited = {citation.n: citation for citation in answer.citations}
    length = sum(map(len, pieces))
    for sentence in answer.sentences:
        piece = markdown_lines(sentence.text)
        for n in sentence.citations:
            marker = f" [{n}]"
            if n in cited:
                start = length + len(piece) + 1
                end = start + len(marker) - 1
                annotations.append(_annotation(cited[n], start, end, public_url))
            piece += marker
        pieces.append(piece + "\n")
        length += len(piece) + 1
    if not answer.sentences:
        pieces.append(f"{markdown_lines(answer.answer)}\n")
    sources, heading = answer.citations, texts.CHAT_SOURCES
    if not sources and answer.suggestions:
        sources, heading = answer.suggestions, texts.REFUSAL_SUGGESTIONS
    if sources:
        pieces.append(f"\n{heading}\n")
        pieces += [f"{_source(citation, public_url)}\n" for citation in sources]
    return Written(tuple(pieces), tuple(annotations))


def _annotation(citation: CitationOut, start: int, end: int, public_url: str) -> Annotation:
    return Annotation(
        url_citation=UrlCitation(
            url=public_url + citation.url, title=_title(citation), start_index=start, end_index=end
        )
    )


def _title(citation: CitationOut) -> str:
    parts = [
        citation.number,
        citation.title,
        citation.locator,
        f"{citation.issued_on:%d/%m/%Y}" if citation.issued_on else None,
        texts.CHAT_DIGEST if citation.digest else None,
        place_in_print(citation.page, citation.ocr_confidence),
    ]
    return ", ".join(part for part in parts if part)


def _source(citation: CitationOut, public_url: str) -> str:
    return f"[{citation.n}] {markdown_lines(_title(citation))}: {public_url}{citation.url}"


def completion(answer: AnswerOut, public_url: str) -> ChatCompletion:
    """The whole answer at once."""
    text = written(answer, public_url)
    message = AssistantMessage(content=text.text, annotations=list(text.annotations))
    return ChatCompletion(
        id=_new_id(),
        created=int(time.time()),
        choices=[Choice(message=message)],
        usage=_usage(answer, text),
        hoidap=answer,
    )


def chunks(answer: AnswerOut, public_url: str, *, usage: bool) -> Iterator[dict[str, Any]]:
    """The answer piece by piece; the last piece holds annotations and ``hoidap``."""
    text = written(answer, public_url)
    shared = {
        "id": _new_id(),
        "object": "chat.completion.chunk",
        "created": int(time.time()),
        "model": MODEL,
    }

    def chunk(delta: dict[str, Any], reason: str | None = None) -> dict[str, Any]:
        return shared | {"choices": [{"index": 0, "delta": delta, "finish_reason": reason}]}

    yield chunk({"role": "assistant", "content": ""})
    for piece in text.pieces:
        yield chunk({"content": piece})
    annotations = [each.model_dump() for each in text.annotations]
    last = chunk({"annotations": annotations}, "stop")
    yield last | {"hoidap": answer.model_dump(mode="json")}
    if usage:
        yield shared | {"choices": [], "usage": _usage(answer, text).model_dump()}


def _usage(answer: AnswerOut, text: Written) -> Usage:
    asked, said = len(answer.question.split()), len(text.text.split())
    return Usage(prompt_tokens=asked, completion_tokens=said, total_tokens=asked + said)


def _new_id() -> str:
    return f"chatcmpl-{uuid.uuid4().hex}"
