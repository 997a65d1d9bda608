"""Files that must be whole or absent: copies, syncs and replacements.

A name that is replaced by ``rename`` points at the old or the new content and
at nothing in between, whenever the power fails, if the content was synced
before and the folder is synced after (POSIX; ext4, xfs and btrfs keep to it).
"""

from __future__ import annotations

import fcntl
import os
import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile

#: Linux's ioctl number of FICLONE: share the blocks of another file, copy on write.
_FICLONE = 0x40049409
#: The least that file systems share.
_BLOCK = 4096
#: Read, write and enter for the owner, nothing for others: documents are not everybody's.
OWNER_ONLY = 0o700


def private_folder(folder: Path) -> None:
    """Make a folder that its owner alone can enter, whatever the umask; an existing one is closed.

    What is in it is then nobody else's, with whatever mode each file was written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with suppress(PermissionError):  # another user's folder
        folder.chmod(OWNER_ONLY)


def copy_folder(source: Path, target: Path) -> None:
    """Copy a folder so that writing the copy can never touch the original.

    File systems that can (xfs, btrfs) share the blocks until they are written;
    hard links would share the writes too.
    """
    shutil.copytree(source, target, copy_function=_copy_file)


def shares_blocks(folder: Path) -> bool:
    """Whether the file system of ``folder`` copies files without taking up room."""
    with TemporaryFile(dir=folder) as original, TemporaryFile(dir=folder) as copy:
        original.write(bytes(_BLOCK))
        original.flush()
        try:
            fcntl.ioctl(copy.fileno(), _FICLONE, original.fileno())
        except OSError:
            return False
    return True


def _copy_file(source: str, target: str) -> str:
    with Path(source).open("rb") as original, Path(target).open("wb") as copy:
        try:
            fcntl.ioctl(copy.fileno(), _FICLONE, original.fileno())
            return target
        except OSError:
            shutil.copyfileobj(original, copy, 1 << 20)
    return target


def sync_folder(folder: Path) -> None:
    """Force a folder and everything in it to disk."""
    for parent, _, names in os.walk(folder):
        for name in names:
            _sync(Path(parent) / name)
        _sync(Path(parent))


def sync_name(path: Path) -> None:
    """Force the directory entry of ``path`` to disk."""
    _sync(path.parent)


def replace_text(path: Path, text: str) -> None:
    """Replace the content of ``path`` as one step that a crash cannot split."""
    temporary = path.with_name(path.name + ".new")
    temporary.write_text(text, encoding="utf-8")
    _sync(temporary)
    temporary.replace(path)
    sync_name(path)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
