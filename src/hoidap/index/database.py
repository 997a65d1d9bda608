"""The SQLite file behind a catalogue: how it is opened, written and read in batches.

A published catalogue never changes, so readers open SQLite ``immutable``: no
locks, no journal, and a read-only file system will do.  Writing favours speed
over durability (``synchronous=OFF``, journal in memory): the file belongs to an
unpublished draft that a crash throws away, and publishing syncs it to disk.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from sqlalchemy import Connection, Row, RowMapping, Select, Table, create_engine, insert
from sqlalchemy.pool import QueuePool

from hoidap.index import damage
from hoidap.index.schema import ADDED, Base

#: Ids in one SQL statement: SQLite accepts 32,766 variables, other databases fewer.
IDS_PER_QUERY = 500
#: Rows moved at once, so that memory does not grow with the corpus.
ROWS_AT_ONCE = 1000
#: Connections a reader keeps; a thread pool of 40 has most of its threads idle.
READER_CONNECTIONS = 8
#: Bytes of a catalogue that readers map instead of copying page by page: all of most.
MAPPED = 1 << 30

T = TypeVar("T")


def in_batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """``items`` in lists of at most ``size``."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


class Database:
    """One SQLite file, to be written by one thread at a time or read by many."""

    def __init__(self, path: Path, *, read_only: bool) -> None:
        """Open ``path``; when it may be written, it is created if absent.

        Raises CorruptIndexError when a file to be read is absent or is no catalogue.
        """
        self.path = path
        self.read_only = read_only
        self._name = f"The catalogue {path}"
        #: Names of tables that an older generation lacks.
        self.absent: frozenset[str] = frozenset()
        self._writing = threading.Lock()
        self._engine = create_engine(
            "sqlite://",
            creator=self._open,
            poolclass=QueuePool,
            pool_size=READER_CONNECTIONS if read_only else 1,
            max_overflow=-1,
        )
        if read_only:
            self._check_readable()
        else:
            Base.metadata.create_all(self._engine)

    def _open(self) -> sqlite3.Connection:
        mode = "mode=ro&immutable=1" if self.read_only else "mode=rwc"
        uri = f"file:{quote(str(self.path.absolute()))}?{mode}"
        connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        if self.read_only:
            connection.execute(f"PRAGMA mmap_size={MAPPED}")
            # Large sorts shall not need a disk that can be written.
            connection.execute("PRAGMA temp_store=MEMORY")
        else:
            connection.execute("PRAGMA journal_mode=MEMORY")
            connection.execute("PRAGMA synchronous=OFF")
            # A document that is taken out shall not live on in free pages of later generations.
            connection.execute("PRAGMA secure_delete=ON")
        return connection

    def _check_readable(self) -> None:
        with damage.reading(self._name), closing(self._open()) as connection:
            known = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            self.absent = ADDED - {name for (name,) in known}
            for name in Base.metadata.tables.keys() - self.absent:
                connection.execute(f'SELECT 1 FROM "{name}" LIMIT 1').fetchone()

    def close(self) -> None:
        """Close all idle connections; those in use close when they are given back."""
        self._engine.dispose()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is kept when the block ends well; one at a time."""
        with self._writing, self._engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read from.  Raises CorruptIndexError for a damaged file."""
        with damage.reading(self._name), self._engine.connect() as connection:
            yield connection

    def all(
        self, query: Select[Any], values: Mapping[str, object] | None = None
    ) -> list[RowMapping]:
        """All rows of a small result; ``values`` for its bind parameters."""
        with self.reading() as connection:
            return list(connection.execute(query, values or {}).mappings().all())

    def tuples(
        self, query: Select[Any], values: Mapping[str, object] | None = None
    ) -> Sequence[Row[Any]]:
        """All rows of a small result in the order of its columns: for many rows, twice as fast."""
        with self.reading() as connection:
            return connection.execute(query, values or {}).all()

    def stream(self, query: Select[Any]) -> Iterator[RowMapping]:
        """The rows of a large result, ``ROWS_AT_ONCE`` in memory."""
        with self.reading() as connection:
            rows = connection.execution_options(yield_per=ROWS_AT_ONCE).execute(query)
            yield from rows.mappings()

    def count(self, query: Select[int]) -> int:
        """The one number that ``query`` asks for."""
        with self.reading() as connection:
            return connection.execute(query).scalar_one()


def insert_all(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert ``rows`` in batches; none is no error."""
    for batch in in_batches(rows, ROWS_AT_ONCE):
        connection.execute(insert(table), batch)
