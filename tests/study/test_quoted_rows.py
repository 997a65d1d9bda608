"""Points that are rows of a table are drawn as a table in papers and on slides."""

from __future__ import annotations

import io

import docx
import pypdfium2  # type: ignore[import-untyped]
import pytest
from pptx import Presentation

from hoidap.domain import Document, Kind, Metadata, Section, SectionKind
from hoidap.study.exports.formats import ExportFormat, export
from hoidap.study.exports.quoted_rows import together
from hoidap.study.material import Stretch
from hoidap.study.pack import Discussion, KeyPoint, OutlineSection, StudyPack
from hoidap.study.sources import source_at
from hoidap.study.statements import statements_of
from ingest.extraction.html import extract_html
from tests.study.samples import sample_pack

SITE = "https://hoidap.example.vn"
PAGE = """<p>Xã thông báo mức hỗ trợ như sau.</p>
<table><tr><th rowspan="2">Thôn</th><th colspan="2">Năm 2024</th></tr>
<tr><th>Số hộ</th><th>Mức hỗ trợ (đồng/hộ)</th></tr>
<tr><td>Thôn Đỏ, bản Cũ</td><td>42</td><td>1.250.000. Trả một lần.</td></tr>
<tr><td>Thôn Xanh</td><td>37</td><td>900.000</td></tr></table>
<p>Trưởng thôn công khai danh sách các hộ được nhận.</p>"""
HEADERS = ["Thôn", "Năm 2024", "Số hộ", "Mức hỗ trợ (đồng/hộ)"]
CELLS = ["Thôn Đỏ, bản Cũ", "42", "1.250.000. Trả một lần.", "Thôn Xanh", "37", "900.000"]


@pytest.fixture(scope="module")
def document() -> Document:
    (extracted,) = extract_html(PAGE.encode(), "a.html")
    body = Section(0, None, SectionKind.BODY, "", "", "", 0, 0, len(extracted.text))
    about = Metadata(kind=Kind.DIRECTIVE, title="Thông báo mức hỗ trợ")
    return Document("thong-bao", about, extracted.text, (body,), "0", tables=extracted.tables)


@pytest.fixture(scope="module")
def pack(document: Document) -> StudyPack:
    stretch = Stretch(document, document.sections[0], 0, len(document.text))
    points = tuple(
        KeyPoint(id=f"t{n}", text=each.text, source=source_at(document, each.start, each.end))
        for n, each in enumerate(statements_of(stretch))
    )
    section = OutlineSection(
        id="o9", title="Mức hỗ trợ", locator="", document_id=document.id, points=points
    )
    asked = Discussion(id="d9", question="Mức nào cao hơn?", sources=(points[1].source,))
    return sample_pack().model_copy(update={"outline": (section,), "discussion": (asked,)})


def test_a_row_is_one_statement_and_a_header_none(pack: StudyPack) -> None:
    said = [point.text for point in pack.outline[0].points]
    assert said == [
        "Xã thông báo mức hỗ trợ như sau.",
        " | ".join(CELLS[:3]),
        " | ".join(CELLS[3:]),
        "Trưởng thôn công khai danh sách các hộ được nhận.",
    ]


def test_rows_of_one_table_stand_together_under_its_header(pack: StudyPack) -> None:
    first, table, last = together(pack.outline[0].points)
    assert not first.rows
    assert not last.rows
    assert len(table.points) == len(table.sources) == 2
    assert (
        [cell.text for row in table.rows for cell in row if cell.header]
        == [
            "Thôn",
            "Năm 2024",
            "Thôn",  # it spans both rows
            *HEADERS[2:],
        ]
    )
    assert [cell.text for row in table.rows for cell in row if not cell.header] == CELLS


def test_what_was_reworded_is_words(pack: StudyPack) -> None:
    point = pack.outline[0].points[1].model_copy(update={"text": "Thôn Đỏ có 42 hộ."})
    (shown,) = together((point,))
    assert not shown.rows


def test_word_draws_tables(pack: StudyPack) -> None:
    paper = docx.Document(io.BytesIO(export(pack, ExportFormat.DOCX, SITE).content))
    drawn = [
        [cell.text for row in table.rows for cell in row.cells]
        for table in paper.tables
        if table.rows[0].cells[0].text == "Thôn"
    ]
    assert len(drawn) == 2  # in the outline, and below the question to discuss
    assert set(HEADERS) | set(CELLS) == set(drawn[0])
    assert drawn[1][-3:] == CELLS[:3]
    assert not any(" | " in each.text for each in paper.paragraphs)
    (table, _) = (each for each in paper.tables if each.rows[0].cells[0].text == "Thôn")
    repeated = [bool(row._tr.xpath("./w:trPr/w:tblHeader")) for row in table.rows]
    assert repeated == [True, True, False, False]


def test_slides_draw_tables(pack: StudyPack) -> None:
    deck = Presentation(io.BytesIO(export(pack, ExportFormat.PPTX, SITE).content))
    tables = [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]
    (table,) = tables
    assert [cell.text for row in list(table.rows)[2:] for cell in row.cells] == CELLS
    assert table.cell(0, 1).is_merge_origin
    lines = [
        shape.text_frame.text
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_text_frame
    ]
    assert not any(" | " in each for each in lines)


def test_pdf_draws_tables(pack: StudyPack) -> None:
    paper = pypdfium2.PdfDocument(export(pack, ExportFormat.PDF, SITE).content)
    text = "\n".join(page.get_textpage().get_text_bounded() for page in paper)
    assert " | " not in text
    for cell in (*HEADERS, *CELLS):
        assert cell.split()[0] in text
