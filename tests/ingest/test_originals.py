"""The files themselves: kept once, as they were read, as long as anything refers to them."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
from pathlib import Path

import pytest

from hoidap.errors import StoreError
from hoidap.index.generation import GenerationStore
from hoidap.index.original_files import OriginalFiles
from hoidap.index.originals import Original
from hoidap.settings import Settings
from ingest.pipeline import ingest
from ingest.progress import Silent
from ingest.report import FileStatus
from tests.fakes import FakeEmbedder
from tests.ingest.test_pipeline import write

A, B = "quy-dinh-11-qd-tw-2020", "quy-dinh-12-qd-tw-2020"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "văn bản"
    made.mkdir()
    return made


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", keep_generations=1)


def run(folder: Path, settings: Settings, **options: bool) -> int:
    return ingest([folder], settings, FakeEmbedder(), Silent(), **options).exit_code


def originals(settings: Settings, document_id: str) -> list[Original]:
    with GenerationStore(settings.data).catalogue() as catalogue:
        return catalogue.originals.of(document_id)


def kept(settings: Settings) -> set[str]:
    return set(OriginalFiles(settings.data).digests())


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_file_is_kept_by_its_bytes_and_its_owner_alone_reads_it(
    folder: Path, settings: Settings
) -> None:
    path = write(folder, "Quyết định (bản 2).md")
    before = os.umask(0)
    try:
        run(folder, settings)
    finally:
        os.umask(before)
    (original,) = originals(settings, A)
    assert original.name == "Quyết định (bản 2).md"
    assert (original.digest, original.size) == (digest(path), path.stat().st_size)
    stored = OriginalFiles(settings.data).path(original.digest)
    assert stored.read_bytes() == path.read_bytes()
    assert stat.S_IMODE(stored.stat().st_mode) == 0o600
    for private in (stored.parent, stored.parent.parent):
        assert stat.S_IMODE(private.stat().st_mode) == 0o700


def test_copies_are_kept_once(folder: Path, settings: Settings) -> None:
    write(folder, "a.md")
    shutil.copy(folder / "a.md", folder / "b.md")
    run(folder, settings)
    assert [each.name for each in originals(settings, A)] == ["a.md", "b.md"]
    assert len(kept(settings)) == 1


def test_a_new_version_takes_the_place_of_the_old_one(folder: Path, settings: Settings) -> None:
    before = digest(write(folder, "a.md"))
    run(folder, settings)
    after = digest(write(folder, "a.md", title="Về việc khác"))
    run(folder, settings)
    assert [each.digest for each in originals(settings, A)] == [after]
    assert kept(settings) == {after} != {before}


def test_kept_generations_keep_their_files(folder: Path, settings: Settings) -> None:
    settings = settings.model_copy(update={"keep_generations": 2})
    before = digest(write(folder, "a.md"))
    run(folder, settings)
    after = digest(write(folder, "a.md", title="Về việc khác"))
    run(folder, settings)
    store = GenerationStore(settings.data)
    assert kept(settings) == {before, after}
    store.rollback("000001")
    assert [each.digest for each in originals(settings, A)] == [before]
    store.rollback("000002")
    store.gc(1)
    assert kept(settings) == {after}


def test_a_removed_document_takes_its_file_with_it(folder: Path, settings: Settings) -> None:
    write(folder, "a.md")
    rest = digest(write(folder, "b.md", number="12-QĐ/TW", title="Về sổ"))
    run(folder, settings)
    (folder / "a.md").unlink()
    run(folder, settings, prune=True)
    assert kept(settings) == {rest}
    assert not originals(settings, A)


def test_a_moved_folder_keeps_its_files(folder: Path, settings: Settings) -> None:
    path = write(folder, "a.md")
    run(folder, settings)
    moved = folder.rename(folder.with_name("kho"))
    assert run(moved, settings) == 0
    assert [each.digest for each in originals(settings, A)] == [digest(moved / path.name)]


def test_a_failing_new_version_leaves_the_old_file(folder: Path, settings: Settings) -> None:
    path = write(folder, "a.md")
    write(folder, "b.md", number="12-QĐ/TW", title="Về sổ")
    before = digest(path)
    run(folder, settings)
    path.write_bytes(b"")
    assert run(folder, settings) == 1
    assert [each.digest for each in originals(settings, A)] == [before]
    assert before in kept(settings)


def test_a_collection_is_not_given_with_one_of_its_documents(
    folder: Path, settings: Settings
) -> None:
    records = [
        {"_id": f"tin-{n}", "title": f"Tin {n}", "text": f"Cơ quan {n} tiếp dân vào thứ hai."}
        for n in range(2)
    ]
    lines = "\n".join(json.dumps(each, ensure_ascii=False) for each in records)
    (folder / "tin.jsonl").write_text(lines, encoding="utf-8")
    run(folder, settings)
    with GenerationStore(settings.data).catalogue() as catalogue:
        ids = list(catalogue.document_ids())
    assert len(ids) == 2
    assert not any(originals(settings, each) for each in ids)
    assert not kept(settings)


def test_the_setting_holds_for_files_that_did_not_change(folder: Path, settings: Settings) -> None:
    path = write(folder, "a.md")
    off = settings.model_copy(update={"keep_originals": False})
    run(folder, off)
    assert not kept(settings)
    report = ingest([folder], settings, FakeEmbedder(), Silent())
    assert [each.status for each in report.files] == [FileStatus.UNCHANGED]
    assert kept(settings) == {digest(path)}
    generation = GenerationStore(settings.data).current_id()
    run(folder, settings)  # nothing to do again
    assert GenerationStore(settings.data).current_id() == generation
    run(folder, off)
    assert not kept(settings)
    assert not originals(settings, A)


def test_what_a_crash_left_behind_is_cleared(folder: Path, settings: Settings) -> None:
    write(folder, "a.md")
    run(folder, settings)
    files = OriginalFiles(settings.data)
    stray = write(folder.parent, "lạc.md", title="Không ai nhắc tới")
    unused = files.keep(stray)
    half = files.path(unused.digest).parent.parent / ".abc.part"
    half.write_bytes(b"half")
    GenerationStore(settings.data).gc(1)
    assert unused.digest not in kept(settings)
    assert not half.exists()
    assert originals(settings, A)[0].digest in kept(settings)


def test_nothing_is_cleared_while_a_generation_cannot_say_what_it_needs(
    folder: Path, settings: Settings
) -> None:
    settings = settings.model_copy(update={"keep_generations": 2})
    write(folder, "a.md")
    run(folder, settings)
    write(folder, "a.md", title="Về việc khác")
    run(folder, settings)
    before = kept(settings)
    store = GenerationStore(settings.data)
    damaged = store.layout.folder("000001") / "catalogue.sqlite"
    damaged.write_bytes(b"x" * damaged.stat().st_size)
    write(folder, "b.md", number="12-QĐ/TW", title="Về sổ")
    store.gc(2)
    assert kept(settings) == before


def test_a_disk_without_room_is_named(
    folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: OriginalFiles, path: Path) -> None:
        raise OSError(28, "No space left on device")

    write(folder, "a.md")
    monkeypatch.setattr(OriginalFiles, "keep", full)
    with pytest.raises(StoreError, match="is full"):
        run(folder, settings)
    assert GenerationStore(settings.data).current_id() is None
