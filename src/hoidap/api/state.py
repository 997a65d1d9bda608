"""Small SQLite files of the server's own state: keys, jobs, recorded questions.

Each file is made when something is first written, so that a server that needs
none leaves none.  Only its owner can read it.  The journal is written ahead:
readers never wait for a writer, and a killed server loses no finished write.

Reading needs no room: where SQLite cannot make the files that a journal asks
for, because the disk is full or read-only, a file that was closed well is read
as it stands.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import quote

from sqlalchemy import DateTime, Dialect, Engine, TypeDecorator, create_engine
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.pool import NullPool, QueuePool

from hoidap.api.storage_failures import FAILURES, storage_error
from hoidap.errors import StorageBusyError, StorageError

#: Several processes on one data folder (server, command line) wait for each other this long: a
#: write takes milliseconds, and who waits holds a place that others need.
BUSY_SECONDS = 2.0
#: A state file is read by few requests at once; more connections than threads help nobody.
CONNECTIONS = 4
#: Read and write for the owner, nothing for others: key hashes and questions are in there.
OWNER_ONLY = 0o600


class Moment(TypeDecorator[datetime]):
    """A point in time, stored as UTC without a zone and read back with it."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """To UTC."""
        del dialect
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """From UTC."""
        del dialect
        return None if value is None else value.replace(tzinfo=UTC)


def now() -> datetime:
    """The current time in UTC."""
    return datetime.now(UTC)


class StateFile:
    """One SQLite file with the tables of ``base``; may be shared by threads and processes.

    Whoever holds the file is waited for ``patience`` seconds.  Every use raises
    StorageBusyError after that, StorageFullError, or StorageError.
    """

    def __init__(
        self, path: Path, base: type[DeclarativeBase], patience: float = BUSY_SECONDS
    ) -> None:
        self.path = path
        self._base = base
        self._patience = patience
        self._opening = Lock()
        self._engine: Engine | None = None

    @property
    def exists(self) -> bool:
        """Whether anything was ever written."""
        return self.path.is_file()

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A transaction that is kept when the block ends well; makes the file if absent."""
        with (
            self._explained(),
            Session(self._open(), expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Like ``session``, for reading only; needs no room on the disk."""
        with self._explained():
            try:
                with self._explained():
                    engine = self._open()
            except StorageBusyError:
                raise
            except StorageError:
                if not self._is_closed_well:
                    raise
                engine = create_engine("sqlite://", creator=self._as_it_stands, poolclass=NullPool)
            with Session(engine, expire_on_commit=False) as session:
                yield session

    def close(self) -> None:
        """Close all connections; the next session opens them again."""
        with self._opening:
            if self._engine is not None:
                self._engine.dispose()
                self._engine = None

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except FAILURES as error:
            raise storage_error(error, self.path.name) from error

    def _open(self) -> Engine:
        with self._opening:
            if self._engine is None:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                _make_private(self.path)
                engine = create_engine(
                    "sqlite://",
                    creator=self._connect,
                    poolclass=QueuePool,
                    pool_size=CONNECTIONS,
                    pool_timeout=BUSY_SECONDS,
                )
                try:
                    self._base.metadata.create_all(engine)
                except BaseException:
                    engine.dispose()
                    raise
                self._engine = engine
            return self._engine

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=self._patience, check_same_thread=False)
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
        except BaseException:
            connection.close()
            raise
        return connection

    @property
    def _is_closed_well(self) -> bool:
        """Whether the file itself holds everything, and its journal nothing."""
        journal = self.path.with_name(f"{self.path.name}-wal")
        return self.exists and not (journal.is_file() and journal.stat().st_size)

    def _as_it_stands(self) -> sqlite3.Connection:
        uri = f"file:{quote(str(self.path.absolute()))}?mode=ro&immutable=1"
        return sqlite3.connect(uri, uri=True, check_same_thread=False)


def _make_private(path: Path) -> None:
    """Make a file before SQLite does, so that it is never readable by others."""
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_RDWR, OWNER_ONLY)
    except OSError:
        if path.is_file():
            return  # may be read only: SQLite says so when something is written
        raise
    try:
        if os.fstat(descriptor).st_mode & ~OWNER_ONLY & 0o777:
            with suppress(OSError):  # another user's file
                os.fchmod(descriptor, OWNER_ONLY)
    finally:
        os.close(descriptor)
