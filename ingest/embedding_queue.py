"""Documents that wait until there are enough passages for a batch that the model runs well on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hoidap.domain import Document, Passage
from hoidap.embedding.embedder import Embedder
from hoidap.index.draft import GenerationDraft
from ingest.progress import Progress
from ingest.syllables import SyllableCounter
from ingest.words import lexical_entry

#: Passages embedded and written together: enough to sort by length, about 2 MB of text.
BATCH_PASSAGES = 1024


@dataclass(frozen=True, slots=True)
class _Waiting:
    document: Document
    passages: Sequence[Passage]
    fingerprint: tuple[int, ...]


class EmbeddingQueue:
    """Takes documents with their passages and writes them, with vectors and words, to a draft."""

    def __init__(self, draft: GenerationDraft, embedder: Embedder, progress: Progress) -> None:
        self._draft = draft
        self._embedder = embedder
        self._progress = progress
        self._syllables = SyllableCounter(draft.statistics)
        self._waiting: dict[str, _Waiting] = {}
        self._passages = 0
        self.embedded = 0

    def put(
        self, document: Document, passages: Sequence[Passage], fingerprint: tuple[int, ...] = ()
    ) -> None:
        """Take a document; it is written, in place of one of the same id, when a batch is full."""
        if document.id in self._waiting:
            self.flush()
        self._waiting[document.id] = _Waiting(document, passages, fingerprint)
        self._passages += len(passages)
        if self._passages >= BATCH_PASSAGES:
            self.flush()

    def alike(self, fingerprint: tuple[int, ...]) -> list[str]:
        """Ids of documents that wait and share a number of ``fingerprint``."""
        return [
            each.document.id
            for each in self._waiting.values()
            if any(a == b for a, b in zip(fingerprint, each.fingerprint, strict=False))
        ]

    def document(self, document_id: str) -> Document:
        """A document that waits or is stored.  Raises NotFoundError when there is none."""
        waiting = self._waiting.get(document_id)
        return waiting.document if waiting else self._draft.catalogue.document(document_id)

    def flush(self) -> None:
        """Embed and write what waits."""
        waiting, self._waiting, self._passages = list(self._waiting.values()), {}, 0
        texts = [passage.embedded_text for each in waiting for passage in each.passages]
        if texts:
            self._progress.begin("passages", len(texts))
        vectors = self._embedder.embed_passages(texts)
        self.embedded += len(texts)
        row = 0
        for each in waiting:
            of_document = vectors[row : row + len(each.passages)]
            row += len(each.passages)
            self._draft.put(
                each.document,
                each.passages,
                of_document,
                map(lexical_entry, each.passages),
                each.fingerprint,
            )
            self._syllables.add(each.document)
            if each.passages:
                self._progress.advance("passages", len(each.passages))

    def close(self) -> None:
        """Write what waits, and the syllables of all that was written."""
        self.flush()
        self._syllables.save()
