"""What an ingest run remembers about every source file it met."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SourceStatus(StrEnum):
    """Whether a source file became a document."""

    OK = "ok"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Source:
    """One source file, as it was when it was last read.

    ``path`` is relative to the ingested folder, with ``/``.  Several sources may
    name one ``document_id``: copies of the same document.
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
