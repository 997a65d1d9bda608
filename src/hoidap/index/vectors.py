"""Vectors of all passages, in embedded Chroma: one collection per access partition.

Chroma holds ids and vectors and nothing else: text in it would cut insertion to
a quarter and a metadata filter that is always on makes a query 90 times slower
at 100,000 passages, so text is the catalogue's and restriction is structural.

Similarity is the cosine (Chroma's cosine distance is 1 minus it).

Properties of Chroma 1.5 that shape the rest of the index:

* A client never sees what another process writes, and within a process all
  clients of one path share one state.  So a folder that anybody may have open
  is never written again: every generation has its own.
* ``client.close()`` frees the shared state only with the last client of its
  path, and opening is not guarded against another thread doing the same.  So
  opening and closing happen under one lock here.
* The graph is written to disk after every ``sync_threshold`` changes; what came
  later stands in a log that every opening replays into the graph (2.4 s for
  3,500 vectors, 0.03 s without).  So closing a changed index *settles* it: the
  threshold is lowered and a few idle changes make Chroma write the graph.
* Deleted vectors stay in the graph as tombstones.  The number is kept with the
  collection; ``compaction`` rewrites an index that has too many.  A graph of
  nothing but tombstones is written anew at every opening, so a collection that
  has become empty is deleted.
* Opening inserts one row into a bookkeeping table of Chroma's own, so on a disk that
  cannot be written a reader opens a ``shadow`` of the folder.
"""

from __future__ import annotations

import heapq
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from hoidap.errors import CorruptIndexError
from hoidap.index.damage import cannot_write, reading, unreadable
from hoidap.index.database import in_batches
from hoidap.index.orphans import DATABASE, remove_orphans
from hoidap.index.partitions import partition_slug
from hoidap.index.record import REPAIR
from hoidap.index.shadow import make_shadow, remove_shadow

if TYPE_CHECKING:  # it takes a second to import, which only those that open vectors wait for
    import chromadb

Vectors = npt.NDArray[np.float32]

#: The graph.  Measured with 100,000 vectors of 384 dimensions in topics (48 latent
#: dimensions), recall@10 / @50 / @100 against exact search and median time of a query:
#: ef_search 100 (Chroma's default): 0.998 / 0.979 / 0.943, 1.6 ms; 200: 0.998 / 0.996 /
#: 0.988, 2.1 ms; 400: 1.000 / 0.9995 / 0.998, 3.2 ms; 800: 4.4 ms.  Fusion looks at 50 to
#: 100 candidates, so 400.  ef_construction 200 instead of 100 halved the speed of building
#: (1,130 to 550 a second on a busy machine) and changed recall by less than 0.001.
MAX_NEIGHBORS = 16
EF_CONSTRUCTION = 100
EF_SEARCH = 400
#: Changes between two writes of the graph to disk while building; every write walks all of it.
SYNC_THRESHOLD = 10_000
#: The least Chroma allows; makes it write the graph at once.
_SETTLE_THRESHOLD = 2
#: Idle changes that surely pass that threshold.
_IDLE_CHANGES = 3
#: Vectors sent to Chroma at once; it accepts 5,461.
BATCH = 2000
#: Chroma demands 3 to 512 characters; ``public`` and ``groups-...`` are longer anyway.
_PREFIX = "passages-"

_lifecycle = threading.Lock()


