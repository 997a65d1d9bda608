"""Comparing the parts of a generation, entry by entry.

Counts are compared whenever a generation is opened; this is the thorough check
for operators and for tests.  Everything goes by batches of ids, so memory does
not grow with the corpus: each id of the catalogue is asked of the vectors and
of the words, and each of theirs of the catalogue, partition by partition, so
that an entry in a partition it does not belong to (which would show it to the
wrong readers) is found as well.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np

from hoidap.domain import Document, Passage
from hoidap.index.database import in_batches
from hoidap.index.generation import Generation
from hoidap.index.manifest import changed_files

#: Problems listed; after a hundred of them the remedy is to rebuild anyway.
LIMIT = 100
#: Ids compared at once.
BATCH = 1000
#: How far a vector's length may be from 1; float16 storage would lose 0.0005.
UNIT_TOLERANCE = 0.001


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: ``code`` for programs, ``what`` for people."""

    code: str
    what: str


def verify(generation: Generation, limit: int = LIMIT) -> list[Problem]:
    """At most ``limit`` problems of ``generation``; none means that its parts agree."""
    return list(islice(_problems(generation), limit))


def _problems(generation: Generation) -> Iterator[Problem]:
    yield from _record(generation)
    for name in changed_files(generation.folder):
        yield Problem("file", f"The file {name} is not what was published.")
    catalogue, vectors, lexical = generation.catalogue, generation.vectors, generation.lexical
    stray = {*vectors.partitions(), *lexical.partitions()} - {*catalogue.partitions()}
    for partition in [*catalogue.partitions(), *sorted(stray)]:
        yield from _missing(generation, partition)
        yield from _superfluous(generation, partition)
    for document_id in catalogue.document_ids():
        document = catalogue.document(document_id)
        yield from _text(document)
        for passage in catalogue.passages_of(document_id):
            yield from _passage(document, passage)
    yield from _sources(generation)


def _record(generation: Generation) -> Iterator[Problem]:
    record, catalogue = generation.record, generation.catalogue
    for name, expected, found in (
        ("documents", record.documents, catalogue.count_documents()),
        ("passages", record.passages, catalogue.count_passages()),
        ("vectors", record.passages, generation.vectors.count()),
        ("lexical entries", record.passages, generation.lexical.count()),
        ("corpus hash", record.corpus_hash, catalogue.corpus_hash()),
    ):
        if expected != found:
            yield Problem("record", f"The record says {expected} for {name}, found {found}.")


def _missing(generation: Generation, partition: str) -> Iterator[Problem]:
    """Passages of the catalogue without a vector or without words."""
    for ids in in_batches(generation.catalogue.passage_ids(partition), BATCH):
        vectors = generation.vectors.get(partition, ids)
        worded = generation.lexical.existing(partition, ids)
        for passage_id in ids:
            where = f"Passage {passage_id!r} of partition {partition!r}"
            vector = vectors.get(passage_id)
            if vector is None:
                yield Problem("vector_missing", f"{where} has no vector.")
            elif not abs(float(np.linalg.norm(vector)) - 1) < UNIT_TOLERANCE:
                yield Problem("vector_length", f"{where} has a vector that is not of length 1.")
            if passage_id not in worded:
                yield Problem("words_missing", f"{where} has no lexical entry.")


def _superfluous(generation: Generation, partition: str) -> Iterator[Problem]:
    """Vectors and words without a passage in this partition of the catalogue."""
    for code, name, found in (
        ("vector_superfluous", "vector", generation.vectors.ids(partition)),
        ("words_superfluous", "lexical entry", generation.lexical.ids(partition)),
    ):
        for ids in in_batches(found, BATCH):
            known = generation.catalogue.partitions_of_passages(ids)
            for passage_id in ids:
                if known.get(passage_id) != partition:
                    yield Problem(
                        code,
                        f"Partition {partition!r} has a {name} for passage {passage_id!r}, "
                        f"which the catalogue has in {known.get(passage_id) or 'no partition'!r}.",
                    )


def _text(document: Document) -> Iterator[Problem]:
    """The text is in its canonical form and the sections are ranges of it."""
    if not unicodedata.is_normalized("NFC", document.text):
        yield Problem("text", f"The text of document {document.id!r} is not NFC.")
    for index, section in enumerate(document.sections):
        in_text = 0 <= section.start <= section.body_start <= section.end <= len(document.text)
        in_order = section.index == index and (section.parent is None or section.parent < index)
        if not (in_text and in_order):
            yield Problem(
                "section",
                f"Section {index} ({section.locator}) of {document.id!r} is out of place.",
            )


def _passage(document: Document, passage: Passage) -> Iterator[Problem]:
    """The passage is a range of its section and reads as the document does there."""
    where = f"Passage {passage.id!r} of document {document.id!r}"
    if not 0 <= passage.section < len(document.sections):
        yield Problem("passage", f"{where} names section {passage.section}, which does not exist.")
        return
    section = document.sections[passage.section]
    if not section.start <= passage.start < passage.end <= section.end:
        yield Problem("passage", f"{where} reaches outside its section {section.locator!r}.")
    if passage.text != document.text[passage.start : passage.end]:
        yield Problem("passage", f"{where} does not read as the document does at its place.")


def _sources(generation: Generation) -> Iterator[Problem]:
    """Every source that was ingested names a document that exists; a collection names none."""
    for sources in in_batches(generation.catalogue.sources(), BATCH):
        wanted = {s.document_id for s in sources if s.document_id is not None}
        known = generation.catalogue.summaries(wanted)
        for source in sources:
            if source.document_id is not None and source.document_id not in known:
                yield Problem(
                    "source",
                    f"Source {source.path!r} names document {source.document_id!r}, "
                    "which does not exist.",
                )
