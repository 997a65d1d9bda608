"""Recorded questions, in ``<data>/questions.sqlite``.

Kept are the question, its status and when it was asked.  Who asked is kept as
a pseudonym, a keyed hash whose key stands in the same file: enough to delete
one user's data, not enough to list who asked what.  Answers and citations are
not kept, because who reads the list need not be allowed to read the documents.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Text, case, delete, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from hoidap.api.state import Moment, StateFile, now
from hoidap.domain import Status
from hoidap.vietnamese.normalisation import match_form

FILE = "questions.sqlite"

#: Statuses of questions that the documents answered not at all or in part.
UNANSWERED = (Status.NOT_FOUND, Status.PARTIAL)
#: Hexadecimal digits of a pseudonym: 128 bits.
_DIGITS = 32


class _Base(DeclarativeBase):
    """Base of the tables."""


class _QuestionRow(_Base):
    __tablename__ = "questions"

    key: Mapped[int] = mapped_column(primary_key=True)
    asked_at: Mapped[datetime] = mapped_column(Moment, index=True)
    asker: Mapped[str] = mapped_column(Text, index=True)
    question: Mapped[str] = mapped_column(Text)
    alike: Mapped[str] = mapped_column(Text, index=True)  # the form in which equal ones are equal
    status: Mapped[str] = mapped_column(Text, index=True)
    generation: Mapped[str] = mapped_column(Text)


class _SaltRow(_Base):
    __tablename__ = "salt"

    salt: Mapped[str] = mapped_column(Text, primary_key=True)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question that was asked."""

    asker: str  # Caller.id
    question: str
    status: Status
    generation: str


@dataclass(frozen=True, slots=True)
class Frequent:
    """Equal questions: how often, when last, and with which statuses."""

    question: str
    count: int
    last_asked: datetime
    answered: int
    unanswered: int


class QuestionStore:
    """All recorded questions; may be shared by threads and processes."""

    def __init__(self, data: Path) -> None:
        self._file = StateFile(data / FILE, _Base)
        self._salt: bytes | None = None

    def add(self, asked: Iterable[Asked]) -> None:
        """Record questions."""
        at = now()
        with self._file.session() as session:
            session.add_all(
                _QuestionRow(
                    asked_at=at,
                    asker=self._pseudonym(session, each.asker),
                    question=each.question,
                    alike=" ".join(match_form(each.question).split()).strip(" ?.!"),
                    status=each.status.value,
                    generation=each.generation,
                )
                for each in asked
            )

    def counts(self, days: int) -> dict[Status, int]:
        """How many questions of the last ``days`` had each status."""
        found = dict.fromkeys(Status, 0)
        if self._file.exists:
            with self._file.session() as session:
                counting = (
                    select(_QuestionRow.status, func.count())
                    .where(_QuestionRow.asked_at >= now() - timedelta(days=days))
                    .group_by(_QuestionRow.status)
                )
                found |= {Status(status): count for status, count in session.execute(counting)}
        return found

    def frequent(
        self, days: int, offset: int, limit: int, statuses: Sequence[Status] = ()
    ) -> tuple[list[Frequent], int]:
        """Questions of the last ``days``, the most frequent first, and how many there are.

        With ``statuses`` only questions that ended so are looked at.
        """
        if not self._file.exists:
            return [], 0
        conditions = [_QuestionRow.asked_at >= now() - timedelta(days=days)]
        if statuses:
            conditions.append(_QuestionRow.status.in_([status.value for status in statuses]))
        count = func.count()
        is_unanswered = _QuestionRow.status.in_([status.value for status in UNANSWERED])
        unanswered = func.sum(case((is_unanswered, 1), else_=0))
        # SQLite takes the other columns from the row that holds the maximum: the last asked.
        asking = (
            select(_QuestionRow.question, count, func.max(_QuestionRow.asked_at), unanswered)
            .where(*conditions)
            .group_by(_QuestionRow.alike)
            .order_by(count.desc(), func.max(_QuestionRow.asked_at).desc())
            .offset(offset)
            .limit(limit)
        )
        groups = select(func.count(func.distinct(_QuestionRow.alike))).where(*conditions)
        with self._file.session() as session:
            found = [
                Frequent(question, times, last, times - missed, missed)
                for question, times, last, missed in session.execute(asking)
            ]
            return found, session.scalar(groups) or 0

    def forget_asker(self, asker: str) -> int:
        """Delete everything that one caller asked; gives how much it was."""
        if not self._file.exists:
            return 0
        with self._file.session() as session:
            pseudonym = self._pseudonym(session, asker)
            gone = session.execute(delete(_QuestionRow).where(_QuestionRow.asker == pseudonym))
            return _count(gone)

    def forget_before(self, moment: datetime) -> int:
        """Delete everything that was asked before ``moment``; gives how much it was."""
        if not self._file.exists:
            return 0
        with self._file.session() as session:
            return _count(
                session.execute(delete(_QuestionRow).where(_QuestionRow.asked_at < moment))
            )

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _pseudonym(self, session: Session, asker: str) -> str:
        if self._salt is None:
            stored = session.scalar(select(_SaltRow.salt).limit(1))
            if stored is None:
                stored = secrets.token_hex(32)
                session.add(_SaltRow(salt=stored))
                session.flush()
            self._salt = bytes.fromhex(stored)
        return hmac.new(self._salt, asker.encode(), hashlib.sha256).hexdigest()[:_DIGITS]


def _count(result: object) -> int:
    return int(getattr(result, "rowcount", 0))
