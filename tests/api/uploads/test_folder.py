"""Uploaded files: harmless names, places that change by renames and can be changed back."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import yaml

from hoidap.api.uploads.folder import LONGEST_NAME, UploadFolder, file_name, place_of
from hoidap.errors import TooLargeError


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ("Quy định 12.md", "Quy định 12.md"),
        ("../../../etc/passwd", "passwd"),
        ("..\\..\\windows\\x.DOCX", "x.docx"),
        ("/etc/cron.d/x.md", "x.md"),
        (".ssh.md", "ssh.md"),
        ("~$quy-dinh.docx", "quy-dinh.docx"),
        ("a\x00b\nc.md", "a b c.md"),
        ("<script>alert(1)</script>.html", "script.html"),
        ("$(rm -rf).txt", "rm -rf.txt"),
        ("...", "tai-lieu"),
        ("", "tai-lieu"),
        ("..md", "tai-lieu.md"),
        ("x" * 500 + ".pdf", "x" * LONGEST_NAME + ".pdf"),
    ],
)
def test_names_are_harmless(given: str, stored: str) -> None:
    assert file_name(given) == stored


def received(folder: UploadFolder, job: str, text: str) -> None:
    folder.receive(job, "a.md", io.BytesIO(text.encode()), {"access": ["public"]}, 100)


def text_at(folder: UploadFolder, place: str) -> str | None:
    path = folder.root / place / "a.md"
    return path.read_text() if path.exists() else None


def test_a_replacement_can_be_undone_or_settled(tmp_path: Path) -> None:
    folder = UploadFolder(tmp_path)
    received(folder, "1", "one")
    folder.place("1", "p")
    folder.settle("1")
    received(folder, "2", "two")
    folder.place("2", "p")
    folder.place("2", "p")  # again, as after a crash
    assert text_at(folder, "p") == "two"
    folder.undo("2", "p")
    assert text_at(folder, "p") == "one"
    folder.take_out("3", "p")
    folder.take_out("3", "p")
    assert text_at(folder, "p") is None
    folder.settle("3")
    assert [path for path in folder.root.rglob("*") if path.is_file()] == []


def test_the_sidecar_stands_beside_the_file_and_says_what_was_sent(tmp_path: Path) -> None:
    folder = UploadFolder(tmp_path)
    metadata = {"title": 'Quy chế: "mới"', "access": ["internal"]}
    folder.receive("1", "a.md", io.BytesIO(b"x"), metadata, 100)
    folder.place("1", "p")
    assert yaml.safe_load((folder.root / "p" / "a.yaml").read_text(encoding="utf-8")) == metadata


def test_too_much_is_not_kept(tmp_path: Path) -> None:
    folder = UploadFolder(tmp_path)
    with pytest.raises(TooLargeError):
        received(folder, "1", "x" * 101)
    assert [path for path in folder.root.rglob("*") if path.is_file()] == []


def test_only_a_single_upload_has_a_place() -> None:
    assert place_of(("uploads/abc/a.md",)) == "abc"
    for paths in (
        (),
        ("corpus/a.md",),
        ("uploads/abc/a.md", "corpus/a.md"),
        ("uploads/a.md",),
    ):
        assert place_of(paths) is None
    assert place_of(("uploads/abc/a.jsonl#law-1",)) is None
