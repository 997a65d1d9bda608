"""The corpus's own syllable statistics, one file for each access partition.

Diacritics are restored from them, so a caller's questions are restored only
from documents that the caller may read.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hoidap.index.partitions import partition_slug
from hoidap.vietnamese.syllable_statistics import SyllableStatistics, base_language, merge

_SUFFIX = ".syllables"


def save_syllables(folder: Path, partition: str, statistics: SyllableStatistics) -> None:
    """Write the statistics of one partition into a generation's ``statistics`` folder."""
    statistics.save(folder / (partition_slug(partition) + _SUFFIX))


def load_syllables(folder: Path, partition: str) -> SyllableStatistics | None:
    """The statistics of one partition, or None when it has none.  Raises CorruptIndexError."""
    path = folder / (partition_slug(partition) + _SUFFIX)
    return SyllableStatistics.load(path) if path.is_file() else None


def readable_syllables(folder: Path, partitions: Sequence[str]) -> SyllableStatistics:
    """The statistics of several partitions together, with the language of questions."""
    found = [load_syllables(folder, partition) for partition in partitions]
    return merge([base_language(), *(each for each in found if each is not None)])
