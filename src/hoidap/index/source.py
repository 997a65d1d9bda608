"""What an ingest run remembers about every source file it met."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

#: How the place of a file in the data folder begins; every other one is an absolute path.
IN_DATA = "./"
#: Separates a collection from a document inside it; no path holds it.
INSIDE = "//"
#: Characters of the longest id: file systems allow 255 bytes a name, and addresses should be
#: readable.
LONGEST_ID = 100
#: The folder in the data folder that holds what was uploaded, each in a folder of its own.
UPLOADS = "uploads"
_UPLOADED = f"{IN_DATA}{UPLOADS}/"
#: Hexadecimal digits that tell documents of one number or file name apart.
_DIGITS = 6


def file_of(path: str) -> str:
    """The file that a source's path stands in: itself, or the collection that it is inside."""
    return path.split(INSIDE, 1)[0]


def upload_place(path: str) -> str | None:
    """The place in ``uploads`` of a source's path; None for every other one."""
    inside = path.removeprefix(_UPLOADED)
    return inside.partition("/")[0] if inside != path else None


def marked_id(document_id: str, key: str) -> str:
    """An id that only ``key`` makes of ``document_id``; made of its own result, that again."""
    mark = f"-{hashlib.sha256(key.encode()).hexdigest()[:_DIGITS]}"
    if document_id.endswith(mark):
        return document_id
    return document_id[: LONGEST_ID - len(mark)].rstrip("-._") + mark


def is_placed(path: str) -> bool:
    """Whether a source is known by its whole place, not by its folder's last name only."""
    return path.startswith(("/", IN_DATA))


def shown(path: str) -> str:
    """A source's path for people: relative to the data folder, else its last two names."""
    file, _, inside = path.partition(INSIDE)
    name = file.removeprefix(IN_DATA) if file.startswith(IN_DATA) else file
    if file.startswith("/"):
        name = "/".join(file.split("/")[-2:])
    return f"{name}#{inside}" if inside else name


class SourceStatus(StrEnum):
    """Whether a source file became a document."""

    OK = "ok"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Source:
    """One source file, as it was when it was last read.

    ``path`` is its identity: the absolute path of the file, or, for one in the data
    folder, ``./`` and its path there; ``//`` and an id follow for a document inside a
    collection.  It is not shown to readers.  Several sources may name one
    ``document_id``: copies of the same document.
    """

    path: str
    content_hash: str  # sha256 hex of the file's bytes
    size: int  # bytes
    mtime_ns: int  # modification time in nanoseconds since 1970, UTC
    status: SourceStatus
    extractor_version: str
    document_id: str | None = None
    error: str | None = None
    warnings: tuple[str, ...] = ()