class VectorIndex:
    """Ids and vectors of passages, by access partition; queries may run in many threads."""

    def __init__(self, path: Path, dimension: int, *, read_only: bool) -> None:
        """Open the Chroma folder ``path`` for vectors of ``dimension``.

        An index to be written is created if absent.  Raises CorruptIndexError when
        one to be read is absent or Chroma cannot open it, StoreError when one to be
        written is on a disk that cannot be.
        """
        self.path = path
        self.dimension = dimension
        self.read_only = read_only
        self._pending: dict[str, dict[str, Vectors]] = {}
        self._removed: Counter[str] = Counter()
        self._changed: set[str] = set()
        self._shadow: Path | None = None
        self._name = f"The vector index in {path}"
        if read_only and not (path / DATABASE).is_file():
            raise CorruptIndexError(f"{self._name} is damaged: there is no {DATABASE}.", REPAIR)
        if not read_only:
            path.mkdir(parents=True, exist_ok=True)
        with reading(self._name):
            self._open()
            if not read_only:
                self._set_threshold(self._collections, SYNC_THRESHOLD)

    def _open(self) -> None:
        from chromadb.errors import ChromaError  # noqa: PLC0415 (start-up)

        try:
            self._connect(self.path)
        except (ChromaError, ValueError) as error:
            if not (self.read_only and cannot_write(error)):
                raise
            self._shadow = make_shadow(self.path, copied=[DATABASE])
            self._connect(self._shadow)

    def _connect(self, folder: Path) -> None:
        import chromadb  # noqa: PLC0415 (start-up)
        from chromadb.api.client import Client  # noqa: PLC0415
        from chromadb.config import Settings as ChromaSettings  # noqa: PLC0415

        # Chroma would also read a file .env of the working folder, whoever that belongs to.
        settings = ChromaSettings(
            _env_file=None,  # type: ignore[call-arg]  # pydantic-settings accepts it
            anonymized_telemetry=False,
        )
        with _lifecycle:
            client = chromadb.PersistentClient(str(folder.absolute()), settings=settings)
        assert isinstance(client, Client)  # the declared type lacks close()
        self._client = client
        self._collections = {
            str((collection.metadata or {})["partition"]): collection
            for collection in client.list_collections()
        }

    def _disconnect(self) -> None:
        self._collections = {}
        with _lifecycle:
            self._client.close()
        if self._shadow is not None:
            remove_shadow(self._shadow)

    def close(self) -> None:
        """Write what is pending, settle, and free Chroma's memory and files."""
        self.flush()
        if self._changed:
            kept = sorted(partition for partition in self._changed if self.count(partition))
            for partition in self._changed.difference(kept):
                self._client.delete_collection(self._collections.pop(partition).name)
            for partition in kept:
                self._collections[partition].modify(
                    metadata={"partition": partition, "removed": self.removed(partition)}
                )
            self._set_threshold(kept, _SETTLE_THRESHOLD)
            self._disconnect()
            self._connect(self.path)  # the threshold takes effect when the graph is loaded
            for partition in kept:
                self._settle(self._collections[partition])
            self._changed, self._removed = set(), Counter()
            self._disconnect()
            remove_orphans(self.path)
        else:
            self._disconnect()

    def _set_threshold(self, partitions: Iterable[str], threshold: int) -> None:
        for partition in partitions:
            self._collections[partition].modify(
                configuration={"hnsw": {"sync_threshold": threshold}}
            )

    def _settle(self, collection: chromadb.Collection) -> None:
        """Make Chroma write the graph by changes that change nothing."""
        found = collection.get(limit=_IDLE_CHANGES, include=["embeddings"])
        vectors: Any = found["embeddings"]
        for _ in range(0, _IDLE_CHANGES, len(found["ids"])):
            collection.upsert(ids=found["ids"], embeddings=vectors)

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
        self._require_writable()
        if not len(ids):
            return
        pending = self._pending.setdefault(partition, {})
        for passage_id, vector in zip(ids, vectors, strict=True):
            pending[passage_id] = vector
        if len(pending) >= BATCH:
            self._send(partition)

    def delete(self, partition: str, ids: Sequence[str]) -> None:
        """Remove ``ids``; unknown ones are no error."""
        self._require_writable()
        self._send(partition)
        collection = self._collections.get(partition)
        if collection is None or not len(ids):
            return
        for some in in_batches(ids, BATCH):
            collection.delete(ids=some)
        self._removed[partition] += len(ids)
        self._changed.add(partition)

    def _require_writable(self) -> None:
        if self.read_only:
            raise ValueError(f"The vectors in {self.path} are open for reading only.")

    def flush(self) -> None:
        """Send everything added so far to Chroma."""
        for partition in list(self._pending):
            self._send(partition)

    def _send(self, partition: str) -> None:
        for some in in_batches(self._pending.pop(partition, {}).items(), BATCH):
            ids = [passage_id for passage_id, _ in some]
            stacked = np.stack([vector for _, vector in some]).astype(np.float32)
            self._collection(partition).upsert(ids=ids, embeddings=stacked)
            self._changed.add(partition)

    def _collection(self, partition: str) -> chromadb.Collection:
        if partition not in self._collections:
            self._collections[partition] = self._client.create_collection(
                _PREFIX + partition_slug(partition),
                metadata={"partition": partition, "removed": 0},
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
        self.flush()
        return sorted(self._collections)

    def removed(self, partition: str) -> int:
        """How many vectors of ``partition`` were deleted and still burden its graph."""
        collection = self._collections.get(partition)
        stored = (collection.metadata or {}).get("removed", 0) if collection else 0
        return int(stored) + self._removed[partition]

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
            with reading(self._name):
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
        for some in in_batches(ids, BATCH):
            stored = collection.get(ids=some, include=["embeddings"])
            embeddings: Any = stored["embeddings"]
            for passage_id, vector in zip(stored["ids"], embeddings, strict=True):
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

    def probe(self) -> None:
        """Load every partition's graph and ask it one question.

        Raises CorruptIndexError when a graph cannot be read or answers nothing.
        """
        anywhere = np.full((1, self.dimension), self.dimension**-0.5, dtype=np.float32)
        for partition in self.partitions():
            with reading(self._name):
                answered = bool(self.query(anywhere, 1, [partition])[0])
                empty = self.count(partition) == 0
            if not answered and not empty:
                raise unreadable(self._name, f"partition {partition!r} finds nothing")
