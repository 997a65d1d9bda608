"""Live sessions of a quiz, in ``<data>/live.sqlite``: who takes part and what was answered.

A session keeps the quiz as it was when it was opened, so that later edits do not change
what participants see.  A participant is a name that he chose and a secret that his
browser keeps: no account, no address, nothing else about him.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Text, delete, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from hoidap import texts
from hoidap.api.state import Moment, StateFile, now
from hoidap.errors import ConflictError, NotFoundError
from hoidap.study.grading import Given
from hoidap.study.pack import QuizItem

FILE = "live.sqlite"

#: Letters of a code that nobody confuses when it is read aloud or from a wall.
CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
#: 31^6 is 887 million: at the accepted rate of requests nobody finds an open session by trying.
CODE_LENGTH = 6
#: Sessions that one trainer has open at the same time.
OPEN_LIMIT = 10
#: Sessions are deleted so long after their end; results are exported before.
KEPT = timedelta(days=90)
#: Random bytes of ids and participants' secrets.
ID_BYTES = 12


class _Base(DeclarativeBase):
    """Base of the tables."""


class _SessionRow(_Base):
    __tablename__ = "sessions"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    code: Mapped[str] = mapped_column(Text, unique=True)
    pack_id: Mapped[str] = mapped_column(Text, index=True)
    owner: Mapped[str] = mapped_column(Text, index=True)
    title: Mapped[str] = mapped_column(Text)
    quiz: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    limit: Mapped[int]
    opened_at: Mapped[datetime] = mapped_column(Moment)
    closes_at: Mapped[datetime] = mapped_column(Moment, index=True)


class _ParticipantRow(_Base):
    __tablename__ = "participants"

    key: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[str] = mapped_column(Text, index=True)
    secret: Mapped[str] = mapped_column(Text, unique=True)
    name: Mapped[str] = mapped_column(Text)
    joined_at: Mapped[datetime] = mapped_column(Moment)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)


class _AnswerRow(_Base):
    __tablename__ = "answers"

    participant: Mapped[int] = mapped_column(primary_key=True)
    item: Mapped[str] = mapped_column(Text, primary_key=True)
    given: Mapped[dict[str, Any]] = mapped_column(JSON)


@dataclass(frozen=True, slots=True)
class LiveSession:
    """A session that was opened."""

    id: str
    code: str
    pack_id: str
    owner: str
    title: str
    quiz: tuple[QuizItem, ...]
    limit: int  # participants
    opened_at: datetime
    closes_at: datetime

    @property
    def is_open(self) -> bool:
        """Whether answers are still accepted."""
        return now() < self.closes_at


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who takes part, with his answers by item id."""

    key: int
    name: str
    joined_at: datetime
    finished_at: datetime | None
    answers: Mapping[str, Given] = field(default_factory=dict)


