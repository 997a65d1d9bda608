"""An answer as server-sent events (WHATWG HTML, section 9.2).

A stream begins with ``status`` (stage "searching") so that the reader sees at
once that the question arrived, and goes on with ``status`` (stage "answering",
what the question was understood as), every ``warning``, and then each
``sentence``, preceded by those of its ``citation``s that were not sent yet.
Sentences that a language model writes come one by one, each when it has been
checked; then the warnings follow them, because only then they are known.
It ends with one ``done``, the whole answer as ``POST /v1/ask`` gives it, or
with one ``error``, the problem as every other route gives it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from pydantic import BaseModel

from hoidap.answering.generative.engine import Progress
from hoidap.api.schemas import AnswerOut, CitationOut, SentenceOut
from hoidap.domain import Answer, Status

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


def events(parts: Iterable[Progress | Answer]) -> Iterator[str]:
    """The events after ``searching``, ``done`` last, for sentences as they come and the answer."""
    sent = 0
    known: set[int] = set()
    for part in parts:
        if isinstance(part, Progress):
            if not sent:
                yield _answering(Status.ANSWERED, part.understood_as, None)
            yield from _citations(map(CitationOut.of, part.citations), known)
            yield _sentence(sent, SentenceOut.model_validate(asdict(part.sentence)))
            sent += 1
        else:
            yield from _rest(AnswerOut.of(part), sent, known)


def _rest(answer: AnswerOut, sent: int, known: set[int]) -> Iterator[str]:
    """The events of an answer of which ``sent`` sentences were sent already."""
    if not sent:
        yield _answering(answer.status, answer.understood_as, len(answer.sentences))
    for warning in answer.warnings:
        yield event("warning", warning)
    citations = {citation.n: citation for citation in answer.citations}
    for index, sentence in enumerate(answer.sentences[sent:], start=sent):
        yield from _citations((citations[n] for n in sentence.citations if n in citations), known)
        yield _sentence(index, sentence)
    yield event("done", answer)


def _answering(status: Status, understood_as: str, sentences: int | None) -> str:
    """``sentences`` is None while they are still being written."""
    about = {"status": status.value, "understood_as": understood_as, "sentences": sentences}
    return event("status", {"stage": "answering", **about})


def _citations(citations: Iterable[CitationOut], known: set[int]) -> Iterator[str]:
    for citation in citations:
        if citation.n not in known:
            known.add(citation.n)
            yield event("citation", citation)


def _sentence(index: int, sentence: SentenceOut) -> str:
    return event("sentence", {"index": index, **sentence.model_dump(mode="json")})
