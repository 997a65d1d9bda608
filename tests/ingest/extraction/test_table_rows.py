"""The cells of table rows are exact ranges of the text."""

from __future__ import annotations

from ingest.extraction.extracted_text import Block, BlockKind, RowCell, assemble, table_row


def test_each_cell_is_a_range_of_the_text() -> None:
    rows = [
        table_row([RowCell("", 0), RowCell("Số  hộ", 1, header=True), RowCell("", 2)], 1),
        table_row([RowCell("Thôn Đỏ", 0), RowCell("12\nhộ", 1), RowCell("", 2)], 1),
    ]
    found = assemble([Block(BlockKind.PARAGRAPH, "Bảng hộ nghèo"), *rows], "a.docx")
    (table,) = found.tables
    texts = [[found.text[cell.start : cell.end] for cell in row] for row in table.rows]
    assert texts == [["", "Số hộ", ""], ["Thôn Đỏ", "12 hộ", ""]]
    assert all(0 <= c.start <= c.end <= len(found.text) for row in table.rows for c in row)
    assert found.text[table.start : table.end].startswith("| Số hộ")
