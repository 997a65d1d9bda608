"""Sidecars: a document's is found however it is written, and none is overlooked in silence."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from hoidap.index.generation import GenerationStore
from hoidap.settings import Settings
from ingest.pipeline import ingest
from ingest.progress import Silent
from ingest.report import FileStatus, Report
from tests.fakes import FakeEmbedder

INTERNAL = "access: internal\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "kho"
    made.mkdir()
    return made


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data")


def run(folder: Path, settings: Settings) -> Report:
    return ingest([folder], settings, FakeEmbedder(), Silent())


def put(folder: Path, name: str, text: str = "Tổ trực ghi sổ mỗi ngày.") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def readers(settings: Settings) -> dict[str, str]:
    """The access partition of each document by the last part of its path."""
    if GenerationStore(settings.data).current_id() is None:
        return {}
    with GenerationStore(settings.data).open() as generation:
        found = generation.catalogue.documents()
        return {Path(each.paths[0]).name: each.partition for each in found}


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@pytest.mark.parametrize(
    ("name", "sidecar"),
    [
        ("so-truc.txt", "so-truc.yaml"),
        ("so-truc.txt", "so-truc.yml"),
        ("so-truc.txt", "so-truc.YAML"),
        ("so-truc.txt", "so-truc.Yml"),
        ("so-truc.txt", "so-truc.txt.yaml"),
        ("so-truc.txt", "so-truc.TXT.yml"),
        ("So-Truc.txt", "so-truc.yaml"),
        ("sổ trực đội.txt", nfd("sổ trực đội.yaml")),
        (nfd("sổ trực đội.txt"), "sổ trực đội.yaml"),
        ("SỔ TRỰC.txt", nfd("sổ trực.YML")),
        ("so-truc.txt", "so-truc.yaml.txt"),
        ("so-truc.v2.txt", "so-truc.v2.yaml"),
        ("Sổ #2.txt", "Sổ #2.yaml"),
        ("so-truc.txt", "so-truc.txt.yaml.yaml"),
    ],
)
def test_a_sidecar_counts_however_its_name_is_written(
    folder: Path, settings: Settings, name: str, sidecar: str
) -> None:
    put(folder, name)
    put(folder, sidecar, INTERNAL)
    assert run(folder, settings).exit_code == 0
    assert readers(settings) == {name: "internal"}


@pytest.mark.parametrize(
    "sidecars",
    [
        ["sổ trực.yaml"],  # diacritics that the document's name lacks
        ["so truc.yaml"],
        ["so_truc.yml"],
        ["so-truc .yaml"],
        ["so-truc.yaml", "so-truc.yml"],
        ["so-truc.yaml", "so-truc.txt.yaml"],
        ["so-truc.yaml", "SO-TRUC.yaml"],
    ],
    ids=str,
)
def test_a_document_is_withheld_when_its_sidecar_is_in_doubt(
    folder: Path, settings: Settings, sidecars: list[str]
) -> None:
    put(folder, "khac.txt", "Nhà văn hóa mở cửa buổi tối.")
    put(folder, "so-truc.txt")
    for sidecar in sidecars:
        put(folder, sidecar, INTERNAL)
    report = run(folder, settings)
    assert readers(settings) == {"khac.txt": "public"}
    failed = [file for file in report.files if file.status is FileStatus.FAILED]
    assert [file.path for file in failed] == ["kho/so-truc.txt"]
    assert any(sidecar in failed[0].error for sidecar in sidecars)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("so-truc.yam", INTERNAL),
        ("so-truc.txt.yaml.orig", INTERNAL),
        ("so-truc.yaml~", INTERNAL),
        ("so-truc.у\u0430ml", INTERNAL),  # Cyrillic letters
        ("so-truc.yaml\u2060", INTERNAL),
        ("Sổ trực.toml", 'access = "ban-a"\n'),
        ("so-truc.txt.json", '{"title": "Sổ", "access": ["ban-a"]}'),
        (".so-truc.yml", INTERNAL),
        ("so-truc.meta", "\ufeffid: so\r\nACCESS: internal\r\n"),
    ],
)
def test_a_file_beside_it_that_says_who_may_read_withholds_a_document(
    folder: Path, settings: Settings, name: str, content: str
) -> None:
    put(folder, "so-truc.txt")
    put(folder, name, content)
    report = run(folder, settings)
    assert readers(settings) == {}
    assert repr(name) in report.files[0].error


def test_other_files_of_a_name_take_nothing_away(folder: Path, settings: Settings) -> None:
    for name in ("mot.txt", "hai.txt", "ba.txt"):
        put(folder, name)
    put(folder, "mot.csv", "ngày;người trực\n")
    put(folder, "hai.yaml", INTERNAL)
    put(folder, "hai.yaml~", "access: public\n")  # what an editor leaves of a sidecar
    put(folder, "._hai.yaml", "access: public\n")  # what a Mac leaves beside every file
    put(folder, "ba-kem.json", '{"access": "internal"}')
    assert run(folder, settings).exit_code == 0
    assert readers(settings) == {"mot.txt": "public", "hai.txt": "internal", "ba.txt": "public"}


def test_a_document_that_was_public_goes_when_its_readers_come_into_doubt(
    folder: Path, settings: Settings
) -> None:
    put(folder, "so-truc.txt")
    run(folder, settings)
    assert readers(settings) == {"so-truc.txt": "public"}
    put(folder, "so truc.yaml", INTERNAL)
    assert run(folder, settings).exit_code == 2
    assert readers(settings) == {}


@pytest.mark.parametrize(
    "sidecar",
    ["acess: internal\n", "access: [internal\n", "access:\n", "access: intrenal\n", "internal\n"],
)
def test_a_document_that_was_public_goes_when_its_sidecar_turns_bad(
    folder: Path, settings: Settings, sidecar: str
) -> None:
    put(folder, "so-truc.txt")
    run(folder, settings)
    put(folder, "so-truc.yaml", sidecar)
    report = run(folder, settings)
    assert report.files[0].status is FileStatus.FAILED
    assert readers(settings) == {}


def test_a_document_whose_file_turns_bad_stays_only_for_the_readers_it_had(
    folder: Path, settings: Settings
) -> None:
    for name in ("a.txt", "b.txt"):
        put(folder, name, f"Đội {name[0]} ghi sổ trực mỗi ngày.")
    run(folder, settings)
    for name in ("a.txt", "b.txt"):
        put(folder, name, "")
    put(folder, "b.yaml", INTERNAL)
    run(folder, settings)
    assert readers(settings) == {"a.txt": "public"}


def test_a_sidecar_of_nothing_is_an_error(folder: Path, settings: Settings) -> None:
    put(folder, "so-truc.txt")
    put(folder, "con/da-xoa.yml", INTERNAL)
    put(folder, "bang.dwg", "x")
    put(folder, "bang.yaml", INTERNAL)  # of a file that is not read
    report = run(folder, settings)
    errors = {file.path: file.error for file in report.files if file.error}
    assert set(errors) == {"kho/con/da-xoa.yml"}
    assert "looks like a sidecar" in errors["kho/con/da-xoa.yml"]
    assert report.exit_code == 1


def test_a_file_that_is_named_itself_has_its_sidecar_too(folder: Path, settings: Settings) -> None:
    path = put(folder, "so-truc.txt")
    put(folder, "so-truc.YML", INTERNAL)
    put(folder, "khac.yaml", INTERNAL)
    assert run(path, settings).exit_code == 0
    assert readers(settings) == {"so-truc.txt": "internal"}


def test_files_of_one_name_and_several_types_share_a_sidecar(
    folder: Path, settings: Settings
) -> None:
    put(folder, "so-truc.txt")
    put(folder, "so-truc.html", "<p>Ban quản lý mở kho vào thứ hai.</p>")
    put(folder, "so-truc.yaml", INTERNAL)
    run(folder, settings)
    assert set(readers(settings).values()) == {"internal"}


def test_no_sidecar_of_the_case_is_overlooked(shared: Path, settings: Settings) -> None:
    report = run(shared / "cases/04-ignored-access-sidecar/kho", settings)
    assert report.exit_code == 0
    assert len(readers(settings)) == 6
    assert set(readers(settings).values()) == {"internal"}
