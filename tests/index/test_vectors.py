"""Vectors are found by cosine, by readers who may, and open without a replay."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

import numpy as np
import pytest

from hoidap.errors import CorruptIndexError
from hoidap.index.compaction import compact, is_burdened
from hoidap.index.vectors import VectorIndex, Vectors

DIMENSION = 32


def unit(count: int, seed: int = 0) -> Vectors:
    rows = np.random.default_rng(seed).standard_normal((count, DIMENSION)).astype(np.float32)
    normed: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return normed


def names(count: int, prefix: str = "p") -> list[str]:
    return [f"{prefix}{n}" for n in range(count)]


def writable(path: Path) -> VectorIndex:
    return VectorIndex(path / "chroma", DIMENSION, read_only=False)


def readable(path: Path) -> VectorIndex:
    return VectorIndex(path / "chroma", DIMENSION, read_only=True)


def digests(folder: Path) -> dict[str, str]:
    """Content of all files but Chroma's SQLite, whose bookkeeping every opening touches."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "chroma.sqlite3"
    }


def test_the_nearest_are_those_of_an_exact_search(tmp_path: Path) -> None:
    stored, asked = unit(2000), unit(30, seed=1)
    index = writable(tmp_path)
    index.add("public", names(2000), stored)
    index.close()
    index = readable(tmp_path)
    found = index.query(asked, 10, ["public"])
    index.close()
    exact = asked @ stored.T
    recalled = 0
    for hits, similarities in zip(found, exact, strict=True):
        best = np.argsort(-similarities)[:10]
        recalled += len({f"p{n}" for n in best} & {passage_id for passage_id, _ in hits})
        assert [s for _, s in hits] == sorted((s for _, s in hits), reverse=True)
        for passage_id, similarity in hits:
            assert similarity == pytest.approx(similarities[int(passage_id[1:])], abs=1e-5)
    assert recalled / 300 >= 0.99


def test_a_query_returns_nothing_from_a_partition_it_does_not_name(tmp_path: Path) -> None:
    index = writable(tmp_path)
    vectors = unit(300)
    for partition, prefix in (("public", "p"), ("internal", "i"), ("groups:Ban A|b", "g")):
        index.add(partition, names(300, prefix), vectors)
    index.close()
    index = readable(tmp_path)
    assert index.partitions() == ["groups:Ban A|b", "internal", "public"]
    for query in index.query(vectors, 300, ["public"]):
        assert {passage_id[0] for passage_id, _ in query} == {"p"}
    merged = index.query(vectors[:1], 3, ["public", "internal", "groups:Ban A|b", "internal"])[0]
    assert [passage_id for passage_id, _ in merged] == ["g0", "i0", "p0"]
    assert index.query(vectors[:1], 3, []) == [[]]
    assert index.query(vectors[:1], 3, ["unknown"]) == [[]]
    index.close()


def test_vectors_are_replaced_deleted_and_counted(tmp_path: Path) -> None:
    index = writable(tmp_path)
    index.add("public", names(50), unit(50))
    index.delete("public", ["p3", "never there"])
    index.add("public", ["p4"], unit(1, seed=9))
    index.delete("unknown", ["p4"])
    assert index.count() == index.count("public") == 49
    assert index.query(unit(1, seed=9), 1, ["public"])[0][0][0] == "p4"
    index.close()
    index = readable(tmp_path)
    assert sorted(index.ids("public")) == sorted(set(names(50)) - {"p3"})
    stored = index.get("public", ["p4", "p3", "p5"])
    assert set(stored) == {"p4", "p5"}
    assert np.allclose(stored["p4"], unit(1, seed=9)[0], atol=1e-6)
    index.close()


def test_a_deleted_and_added_again_vector_is_found(tmp_path: Path) -> None:
    index = writable(tmp_path)
    index.add("public", names(20), unit(20))
    index.flush()
    index.delete("public", names(20))
    index.add("public", names(20), unit(20))
    index.close()
    index = readable(tmp_path)
    hits = index.query(unit(20), 1, ["public"])
    assert [row[0][0] for row in hits] == names(20)
    index.close()


