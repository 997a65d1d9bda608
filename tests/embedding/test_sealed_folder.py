"""A sealed folder is whole or made again, whatever happened to it or to its builder."""

from __future__ import annotations

import json
import multiprocessing
from collections.abc import Callable
from pathlib import Path

import pytest

from hoidap.embedding.sealed_folder import MANIFEST, SMALL, damage, ensure

LARGE = SMALL + 1


def build(folder: Path) -> None:
    """Two files, and a mark beside the folder for every time it was built."""
    (folder / "inner").mkdir()
    (folder / "config.json").write_text('{"size": 1}')
    (folder / "inner" / "weights").write_bytes(b"\1" * LARGE)
    with (folder.parent / "builds").open("a") as file:
        file.write("x")


def builds(folder: Path) -> int:
    return len((folder.parent / "builds").read_text())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return ensure(tmp_path / "model", build)


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def test_it_is_built_once_and_then_found(folder: Path) -> None:
    assert damage(folder) is None
    assert ensure(folder, build) == folder
    assert builds(folder) == 1
    assert set(json.loads((folder / MANIFEST).read_text())) == {"config.json", "inner/weights"}


@pytest.mark.parametrize(
    ("name", "harm", "said"),
    [
        ("config.json", flip, "config.json has changed"),
        ("config.json", truncate, "config.json has 10 bytes instead of 11"),
        ("inner/weights", truncate, f"has {LARGE - 1} bytes instead of {LARGE}"),
        ("inner/weights", Path.unlink, "inner/weights is missing"),
        (MANIFEST, Path.unlink, "no manifest"),
        (MANIFEST, lambda path: path.write_text(path.read_text()[:50]), "manifest cannot be read"),
        (MANIFEST, lambda path: path.write_text("[1]"), "manifest cannot be read"),
    ],
)
def test_damage_is_named_and_repaired(
    folder: Path, name: str, harm: Callable[[Path], None], said: str
) -> None:
    harm(folder / name)
    assert said in (damage(folder) or "")
    ensure(folder, build)
    assert damage(folder, full=True) is None
    assert builds(folder) == 2


def test_a_full_check_sees_a_flipped_byte_in_a_large_file(folder: Path) -> None:
    flip(folder / "inner" / "weights")
    assert damage(folder) is None
    assert damage(folder, full=True) == "inner/weights has changed"
    ensure(folder, build, full=True)
    assert damage(folder, full=True) is None


def test_a_file_in_the_folders_place_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "model").write_text("not a folder")
    assert damage(ensure(tmp_path / "model", build)) is None


def test_what_a_killed_builder_left_is_swept_away(tmp_path: Path) -> None:
    leftover = tmp_path / ".model.tmp-dead"
    leftover.mkdir()
    (leftover / "half").write_bytes(b"half")
    ensure(tmp_path / "model", build)
    assert not leftover.exists()
    assert list(tmp_path.glob(".model.tmp-*")) == []


def test_a_builder_that_fails_changes_nothing(folder: Path) -> None:
    truncate(folder / "config.json")

    def fail(temporary: Path) -> None:
        build(temporary)
        raise OSError("no space")

    with pytest.raises(OSError, match="no space"):
        ensure(folder, fail)
    assert (folder / "inner" / "weights").exists()
    assert list(folder.parent.glob(".model.tmp-*")) == []
    ensure(folder, build)  # and the turn was given back


def test_processes_at_once_build_it_once(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=ensure, args=(tmp_path / "model", build)) for _ in "123"]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0, 0]
    assert damage(tmp_path / "model", full=True) is None
    assert builds(tmp_path / "model") == 1
