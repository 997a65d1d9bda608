"""Following folders: an ingest after every change, until somebody says stop.

The operating system tells of changes (``watchfiles``), or, where it hears of none, as on
network folders, the folders are looked through again and again.  What is told is only that
something changed: what is to be done the ingest itself finds out, so nothing is lost when
much changes at once, and all of it makes one generation.

A file is not read while it is being written: an ingest begins when nothing under the folders
has changed for some seconds.  A folder that is gone or empty is most likely a network
folder that is not there just now, so its documents stay.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event
from typing import Final, Protocol

from watchfiles import Change, watch

from hoidap.errors import HoiDapError
from ingest.discovery import Discovery, discover, is_left_out
from ingest.report import Report

#: Seconds without a change after which files count as written.
SETTLED: Final = 2.0
#: Seconds after which a folder that never rests is ingested all the same.
LONGEST_UNREST: Final = 300.0
#: Seconds until what failed is tried again: a locked index, a full disk, a lost folder.
RETRY: Final = 30.0
#: Folder of the data folder whose files come from people.
_UPLOADS: Final = "uploads"

#: Every file with its size and time of change.
Snapshot = dict[Path, tuple[int, int]]


class Told(Protocol):
    """Hears what happens."""

    def report(self, report: Report) -> None:
        """An ingest ended."""

    def problem(self, text: str) -> None:
        """Something is wrong; it is tried again later."""


class Watch:
    """Follows folders; ``run`` ends when ``stop`` is set."""

    def __init__(
        self,
        paths: Sequence[Path],
        data: Path,
        ingest: Callable[[bool], Report],
        told: Told,
        stop: Event,
        *,
        prune: bool = False,
        poll: float | None = None,
        settled: float = SETTLED,
        retry: float = RETRY,
    ) -> None:
        """``ingest`` is told whether to prune; ``poll``: seconds between looks at the folders."""
        self._paths = [path.absolute() for path in paths]
        self._data = data.resolve()
        self._ingest = ingest
        self._told = told
        self._stop = stop
        self._prune = prune
        self._poll = poll
        self._settled = settled
        self._retry = retry
        self._due = True
        self._due_since = self._not_before = time.monotonic()
        self._seen: Snapshot = {}
        self._seen_at = 0.0
        self._said = ""
        logging.getLogger("watchfiles").setLevel(logging.WARNING)

    def run(self) -> None:
        """Ingest what is there, then whatever changes."""
        while not self._stop.is_set():
            try:
                self._follow(self._places())
            except OSError as error:  # a folder that is not there cannot be followed
                self._problem(f"{error.filename or 'A folder'}: {error.strerror or error}.")
                self._expect()
                self._stop.wait(self._retry)

    def _follow(self, places: list[tuple[int, int]]) -> None:
        """Until ``stop``, or until another folder stands in the place of one."""
        changes = watch(
            *self._paths,
            watch_filter=self._concerns,
            stop_event=self._stop,
            rust_timeout=max(100, int(self._settled * 500)),
            yield_on_timeout=True,
            force_polling=self._poll is not None,
            poll_delay_ms=int((self._poll or 1) * 1000),
            raise_interrupt=False,
        )
        for changed in changes:
            if changed:
                self._expect()
            if self._places() != places:
                self._expect()
                return
            if self._due and time.monotonic() >= self._not_before:
                self._perhaps_ingest()

    def _expect(self) -> None:
        if not self._due:
            self._due, self._due_since = True, time.monotonic()

    def _perhaps_ingest(self) -> None:
        """Ingest when the folders rest, or have not for too long."""
        try:
            found = discover(self._paths, self._data)
            if not self._rests(found):
                return
            self._due = False
            report = self._ingest(self._prune and not self._is_any_empty(found))
        except HoiDapError as error:
            self._problem(str(error))
            self._expect()
            self._not_before = time.monotonic() + self._retry
            return
        self._said = ""
        self._told.report(report)

    def _rests(self, found: Discovery) -> bool:
        now, snapshot = time.monotonic(), _snapshot(found)
        if snapshot != self._seen:
            self._seen, self._seen_at = snapshot, now
        if now - self._due_since >= LONGEST_UNREST:
            return True
        return now - self._seen_at >= self._settled

    def _is_any_empty(self, found: Discovery) -> bool:
        empty = [
            root.name
            for root in found.roots
            if not any(file.path.is_relative_to(root.path) for file in found.files)
        ]
        if empty:
            self._problem(
                f"{', '.join(empty)}: the folder is empty, so no document is removed. If that is "
                "meant, run hoidap-ingest with --prune and without --watch."
            )
        return bool(empty)

    def _places(self) -> list[tuple[int, int]]:
        """Which folders stand at the paths; raises OSError when one does not."""
        return [(about.st_dev, about.st_ino) for about in map(Path.stat, self._paths)]

    def _concerns(self, change: Change, path: str) -> bool:
        """Whether a change may be one of documents; folders may be, whatever their names."""
        del change
        changed = Path(path)
        if changed.is_relative_to(self._data):
            return changed.is_relative_to(self._data / _UPLOADS) and not is_left_out(changed.name)
        return not is_left_out(changed.name)

    def _problem(self, text: str) -> None:
        """Say it once, not at every try."""
        if text != self._said:
            self._said = text
            self._told.problem(text)


def _snapshot(found: Discovery) -> Snapshot:
    snapshot: Snapshot = {}
    for file in found.files:
        for path in filter(None, (file.path, file.sidecar)):
            try:
                about = path.stat()
            except OSError:
                continue  # gone since, or a link that leads nowhere
            snapshot[path] = (about.st_size, about.st_mtime_ns)
    return snapshot
