"""Files in the strict form of Office Open XML are read like those in the usual one."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import pytest
from pptx import Presentation

from ingest.extraction.registry import extract
from tests.ingest.extraction.workbook_files import Sheet, workbook

_USUAL = re.compile(rb"http://schemas\.openxmlformats\.org/(?!package)(\w+)/2006/")


def _strict(data: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w") as written:
        for part in source.infolist():
            content = _USUAL.sub(rb"http://purl.oclc.org/ooxml/\1/", source.read(part))
            written.writestr(part.filename, content.replace(b"extended-prop", b"extendedProp"))
    return stream.getvalue()


def _word() -> bytes:
    document = docx.Document()
    document.add_heading("Quy chế làm việc", 1)
    document.add_paragraph("Cán bộ trực từ 7 giờ.")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _slides() -> bytes:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "Chuyên đề"
    slide.placeholders[1].text = "Nội dung một"
    stream = io.BytesIO()
    deck.save(stream)
    return stream.getvalue()


def _sheets() -> bytes:
    return workbook(Sheet("Một", {"A1": "Tên", "B1": "Tỷ lệ", "A2": "Bến Lau", "B2": (0.5, 1)}))


@pytest.mark.parametrize(
    ("name", "usual"), [("a.docx", _word()), ("a.pptx", _slides()), ("a.xlsx", _sheets())]
)
def test_the_strict_form_says_the_same(name: str, usual: bytes) -> None:
    strict = _strict(usual)
    assert b"purl.oclc.org" in zipfile.ZipFile(io.BytesIO(strict)).read("_rels/.rels")
    (wanted,) = extract(usual, name, 10_000_000)
    (found,) = extract(strict, name, 10_000_000)
    assert (found.text, found.marks, found.tables) == (wanted.text, wanted.marks, wanted.tables)
