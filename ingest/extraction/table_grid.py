"""The grid of a table: merged cells in every row they span, and which rows are its header.

A source says of a cell how far it spans (HTML) or that it goes on with the cell above
(Word).  Either way each row gets a cell for every column, so that it can be read by
itself.  A header is what the source declares as such.  Where it declares none, the first
row is the header unless it holds a figure, as rows of data do; a row that divides its
columns further, and one that only counts the columns, belong to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from typing import Final

from ingest.extraction.extracted_text import Block, RowCell, table_row

#: A merged cell with more characters is a paragraph, not the name of what stands beside it.
_NAMES: Final = 300
#: Columns beyond this only mean harm; the widest spreadsheets of offices have some hundred.
_WIDEST: Final = 1000
#: Cells that go on from above, in one table: a row of merged cells over thousands of rows would
#: make millions of them out of a few bytes.
_MOST_REPEATED: Final = 100_000
#: Header rows of a table that declares none: a title over all columns, two levels, a count.
_MOST_HEADER_ROWS: Final = 4

_FIGURE: Final = re.compile(r"[\W_]*\d")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
#: "(1)", "2", "A", "(3)=(1)+(2)": the name of a column in a row that counts them.
_COUNT: Final = re.compile(r"\(?(?:\d{1,2}|[A-Z])\)?(?:\s*=.*)?")


@dataclass(frozen=True, slots=True)
class SourceCell:
    """A cell as its source gives it; ``continues`` says that it goes on with the cell above."""

    text: str
    columns: int = 1
    rows: int = 1
    continues: bool = False
    header: bool = False


class Grid:
    """A table that is filled row by row."""

    def __init__(self) -> None:
        self._rows: list[list[RowCell]] = []
        self._spans: dict[int, tuple[RowCell, int]] = {}  # column -> cell, rows still to fill
        self._below: dict[int, tuple[RowCell, int]] = {}  # the same for the next row
        self._repeated = 0

    def add(self, cells: Sequence[SourceCell], first_column: int = 0) -> None:
        """Add a row whose first cell stands in ``first_column``."""
        row: list[RowCell] = []
        column = first_column
        self._spans, self._below = self._below, {}
        for cell in cells:
            column = self._carry(row, column)
            columns = min(max(1, cell.columns), _WIDEST)
            above = self._above(column) if cell.continues else None
            text = _named(above.text) if above else cell.text
            placed = RowCell(text, column, columns, 1, cell.header, above is not None)
            if cell.rows > 1 and self._repeated < _MOST_REPEATED:
                self._below[column] = (placed, cell.rows - 1)
            row.append(placed)
            column += columns
        for later in sorted(self._spans):
            if later >= column:
                column = self._carry(row, later)
        self._rows.append(row)

    def _carry(self, row: list[RowCell], column: int) -> int:
        """Repeat what spans down into ``column``; the next free column."""
        while column in self._spans:
            cell, left = self._spans.pop(column)
            row.append(replace(cell, text=_named(cell.text), repeated=True))
            self._repeated += 1
            if left > 1 and self._repeated < _MOST_REPEATED:
                self._below[column] = (cell, left - 1)
            column += cell.columns
        return column

    def _above(self, column: int) -> RowCell | None:
        before = self._rows[-1] if self._rows else []
        return next((cell for cell in before if cell.column == column), None)

    def rows(self) -> list[tuple[RowCell, ...]]:
        """The rows with anything in them, their spans counted and their header marked."""
        kept = [row for row in self._rows if any(cell.text for cell in row)]
        repeated = {
            (at, cell.column) for at, row in enumerate(kept) for cell in row if cell.repeated
        }
        counted = [
            tuple(replace(cell, rows=_height(kept, repeated, at, cell)) for cell in row)
            for at, row in enumerate(kept)
        ]
        return _with_header(counted)

    def blocks(self, table: int) -> Iterator[Block]:
        """The rows as blocks of the table with this number."""
        for row in self.rows():
            yield table_row(row, table)


def _named(text: str) -> str:
    """What a merged cell repeats in the rows below its first."""
    return text if len(text) <= _NAMES else ""


def _height(
    rows: Sequence[Sequence[RowCell]], repeated: Set[tuple[int, int]], at: int, cell: RowCell
) -> int:
    """How many rows a cell spans; ``repeated`` are row and column of the cells that go on."""
    if cell.repeated:
        return 1
    height = 1
    while at + height < len(rows) and (at + height, cell.column) in repeated:
        height += 1
    return height


def _with_header(rows: list[tuple[RowCell, ...]]) -> list[tuple[RowCell, ...]]:
    if len(rows) <= 1 or all(cell.header for cell in rows[0]):
        return rows
    count = _header_rows(rows)
    return [
        tuple(replace(cell, header=True) for cell in row) if at < count else row
        for at, row in enumerate(rows)
    ]


def _header_rows(rows: Sequence[Sequence[RowCell]]) -> int:
    if _is_data(rows[0]):
        return 0
    count = max(cell.rows if cell.columns == 1 else 1 for cell in rows[0])
    count = min(count, _MOST_HEADER_ROWS, len(rows) - 1)
    if any(_is_data(row) for row in rows[1:count]):
        return 1  # the first cell of the table's body spans, not one of its header
    divides = any(cell.columns > 1 for cell in rows[count - 1])
    if divides and count < min(_MOST_HEADER_ROWS, len(rows) - 1) and not _is_data(rows[count]):
        count += 1
    if count < len(rows) - 1 and _counts_columns(rows[count]):
        count += 1
    return count


def _is_data(row: Sequence[RowCell]) -> bool:
    return any(
        _FIGURE.match(cell.text) and not _YEAR.fullmatch(cell.text) and not cell.repeated
        for cell in row
    )


def _counts_columns(row: Sequence[RowCell]) -> bool:
    texts = [cell.text for cell in row if cell.text and not cell.repeated]
    return len(texts) > 1 and all(map(_COUNT.fullmatch, texts)) and len(set(texts)) == len(texts)
