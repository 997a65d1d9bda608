"""Nothing that an ingest writes can be read by other users of the machine, at no moment."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from hoidap.settings import Settings
from ingest.pipeline import ingest
from ingest.progress import Silent
from tests.fakes import FakeEmbedder

#: Without a word of any document: which generation is served, that somebody writes, and where
#: closed folders are made.
FOR_EVERYBODY = {"index/CURRENT", "index/LOCK", "scratch"}


class Watching(Silent):
    """Notes at every step which files others could open."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.seen: set[str] = set()
        self.open: set[str] = set()

    def begin(self, stage: str, total: int) -> None:
        self.look()

    def advance(self, stage: str, done: int = 1) -> None:
        self.look()

    def look(self) -> None:
        for folder, inner, names in os.walk(self.data):
            for name in names if inner else [*names, "."]:  # an empty folder will be filled
                path = Path(folder, name)
                below = path.relative_to(self.data)
                self.seen.add(below.as_posix())
                ways = [self.data / way for way in (below, *below.parents[:-1])]
                if not any(map(closed, ways)):
                    self.open.add(below.as_posix())


def closed(path: Path) -> bool:
    """Whether it is its owner's alone; what is gone again counts as closed."""
    try:
        return not stat.S_IMODE(path.stat().st_mode) & 0o077
    except FileNotFoundError:
        return True


@pytest.fixture
def careless() -> Iterator[None]:
    """A umask that forbids nothing."""
    before = os.umask(0)
    yield
    os.umask(before)


def test_others_read_no_file_of_the_data_folder(careless: None, tmp_path: Path) -> None:
    folder, data = tmp_path / "kho", tmp_path / "data"
    folder.mkdir()
    for number in range(3):
        (folder / f"so-{number}.txt").write_text(f"Tổ {number} trực đêm.", encoding="utf-8")
    watching = Watching(data)
    for more in ("", "Tổ bốn trực ngày."):
        if more:
            (folder / "so-4.txt").write_text(more, encoding="utf-8")
        assert ingest([folder], Settings(data=data), FakeEmbedder(), watching).exit_code == 0
        watching.look()
    parts = {name.partition("/")[0] for name in watching.seen}
    assert parts >= {"cache", "index", "originals", "scratch"}
    assert watching.open <= FOR_EVERYBODY
