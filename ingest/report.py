"""What an ingest did, file by file: for the terminal, for JSON, for the exit code."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class FileStatus(StrEnum):
    """What became of a source file."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    KEPT = "kept"  # the file vanished; its documents stay until it is pruned
    REMOVED = "removed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class FileReport:
    """One source file.

    ``seconds`` is the time spent reading and splitting it, ``code`` the kind of
    its error for programs (``errors.py``).  ``own`` are those of the ``warnings``
    that speak of this file alone: whoever sent it may read them, while the others
    name documents that he may not be allowed to know.  ``doubts`` name for programs what
    seems wrong with what was read (``doubts.py``).
    """

    path: str
    status: FileStatus
    kind: str = ""
    documents: int = 0
    passages: int = 0
    seconds: float = 0.0
    warnings: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    error: str = ""
    code: str = ""


@dataclass(slots=True)
class Report:
    """One ingest run."""

    files: list[FileReport] = field(default_factory=list)
    generation: str | None = None
    documents: int = 0
    passages: int = 0
    embedded: int = 0
    seconds: float = 0.0
    ignored: dict[str, int] = field(default_factory=dict)  # files of other types, by suffix
    dry_run: bool = False  # nothing was done: the report says what would be

    @property
    def exit_code(self) -> int:
        """0 all well, 1 some files failed and the rest is indexed, 2 nothing done."""
        failed = sum(file.status is FileStatus.FAILED for file in self.files)
        if not self.files or failed == len(self.files):
            return 2
        return 1 if failed else 0

    @property
    def counts(self) -> Counter[FileStatus]:
        """How many files have each status."""
        return Counter(file.status for file in self.files)

    def as_json(self) -> dict[str, Any]:
        """The report as plain JSON values."""
        return asdict(self) | {"exit_code": self.exit_code}
