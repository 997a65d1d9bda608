"""Live sessions of a pack's quiz, for its trainer: opening, following, results."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import APIRouter, Path, Request, Response

from hoidap.api.asked.csv_export import MEDIA_TYPE, as_csv
from hoidap.api.description import errors
from hoidap.api.routes.study_packs import DeskDependency, PackId, site_of
from hoidap.api.study import results
from hoidap.api.study.desk import Study
from hoidap.api.study.live_store import LiveSession, LiveStore
from hoidap.api.study.schemas import (
    ItemResultOut,
    LiveOut,
    LivesOut,
    LiveWanted,
    PersonResultOut,
    ResultsOut,
)

router = APIRouter(prefix="/v1/study-packs", tags=["live sessions"])

SessionId = Annotated[str, Path(pattern=r"^[0-9a-f]{24}$")]


@router.post(
    "/{pack_id}/sessions", status_code=201, summary="Open a live session", responses=errors(409)
)
def open_session(
    request: Request, pack_id: PackId, wanted: LiveWanted, desk: DeskDependency
) -> LiveOut:
    """Everybody with its code may take part; it keeps the quiz as it is now."""
    live = desk.open_live(desk.get(pack_id), wanted.minutes, wanted.participants)
    return _out(request, live)


@router.get("/{pack_id}/sessions", summary="The live sessions of a study pack")
def list_sessions(request: Request, pack_id: PackId, desk: DeskDependency) -> LivesOut:
    """Newest first."""
    return LivesOut(sessions=[_out(request, live) for live in desk.lives(desk.get(pack_id))])


@router.get("/{pack_id}/sessions/{session_id}", summary="How a live session goes")
def get_session(
    request: Request, pack_id: PackId, session_id: SessionId, desk: DeskDependency
) -> ResultsOut:
    """Results per question and per participant, so far."""
    live = desk.live(desk.get(pack_id), session_id)
    people = _store(request).participants(live)
    return ResultsOut(
        session=LiveOut.of(live, len(people), site_of(request)),
        items=[ItemResultOut.of(each) for each in results.by_item(live, people)],
        people=[
            PersonResultOut(
                name=person.name,
                right=results.rights(live, person),
                answered=len(person.answers),
                finished=person.finished_at is not None,
            )
            for person in people
        ],
    )


@router.post("/{pack_id}/sessions/{session_id}/close", summary="Close a live session")
def close_session(
    request: Request, pack_id: PackId, session_id: SessionId, desk: DeskDependency
) -> LiveOut:
    """Accept no more answers; participants then see the right ones."""
    live = desk.live(desk.get(pack_id), session_id)
    return _out(request, _store(request).close_session(live.id, live.owner))


@router.get(
    "/{pack_id}/sessions/{session_id}/results.csv",
    summary="The results as a table",
    response_class=Response,
    responses={200: {"content": {"text/csv": {}}}},
)
def export_results(
    request: Request, pack_id: PackId, session_id: SessionId, desk: DeskDependency
) -> Response:
    """CSV for a spreadsheet: one participant a row, one question a column."""
    live = desk.live(desk.get(pack_id), session_id)
    header, rows = results.table(live, _store(request).participants(live))
    disposition = {"Content-Disposition": f'attachment; filename="ket-qua-{live.code}.csv"'}
    return Response(as_csv(header, rows), media_type=MEDIA_TYPE, headers=disposition)


def _store(request: Request) -> LiveStore:
    return cast(Study, request.app.state.study).live


def _out(request: Request, live: LiveSession) -> LiveOut:
    return LiveOut.of(live, len(_store(request).participants(live)), site_of(request))
