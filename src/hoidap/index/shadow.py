"""A folder on a disk that cannot be written, made openable elsewhere.

Chroma writes a line into its database whenever that is opened, and tantivy locks a file of
its own.  So both refuse a folder on a full or read-only disk, although nothing in it has to
change.  The *shadow* of such a folder lies in memory, or where temporary files go: its files
are links to the real ones, but for those that are written, which are copied.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection
from pathlib import Path
from tempfile import gettempdir, mkdtemp

from hoidap.errors import StoreError

#: Where Linux keeps files in memory; it can be written when no disk can.
_MEMORY = Path("/dev/shm")
_PREFIX = "hoidap-index-"


def make_shadow(folder: Path, copied: Collection[str] = ()) -> Path:
    """A folder that reads as ``folder`` and can be written; files named in ``copied`` are copies.

    Raises StoreError when there is no room for it anywhere.
    """
    reasons = []
    for place in dict.fromkeys((_MEMORY, Path(gettempdir()))):
        try:
            return _shadow_in(place, folder, copied)
        except OSError as error:
            reasons.append(f"{place}: {error.strerror or error}")
    raise StoreError(
        f"The index in {folder} cannot be opened: the disk cannot be written, and neither can "
        f"a copy elsewhere ({'; '.join(reasons)}).",
        "Nothing is damaged. Make room on the disk, or let this user write there.",
    )


def remove_shadow(shadow: Path) -> None:
    """Remove a shadow; what it links to stays."""
    shutil.rmtree(shadow, ignore_errors=True)


def _shadow_in(place: Path, folder: Path, copied: Collection[str]) -> Path:
    _clear_abandoned(place)
    shadow = Path(mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=place))
    try:
        for path in sorted(folder.rglob("*")):
            there = shadow / path.relative_to(folder)
            if path.is_dir():
                there.mkdir()
            elif path.name in copied:
                shutil.copyfile(path, there)
            else:
                there.symlink_to(path.absolute())
    except OSError:
        remove_shadow(shadow)
        raise
    return shadow


def _clear_abandoned(place: Path) -> None:
    """Remove shadows of processes that were killed."""
    for path in place.glob(f"{_PREFIX}*"):
        process = path.name.removeprefix(_PREFIX).split("-", 1)[0]
        if process.isdecimal() and not Path("/proc", process).exists():
            remove_shadow(path)
