"""What readers think of answers, kept in ``<data>/feedback.sqlite``.

A reader first presses a thumb and may then add a reason and a text, so a vote
is known by the id that the widget gave it and a later message completes it.
The file is made with the first vote.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from threading import Lock

from sqlalchemy import JSON, Engine, Text, create_engine, delete, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

FILE = "feedback.sqlite"

#: Two servers on one data folder wait for each other this long.
BUSY_SECONDS = 5


class Verdict(StrEnum):
    """Thumb up or down."""

    UP = "up"
    DOWN = "down"


class Reason(StrEnum):
    """What was wrong with an answer."""

    WRONG = "wrong"  # the answer is not right
    WRONG_SOURCE = "wrong_source"  # the passage does not say so
    INCOMPLETE = "incomplete"
    OUTDATED = "outdated"  # from a document that no longer applies
    NOT_FOUND = "not_found"  # the documents hold the answer, but it was not found
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Vote:
    """One reader's opinion of one answer, with the answer as it was shown."""

    id: str
    verdict: Verdict
    question: str
    understood_as: str
    status: str
    answer: str
    citations: tuple[str, ...]  # addresses of the cited passages
    generation: str
    reason: Reason | None = None
    comment: str = ""


class _Base(DeclarativeBase):
    """Base of the one table."""


class _VoteRow(_Base):
    """A vote and when it was last changed (UTC, ISO 8601)."""

    __tablename__ = "votes"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    changed_at: Mapped[str] = mapped_column(Text, index=True)
    verdict: Mapped[str] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    comment: Mapped[str] = mapped_column(Text)
    question: Mapped[str] = mapped_column(Text)
    understood_as: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text)
    citations: Mapped[list[str]] = mapped_column(JSON)
    generation: Mapped[str] = mapped_column(Text)


class FeedbackStore:
    """Votes in a SQLite file; may be shared by threads."""

    def __init__(self, data: Path) -> None:
        self._path = data / FILE
        self._opening = Lock()
        self._engine: Engine | None = None

    def put(self, vote: Vote) -> None:
        """Store a vote, in place of an earlier one of the same id."""
        row = _VoteRow(
            **asdict(vote) | {"citations": list(vote.citations)},
            changed_at=datetime.now(UTC).isoformat(timespec="seconds"),
        )
        with Session(self._open()) as session, session.begin():
            session.merge(row)

    def votes(self) -> Sequence[Vote]:
        """All votes, the last changed first; none when nobody voted."""
        if not self._path.exists():
            return ()
        with Session(self._open()) as session:
            rows = session.scalars(select(_VoteRow).order_by(_VoteRow.changed_at.desc())).all()
            return [_vote(row) for row in rows]

    def forget_before(self, moment: datetime) -> int:
        """Delete votes last changed before ``moment`` (with its zone); gives how many."""
        if not self._path.exists():
            return 0
        written = moment.astimezone(UTC).isoformat(timespec="seconds")
        with Session(self._open()) as session, session.begin():
            gone = session.execute(delete(_VoteRow).where(_VoteRow.changed_at < written))
            return int(getattr(gone, "rowcount", 0))

    def _open(self) -> Engine:
        with self._opening:
            if self._engine is None:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                engine = create_engine(
                    f"sqlite:///{self._path}", connect_args={"timeout": BUSY_SECONDS}
                )
                event.listen(engine, "connect", _write_ahead)
                _Base.metadata.create_all(engine)
                self._engine = engine
            return self._engine


def _write_ahead(connection: object, record: object) -> None:
    """Readers never wait for a writer, and a killed server loses no finished vote."""
    del record
    connection.execute("PRAGMA journal_mode=WAL")  # type: ignore[attr-defined]


def _vote(row: _VoteRow) -> Vote:
    values = {field.name: getattr(row, field.name) for field in fields(Vote)}
    return Vote(
        **values
        | {
            "verdict": Verdict(row.verdict),
            "reason": Reason(row.reason) if row.reason else None,
            "citations": tuple(row.citations),
        }
    )
