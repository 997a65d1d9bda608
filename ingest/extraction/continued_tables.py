"""Rows of tables that go on over page ends.

A table at the top of a page goes on with the one that ended the page before when it has
as many columns and no head of its own.  Then its rows bear the number of that table; its head,
printed again, is left out; and leading cells that are empty because a cell goes on
from above repeat what stands above.  A row that was cut by the page's end is one row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.extraction.extracted_text import Block, RowCell, table_row
from ingest.extraction.fixed_layout import Line
from ingest.extraction.line_ends import joint

#: Share of a row's letters that are bold when it is set as a head.
_BOLD = 0.8
_SENTENCE_ENDS = (".", ";", ":", "!", "?")


@dataclass(slots=True)
class _Table:
    number: int  # in the document
    own: int  # on its page
    page: int
    columns: int
    head: list[tuple[str, ...]]
    head_is_bold: bool = False
    continued: bool = False
    rows: int = 0  # since its page began


class Tables:
    """The tables of a document in order; a row is given out when the next one is known."""

    def __init__(self) -> None:
        self._count = 0
        self._table: _Table | None = None
        self._held: Block | None = None

    def rows(self, line: Line, page: int, *, at_top: bool) -> Iterator[Block]:
        """The rows that are known once ``line`` is read; ``at_top``: it begins its page."""
        known = self._table and (self._table.own, self._table.page) == (line.table, page)
        if not known and not (at_top and self._goes_on(line, page)):
            yield from self.closed()
            self._begin(line, page)
        table = self._table
        assert table is not None
        cells = self._own_cells(line, table)
        if not cells:
            return
        if table.continued and not table.rows and self._held and _is_rest(self._held.cells, cells):
            cells = _glued(self._held.cells, cells)
            self._held = self._block(cells, table.number, self._held.page, line)
        else:
            if table.continued and self._held:
                cells = _filled(self._held.cells, cells, at_top=not table.rows)
            if self._held:
                yield self._held
            self._held = self._block(cells, table.number, page, line)
        table.rows += 1

    def closed(self) -> Iterator[Block]:
        """The last row; what comes after it is no table or another one."""
        if self._held:
            yield self._held
        self._held = self._table = None

    def _begin(self, line: Line, page: int) -> None:
        self._count += 1
        self._table = _Table(self._count, line.table, page, _columns(line.cells), [])

    def _goes_on(self, line: Line, page: int) -> bool:
        """Whether a table that begins with ``line`` is the rest of the last one."""
        table = self._table
        if table is None or page != table.page + 1 or _columns(line.cells) != table.columns:
            return False
        heads = any(cell.header for cell in line.cells)
        again = _texts(line.cells) in table.head
        if heads and not again and table.head_is_bold and line.bold > _BOLD:
            return False
        table.own, table.page, table.continued, table.rows = line.table, page, True, 0
        return True

    def _own_cells(self, line: Line, table: _Table) -> tuple[RowCell, ...]:
        """The cells of a row, none for a head that is printed again."""
        if not table.continued:
            if any(cell.header for cell in line.cells):
                table.head.append(_texts(line.cells))
                table.head_is_bold = line.bold > _BOLD
            return line.cells
        if not table.rows and _texts(line.cells) in table.head:
            return ()
        return tuple(replace(cell, header=False) for cell in line.cells)

    @staticmethod
    def _block(cells: Sequence[RowCell], number: int, page: int, line: Line) -> Block:
        return replace(table_row(cells, number, page=page), sure=line.sure)


def _columns(cells: Sequence[RowCell]) -> int:
    return max(cell.column + cell.columns for cell in cells)


def _texts(cells: Sequence[RowCell]) -> tuple[str, ...]:
    return tuple(" ".join(cell.text.lower().split()) for cell in cells)


def _is_rest(above: Sequence[RowCell], cells: Sequence[RowCell]) -> bool:
    """Whether a row is what the page's end cut off the row above."""
    before = {cell.column: cell.text for cell in above}
    filled = [cell for cell in cells if cell.text]
    return (
        bool(filled)
        and filled[0].column > 0
        and all(
            before.get(cell.column)
            and cell.text[0].islower()
            and not before[cell.column].endswith(_SENTENCE_ENDS)
            for cell in filled
        )
    )


def _glued(above: Sequence[RowCell], cells: Sequence[RowCell]) -> tuple[RowCell, ...]:
    rest = {cell.column: cell.text for cell in cells if cell.text}
    return tuple(
        replace(cell, text=cell.text + joint(cell.text, rest[cell.column]) + rest[cell.column])
        if cell.column in rest
        else cell
        for cell in above
    )


def _filled(
    above: Sequence[RowCell], cells: Sequence[RowCell], *, at_top: bool
) -> tuple[RowCell, ...]:
    """Cells of a row, the empty ones before its first text said again from above.

    Below the first row of a page only cells that go on from that row are meant.
    """
    before = {(cell.column, cell.columns): cell.text for cell in above}
    filled, leading = [], True
    for cell in cells:
        leading = leading and not cell.text and (at_top or cell.repeated)
        text = before.get((cell.column, cell.columns), "") if leading else ""
        filled.append(replace(cell, text=text, repeated=True) if text else cell)
    return tuple(filled) if not leading else tuple(cells)
