"""A presentation is read slide by slide: title, texts and lists, tables, notes."""

from __future__ import annotations

import io
from typing import Any

import pytest
from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.util import Cm

from hoidap.errors import UnreadableFileError
from ingest.extraction.extracted_text import BlockKind, ExtractedText
from ingest.extraction.registry import extract
from tests.ingest.extraction.workbook_files import archive

_LIMIT = 50_000_000
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_BOX = (Cm(2), Cm(5), Cm(20), Cm(8))


def _saved(deck: Any) -> bytes:
    stream = io.BytesIO()
    deck.save(stream)
    return stream.getvalue()


def _read(deck: Any) -> ExtractedText:
    (found,) = extract(_saved(deck), "bai.pptx", _LIMIT)
    return found


def _lines(found: ExtractedText) -> list[tuple[BlockKind, str, str]]:
    return [(mark.kind, mark.number, found.marked(mark)) for mark in found.marks]


def _box(slide: Any, *lines: str) -> Any:
    frame = slide.shapes.add_textbox(*_BOX).text_frame
    frame.text = "\n".join(lines)
    return frame


def test_title_list_and_notes_of_a_slide_stand_in_this_order() -> None:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.placeholders[1].text = "Rà soát hộ khó khăn\nHỗ trợ vay vốn"
    slide.placeholders[1].text_frame.paragraphs[1].level = 1
    slide.shapes.title.text = "Nhiệm vụ quý hai"
    slide.notes_slide.notes_text_frame.text = "Nhắc hạn nộp báo cáo."
    found = _read(deck)
    assert _lines(found) == [
        (BlockKind.HEADING, "", "Nhiệm vụ quý hai"),
        (BlockKind.LIST_ITEM, "-", "Rà soát hộ khó khăn"),
        (BlockKind.LIST_ITEM, "-", "Hỗ trợ vay vốn"),
        (BlockKind.PARAGRAPH, "", "Nhắc hạn nộp báo cáo."),
    ]
    assert [mark.level for mark in found.marks] == [1, 1, 2, 0]


def test_the_page_is_the_number_of_the_slide() -> None:
    deck = Presentation()
    for words in ("Mở đầu", "", "Kết thúc"):
        _box(deck.slides.add_slide(deck.slide_layouts[6]), words)
    assert [page for _, page in _read(deck).pages.starts] == [1, 3]


@pytest.mark.parametrize(
    ("bullet", "numbers"),
    [
        ('<a:buChar xmlns:a="{}" char="v"/>', ["-", "-"]),
        ('<a:buAutoNum xmlns:a="{}" type="arabicPeriod"/>', ["1.", "2."]),
        ('<a:buAutoNum xmlns:a="{}" type="alphaLcParenR" startAt="3"/>', ["c)", "d)"]),
        ('<a:buAutoNum xmlns:a="{}" type="romanUcParenBoth"/>', ["(I)", "(II)"]),
        ('<a:buNone xmlns:a="{}"/>', ["", ""]),
    ],
)
def test_bullets_and_automatic_numbers_are_those_of_the_paragraph(
    bullet: str, numbers: list[str]
) -> None:
    deck = Presentation()
    frame = _box(deck.slides.add_slide(deck.slide_layouts[6]), "Việc một", "Việc hai")
    for paragraph in frame.paragraphs:
        paragraph._p.get_or_add_pPr().append(parse_xml(bullet.format(_DRAWING)))
    assert [mark.number for mark in _read(deck).marks] == numbers


def test_a_table_keeps_rows_header_and_merged_cells() -> None:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    table = slide.shapes.add_table(3, 2, *_BOX).table
    for at, words in enumerate(["Xã", "Thôn", "Suối Mây", "Bến Lau", "", "Gốc Đa"]):
        table.cell(at // 2, at % 2).text = words
    table.cell(1, 0).merge(table.cell(2, 0))
    found = _read(deck)
    rows = [[found.text[c.start : c.end] for c in row] for row in found.tables[0].rows]
    assert rows == [["Xã", "Thôn"], ["Suối Mây", "Bến Lau"], ["Suối Mây", "Gốc Đa"]]
    assert found.tables[0].header_rows == 1


def test_shapes_in_groups_are_read() -> None:
    deck = Presentation()
    outer = deck.slides.add_slide(deck.slide_layouts[6]).shapes.add_group_shape()
    inner = outer.shapes.add_group_shape()
    inner.shapes.add_textbox(*_BOX).text_frame.text = "Trong nhóm"
    assert _read(deck).text == "Trong nhóm"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "damaged"),
        (_saved(Presentation())[:5000], "damaged"),
        (_saved(Presentation()), "no readable text"),
        (archive({"ppt/presentation.xml": "<p"}), "not a readable presentation"),
        (archive({"ppt/presentation.xml": "0" * 100_000_000}), "unpack to"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    ],
    ids=["empty", "half", "blank", "xml", "bomb", "password"],
)
def test_what_is_no_readable_presentation_is_refused_with_the_reason(
    data: bytes, message: str
) -> None:
    with pytest.raises(UnreadableFileError, match=message):
        extract(data, "bai.pptx", _LIMIT)
