"""Which files a generation consists of: sizes checked at every opening, hashes on demand.

A graph file that was cut short does not raise an error in Chroma, it ends the
process with a segmentation fault.  So before Chroma sees a folder the sizes of
its files are compared with those it was published with, which costs one
``stat`` a file; a changed byte is found by ``verification``, which reads them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from hoidap.errors import CorruptIndexError
from hoidap.index.files import replace_text
from hoidap.index.record import REBUILD

NAME = "manifest.json"

#: Chroma notes every opening in its database, which therefore may change and grow.
_GROWING = "chroma.sqlite3"
#: Written after the manifest, and checked by being read.
_UNLISTED = (NAME, "record.json")


def write_manifest(folder: Path) -> None:
    """List size and SHA-256 of every file in ``folder``."""
    listed = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name not in _UNLISTED:
            name = path.relative_to(folder).as_posix()
            listed[name] = {"size": path.stat().st_size, "sha256": _sha256(path)}
    replace_text(folder / NAME, json.dumps(listed, indent=1))


def check_sizes(folder: Path) -> None:
    """Raises CorruptIndexError when a listed file is absent or of another size."""
    for name, size, _ in _listed(folder):
        path = folder / name
        found = path.stat().st_size if path.is_file() else None
        grown = path.name == _GROWING and found is not None and found >= size
        if found != size and not grown:
            there = "is missing" if found is None else f"has {found} bytes instead of {size}"
            raise _corrupt(folder, f"its file {name} {there}")


def changed_files(folder: Path) -> Iterator[str]:
    """Names of listed files whose content is not what was published."""
    for name, _, sha256 in _listed(folder):
        path = folder / name
        if path.name != _GROWING and (not path.is_file() or _sha256(path) != sha256):
            yield name


def _listed(folder: Path) -> list[tuple[str, int, str]]:
    try:
        listed = json.loads((folder / NAME).read_text(encoding="utf-8"))
        return [(name, int(item["size"]), str(item["sha256"])) for name, item in listed.items()]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _corrupt(folder, f"its {NAME} cannot be read ({error})") from error


def _corrupt(folder: Path, why: str) -> CorruptIndexError:
    return CorruptIndexError(
        f"Index generation {folder.name} is damaged: {why}.",
        f"Roll back to another generation, or rebuild the index: {REBUILD}",
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
