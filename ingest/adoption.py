"""Known sources whose files stand somewhere else than the catalogue says.

* *Without a place*: older catalogues know a source by the last name of its folder and
  the path below it.  It becomes the file whose place ends so: first one of the same
  content, then one of the same name.  Several such sources of one file are one source;
  the text of the others was left behind by that naming and goes.
* *Moved folders*: a folder that exists no longer, and most of whose files stand unchanged
  under another one, was moved or is mounted elsewhere.  Its sources follow, those that
  were edited or deleted meanwhile as well.

Whatever follows neither rule stays as it is known.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from hoidap.index.source import IN_DATA, INSIDE, Source, file_of, is_placed
from ingest.discovery import Discovery, Root, SourceFile

#: Part of a missing folder's files that must be found unchanged under another one.
_MOST: Final = 0.5
#: Separated a collection from a document inside it before sources had places.
_FORMER_INSIDE: Final = "#"


@dataclass(slots=True)
class Adoption:
    """The sources as they are known now, and which of them the catalogue names otherwise."""

    known: dict[str, Source]
    renamed: dict[str, str | None] = field(default_factory=dict)  # None: no longer a source
    recognised: set[str] = field(default_factory=set)  # names of roots of sources without place

    def root_of(self, path: str, roots: Sequence[Root]) -> Root | None:
        """The named folder that a source stands in.

        A source without a place stands in none before another one of the same folder was
        recognised there: a folder of the same name elsewhere must not take it away.
        """
        for root in roots:
            if is_placed(path):
                if path.startswith(f"{root.place.rstrip('/')}/"):
                    return root
            elif root.place in self.recognised and path.startswith(f"{_last(root.place)}/"):
                return root
        return None


def adopt(stored: Mapping[str, Source], found: Discovery, hashes: Mapping[str, str]) -> Adoption:
    """Bring ``stored`` in step with where files stand; ``hashes`` by place."""
    adoption = Adoption(dict(stored))
    _place_unplaced(adoption, found, hashes)
    _follow_moved(adoption, found, hashes)
    return adoption


def _place_unplaced(adoption: Adoption, found: Discovery, hashes: Mapping[str, str]) -> None:
    inside = _members(adoption.known)
    names = {path for path in adoption.known if not is_placed(path) and path not in inside}
    if not names:
        return
    taken: dict[str, str] = {}
    for is_same in (True, False):  # the same content goes before the same name
        for file in found.files:
            for name in _endings(file):
                if name in taken or name not in names:
                    continue
                if is_same and adoption.known[name].content_hash == hashes.get(file.place):
                    adoption.recognised.update(_roots_naming(name, file, found.roots))
                elif is_same or not ("/" in name or file.name == name):
                    continue
                taken[name] = file.place
    for name, place in taken.items():
        members = [path for path, collection in inside.items() if collection == name]
        _rename(adoption, name, None if place in adoption.known else place)
        for path in members:
            new = f"{place}{INSIDE}{path[len(name) + 1 :]}"
            _rename(adoption, path, None if new in adoption.known else new)


def _follow_moved(adoption: Adoption, found: Discovery, hashes: Mapping[str, str]) -> None:
    present = {file.place for file in found.files}
    missing = {
        path: source
        for path, source in adoption.known.items()
        if path.startswith("/") and INSIDE not in path and path not in present
        if not Path(path).exists()
    }
    alike: dict[tuple[str, str], list[str]] = defaultdict(list)
    for path, source in missing.items():
        alike[_last(path), source.content_hash].append(path)
    moves: Counter[tuple[str, str]] = Counter()
    for file in found.files:
        if file.place in adoption.known or file.place.startswith(IN_DATA):
            continue
        for path in alike.get((_last(file.place), hashes.get(file.place, "")), ()):
            move = _move(path, file.place)
            if move is not None:
                moves[move] += 1
    for (before, now), count in moves.most_common():
        under = [path for path in missing if path.startswith(f"{before}/")]
        if count < _MOST * len(under):
            continue
        for path in [each for each in adoption.known if file_of(each) in under]:
            new = now + path[len(before) :]
            if new not in adoption.known:
                _rename(adoption, path, new)
        missing = {path: each for path, each in missing.items() if path not in under}


def _move(path: str, now: str) -> tuple[str, str] | None:
    """The missing folder of ``path`` and the one in its place, for the same file at ``now``."""
    before, after = Path(path).parent, Path(now).parent
    if before.exists():
        return None
    while before.name == after.name and not before.parent.exists():
        before, after = before.parent, after.parent
    return str(before), str(after)


def _rename(adoption: Adoption, path: str, new: str | None) -> None:
    source = adoption.known.pop(path)
    adoption.renamed[path] = new
    if new is not None:
        adoption.known[new] = replace(source, path=new)


def _members(known: Mapping[str, Source]) -> dict[str, str]:
    """Documents inside collections without a place: their paths, and the collections."""
    found = {}
    for path in known:
        at = -1 if is_placed(path) else path.find(_FORMER_INSIDE)
        while at >= 0:
            collection = known.get(path[:at])
            if collection and collection.document_id is None and path[:at].endswith(".jsonl"):
                found[path] = path[:at]
                break
            at = path.find(_FORMER_INSIDE, at + 1)
    return found


def _endings(file: SourceFile) -> Iterator[str]:
    """The ends of a file's place, the longest first."""
    parts = file.place.removeprefix(IN_DATA).strip("/").split("/")
    return ("/".join(parts[start:]) for start in range(len(parts)))


def _roots_naming(name: str, file: SourceFile, roots: Sequence[Root]) -> Iterator[str]:
    """The named folders below which a source without a place is called ``name``."""
    for root in roots:
        if file.place == f"{root.place.rstrip('/')}/{name.partition('/')[2]}":
            yield root.place


def _last(place: str) -> str:
    return place.rstrip("/").rpartition("/")[2]
