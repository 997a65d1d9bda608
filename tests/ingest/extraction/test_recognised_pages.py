"""A page is recognised once: what Tesseract read of it is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from ingest.extraction.conditions import Conditions
from ingest.extraction.recognised_pages import RecognisedPages
from ingest.extraction.recognition import recognise
from tests.ingest.office.papers import paper, scanned_pages

OPTIONS = ("tesseract 5", "vie")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "pages"


def page(shade: int = 200) -> Image.Image:
    return Image.new("L", (20, 30), shade)


def never() -> bytes:
    raise AssertionError("read again")


def test_the_same_picture_is_read_once(folder: Path) -> None:
    assert RecognisedPages(folder).table(page(), OPTIONS, lambda: b"a table") == b"a table"
    assert RecognisedPages(folder).table(page(), OPTIONS, never) == b"a table"


@pytest.mark.parametrize(
    ("other", "how"),
    [
        (page(201), OPTIONS),
        (Image.new("L", (30, 20), 200), OPTIONS),
        (page(), ("tesseract 6", "vie")),
        (page(), ("tesseract 5", "eng")),
    ],
    ids=["another picture", "another shape", "another version", "another language"],
)
def test_anything_else_is_read_anew(folder: Path, other: Image.Image, how: tuple[str, ...]) -> None:
    kept = RecognisedPages(folder)
    kept.table(page(), OPTIONS, lambda: b"a table")
    assert kept.table(other, how, lambda: b"another") == b"another"


def test_a_damaged_entry_counts_as_missing_and_is_replaced(folder: Path) -> None:
    kept = RecognisedPages(folder)
    kept.table(page(), OPTIONS, lambda: b"a table")
    next(folder.iterdir()).write_bytes(b"damaged")
    assert kept.table(page(), OPTIONS, lambda: b"a table") == b"a table"
    assert kept.table(page(), OPTIONS, never) == b"a table"


def test_what_cannot_be_kept_is_read_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    kept = RecognisedPages(tmp_path / "file" / "pages")
    assert kept.table(page(), OPTIONS, lambda: b"a table") == b"a table"


def test_tesseract_does_not_run_again_for_a_page_it_has_read(
    tmp_path: Path,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    tesseract: None,
) -> None:
    scan = scanned_pages(paper("a.pdf", 3, ocr=True))[0]
    conditions = Conditions(tmp_path, recognised=folder)
    first = recognise(scan, 1, "a.pdf", conditions)
    assert first.lines
    monkeypatch.setattr("ingest.extraction.recognition.run", lambda *_, **__: never())
    assert recognise(scan, 1, "a.pdf", conditions) == first
