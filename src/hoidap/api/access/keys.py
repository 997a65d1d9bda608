"""API keys, in ``<data>/keys.sqlite``: shown once, stored as a hash.

A key reads ``hoidap_<id>_<secret>``.  The id finds the row, the secret is 256
random bits, so one SHA-256 keeps it (slow hashes protect guessable passwords,
which this is not).  Hashes are compared in constant time, also when the id is
unknown, so that the time of a refusal tells nothing.

Rotating gives a key a new secret; the old one may stay valid for some hours,
so that a portal can be changed over without a gap.

Letting somebody in only reads.  When a key was last used is written if that
can be done at once, and when the file cannot even be read, a key that was read
before is taken for what it was then: whoever revokes it has to write the file.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections import OrderedDict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import JSON, Text, select, update
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from hoidap.api.access.caller import Caller, CallerKind, Permission, normal_labels
from hoidap.api.state import Moment, StateFile, now
from hoidap.errors import CredentialError, NotFoundError, StorageError

FILE = "keys.sqlite"

#: Every key begins so: a leaked one is found by secret scanners and by the log filter.
PREFIX = "hoidap_"
_KEY = re.compile(rf"{PREFIX}(?P<id>[a-z2-7]{{10}})_(?P<secret>[A-Za-z0-9_-]{{43}})")
#: Base32 without the letters that look like digits; 50 bits, an id needs only be unique.
_ID_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
_ID_LENGTH = 10
#: Random bytes of a secret.
SECRET_BYTES = 32
#: Last use is written at most this often, so that reading stays reading.
USE_WRITTEN_EVERY = timedelta(minutes=1)
#: Seconds that somebody who wants in waits for whoever holds the file; readers never do, unless
#: a program has taken it for itself alone.
PATIENCE = 0.25
#: Keys remembered for when the file cannot be read; an installation has a handful.
REMEMBERED = 1000

_NO_HASH = "0" * 64


class _Base(DeclarativeBase):
    """Base of the one table."""


class _KeyRow(_Base):
    __tablename__ = "keys"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    hash: Mapped[str] = mapped_column(Text)
    old_hash: Mapped[str | None] = mapped_column(Text)
    old_until: Mapped[datetime | None] = mapped_column(Moment)
    permissions: Mapped[list[str]] = mapped_column(JSON)
    labels: Mapped[list[str]] = mapped_column(JSON)
    requests_per_minute: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime | None] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


@dataclass(frozen=True, slots=True)
class Key:
    """A key as it is listed: everything but its secret."""

    id: str
    name: str
    permissions: tuple[Permission, ...]
    labels: tuple[str, ...]
    requests_per_minute: int | None
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    used_at: datetime | None

    def state(self, at: datetime) -> str:
        """``active``, ``expired`` or ``revoked``."""
        if self.revoked_at is not None:
            return "revoked"
        return "expired" if self.expires_at is not None and self.expires_at <= at else "active"


class KeyStore:
    """All keys; may be shared by threads and processes."""

    def __init__(self, data: Path) -> None:
        self._file = StateFile(data / FILE, _Base)
        self._asking = StateFile(data / FILE, _Base, PATIENCE)
        self._remembered: OrderedDict[str, _KeyRow] = OrderedDict()
        self._marked: dict[str, datetime] = {}

    def create(
        self,
        name: str,
        permissions: Iterable[Permission],
        labels: Iterable[str] = (),
        *,
        expires_at: datetime | None = None,
        requests_per_minute: int | None = None,
    ) -> tuple[Key, str]:
        """A new key and its text, which cannot be shown again."""
        row = _KeyRow(
            id="".join(secrets.choice(_ID_LETTERS) for _ in range(_ID_LENGTH)),
            name=name,
            permissions=sorted({permission.value for permission in permissions}),
            labels=list(normal_labels(labels)),
            requests_per_minute=requests_per_minute,
            created_at=now(),
            expires_at=expires_at,
        )
        text = _new_secret(row)
        with self._file.session() as session:
            session.add(row)
        return _key(row), text

    def list(self) -> list[Key]:
        """All keys, oldest first; none when none was ever created."""
        if not self._file.exists:
            return []
        with self._file.reading() as session:
            rows = session.scalars(select(_KeyRow).order_by(_KeyRow.created_at, _KeyRow.id))
            return [_key(row) for row in rows]

    def revoke(self, key_id: str) -> Key:
        """Make a key useless at once.  Raises NotFoundError for an unknown id."""
        with self._file.session() as session:
            row = _row(session, key_id)
            row.revoked_at = row.revoked_at or now()
            row.old_hash = row.old_until = None
            return _key(row)

    def rotate(self, key_id: str, overlap: timedelta = timedelta()) -> tuple[Key, str]:
        """Give a key a new secret; the old one stays valid for ``overlap``.

        Raises NotFoundError for an unknown or revoked id.
        """
        with self._file.session() as session:
            row = _row(session, key_id)
            if row.revoked_at is not None:
                raise NotFoundError(f"The key {key_id!r} was revoked.", "Create a new one.")
            row.old_hash, row.old_until = (row.hash, now() + overlap) if overlap else (None, None)
            text = _new_secret(row)
            return _key(row), text

    def caller(self, text: str) -> Caller:
        """Who presents the key ``text``.

        Raises CredentialError for anything but a key that is active; the error
        never says what was wrong with it.  Raises StorageError when the file
        cannot be read and the key was not read before.
        """
        parts = _KEY.fullmatch(text)
        offered = _hash(parts["secret"] if parts else text)
        if not self._file.exists:
            raise _refused()
        at = now()
        row = self._read(parts["id"]) if parts else None
        current = hmac.compare_digest(offered, row.hash if row else _NO_HASH)
        former = hmac.compare_digest(offered, (row and row.old_hash) or _NO_HASH)
        if row is None or _key(row).state(at) != "active":
            raise _refused()
        if not current and not (former and row.old_until is not None and at < row.old_until):
            raise _refused()
        self._mark(row, at)
        return Caller(
            CallerKind.KEY,
            f"key:{row.id}",
            frozenset(Permission(each) for each in row.permissions),
            tuple(row.labels),
            row.requests_per_minute,
        )

    def _read(self, key_id: str) -> _KeyRow | None:
        """The row of a key; as it was last read when the file cannot be read now."""
        try:
            with self._asking.reading() as session:
                row = session.get(_KeyRow, key_id)
        except StorageError:
            if key_id not in self._remembered:
                raise
            return self._remembered[key_id]
        if row is None:
            self._remembered.pop(key_id, None)
            return None
        self._remembered[key_id] = row
        while len(self._remembered) > REMEMBERED:
            with suppress(KeyError):  # another thread was quicker
                self._remembered.popitem(last=False)
        return row

    def _mark(self, row: _KeyRow, at: datetime) -> None:
        """Write when a key was last used, if that is possible now."""
        last = self._marked.get(row.id) or row.used_at
        if last is not None and at - last < USE_WRITTEN_EVERY:
            return
        self._marked[row.id] = at
        with suppress(StorageError), self._asking.session() as session:
            session.execute(update(_KeyRow).where(_KeyRow.id == row.id).values(used_at=at))

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        self._asking.close()


def looks_like_key(text: str) -> bool:
    """Whether a credential is meant as an API key rather than as a portal token."""
    return text.startswith(PREFIX)


def _new_secret(row: _KeyRow) -> str:
    secret = secrets.token_urlsafe(SECRET_BYTES)
    row.hash = _hash(secret)
    return f"{PREFIX}{row.id}_{secret}"


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _row(session: Session, key_id: str) -> _KeyRow:
    row = session.get(_KeyRow, key_id)
    if row is None:
        raise NotFoundError(f"There is no key {key_id!r}.", "See: hoidap keys list")
    return row


def _key(row: _KeyRow) -> Key:
    return Key(
        id=row.id,
        name=row.name,
        permissions=tuple(Permission(each) for each in row.permissions),
        labels=tuple(row.labels),
        requests_per_minute=row.requests_per_minute,
        created_at=row.created_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        used_at=row.used_at,
    )


def _refused() -> CredentialError:
    return CredentialError("The key is not accepted.", "Ask the operator for a new one.")
