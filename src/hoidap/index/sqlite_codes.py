"""What the codes of SQLite's errors mean, raised by Python's module or named in another's message.

https://www.sqlite.org/rescode.html: an extended code's lower byte is the general code.
"""

from __future__ import annotations

import re
import sqlite3
from typing import Final

#: No room, or a file that may not grow: a full disk has a code of its own, the other reasons are
#: told by the call that failed.
_NOT_WRITTEN: Final = frozenset(
    {
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR_WRITE,
        sqlite3.SQLITE_IOERR_FSYNC,
        sqlite3.SQLITE_IOERR_DIR_FSYNC,
        sqlite3.SQLITE_IOERR_TRUNCATE,
        sqlite3.SQLITE_IOERR_SHMOPEN,
        sqlite3.SQLITE_IOERR_SHMSIZE,
        sqlite3.SQLITE_IOERR_SHMMAP,
    }
)
_BUSY: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_GENERAL: Final = 0xFF
#: How the Rust driver below Chroma names the code.
_NAMED: Final = re.compile(r"\(code: (\d+)\)")


def is_not_written(error: object) -> bool:
    """Whether there was no room to write; such an error says nothing of what is there."""
    return _code(error) in _NOT_WRITTEN


def is_busy(error: object) -> bool:
    """Whether another program holds the file."""
    return _code(error) & _GENERAL in _BUSY


def _code(error: object) -> int:
    """The code; 0 where there is none."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        return int(code)
    named = _NAMED.search(str(error))
    return int(named[1]) if named else 0
