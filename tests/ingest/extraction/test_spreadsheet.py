"""A workbook is read as headings and tables, with its figures as its reader sees them."""

from __future__ import annotations

import time

import pytest

from hoidap.errors import UnreadableFileError
from ingest.extraction.extracted_text import BlockKind, ExtractedText
from ingest.extraction.registry import extract
from tests.ingest.extraction.workbook_files import Sheet, archive, workbook

_LIMIT = 50_000_000
_Cells = dict[str, str | float | tuple[float, int]]
_STAFF: _Cells = {
    "A1": "Xã",
    "B1": "Cán bộ",
    "A2": "Suối Mây",
    "B2": 12.0,
    "A3": "Đồi Gió",
    "B3": 9.0,
}


def _read(*sheets: Sheet) -> ExtractedText:
    (found,) = extract(workbook(*sheets), "bieu.xlsx", _LIMIT)
    return found


def _texts(found: ExtractedText, table: int = 0) -> list[list[str]]:
    return [[found.text[c.start : c.end] for c in row] for row in found.tables[table].rows]


def _headings(found: ExtractedText) -> list[str]:
    return [found.marked(mark) for mark in found.marks if mark.kind is BlockKind.HEADING]


def test_a_sheet_is_a_heading_and_a_table_with_its_header() -> None:
    found = _read(Sheet("Nhân sự", _STAFF))
    assert _headings(found) == ["Nhân sự"]
    assert _texts(found) == [["Xã", "Cán bộ"], ["Suối Mây", "12"], ["Đồi Gió", "9"]]
    assert found.tables[0].header_rows == 1


@pytest.mark.parametrize("name", ["Sheet1", "Trang tính1", "Trang_tính1"])
def test_the_name_of_an_only_sheet_that_nobody_named_is_no_heading(name: str) -> None:
    assert _headings(_read(Sheet(name, _STAFF))) == []
    assert _headings(_read(Sheet(name, _STAFF), Sheet("Hai", _STAFF))) == [name, "Hai"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (3.0, "3"),
        (12.5, "12,5"),
        (1.125, "1,125"),
        (-0.1, "-0,1"),
        (0.30000000000000004, "0,3"),
        ((0.85, 1), "85%"),
        ((0.1234, 2), "12,34%"),
        ((0.5, 2), "50,00%"),
        ((1250000.0, 3), "1.250.000"),
        ((-0.2, 3), "0"),
        ((2.25, 5), "2,3"),
        ((45000.0, 4), "15/03/2023"),
        ((45000.5, 4), "15/03/2023 12:00"),
    ],
)
def test_a_figure_is_written_as_the_sheet_shows_it(
    value: float | tuple[float, int], shown: str
) -> None:
    found = _read(Sheet("Sheet1", {"A1": "Tên", "B1": "Giá trị", "A2": "Mục", "B2": value}))
    assert _texts(found)[1] == ["Mục", shown]


def test_an_empty_row_parts_two_tables_and_a_line_above_is_a_title() -> None:
    second: _Cells = {"B7": "Thôn", "C7": "Hộ", "B8": "Bến Lau", "C8": 40.0}
    title: _Cells = {"A1": "Biểu 1. Cán bộ các xã"}
    first = {f"{at[0]}{int(at[1]) + 1}": value for at, value in _STAFF.items()}
    found = _read(Sheet("Sheet1", {**title, **first, "B6": "Biểu 2. Số hộ", **second}))
    assert [found.text[slice(*table.title)] for table in found.tables] == [
        "Biểu 1. Cán bộ các xã",
        "Biểu 2. Số hộ",
    ]
    assert _texts(found, 1) == [["Thôn", "Hộ"], ["Bến Lau", "40"]]


def test_empty_columns_around_and_inside_a_table_are_left_out() -> None:
    found = _read(Sheet("Sheet1", {"C5": "Thôn", "F5": "Hộ", "C6": "Bến Lau", "F6": 40.0}))
    assert _texts(found) == [["Thôn", "Hộ"], ["Bến Lau", "40"]]


def test_a_merged_cell_spans_columns_and_is_repeated_in_the_rows_below() -> None:
    cells: _Cells = {
        "A1": "Huyện",
        "B1": "Kết quả",
        "B2": "Năm trước",
        "C2": "Năm nay",
        "A3": "Thượng Nguồn",
        "B3": 5.0,
        "C3": 6.0,
        "B4": 7.0,
        "C4": 8.0,
    }
    found = _read(Sheet("Sheet1", cells, merged=("A1:A2", "B1:C1", "A3:A4")))
    assert _texts(found) == [
        ["Huyện", "Kết quả"],
        ["Huyện", "Năm trước", "Năm nay"],
        ["Thượng Nguồn", "5", "6"],
        ["Thượng Nguồn", "7", "8"],
    ]
    rows = found.tables[0].rows
    assert (rows[0][1].columns, rows[2][0].rows, rows[3][0].repeated) == (2, 2, True)
    assert found.tables[0].header_rows == 2


def test_a_column_of_text_is_text() -> None:
    found = _read(Sheet("Sheet1", {"A1": "Ghi chú chung", "A2": "Số liệu tạm tính"}))
    assert not found.tables
    assert found.text == "Ghi chú chung\n\nSố liệu tạm tính"


def test_a_hidden_sheet_is_left_out_and_named() -> None:
    found = _read(Sheet("Công khai", _STAFF), Sheet("Nháp", {"A1": "bí mật"}, hidden=True))
    assert "bí mật" not in found.text
    assert any("Nháp" in warning for warning in found.warnings)


def test_a_million_empty_rows_are_passed_over() -> None:
    empty = "".join(f'<row r="{at}"><c r="A{at}" s="1"/></row>' for at in range(4, 1_000_000))
    began = time.process_time()
    found = _read(Sheet("Sheet1", _STAFF, more_rows=empty))
    assert len(found.tables) == 1
    assert time.process_time() - began < 60


def test_cells_in_far_corners_are_refused_before_all_between_is_laid_out() -> None:
    with pytest.raises(UnreadableFileError, match="“Xa” has cells over 1048576 rows"):
        _read(Sheet("Xa", {"A1": "đầu", "XFD1048576": "cuối"}))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "damaged"),
        (workbook(Sheet("Sheet1", _STAFF))[:400], "damaged"),
        (archive({"xl/workbook.xml": "<workbook"}), "not a readable workbook"),
        (archive({"word/document.xml": "<w/>"}), "holds no xl/workbook.xml"),
        (archive({"xl/workbook.xml": "0" * 100_000_000}), "unpack to"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000), "Office 97"),
        (workbook(Sheet("Sheet1", {})), "no readable text"),
        (workbook(Sheet("Sheet1", _STAFF, more_rows="<row><c")), "not a readable workbook"),
        (workbook(Sheet("Sheet1", _STAFF, more_rows='<row r="x"/>')), "not a readable workbook"),
    ],
    ids=["empty", "half", "xml", "word", "bomb", "password", "old", "blank", "cut", "row"],
)
def test_what_is_no_readable_workbook_is_refused_with_the_reason(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableFileError, match=message):
        extract(data, "bieu.xlsx", _LIMIT)
