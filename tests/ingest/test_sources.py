"""A source is its whole place: what is the same file, what is another, and what moved."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from hoidap.index.generation import GenerationStore
from hoidap.index.source import file_of, shown
from hoidap.index.verification import verify
from hoidap.settings import Settings
from ingest.pipeline import ingest
from ingest.progress import Silent
from ingest.report import FileStatus, Report
from tests.fakes import FakeEmbedder

RED, BLUE = "Thôn Bắc họp vào 19 giờ thứ hai.", "Thôn Nam họp vào 7 giờ chủ nhật."


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data")


@pytest.fixture
def here(tmp_path: Path) -> Path:
    made = tmp_path / "noi"
    made.mkdir()
    return made


def put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def run(settings: Settings, *paths: Path, prune: bool = False) -> Report:
    return ingest(paths, settings, FakeEmbedder(), Silent(), prune=prune)


def texts(settings: Settings) -> list[str]:
    with GenerationStore(settings.data).open() as generation:
        assert verify(generation) == []
        catalogue = generation.catalogue
        return sorted(catalogue.document(each).text for each in catalogue.document_ids())


def unplace(settings: Settings, folder: Path) -> None:
    """Know the sources as older catalogues did: by the folder's last name and what follows."""
    with GenerationStore(settings.data).begin("fake@1", 384) as draft:
        for source in list(draft.catalogue.sources()):
            name = file_of(source.path).removeprefix(f"{folder.parent.resolve()}/")
            inside = source.path[len(file_of(source.path)) :].replace("//", "#")
            draft.catalogue.delete_source(source.path)
            draft.catalogue.put_source(replace(source, path=name + inside))
        draft.publish()


@pytest.mark.parametrize("together", [True, False])
@pytest.mark.parametrize("single", [True, False])
def test_folders_and_files_of_one_name_are_not_one(
    here: Path, settings: Settings, together: bool, single: bool
) -> None:
    first = put(here / "a/tai-lieu/quy-che.txt", RED)
    second = put(here / "b/tai-lieu/quy-che.txt", BLUE)
    paths = [first, second] if single else [first.parent, second.parent]
    reports = [run(settings, *paths)] if together else [run(settings, each) for each in paths]
    assert texts(settings) == [RED, BLUE]
    files = [file for report in reports for file in report.files]
    assert [file.status for file in files] == [FileStatus.ADDED] * 2
    if together:
        assert len({file.path for file in files}) == 2
    assert not any(str(here) in file.path for file in files)


def test_pruning_a_folder_leaves_another_one_of_its_name_alone(
    here: Path, settings: Settings
) -> None:
    run(settings, put(here / "c/tai-lieu/mot.txt", RED).parent)
    run(settings, put(here / "d/tai-lieu/hai.txt", BLUE).parent, prune=True)
    assert texts(settings) == [RED, BLUE]


