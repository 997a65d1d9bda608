"""Tables of the catalogue.

The text of a document is stored once, cut into pages of ``PAGE`` code points.
A passage or section is a range of it, so what is quoted cannot differ from what
is stored, and reading one passage of a long law touches one or two pages
instead of the whole text (SQLite's ``substr`` on UTF-8 counts from the start).

Documents are keyed inside the file by a small integer; ids stand in one place.
Lists of strings are JSON arrays, dates ISO text.
"""

from __future__ import annotations

from dataclasses import astuple
from datetime import date
from typing import Any

from sqlalchemy import JSON, Dialect, ForeignKey, Index, Table, Text, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from hoidap.domain import NO_PAGES, Cell, Pages
from hoidap.domain import Table as DocumentTable
from hoidap.parties import Parties, Signatory

#: Code points in one page of text.  Median passages are 500 to 700 code points,
#: so most lie in one page; 2,000 code points of Vietnamese are about 2.7 kB of
#: UTF-8, which fits one 4 KiB page of SQLite.
PAGE = 2000


class Strings(TypeDecorator[tuple[str, ...]]):
    """A tuple of strings stored as a JSON array."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> Any:
        """Tuple to JSON array."""
        del dialect
        return None if value is None else list(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[str, ...]:
        """JSON array back to tuple; NULL reads as no strings."""
        del dialect
        return tuple(value or ())


class PagesColumn(TypeDecorator[Pages]):
    """Pages stored as a JSON array of both their parts; no pages as NULL."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: Pages | None, dialect: Dialect) -> Any:
        """Pages to JSON."""
        del dialect
        return None if value is None or value == NO_PAGES else [value.starts, value.recognised]

    def process_result_value(self, value: Any, dialect: Dialect) -> Pages:
        """JSON back to pages; NULL reads as none."""
        del dialect
        if value is None:
            return NO_PAGES
        starts, recognised = value
        return Pages(tuple(map(tuple, starts)), tuple(map(tuple, recognised)))


class TablesColumn(TypeDecorator[tuple[DocumentTable, ...]]):
    """Tables stored as JSON arrays: title and rows, a cell as the list of its fields."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: tuple[DocumentTable, ...] | None, dialect: Dialect) -> Any:
        """Tables to JSON."""
        del dialect
        return [
            [each.title, [[astuple(cell) for cell in row] for row in each.rows]]
            for each in value or ()
        ]

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[DocumentTable, ...]:
        """JSON back to tables; NULL reads as none."""
        del dialect
        return tuple(
            DocumentTable(
                tuple(tuple(Cell(*cell) for cell in row) for row in rows), (title[0], title[1])
            )
            for title, rows in value or ()
        )


class PartiesColumn(TypeDecorator[Parties]):
    """Parties stored as a JSON array of their fields, a signer as the list of its own."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Parties | None, dialect: Dialect) -> Any:
        """Parties to JSON."""
        del dialect
        return None if value is None else list(astuple(value))

    def process_result_value(self, value: Any, dialect: Dialect) -> Parties:
        """JSON back to parties."""
        del dialect
        issuers, signers, *others = value
        signed = tuple(Signatory(*each) for each in signers)
        return Parties(tuple(issuers), signed, *(tuple(each) for each in others))


class Base(DeclarativeBase):
    """Base of the catalogue's tables."""


class DocumentRow(Base):
    """One document: metadata and identity, without its text."""

    __tablename__ = "documents"

    key: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(Text, unique=True)
    partition: Mapped[str] = mapped_column(Text, index=True)
    content_hash: Mapped[str] = mapped_column(Text)
    paths: Mapped[tuple[str, ...]] = mapped_column(Strings)
    length: Mapped[int]  # code points of the text
    year: Mapped[int | None] = mapped_column(index=True)  # of issued_on
    reprint_of: Mapped[str | None] = mapped_column(Text, index=True)  # a document's id

    kind: Mapped[str] = mapped_column(Text, index=True)
    title: Mapped[str] = mapped_column(Text)
    number: Mapped[str | None] = mapped_column(Text, index=True)
    type: Mapped[str | None] = mapped_column(Text)
    issuer: Mapped[str | None] = mapped_column(Text, index=True)
    term: Mapped[str | None] = mapped_column(Text)
    signer: Mapped[str | None] = mapped_column(Text)
    issued_on: Mapped[date | None]
    effective_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    standing: Mapped[str] = mapped_column(Text, index=True)
    replaced_by: Mapped[tuple[str, ...]] = mapped_column(Strings)
    continues: Mapped[tuple[str, ...]] = mapped_column(Strings)
    continued_by: Mapped[tuple[str, ...]] = mapped_column(Strings)
    legal_basis: Mapped[tuple[str, ...]] = mapped_column(Strings)
    source_urls: Mapped[tuple[str, ...]] = mapped_column(Strings)
    access: Mapped[tuple[str, ...]] = mapped_column(Strings)
    speaker: Mapped[str | None] = mapped_column(Text)
    speaker_title: Mapped[str | None] = mapped_column(Text)
    interviewer: Mapped[str | None] = mapped_column(Text)
    digest: Mapped[bool]


class TextPageRow(Base):
    """``PAGE`` code points of a document's text."""

    __tablename__ = "text_pages"
    __table_args__ = ({"sqlite_with_rowid": False},)

    document: Mapped[int] = mapped_column(ForeignKey("documents.key"), primary_key=True)
    page: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(Text)


