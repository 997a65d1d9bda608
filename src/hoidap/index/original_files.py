"""The source files themselves, kept under the data folder by what they hold.

::

    <data>/originals/3f/3fa9...    a file, named by the sha256 of its bytes

A file that several documents or generations have is kept once.  It is written beside its
place and moved there when it is whole and on disk, so a name always stands for the whole
file; what a crash left behind goes with the next clearing.  Which documents a file belongs
to is said by the catalogue of each generation (``originals``); a file that none of them
names is removed when generations are.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from hoidap.index.files import private_folder, sync_name

FOLDER = "originals"
#: Under the data folder: pictures of the pages of kept files, which go with them.
PICTURES = Path("cache", "pictures")

#: Bytes copied at once: memory stays flat.
_PIECE = 1 << 20
_NAME = re.compile(r"[0-9a-f]{64}")
_UNFINISHED = ".part"


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that is kept."""

    digest: str  # sha256 hex of its bytes
    size: int  # bytes


class OriginalFiles:
    """The kept files of one data folder; written by whoever holds the writer's lock."""

    def __init__(self, data: Path) -> None:
        self._folder = data / FOLDER
        self._pictures = data / PICTURES

    def keep(self, path: Path) -> KeptFile:
        """Copy a file's bytes, unless they are kept already.  Raises OSError."""
        private_folder(self._folder)
        digest = hashlib.sha256()
        with (
            path.open("rb") as source,
            NamedTemporaryFile(  # of mode 0600
                dir=self._folder, prefix=".", suffix=_UNFINISHED, delete=False
            ) as copy,
        ):
            unfinished = Path(copy.name)
            try:
                while piece := source.read(_PIECE):
                    digest.update(piece)
                    copy.write(piece)
                copy.flush()
                kept = KeptFile(digest.hexdigest(), copy.tell())
                target = self.path(kept.digest)
                if not target.is_file():
                    os.fsync(copy.fileno())
                    private_folder(target.parent)
                    unfinished.rename(target)
                    sync_name(target)
            finally:
                unfinished.unlink(missing_ok=True)
        return kept

    def path(self, digest: str) -> Path:
        """Where a file of this sha256 is kept, whether it is or not."""
        if not _NAME.fullmatch(digest):
            raise ValueError(f"{digest!r} is no sha256 in hexadecimal digits.")
        return self._folder / digest[:2] / digest

    def pictures(self, digest: str) -> Path:
        """The folder for pictures of the pages of a kept file."""
        return self._pictures / self.path(digest).name

    def digests(self) -> Iterator[str]:
        """The sha256 of every kept file."""
        return (path.name for path in self._folder.glob("??/*") if _NAME.fullmatch(path.name))

    def remove_others(self, used: Collection[str]) -> None:
        """Remove every file not in ``used`` (sha256) with its pictures, and what crashes left."""
        for digest in list(self.digests()):
            if digest not in used:
                self.path(digest).unlink(missing_ok=True)
        for left in self._folder.glob(f".*{_UNFINISHED}"):
            left.unlink(missing_ok=True)
        for pictures in self._pictures.glob("[!.]*"):
            if pictures.name not in used:
                shutil.rmtree(pictures, ignore_errors=True)
