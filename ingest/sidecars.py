"""Which sidecar belongs to which file: ``NAME.yaml`` or ``NAME.md.yaml`` beside ``NAME.md``.

A sidecar says who may read a document, so one that is overlooked makes it public.  Names
are therefore compared as people read them: ``.yml`` and ``.YAML`` are as good as ``.yaml``,
letters in another case or in decomposed form (files from a Mac) are the same letters, and
``NAME.yaml.txt``, as Windows saves it, is meant as a sidecar.  What then still fits no file
is reported, and a file that it might have been meant for is withheld; so is a file without a
sidecar beside which a file of another type and nearly its name says who may read
(``NAME.yam``, ``NAME.json``, ``NAME.yaml.bak``).
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final

from hoidap.vietnamese.folding import fold
from ingest.extraction.formats import SUPPORTED
from ingest.front_matter import LARGEST_BLOCK, names_readers

_SIDECAR: Final = re.compile(r"\.ya?ml(?:\.txt)?[\s.]*$", re.IGNORECASE)


def is_sidecar(name: str) -> bool:
    """Whether a file's name is that of a sidecar."""
    return _SIDECAR.search(name) is not None


class Sidecars:
    """The sidecars among the files of one folder."""

    def __init__(self, files: Iterable[Path]) -> None:
        """``files``: all that the folder holds, backups and hidden ones too."""
        files = sorted(files)
        sidecars = [p for p in files if is_sidecar(p.name) and not p.name.startswith(".")]
        exact, alike, similar = (_by_name(sidecars, form) for form in (str, _alike, _similar))
        documents = [path for path in files if not is_sidecar(path.name)]
        self._of = {path: exact(path) or alike(path) for path in documents}
        used = {sidecar for found in self._of.values() for sidecar in found}
        unused = set(sidecars) - used
        self._doubtful = {path: [s for s in similar(path) if s in unused] for path in documents}
        for found in self._doubtful.values():
            unused.difference_update(found)
        self.strays = sorted(unused)
        meant = _by_beginning(
            path
            for path in set(files).difference(sidecars)
            if path.suffix.lower() not in SUPPORTED or path.name.startswith(".")
        )
        for path in documents:
            if not self._of[path] and not self._doubtful[path]:
                self._doubtful[path] = [
                    each for each in sorted(meant(path)) if _speaks_of_readers(each)
                ]

    def of(self, path: Path) -> Path | None:
        """The sidecar of a file, or None when it has none."""
        found = self._of.get(path)
        return found[0] if found else None

    def problem(self, path: Path) -> str:
        """Why it is not known who may read a file; empty when it is."""
        several = [*self._of.get(path, ()), *self._doubtful.get(path, ())]
        if self._doubtful.get(path):
            return _NOT_READ.format(", ".join(repr(each.name) for each in self._doubtful[path]))
        if len(several) > 1:
            return _SEVERAL.format(", ".join(repr(each.name) for each in several))
        if several and several[0].is_symlink():
            return _LINK.format(repr(several[0].name))
        return ""


#: Why nobody may read a file; each ends with what to do.
_NOT_READ = (
    "withheld, because {} beside it is no sidecar of it by its name. Name the sidecar exactly "
    "like the file, with the suffix .yaml, or remove it."
)
_SEVERAL = "withheld, because it has several sidecars: {}. Keep one."
_LINK = (
    "withheld, because its sidecar {} is a symbolic link, which is not followed. Copy the "
    "sidecar itself into the folder."
)
STRAY = (
    "looks like a sidecar, but no file of this name stands beside it, so nothing was read from it. "
    "Name it like its document, or remove it."
)


def _by_name(sidecars: Iterable[Path], form: Callable[[str], str]) -> Callable[[Path], list[Path]]:
    """From a file to those sidecars whose names have the same ``form`` as its own."""
    named: dict[str, list[Path]] = defaultdict(list)
    for sidecar in sidecars:
        named[form(_name_of_document(sidecar.name))].append(sidecar)

    return _finding(named, form)


def _by_beginning(others: Iterable[Path]) -> Callable[[Path], list[Path]]:
    """From a file to those others whose names are its own with some suffixes behind it."""
    named: dict[str, list[Path]] = defaultdict(list)
    for path in others:
        parts = path.name.split(".")
        for length in range(1, len(parts)):
            named[_similar("".join(parts[:length]))].append(path)
    return _finding(named, _similar)


def _finding(
    named: Mapping[str, list[Path]], form: Callable[[str], str]
) -> Callable[[Path], list[Path]]:
    def find(path: Path) -> list[Path]:
        forms = dict.fromkeys((form(path.name), form(path.stem)))
        return [found for each in forms if each for found in named.get(each, ())]

    return find


def _speaks_of_readers(path: Path) -> bool:
    """Whether a file as small as a sidecar says ``access``, in YAML, JSON, TOML or the like."""
    if not path.is_file() or path.stat().st_size > LARGEST_BLOCK:
        return False
    raw = path.read_bytes()
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    return names_readers(raw.decode("utf-16" if wide else "utf-8", errors="replace"))


def _name_of_document(sidecar: str) -> str:
    while is_sidecar(sidecar):
        sidecar = _SIDECAR.sub("", sidecar)
    return sidecar


def _alike(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())


def _similar(name: str) -> str:
    return "".join(letter for letter in fold(_alike(name)) if letter.isalnum())
