"""Workbooks (.xlsx): a heading and tables for each sheet that is shown.

An empty row parts two tables.  Lines of one cell above a table are its title, and
what never fills more than one column is text, not a table.
"""

from __future__ import annotations

import datetime
import io
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Any, Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from hoidap.errors import UnreadableFileError
from ingest.extraction.archives import check_archive
from ingest.extraction.block_encoding import in_unicode
from ingest.extraction.extracted_text import Block, BlockKind, ExtractedText, assemble
from ingest.extraction.number_formats import GENERAL, shown
from ingest.extraction.sheet_cells import SheetCells, workbook_cells
from ingest.extraction.strict_ooxml import transitional
from ingest.extraction.table_grid import Grid, SourceCell

#: What Excel and LibreOffice call the first sheet of a new workbook.
_UNNAMED: Final = re.compile(r"(?:sheet|trang[ _]?tính)\s*1", re.IGNORECASE)
#: Characters of all cells: a text that many cells share stands in the file only once.
_TEXT: Final = 50_000_000
#: Merged ranges of one sheet; more are made to do harm.
_MERGED: Final = 100_000

#: The filled cells of a row by column.
_Row = dict[int, str]
_Range = tuple[tuple[int, int], tuple[int, int]]


def extract_spreadsheet(data: bytes, name: str) -> tuple[ExtractedText, ...]:
    """The one document of a workbook.

    Raises UnreadableFileError when it is empty, damaged, encrypted or made to fill a memory.
    """
    check_archive(data, name, "xl/workbook.xml")
    data = transitional(data, name)
    cells = workbook_cells(data, name)
    try:
        blocks, hidden = _blocks(data, cells, name)
    except (CalamineError, ValueError, OSError) as error:
        raise UnreadableFileError(
            f"{name}: not a readable workbook ({error}).",
            "Open it in Excel or LibreOffice and save it again.",
        ) from error
    blocks, warnings = in_unicode(blocks)
    if hidden:
        warnings = (*warnings, f"Hidden sheets were not read: {', '.join(hidden)}.")
    return (assemble(blocks, name, warnings=warnings),)


def _blocks(data: bytes, cells: dict[str, SheetCells], name: str) -> tuple[list[Block], list[str]]:
    blocks: list[Block] = []
    hidden: list[str] = []
    length, table = 0, 1
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
        for sheet in workbook.sheets_metadata:
            if sheet.visible != SheetVisibleEnum.Visible:
                hidden.append(sheet.name)
                continue
            if sheet.name not in cells:
                continue  # a chart or a macro
            part = workbook.get_sheet_by_name(sheet.name)
            rows: dict[int, _Row] = {}
            for at, row in _rows(part, cells[sheet.name]):
                length += sum(map(len, row.values()))
                if length > _TEXT:
                    raise UnreadableFileError(
                        f"{name}: its cells hold more than {_TEXT} characters.",
                        "Divide it into several workbooks.",
                    )
                rows[at] = row
            alone = len(workbook.sheet_names) == 1 and _UNNAMED.fullmatch(sheet.name)
            if rows and not alone:
                blocks.append(Block(BlockKind.HEADING, sheet.name, 1))
            merged = (part.merged_cell_ranges or [])[:_MERGED]
            found = list(_sheet_blocks(rows, merged, table))
            table = max((each.table for each in found), default=table) + 1
            blocks += found
    return blocks, hidden


def _rows(sheet: CalamineSheet, cells: SheetCells) -> Iterator[tuple[int, _Row]]:
    """The rows with anything in them, with their numbers, counted from 0."""
    first, left = sheet.start or (0, 0)
    for at, values in enumerate(sheet.iter_rows(), first):
        texts = {
            column: _text(value, cells, at, column)
            for column, value in enumerate(values, left)
            if value != ""
        }
        row = {column: text for column, text in texts.items() if text}
        if row:
            yield at, row


def _text(value: Any, cells: SheetCells, row: int, column: int) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return shown(float(value), cells.formats.get((row, column), GENERAL))
    if isinstance(value, datetime.datetime):
        clock = "" if value.time() == datetime.time() else f" {value:%H:%M}"
        return f"{value:%d/%m}/{value.year:04}{clock}"
    if isinstance(value, datetime.date):
        return f"{value:%d/%m}/{value.year:04}"
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    return str(value).strip()


def _sheet_blocks(rows: dict[int, _Row], merged: Sequence[_Range], table: int) -> Iterator[Block]:
    spans = {start: end for start, end in merged if start[1] in rows.get(start[0], {})}
    reach = -1  # the last row of a cell that began above
    piece: dict[int, _Row] = {}
    last = -1
    for at, row in rows.items():
        if piece and at > max(last, reach) + 1:
            yield from _piece(piece, spans, table)
            table, piece = table + 1, {}
        piece[at] = row
        last = at
        reach = max([reach, *(spans[at, column][0] for column in row if (at, column) in spans)])
    yield from _piece(piece, spans, table)


def _piece(
    rows: dict[int, _Row], spans: dict[tuple[int, int], tuple[int, int]], table: int
) -> Iterator[Block]:
    """A table with the lines above it, or lines only."""
    numbers = list(rows)
    lines = 0
    while lines < len(numbers) and len(rows[numbers[lines]]) == 1:
        lines += 1
    columns = sorted({column for at in numbers[lines:] for column in rows[at]})
    if lines and lines < len(numbers) and _names_rows(rows, spans, numbers[lines - 1]):
        lines -= 1
        columns = sorted({*columns, *rows[numbers[lines]]})
    for at in numbers[:lines]:
        yield Block(BlockKind.PARAGRAPH, " ".join(next(iter(rows[at].values())).split()))
    grid = Grid()
    left = numbers[lines:]
    covered: dict[int, int] = {}  # column -> the last row that a cell above covers there
    for at in left:
        row: list[SourceCell] = []
        place = 0
        while place < len(columns):
            column = columns[place]
            if covered.get(column, -1) >= at:
                place += 1
                continue
            bottom, right = spans.get((at, column), (at, column))
            end = _free(columns, place, right, covered, at)
            height = bisect_right(left, bottom) - bisect_left(left, at)
            row.append(SourceCell(rows[at].get(column, ""), end - place, max(1, height)))
            covered.update(dict.fromkeys(columns[place:end], bottom))
            place = end
        grid.add(row)
    yield from grid.blocks(table)


def _names_rows(
    rows: dict[int, _Row], spans: dict[tuple[int, int], tuple[int, int]], at: int
) -> bool:
    """Whether the one cell of a row is merged with rows below it, so that it begins a table."""
    return any(spans.get((at, column), (at, 0))[0] > at for column in rows[at])


def _free(columns: Sequence[int], place: int, right: int, covered: dict[int, int], at: int) -> int:
    """Where a cell from ``place`` to column ``right`` ends, before what a cell above covers."""
    end = place + 1
    while end < len(columns) and columns[end] <= right and covered.get(columns[end], -1) < at:
        end += 1
    return end
