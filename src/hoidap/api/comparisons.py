"""Comparisons that were made, by generation and documents.

A comparison of two codes takes seconds, and a reader who pages through it or downloads it
wants it again; so the last ones are kept.  Who may read the documents is asked every time,
before one is looked for here.
"""

from __future__ import annotations

from hoidap.comparison.comparing import Comparison, compare
from hoidap.domain import Document
from hoidap.index.remembered import Remembered

#: Comparisons kept: some readers' last ones, each about as large as its two documents.
KEPT = 8


class Comparisons:
    """Comparisons by what they compare; may be shared by threads."""

    def __init__(self) -> None:
        self._kept: Remembered[tuple[str, ...], Comparison] = Remembered(KEPT)

    def of(self, left: Document, right: Document) -> Comparison:
        """Two documents that the caller may read, side by side."""
        key = (left.id, left.content_hash, right.id, right.content_hash)
        made = self._kept.get(key)
        if made is None:
            made = compare(left, right)
            self._kept.put(key, made)
        return made
