"""Tables of Word, HTML and Markdown files keep rows, columns, merged cells and headers."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest.extraction.extracted_text import ExtractedText
from ingest.extraction.registry import extract
from ingest.extraction.table_grid import Grid, SourceCell

_LIMIT = 10_000_000


def _read(data: bytes, name: str) -> ExtractedText:
    (found,) = extract(data, name, _LIMIT)
    return found


def _html(body: str) -> ExtractedText:
    return _read(f"<html><body><p>Bảng phân công</p>{body}</body></html>".encode(), "bang.html")


def _texts(found: ExtractedText, table: int = 0) -> list[list[str]]:
    return [[found.text[c.start : c.end] for c in row] for row in found.tables[table].rows]


def _word(fill: Any) -> ExtractedText:
    document = docx.Document()
    document.add_paragraph("Biểu chỉ tiêu năm")
    fill(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return _read(buffer.getvalue(), "bang.docx")


def _cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def _table(*rows: str) -> Any:
    xml = f"<w:tbl {nsdecls('w')}><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"
    return lambda document: document.element.body.insert(1, parse_xml(xml))


def test_a_cell_merged_downwards_stands_in_each_row_that_it_spans() -> None:
    found = _html(
        "<table><tr><th>Huyện</th><th>Xã</th></tr>"
        "<tr><td rowspan=2>Huyện Mây</td><td>Xã Một</td></tr><tr><td>Xã Hai</td></tr></table>"
    )
    assert _texts(found)[2] == ["Huyện Mây", "Xã Hai"]
    first, second = found.tables[0].rows[1][0], found.tables[0].rows[2][0]
    assert (first.rows, first.repeated, second.repeated) == (2, False, True)


def test_a_word_cell_that_continues_the_one_above_is_read_in_its_row() -> None:
    merge, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    found = _word(
        _table(
            f"<w:tr>{_cell('Thôn')}{_cell('Tổ')}{_cell('Số hộ')}</w:tr>",
            f"<w:tr>{_cell('Thôn Lau', merge)}{_cell('Tổ Một')}{_cell('7 hộ')}</w:tr>",
            f"<w:tr>{_cell('', goes_on)}{_cell('Tổ Hai')}{_cell('9 hộ')}</w:tr>",
        )
    )
    assert "Thôn Lau | Tổ Hai | 9 hộ" in found.text
    assert found.tables[0].header_rows == 1


def test_rows_and_cells_in_content_controls_are_rows_and_cells() -> None:
    inside = f"<w:sdt><w:sdtContent>{_cell('14 người')}</w:sdtContent></w:sdt>"
    row = f"<w:tr>{_cell('Chi bộ Đồi')}{_cell('3 người')}{inside}</w:tr>"
    found = _word(
        _table(
            f"<w:tr>{_cell('Chi bộ')}{_cell('Năm trước')}{_cell('Năm nay')}</w:tr>",
            f"<w:sdt><w:sdtContent>{row}</w:sdtContent></w:sdt>",
        )
    )
    assert _texts(found)[1] == ["Chi bộ Đồi", "3 người", "14 người"]


def test_a_row_that_a_tracked_change_deletes_is_left_out() -> None:
    deleted = f"<w:tr><w:trPr><w:del/></w:trPr>{_cell('Tổ Cũ')}{_cell('5 hộ')}{_cell('x')}</w:tr>"
    kept = f"<w:tr>{_cell('Tổ Mới')}{_cell('6 hộ')}{_cell('y')}</w:tr>"
    head = f"<w:tr>{_cell('Tổ')}{_cell('Số hộ')}{_cell('Ghi chú')}</w:tr>"
    found = _word(_table(head, deleted, kept))
    assert [row[0] for row in _texts(found)] == ["Tổ", "Tổ Mới"]


def test_a_header_of_two_levels_keeps_its_columns_over_the_cells_below() -> None:
    found = _html(
        "<table><tr><td rowspan=2>Xã</td><td colspan=2>Năm 2023</td></tr>"
        "<tr><td>Thu</td><td>Chi</td></tr><tr><td>Xã Dâu</td><td>30</td><td>40</td></tr></table>"
    )
    table = found.tables[0]
    assert table.header_rows == 2
    assert [cell.column for cell in table.rows[1]] == [0, 1, 2]
    assert found.text[slice(*table.header)].endswith("Xã | Thu | Chi")


def test_a_table_of_data_alone_has_no_header() -> None:
    found = _html(
        "<table><tr><td>Vùng I</td><td>5.310.000 đồng</td></tr>"
        "<tr><td>Vùng II</td><td>4.730.000 đồng</td></tr></table>"
    )
    assert found.tables[0].header == (0, 0)


def test_a_row_that_counts_the_columns_belongs_to_the_header() -> None:
    grid = Grid()
    for row in (["Xã", "Thu"], ["(1)", "(2)"], ["Xã Dâu", "30"]):
        grid.add([SourceCell(text) for text in row])
    assert [row[0].header for row in grid.rows()] == [True, True, False]


def test_the_title_of_a_table_stands_above_it_also_over_its_unit() -> None:
    found = _read(
        "Bảng giá đất\n\n(Đơn vị: nghìn đồng)\n\n|Vị trí|Giá|\n|-|-|\n|Một|900|\n".encode(),
        "gia.md",
    )
    assert found.text[slice(*found.tables[0].title)].startswith("Bảng giá đất")


def test_a_note_on_the_title_of_a_table_is_not_its_title() -> None:
    found = _read(
        "BẢNG ĐIỂM THI ĐUA⁴\n\n⁴ Bảng này được bổ sung năm 2024.\n\n(Kèm theo Quy chế)\n\n"
        "|Mức|Điểm|\n|-|-|\n|Tốt|9|\n".encode(),
        "diem.md",
    )
    assert found.text[slice(*found.tables[0].title)] == "BẢNG ĐIỂM THI ĐUA⁴"


def test_cells_that_go_on_for_ever_do_not_fill_the_memory() -> None:
    grid = Grid()
    grid.add([SourceCell("a", rows=10_000)] * 300)
    for _ in range(3_000):
        grid.add([SourceCell("b")])
    assert sum(map(len, grid.rows())) < 120_000
