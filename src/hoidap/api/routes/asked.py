"""What was asked, for keys with the permission ``admin``."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, cast

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, Field

from hoidap.api.asked.csv_export import MEDIA_TYPE, as_csv
from hoidap.api.asked.store import UNANSWERED, Frequent, QuestionStore
from hoidap.api.entrance.visit import visit_of
from hoidap.api.feedback_store import FeedbackStore, Verdict, Vote
from hoidap.api.observing.audit import AuditLog
from hoidap.api.paging import Limit, Offset
from hoidap.domain import Status

router = APIRouter(prefix="/v1/admin", tags=["administration"])

#: Longest time looked back.
LONGEST_DAYS = 3650
#: Rows of an export; a spreadsheet with more helps nobody.
EXPORTED = 10_000

Days = Annotated[int, Query(ge=1, le=LONGEST_DAYS, description="How far to look back.")]


class View(StrEnum):
    """Which questions are listed."""

    MOST = "most"  # asked most
    UNANSWERED = "unanswered"


class FrequentOut(BaseModel):
    """Equal questions; ``answered`` and ``unanswered`` add up to ``count``."""

    question: str
    count: int
    last_asked: datetime
    answered: int
    unanswered: int


class QuestionsOut(BaseModel):
    """One page of questions, the most frequent first."""

    questions: list[FrequentOut]
    total: int
    offset: int
    limit: int
    recording: bool = Field(description="Whether questions are recorded at present.")


class VoteOut(BaseModel):
    """A vote; without the answer, which may quote what not every administrator reads."""

    question: str
    status: str
    verdict: Verdict
    reason: str | None
    comment: str
    generation: str


class VotesOut(BaseModel):
    """One page of votes, the last changed first."""

    votes: list[VoteOut]
    total: int
    offset: int
    limit: int


class SummaryOut(BaseModel):
    """Counts of the last days."""

    days: int
    by_status: dict[Status, int]
    votes_up: int = Field(description="Of all votes kept.")
    votes_down: int
    recording: bool


class DeletedOut(BaseModel):
    """How much was deleted."""

    deleted: int


def _store(request: Request) -> QuestionStore:
    return cast(QuestionStore, request.app.state.questions)


def _feedback(request: Request) -> FeedbackStore:
    return cast(FeedbackStore, request.app.state.feedback)


StoreDependency = Annotated[QuestionStore, Depends(_store)]
FeedbackDependency = Annotated[FeedbackStore, Depends(_feedback)]


@router.get("/summary", summary="Counts of what was asked")
def summary(
    request: Request, store: StoreDependency, feedback: FeedbackDependency, days: Days = 30
) -> SummaryOut:
    """Questions by status, and votes."""
    _audit(request, "questions.read", "summary")
    verdicts = [vote.verdict for vote in feedback.votes()]
    return SummaryOut(
        days=days,
        by_status=store.counts(days),
        votes_up=verdicts.count(Verdict.UP),
        votes_down=verdicts.count(Verdict.DOWN),
        recording=_recording(request),
    )


@router.get("/questions", summary="What is asked most, or was not answered")
def list_questions(
    request: Request,
    store: StoreDependency,
    view: View = View.MOST,
    days: Days = 30,
    offset: Offset = 0,
    limit: Limit = 50,
) -> QuestionsOut:
    """Equal questions count together, however they were capitalised and spaced."""
    _audit(request, "questions.read", view.value)
    found, total = store.frequent(days, offset, limit, _statuses(view))
    return QuestionsOut(
        questions=[FrequentOut(**_values(each)) for each in found],
        total=total,
        offset=offset,
        limit=limit,
        recording=_recording(request),
    )


@router.get(
    "/questions.csv",
    summary="The same as a table",
    response_class=Response,
    responses={200: {"content": {"text/csv": {}}}},
)
def export_questions(
    request: Request, store: StoreDependency, view: View = View.MOST, days: Days = 30
) -> Response:
    """CSV for a spreadsheet."""
    _audit(request, "questions.export", view.value)
    found, _ = store.frequent(days, 0, EXPORTED, _statuses(view))
    rows = [list(_values(each).values()) for each in found]
    return _table(list(FrequentOut.model_fields), rows, f"cau-hoi-{view.value}.csv")


@router.get("/votes", summary="What was marked wrong")
def list_votes(
    request: Request,
    feedback: FeedbackDependency,
    verdict: Verdict = Verdict.DOWN,
    offset: Offset = 0,
    limit: Limit = 50,
) -> VotesOut:
    """Votes on answers, with reason and comment."""
    _audit(request, "votes.read", verdict.value)
    found = [vote for vote in feedback.votes() if vote.verdict is verdict]
    return VotesOut(
        votes=[VoteOut(**_vote(vote)) for vote in found[offset : offset + limit]],
        total=len(found),
        offset=offset,
        limit=limit,
    )


@router.get(
    "/votes.csv",
    summary="The same as a table",
    response_class=Response,
    responses={200: {"content": {"text/csv": {}}}},
)
def export_votes(
    request: Request, feedback: FeedbackDependency, verdict: Verdict = Verdict.DOWN
) -> Response:
    """CSV for a spreadsheet."""
    _audit(request, "votes.export", verdict.value)
    rows = [list(_vote(vote).values()) for vote in feedback.votes() if vote.verdict is verdict]
    return _table(list(VoteOut.model_fields), rows[:EXPORTED], f"danh-gia-{verdict.value}.csv")


@router.delete("/users/{user}/questions", summary="Delete what one user asked")
def delete_questions(request: Request, user: str, store: StoreDependency) -> DeletedOut:
    """``user`` is the subject (sub) of his portal tokens."""
    deleted = store.forget_asker(f"user:{user}")
    _audit(request, "questions.delete", user, deleted=deleted)
    return DeletedOut(deleted=deleted)


def _statuses(view: View) -> tuple[Status, ...]:
    return UNANSWERED if view is View.UNANSWERED else ()


def _values(each: Frequent) -> dict[str, Any]:
    return {name: getattr(each, name) for name in FrequentOut.model_fields}


def _vote(vote: Vote) -> dict[str, Any]:
    return {name: getattr(vote, name) for name in VoteOut.model_fields}


def _table(header: list[str], rows: list[list[Any]], name: str) -> Response:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(as_csv(header, rows), media_type=MEDIA_TYPE, headers=disposition)


def _recording(request: Request) -> bool:
    return bool(request.app.state.assistant.settings.record_questions)


def _audit(request: Request, action: str, target: str, **details: object) -> None:
    visit = visit_of(request.scope)
    audit = cast(AuditLog, request.app.state.audit)
    actor = visit.require_caller().id
    audit.write(actor, action, target, request_id=visit.request_id, **details)
