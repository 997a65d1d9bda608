"""What went wrong when the server's own files could not be used, as one of our errors.

A full disk, a file that another program holds, a folder that became read-only:
the operating system and SQLite say so in many ways, and each of them is one
sentence for whoever waits, never a fault of the program.
"""

from __future__ import annotations

import errno
import sqlite3
from typing import Final

from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError

from hoidap.errors import StorageBusyError, StorageError, StorageFullError
from hoidap.index.sqlite_codes import is_busy, is_not_written

#: Whatever can come from a file of ours.
FAILURES: Final = (OSError, sqlite3.OperationalError, OperationalError, NoConnectionError)

#: No room: the disk, a quota, or the largest file that this process may write.
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def storage_error(error: BaseException, name: str) -> StorageError:
    """The failure of the file ``name``, explained."""
    if isinstance(error, OSError):
        said = error.strerror or str(error)
        return _full(name, said) if error.errno in _FULL else _unusable(name, said)
    if isinstance(error, NoConnectionError):
        return _busy(name)
    cause = error.orig if isinstance(error, OperationalError) else error
    if is_busy(cause):
        return _busy(name)
    return _full(name, str(cause)) if is_not_written(cause) else _unusable(name, str(cause))


def is_full(error: BaseException) -> bool:
    """Whether an error of the operating system says that there is no room."""
    return isinstance(error, OSError) and error.errno in _FULL


def _busy(name: str) -> StorageError:
    return StorageBusyError(
        f"{name} is locked by another program.", "Try again, or end the program that holds it."
    )


def _full(name: str, said: str) -> StorageError:
    return StorageFullError(f"{name} cannot be written: {said}.", "Make room on the disk.")


def _unusable(name: str, said: str) -> StorageError:
    return StorageError(f"{name} cannot be used: {said}.", "See hoidap doctor.")
