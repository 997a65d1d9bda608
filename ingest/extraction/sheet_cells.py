"""Where the filled cells of a workbook stand and how their numbers are shown.

Read from the XML as a stream, before the cells themselves are read: a sheet with a cell
in each of two far corners would otherwise be laid out in memory with all between them.
"""

from __future__ import annotations

import io
import posixpath
import sys
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import Any, Final
from xml.parsers import expat

from lxml import etree

from hoidap.errors import UnreadableFileError
from ingest.extraction.number_formats import GENERAL, NumberFormat, number_format

#: Places between the first and last filled cell of a sheet: ten columns down to the last row.
_PLACES: Final = 11_000_000
_CONTENT: Final = frozenset({"v", "is", "f"})
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
        *(etree.XMLSyntaxError, expat.ExpatError, zipfile.BadZipFile, zlib.error, KeyError),
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
    scan = _Scan(styles, what)
    parser = expat.ParserCreate()
    parser.StartElementHandler = scan.start
    parser.StartDoctypeDeclHandler = scan.doctype
    with archive.open(part) as stream:
        parser.ParseFile(stream)
    height, width = scan.bottom - scan.top + 1, scan.right - scan.left + 1
    if scan.bottom >= 0 and height * width > _PLACES:
        raise UnreadableFileError(
            f"{what} has cells over {height} rows and {width} columns, more than can be read.",
            "Delete the cells that stand far from the tables, and save it again.",
        )
    return scan.found


class _Scan:
    """The filled cells seen so far of a sheet whose elements pass by.

    A cell is filled when an element stands in it: its value, text or formula.
    """

    def __init__(self, styles: list[NumberFormat], what: str) -> None:
        self.found = SheetCells()
        self.top = self.left = sys.maxsize
        self.bottom = self.right = -1
        self._styles, self._what = styles, what
        self._row = self._column = -1
        self._count = 0
        self._style: str | None = None  # of the cell just begun

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        kind = tag.rpartition(":")[2]
        if kind == "c":
            self._row, self._column = _place(attributes.get("r"), self._row, self._column + 1)
            self._style = attributes.get("s", "0")
        elif kind == "row":
            self._row, self._column = int(attributes.get("r", self._row + 2)) - 1, -1
            self._style = None
        elif self._style is not None and kind in _CONTENT:
            self._fill(int(self._style))
            self._style = None

    def doctype(self, *_declared: object) -> None:
        """Refuse a declaration that no program writes; entities of entities are in such."""
        raise ValueError("its XML declares a document type")

    def _fill(self, style: int) -> None:
        self._count += 1
        if self._count > _CELLS:
            raise UnreadableFileError(
                f"{self._what} has more than {_CELLS} filled cells.",
                "Divide it into several workbooks.",
            )
        self.top, self.bottom = min(self.top, self._row), max(self.bottom, self._row)
        self.left, self.right = min(self.left, self._column), max(self.right, self._column)
        how = self._styles[style] if 0 <= style < len(self._styles) else GENERAL
        if how != GENERAL:
            self.found.formats[self._row, self._column] = how


def _place(reference: str | None, row: int, column: int) -> tuple[int, int]:
    """Row and column of a reference such as "B12"; those given where there is none."""
    if not reference:
        return row, column
    letters = reference.rstrip("0123456789")
    number = 0
    for letter in letters[:4].upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return int(reference[len(letters) :]) - 1, number - 1


def _root(archive: zipfile.ZipFile, part: str) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(archive.read(part), parser)
