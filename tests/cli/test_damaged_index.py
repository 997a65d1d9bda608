"""A damaged index is named, with the way out, before any native code reads it.

Every command runs as a process of its own: what is guarded against ends a process by a
signal, without a word.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from hoidap.index.generation import GenerationStore
from hoidap.settings import Settings

#: Bytes overwritten at one place.
OVERWRITTEN = 4096
PLACES = 20


def run(data: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hoidap.cli.main", *command, "--data", str(data)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def files_of(data: Path) -> list[Path]:
    folder = data / "index" / "generations" / "000001"
    listed = sorted(path for path in folder.rglob("*") if path.is_file() and path.stat().st_size)
    return [path for path in listed if path.name != "record.json"]


def places(data: Path) -> list[tuple[str, int]]:
    """Every file once, at its beginning, then the largest ones at places drawn by lot."""
    drawn = Random(20)
    files = files_of(data)
    found = [(path.relative_to(data).as_posix(), 0) for path in files]
    largest = sorted(files, key=lambda path: -path.stat().st_size)[:5]
    while len(found) < PLACES:
        path = largest[len(found) % len(largest)]
        found.append((path.relative_to(data).as_posix(), drawn.randrange(path.stat().st_size)))
    return found


def overwrite(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    end = min(len(content), at + OVERWRITTEN)
    content[at:end] = Random(at).randbytes(end - at)
    path.write_bytes(content)


def assert_told(found: subprocess.CompletedProcess[str]) -> None:
    said = found.stdout + found.stderr
    assert found.returncode == 1, (found.returncode, said)
    assert "Traceback" not in said
    assert "hoidap index rollback" in said


@pytest.fixture(scope="module")
def sound(corpus_settings: Settings) -> Path:
    """A data folder with the shipped corpus."""
    return corpus_settings.data


@pytest.fixture
def data(sound: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of it, to be damaged."""
    copy = tmp_path / "data"
    shutil.copytree(sound, copy)
    yield copy
    shutil.rmtree(copy)


def test_twenty_places_are_told_by_the_check_that_every_command_makes(data: Path) -> None:
    store = GenerationStore(data)
    missed = []
    found = places(data)
    assert len(found) >= PLACES
    for name, at in found:
        path = data / name
        before = path.read_bytes()
        overwrite(path, at)
        told = run(data, "index", "verify")
        if told.returncode != 1 or "Traceback" in told.stderr or "rollback" not in told.stderr:
            missed.append((name, at, told.returncode, told.stderr[-300:]))
        path.write_bytes(before)
    assert not missed
    store.check()


@pytest.mark.parametrize("name", ["data_level0.bin", "link_lists.bin", "header.bin", "length.bin"])
def test_a_question_over_a_damaged_graph_gets_the_way_out(data: Path, name: str) -> None:
    for path in data.rglob(name):
        if path.stat().st_size:
            overwrite(path, path.stat().st_size // 2)
    if not any(path.stat().st_size for path in data.rglob(name)):
        pytest.skip(f"a small index has no {name}")
    assert_told(run(data, "ask", "Ai ký Chỉ thị 05-CT/TW?"))


@pytest.mark.parametrize(
    "command", [("ask", "Ai ký?"), ("serve", "--port", "1"), ("doctor", "--json")]
)
def test_each_command_tells_of_a_damaged_database(data: Path, command: tuple[str, ...]) -> None:
    database = next(data.rglob("chroma.sqlite3"))
    overwrite(database, 8192)
    found = run(data, *command)
    said = found.stdout + found.stderr
    assert found.returncode == 1, said
    assert "Traceback" not in said
    if command[0] != "serve":  # a port that may not be taken is told first
        assert "hoidap index rollback" in said


@pytest.mark.parametrize("damage", ["cut", "emptied", "lost", "exchanged"])
def test_other_damage_is_told_as_well(data: Path, damage: str) -> None:
    graph, words = next(data.rglob("data_level0.bin")), next(data.rglob("*.store"))
    if damage == "cut":
        graph.write_bytes(graph.read_bytes()[:-100])
    elif damage == "emptied":
        graph.write_bytes(b"")
    elif damage == "lost":
        words.unlink()
    else:
        one, other = graph.read_bytes(), words.read_bytes()
        graph.write_bytes(other)
        words.write_bytes(one)
    assert_told(run(data, "search", "khen thưởng"))


def test_rollback_passes_over_generations_that_are_damaged_too(tmp_path: Path) -> None:
    from tests.index import samples

    for count in (1, 2, 3):
        samples.publish(tmp_path, *(samples.document(f"d{n}") for n in range(count)))
    overwrite(next((tmp_path / "index/generations/000002").rglob("catalogue.sqlite")), 5000)
    (tmp_path / "index/CURRENT").write_text("nonsense\n")
    shutil.rmtree(tmp_path / "index/generations/000003")
    found = run(tmp_path, "index", "rollback")
    assert found.returncode == 0, found.stderr
    assert "000002 is damaged" in found.stderr
    assert GenerationStore(tmp_path).current_id() == "000001"


def test_an_ingest_does_not_build_upon_a_damaged_generation(data: Path, tmp_path: Path) -> None:
    overwrite(next(data.rglob("data_level0.bin")), 0)
    (tmp_path / "new.txt").write_text("Thông báo họp thôn Đỏ lúc 19 giờ.\n", encoding="utf-8")
    found = subprocess.run(
        [sys.executable, "-m", "ingest.command", str(tmp_path / "new.txt"), "--data", str(data)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 2, (found.returncode, found.stderr)
    assert "hoidap index rollback" in found.stderr
    assert "Traceback" not in found.stderr
