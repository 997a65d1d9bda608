"""Which files a generation consists of, and whether they are what was published.

A damaged graph file does not raise an error in Chroma, it ends the process with a
segmentation fault.  So before native code sees a folder its files are compared with those
it was published with: their sizes, and the hashes of their blocks, all of them for files
of up to ``SAMPLE`` blocks and a sample of the others, so that opening a generation of any
size takes a bounded time (16 MiB are hashed in about 20 ms).  ``changed_files`` reads all.

Chroma writes a line into its own database whenever that is opened, so that file is
checked by SQLite instead, which finds damage without being harmed by it.
"""

from __future__ import annotations

import hashlib
import json
import random
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from hoidap.errors import CorruptIndexError
from hoidap.index.files import replace_text
from hoidap.index.record import REPAIR

NAME = "manifest.json"

#: Bytes of which the manifest keeps one hash.
BLOCK = 1 << 20
#: Blocks of one file that are compared at every opening.
SAMPLE = 16
#: The largest database of Chroma that is checked at every opening: 64 MB take 0.2 s.
QUICKLY_CHECKED = 64_000_000

#: Chroma notes every opening in its database, which therefore may change and grow.
_GROWING = "chroma.sqlite3"
#: Written after the manifest, and checked by being read.
_UNLISTED = (NAME, "record.json")
#: Bytes of a block's hash: enough to find damage, which nobody forges.
_DIGEST = 8


@dataclass(frozen=True, slots=True)
class _Listed:
    name: str
    size: int
    blocks: tuple[str, ...]  # a hash for each BLOCK bytes


def write_manifest(folder: Path) -> None:
    """List the size of every file in ``folder`` and the hashes of its blocks."""
    listed = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name not in _UNLISTED:
            name = path.relative_to(folder).as_posix()
            blocks = [found for _, found in _block_hashes(path)]
            listed[name] = {"size": path.stat().st_size, "blocks": blocks}
    replace_text(folder / NAME, json.dumps(listed, indent=1))


def check_files(folder: Path) -> None:
    """Compare a generation's files with its manifest, in a bounded time.

    Raises CorruptIndexError when a file is absent, of another size or, as far as is looked
    at, of another content.
    """
    for listed in _listed(folder):
        _check_size(folder, listed)
        path = folder / listed.name
        if path.name == _GROWING:
            if listed.size <= QUICKLY_CHECKED and (why := _database_damage(path)):
                raise _corrupt(folder, f"its file {listed.name} {why}")
        elif _differs(path, listed, _sample(len(listed.blocks))):
            raise _corrupt(folder, f"the content of its file {listed.name} has changed")


def changed_files(folder: Path) -> Iterator[str]:
    """Names of listed files whose content is not what was published; reads all of them."""
    for listed in _listed(folder):
        path = folder / listed.name
        if path.name == _GROWING:
            damaged = not path.is_file() or _database_damage(path) is not None
        else:
            damaged = not path.is_file() or path.stat().st_size != listed.size
            damaged = damaged or _differs(path, listed, range(len(listed.blocks)))
        if damaged:
            yield listed.name


def check_whole(folder: Path) -> None:
    """Read every file of a generation.  Raises CorruptIndexError that names the damaged ones."""
    damaged = list(changed_files(folder))
    if damaged:
        raise _corrupt(folder, f"the content of {', '.join(damaged)} has changed")


def _check_size(folder: Path, listed: _Listed) -> None:
    path = folder / listed.name
    found = path.stat().st_size if path.is_file() else None
    grown = path.name == _GROWING and found is not None and found >= listed.size
    if found != listed.size and not grown:
        there = "is missing" if found is None else f"has {found} bytes instead of {listed.size}"
        raise _corrupt(folder, f"its file {listed.name} {there}")


def _sample(blocks: int) -> Sequence[int]:
    """Which blocks of a file to compare: all, or first and last and some others."""
    if blocks <= SAMPLE:
        return range(blocks)
    return [0, *sorted(random.sample(range(1, blocks - 1), SAMPLE - 2)), blocks - 1]


def _differs(path: Path, listed: _Listed, blocks: Sequence[int]) -> bool:
    return any(listed.blocks[index] != found for index, found in _block_hashes(path, blocks))


def _block_hashes(path: Path, blocks: Sequence[int] | None = None) -> Iterator[tuple[int, str]]:
    """Hashes of the given blocks of a file, of all by default, as (index, hash)."""
    wanted = range(-(-path.stat().st_size // BLOCK)) if blocks is None else blocks
    with path.open("rb") as file:
        for index in wanted:
            file.seek(index * BLOCK)
            yield index, hashlib.blake2b(file.read(BLOCK), digest_size=_DIGEST).hexdigest()


def _database_damage(path: Path) -> str | None:
    """What SQLite finds wrong with a database, read as it lies on disk; None if nothing."""
    try:
        with closing(
            sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1", uri=True)
        ) as database:
            (said,) = database.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error as error:
        return f"cannot be read ({error})"
    return None if said == "ok" else f"is damaged ({' '.join(said.split())})"


def _listed(folder: Path) -> list[_Listed]:
    try:
        written = json.loads((folder / NAME).read_text(encoding="utf-8"))
        listed = [
            _Listed(name, int(item["size"]), tuple(map(str, item.get("blocks", ()))))
            for name, item in written.items()
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _corrupt(folder, f"its {NAME} cannot be read ({error})") from error
    for each in listed:
        # A manifest of an earlier version has no hashes of blocks: sizes must do.
        if each.blocks and len(each.blocks) != -(-each.size // BLOCK):
            raise _corrupt(folder, f"its {NAME} lists {each.name} wrongly")
    return listed


def _corrupt(folder: Path, why: str) -> CorruptIndexError:
    return CorruptIndexError(f"Index generation {folder.name} is damaged: {why}.", REPAIR)