class PrintedPagesRow(Base):
    """Where a document's printed pages begin; apart, so that lists need not read it."""

    __tablename__ = "printed_pages"
    __table_args__ = ({"sqlite_with_rowid": False},)

    document: Mapped[int] = mapped_column(ForeignKey("documents.key"), primary_key=True)
    pages: Mapped[Pages] = mapped_column(PagesColumn)


class TablesRow(Base):
    """The tables of a document; apart, because most documents have none."""

    __tablename__ = "document_tables"
    __table_args__ = ({"sqlite_with_rowid": False},)

    document: Mapped[int] = mapped_column(ForeignKey("documents.key"), primary_key=True)
    tables: Mapped[tuple[DocumentTable, ...]] = mapped_column(TablesColumn)


class PartiesRow(Base):
    """Whom an official document comes from and goes to; apart, because lists do not need it."""

    __tablename__ = "document_parties"
    __table_args__ = ({"sqlite_with_rowid": False},)

    document: Mapped[int] = mapped_column(ForeignKey("documents.key"), primary_key=True)
    parties: Mapped[Parties] = mapped_column(PartiesColumn)


class DoubtsRow(Base):
    """What seems wrong with how a document was read; apart, because most have no doubts."""

    __tablename__ = "document_doubts"
    __table_args__ = ({"sqlite_with_rowid": False},)

    document: Mapped[int] = mapped_column(ForeignKey("documents.key"), primary_key=True)
    codes: Mapped[tuple[str, ...]] = mapped_column(Strings)


class ProvisionRelationRow(Base):
    """What a clause of a document does to a place in another one."""

    __tablename__ = "provision_relations"
    __table_args__ = ({"sqlite_with_rowid": False},)

    document: Mapped[int] = mapped_column(ForeignKey("documents.key"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    change: Mapped[str] = mapped_column(Text)
    clause: Mapped[str] = mapped_column(Text)
    start: Mapped[int]
    end: Mapped[int]
    object: Mapped[str] = mapped_column(Text, index=True)  # the other document, as it is named
    provision: Mapped[str] = mapped_column(Text)
    part: Mapped[str] = mapped_column(Text)
    words: Mapped[tuple[str, ...]] = mapped_column(Strings)
    new_words: Mapped[tuple[str, ...]] = mapped_column(Strings)
    new_start: Mapped[int]
    new_end: Mapped[int]
    effective_on: Mapped[date | None]
    until: Mapped[str] = mapped_column(Text)
    given_to: Mapped[str] = mapped_column(Text)


class OriginalRow(Base):
    """The bytes that a source file is kept as."""

    __tablename__ = "originals"
    __table_args__ = ({"sqlite_with_rowid": False},)

    path: Mapped[str] = mapped_column(Text, primary_key=True)  # the source's
    digest: Mapped[str] = mapped_column(Text)  # sha256 hex of the file
    size: Mapped[int]  # bytes


#: Tables of the catalogue that older generations lack; to a reader they are then empty.
ADDED = frozenset(
    {
        "document_tables",
        "document_doubts",
        "document_parties",
        "originals",
        "provision_relations",
    }
)


class LikenessRow(Base):
    """One part of a document's fingerprint: documents that share one may say the same."""

    __tablename__ = "likeness"
    __table_args__ = (Index("likeness_values", "band", "value"), {"sqlite_with_rowid": False})

    document: Mapped[int] = mapped_column(ForeignKey("documents.key"), primary_key=True)
    band: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[int]  # 48 bits


class SectionRow(Base):
    """One node of a document's section tree."""

    __tablename__ = "sections"
    __table_args__ = ({"sqlite_with_rowid": False},)

    document: Mapped[int] = mapped_column(ForeignKey("documents.key"), primary_key=True)
    index: Mapped[int] = mapped_column(primary_key=True)
    parent: Mapped[int | None]
    kind: Mapped[str] = mapped_column(Text)
    label: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    locator: Mapped[str] = mapped_column(Text)
    start: Mapped[int]
    body_start: Mapped[int]
    end: Mapped[int]
    speaker: Mapped[str | None] = mapped_column(Text)


class PassageRow(Base):
    """One passage; its text is a range of the document's pages."""

    __tablename__ = "passages"
    __table_args__ = (Index("passages_of_document", "document", "ordinal"),)

    key: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(Text, unique=True)
    document: Mapped[int] = mapped_column(ForeignKey("documents.key"))
    section: Mapped[int]
    ordinal: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]
    locator: Mapped[str] = mapped_column(Text)
    context: Mapped[str] = mapped_column(Text)
    speaker: Mapped[str | None] = mapped_column(Text)
    pages: Mapped[Pages] = mapped_column(PagesColumn, nullable=True)


class SourceRow(Base):
    """One source file an ingest run met."""

    __tablename__ = "sources"
    __table_args__ = ({"sqlite_with_rowid": False},)

    path: Mapped[str] = mapped_column(Text, primary_key=True)
    content_hash: Mapped[str] = mapped_column(Text)
    size: Mapped[int]
    mtime_ns: Mapped[int]
    status: Mapped[str] = mapped_column(Text)
    extractor_version: Mapped[str] = mapped_column(Text)
    document_id: Mapped[str | None] = mapped_column(Text, index=True)
    error: Mapped[str | None] = mapped_column(Text)
    warnings: Mapped[tuple[str, ...]] = mapped_column(Strings)


def table(row: type[Base]) -> Table:
    """The table behind a row class, for set-wise statements."""
    found = row.__table__
    assert isinstance(found, Table)
    return found
