"""Finds the source files under the paths that the operator named.

Left out: hidden files, ``README.md`` files (they describe a folder), sidecars
(``NAME.yaml`` beside ``NAME.md`` belongs to it), and editors' lock and backup
files.  Files of other types are counted, so that nobody wonders where a table
went; symbolic links that leave the named folder are found but not followed.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hoidap.errors import DocumentError
from ingest.extraction.formats import SUPPORTED
from ingest.front_matter import sidecar_of

#: Read a file in pieces of this size when hashing: memory stays flat.
HASH_PIECE = 1 << 20

_LEFT_OUT_NAMES = {"readme.md"}
_LEFT_OUT_PREFIXES = (".", "~$")
_LEFT_OUT_SUFFIXES = ("~", ".bak", ".tmp", ".swp", ".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to ingest.

    ``name`` is its path as reports and the catalogue show it: below the named
    folder, that folder's own name first (``corpus/directives/x.md``).
    """

    path: Path
    name: str
    leads_out: bool = False  # a symbolic link to elsewhere, or to nothing

    def content_hash(self) -> str:
        """sha256 hex of the file's bytes and of its sidecar's."""
        digest = hashlib.sha256()
        for part in (self.path, sidecar_of(self.path)):
            digest.update(b"\0")
            if part.is_file() and not (part.is_symlink() and part != self.path):
                with part.open("rb") as stream:
                    while piece := stream.read(HASH_PIECE):
                        digest.update(piece)
        return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Discovery:
    """The files to ingest in a stable order, and how many of other types there are, by suffix."""

    files: tuple[SourceFile, ...]
    ignored: Mapping[str, int]


def discover(paths: Sequence[Path]) -> Discovery:
    """What stands under ``paths``.

    A file that is named itself is taken whatever its suffix, so that its
    failure is reported.  Raises DocumentError for a path that does not exist.
    """
    found: dict[Path, SourceFile] = {}
    ignored: Counter[str] = Counter()
    for given in paths:
        if not given.exists():
            raise DocumentError(f"{given}: no such file or folder.", "Check the path.")
        root = given.resolve()
        if root.is_file():
            found.setdefault(root, SourceFile(root, given.name))
            continue
        for path in sorted(root.rglob("*")):
            if _is_left_out(path, root) or not (path.is_file() or path.is_symlink()):
                continue
            if path.suffix.lower() not in SUPPORTED:
                ignored[path.suffix.lower()] += 1
                continue
            name = (Path(root.name) / path.relative_to(root)).as_posix()
            if path.is_symlink() and _leads_out(path, root):
                found.setdefault(path, SourceFile(path, name, leads_out=True))
            elif path.is_file():
                found.setdefault(path.resolve(), SourceFile(path, name))
    return Discovery(tuple(found.values()), ignored)


def _is_left_out(path: Path, root: Path) -> bool:
    inside = path.relative_to(root).parts
    if any(part.startswith(_LEFT_OUT_PREFIXES) for part in inside):
        return True
    name = path.name.lower()
    return name in _LEFT_OUT_NAMES or name.endswith(_LEFT_OUT_SUFFIXES)


def _leads_out(path: Path, root: Path) -> bool:
    return not path.is_file() or not path.resolve().is_relative_to(root)
