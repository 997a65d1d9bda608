"""Counts the syllables of what is ingested, for restoring diacritics in questions.

New texts are added to the counts of the generation before.  Texts that were
removed or changed stay counted: which syllables follow each other in this
office's papers changes slowly, and counting all texts anew would cost a large
corpus minutes.  ``--rebuild`` counts from the beginning.
"""

from __future__ import annotations

from pathlib import Path

from hoidap.domain import Document
from hoidap.index.partitions import access_partition
from hoidap.index.syllables import load_syllables, save_syllables
from hoidap.vietnamese.syllable_statistics import SyllableStatistics, merge

#: Characters of text counted at once: about 5 s, and some 50 MB of counts.
COUNTED_AT_ONCE = 5_000_000


class SyllableCounter:
    """Collects the texts of one ingest run."""

    def __init__(self, folder: Path) -> None:
        """``folder`` is the draft's statistics folder, which holds the counts so far."""
        self._folder = folder
        self._waiting: dict[str, list[str]] = {}
        self._lengths: dict[str, int] = {}
        self._counted: dict[str, SyllableStatistics] = {}

    def add(self, document: Document) -> None:
        """Count a document's title and text."""
        partition = access_partition(document.metadata.access)
        self._waiting.setdefault(partition, []).append(
            f"{document.metadata.title}\n{document.text}"
        )
        length = self._lengths.get(partition, 0) + len(document.text)
        self._lengths[partition] = length
        if length >= COUNTED_AT_ONCE:
            self._count(partition)

    def save(self) -> None:
        """Write the counts of every partition that has new texts."""
        for partition in list(self._waiting):
            self._count(partition)
        for partition, statistics in self._counted.items():
            before = load_syllables(self._folder, partition)
            whole = merge([before, statistics]) if before is not None else statistics
            save_syllables(self._folder, partition, whole)

    def _count(self, partition: str) -> None:
        texts = self._waiting.pop(partition, [])
        self._lengths[partition] = 0
        if not texts:
            return
        counted = SyllableStatistics.from_texts(texts, base=False)
        known = self._counted.get(partition)
        self._counted[partition] = merge([known, counted]) if known is not None else counted
