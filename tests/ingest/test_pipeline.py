"""The ingestion job over small folders: what changes, what stays, what fails alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from hoidap.domain import Document
from hoidap.errors import DocumentError, LockedError, ModelMismatchError
from hoidap.index.generation import GenerationStore
from hoidap.index.verification import verify
from hoidap.settings import Settings
from ingest.pipeline import ingest
from ingest.progress import Silent
from ingest.report import FileStatus, Report
from tests.fakes import FakeEmbedder

REGULATION = """---
kind: directive
number: {number}
type: Quy định
title: {title}
issued_on: 2020-01-02
---

# Quy định thử nghiệm

Cơ quan phải công khai lịch tiếp dân hằng tháng.

## Nội dung

1. Niêm yết lịch tại trụ sở.
2. Gửi lịch cho các đơn vị trực thuộc.
"""


class Renamed(FakeEmbedder):
    """Another model."""

    name = "another-model"


def write(folder: Path, name: str, number: str = "11-QĐ/TW", title: str = "Về việc thử") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(REGULATION.format(number=number, title=title), encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "van-ban"
    made.mkdir()
    return made


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", file_limit_mb=1)


def run(folder: Path, settings: Settings, **options: bool) -> Report:
    return ingest([folder], settings, FakeEmbedder(), Silent(), **options)


def statuses(report: Report) -> dict[str, FileStatus]:
    return {Path(file.path).name: file.status for file in report.files}


def stored(settings: Settings, document_id: str) -> Document:
    with GenerationStore(settings.data).open() as generation:
        assert verify(generation) == []
        return generation.catalogue.document(document_id)


def test_a_file_becomes_a_document_with_passages(folder: Path, settings: Settings) -> None:
    write(folder, "a.md")
    report = run(folder, settings)
    assert statuses(report) == {"a.md": FileStatus.ADDED}
    assert (report.documents, report.exit_code) == (1, 0)
    document = stored(settings, "quy-dinh-11-qd-tw-2020")
    assert document.metadata.number == "11-QĐ/TW"
    assert document.paths == ("van-ban/a.md",)


def test_a_second_ingest_does_nothing_twice(folder: Path, settings: Settings) -> None:
    write(folder, "a.md")
    first = run(folder, settings)
    second = run(folder, settings)
    assert statuses(second) == {"a.md": FileStatus.UNCHANGED}
    assert second.generation == first.generation
    assert second.embedded == 0


def test_a_changed_file_replaces_its_passages(folder: Path, settings: Settings) -> None:
    path = write(folder, "a.md")
    run(folder, settings)
    path.write_text(path.read_text(encoding="utf-8").replace("hằng tháng", "hằng tuần"), "utf-8")
    report = run(folder, settings)
    assert statuses(report) == {"a.md": FileStatus.CHANGED}
    text = stored(settings, "quy-dinh-11-qd-tw-2020").text
    assert "hằng tuần" in text
    assert "hằng tháng" not in text


def test_a_changed_sidecar_counts_as_a_change(folder: Path, settings: Settings) -> None:
    write(folder, "a.md")
    run(folder, settings)
    (folder / "a.yaml").write_text("signer: Người Ký\n", encoding="utf-8")
    assert statuses(run(folder, settings)) == {"a.md": FileStatus.CHANGED}
    assert stored(settings, "quy-dinh-11-qd-tw-2020").metadata.signer == "Người Ký"


def test_a_renamed_file_keeps_its_document(folder: Path, settings: Settings) -> None:
    path = write(folder, "a.md")
    run(folder, settings)
    path.rename(folder / "b.md")
    report = run(folder, settings)
    assert report.exit_code == 0
    assert report.documents == 1


def test_an_id_that_was_written_twice_the_second_is_refused(
    folder: Path, settings: Settings
) -> None:
    for name, word in (("a.md", "tháng"), ("b.md", "quý")):
        (folder / name).write_text(f"---\nid: lich-tiep-dan\n---\nHằng {word}.\n", "utf-8")
    report = run(folder, settings)
    assert statuses(report) == {"a.md": FileStatus.ADDED, "b.md": FileStatus.FAILED}
    error = report.files[-1].error
    assert "b.md" in error
    assert "lich-tiep-dan" in error
    assert "a.md" in error
    assert report.exit_code == 1


def test_two_offices_may_number_their_decisions_alike(folder: Path, settings: Settings) -> None:
    write(folder, "a.md")
    other = write(folder, "b.md", title="Về việc khác")
    text = other.read_text(encoding="utf-8").replace("tiếp dân", "trực hè")
    other.write_text(text.replace("Niêm yết", "Thông báo công khai trên loa đài"), "utf-8")
    report = run(folder, settings)
    assert (report.documents, report.exit_code) == (2, 0)
    assert "quy-dinh-11-qd-tw-2020" in report.files[-1].warnings[-1]
    assert run(folder, settings).generation == report.generation


def test_the_same_content_twice_is_one_document_with_two_paths(
    folder: Path, settings: Settings
) -> None:
    write(folder, "a.md")
    write(folder, "b.md")
    report = run(folder, settings)
    assert report.exit_code == 0
    assert report.documents == 1
    paths = stored(settings, "quy-dinh-11-qd-tw-2020").paths
    assert paths == ("van-ban/a.md", "van-ban/b.md")


def test_bad_files_fail_alone_and_are_named(folder: Path, settings: Settings) -> None:
    write(folder, "good.md")
    bad: dict[str, bytes] = {
        "empty.txt": b"",
        "binary.txt": bytes(range(256)) * 20,
        "encoding.txt": b"\xb5z\xb8w \xb6j\xb9f " * 20,
        "large.txt": b"a b c d e f\n" * 100_000,
        "keys.md": b"---\nnumbre: 1\n---\nAbc",
        "yaml.md": b"---\ntitle: [a\n---\nAbc",
    }
    for name, content in bad.items():
        (folder / name).write_bytes(content)
    report = run(folder, settings)
    failed = {Path(file.path).name: file.error for file in report.files if file.error}
    assert set(failed) == set(bad)
    assert all(name in error for name, error in failed.items())
    assert "number" in failed["keys.md"]
    assert statuses(report)["good.md"] is FileStatus.ADDED
    assert report.exit_code == 1


def test_a_document_survives_when_its_file_turns_bad(folder: Path, settings: Settings) -> None:
    path = write(folder, "a.md")
    run(folder, settings)
    path.write_bytes(b"")
    assert run(folder, settings).exit_code == 2
    assert "hằng tháng" in stored(settings, "quy-dinh-11-qd-tw-2020").text


def test_a_failed_file_is_tried_again_until_it_works(folder: Path, settings: Settings) -> None:
    path = folder / "a.md"
    path.write_bytes(b"")
    write(folder, "b.md")
    run(folder, settings)
    assert statuses(run(folder, settings))["a.md"] is FileStatus.FAILED
    write(folder, "a.md", number="12-QĐ/TW")
    assert path.stat().st_size
    assert statuses(run(folder, settings))["a.md"] is FileStatus.ADDED


def test_a_collection_gives_a_document_a_line(folder: Path, settings: Settings) -> None:
    path = folder / "corpus.jsonl"
    lines = [f'{{"_id": "d{i}", "title": "T{i}", "text": "Đoạn văn số {i}."}}' for i in range(1, 4)]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert run(folder, settings).documents == 3
    path.write_text("\n".join(lines[:2]), encoding="utf-8")
    assert run(folder, settings).documents == 2
    assert stored(settings, "d2").text == "Đoạn văn số 2."


def test_what_describes_a_folder_is_not_ingested(folder: Path, settings: Settings) -> None:
    write(folder, "a.md")
    for name in ("README.md", ".hidden.md", "~$a.md", "a.md~", "a.yaml"):
        (folder / name).write_text("signer: A\n", encoding="utf-8")
    assert set(statuses(run(folder, settings))) == {"a.md"}


def test_a_link_out_of_the_folder_is_reported_and_not_followed(
    folder: Path, settings: Settings, tmp_path: Path
) -> None:
    write(folder, "a.md")
    outside = write(tmp_path / "elsewhere", "secret.md", number="13-QĐ/TW")
    (folder / "link.md").symlink_to(outside)
    (folder / "nowhere.md").symlink_to(tmp_path / "nothing.md")
    (folder / "inside.md").symlink_to(folder / "a.md")
    report = run(folder, settings)
    assert statuses(report) == {
        "a.md": FileStatus.ADDED,
        "link.md": FileStatus.FAILED,
        "nowhere.md": FileStatus.FAILED,
    }
    assert "symbolic link" in report.files[-1].error + report.files[0].error
    assert report.documents == 1


def test_a_document_whose_sidecar_is_a_link_is_withheld(
    folder: Path, settings: Settings, tmp_path: Path
) -> None:
    """What a link points at must not get into reports, and may say who reads the document."""
    write(folder, "a.md")
    (tmp_path / "other.yaml").write_text("signer: Người Khác\n", encoding="utf-8")
    (folder / "a.yaml").symlink_to(tmp_path / "other.yaml")
    report = run(folder, settings)
    assert statuses(report) == {"a.md": FileStatus.FAILED}
    assert "a.yaml" in report.files[0].error and "Người Khác" not in report.files[0].error


def test_files_of_other_types_are_counted(folder: Path, settings: Settings) -> None:
    write(folder, "a.md")
    for name in ("ban-ve.dwg", "cu.dwg", "anh.zip"):
        (folder / name).write_bytes(b"x")
    assert run(folder, settings).ignored == {".dwg": 2, ".zip": 1}


def test_an_index_of_another_model_is_refused_with_the_repair(
    folder: Path, settings: Settings
) -> None:
    write(folder, "a.md")
    run(folder, settings)
    other = Renamed()
    with pytest.raises(ModelMismatchError, match=r"another-model.*--rebuild"):
        ingest([folder], settings, other, Silent())
    assert ingest([folder], settings, other, Silent(), rebuild=True).documents == 1


def test_a_path_that_does_not_exist_is_named(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="nowhere"):
        ingest([tmp_path / "nowhere"], settings, FakeEmbedder(), Silent())


def test_a_second_ingest_at_once_says_who_holds_the_lock(
    folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, "a.md")
    monkeypatch.setattr("ingest.pipeline.WAIT_FOR_LOCK", 0.1)
    with (
        GenerationStore(settings.data).begin("m", 8),
        pytest.raises(LockedError, match=r"\d+"),
    ):
        run(folder, settings)