def test_opening_a_closed_index_changes_none_of_its_graphs(tmp_path: Path) -> None:
    """Chroma would otherwise replay its log into the graph at every opening."""
    index = writable(tmp_path)
    index.add("public", names(700), unit(700))
    index.add("internal", ["only"], unit(1))
    index.add("groups:x", names(5), unit(5))
    index.flush()
    index.delete("groups:x", names(5))
    index.close()
    assert len([path for path in (tmp_path / "chroma").iterdir() if path.is_dir()]) == 2
    before = digests(tmp_path)
    assert any(name.endswith("data_level0.bin") for name in before)
    for _ in range(2):
        index = readable(tmp_path)
        index.probe()
        assert (index.count(), index.query(unit(1), 2, ["groups:x"])) == (701, [[]])
        index.close()
    assert digests(tmp_path) == before


def test_a_settled_index_can_be_copied_and_written_on(tmp_path: Path) -> None:
    index = writable(tmp_path)
    index.add("public", names(700), unit(700))
    index.close()
    shutil.copytree(tmp_path / "chroma", tmp_path / "next" / "chroma")
    index = writable(tmp_path / "next")
    index.add("public", ["new"], unit(1, seed=5))
    index.delete("public", ["p0"])
    index.close()
    old, new = readable(tmp_path), readable(tmp_path / "next")
    assert old.query(unit(1), 1, ["public"])[0][0][0] == "p0"
    assert new.query(unit(1), 1, ["public"])[0][0][0] != "p0"
    assert (old.count(), new.count(), new.removed("public")) == (700, 700, 1)
    old.close()
    new.close()


def test_an_index_burdened_by_deletions_is_rewritten(tmp_path: Path) -> None:
    index = writable(tmp_path)
    index.add("public", names(4000), unit(4000))
    index.add("internal", names(3, "i"), unit(3))
    assert not is_burdened(index)
    index.delete("public", names(3000))
    assert is_burdened(index)
    index.close()
    size = sum(p.stat().st_size for p in tmp_path.rglob("*") if p.is_file())
    compact(tmp_path / "chroma", DIMENSION)
    assert sum(p.stat().st_size for p in tmp_path.rglob("*") if p.is_file()) < size / 2
    index = readable(tmp_path)
    assert (index.count("public"), index.count("internal"), is_burdened(index)) == (1000, 3, False)
    hits = index.query(unit(4000)[3000:3050], 1, ["public"])
    assert [row[0][0] for row in hits] == names(3050)[3000:]
    index.close()


def test_opening_and_closing_often_leaks_neither_files_nor_threads(tmp_path: Path) -> None:
    index = writable(tmp_path)
    index.add("public", names(10), unit(10))
    index.close()

    def held() -> tuple[int, int]:
        return len(list(Path("/proc/self/fd").iterdir())), len(os.listdir("/proc/self/task"))  # noqa: PTH208

    def open_once(number: int) -> None:
        copy = tmp_path / str(number)
        shutil.copytree(tmp_path / "chroma", copy / "chroma")
        opened = readable(copy)
        opened.probe()
        opened.close()

    for number in range(3):
        open_once(number)
    files, threads = held()
    for number in range(3, 18):
        open_once(number)
    more_files, more_threads = held()
    assert more_files <= files + 5
    assert more_threads <= threads + 5


def test_two_readers_of_one_path_close_independently(tmp_path: Path) -> None:
    index = writable(tmp_path)
    index.add("public", names(10), unit(10))
    index.close()
    first, second = readable(tmp_path), readable(tmp_path)
    first.close()
    assert second.query(unit(1), 1, ["public"])[0][0][0] == "p0"
    second.close()


def test_vectors_of_a_wrong_shape_are_refused(tmp_path: Path) -> None:
    index = writable(tmp_path)
    with pytest.raises(ValueError, match=r"shape \(2, 32\)"):
        index.add("public", names(2), unit(3))
    with pytest.raises(ValueError, match=r"shape \(1, 32\)"):
        index.add("public", names(1), np.zeros((1, 5), dtype=np.float32))
    index.close()


def test_a_reader_does_not_write_and_does_not_create(tmp_path: Path) -> None:
    with pytest.raises(CorruptIndexError, match="hoidap-ingest --rebuild PATH"):
        readable(tmp_path)
    assert list(tmp_path.iterdir()) == []
    writable(tmp_path).close()
    index = readable(tmp_path)
    with pytest.raises(ValueError, match="reading only"):
        index.add("public", names(1), unit(1))
    with pytest.raises(ValueError, match="reading only"):
        index.delete("public", names(1))
    index.close()
