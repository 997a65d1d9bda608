"""Study packs, in ``<data>/packs.sqlite``: what was asked for, how far it is, every version.

A pack outlives the server: one that was not finished is begun again at the next
start.  Nothing is ever overwritten: an edit adds a version, and an older one is
brought back by adding it once more, so that no work can be lost by a wrong key.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Text, delete, or_, select, update
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from hoidap.api.state import Moment, StateFile, now
from hoidap.api.working import WorkState
from hoidap.errors import ConflictError, NotFoundError
from hoidap.study.pack import PackRequest, StudyPack

FILE = "packs.sqlite"

#: Versions of a pack that are kept; each is some 100 kB, and nobody goes back further.
KEPT_VERSIONS = 50
#: A pack takes seconds; one that was claimed so long ago belongs to a server that ended.
ABANDONED = timedelta(minutes=10)
#: Random bytes of a pack's id: it cannot be guessed.
ID_BYTES = 12


class _Base(DeclarativeBase):
    """Base of the tables."""


class _PackRow(_Base):
    __tablename__ = "packs"

    key: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(Text, unique=True)
    owner: Mapped[str] = mapped_column(Text, index=True)
    labels: Mapped[list[str]] = mapped_column(JSON)
    request: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(Text, index=True)
    progress: Mapped[dict[str, Any]] = mapped_column(JSON)
    error: Mapped[dict[str, Any]] = mapped_column(JSON)
    title: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    partitions: Mapped[dict[str, str]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(Moment)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    claimed_at: Mapped[datetime | None] = mapped_column(Moment)


class _VersionRow(_Base):
    __tablename__ = "versions"

    pack_id: Mapped[str] = mapped_column(Text, primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    made_at: Mapped[datetime] = mapped_column(Moment)
    made_by: Mapped[str] = mapped_column(Text)  # names of the edits, "made", "duplicate"
    body: Mapped[str] = mapped_column(Text)


@dataclass(frozen=True, slots=True)
class SavedPack:
    """A pack without its content.

    ``labels`` are the owner's when it was asked for; ``partitions`` says of each document
    that the pack shows who may read it (see ``index.partitions``).
    """

    id: str
    owner: str  # Caller.id
    labels: tuple[str, ...]
    request: PackRequest
    state: WorkState
    progress: Mapping[str, Any]
    error: Mapping[str, Any]  # code, detail; empty when nothing failed
    title: str
    version: int  # the latest; 0 before the first
    partitions: Mapping[str, str]
    created_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a pack, without its content."""

    version: int
    made_at: datetime
    made_by: str


