"""Which source files of one catalogue are kept, and as which bytes.

A source has its original when its file holds one document and nothing else: a collection
holds documents of different readers, and nobody shall get one with the other.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update

from hoidap.index.database import Database
from hoidap.index.original_files import KeptFile
from hoidap.index.schema import OriginalRow, SourceRow, table

_ORIGINALS = table(OriginalRow)
_SOURCES = table(SourceRow)


@dataclass(frozen=True, slots=True)
class Original:
    """The file that a document was read from."""

    path: str  # the source's
    digest: str  # sha256 hex of its bytes
    size: int  # bytes

    @property
    def name(self) -> str:
        """The file's name as it was on disk."""
        return self.path.rpartition("/")[2]


class Originals:
    """The originals of a catalogue's sources."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, path: str, kept: KeptFile) -> None:
        """Say what the source ``path`` is kept as, in place of what was said before."""
        with self._database.writing() as connection:
            connection.execute(delete(_ORIGINALS).where(_ORIGINALS.c.path == path))
            connection.execute(
                insert(_ORIGINALS), {"path": path, "digest": kept.digest, "size": kept.size}
            )

    def delete(self, path: str) -> None:
        """Say that a source is not kept; an unknown path is no error."""
        with self._database.writing() as connection:
            connection.execute(delete(_ORIGINALS).where(_ORIGINALS.c.path == path))

    def rename(self, path: str, new: str) -> None:
        """Move what is said of a source to the path that it has now."""
        self.delete(new)
        with self._database.writing() as connection:
            connection.execute(update(_ORIGINALS).where(_ORIGINALS.c.path == path).values(path=new))

    def of(self, document_id: str) -> list[Original]:
        """The files that a document was read from, by path; copies of it may differ in bytes."""
        if self._is_absent:
            return []
        query = (
            select(_ORIGINALS)
            .join(_SOURCES, _SOURCES.c.path == _ORIGINALS.c.path)
            .where(_SOURCES.c.document_id == document_id)
            .order_by(_ORIGINALS.c.path)
        )
        found = self._database.all(query)
        return [Original(row["path"], row["digest"], row["size"]) for row in found]

    def paths(self) -> set[str]:
        """The sources that have an original."""
        if self._is_absent:
            return set()
        return {row["path"] for row in self._database.all(select(_ORIGINALS.c.path))}

    def digests(self) -> set[str]:
        """The sha256 of every file that is kept for this catalogue."""
        if self._is_absent:
            return set()
        query = select(_ORIGINALS.c.digest).distinct()
        return {row["digest"] for row in self._database.all(query)}

    @property
    def _is_absent(self) -> bool:
        return _ORIGINALS.name in self._database.absent
