"""What readers think of answers, kept in ``<data>/feedback.sqlite``.

A reader first presses a thumb and may then add a reason and a text, so a vote
is known by the id that the widget gave it and a later message completes it.
The file is made with the first vote.

Anybody may vote, so a vote keeps only as much of what was shown as tells which
answer is meant, and the file stays below ``MOST_BYTES``: the oldest votes give
way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from sqlalchemy import JSON, Text, delete, func, select, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from hoidap.api.state import StateFile

FILE = "feedback.sqlite"

#: Characters kept of a question and of an answer: their beginnings tell which are meant.
QUESTION_KEPT = 1000
ANSWER_KEPT = 4000
#: Citations kept, and characters of each one's address: an answer has a dozen short ones.
CITATIONS_KEPT = 20
ADDRESS_KEPT = 300
#: Bytes that all votes together may take: two thousand of the longest, or years of usual ones.
MOST_BYTES = 20_000_000
#: When there is no room, one in so many goes, so that not every vote has to make room.
GIVING_WAY = 10


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
    """Votes in a SQLite file; may be shared by threads and processes.

    Every method raises StorageError when the file cannot be used.
    """

    def __init__(self, data: Path, most_bytes: int = MOST_BYTES) -> None:
        self._file = StateFile(data / FILE, _Base)
        self._most_bytes = most_bytes

    def put(self, vote: Vote) -> None:
        """Store a vote, in place of an earlier one of the same id."""
        kept = _shortened(vote)
        row = _VoteRow(
            **asdict(kept) | {"citations": list(kept.citations)},
            changed_at=datetime.now(UTC).isoformat(timespec="seconds"),
        )
        with self._file.session() as session:
            session.merge(row)
            session.flush()
            if _used_bytes(session) > self._most_bytes:
                _make_room(session)

    def votes(self) -> Sequence[Vote]:
        """All votes, the last changed first; none when nobody voted."""
        if not self._file.exists:
            return ()
        with self._file.reading() as session:
            rows = session.scalars(select(_VoteRow).order_by(_VoteRow.changed_at.desc())).all()
            return [_vote(row) for row in rows]

    def forget_before(self, moment: datetime) -> int:
        """Delete votes last changed before ``moment`` (with its zone); gives how many."""
        if not self._file.exists:
            return 0
        written = moment.astimezone(UTC).isoformat(timespec="seconds")
        with self._file.session() as session:
            gone = session.execute(delete(_VoteRow).where(_VoteRow.changed_at < written))
            return int(getattr(gone, "rowcount", 0))

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _shortened(vote: Vote) -> Vote:
    return replace(
        vote,
        question=vote.question[:QUESTION_KEPT],
        understood_as=vote.understood_as[:QUESTION_KEPT],
        answer=vote.answer[:ANSWER_KEPT],
        citations=tuple(each[:ADDRESS_KEPT] for each in vote.citations[:CITATIONS_KEPT]),
    )


def _used_bytes(session: Session) -> int:
    """The size of the file, without the pages that it holds free."""
    pages, free, size = (
        int(session.execute(text(f"PRAGMA {name}")).scalar_one())
        for name in ("page_count", "freelist_count", "page_size")
    )
    return (pages - free) * size


def _make_room(session: Session) -> None:
    count = session.scalar(select(func.count()).select_from(_VoteRow)) or 0
    oldest = (
        select(_VoteRow.id)
        .order_by(_VoteRow.changed_at, _VoteRow.id)
        .limit(max(1, count // GIVING_WAY))
    )
    session.execute(delete(_VoteRow).where(_VoteRow.id.in_(oldest)))


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
