"""From a source file to documents: text, structure and metadata brought together."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from hoidap.domain import Document, Kind, Metadata, Section, Table
from hoidap.relation import Relation
from ingest.doubts import DoubtCode, find_doubts
from ingest.extraction.conditions import Conditions
from ingest.extraction.extracted_text import ExtractedText
from ingest.extraction.registry import extract_file
from ingest.front_matter import read_sidecar
from ingest.metadata import MetadataFields, document_id, merge, to_metadata
from ingest.metadata_values import read_metadata
from ingest.relations.reading import read_relations
from ingest.structure.reading import read_structure


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document of a source file and what should be said about reading it.

    ``named`` tells that its id was written by somebody, not made from number or
    file name; ``needs`` is a program with which more of it could be read.
    """

    document: Document
    warnings: tuple[str, ...] = ()
    named: bool = False
    needs: str | None = None


def read_documents(
    path: Path, name: str, limit: int, conditions: Conditions, sidecar: Path | None = None
) -> Iterator[ReadDocument]:
    """The documents that a file holds; ``limit`` is its greatest size in bytes.

    Raises DocumentError (or a kind of it) that names ``name``.
    """
    about = read_sidecar(sidecar, str(Path(name).parent / sidecar.name)) if sidecar else None
    for extracted in extract_file(path, name, limit, conditions):
        yield read_document(extracted, name, about)
        conditions.alive()


def read_document(
    extracted: ExtractedText, name: str, sidecar: Mapping[str, object] | None
) -> ReadDocument:
    """One document from its extracted text."""
    written = merge(
        read_metadata(source, name) if source else None
        for source in (sidecar, extracted.front_matter)
    )
    structure = read_structure(extracted, written)
    named = merge((written, MetadataFields(id=extracted.id_hint)))
    known = merge((named, structure.fields))
    metadata = to_metadata(known, extracted.title_hint or Path(name).stem)
    relations: tuple[Relation, ...] = ()
    if metadata.kind is Kind.DIRECTIVE and not metadata.digest:
        relations = read_relations(
            extracted.text, structure.sections, metadata.title, metadata.effective_on
        )
    document = Document(
        id=document_id(known, Path(name).stem),
        metadata=metadata,
        text=extracted.text,
        sections=structure.sections,
        content_hash=content_hash(metadata, extracted.text, structure.sections, extracted.tables),
        pages=extracted.pages,
        tables=extracted.tables,
        parties=structure.parties,
        relations=relations,
    )
    doubts = find_doubts(document)
    warnings = (*extracted.warnings, *structure.warnings, *(each.text for each in doubts))
    codes = [each.code.value for each in doubts]
    if extracted.unread:  # of which the extractor warned
        codes.append(DoubtCode.PAGES_UNREAD.value)
    doubted = replace(document, doubts=tuple(codes))
    return ReadDocument(doubted, warnings, named.id is not None, extracted.needs)


def content_hash(
    metadata: Metadata, text: str, sections: tuple[Section, ...], tables: tuple[Table, ...] = ()
) -> str:
    """sha256 hex of all that a document is made of: equal for equal documents."""
    about = json.dumps(asdict(metadata), ensure_ascii=False, sort_keys=True, default=str)
    tree = json.dumps([asdict(section) for section in sections], ensure_ascii=False)
    digest = hashlib.sha256()
    grids = json.dumps([asdict(table) for table in tables])
    for part in (about, text, tree, grids):
        digest.update(part.encode())
        digest.update(b"\0")
    return digest.hexdigest()
