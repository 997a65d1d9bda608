"""Vectors of all passages, in embedded Chroma: one collection per access partition.

Chroma holds ids and vectors and nothing else: text in it would cut insertion to
a quarter and a metadata filter that is always on makes a query 90 times slower
at 100,000 passages, so text is the catalogue's and restriction is structural.

Similarity is the cosine (Chroma's cosine distance is 1 minus it).

Two properties of Chroma 1.5 shape the rest of the index:

* A client never sees what another process writes, and within a process all
  clients of one path share one state.  So a folder that anybody may have open
  is never written again: every generation has its own.
* ``client.close()`` frees the shared state only with the last client of its
  path, and opening is not guarded against another thread doing the same.  So
  opening and closing happen under one lock here.
"""

from __future__ import annotations

import heapq
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import chromadb
import numpy as np
import numpy.typing as npt
from chromadb.api.client import Client
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError

from hoidap.errors import CorruptIndexError
from hoidap.index.partitions import partition_slug

Vectors = npt.NDArray[np.float32]

#: Graph neighbours per vector, candidates when building, candidates when searching.
MAX_NEIGHBORS = 16
EF_CONSTRUCTION = 200
EF_SEARCH = 400
#: Vectors between two writes of the graph to disk; every write walks all of it.
SYNC_THRESHOLD = 10_000
#: Vectors sent to Chroma at once; it accepts 5,461.
BATCH = 2000
#: Chroma demands 3 to 512 characters; ``public`` and ``groups-...`` are longer anyway.
_PREFIX = "passages-"

_lifecycle = threading.Lock()


class VectorIndex:
    """Ids and vectors of passages, by access partition; queries may run in many threads."""

    def __init__(self, path: Path, dimension: int) -> None:
        """Open the Chroma folder ``path``, created if absent, for vectors of ``dimension``.

        Raises CorruptIndexError when Chroma cannot open it.
        """
        self.path = path
        self.dimension = dimension
        self._pending: dict[str, dict[str, Vectors]] = {}
        path.mkdir(parents=True, exist_ok=True)
        settings = ChromaSettings(anonymized_telemetry=False)
        try:
            with _lifecycle:
                client = chromadb.PersistentClient(str(path.absolute()), settings=settings)
            assert isinstance(client, Client)  # the declared type lacks close()
            self._client = client
            self._collections = {
                str((collection.metadata or {})["partition"]): collection
                for collection in self._client.list_collections()
            }
        except (ChromaError, ValueError, KeyError) as error:
            raise CorruptIndexError(
                f"The vectors in {path} cannot be read: {error}.",
                "Roll back to an earlier generation or rebuild: hoidap-ingest --rebuild PATH",
            ) from error

    def close(self) -> None:
        """Write what is pending and free Chroma's memory and files."""
        self.flush()
        with _lifecycle:
            self._client.close()
        self._collections = {}

    # Writing

    def add(self, partition: str, ids: Sequence[str], vectors: Vectors) -> None:
        """Store ``vectors`` (n, dimension) under ``ids`` (n), in place of earlier ones.

        They are sent in batches; ``flush`` sends the rest.  Raises ValueError on a wrong shape.
        """
        if vectors.shape != (len(ids), self.dimension):
            raise ValueError(
                f"{len(ids)} ids need vectors of shape ({len(ids)}, {self.dimension}), "
                f"got {vectors.shape}."
            )
        pending = self._pending.setdefault(partition, {})
        for passage_id, vector in zip(ids, vectors, strict=True):
            pending[passage_id] = vector
        if len(pending) >= BATCH:
            self._send(partition)

    def delete(self, partition: str, ids: Sequence[str]) -> None:
        """Remove ``ids``; unknown ones are no error."""
        self._send(partition)
        collection = self._collections.get(partition)
        if collection is None:
            return
        for start in range(0, len(ids), BATCH):
            collection.delete(ids=list(ids[start : start + BATCH]))

    def flush(self) -> None:
        """Send everything added so far to Chroma."""
        for partition in list(self._pending):
            self._send(partition)

    def _send(self, partition: str) -> None:
        pending = self._pending.pop(partition, {})
        ids = list(pending)
        for start in range(0, len(ids), BATCH):
            some = ids[start : start + BATCH]
            stacked = np.stack([pending[passage_id] for passage_id in some]).astype(np.float32)
            self._collection(partition).upsert(ids=some, embeddings=stacked)

    def _collection(self, partition: str) -> chromadb.Collection:
        if partition not in self._collections:
            self._collections[partition] = self._client.create_collection(
                _PREFIX + partition_slug(partition),
                metadata={"partition": partition},
                embedding_function=None,
                configuration={
                    "hnsw": {
                        "space": "cosine",
                        "max_neighbors": MAX_NEIGHBORS,
                        "ef_construction": EF_CONSTRUCTION,
                        "ef_search": EF_SEARCH,
                        "sync_threshold": SYNC_THRESHOLD,
                    }
                },
            )
        return self._collections[partition]

    # Reading

    def partitions(self) -> list[str]:
        """The partitions that have a collection, ascending."""
        return sorted({*self._collections, *self._pending})

    def query(
        self, vectors: Vectors, k: int, partitions: Sequence[str]
    ) -> list[list[tuple[str, float]]]:
        """For each of ``vectors`` (n, dimension) the ``k`` nearest (id, cosine similarity).

        Only ``partitions`` are searched; best first, ties by id.
        """
        self.flush()
        nearest: list[list[tuple[str, float]]] = [[] for _ in vectors]
        for partition in dict.fromkeys(partitions):
            collection = self._collections.get(partition)
            if collection is None:
                continue
            found = collection.query(
                query_embeddings=np.ascontiguousarray(vectors, dtype=np.float32),
                n_results=k,
                include=["distances"],
            )
            distances = found["distances"] or []
            for row, ids, away in zip(nearest, found["ids"], distances, strict=True):
                row.extend((passage_id, 1.0 - d) for passage_id, d in zip(ids, away, strict=True))
        return [heapq.nsmallest(k, row, key=lambda hit: (-hit[1], hit[0])) for row in nearest]

    def get(self, partition: str, ids: Sequence[str]) -> dict[str, Vectors]:
        """Stored vectors (dimension,) by id; unknown ids are left out."""
        self.flush()
        collection = self._collections.get(partition)
        found: dict[str, Vectors] = {}
        if collection is None:
            return found
        for start in range(0, len(ids), BATCH):
            some = collection.get(ids=list(ids[start : start + BATCH]), include=["embeddings"])
            embeddings: Any = some["embeddings"]
            for passage_id, vector in zip(some["ids"], embeddings, strict=True):
                found[passage_id] = np.asarray(vector, dtype=np.float32)
        return found

    def ids(self, partition: str) -> Iterator[str]:
        """All ids of one partition, in batches of ``BATCH``."""
        self.flush()
        collection = self._collections.get(partition)
        offset = 0
        while collection is not None:
            some = collection.get(limit=BATCH, offset=offset, include=[])["ids"]
            if not some:
                return
            yield from some
            offset += len(some)

    def count(self, partition: str | None = None) -> int:
        """How many vectors one partition, or all, hold."""
        self.flush()
        wanted = self._collections if partition is None else {partition: None}
        return sum(self._collections[key].count() for key in wanted if key in self._collections)
