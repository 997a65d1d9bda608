"""Domain values to catalogue rows and back, exactly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import RowMapping

from hoidap.domain import (
    Document,
    Kind,
    Metadata,
    Passage,
    Section,
    SectionKind,
    Standing,
)
from hoidap.index.partitions import access_partition
from hoidap.index.schema import PAGE
from hoidap.index.source import Source, SourceStatus

_METADATA_NAMES = tuple(field.name for field in fields(Metadata))
#: Columns of a section's row, in the order of its fields.
SECTION_NAMES = tuple(field.name for field in fields(Section))
_SECTION_KINDS = {kind.value: kind for kind in SectionKind}
_SOURCE_NAMES = tuple(field.name for field in fields(Source))
_PASSAGE_NAMES = tuple(
    field.name for field in fields(Passage) if field.name not in ("document_id", "text")
)


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A document without its text and sections: what lists and filters need."""

    id: str
    metadata: Metadata
    partition: str
    content_hash: str
    paths: tuple[str, ...]
    length: int  # code points of the text
    reprint_of: str | None = None
    doubts: tuple[str, ...] = ()  # as in Document


def document_values(document: Document) -> dict[str, Any]:
    """Column values of a document's row."""
    metadata = document.metadata
    values = {name: getattr(metadata, name) for name in _METADATA_NAMES}
    return values | {
        "id": document.id,
        "partition": access_partition(metadata.access),
        "content_hash": document.content_hash,
        "paths": document.paths,
        "length": len(document.text),
        "reprint_of": document.reprint_of,
        "year": metadata.issued_on.year if metadata.issued_on else None,
    }


def summary_from(row: RowMapping, doubts: Mapping[int, tuple[str, ...]]) -> DocumentSummary:
    """A document's row as a value; ``doubts`` of all documents by key."""
    values = {name: row[name] for name in _METADATA_NAMES}
    values |= {"kind": Kind(row["kind"]), "standing": Standing(row["standing"])}
    return DocumentSummary(
        id=row["id"],
        metadata=Metadata(**values),
        partition=row["partition"],
        content_hash=row["content_hash"],
        paths=row["paths"],
        length=row["length"],
        reprint_of=row["reprint_of"],
        doubts=doubts.get(row["key"], ()),
    )


def text_pages(text: str) -> Iterator[dict[str, Any]]:
    """The pages of a text; an empty text has none."""
    for page, start in enumerate(range(0, len(text), PAGE)):
        yield {"page": page, "text": text[start : start + PAGE]}


def section_values(section: Section) -> dict[str, Any]:
    """Column values of a section's row."""
    return {name: getattr(section, name) for name in SECTION_NAMES}


def section_from(row: Sequence[Any]) -> Section:
    """A section from the values of ``SECTION_NAMES``; a law has thousands of them."""
    index, parent, kind, *others = row
    return Section(index, parent, _SECTION_KINDS[kind], *others)


def passage_values(passage: Passage) -> dict[str, Any]:
    """Column values of a passage's row; its text stays in the document's pages."""
    return {name: getattr(passage, name) for name in _PASSAGE_NAMES}


def passage_from(row: RowMapping, document_id: str, text: str) -> Passage:
    """A passage's row and its text as a value."""
    values = {name: row[name] for name in _PASSAGE_NAMES}
    return Passage(**values, document_id=document_id, text=text)


def source_values(source: Source) -> dict[str, Any]:
    """Column values of a source's row."""
    return {name: getattr(source, name) for name in _SOURCE_NAMES}


def source_from(row: RowMapping) -> Source:
    """A source's row as a value."""
    values = {name: row[name] for name in _SOURCE_NAMES}
    return Source(**values | {"status": SourceStatus(row["status"])})
