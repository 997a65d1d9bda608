"""Jobs, in ``<data>/jobs.sqlite``: what is to be done with uploads and what came of it.

A job outlives the server: what was not finished is begun again at the next
start.  A worker claims a job in one statement, so two servers on one data
folder do not do it twice.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Text, delete, func, select, update
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from hoidap.api.state import Moment, StateFile, now
from hoidap.api.working import WorkState
from hoidap.errors import NotFoundError

FILE = "jobs.sqlite"

#: Finished jobs remembered.
KEPT = 1000


class JobKind(StrEnum):
    """What is to be done."""

    UPLOAD = "upload"  # in place of what its owner uploaded under the same file name, if anything
    ADD = "add"  # beside it
    REPLACE = "replace"
    DELETE = "delete"


class _Base(DeclarativeBase):
    """Base of the one table."""


class _JobRow(_Base):
    __tablename__ = "jobs"

    key: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(Text, unique=True)
    kind: Mapped[str] = mapped_column(Text)
    owner: Mapped[str] = mapped_column(Text, index=True)
    place: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    document_id: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text, index=True)
    progress: Mapped[dict[str, Any]] = mapped_column(JSON)
    report: Mapped[dict[str, Any]] = mapped_column(JSON)
    documents: Mapped[list[str]] = mapped_column(JSON)
    generation: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Moment)
    started_at: Mapped[datetime | None] = mapped_column(Moment)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)


@dataclass(frozen=True, slots=True)
class Job:
    """One job.  ``report`` is what the ingest said of the job's own file."""

    id: str
    kind: JobKind
    owner: str  # Caller.id
    place: str
    name: str
    document_id: str | None
    state: WorkState
    progress: dict[str, Any]
    report: dict[str, Any]
    documents: tuple[str, ...]
    generation: str | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


class JobStore:
    """All jobs; may be shared by threads and processes."""

    def __init__(self, data: Path) -> None:
        self._file = StateFile(data / FILE, _Base)

    @staticmethod
    def new_id() -> str:
        """An id that cannot be guessed."""
        return secrets.token_hex(16)

    def add(
        self,
        job_id: str,
        kind: JobKind,
        owner: str,
        place: str,
        name: str,
        document_id: str | None = None,
    ) -> Job:
        """Queue a job."""
        row = _JobRow(
            id=job_id,
            kind=kind.value,
            owner=owner,
            place=place,
            name=name,
            document_id=document_id,
            state=WorkState.QUEUED.value,
            progress={},
            report={},
            documents=[],
            created_at=now(),
        )
        with self._file.session() as session:
            session.add(row)
            session.flush()
            finished = (WorkState.DONE.value, WorkState.FAILED.value)
            session.execute(
                delete(_JobRow).where(_JobRow.key <= row.key - KEPT, _JobRow.state.in_(finished))
            )
        return _job(row)

    def get(self, job_id: str, owner: str | None) -> Job:
        """A job of ``owner``, or anybody's for None.  Raises NotFoundError."""
        if self._file.exists:
            with self._file.reading() as session:
                row = session.scalar(select(_JobRow).where(_JobRow.id == job_id))
                if row is not None and owner in (None, row.owner):
                    return _job(row)
        raise NotFoundError(f"There is no job {job_id!r}.", "GET /v1/jobs lists yours.")

    def list(self, owner: str | None, offset: int, limit: int) -> tuple[Sequence[Job], int]:
        """Jobs of ``owner``, or all for None, newest first; and how many there are."""
        if not self._file.exists:
            return (), 0
        condition = [] if owner is None else [_JobRow.owner == owner]
        with self._file.reading() as session:
            total = session.scalar(select(func.count()).select_from(_JobRow).where(*condition))
            rows = session.scalars(
                select(_JobRow)
                .where(*condition)
                .order_by(_JobRow.key.desc())
                .offset(offset)
                .limit(limit)
            )
            return [_job(row) for row in rows], total or 0

    def waiting(self) -> int:
        """How many jobs are queued or running."""
        if not self._file.exists:
            return 0
        states = (WorkState.QUEUED.value, WorkState.RUNNING.value)
        with self._file.reading() as session:
            counting = select(func.count()).select_from(_JobRow).where(_JobRow.state.in_(states))
            return session.scalar(counting) or 0

    def claim(self) -> Job | None:
        """The oldest job that was not finished, now running; None when there is none.

        Call it while holding the uploads' lock: a job found running was then
        left behind by a server that ended.
        """
        if not self._file.exists:
            return None
        states = (WorkState.QUEUED.value, WorkState.RUNNING.value)
        with self._file.session() as session:
            row = session.scalar(
                select(_JobRow).where(_JobRow.state.in_(states)).order_by(_JobRow.key).limit(1)
            )
            if row is None:
                return None
            row.state, row.started_at = WorkState.RUNNING.value, now()
            return _job(row)

    def progressed(self, job_id: str, progress: dict[str, Any]) -> None:
        """Remember how far a job is: stage, done, total."""
        with self._file.session() as session:
            session.execute(update(_JobRow).where(_JobRow.id == job_id).values(progress=progress))

    def requeue(self, job_id: str) -> None:
        """Give a claimed job back: the server is stopping."""
        with self._file.session() as session:
            queued = {"state": WorkState.QUEUED.value, "started_at": None}
            session.execute(update(_JobRow).where(_JobRow.id == job_id).values(queued))

    def finish(
        self,
        job_id: str,
        state: WorkState,
        report: dict[str, Any],
        documents: Sequence[str] = (),
        generation: str | None = None,
    ) -> None:
        """Remember what came of a job."""
        with self._file.session() as session:
            values = {
                "state": state.value,
                "report": report,
                "documents": list(documents),
                "generation": generation,
                "finished_at": now(),
            }
            session.execute(update(_JobRow).where(_JobRow.id == job_id).values(values))

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _job(row: _JobRow) -> Job:
    values = {name: getattr(row, name) for name in Job.__dataclass_fields__}
    return Job(
        **values
        | {
            "kind": JobKind(row.kind),
            "state": WorkState(row.state),
            "documents": tuple(row.documents),
        }
    )
