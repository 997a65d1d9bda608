"""What can go wrong with the disk under an index, said in a way that helps."""

from __future__ import annotations

import errno
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hoidap.errors import HoiDapError, StoreError
from hoidap.index.files import shares_blocks
from hoidap.index.generation import GenerationStore

#: Room beside the copy of the current generation: a small ingest adds a few megabytes.
SPARE = 64_000_000
_MEGABYTE = 1_000_000

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_FORBIDDEN = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
#: SQLite, Chroma and tantivy say it in words only.
_SAYS_FULL = re.compile(r"no space left|disk is full|os error 28|disk quota", re.IGNORECASE)
_SAYS_FORBIDDEN = re.compile(
    r"read-?only (?:file ?system|database)|readonly|permission denied", re.IGNORECASE
)

_STAYS = "The index that is being served is untouched."


def check_room(store: GenerationStore) -> None:
    """Raises StoreError when a copy of the current generation will not fit on the disk.

    A disk filled to its last byte would also stop the server's own records.
    """
    current = store.current_id()
    if current is None:
        return
    folder = store.layout.folder(current)
    if shares_blocks(folder.parent):
        return
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    free = shutil.disk_usage(folder).free
    if free < size + SPARE:
        raise StoreError(
            f"The next index needs {(size + SPARE) // _MEGABYTE} MB beside the current one, "
            f"but the disk of {store.layout.data} has {free // _MEGABYTE} MB free.",
            f"Free some, for example with: hoidap index gc. {_STAYS}",
        )


@contextmanager
def explained(data: Path) -> Iterator[None]:
    """Turn errors of a full or read-only disk under ``data`` into a StoreError."""
    try:
        yield
    except Exception as error:
        for cause in _causes(error):
            if isinstance(cause, HoiDapError):
                continue  # what it came from is what the disk said
            number = cause.errno if isinstance(cause, OSError) else None
            if number in _FULL or (number is None and _SAYS_FULL.search(str(cause))):
                raise StoreError(
                    f"The disk that holds {data} is full.", f"Free some space. {_STAYS}"
                ) from error
            if number in _FORBIDDEN or (number is None and _SAYS_FORBIDDEN.search(str(cause))):
                why = cause.strerror if isinstance(cause, OSError) else cause
                raise StoreError(
                    f"The index in {data} cannot be written ({why}).",
                    f"Give this user the right to write there. {_STAYS}",
                ) from error
        raise


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error and what it came from: clearing up after a full disk may fail in other ways."""
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        each = waiting.pop()
        if each is not None and id(each) not in seen:
            seen.add(id(each))
            yield each
            waiting += [each.__cause__, each.__context__]
