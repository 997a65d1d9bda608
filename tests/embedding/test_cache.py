"""A text is embedded once; the cache survives kills, company and damage."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from hoidap.embedding.cache import CachedEmbedder, VectorCache
from hoidap.embedding.embedder import Embedder, Vectors
from hoidap.errors import StoreError
from tests.fakes import FakeEmbedder

TEXTS = [f"Điều {n}. Nội dung thứ {n}" for n in range(1200)]
FAKE = FakeEmbedder()


class Counting(FakeEmbedder):
    """Remembers which passages it was asked to embed."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return super().embed_passages(texts)


def test_a_text_is_embedded_once_and_comes_back_exactly(tmp_path: Path) -> None:
    path, behind = tmp_path / "deeper" / "vectors.sqlite", Counting()
    with VectorCache(path) as cache:
        first = CachedEmbedder(behind, cache).embed_passages(TEXTS)
    assert behind.asked == TEXTS
    with VectorCache(path) as cache:
        again = CachedEmbedder(behind, cache).embed_passages(TEXTS[::-1])[::-1]
    assert behind.asked == TEXTS
    assert np.array_equal(first, again)
    assert np.array_equal(first, FAKE.embed_passages(TEXTS))


def test_only_what_is_new_is_embedded_and_repeated_texts_only_once(tmp_path: Path) -> None:
    behind = Counting()
    with VectorCache(tmp_path / "vectors.sqlite") as cache:
        embedder = CachedEmbedder(behind, cache)
        embedder.embed_passages(TEXTS[:2])
        vectors = embedder.embed_passages([TEXTS[1], "mới", TEXTS[0], "mới"])
        assert behind.asked == [*TEXTS[:2], "mới"]
        assert np.array_equal(vectors, FAKE.embed_passages([TEXTS[1], "mới", TEXTS[0], "mới"]))
        assert embedder.embed_passages([]).shape == (0, 384)


def test_models_do_not_share_vectors(tmp_path: Path) -> None:
    with VectorCache(tmp_path / "vectors.sqlite") as cache:
        cache.put_many("một", ["x"], FAKE.embed_passages(["x"]))
        assert cache.get_many("hai", ["x"], 384) == [None]
        assert cache.get_many("một", ["x"], 384)[0] is not None


def test_the_rest_is_the_embedder_behind(tmp_path: Path) -> None:
    with VectorCache(tmp_path / "vectors.sqlite") as cache:
        embedder: Embedder = CachedEmbedder(FAKE, cache)
        assert (embedder.name, embedder.dimension, embedder.max_tokens) == ("fake@1", 384, 512)
        assert embedder.count_tokens(["một hai"]) == FAKE.count_tokens(["một hai"])
        assert np.array_equal(embedder.embed_queries(["một"]), FAKE.embed_queries(["một"]))
        assert cache.get_many("fake@1", ["một"], 384) == [None]


@pytest.mark.parametrize(
    "damaged", [b"", b"\0" * 4 * 384, b"\1" * 4 * 384, np.full(384, np.nan, "<f4").tobytes()]
)
def test_a_damaged_entry_counts_as_missing_and_is_replaced(tmp_path: Path, damaged: bytes) -> None:
    path, behind = tmp_path / "vectors.sqlite", Counting()
    with VectorCache(path) as cache:
        CachedEmbedder(behind, cache).embed_passages(["x"])
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE vectors SET vector = ?", (damaged,))
    connection.close()
    with VectorCache(path) as cache:
        vectors = CachedEmbedder(behind, cache).embed_passages(["x"])
        assert behind.asked == ["x", "x"]
        assert np.array_equal(vectors, FAKE.embed_passages(["x"]))
        assert cache.get_many("fake@1", ["x"], 384)[0] is not None


def test_a_file_that_is_no_database_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "vectors.sqlite"
    path.write_bytes(b"this was a database once" * 100)
    with VectorCache(path) as cache:
        assert CachedEmbedder(FAKE, cache).embed_passages(["x"]).shape == (1, 384)


def test_a_place_that_cannot_hold_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="delete the file"):
        VectorCache(tmp_path / "file" / "vectors.sqlite")


def fill(path: Path, start: int) -> None:
    with VectorCache(path) as cache:
        for n in range(start, start + 400, 20):
            CachedEmbedder(FAKE, cache).embed_passages(TEXTS[n : n + 20])


def fill_and_be_killed(path: Path) -> None:
    cache = VectorCache(path)
    CachedEmbedder(FAKE, cache).embed_passages(TEXTS[:20])
    cache._connection.execute("BEGIN")
    cache._connection.execute("DELETE FROM vectors")
    os.kill(os.getpid(), signal.SIGKILL)


def test_processes_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "vectors.sqlite"
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=fill, args=(path, start)) for start in (0, 200, 400)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0, 0]
    with VectorCache(path) as cache:
        assert all(vector is not None for vector in cache.get_many("fake@1", TEXTS[:800], 384))


def test_a_killed_process_leaves_what_it_had_written(tmp_path: Path) -> None:
    path = tmp_path / "vectors.sqlite"
    process = multiprocessing.get_context("spawn").Process(target=fill_and_be_killed, args=(path,))
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL
    with VectorCache(path) as cache:
        assert all(vector is not None for vector in cache.get_many("fake@1", TEXTS[:20], 384))
