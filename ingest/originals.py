"""Keeping the source files themselves, for those documents that have a file of their own.

What is kept is what was read: a file that changed between the two is not kept, because the
next ingest reads it again.  Whether files are kept is a setting; a changed one is made true for
files that did not change, too.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from hoidap.index.draft import GenerationDraft
from hoidap.index.generation import GenerationStore
from hoidap.index.original_files import OriginalFiles
from hoidap.index.source import Source, SourceStatus
from hoidap.settings import Settings
from ingest.discovery import SourceFile
from ingest.plan import Plan, PlannedFile


class OriginalKeeper:
    """Keeps the originals of one draft."""

    def __init__(self, draft: GenerationDraft, settings: Settings) -> None:
        self._wanted = settings.keep_originals
        self._files = OriginalFiles(settings.data)
        self._originals = draft.catalogue.originals

    def take(self, planned: PlannedFile) -> None:
        """Keep a file that was read and holds one document."""
        as_read = (planned.size, planned.mtime_ns)
        if not self._wanted or not self._keep(planned.file, as_read):
            self.drop(planned.file.place)

    def drop(self, place: str) -> None:
        """Keep a file no longer."""
        self._originals.delete(place)

    def settle(self, unchanged: Iterable[SourceFile], known: dict[str, Source]) -> bool:
        """Keep, or let go, what did not change as the setting wants it; whether anything was."""
        kept = self._originals.paths()
        if not self._wanted:
            for place in kept:
                self.drop(place)
            return bool(kept)
        missing = [each for each in unchanged if _is_missing(each, known, kept)]
        done = [self._keep(file) for file in missing]
        return any(done)

    def _keep(self, file: SourceFile, as_read: tuple[int, int] | None = None) -> bool:
        """Keep a file's bytes; False when it is no longer what it was, or changes just now."""
        try:
            before = as_read or _state(file.path)
            kept = self._files.keep(file.path)
            after = _state(file.path)
        except OSError as error:
            if _is_about(error, file.path):
                return False
            raise  # the disk that it is kept on
        if before != after or kept.size != after[0]:
            return False
        self._originals.put(file.place, kept)
        return True


def _state(path: Path) -> tuple[int, int]:
    """Size and time of change."""
    about = path.stat()
    return about.st_size, about.st_mtime_ns


def is_due(plan: Plan, store: GenerationStore, settings: Settings) -> bool:
    """Whether files that did not change are kept or not against the setting."""
    if store.current_id() is None:
        return False
    with store.catalogue() as catalogue:
        kept = catalogue.originals.paths()
    if not settings.keep_originals:
        return bool(kept)
    return any(_is_missing(each, plan.known, kept) for each in plan.unchanged)


def _is_missing(file: SourceFile, known: dict[str, Source], kept: set[str]) -> bool:
    source = known.get(file.place)
    return (
        source is not None
        and source.status is SourceStatus.OK
        and source.document_id is not None
        and file.place not in kept
    )


def _is_about(error: OSError, path: Path) -> bool:
    return error.filename is not None and os.fspath(error.filename) == os.fspath(path)
