"""Finds the source files under the paths that the operator named.

Left out: hidden files, ``README.md`` files (they describe a folder), sidecars (see
``sidecars``), and editors' lock and backup files.  Files of other types are counted,
so that nobody wonders where a table went; symbolic links that leave the named folder
are found but not followed.

A source is its whole place, with all links resolved: however a folder is named on the
command line, a file in it is the same source, and another folder's file of the same
name is another one.  What stands in the data folder is placed relative to it, so that
the folder can be moved.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hoidap.errors import DocumentError
from hoidap.index.source import IN_DATA
from ingest.extraction.formats import SUPPORTED
from ingest.sidecars import STRAY, Sidecars, is_sidecar

#: Read a file in pieces of this size when hashing: memory stays flat.
HASH_PIECE = 1 << 20

_LEFT_OUT_NAMES = {"readme.md"}
_LEFT_OUT_PREFIXES = (".", "~$")
_LEFT_OUT_SUFFIXES = ("~", ".bak", ".tmp", ".swp")

_LEADS_OUT = (
    "a symbolic link that leaves the folder is not followed. Copy the file itself into the folder."
)
_NOT_UTF8 = "its name is not UTF-8. Rename it."


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to ingest.

    ``name`` is its path as reports show it: below the named folder, that folder's own
    name first (``corpus/directives/x.md``).  ``place`` is which file it is (see
    ``index.source``).  ``problem`` says why it is not read; ``withheld``, that it
    must not be readable either, because nobody knows who may read it.
    """

    path: Path
    name: str
    place: str = ""
    sidecar: Path | None = None
    problem: str = ""
    withheld: bool = False

    def content_hash(self) -> str:
        """sha256 hex of the file's bytes and of its sidecar's."""
        digest = hashlib.sha256()
        for part in (self.path, self.sidecar):
            digest.update(b"\0")
            if part is not None:
                with part.open("rb") as stream:
                    while piece := stream.read(HASH_PIECE):
                        digest.update(piece)
        return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Root:
    """A folder that the operator named: its place, and how reports call it."""

    path: Path
    name: str
    place: str


@dataclass(frozen=True, slots=True)
class Discovery:
    """The files to ingest in a stable order, and how many of other types there are, by suffix."""

    files: tuple[SourceFile, ...]
    ignored: Mapping[str, int]
    roots: tuple[Root, ...] = ()


def discover(paths: Sequence[Path], data: Path | None = None) -> Discovery:
    """What stands under ``paths``; ``data`` is the data folder.

    A file that is named itself is taken whatever its suffix, so that its
    failure is reported.  Raises DocumentError for a path that does not exist.
    """
    for given in paths:
        if not given.exists():
            raise DocumentError(f"{given}: no such file or folder.", "Check the path.")
    search = _Search(data.resolve() if data else None)
    resolved = dict.fromkeys(given.resolve() for given in paths)
    for path, name in zip(resolved, _names(list(resolved)), strict=True):
        search.add(path, name)
    return Discovery(tuple(search.found.values()), search.ignored, tuple(search.roots))


@dataclass(slots=True)
class _Search:
    data: Path | None
    found: dict[str, SourceFile] = field(default_factory=dict)
    ignored: Counter[str] = field(default_factory=Counter)
    roots: list[Root] = field(default_factory=list)
    sidecars: dict[Path, Sidecars] = field(default_factory=dict)

    def add(self, root: Path, name: str) -> None:
        """Find what stands under a path that was named."""
        if root.is_file():
            self._take(root, name)
            return
        self.roots.append(Root(root, name, self._place(root)))
        for path in sorted(root.rglob("*")):
            if _is_hidden(path, root) or not (path.is_file() or path.is_symlink()):
                continue
            if is_sidecar(path.name):
                if path in self._beside(path).strays:
                    self._refuse(path, _below(root, name, path), STRAY)
            elif path.is_symlink() and not _stays(path, root):
                if path.suffix.lower() in SUPPORTED or path.is_dir():
                    self._refuse(path, _below(root, name, path), _LEADS_OUT)
            elif not path.is_file() or _is_left_out(path):
                continue  # a link to a folder in this one: its files are found where they are
            elif path.suffix.lower() in SUPPORTED:
                self._take(path.resolve(), _below(root, name, path.resolve()))
            else:
                self.ignored[path.suffix.lower()] += 1

    def _take(self, path: Path, name: str) -> None:
        place, beside = self._place(path), self._beside(path)
        if not _is_utf8(place):
            self._refuse(path, name, _NOT_UTF8)
            return
        problem = beside.problem(path)
        file = SourceFile(path, name, place, beside.of(path), problem, withheld=bool(problem))
        self.found.setdefault(place, file)

    def _refuse(self, path: Path, name: str, problem: str) -> None:
        place = self._place(path)
        file = SourceFile(path, _printable(name), _printable(place), problem=problem)
        self.found.setdefault(place, file)

    def _beside(self, path: Path) -> Sidecars:
        folder = path.parent
        if folder not in self.sidecars:
            self.sidecars[folder] = Sidecars(_files(folder))
        return self.sidecars[folder]

    def _place(self, path: Path) -> str:
        if self.data is not None and path.is_relative_to(self.data):
            inside = path.relative_to(self.data).as_posix()
            return IN_DATA + ("" if inside == "." else inside)
        return f"/{path.as_posix().lstrip('/')}"  # POSIX keeps two slashes at the front


def _names(roots: list[Path]) -> Iterator[str]:
    """What reports call each path: its last name, with folders above it where names recur."""
    for root in roots:
        others = [other.parts for other in roots if other != root]
        parts, length = root.parts, 1
        while length < len(parts) and any(each[-length:] == parts[-length:] for each in others):
            length += 1
        yield "/".join(part.strip("/") for part in parts[-length:]) or "/"


def _below(root: Path, name: str, path: Path) -> str:
    return f"{name}/{path.relative_to(root).as_posix()}"


def _files(folder: Path) -> Iterable[Path]:
    return (path for path in folder.iterdir() if path.is_file() or path.is_symlink())


def _is_hidden(path: Path, root: Path) -> bool:
    return any(part.startswith(_LEFT_OUT_PREFIXES) for part in path.relative_to(root).parts)


def _is_left_out(path: Path) -> bool:
    name = path.name.lower()
    return name in _LEFT_OUT_NAMES or name.endswith(_LEFT_OUT_SUFFIXES)


def is_left_out(name: str) -> bool:
    """Whether a file of this name is never read: hidden, or an editor's own."""
    lower = name.lower()
    return name.startswith(_LEFT_OUT_PREFIXES) or lower.endswith(_LEFT_OUT_SUFFIXES)


def _stays(path: Path, root: Path) -> bool:
    return path.exists() and path.resolve().is_relative_to(root)


def _is_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _printable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
