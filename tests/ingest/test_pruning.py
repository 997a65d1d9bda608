"""Files that vanish: their documents stay until the operator says otherwise."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from hoidap.index.generation import GenerationStore
from hoidap.index.verification import verify
from hoidap.settings import Settings
from ingest.pipeline import ingest
from ingest.progress import JsonLines, Silent
from ingest.report import FileStatus, Report
from tests.fakes import FakeEmbedder
from tests.ingest.test_pipeline import write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "van-ban"
    for number, name in enumerate(("a.md", "b.md", "c.md"), start=11):
        write(folder, name, f"{number}-QĐ/TW")
    return folder


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data")


def run(folder: Path, settings: Settings, *, prune: bool) -> Report:
    return ingest([folder], settings, FakeEmbedder(), Silent(), prune=prune)


def ids(settings: Settings) -> set[str]:
    with GenerationStore(settings.data).open() as generation:
        assert verify(generation) == []
        return set(generation.catalogue.document_ids())


def test_a_vanished_file_keeps_its_document_until_pruned(folder: Path, settings: Settings) -> None:
    run(folder, settings, prune=False)
    (folder / "b.md").unlink()
    run(folder, settings, prune=False)
    assert len(ids(settings)) == 3
    report = run(folder, settings, prune=True)
    removed = [file.path for file in report.files if file.status is FileStatus.REMOVED]
    assert removed == ["van-ban/b.md"]
    assert report.exit_code == 0
    assert ids(settings) == {"quy-dinh-11-qd-tw-2020", "quy-dinh-13-qd-tw-2020"}
    assert run(folder, settings, prune=True).generation == report.generation


def test_a_moved_file_keeps_its_document(folder: Path, settings: Settings) -> None:
    run(folder, settings, prune=True)
    (folder / "a.md").rename(folder / "z.md")
    run(folder, settings, prune=True)
    assert len(ids(settings)) == 3


def test_a_document_that_another_file_holds_stays(folder: Path, settings: Settings) -> None:
    (folder / "twin.md").write_text((folder / "a.md").read_text(encoding="utf-8"), encoding="utf-8")
    run(folder, settings, prune=True)
    (folder / "twin.md").unlink()
    run(folder, settings, prune=True)
    assert len(ids(settings)) == 3
    (folder / "a.md").unlink()
    run(folder, settings, prune=True)
    assert len(ids(settings)) == 2


def test_other_folders_are_left_alone(folder: Path, settings: Settings, tmp_path: Path) -> None:
    run(folder, settings, prune=True)
    other = tmp_path / "khac"
    write(other, "d.md", "14-QĐ/TW")
    run(other, settings, prune=True)
    (folder / "a.md").unlink()
    run(other, settings, prune=True)
    assert len(ids(settings)) == 4


def test_progress_for_programs_is_one_json_object_a_line(folder: Path, settings: Settings) -> None:
    stream = io.StringIO()
    ingest([folder], settings, FakeEmbedder(), JsonLines(stream))
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    last = {line["stage"]: (line["done"], line["total"]) for line in lines}
    assert last["files"] == (3, 3)
    assert last["passages"][0] == last["passages"][1] > 0
