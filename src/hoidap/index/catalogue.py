"""The catalogue: documents, sections, passages and sources of one generation, in SQL.

A catalogue is opened either to be written, by the one ingest run that builds
its generation, or to be read.  A published catalogue never changes, so a reader
remembers the passages and documents it has read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    and_,
    bindparam,
    delete,
    func,
    insert,
    select,
)

from hoidap.domain import Document, Passage, Section
from hoidap.errors import NotFoundError
from hoidap.index import rows
from hoidap.index.database import IDS_PER_QUERY, Database, in_batches, insert_all
from hoidap.index.listing import ALL, DocumentFilter
from hoidap.index.originals import Originals
from hoidap.index.provision_relations import ProvisionRelations
from hoidap.index.rare_parts import RARE_PARTS, RareParts, put_rare_parts
from hoidap.index.relations import Relations, put_fingerprint
from hoidap.index.remembered import Remembered
from hoidap.index.rows import DocumentSummary
from hoidap.index.schema import (
    PAGE,
    DocumentRow,
    LikenessRow,
    PassageRow,
    SectionRow,
    SourceRow,
    TextPageRow,
    table,
)
from hoidap.index.source import Source

#: Passages a reader remembers, about 2 kB each.
PASSAGES_REMEMBERED = 8192
#: Documents without text a reader remembers, about 2 kB each.
SUMMARIES_REMEMBERED = 8192
#: Whole documents a reader remembers; a long law takes about 1 MB.
DOCUMENTS_REMEMBERED = 128

_DOCUMENTS = table(DocumentRow)
_PAGES = table(TextPageRow)
_LIKENESS = table(LikenessRow)
_SECTIONS = table(SectionRow)
_PASSAGES = table(PassageRow)
_SOURCES = table(SourceRow)

_SECTION = select(*(_SECTIONS.c[name] for name in rows.SECTION_NAMES))
#: What a document consists of beside its row.
_TEXT_OF = (
    select(_PAGES.c.text).where(_PAGES.c.document == bindparam("key")).order_by(_PAGES.c.page)
)
_SECTIONS_OF = _SECTION.where(_SECTIONS.c.document == bindparam("key")).order_by(_SECTIONS.c.index)
#: Every passage once for each page of text it touches.
_PASSAGES_AND_PAGES = (
    select(_PASSAGES, _DOCUMENTS.c.id.label("document_id"), _PAGES.c.page, _PAGES.c.text)
    .join(_DOCUMENTS, _DOCUMENTS.c.key == _PASSAGES.c.document)
    .join(
        _PAGES,
        (_PAGES.c.document == _PASSAGES.c.document)
        & (_PAGES.c.page >= _PASSAGES.c.start // PAGE)
        & (_PAGES.c.page <= (_PASSAGES.c.end - 1) // PAGE),
    )
)
_ID_ASKED = _PASSAGES.c.id.in_(bindparam("ids", expanding=True))

#: Access partitions to look in; None: all of them.
Partitions = tuple[str, ...] | None
#: What is remembered for: an id, and where it was looked for.
_Asked = tuple[str, Partitions]


class Catalogue:
    """Documents, sections, passages and sources; a reader may be shared by threads."""

    def __init__(self, path: Path, *, read_only: bool) -> None:
        """Open ``path``; a catalogue to be written is created if absent.

        Raises CorruptIndexError when a catalogue to be read is absent or damaged.
        """
        self._database = Database(path, read_only=read_only)
        self.relations = Relations(self._database)
        self.originals = Originals(self._database)
        self.provision_relations = ProvisionRelations(self._database)
        self._parts = RareParts(self._database)
        self._partitions: tuple[str, ...] | None = None
        # A catalogue that is being written may change, so it remembers nothing.
        self._passages: Remembered[_Asked, tuple[Passage, ...]] = Remembered(
            PASSAGES_REMEMBERED if read_only else 0
        )
        self._summaries: Remembered[_Asked, tuple[DocumentSummary, ...]] = Remembered(
            SUMMARIES_REMEMBERED if read_only else 0
        )
        self._documents: Remembered[str, Document] = Remembered(
            DOCUMENTS_REMEMBERED if read_only else 0
        )

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    # Writing

    def put_document(
        self, document: Document, passages: Iterable[Passage], fingerprint: Sequence[int] = ()
    ) -> None:
        """Store ``document`` with its passages, in place of an earlier one of the same id.

        Raises ValueError when a passage is not a range of this document's text,
        DocumentError when its access labels cannot be used.
        """
        values = rows.document_values(document)
        kept = list(passages)
        for passage in kept:
            _check_passage(document, passage)
        with self._database.writing() as connection:
            _delete(connection, document.id)
            inserted = connection.execute(insert(_DOCUMENTS), values).inserted_primary_key
            assert inserted is not None
            owner = {"document": inserted[0]}
            insert_all(connection, _PAGES, (owner | p for p in rows.text_pages(document.text)))
            insert_all(
                connection, _SECTIONS, (owner | rows.section_values(s) for s in document.sections)
            )
            insert_all(connection, _PASSAGES, (owner | rows.passage_values(p) for p in kept))
            put_fingerprint(connection, inserted[0], fingerprint)
            put_rare_parts(connection, inserted[0], document)

    def delete_document(self, document_id: str) -> None:
        """Remove a document with everything it holds; an unknown id is no error."""
        with self._database.writing() as connection:
            _delete(connection, document_id)

    def put_source(self, source: Source) -> None:
        """Remember ``source``, in place of an earlier one of the same path."""
        with self._database.writing() as connection:
            connection.execute(delete(_SOURCES).where(_SOURCES.c.path == source.path))
            connection.execute(insert(_SOURCES), rows.source_values(source))

    def delete_source(self, path: str) -> None:
        """Forget a source and its original; an unknown path is no error."""
        self.originals.delete(path)
        with self._database.writing() as connection:
            connection.execute(delete(_SOURCES).where(_SOURCES.c.path == path))

    # Documents

    def document(self, document_id: str) -> Document:
        """The whole document.  Raises NotFoundError when there is none of this id."""
        remembered = self._documents.get(document_id)
        if remembered is not None:
            return remembered
        found = self._database.all(select(_DOCUMENTS).where(_DOCUMENTS.c.id == document_id))
        if not found:
            raise NotFoundError(f"There is no document {document_id!r}.")
        owner = {"key": found[0]["key"]}
        summary = rows.summary_from(found[0], self._parts.doubts())
        document = Document(
            id=summary.id,
            metadata=summary.metadata,
            text="".join(text for (text,) in self._database.tuples(_TEXT_OF, owner)),
            sections=tuple(map(rows.section_from, self._database.tuples(_SECTIONS_OF, owner))),
            content_hash=summary.content_hash,
            paths=summary.paths,
            pages=self._parts.pages(owner["key"]),
            reprint_of=summary.reprint_of,
            tables=self._parts.tables(owner["key"]),
            parties=self._parts.parties(owner["key"]),
            doubts=summary.doubts,
            relations=self.provision_relations.of_key(owner["key"]),
        )
        self._documents.put(document_id, document)
        return document

    def summaries(
        self, document_ids: Iterable[str], within: Partitions = None
    ) -> dict[str, DocumentSummary]:
        """Documents without text by id; unknown ids are left out.

        ``within`` are the partitions to look in, None all.  A document in another one takes
        the very way of one that does not exist, so the time it takes tells nothing of it.
        """
        found = {}
        missing = []
        for document_id in document_ids:
            remembered = self._summaries.get((document_id, within))
            if remembered is None:
                missing.append(document_id)
            elif remembered:
                found[document_id] = remembered[0]
        for some in in_batches(missing, IDS_PER_QUERY):
            query = select(_DOCUMENTS).where(_DOCUMENTS.c.id.in_(some), *_within(within))
            loaded = {each.id: each for each in self._summaries_of(query)}
            found |= loaded
            for each in some:
                known = (loaded[each],) if each in loaded else ()
                self._summaries.put((each, within), known)
        return found

    def documents(
        self, wanted: DocumentFilter = ALL, *, offset: int = 0, limit: int | None = None
    ) -> list[DocumentSummary]:
        """Documents without text, newest first, those without a date last."""
        query = (
            select(_DOCUMENTS)
            .where(*wanted.conditions())
            .order_by(_DOCUMENTS.c.issued_on.desc().nulls_last(), _DOCUMENTS.c.id)
            .offset(offset)
            .limit(limit)
        )
        return self._summaries_of(query)

    def _summaries_of(self, query: Select[Any]) -> list[DocumentSummary]:
        doubts = self._parts.doubts()
        return [rows.summary_from(row, doubts) for row in self._database.all(query)]

    def count_documents(self, wanted: DocumentFilter = ALL) -> int:
        """How many documents ``wanted`` names."""
        query = select(func.count()).select_from(_DOCUMENTS).where(*wanted.conditions())
        return self._database.count(query)

    def document_ids(self) -> Iterator[str]:
        """All document ids, ascending."""
        query = select(_DOCUMENTS.c.id).order_by(_DOCUMENTS.c.id)
        return (row["id"] for row in self._database.stream(query))

    def partitions(self) -> list[str]:
        """The access partitions that hold documents, ascending."""
        if self._partitions is None or not self._database.read_only:
            query = select(_DOCUMENTS.c.partition).distinct().order_by(_DOCUMENTS.c.partition)
            self._partitions = tuple(row["partition"] for row in self._database.all(query))
        return list(self._partitions)

    def corpus_hash(self) -> str:
        """SHA-256 hex over all document ids and content hashes: equal for equal corpora."""
        digest = hashlib.sha256()
        query = select(_DOCUMENTS.c.id, _DOCUMENTS.c.content_hash).order_by(_DOCUMENTS.c.id)
        for row in self._database.stream(query):
            digest.update(f"{row['id']}\t{row['content_hash']}\n".encode())
        return digest.hexdigest()

    # Sections and passages

    def sections(self, keys: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Section]:
        """Sections by (document id, index); unknown ones are left out."""
        wanted = set(keys)
        found = {}
        for some in in_batches({document_id for document_id, _ in wanted}, IDS_PER_QUERY):
            query = (
                _SECTION.add_columns(_DOCUMENTS.c.id)
                .join(_SECTIONS, _SECTIONS.c.document == _DOCUMENTS.c.key)
                .where(
                    _DOCUMENTS.c.id.in_(some),
                    _SECTIONS.c.index.in_({index for _, index in wanted}),
                )
            )
            for row in self._database.tuples(query):
                section, document_id = rows.section_from(row[:-1]), row[-1]
                if (document_id, section.index) in wanted:
                    found[document_id, section.index] = section
        return found

    def passages(self, passage_ids: Iterable[str], within: Partitions = None) -> dict[str, Passage]:
        """Passages with their text, by id, in the order asked for; unknown ids are left out.

        ``within`` as in ``summaries``.
        """
        asked = list(passage_ids)
        found = {}
        missing = []
        for passage_id in asked:
            remembered = self._passages.get((passage_id, within))
            if remembered is None:
                missing.append(passage_id)
            elif remembered:
                found[passage_id] = remembered[0]
        for some in in_batches(missing, IDS_PER_QUERY):
            condition = and_(_ID_ASKED, *_within(within))
            loaded = {each.id: each for each in self._load_passages(condition, ids=some)}
            found |= loaded
            for each in some:
                known = (loaded[each],) if each in loaded else ()
                self._passages.put((each, within), known)
        return {passage_id: found[passage_id] for passage_id in asked if passage_id in found}

    def passages_of(self, document_id: str) -> list[Passage]:
        """All passages of a document in order; none when the document is unknown."""
        found = self._load_passages(_DOCUMENTS.c.id == document_id)
        return sorted(found, key=lambda passage: passage.ordinal)

    def passage_ids(self, partition: str | None = None) -> Iterator[str]:
        """The ids of all passages, or of those of one access partition, in stable order."""
        query = select(_PASSAGES.c.id).order_by(_PASSAGES.c.key)
        if partition is not None:
            query = query.join(_DOCUMENTS, _DOCUMENTS.c.key == _PASSAGES.c.document).where(
                _DOCUMENTS.c.partition == partition
            )
        return (row["id"] for row in self._database.stream(query))

    def partitions_of_passages(self, passage_ids: Iterable[str]) -> dict[str, str]:
        """The access partition of each passage by id; unknown ids are left out."""
        query = select(_PASSAGES.c.id, _DOCUMENTS.c.partition).join(
            _DOCUMENTS, _DOCUMENTS.c.key == _PASSAGES.c.document
        )
        return {
            row["id"]: row["partition"]
            for some in in_batches(passage_ids, IDS_PER_QUERY)
            for row in self._database.all(query.where(_PASSAGES.c.id.in_(some)))
        }

    def count_passages(self) -> int:
        """How many passages there are."""
        return self._database.count(select(func.count()).select_from(_PASSAGES))

    def _load_passages(self, condition: ColumnElement[bool], **values: object) -> Iterator[Passage]:
        touched = self._database.all(_PASSAGES_AND_PAGES.where(condition), values)
        touched.sort(key=itemgetter("key", "page"))  # faster here than among texts in SQL
        for _, pages in groupby(touched, key=itemgetter("key")):
            yield _joined(list(pages))

    # Sources

    def source(self, path: str) -> Source | None:
        """The source of this path, or None."""
        found = self._database.all(select(_SOURCES).where(_SOURCES.c.path == path))
        return rows.source_from(found[0]) if found else None

    def sources(self) -> Iterator[Source]:
        """All sources by path, ascending."""
        query = select(_SOURCES).order_by(_SOURCES.c.path)
        return (rows.source_from(row) for row in self._database.stream(query))


def _within(partitions: Partitions) -> list[ColumnElement[bool]]:
    return [] if partitions is None else [_DOCUMENTS.c.partition.in_(partitions)]


def _joined(touched: list[RowMapping]) -> Passage:
    """A passage from the pages it touches, in order."""
    first = touched[0]
    before = first["page"] * PAGE
    text = "".join(row["text"] for row in touched)
    return rows.passage_from(
        first, first["document_id"], text[first["start"] - before : first["end"] - before]
    )


def _delete(connection: Connection, document_id: str) -> None:
    key = connection.execute(
        select(_DOCUMENTS.c.key).where(_DOCUMENTS.c.id == document_id)
    ).scalar_one_or_none()
    if key is None:
        return
    for held in (_PAGES, *RARE_PARTS, _LIKENESS, _SECTIONS, _PASSAGES):
        connection.execute(delete(held).where(held.c.document == key))
    connection.execute(delete(_DOCUMENTS).where(_DOCUMENTS.c.key == key))


def _check_passage(document: Document, passage: Passage) -> None:
    """A passage that is not a range of its document's text would break every quote."""
    fits = (
        passage.document_id == document.id
        and 0 <= passage.start < passage.end <= len(document.text)
        and passage.text == document.text[passage.start : passage.end]
        and 0 <= passage.section < len(document.sections)
    )
    if not fits:
        raise ValueError(
            f"Passage {passage.id!r} [{passage.start}:{passage.end}] is not a range of the text "
            f"of document {document.id!r} ({len(document.text)} characters)."
        )
