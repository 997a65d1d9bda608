"""Finds the source files under the paths that the operator named.

Left out: hidden files, ``README.md`` files (they describe a folder), sidecars
(``NAME.yaml`` beside ``NAME.md`` belongs to it), editors' lock and backup
files, and symbolic links that leave the named folder.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hoidap.errors import DocumentError
from ingest.extraction.formats import SUPPORTED
from ingest.front_matter import sidecar_of

#: Read a file in pieces of this size when hashing: memory stays flat.
HASH_PIECE = 1 << 20

_LEFT_OUT_NAMES = {"readme.md"}
_LEFT_OUT_PREFIXES = (".", "~$")
_LEFT_OUT_SUFFIXES = ("~", ".bak", ".tmp", ".swp")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to ingest.

    ``name`` is its path as reports and the catalogue show it: below the named
    folder, that folder's own name first (``corpus/directives/x.md``).
    """

    path: Path
    name: str

    def content_hash(self) -> str:
        """sha256 hex of the file's bytes and of its sidecar's."""
        digest = hashlib.sha256()
        for part in (self.path, sidecar_of(self.path)):
            digest.update(b"\0")
            if part.is_file():
                with part.open("rb") as stream:
                    while piece := stream.read(HASH_PIECE):
                        digest.update(piece)
        return digest.hexdigest()


def discover(paths: Sequence[Path]) -> list[SourceFile]:
    """The source files under ``paths`` in a stable order.

    A file that is named itself is taken whatever its suffix, so that its
    failure is reported.  Raises DocumentError for a path that does not exist.
    """
    found: dict[Path, SourceFile] = {}
    for given in paths:
        if not given.exists():
            raise DocumentError(f"{given}: no such file or folder.", "Check the path.")
        root = given.resolve()
        if root.is_file():
            found.setdefault(root, SourceFile(root, given.name))
            continue
        for path in sorted(root.rglob("*")):
            if _is_source(path, root):
                name = (Path(root.name) / path.relative_to(root)).as_posix()
                found.setdefault(path.resolve(), SourceFile(path, name))
    return list(found.values())


def _is_source(path: Path, root: Path) -> bool:
    inside = path.relative_to(root).parts
    if any(part.startswith(_LEFT_OUT_PREFIXES) for part in inside):
        return False
    if path.name.lower() in _LEFT_OUT_NAMES or path.name.endswith(_LEFT_OUT_SUFFIXES):
        return False
    if path.is_symlink() and not path.resolve().is_relative_to(root):
        return False
    return path.is_file() and path.suffix.lower() in SUPPORTED
