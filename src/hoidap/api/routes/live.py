"""Taking part in a live session: by its code, without an account.

Nobody is identified here, so these routes stand beside the others: requests are limited
by address, and a session says how many take part and when it ends.  A right answer leaves
the server only when the session is over, so that nobody can hand in an empty paper, read
the answers and join again.
"""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import APIRouter, Depends, Path, Request

from hoidap.api.description import errors
from hoidap.api.study.desk import Study
from hoidap.api.study.live_store import LiveSession, LiveStore, Participant
from hoidap.api.study.schemas import (
    AnsweredOut,
    AnswerWanted,
    CheckedOut,
    JoinWanted,
    PaperOut,
    PaperWanted,
    PublicLiveOut,
    QuestionOut,
)
from hoidap.study.grading import is_right
from hoidap.study.item_text import answer_lines

router = APIRouter(prefix="/v1/live", tags=["taking part"])

Code = Annotated[str, Path(pattern=r"^[A-Za-z0-9]{6}$", examples=["K7M2QX"])]


def _store(request: Request) -> LiveStore:
    return cast(Study, request.app.state.study).live


StoreDependency = Annotated[LiveStore, Depends(_store)]


@router.get("/{code}", summary="A live session, before joining it")
def get_live(code: Code, store: StoreDependency) -> PublicLiveOut:
    """Its title and whether it is open."""
    live = store.by_code(code)
    return PublicLiveOut(
        title=live.title, questions=len(live.quiz), is_open=live.is_open, closes_at=live.closes_at
    )


@router.post(
    "/{code}/participants",
    status_code=201,
    summary="Join a live session",
    responses=errors(409),
)
def join_live(code: Code, wanted: JoinWanted, store: StoreDependency) -> PaperOut:
    """The paper, with a secret that later requests show."""
    live = store.by_code(code)
    secret = store.join(live, wanted.name.strip())
    return _paper(live, secret, store.participant(live, secret))


@router.post("/{code}/paper", summary="The own paper, as it is")
def get_paper(code: Code, wanted: PaperWanted, store: StoreDependency) -> PaperOut:
    """Questions and own answers; once the session is over, the right ones too."""
    live = store.by_code(code)
    return _paper(live, wanted.participant, store.participant(live, wanted.participant))


@router.put("/{code}/answers", summary="Answer a question", responses=errors(409))
def put_answer(code: Code, wanted: AnswerWanted, store: StoreDependency) -> AnsweredOut:
    """Keep an answer, in place of an earlier one."""
    person = store.answer(store.by_code(code), wanted.participant, wanted.item, wanted.given)
    return AnsweredOut(answered=len(person.answers))


@router.post("/{code}/finish", summary="Hand the paper in")
def finish_paper(code: Code, wanted: PaperWanted, store: StoreDependency) -> PaperOut:
    """No answer can be changed afterwards."""
    live = store.by_code(code)
    return _paper(live, wanted.participant, store.finish(live, wanted.participant))


def _paper(live: LiveSession, secret: str, person: Participant) -> PaperOut:
    is_over = person.finished_at is not None or not live.is_open
    return PaperOut(
        participant=secret,
        name=person.name,
        state="finished" if is_over else "open",
        closes_at=live.closes_at,
        questions=[QuestionOut.of(item) for item in live.quiz],
        given=PaperOut.answers_of(person),
        checked=[
            CheckedOut(
                item=item.id,
                right=item.id in person.answers and is_right(item, person.answers[item.id]),
                answer=list(answer_lines(item)),
                reason=item.reason,
                reference=[source.reference for source in item.sources],
            )
            for item in (() if live.is_open else live.quiz)
        ],
    )
