"""Small SQLite files of the server's own state: keys, jobs, recorded questions.

Each file is made when something is first written, so that a server that needs
none leaves none.  Only its owner can read it.  The journal is written ahead:
readers never wait for a writer, and a killed server loses no finished write.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import DateTime, Dialect, Engine, TypeDecorator, create_engine
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.pool import QueuePool

#: Several processes on one data folder (server, command line) wait for each other this long.
BUSY_SECONDS = 10.0
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
    """One SQLite file with the tables of ``base``; may be shared by threads and processes."""

    def __init__(self, path: Path, base: type[DeclarativeBase]) -> None:
        self.path = path
        self._base = base
        self._opening = Lock()
        self._engine: Engine | None = None

    @property
    def exists(self) -> bool:
        """Whether anything was ever written."""
        return self.path.is_file()

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A transaction that is kept when the block ends well; makes the file if absent."""
        with Session(self._open(), expire_on_commit=False) as session, session.begin():
            yield session

    def close(self) -> None:
        """Close all connections; the next session opens them again."""
        with self._opening:
            if self._engine is not None:
                self._engine.dispose()
                self._engine = None

    def _open(self) -> Engine:
        with self._opening:
            if self._engine is None:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                # Made before SQLite does it, so that it is never readable by others.
                os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, OWNER_ONLY))
                engine = create_engine(
                    "sqlite://", creator=self._connect, poolclass=QueuePool, pool_size=CONNECTIONS
                )
                self._base.metadata.create_all(engine)
                self._engine = engine
            return self._engine

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=BUSY_SECONDS, check_same_thread=False)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        return connection