class LiveStore:
    """All sessions; may be shared by threads and processes.

    Every method raises StorageError when the file cannot be used.
    """

    def __init__(self, data: Path) -> None:
        self._file = StateFile(data / FILE, _Base)

    def open(
        self,
        owner: str,
        pack_id: str,
        title: str,
        quiz: tuple[QuizItem, ...],
        minutes: int,
        limit: int,
    ) -> LiveSession:
        """Open a session.  Raises ConflictError when its owner has too many open."""
        at = now()
        with self._file.session() as session:
            _forget(session, at - KEPT)
            open_ones = session.scalar(
                select(func.count())
                .select_from(_SessionRow)
                .where(_SessionRow.owner == owner, _SessionRow.closes_at > at)
            )
            if (open_ones or 0) >= OPEN_LIMIT:
                raise ConflictError(
                    f"{OPEN_LIMIT} live sessions are open.",
                    "Close one first.",
                    user_message=texts.LIVE_TOO_MANY.format(limit=OPEN_LIMIT),
                )
            row = _SessionRow(
                id=secrets.token_hex(ID_BYTES),
                code=_free_code(session),
                pack_id=pack_id,
                owner=owner,
                title=title,
                quiz=[item.model_dump(mode="json") for item in quiz],
                limit=limit,
                opened_at=at,
                closes_at=at + timedelta(minutes=minutes),
            )
            session.add(row)
            return _live(row)

    def get(self, session_id: str, owner: str) -> LiveSession:
        """A session of ``owner``.  Raises NotFoundError."""
        if self._file.exists:
            with self._file.reading() as session:
                row = session.get(_SessionRow, session_id)
                if row is not None and row.owner == owner:
                    return _live(row)
        raise NotFoundError(f"There is no live session {session_id!r}.")

    def of_pack(self, pack_id: str, owner: str) -> list[LiveSession]:
        """The sessions of a pack, newest first."""
        if not self._file.exists:
            return []
        chosen = select(_SessionRow).where(
            _SessionRow.pack_id == pack_id, _SessionRow.owner == owner
        )
        with self._file.reading() as session:
            rows = session.scalars(chosen.order_by(_SessionRow.opened_at.desc()))
            return [_live(row) for row in rows]

    def by_code(self, code: str) -> LiveSession:
        """The session with this code, however it was typed.  Raises NotFoundError."""
        if self._file.exists:
            with self._file.reading() as session:
                row = session.scalar(
                    select(_SessionRow).where(_SessionRow.code == code.strip().upper())
                )
                if row is not None:
                    return _live(row)
        raise NotFoundError(
            "There is no live session with this code.",
            "Check the code.",
            user_message=texts.LIVE_UNKNOWN,
        )

    def close_session(self, session_id: str, owner: str) -> LiveSession:
        """Accept no more answers.  Raises NotFoundError."""
        self.get(session_id, owner)
        with self._file.session() as session:
            row = session.get_one(_SessionRow, session_id)
            row.closes_at = min(row.closes_at, now())
            return _live(row)

    def join(self, live: LiveSession, name: str) -> str:
        """Take part; gives the participant's secret.

        Raises ConflictError when the session is over or full.
        """
        _require_open(live)
        row = _ParticipantRow(
            session_id=live.id,
            secret=secrets.token_urlsafe(ID_BYTES),
            name=name,
            joined_at=now(),
        )
        with self._file.session() as session:
            session.add(row)
            session.flush()  # takes SQLite's write lock: two who come last are counted in turn
            count = select(func.count()).where(_ParticipantRow.session_id == live.id)
            if (session.scalar(count) or 0) > live.limit:
                raise ConflictError(
                    f"The session has {live.limit} participants.",
                    user_message=texts.LIVE_FULL.format(limit=live.limit),
                )
        return row.secret

    def participant(self, live: LiveSession, secret: str) -> Participant:
        """Who holds this secret.  Raises NotFoundError."""
        with self._file.reading() as session:
            return _participant(session, _holder(session, live, secret))

    def answer(self, live: LiveSession, secret: str, item_id: str, given: Given) -> Participant:
        """Keep an answer, in place of an earlier one.

        Raises ConflictError when the session or the participant's paper is over, and
        NotFoundError for an unknown item.
        """
        _require_open(live)
        if all(item.id != item_id for item in live.quiz):
            raise NotFoundError(f"The quiz has no item {item_id!r}.")
        with self._file.session() as session:
            row = _holder(session, live, secret)
            if row.finished_at is not None:
                raise _over()
            session.merge(
                _AnswerRow(participant=row.key, item=item_id, given=given.model_dump(mode="json"))
            )
            session.flush()
            return _participant(session, row)

    def finish(self, live: LiveSession, secret: str) -> Participant:
        """Hand a paper in."""
        with self._file.session() as session:
            row = _holder(session, live, secret)
            row.finished_at = row.finished_at or min(now(), live.closes_at)
            return _participant(session, row)

    def participants(self, live: LiveSession) -> list[Participant]:
        """All who took part, in the order in which they came."""
        if not self._file.exists:
            return []
        chosen = select(_ParticipantRow).where(_ParticipantRow.session_id == live.id)
        with self._file.reading() as session:
            rows = list(session.scalars(chosen.order_by(_ParticipantRow.key)))
            answers: dict[int, dict[str, Given]] = {row.key: {} for row in rows}
            found = select(_AnswerRow).where(_AnswerRow.participant.in_(list(answers)))
            for each in session.scalars(found):
                answers[each.participant][each.item] = Given.model_validate(each.given)
            return [
                Participant(row.key, row.name, row.joined_at, row.finished_at, answers[row.key])
                for row in rows
            ]

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _free_code(session: Session) -> str:
    while True:
        code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
        if session.scalar(select(_SessionRow.id).where(_SessionRow.code == code)) is None:
            return code


def _forget(session: Session, before: datetime) -> None:
    """Delete what ended before a moment."""
    old = select(_SessionRow.id).where(_SessionRow.closes_at < before)
    people = select(_ParticipantRow.key).where(_ParticipantRow.session_id.in_(old))
    session.execute(delete(_AnswerRow).where(_AnswerRow.participant.in_(people)))
    session.execute(delete(_ParticipantRow).where(_ParticipantRow.session_id.in_(old)))
    session.execute(delete(_SessionRow).where(_SessionRow.closes_at < before))


def _holder(session: Session, live: LiveSession, secret: str) -> _ParticipantRow:
    row = session.scalar(select(_ParticipantRow).where(_ParticipantRow.secret == secret))
    if row is None or row.session_id != live.id:
        raise NotFoundError("There is no such participant.", "Join the session again.")
    return row


def _participant(session: Session, row: _ParticipantRow) -> Participant:
    found = session.scalars(select(_AnswerRow).where(_AnswerRow.participant == row.key))
    answers = {each.item: Given.model_validate(each.given) for each in found}
    return Participant(row.key, row.name, row.joined_at, row.finished_at, answers)


def _require_open(live: LiveSession) -> None:
    if not live.is_open:
        raise _over()


def _over() -> ConflictError:
    return ConflictError("The session is over.", user_message=texts.LIVE_CLOSED)


def _live(row: _SessionRow) -> LiveSession:
    values = {name: getattr(row, name) for name in LiveSession.__dataclass_fields__}
    quiz = tuple(QuizItem.model_validate(item) for item in row.quiz)
    return LiveSession(**values | {"quiz": quiz})
