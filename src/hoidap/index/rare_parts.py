"""What few documents have beside their text: printed pages, tables, parties, doubts, relations.

Each stands in a table of its own, so that lists and searches need not read it.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, bindparam, insert, select

from hoidap.domain import NO_PAGES, Document, Pages, Table
from hoidap.index.database import Database
from hoidap.index.provision_relations import PROVISION_RELATIONS, put_relations
from hoidap.index.schema import DoubtsRow, PartiesRow, PrintedPagesRow, TablesRow, table
from hoidap.parties import NO_PARTIES, Parties

_PRINTED = table(PrintedPagesRow)
_TABLES = table(TablesRow)
_PARTIES = table(PartiesRow)
_DOUBTS = table(DoubtsRow)

#: The tables, each with a column ``document``.
RARE_PARTS = (_PRINTED, _TABLES, _PARTIES, _DOUBTS, PROVISION_RELATIONS)

_PRINTED_OF = select(_PRINTED.c.pages).where(_PRINTED.c.document == bindparam("key"))
_TABLES_OF = select(_TABLES.c.tables).where(_TABLES.c.document == bindparam("key"))
_PARTIES_OF = select(_PARTIES.c.parties).where(_PARTIES.c.document == bindparam("key"))


class RareParts:
    """The rare parts of a catalogue's documents, by the keys that it gives them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._doubts: Mapping[int, tuple[str, ...]] | None = None

    def pages(self, key: int) -> Pages:
        """The printed pages of a document."""
        found = self._database.tuples(_PRINTED_OF, {"key": key})
        return found[0].pages if found else NO_PAGES

    def tables(self, key: int) -> tuple[Table, ...]:
        """The tables of a document."""
        if _TABLES.name in self._database.absent:
            return ()
        found = self._database.tuples(_TABLES_OF, {"key": key})
        return found[0].tables if found else ()

    def parties(self, key: int) -> Parties:
        """Whom a document comes from and goes to."""
        if _PARTIES.name in self._database.absent:
            return NO_PARTIES
        found = self._database.tuples(_PARTIES_OF, {"key": key})
        return found[0].parties if found else NO_PARTIES

    def doubts(self) -> Mapping[int, tuple[str, ...]]:
        """The doubts of every document that has any; a reader asks the database once."""
        if _DOUBTS.name in self._database.absent:
            return {}
        found = self._doubts
        if found is None or not self._database.read_only:
            rows = self._database.all(select(_DOUBTS))
            found = self._doubts = {row["document"]: row["codes"] for row in rows}
        return found


def put_rare_parts(connection: Connection, key: int, document: Document) -> None:
    """Store the rare parts of the document that the catalogue keys by ``key``."""
    if document.pages != NO_PAGES:
        connection.execute(insert(_PRINTED), {"document": key, "pages": document.pages})
    if document.tables:
        connection.execute(insert(_TABLES), {"document": key, "tables": document.tables})
    if document.parties != NO_PARTIES:
        connection.execute(insert(_PARTIES), {"document": key, "parties": document.parties})
    if document.doubts:
        connection.execute(insert(_DOUBTS), {"document": key, "codes": document.doubts})
    put_relations(connection, key, document.relations)
