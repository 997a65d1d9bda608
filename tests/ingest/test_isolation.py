"""Hostile files fail alone, each with a reason, and take nothing else down."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from hoidap.settings import Settings
from ingest.discovery import SourceFile, discover
from ingest.isolation import IsolatedReader, ReadFile
from tests.ingest.office import hostile
from tests.ingest.office.papers import paper, pdf, plain, word


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data")


def read(settings: Settings, files: Sequence[SourceFile]) -> dict[str, ReadFile]:
    with IsolatedReader(settings) as reader:
        return {each.file.path.name: each for each in reader.read(files)}


def read_folder(settings: Settings, folder: Path) -> dict[str, ReadFile]:
    return read(settings, discover([folder]).files)


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ReadFile]:
    """All hostile files and one good one, read together."""
    folder = tmp_path_factory.mktemp("hostile")
    hostile.write_hostile(folder)
    (folder / "good.txt").write_text(plain(paper("good.txt", 0)), encoding="utf-8")
    return read_folder(Settings(data=tmp_path_factory.mktemp("data")), folder)


@pytest.mark.parametrize(("name", "reason"), [(name, why) for name, _, why in hostile.HOSTILE])
def test_a_hostile_file_fails_with_a_reason(
    outcomes: dict[str, ReadFile], name: str, reason: str
) -> None:
    outcome = outcomes[name]
    assert outcome.error is not None
    assert outcome.documents == ()
    assert re.search(reason, str(outcome.error)), str(outcome.error)
    assert name in str(outcome.error)
    assert outcome.error.next_step
    assert outcome.seconds < 30


def test_the_file_beside_them_is_read(outcomes: dict[str, ReadFile]) -> None:
    assert outcomes["good.txt"].error is None
    assert len(outcomes["good.txt"].documents) == 1


def test_nothing_is_written_where_an_archive_points(outcomes: dict[str, ReadFile]) -> None:
    assert outcomes["paths.docx"].error is not None
    assert not Path("/tmp/owned").exists()
    assert not Path("/etc/cron.d/owned").exists()


def test_a_file_that_takes_too_much_memory_is_stopped(settings: Settings, tmp_path: Path) -> None:
    tight = settings.model_copy(update={"file_memory_mb": 250})
    folder = tmp_path / "lon"
    folder.mkdir()
    (folder / "large.html").write_text("<p>hộ <b>nghèo</b></p>" * 900_000, encoding="utf-8")
    (folder / "small.txt").write_text("Một dòng.", encoding="utf-8")
    outcomes = read_folder(tight, folder)
    assert re.search("more than 250 MB of memory|crashed", str(outcomes["large.html"].error))
    assert outcomes["small.txt"].error is None


def test_a_file_that_shows_no_progress_is_stopped_with_what_it_started(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.isolation._GRACE", 0.4)
    hasty = settings.model_copy(update={"page_seconds": 0.1})
    folder = tmp_path / "cham"
    folder.mkdir()
    paragraph = "<w:p><w:r><w:t>Một hộ.</w:t></w:r></w:p>" * 150_000
    (folder / "slow.docx").write_bytes(
        hostile.docx_of(
            f"<w:document {hostile._WORD}><w:body>{paragraph}</w:body></w:document>".encode()
        )
    )
    began = time.monotonic()
    outcome = read_folder(hasty, folder)["slow.docx"]
    assert "without progress" in str(outcome.error)
    assert time.monotonic() - began < 10


def test_files_come_out_in_the_order_they_went_in(settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "nhieu"
    folder.mkdir()
    for index in range(20):
        content = word(paper("x", index)) if index % 5 == 0 else b"Ngan."
        suffix = "docx" if index % 5 == 0 else "txt"
        (folder / f"{index:02}.{suffix}").write_bytes(content)
    files = discover([folder]).files
    with IsolatedReader(settings) as reader:
        assert [each.file for each in reader.read(files)] == list(files)


def test_scratch_files_are_cleared_away_also_those_of_killed_jobs(
    settings: Settings, tmp_path: Path
) -> None:
    scratch = settings.data / "scratch"
    (scratch / "4194305" / "1").mkdir(parents=True)  # above Linux's greatest process id
    (scratch / "4194305" / "1" / "page-1.png").write_bytes(b"x")
    (tmp_path / "a.txt").write_text("Một dòng.", encoding="utf-8")
    read(settings, [SourceFile(tmp_path / "a.txt", "a.txt")])
    assert list(scratch.iterdir()) == []


def test_a_reader_that_crashes_is_reported(settings: Settings, tmp_path: Path) -> None:
    """A folder in place of a file makes the reader's own code fail, whatever it is."""
    target = tmp_path / "thu-muc.txt"
    target.mkdir()
    outcome = read(settings, [SourceFile(target, "thu-muc.txt")])["thu-muc.txt"]
    assert outcome.error is not None
    assert "thu-muc.txt" in str(outcome.error)


def test_readers_do_not_outlive_the_job(settings: Settings, tmp_path: Path) -> None:
    for index in range(6):
        (tmp_path / f"{index}.docx").write_bytes(word(paper("x", index)))
    with IsolatedReader(settings) as reader:
        next(iter(reader.read(discover([tmp_path]).files)))
        running = [each.process.pid for each in reader._running]
    time.sleep(0.2)
    assert running
    assert not any(Path(f"/proc/{pid}").exists() for pid in running)


class Counting:
    """Remembers what it is told."""

    def __init__(self) -> None:
        self.total: dict[str, int] = {}
        self.done: dict[str, int] = {}

    def begin(self, stage: str, total: int) -> None:
        self.total[stage] = self.total.get(stage, 0) + total

    def advance(self, stage: str, done: int = 1) -> None:
        self.done[stage] = self.done.get(stage, 0) + done


def test_pages_are_counted_as_they_are_read(
    settings: Settings,
    tmp_path: Path,
    fonts: None,
) -> None:
    folder = tmp_path / "van-ban"
    folder.mkdir()
    for pages in (2, 3):
        (folder / f"{pages}.pdf").write_bytes(pdf(paper(f"{pages}.pdf", pages, pages)))
    (folder / "cut.pdf").write_bytes((folder / "3.pdf").read_bytes()[:2000])
    counting = Counting()
    with IsolatedReader(settings, counting) as reader:
        files = list(reader.read(discover([folder]).files))
    assert [file.error is None for file in files] == [True, True, False]
    assert counting.total == counting.done == {"pages": 5}
