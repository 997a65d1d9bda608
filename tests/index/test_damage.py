"""A disk that cannot be written is told from a file that is damaged."""

from __future__ import annotations

import resource
import sqlite3
from pathlib import Path

import pytest

from hoidap.errors import CorruptIndexError, StoreError
from hoidap.index.damage import reading

NOT_WRITTEN = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR_WRITE,
    sqlite3.SQLITE_IOERR_FSYNC,
    sqlite3.SQLITE_IOERR_TRUNCATE,
    sqlite3.SQLITE_IOERR_SHMSIZE,
)
DAMAGED = (
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_IOERR_READ,
    sqlite3.SQLITE_IOERR_SHORT_READ,
)


@pytest.mark.parametrize("code", [*NOT_WRITTEN, *DAMAGED])
def test_what_chroma_says_of_its_database_is_told_apart_by_the_code(code: int) -> None:
    said = f"error returned from database: (code: {code}) disk I/O error"
    with pytest.raises(StoreError) as raised, reading("The index"):
        raise ValueError(said)
    assert isinstance(raised.value, CorruptIndexError) == (code in DAMAGED)


def test_a_database_that_may_not_grow_is_not_damaged(tmp_path: Path) -> None:
    database = sqlite3.connect(tmp_path / "a.sqlite", isolation_level=None)
    database.execute("CREATE TABLE a (b)")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        with pytest.raises(StoreError) as raised, reading("The index"):
            database.execute("INSERT INTO a VALUES (1)")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        database.close()
    assert not isinstance(raised.value, CorruptIndexError)
