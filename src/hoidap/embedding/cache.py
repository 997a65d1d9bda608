"""Vectors of passages already embedded, so that an unchanged text is never embedded twice.

One SQLite file, key SHA-256 of model name and text, value the float32 vector
exactly as the model gave it: a rebuild from the cache gives the same index,
byte for byte.  Write-ahead logging lets several processes read and write it,
and a killed one loses at most its last batch.

It is only a cache.  An entry that is not a unit vector of the right length
counts as missing, a file that is no database is begun anew, and an operator
may delete it whenever no ingest runs.
"""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

import numpy as np
import numpy.typing as npt

from hoidap.embedding.embedder import Embedder, Vectors
from hoidap.errors import StoreError

Vector = npt.NDArray[np.float32]

#: Another process writes a batch in milliseconds; a minute means that it hangs.
_PATIENCE_SECONDS = 60.0

#: Keys per SELECT: below the 999 parameters that every build of SQLite takes.
_KEYS_PER_SELECT = 500

#: Texts embedded between two writes: some five seconds of work, all a kill can lose.
_TEXTS_PER_WRITE = 256

#: float32 sums of 384 squares differ from 1 by 1e-6; a damaged vector by far more.
_NORM_TOLERANCE = 1e-3

_SCHEMA = "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL)"


class VectorCache:
    """The file of vectors.  Threads and processes may share it.  Raises StoreError."""

    def __init__(self, path: Path) -> None:
        """Open or begin the cache at ``path``."""
        self._path = path
        self._lock = threading.Lock()
        with self._explained():
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._connection = self._open()
            except sqlite3.OperationalError:
                raise  # locked, read-only or full: the file itself may be sound
            except sqlite3.DatabaseError:
                for suffix in ("", "-wal", "-shm"):
                    path.with_name(path.name + suffix).unlink(missing_ok=True)
                self._connection = self._open()

    def __enter__(self) -> VectorCache:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def get_many(self, model: str, texts: Sequence[str], dimension: int) -> list[Vector | None]:
        """The vector of each text as ``model`` gave it, (dimension,) float32, or None."""
        keys = [_key(model, text) for text in texts]
        found: dict[bytes, bytes] = {}
        with self._explained(), self._lock:
            for start in range(0, len(keys), _KEYS_PER_SELECT):
                some = keys[start : start + _KEYS_PER_SELECT]
                marks = ",".join("?" * len(some))
                found.update(
                    self._connection.execute(
                        f"SELECT key, vector FROM vectors WHERE key IN ({marks})", some
                    )
                )
        return [_vector(found.get(key), dimension) for key in keys]

    def put_many(self, model: str, texts: Sequence[str], vectors: Vectors) -> None:
        """Keep row i of ``vectors`` as what ``model`` gives for text i; all or none."""
        rows = [
            (_key(model, text), np.asarray(vector, "<f4").tobytes())
            for text, vector in zip(texts, vectors, strict=True)
        ]
        with self._explained(), self._lock, self._connection:
            self._connection.executemany("REPLACE INTO vectors VALUES (?, ?)", rows)

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=_PATIENCE_SECONDS, check_same_thread=False)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            # With write-ahead logging this cannot corrupt; a power cut may lose the last batch.
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute(_SCHEMA)
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise StoreError(
                f"The vector cache {self._path} cannot be used: {error}.",
                "Check space and permissions there, or delete the file: it is made again.",
            ) from error


class CachedEmbedder:
    """An ``Embedder`` that asks ``cache`` before it embeds passages."""

    def __init__(self, embedder: Embedder, cache: VectorCache) -> None:
        self._embedder = embedder
        self._cache = cache

    @property
    def name(self) -> str:
        """Identity stored with an index: that of the embedder behind."""
        return self._embedder.name

    @property
    def dimension(self) -> int:
        """Length of every vector."""
        return self._embedder.dimension

    @property
    def max_tokens(self) -> int:
        """Longest input in tokens, special tokens and prompt included."""
        return self._embedder.max_tokens

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, never cached: (n, dimension) float32, L2-normalised."""
        return self._embedder.embed_queries(texts)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, cached or new: (n, dimension) float32, L2-normalised."""
        vectors = np.empty((len(texts), self.dimension), np.float32)
        missing: dict[str, list[int]] = {}
        for i, known in enumerate(self._cache.get_many(self.name, texts, self.dimension)):
            if known is None:
                missing.setdefault(texts[i], []).append(i)
            else:
                vectors[i] = known
        new = list(missing)
        for start in range(0, len(new), _TEXTS_PER_WRITE):
            some = new[start : start + _TEXTS_PER_WRITE]
            embedded = self._embedder.embed_passages(some)
            self._cache.put_many(self.name, some, embedded)
            for text, vector in zip(some, embedded, strict=True):
                vectors[missing[text]] = vector
        return vectors

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens each text takes as a passage, special tokens and prompt included."""
        return self._embedder.count_tokens(texts)


def _key(model: str, text: str) -> bytes:
    # A model's name holds no line break, so no two pairs give one string.
    return hashlib.sha256(f"{model}\n{text}".encode()).digest()


def _vector(stored: bytes | None, dimension: int) -> Vector | None:
    if stored is None or len(stored) != 4 * dimension:
        return None
    vector = np.frombuffer(stored, "<f4").astype(np.float32)
    return vector if abs(float(np.linalg.norm(vector)) - 1) < _NORM_TOLERANCE else None
