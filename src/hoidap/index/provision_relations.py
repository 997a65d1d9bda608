"""The relations of a catalogue's documents: by the document that makes them, or by their object."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, RowMapping, bindparam, select

from hoidap.index.database import Database, insert_all
from hoidap.index.schema import DocumentRow, ProvisionRelationRow, table
from hoidap.relation import Change, Relation

PROVISION_RELATIONS: Final = table(ProvisionRelationRow)
_DOCUMENTS: Final = table(DocumentRow)
#: Fields of a relation that are columns of the same name; its document is the column ``object``.
_NAMES: Final = tuple(
    each.name for each in fields(Relation) if each.name not in ("document", "change")
)
_OF_DOCUMENT: Final = (
    select(PROVISION_RELATIONS)
    .where(PROVISION_RELATIONS.c.document == bindparam("key"))
    .order_by(PROVISION_RELATIONS.c.ordinal)
)


class MadeRelation(NamedTuple):
    """A relation and the id of the document that makes it."""

    document_id: str
    relation: Relation


class ProvisionRelations:
    """The relations between the provisions of a catalogue's documents."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def _is_absent(self) -> bool:
        return PROVISION_RELATIONS.name in self._database.absent

    def of_key(self, key: int) -> tuple[Relation, ...]:
        """What the document that the catalogue keys by ``key`` does to others."""
        if self._is_absent:
            return ()
        return tuple(map(_relation, self._database.all(_OF_DOCUMENT, {"key": key})))

    def objects(self, partitions: Sequence[str]) -> list[str]:
        """The documents that documents in ``partitions`` change, as they name them."""
        if self._is_absent:
            return []
        query = (
            select(PROVISION_RELATIONS.c.object)
            .join(_DOCUMENTS, _DOCUMENTS.c.key == PROVISION_RELATIONS.c.document)
            .where(_DOCUMENTS.c.partition.in_(partitions))
            .distinct()
            .order_by(PROVISION_RELATIONS.c.object)
        )
        return [row["object"] for row in self._database.all(query)]

    def of_objects(self, names: Iterable[str], partitions: Sequence[str]) -> list[MadeRelation]:
        """What documents in ``partitions`` do to a document of any of these names, in order."""
        wanted = sorted(set(names))
        if self._is_absent or not wanted:
            return []
        query = (
            select(PROVISION_RELATIONS, _DOCUMENTS.c.id.label("document_id"))
            .join(_DOCUMENTS, _DOCUMENTS.c.key == PROVISION_RELATIONS.c.document)
            .where(PROVISION_RELATIONS.c.object.in_(wanted), _DOCUMENTS.c.partition.in_(partitions))
            .order_by(_DOCUMENTS.c.issued_on, _DOCUMENTS.c.id, PROVISION_RELATIONS.c.ordinal)
        )
        return [
            MadeRelation(row["document_id"], _relation(row)) for row in self._database.all(query)
        ]


def put_relations(connection: Connection, key: int, relations: Sequence[Relation]) -> None:
    """Store the relations that the document keyed by ``key`` makes."""
    insert_all(
        connection,
        PROVISION_RELATIONS,
        ({"document": key, "ordinal": at, **_values(each)} for at, each in enumerate(relations)),
    )


def _values(relation: Relation) -> dict[str, Any]:
    values = {name: getattr(relation, name) for name in _NAMES}
    return values | {"object": relation.document, "change": relation.change.value}


def _relation(row: RowMapping) -> Relation:
    values = {name: row[name] for name in _NAMES}
    return Relation(document=row["object"], change=Change(row["change"]), **values)
