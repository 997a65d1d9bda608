"""What native libraries raise when they meet a damaged file, as the errors of the index.

SQLite, Chroma and tantivy each have errors of their own, and a panic of Rust code arrives as
an exception that is not even an ``Exception``.  Whoever reads the index gets one of two
answers instead: the disk is full or read-only, which harms nothing, or the file is damaged.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from hoidap.errors import CorruptIndexError, HoiDapError, StoreError
from hoidap.index.record import REPAIR
from hoidap.index.sqlite_codes import is_not_written

#: What is said, also through Chroma and tantivy, of a disk that cannot be written.
_CANNOT_WRITE = (
    "attempt to write a readonly database",
    "read-only file system",
    "readonlyfilesystem",
    "database or disk is full",
    "no space left",
)

#: The class of a Rust panic, which no module exports.
_PANIC = "PanicException"


@contextmanager
def reading(what: str) -> Iterator[None]:
    """Raise what a library raises while it reads ``what`` as CorruptIndexError or StoreError."""
    try:
        yield
    except HoiDapError:
        raise
    except (sqlite3.Error, DBAPIError, OSError, ValueError, KeyError) as error:
        raise unreadable(what, error) from error
    except BaseException as error:
        if not (_is_chromas(error) or type(error).__name__ == _PANIC):
            raise
        raise unreadable(what, error) from error


def _is_chromas(error: BaseException) -> bool:
    """Whether it is an error of Chroma's, told without importing it, which takes a second."""
    chroma = sys.modules.get("chromadb.errors")
    return chroma is not None and isinstance(error, chroma.ChromaError)


def unreadable(what: str, why: object) -> StoreError:
    """The error for something that cannot be read: the disk's state, or damage."""
    cause = getattr(why, "orig", None) or why
    said = str(cause)
    if cannot_write(cause):
        return StoreError(
            f"{what} cannot be opened: {said}.",
            "Nothing is damaged. Make room on the disk, or let this user write there.",
        )
    return CorruptIndexError(f"{what} is damaged: {said}.", REPAIR)


def cannot_write(why: object) -> bool:
    """Whether an error only says that a full or read-only disk cannot be written."""
    said = str(why).lower()
    return is_not_written(why) or any(sign in said for sign in _CANNOT_WRITE)
