"""Pages that LibreOffice prints are those of the document only in the document's fonts."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.oxml.ns import qn

from ingest.extraction.conditions import Conditions
from ingest.extraction.extracted_text import ExtractedText
from ingest.extraction.office import extract_office
from tests.ingest.conftest import fonts, libreoffice  # noqa: F401 (fixtures)

LINES = 160


def word(font: str, *, broken: bool = False) -> bytes:
    """A document of several pages in a font; ``broken`` where its author began a new one."""
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name = font
    for kind in ("w:cs", "w:eastAsia", "w:hAnsi"):
        style.element.rPr.rFonts.set(qn(kind), font)
    for number in range(1, (6 if broken else LINES) + 1):
        paragraph = document.add_paragraph(f"Thôn số {number} kiểm kê nhà ở trước mùa mưa bão.")
        if broken and number == 3:
            paragraph.add_run().add_break(WD_BREAK.PAGE)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def read(data: bytes, scratch: Path) -> ExtractedText:
    (found,) = extract_office(data, "kiem-ke.docx", Conditions(scratch=scratch))
    return found


@pytest.mark.usefixtures("fonts", "libreoffice")
def test_pages_are_named_when_the_rendering_has_the_documents_font(tmp_path: Path) -> None:
    found = read(word("DejaVu Serif"), tmp_path)
    assert found.pages.page_at(0) == 1
    last = found.pages.page_at(found.text.index(f"số {LINES} "))
    assert last is not None and last > 2


@pytest.mark.usefixtures("fonts", "libreoffice")
def test_no_page_is_named_when_another_font_was_taken(tmp_path: Path) -> None:
    found = read(word("Chữ Không Có"), tmp_path)
    assert found.pages.page_at(0) is None
    assert found.needs is None  # reading it again would show no more


@pytest.mark.usefixtures("fonts", "libreoffice")
def test_the_authors_own_page_breaks_need_no_font(tmp_path: Path) -> None:
    found = read(word("Chữ Không Có", broken=True), tmp_path)
    assert found.pages.page_at(found.text.index("số 4 ")) == 2
