"""How documents of one catalogue relate: which say the same, from which files they come.

A document's *fingerprint* is a short list of numbers; two documents that share
one of them at the same place probably hold much of the same text (see the ingest's
``likeness``).  A *reprint* names the better-sourced document that it repeats.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, insert, or_, select, update

from hoidap.index.database import Database
from hoidap.index.schema import DocumentRow, LikenessRow, table

_DOCUMENTS = table(DocumentRow)
_LIKENESS = table(LikenessRow)


class Relations:
    """The relations of a catalogue's documents."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def alike(self, fingerprint: Sequence[int]) -> list[str]:
        """Ids of the documents that share a number of ``fingerprint``, ascending."""
        if not fingerprint:
            return []
        shared = [
            (_LIKENESS.c.band == band) & (_LIKENESS.c.value == value)
            for band, value in enumerate(fingerprint)
        ]
        query = (
            select(_DOCUMENTS.c.id)
            .join(_LIKENESS, _LIKENESS.c.document == _DOCUMENTS.c.key)
            .where(or_(*shared))
            .distinct()
            .order_by(_DOCUMENTS.c.id)
        )
        return [row["id"] for row in self._database.all(query)]

    def fingerprint(self, document_id: str) -> tuple[int, ...]:
        """The fingerprint of a document; empty when it has none."""
        query = (
            select(_LIKENESS.c.value)
            .join(_DOCUMENTS, _DOCUMENTS.c.key == _LIKENESS.c.document)
            .where(_DOCUMENTS.c.id == document_id)
            .order_by(_LIKENESS.c.band)
        )
        return tuple(row["value"] for row in self._database.all(query))

    def reprints(self, of: str | None = None) -> dict[str, str]:
        """Reprints and what they repeat, by id; with ``of`` only those of one document."""
        query = (
            select(_DOCUMENTS.c.id, _DOCUMENTS.c.reprint_of)
            .where(_DOCUMENTS.c.reprint_of.is_not(None))
            .order_by(_DOCUMENTS.c.id)
        )
        if of is not None:
            query = query.where(_DOCUMENTS.c.reprint_of == of)
        return {row["id"]: row["reprint_of"] for row in self._database.all(query)}

    def set_reprint(self, document_id: str, of: str | None) -> None:
        """Name the document that a reprint repeats, or say that it is none."""
        self._update(document_id, reprint_of=of)

    def set_paths(self, document_id: str, paths: tuple[str, ...]) -> None:
        """Name the source files of a document."""
        self._update(document_id, paths=paths)

    def _update(self, document_id: str, **values: object) -> None:
        with self._database.writing() as connection:
            connection.execute(
                update(_DOCUMENTS).where(_DOCUMENTS.c.id == document_id).values(**values)
            )


def put_fingerprint(connection: Connection, key: int, fingerprint: Sequence[int]) -> None:
    """Store the fingerprint of the document that the catalogue keys by ``key``."""
    if fingerprint:
        connection.execute(
            insert(_LIKENESS),
            [
                {"document": key, "band": band, "value": value}
                for band, value in enumerate(fingerprint)
            ],
        )
