"""The rows and cells of a Word table, also those in content controls and tracked changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from docx.oxml.ns import qn

from ingest.extraction.table_grid import SourceCell

#: What may stand around rows and cells without being one.
_WRAPPERS: Final = frozenset(
    map(qn, ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo", "w:smartTag"))
)
_FALSE: Final = frozenset({"0", "false", "none", "off"})


def table_rows(table: Any) -> Iterator[Any]:
    """The ``w:tr`` elements of a table, without rows that a tracked change deletes."""
    for row in _inside(table, qn("w:tr")):
        properties = row.find(qn("w:trPr"))
        if properties is None or properties.find(qn("w:del")) is None:
            yield row


def row_cells(row: Any) -> Iterator[Any]:
    """The ``w:tc`` elements of a row, without those that a tracked change deletes."""
    for cell in _inside(row, qn("w:tc")):
        if cell.find(f"{qn('w:tcPr')}/{qn('w:cellDel')}") is None:
            yield cell


def continues_above(cell: Any) -> bool:
    """Whether a cell only goes on with the one above it."""
    merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merged is not None and merged.get(qn("w:val")) != "restart"


def columns_before(row: Any) -> int:
    """The grid columns that a row leaves out before its first cell."""
    return _number(row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}"), 0)


def source_cell(cell: Any, row: Any, text: str) -> SourceCell:
    """A ``w:tc`` element of a row as a cell with this text."""
    header = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}")
    return SourceCell(
        text,
        columns=_number(cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}"), 1),
        continues=continues_above(cell),
        header=header is not None and header.get(qn("w:val"), "true") not in _FALSE,
    )


def _inside(parent: Any, tag: str) -> Iterator[Any]:
    for child in parent.iterchildren():
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, tag)


def _number(element: Any, default: int) -> int:
    written = "" if element is None else element.get(qn("w:val")) or ""
    return int(written) if written.isdecimal() else default
