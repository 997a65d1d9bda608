"""Asking and searching."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query

from hoidap.api.access.caller import Permission
from hoidap.api.routes.dependencies import AssistantDependency, allow
from hoidap.api.schemas import AnswerOut, AskRequest, SearchHit, SearchOut
from hoidap.domain import Kind
from hoidap.retrieval.query import Scope, Turn

router = APIRouter(prefix="/v1", tags=["questions"])


@router.post(
    "/ask",
    summary="Answer a question with exact citations",
    dependencies=[allow(Permission.ASK)],
)
def ask(request: AskRequest, assistant: AssistantDependency) -> AnswerOut:
    """Answer ``question`` from the documents, or say that they do not hold the answer."""
    answer = assistant.ask(
        request.question,
        scope=scope_of(request),
        history=history_of(request),
        engine=request.engine,
    )
    return AnswerOut.of(answer)


def scope_of(request: AskRequest) -> Scope:
    """What a request may be answered from."""
    return Scope(
        kinds=tuple(request.kinds), documents=tuple(request.documents), as_of=request.as_of
    )


def history_of(request: AskRequest) -> tuple[Turn, ...]:
    """The earlier turns that a request names."""
    return tuple(
        Turn(turn.question, turn.answer, tuple(turn.documents)) for turn in request.history
    )


#: How a client goes on from a hit: OpenAPI's links.
_FOUND: dict[int | str, dict[str, Any]] = {
    200: {
        "links": {
            "passage": {
                "operationId": "get_passage",
                "parameters": {"passage_id": "$response.body#/hits/0/passage/id"},
            }
        }
    }
}


@router.get(
    "/search",
    summary="Find passages",
    dependencies=[allow(Permission.SEARCH)],
    responses=_FOUND,
)
def search(
    assistant: AssistantDependency,
    q: Annotated[str, Query(min_length=1, description="What to look for.")],
    limit: Annotated[int, Query(ge=1, le=50)] = 10,
    kind: Annotated[list[Kind] | None, Query(description="Only these kinds.")] = None,
    document: Annotated[list[str] | None, Query(description="Only these document ids.")] = None,
    as_of: Annotated[date | None, Query(description="Only what was in force then.")] = None,
) -> SearchOut:
    """The passages nearest to a query, best first."""
    scope = Scope(kinds=tuple(kind or ()), documents=tuple(document or ()), as_of=as_of)
    found = assistant.search(q, scope=scope, limit=limit)
    return SearchOut(
        query=q,
        understood_as=found.query.understood_as,
        hits=[SearchHit.of(ranked) for ranked in found.passages],
        generation=found.generation,
    )
