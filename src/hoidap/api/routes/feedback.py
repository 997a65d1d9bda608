"""What readers think of answers."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import APIRouter, Depends, Request
from pydantic import Field

from hoidap.api.access.caller import CallerKind
from hoidap.api.entrance.rates import Rates
from hoidap.api.entrance.visit import visit_of
from hoidap.api.feedback_store import FeedbackStore, Reason, Verdict, Vote
from hoidap.api.schemas import Strict
from hoidap.domain import Status

router = APIRouter(prefix="/v1", tags=["feedback"])

#: Longest free text accepted, in characters: a page, not an upload.
COMMENT_LIMIT = 2000
#: Longest question and answer accepted: what the API itself can have sent.
TEXT_LIMIT = 20_000
#: Most citations and the longest address accepted with a vote.
CITATION_LIMIT = 100
ADDRESS_LIMIT = 2000
#: Votes of one person a minute: pressing, thinking again, adding a reason; more is no opinion.
VOTES_PER_MINUTE = 20


class FeedbackRequest(Strict):
    """A vote on an answer; the same ``id`` again completes or changes it."""

    id: str = Field(pattern=r"^[A-Za-z0-9-]{8,64}$", description="Chosen by the sender.")
    verdict: Verdict
    reason: Reason | None = None
    comment: str = Field(default="", max_length=COMMENT_LIMIT)
    question: str = Field(max_length=TEXT_LIMIT)
    understood_as: str = Field(default="", max_length=TEXT_LIMIT)
    status: Status
    answer: str = Field(default="", max_length=TEXT_LIMIT)
    citations: list[Annotated[str, Field(max_length=ADDRESS_LIMIT)]] = Field(
        default=[], max_length=CITATION_LIMIT, description="Addresses of the cited passages."
    )
    generation: str = Field(default="", max_length=200)


def _store(request: Request) -> FeedbackStore:
    return cast(FeedbackStore, request.app.state.feedback)


def _limit(request: Request) -> None:
    """Count a vote of its sender: the address, where nothing else is known of him."""
    visit = visit_of(request.scope)
    caller = visit.require_caller()
    known = caller.kind is not CallerKind.ANONYMOUS
    rates = cast(Rates, request.app.state.feedback_rates)
    rates.take(caller.id if known else f"@{visit.origin.address}", VOTES_PER_MINUTE)


@router.post(
    "/feedback",
    status_code=204,
    summary="Say whether an answer helped",
    dependencies=[Depends(_limit)],
)
def put_feedback(vote: FeedbackRequest, store: Annotated[FeedbackStore, Depends(_store)]) -> None:
    """Store a vote on the server; nothing about the reader is stored."""
    values = vote.model_dump() | {"status": vote.status.value, "citations": tuple(vote.citations)}
    store.put(Vote(**values))
