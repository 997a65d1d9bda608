"""The generation that an ingest run is building."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

import hoidap
from hoidap.domain import Document, Passage
from hoidap.errors import CorruptIndexError
from hoidap.index.catalogue import Catalogue
from hoidap.index.compaction import LEAST, SHARE, compact, is_burdened
from hoidap.index.files import copy_folder, private_folder, sync_folder, sync_name
from hoidap.index.layout import Layout
from hoidap.index.lexical import LexicalEntry, LexicalIndex
from hoidap.index.lock import WriterLock
from hoidap.index.manifest import write_manifest
from hoidap.index.partitions import access_partition
from hoidap.index.record import REBUILD, Extra, GenerationRecord, write_record
from hoidap.index.vectors import VectorIndex, Vectors


class GenerationDraft:
    """A generation that nobody reads yet; as a context manager, discarded unless published.

    ``catalogue``, ``vectors`` and ``lexical`` may be written directly; ``put``
    and ``remove`` write all three and keep them in step.  ``statistics`` is a
    folder for what else belongs to the generation.
    """

    def __init__(
        self,
        layout: Layout,
        lock: WriterLock,
        *,
        model: str,
        dimension: int,
        base: GenerationRecord | None,
        parent: str | None,
    ) -> None:
        """Start from a copy of ``base``, or empty; takes over ``lock``, which is held."""
        self.id = layout.next_id()
        self.model = model
        self.dimension = dimension
        self.base = base
        self._parent = parent
        self._layout = layout
        self._lock = lock
        self._open = True
        self.folder = layout.draft_folder(self.id)
        private_folder(layout.generations)
        if base is None:
            self.folder.mkdir()
        else:
            copy_folder(layout.folder(base.id), self.folder)
            (self.folder / "record.json").unlink()
            (self.folder / "manifest.json").unlink()
        self.statistics = self.folder / "statistics"
        self.statistics.mkdir(exist_ok=True)
        self.catalogue = Catalogue(self.folder / "catalogue.sqlite", read_only=False)
        self.vectors = VectorIndex(self.folder / "chroma", dimension, read_only=False)
        self.lexical = LexicalIndex(self.folder / "lexical", read_only=False)

    def put(
        self,
        document: Document,
        passages: Sequence[Passage],
        vectors: Vectors,
        entries: Iterable[LexicalEntry],
        fingerprint: Sequence[int] = (),
    ) -> None:
        """Store a document in all parts, in place of an earlier one of the same id.

        ``vectors``: (n, dimension) float32, one row for each of the n ``passages``;
        ``entries``: the words of each of them; ``fingerprint``: see ``relations``.
        Raises ValueError when they do not fit, DocumentError when the document's
        access labels cannot be used.
        """
        words = list(entries)
        if [entry.passage_id for entry in words] != [passage.id for passage in passages]:
            raise ValueError(f"Document {document.id!r}: its passages and their words differ.")
        if vectors.shape != (len(passages), self.dimension):
            raise ValueError(
                f"Document {document.id!r}: {len(passages)} passages need vectors of shape "
                f"({len(passages)}, {self.dimension}), got {vectors.shape}."
            )
        partition = access_partition(document.metadata.access)
        ids = [passage.id for passage in passages]
        self._forget(document.id, kept_in=partition, kept=frozenset(ids))
        self.catalogue.put_document(document, passages, fingerprint)
        self.vectors.add(partition, ids, vectors)
        self.lexical.add(partition, words)

    def remove(self, document_id: str) -> None:
        """Remove a document from all parts; an unknown id is no error."""
        self._forget(document_id)
        self.catalogue.delete_document(document_id)

    def _forget(
        self, document_id: str, *, kept_in: str = "", kept: frozenset[str] = frozenset()
    ) -> None:
        """Take a stored document out of vectors and words, but for vectors to be overwritten."""
        stored = self.catalogue.summaries([document_id]).get(document_id)
        if stored is None:
            return
        old = [passage.id for passage in self.catalogue.passages_of(document_id)]
        if stored.partition == kept_in:
            old = [passage_id for passage_id in old if passage_id not in kept]
        self.vectors.delete(stored.partition, old)
        self.lexical.delete(stored.partition, document_id)

    def refresh_words(
        self, words: Callable[[Passage], LexicalEntry], *, force: bool = False
    ) -> bool:
        """Write the lexical index anew when deletions burden it, or with ``force``.

        tantivy keeps deleted passages in its segments, where they count in
        document frequencies, until it happens to merge them.  ``words`` makes the
        entry of a passage.  Returns whether it was rewritten.
        """
        self.lexical.commit()
        removed, living = self.lexical.removed(), self.lexical.count()
        if not force and (removed <= LEAST or removed <= SHARE * living):
            return False
        self.lexical.clear()
        for document_id in self.catalogue.document_ids():
            partition = self.catalogue.summaries([document_id])[document_id].partition
            self.lexical.add(partition, map(words, self.catalogue.passages_of(document_id)))
        return True

    def publish(self, extra: Extra | None = None) -> GenerationRecord:
        """Close everything, force it to disk, and make it the current generation.

        Raises CorruptIndexError, and leaves the current generation as it is,
        when catalogue, vectors and words do not hold the same number of passages.
        """
        self.lexical.commit()
        record = GenerationRecord(
            id=self.id,
            model=self.model,
            dimension=self.dimension,
            documents=self.catalogue.count_documents(),
            passages=self.catalogue.count_passages(),
            corpus_hash=self.catalogue.corpus_hash(),
            created_at=datetime.now(UTC).replace(microsecond=0),
            version=hoidap.__version__,
            parent=self._parent,
            extra=dict(extra or {}),
        )
        self._check_counts(record)
        burdened = is_burdened(self.vectors)
        self._close_parts()
        if burdened:
            compact(self.vectors.path, self.dimension)
        write_manifest(self.folder)
        sync_folder(self.folder)
        write_record(self.folder, record)
        target = self._layout.folder(self.id)
        self.folder.rename(target)
        sync_name(target)
        self._layout.write_current(self.id)
        self._open = False
        self._lock.release()
        return record

    def _check_counts(self, record: GenerationRecord) -> None:
        vectors, words = self.vectors.count(), self.lexical.count()
        if not record.passages == vectors == words:
            raise CorruptIndexError(
                f"Generation {self.id} is not published: its catalogue holds {record.passages} "
                f"passages, there are {vectors} vectors and {words} lexical entries.",
                f"The current generation stays. Rebuild the index: {REBUILD}",
            )

    def _close_parts(self) -> None:
        self.lexical.close()
        self.vectors.close()
        self.catalogue.close()

    def discard(self) -> None:
        """Throw everything away and give back the lock; after ``publish`` nothing happens."""
        if not self._open:
            return
        self._open = False
        try:
            self._close_parts()
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.discard()
