"""Pictures of pages: made once by a program of its own, kept beside the other caches.

::

    <data>/cache/pictures/<sha256 of the file>/<page>.image  <page>.json

A picture is made when somebody asks for it, by few programs at a time.  When there are
too many, those that were made first go.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from threading import BoundedSemaphore, Lock

from hoidap import texts
from hoidap.api.pictures.places import PageLetters
from hoidap.api.uploads.ingest_process import inherited_environment
from hoidap.errors import NotFoundError, TooManyRequestsError
from hoidap.index.files import private_folder
from hoidap.index.original_files import OriginalFiles
from hoidap.index.originals import Original
from hoidap.settings import Settings

logger = logging.getLogger(__name__)

DRAW: Sequence[str] = (sys.executable, "-m", "ingest.page_picture")

#: Kinds of files whose pages can be drawn.
DRAWN = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff"})

#: Programs that draw at the same time.
_AT_ONCE = 2
#: Seconds for one page, less than a request has.
_SECONDS = 20.0
#: Bytes of all pictures: about two thousand pages.
_MOST = 500_000_000
#: Pages that could not be drawn, which are not tried again.
_FAILURES_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page's picture and the file that says where its letters stand."""

    picture: Path
    places: Path

    def letters(self) -> PageLetters:
        """Where its letters stand."""
        found = json.loads(self.places.read_text(encoding="utf-8"))
        return PageLetters(found["letters"], found["boxes"])


class PagePictures:
    """Draws pages of kept files; may be shared by threads."""

    def __init__(self, settings: Settings, command: Sequence[str] = DRAW) -> None:
        self._settings = settings
        self._command = tuple(command)
        self._files = OriginalFiles(settings.data)
        self._drawing = BoundedSemaphore(_AT_ONCE)
        self._failed: dict[tuple[str, int], None] = {}
        self._lock = Lock()

    def draw(self, original: Original, page: int) -> DrawnPage:
        """A page of a file.

        Raises NotFoundError when there is no such page or it cannot be drawn,
        TooManyRequestsError when too many others are being drawn.
        """
        folder = self._files.pictures(original.digest)
        drawn = DrawnPage(folder / f"{page}.image", folder / f"{page}.json")
        if drawn.picture.is_file() and drawn.places.is_file():
            return drawn
        suffix = Path(original.name).suffix.lower()
        if suffix not in DRAWN or (original.digest, page) in self._failed:
            raise _not_drawn(original, page)
        if not self._drawing.acquire(timeout=self._settings.wait_seconds):
            raise TooManyRequestsError("Too many pages are being drawn.", _SECONDS)
        try:
            self._make(original, suffix, page, drawn)
        finally:
            self._drawing.release()
        return drawn

    def _make(self, original: Original, suffix: str, page: int, drawn: DrawnPage) -> None:
        folder = drawn.picture.parent
        private_folder(folder.parent)
        self._make_room(folder.parent)
        scratch = Path(mkdtemp(prefix=".", dir=folder.parent))
        try:
            said = self._run(original, suffix, page, scratch)
            made = DrawnPage(scratch / drawn.picture.name, scratch / drawn.places.name)
            if not made.picture.is_file() or not made.places.is_file():
                logger.warning("page %d of %s is not drawn: %s", page, original.digest, said)
                self._remember_failure(original, page)
                raise _not_drawn(original, page)
            private_folder(folder)
            made.places.replace(drawn.places)
            made.picture.replace(drawn.picture)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)

    def _run(self, original: Original, suffix: str, page: int, scratch: Path) -> str:
        """Run the program; what it said last when it failed."""
        file = self._files.path(original.digest)
        memory = self._settings.file_memory_mb
        process = subprocess.Popen(
            [*self._command, str(file), suffix, str(page), str(scratch), str(memory)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=inherited_environment(),
            start_new_session=True,
        )
        try:
            _, said = process.communicate(timeout=_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            return f"stopped after {_SECONDS:.0f} s"
        return said.decode(errors="replace").strip().rpartition("\n")[2][:200]

    def _remember_failure(self, original: Original, page: int) -> None:
        with self._lock:
            self._failed[original.digest, page] = None
            while len(self._failed) > _FAILURES_KEPT:
                del self._failed[next(iter(self._failed))]

    def _make_room(self, folder: Path) -> None:
        """Remove the files whose pictures were made first, until there is room for more."""
        with self._lock:
            kept = [(each.stat().st_mtime, each) for each in folder.iterdir() if each.is_dir()]
            sizes = {each: _size(each) for _, each in kept}
            for _, oldest in sorted(kept):
                if sum(sizes.values()) < _MOST:
                    return
                shutil.rmtree(oldest, ignore_errors=True)
                del sizes[oldest]


def _size(folder: Path) -> int:
    return sum(each.stat().st_size for each in folder.iterdir() if each.is_file())


def _not_drawn(original: Original, page: int) -> NotFoundError:
    return NotFoundError(
        f"Page {page} of {original.name!r} cannot be shown as a picture.",
        user_message=texts.ERROR_PAGE_NOT_DRAWN,
    )
