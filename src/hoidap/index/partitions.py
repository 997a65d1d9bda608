"""Access partitions: documents with the same readers share one part of the index.

What a caller may not read must not influence what he is shown, not even by its
rank.  A metadata filter acts on candidates and costs Chroma 90 times the query
time when it is always on, so restriction is structural: every set of readers
has its own Chroma collection and its own tantivy folder, and a query opens only
those its caller may read.

A partition is named by a key: ``public``, ``internal`` or ``groups:a|b`` (all
labels, sorted).  A caller holding *any* of the labels reads it; everyone holds
``public``.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable

from hoidap.errors import DocumentError

PUBLIC = "public"
INTERNAL = "internal"

_GROUPS = "groups:"
_SEPARATOR = "|"


def access_partition(access: Iterable[str]) -> str:
    """The key of the partition that holds documents with these access labels.

    ``public`` among the labels makes a document public.  Raises DocumentError
    when there is no label (nobody could ever read the document) or when a label
    is blank or contains ``|``.
    """
    labels = sorted({unicodedata.normalize("NFC", label) for label in access})
    if not labels:
        raise DocumentError(
            "The document has an empty access list.",
            "Write `public`, `internal` or group names under `access`.",
        )
    for label in labels:
        if not label.strip() or _SEPARATOR in label:
            raise DocumentError(
                f"The access label {label!r} cannot be used.",
                f"Give a name that is not blank and has no {_SEPARATOR!r}.",
            )
    if PUBLIC in labels:
        return PUBLIC
    if labels == [INTERNAL]:
        return INTERNAL
    return _GROUPS + _SEPARATOR.join(labels)


def partition_labels(partition: str) -> frozenset[str]:
    """The labels of which a caller needs one to read ``partition``."""
    if partition.startswith(_GROUPS):
        return frozenset(partition.removeprefix(_GROUPS).split(_SEPARATOR))
    return frozenset({partition})


def readable(partitions: Iterable[str], caller_labels: Iterable[str]) -> list[str]:
    """Those of ``partitions`` that a caller with these labels may read, in the given order."""
    held = {unicodedata.normalize("NFC", label) for label in caller_labels} | {PUBLIC}
    return [partition for partition in partitions if partition_labels(partition) & held]


def partition_slug(partition: str) -> str:
    """A name for ``partition`` that Chroma and every file system accept.

    Group names may hold any letter and any length, so groups are named by 128
    bits of the SHA-256 of their key.
    """
    if partition in (PUBLIC, INTERNAL):
        return partition
    return "groups-" + hashlib.sha256(partition.encode()).hexdigest()[:32]
