"""An answer as server-sent events (WHATWG HTML, section 9.2).

A stream begins with ``status`` (stage "searching") so that the reader sees at
once that the question arrived, and goes on with ``status`` (stage "answering",
what the question was understood as), every ``warning``, and then each
``sentence``, preceded by those of its ``citation``s that were not sent yet.
It ends with one ``done``, the whole answer as ``POST /v1/ask`` gives it, or
with one ``error``, the problem as every other route gives it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from pydantic import BaseModel

from hoidap.api.schemas import AnswerOut

MEDIA_TYPE = "text/event-stream"

#: No cache may keep a stream, and no proxy may collect it before passing it on.
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


def event(name: str, data: BaseModel | dict[str, object]) -> str:
    """One event; JSON escapes line breaks, so the data is always one line."""
    value = data.model_dump(mode="json") if isinstance(data, BaseModel) else data
    return f"event: {name}\ndata: {json.dumps(value, ensure_ascii=False)}\n\n"


def searching() -> str:
    """The first event: the question arrived."""
    return event("status", {"stage": "searching"})


def answer_events(answer: AnswerOut) -> Iterator[str]:
    """The events after ``searching`` for an answer, ``done`` last."""
    yield event(
        "status",
        {
            "stage": "answering",
            "status": answer.status.value,
            "understood_as": answer.understood_as,
            "sentences": len(answer.sentences),
        },
    )
    for warning in answer.warnings:
        yield event("warning", warning)
    citations = {citation.n: citation for citation in answer.citations}
    for index, sentence in enumerate(answer.sentences):
        for n in sentence.citations:
            if n in citations:
                yield event("citation", citations.pop(n))
        yield event("sentence", {"index": index, **sentence.model_dump(mode="json")})
    yield event("done", answer)
