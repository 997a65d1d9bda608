"""Where the filled cells of a workbook stand and how their numbers are shown.

Read from the XML as a stream, before the cells themselves are read: a sheet with a cell
in each of two far corners would otherwise be laid out in memory with all between them.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree

from hoidap.errors import UnreadableFileError
from ingest.extraction.number_formats import GENERAL, NumberFormat, number_format

#: Places between the first and last filled cell of a sheet: ten columns down to the last row.
_PLACES: Final = 11_000_000
#: Filled cells of a sheet; 2,000 printed pages hold half a million.
_CELLS: Final = 2_000_000
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_RELATION_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(slots=True)
class SheetCells:
    """The number formats of a sheet by (row, column), counted from 0; general ones left out."""

    formats: dict[tuple[int, int], NumberFormat] = field(default_factory=dict)


def workbook_cells(data: bytes, name: str) -> dict[str, SheetCells]:
    """The cells of each sheet by its name.

    Raises UnreadableFileError when the workbook is damaged, or its cells are too far apart.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            styles = _styles(archive)
            return {
                sheet: _sheet(archive, part, styles, f"{name}: the sheet “{sheet}”")
                for sheet, part in _parts(archive).items()
            }
    except (
        *(etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, KeyError),
        *(ValueError, OSError, EOFError, NotImplementedError),
    ) as error:
        raise UnreadableFileError(
            f"{name}: not a readable workbook ({error}).",
            "Open it in Excel or LibreOffice and save it again.",
        ) from error


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    relations = {
        each.get("Id"): posixpath.normpath(posixpath.join("/xl", each.get("Target", "")))[1:]
        for each in _root(archive, _RELATIONS)
    }
    sheets = _root(archive, "xl/workbook.xml").iterfind("{*}sheets/{*}sheet")
    found = {each.get("name", ""): relations.get(each.get(_RELATION_ID)) for each in sheets}
    present = set(archive.namelist())
    return {sheet: part for sheet, part in found.items() if part and part in present}


def _styles(archive: zipfile.ZipFile) -> list[NumberFormat]:
    if "xl/styles.xml" not in archive.namelist():
        return []
    root = _root(archive, "xl/styles.xml")
    codes = {
        int(each.get("numFmtId", 0)): each.get("formatCode")
        for each in root.iterfind("{*}numFmts/{*}numFmt")
    }
    numbers = [int(each.get("numFmtId", 0)) for each in root.iterfind("{*}cellXfs/{*}xf")]
    return [number_format(number, codes.get(number)) for number in numbers]


def _sheet(
    archive: zipfile.ZipFile, part: str, styles: list[NumberFormat], what: str
) -> SheetCells:
    found = SheetCells()
    top = left = bottom = right = -1
    row, column, count = -1, -1, 0
    with archive.open(part) as stream:
        parsed = etree.iterparse(
            stream, events=("start", "end"), tag=("{*}row", "{*}c"), resolve_entities=False
        )
        for event, element in parsed:
            is_row = etree.QName(element).localname == "row"
            if event == "start" and is_row:
                row, column = int(element.get("r", row + 2)) - 1, -1
            elif event == "end" and not is_row:
                row, column = _place(element.get("r"), row, column + 1)
                if len(element):
                    count += 1
                    top = row if top < 0 else min(top, row)
                    left = column if left < 0 else min(left, column)
                    bottom, right = max(bottom, row), max(right, column)
                    style = int(element.get("s", 0))
                    how = styles[style] if 0 <= style < len(styles) else GENERAL
                    if how != GENERAL:
                        found.formats[row, column] = how
            if count > _CELLS:
                raise UnreadableFileError(
                    f"{what} has more than {_CELLS} filled cells.",
                    "Divide it into several workbooks.",
                )
            if event == "end":
                _forget(element)
    height, width = bottom - top + 1, right - left + 1
    if height * width > _PLACES:
        raise UnreadableFileError(
            f"{what} has cells over {height} rows and {width} columns, more than can be read.",
            "Delete the cells that stand far from the tables, and save it again.",
        )
    return found


def _place(reference: str | None, row: int, column: int) -> tuple[int, int]:
    """Row and column of a reference such as "B12"; those given where there is none."""
    if not reference:
        return row, column
    letters = reference.rstrip("0123456789")
    number = 0
    for letter in letters[:4].upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return int(reference[len(letters) :]) - 1, number - 1


def _forget(element: Any) -> None:
    """Free an element that was read, and those before it."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _root(archive: zipfile.ZipFile, part: str) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(archive.read(part), parser)
