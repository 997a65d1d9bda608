"""What a character of a Word file means is kept: symbols, formulas, powers, numbers, boxes."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.enum.text import WD_PARAGRAPH_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest.extraction.extracted_text import Alignment, ExtractedText
from ingest.extraction.registry import extract
from ingest.extraction.word_math import lowered, raised, symbol

_LIMIT = 10_000_000
_MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def _saved(document: Any) -> ExtractedText:
    buffer = io.BytesIO()
    document.save(buffer)
    (found,) = extract(buffer.getvalue(), "van-ban.docx", _LIMIT)
    return found


def _paragraph(inside: str) -> str:
    document = docx.Document()
    document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')} {_MATH}>{inside}</w:p>"))
    return _saved(document).text


def _run(text: str, properties: str = "") -> str:
    words = f'<w:t xml:space="preserve">{text}</w:t>'
    return f"<w:r><w:rPr>{properties}</w:rPr>{words}</w:r>"


def test_a_power_does_not_become_part_of_its_number() -> None:
    power = '<w:vertAlign w:val="superscript"/>'
    assert _paragraph(_run("3 × 10") + _run("6", power) + _run(" con")) == "3 × 10⁶ con"


def test_what_unicode_cannot_raise_or_lower_is_set_apart() -> None:
    assert raised("2,5") == "^(2,5)"
    assert lowered("2") == "₂"


def test_signs_of_symbol_fonts_are_read_as_what_they_show() -> None:
    sign = '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>'
    assert _paragraph(_run("tỷ lệ ") + sign + _run(" 85%")) == "tỷ lệ ≥ 85%"
    assert symbol("Wingdings", 0xF0FE) == "☑"


def test_a_formula_is_written_on_one_line() -> None:
    def said(text: str) -> str:
        return f"<m:r><m:t>{text}</m:t></m:r>"

    fraction = f"<m:f><m:num>{said('A + B')}</m:num><m:den>{said('2')}</m:den></m:f>"
    power = f"<m:sSup><m:e>{said('C')}</m:e><m:sup>{said('2')}</m:sup></m:sSup>"
    math = f"<m:oMath>{said('Đ = ')}{fraction}{said(' + ')}{power}</m:oMath>"
    assert _paragraph(_run("Điểm: ") + math) == "Điểm: Đ = (A + B)/2 + C²"


def test_the_look_of_a_paragraph_is_told() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_PARAGRAPH_ALIGNMENT.CENTER
    run = paragraph.add_run("Phóng viên hỏi gì?")
    run.bold = True
    run.font.size = docx.shared.Pt(14)
    (mark,) = _saved(document).marks
    assert (mark.style.bold, mark.style.italic) == (True, False)
    assert (mark.style.alignment, mark.style.size) == (Alignment.CENTRE, 14)


def test_a_text_box_is_read_once_with_its_table() -> None:
    def cell(text: str) -> str:
        return f"<w:tc><w:p>{_run(text)}</w:p></w:tc>"

    table = f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{cell('Tổ Gác')}{cell('ông Mơ')}</w:tr></w:tbl>"
    box = f"<w:txbxContent>{table}<w:p>{_run('Hết')}</w:p></w:txbxContent>"
    both = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    text = _paragraph(f"<w:r>{both}</w:r>" + _run("Danh sách"))
    assert text.count("Tổ Gác | ông Mơ") == 1
    assert text.count("Hết") == 1


def test_the_head_in_the_first_page_header_is_read_and_a_running_head_is_not() -> None:
    def with_header(*lines: str) -> str:
        document = docx.Document()
        document.add_paragraph("Điều 1. Giao việc.")
        header = document.sections[0].header
        header.is_linked_to_previous = False
        for line in lines:
            header.add_paragraph(line)
        return _saved(document).text

    assert with_header("UBND XÃ LAU", "Số: 07/QĐ-UBND").startswith("UBND XÃ LAU")
    assert with_header("Tài liệu học tập", "Trang đầu") == "Điều 1. Giao việc."


def test_struck_words_of_a_web_page_are_not_said_and_powers_are_kept() -> None:
    page = "<p>Mức chi <s>300</s> <del>400</del> 500 đồng cho 10<sup>2</sup> m<sup>2</sup></p>"
    (found,) = extract(page.encode(), "trang.html", _LIMIT)
    assert " ".join(found.text.split()) == "Mức chi 500 đồng cho 10² m²"


def test_a_list_number_alone_in_a_cell_is_a_figure_without_its_stop() -> None:
    document = docx.Document()
    rows = document.add_table(rows=3, cols=2, style="Table Grid").rows
    for cell, text in zip(rows[0].cells, ("TT", "Việc"), strict=True):
        cell.text = text
    for row, text in zip(rows[1:], ("Kê khai", "Đối chiếu"), strict=True):
        row.cells[0].paragraphs[0].style = document.styles["List Number"]
        row.cells[1].paragraphs[0].style = document.styles["List Number"]
        row.cells[1].paragraphs[0].add_run(text)
    assert _saved(document).text == "TT | Việc\n1 | 2. Kê khai\n3 | 4. Đối chiếu"