class PackStore:
    """All packs; may be shared by threads and processes.

    Every method raises StorageError when the file cannot be used.
    """

    def __init__(self, data: Path) -> None:
        self._file = StateFile(data / FILE, _Base)

    def add(self, owner: str, labels: Sequence[str], request: PackRequest) -> SavedPack:
        """Queue the making of a pack."""
        row = _new_row(owner, labels, request)
        with self._file.session() as session:
            session.add(row)
        return _saved(row)

    def add_copy(self, source: SavedPack, pack: StudyPack) -> SavedPack:
        """A pack of its own with the content of another one."""
        row = _new_row(source.owner, source.labels, pack.request)
        row.state, row.title, row.partitions = (
            WorkState.DONE.value,
            pack.title,
            dict(source.partitions),
        )
        copied = pack.model_copy(update={"id": row.id, "version": 1})
        with self._file.session() as session:
            session.add(row)
            session.flush()
            _add_version(session, row, copied, "duplicate")
        return _saved(row)

    def get(self, pack_id: str, owner: str) -> SavedPack:
        """A pack of ``owner``.  Raises NotFoundError."""
        if self._file.exists:
            with self._file.reading() as session:
                return _saved(_row(session, pack_id, owner))
        raise _missing(pack_id)

    def of(self, owner: str) -> list[SavedPack]:
        """All packs of ``owner``, the last changed first."""
        if not self._file.exists:
            return []
        chosen = select(_PackRow).where(_PackRow.owner == owner)
        with self._file.reading() as session:
            rows = session.scalars(chosen.order_by(_PackRow.changed_at.desc(), _PackRow.key.desc()))
            return [_saved(row) for row in rows]

    def versions(self, pack_id: str) -> list[Version]:
        """The versions of a pack, newest first."""
        chosen = select(_VersionRow).where(_VersionRow.pack_id == pack_id)
        with self._file.reading() as session:
            rows = session.scalars(chosen.order_by(_VersionRow.version.desc()))
            return [Version(row.version, row.made_at, row.made_by) for row in rows]

    def content(self, pack_id: str, version: int) -> StudyPack:
        """One version of a pack.  Raises NotFoundError."""
        with self._file.reading() as session:
            row = session.get(_VersionRow, (pack_id, version))
            if row is None:
                raise _missing(f"{pack_id}, version {version}")
            return StudyPack.model_validate_json(row.body)

    def save(self, pack: StudyPack, base: int, made_by: str) -> SavedPack:
        """Add ``pack`` as the version after ``base``.

        Raises ConflictError when ``base`` is no longer the latest, NotFoundError when the
        pack was deleted meanwhile.
        """
        with self._file.session() as session:
            row = _row(session, pack.id)
            if row.version != base:
                raise ConflictError(
                    f"The pack is at version {row.version}, the edit was made on {base}.",
                    "Read the latest version and edit that.",
                )
            _add_version(session, row, pack.model_copy(update={"version": base + 1}), made_by)
            return _saved(row)

    def delete(self, pack_id: str, owner: str) -> None:
        """Delete a pack with all its versions.  Raises NotFoundError."""
        with self._file.session() as session:
            session.delete(_row(session, pack_id, owner))
            session.execute(delete(_VersionRow).where(_VersionRow.pack_id == pack_id))

    def waiting(self, owner: str) -> int:
        """How many packs of ``owner`` are queued or running."""
        unfinished = (WorkState.QUEUED, WorkState.RUNNING)
        return sum(each.state in unfinished for each in self.of(owner))

    def claim(self) -> SavedPack | None:
        """The oldest pack that is to be made, now running; None when there is none.

        One statement claims it, so two servers on one data folder do not make it twice.
        """
        if not self._file.exists:
            return None
        at = now()
        free = or_(
            _PackRow.state == WorkState.QUEUED.value,
            (_PackRow.state == WorkState.RUNNING.value) & (_PackRow.claimed_at < at - ABANDONED),
        )
        oldest = select(_PackRow.key).where(free).order_by(_PackRow.key).limit(1).scalar_subquery()
        claiming = (
            update(_PackRow)
            .where(_PackRow.key == oldest)
            .values(state=WorkState.RUNNING.value, claimed_at=at)
            .returning(_PackRow)
        )
        with self._file.session() as session:
            row = session.scalar(claiming)
            return None if row is None else _saved(row)

    def progressed(self, pack_id: str, progress: Mapping[str, Any]) -> None:
        """Remember how far a pack is: step, share."""
        self._update(pack_id, progress=dict(progress))

    def requeue(self, pack_id: str) -> None:
        """Give a claimed pack back: the server is stopping."""
        self._update(pack_id, state=WorkState.QUEUED.value, claimed_at=None)

    def finish(self, pack: StudyPack, partitions: Mapping[str, str]) -> None:
        """Keep a made pack as its first version; the first of two servers that made it wins."""
        with self._file.session() as session:
            row = _row(session, pack.id)
            if row.state == WorkState.DONE.value:
                return
            row.state, row.partitions = WorkState.DONE.value, dict(partitions)
            _add_version(session, row, pack.model_copy(update={"version": 1}), "made")

    def fail(self, pack_id: str, code: str, detail: str) -> None:
        """Remember why a pack could not be made; ``detail`` is for its owner."""
        self._update(pack_id, state=WorkState.FAILED.value, error={"code": code, "detail": detail})

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _update(self, pack_id: str, **values: object) -> None:
        with self._file.session() as session:
            session.execute(update(_PackRow).where(_PackRow.id == pack_id).values(**values))


def _new_row(owner: str, labels: Sequence[str], request: PackRequest) -> _PackRow:
    at = now()
    return _PackRow(
        id=secrets.token_hex(ID_BYTES),
        owner=owner,
        labels=list(labels),
        request=request.model_dump(mode="json"),
        state=WorkState.QUEUED.value,
        progress={},
        error={},
        title=request.title or request.topic,
        version=0,
        partitions={},
        created_at=at,
        changed_at=at,
    )


def _row(session: Session, pack_id: str, owner: str | None = None) -> _PackRow:
    row = session.scalar(select(_PackRow).where(_PackRow.id == pack_id))
    if row is None or owner not in (None, row.owner):
        raise _missing(pack_id)
    return row


def _add_version(session: Session, row: _PackRow, pack: StudyPack, made_by: str) -> None:
    row.version, row.title, row.changed_at = pack.version, pack.title, now()
    session.add(
        _VersionRow(
            pack_id=row.id,
            version=pack.version,
            made_at=row.changed_at,
            made_by=made_by,
            body=pack.model_dump_json(),
        )
    )
    oldest = pack.version - KEPT_VERSIONS
    session.execute(
        delete(_VersionRow).where(_VersionRow.pack_id == row.id, _VersionRow.version <= oldest)
    )


def _saved(row: _PackRow) -> SavedPack:
    values = {name: getattr(row, name) for name in SavedPack.__dataclass_fields__}
    return SavedPack(
        **values
        | {
            "labels": tuple(row.labels),
            "request": PackRequest.model_validate(row.request),
            "state": WorkState(row.state),
        }
    )


def _missing(what: str) -> NotFoundError:
    return NotFoundError(f"There is no study pack {what}.", "GET /v1/study-packs lists yours.")
