"""A folder that is either whole or not there, and knows when it was damaged.

Building: the files are written into a temporary sibling, a manifest (size and
SHA-256 of every file) is written last, everything is flushed to disk, and one
rename puts the folder in its place.  A process that dies on the way leaves
only a temporary sibling, which the next build sweeps away.

Two processes at once: builders take turns through a lock on a file beside the
folder (the system frees it when its holder dies), and whoever waited finds
the folder already whole.

Checking: every file's size, and the SHA-256 of files up to ``SMALL``, which
costs milliseconds and is done at every start; a full check hashes all.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

MANIFEST = "manifest.json"

#: Hashed at every start: 1 MiB takes about a millisecond, and damage to a
#: small file (a configuration) changes results silently.
SMALL = 1 << 20


def damage(folder: Path, *, full: bool = False) -> str | None:
    """What is wrong with ``folder``, in one phrase, or None when it is whole."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files = {str(name): (int(e["size"]), str(e["sha256"])) for name, e in manifest.items()}
    except FileNotFoundError:
        return "it has no manifest" if folder.is_dir() else "it is missing"
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return "its manifest cannot be read"
    for name, (size, digest) in files.items():
        path = folder / name
        try:
            if path.stat().st_size != size:
                return f"{name} has {path.stat().st_size} bytes instead of {size}"
            if (full or size <= SMALL) and sha256(path) != digest:
                return f"{name} has changed"
        except OSError:
            return f"{name} is missing or cannot be read"
    return None


def ensure(folder: Path, build: Callable[[Path], None], *, full: bool = False) -> Path:
    """Return ``folder``, whole: as it is, or made again by ``build(temporary folder)``.

    ``full`` checks every byte of what is there.  Raises whatever ``build``
    raises and OSError (no space, no permission); the temporary folder is
    removed then, and ``folder`` stands as before.
    """
    if damage(folder, full=full) is None:
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _turn(folder.with_name(f".{folder.name}.lock")):
        if damage(folder, full=full) is None:
            return folder
        for leftover in folder.parent.glob(f".{folder.name}.tmp-*"):
            shutil.rmtree(leftover, ignore_errors=True)
        temporary = folder.with_name(f".{folder.name}.tmp-{secrets.token_hex(4)}")
        try:
            temporary.mkdir()
            build(temporary)
            _seal(temporary)
            _put_in_place(temporary, folder)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
    return folder


def sha256(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _turn(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _seal(folder: Path) -> None:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    manifest = {
        path.relative_to(folder).as_posix(): {"size": path.stat().st_size, "sha256": sha256(path)}
        for path in paths
    }
    for path in paths:
        _flush(path)
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    _flush(folder / MANIFEST)
    for directory in {path.parent for path in paths} | {folder}:
        _flush(directory)


def _put_in_place(temporary: Path, folder: Path) -> None:
    if folder.exists():  # damaged: a rename cannot replace a folder that holds files
        grave = folder.with_name(f".{folder.name}.tmp-{secrets.token_hex(4)}")
        folder.rename(grave)
        shutil.rmtree(grave, ignore_errors=True)
    temporary.rename(folder)
    _flush(folder.parent)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
