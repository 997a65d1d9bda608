"""Rewriting vectors whose graph is burdened by what was deleted.

Chroma only marks deleted vectors; they take memory and are still walked over.
A generation inherits them from its parent, so they add up.  When they outgrow
``SHARE`` of the living ones, publishing copies the living into a new folder,
at the price of building the graph anew (about 2,500 vectors a second).
"""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np

from hoidap.index.database import in_batches
from hoidap.index.vectors import BATCH, VectorIndex

#: Deleted vectors tolerated for each living one.
SHARE = 0.5
#: Deleted vectors that are always tolerated: walking over them takes no time.
LEAST = 2000


def is_burdened(vectors: VectorIndex) -> bool:
    """Whether ``compact`` is worth its price."""
    living = vectors.count()
    removed = sum(vectors.removed(partition) for partition in vectors.partitions())
    return removed > LEAST and removed > SHARE * living


def compact(path: Path, dimension: int) -> None:
    """Rewrite the vectors in ``path``, which nobody has open, without what was deleted."""
    rewritten = path.with_name(path.name + ".compact")
    source = VectorIndex(path, dimension, read_only=True)
    target = VectorIndex(rewritten, dimension, read_only=False)
    try:
        for partition in source.partitions():
            for some in in_batches(source.ids(partition), BATCH):
                found = source.get(partition, some)
                target.add(partition, list(found), np.stack(list(found.values())))
    finally:
        target.close()
        source.close()
    shutil.rmtree(path)
    rewritten.rename(path)