@pytest.mark.parametrize("again", ["2024/quy-che.txt", "2024", "", "../noi/kho", "./2024/"])
@pytest.mark.parametrize("first", ["", "2024", "2024/quy-che.txt"])
def test_an_edited_file_replaces_its_text_however_it_is_named(
    here: Path, settings: Settings, first: str, again: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(here / "kho/2024/quy-che.txt", RED)
    run(settings, here / "kho" / first)
    put(path, BLUE)
    monkeypatch.chdir(here / "kho")
    named = Path("../../noi/kho") if again.startswith("..") else Path(again or ".")
    report = run(settings, named)
    assert [file.status for file in report.files] == [FileStatus.CHANGED]
    assert texts(settings) == [BLUE]


def test_overlapping_folders_and_links_name_a_file_once(here: Path, settings: Settings) -> None:
    path = put(here / "kho/2024/quy-che.txt", RED)
    (here / "loi-tat").symlink_to(here / "kho")
    (here / "kho/0-link.txt").symlink_to(path)
    report = run(settings, here / "kho", path.parent, path, here / "loi-tat")
    assert [file.status for file in report.files] == [FileStatus.ADDED]
    assert run(settings, here / "loi-tat/2024").files[0].status is FileStatus.UNCHANGED


def test_names_that_only_look_alike_are_different_files(here: Path, settings: Settings) -> None:
    names = ["hoà.txt", unicodedata.normalize("NFD", "hoà.txt"), "HOÀ.txt", "a\\b.txt", "a b.txt"]
    for number, name in enumerate(names):
        put(here / "kho" / name, f"Tổ {number} họp vào {number + 6} giờ.")
    run(settings, here / "kho")
    assert len(texts(settings)) == len(names)
    for name in names[1:]:
        (here / "kho" / name).unlink()
    run(settings, here / "kho", prune=True)
    assert texts(settings) == ["Tổ 0 họp vào 6 giờ."]


@pytest.mark.parametrize("name", ["Công văn #12.txt", "Kho #1/x.txt", "#.txt", "a#b/#c.txt"])
def test_a_number_sign_is_a_letter_like_others(here: Path, settings: Settings, name: str) -> None:
    path = put(here / "kho" / name, RED)
    put(here / "kho/khac.txt", BLUE)
    run(settings, here / "kho")
    path.rename(path.with_name("moi #3.txt"))
    run(settings, here / "kho", prune=True)
    assert texts(settings) == [RED, BLUE]
    path.with_name("moi #3.txt").unlink()
    report = run(settings, here / "kho", prune=True)
    assert FileStatus.REMOVED in {file.status for file in report.files}
    assert texts(settings) == [BLUE]


def test_a_collection_with_a_number_sign_goes_with_all_its_documents(
    here: Path, settings: Settings
) -> None:
    lines = [f'{{"_id": "d#{n}", "text": "Đoạn văn số {n}."}}' for n in range(3)]
    path = put(here / "kho/tap #1.jsonl", "\n".join(lines))
    put(here / "kho/khac.txt", BLUE)
    run(settings, here / "kho")
    put(path, "\n".join(lines[:2]))
    run(settings, here / "kho")
    assert len(texts(settings)) == 3
    path.unlink()
    run(settings, here / "kho", prune=True)
    assert texts(settings) == [BLUE]


def test_a_folder_that_moved_takes_its_documents_along(here: Path, settings: Settings) -> None:
    for number in range(4):
        put(here / f"cu/kho/van ban {number}.txt", f"Tổ {number} họp vào {number + 6} giờ.")
    run(settings, here / "cu/kho")
    (here / "cu").rename(here / "moi")
    put(here / "moi/kho/van ban 0.txt", RED)
    (here / "moi/kho/van ban 1.txt").unlink()
    report = run(settings, here / "moi/kho", prune=True)
    states = sorted(file.status.value for file in report.files)
    assert states == ["changed", "removed", "unchanged", "unchanged"]
    assert len(texts(settings)) == 3 and RED in texts(settings)
    assert run(settings, here / "moi/kho").generation == report.generation


def test_a_deleted_folder_is_not_taken_for_one_that_shares_a_file(
    here: Path, settings: Settings
) -> None:
    for number in range(4):
        put(here / f"a/kho/so {number}.txt", f"Tổ {number} họp vào {number + 6} giờ.")
    run(settings, here / "a/kho")
    (here / "a/kho/so 0.txt").rename(put(here / "b/kho/so 0.txt", ""))
    put(here / "b/kho/so 1.txt", RED)
    for number in range(1, 4):
        (here / f"a/kho/so {number}.txt").unlink()
    (here / "a/kho").rmdir()
    run(settings, here / "b/kho")
    assert len(texts(settings)) == 5


def test_sources_of_older_catalogues_are_adopted(here: Path, settings: Settings) -> None:
    folder = here / "kho"
    edited, deleted = put(folder / "2024/a.txt", "Tổ một họp."), put(folder / "b #1.txt", BLUE)
    put(folder / "c.txt", "Tổ ba họp vào buổi sáng.")
    put(folder / "d.jsonl", '{"_id": "x", "text": "Đoạn một."}\n{"_id": "y", "text": "Đoạn hai."}')
    run(settings, folder)
    unplace(settings, folder)
    put(edited, RED)
    deleted.unlink()
    report = run(settings, folder, prune=True)
    statuses = {Path(file.path).name: file.status.value for file in report.files}
    assert statuses == {
        "a.txt": "changed",
        "b #1.txt": "removed",
        "c.txt": "unchanged",
        "d.jsonl": "unchanged",
    }
    assert texts(settings) == sorted([RED, "Tổ ba họp vào buổi sáng.", "Đoạn một.", "Đoạn hai."])
    assert run(settings, folder, prune=True).generation == report.generation


def test_an_older_source_goes_to_the_file_with_its_text(here: Path, settings: Settings) -> None:
    first = put(here / "a/tai-lieu/quy-che.txt", RED)
    second = put(here / "b/tai-lieu/quy-che.txt", BLUE)
    run(settings, second.parent)
    unplace(settings, second.parent)
    report = run(settings, first.parent, second.parent)
    assert [file.status.value for file in report.files] == ["unchanged", "added"]
    assert texts(settings) == [RED, BLUE]


def test_pruning_another_folder_leaves_sources_of_older_catalogues(
    here: Path, settings: Settings
) -> None:
    run(settings, put(here / "c/tai-lieu/mot.txt", RED).parent)
    unplace(settings, here / "c/tai-lieu")
    run(settings, put(here / "d/tai-lieu/hai.txt", BLUE).parent, prune=True)
    assert texts(settings) == [RED, BLUE]


def test_what_stands_in_the_data_folder_moves_with_it(tmp_path: Path, settings: Settings) -> None:
    put(settings.data / "uploads/1/a.txt", RED)
    run(settings, settings.data / "uploads")
    settings.data.rename(tmp_path / "other")
    moved = Settings(data=tmp_path / "other")
    report = run(moved, moved.data / "uploads", prune=True)
    assert [file.status for file in report.files] == [FileStatus.UNCHANGED]
    (moved.data / "uploads/1/a.txt").unlink()
    assert run(moved, moved.data / "uploads", prune=True).documents == 0


def test_an_upload_keeps_the_id_that_an_earlier_version_gave(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = put(settings.data / "uploads/1/a.txt", RED)
    with monkeypatch.context() as earlier:
        earlier.setattr("ingest.placement.upload_place", lambda path: None)
        run(settings, settings.data / "uploads")
    put(first, BLUE)
    put(settings.data / "uploads/2/a.txt", RED)
    run(settings, settings.data / "uploads")
    with GenerationStore(settings.data).open() as generation:
        old, new = sorted(generation.catalogue.document_ids())
        assert generation.catalogue.document(old).text == BLUE
    assert old == "a" and new.startswith("a-")


def test_no_path_of_this_machine_is_kept_with_a_document(here: Path, settings: Settings) -> None:
    path = put(here / "a/tai-lieu/quy-che.txt", RED)
    put(here / "b/tai-lieu/quy-che.txt", RED)
    run(settings, path.parent, here / "b/tai-lieu")
    with GenerationStore(settings.data).open() as generation:
        (found,) = generation.catalogue.documents()
        assert len(found.paths) == 2
        assert not any(str(here) in each or each.startswith("/") for each in found.paths)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/srv/kho/2024/x.txt", "2024/x.txt"),
        ("./uploads/1/a.md", "uploads/1/a.md"),
        ("/srv/kho/tap.jsonl//d1", "kho/tap.jsonl#d1"),
    ],
)
def test_people_are_told_short_names(path: str, said: str) -> None:
    assert shown(path) == said


def test_the_cases(shared: Path, settings: Settings) -> None:
    cases: Sequence[Path] = [shared / "cases/01-same-named-folders" / each for each in "ab"]
    run(settings, *(each / "tai-lieu" for each in cases))
    assert len(texts(settings)) == 2
