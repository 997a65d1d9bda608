"""Workbooks of a few bytes of XML, written cell by cell."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"

#: Number formats that a cell can name by its place: general, and these.
FORMATS = ("General", "0%", "0.00%", "#,##0", "dd/mm/yyyy", '0.0" ha"')


@dataclass(frozen=True, slots=True)
class Sheet:
    """Cells by reference: text, a number, or a number with the place of its format."""

    name: str
    cells: Mapping[str, str | float | tuple[float, int]]
    merged: tuple[str, ...] = ()
    hidden: bool = False
    more_rows: str = ""


def workbook(*sheets: Sheet) -> bytes:
    """The bytes of a workbook with these sheets."""
    listed, relations, parts = "", "", {}
    for number, sheet in enumerate(sheets, 1):
        state = ' state="hidden"' if sheet.hidden else ""
        listed += (
            f'<sheet name={quoteattr(sheet.name)} sheetId="{number}" r:id="r{number}"{state}/>'
        )
        relations += (
            f'<Relationship Id="r{number}" Type="{_RELATIONS}/worksheet" '
            f'Target="worksheets/sheet{number}.xml"/>'
        )
        parts[f"xl/worksheets/sheet{number}.xml"] = _sheet(sheet)
    relations += f'<Relationship Id="styles" Type="{_RELATIONS}/styles" Target="styles.xml"/>'
    parts |= {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r" '
        f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f"{relations}</Relationships>",
        "xl/styles.xml": _styles(),
    }
    return archive(parts)


def archive(parts: Mapping[str, str]) -> bytes:
    """A ZIP archive of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in parts.items():
            written.writestr(name, content)
    return stream.getvalue()


def _styles() -> str:
    codes = "".join(
        f'<numFmt numFmtId="{164 + at}" formatCode={quoteattr(code)}/>'
        for at, code in enumerate(FORMATS)
    )
    used = "".join(f'<xf numFmtId="{164 + at}"/>' for at in range(len(FORMATS)))
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts>{codes}</numFmts><cellXfs>{used}</cellXfs>'
        "</styleSheet>"
    )


def _sheet(sheet: Sheet) -> str:
    rows: dict[int, str] = {}
    for reference, value in sheet.cells.items():
        number = int(reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        rows[number] = rows.get(number, "") + _cell(reference, value)
    written = "".join(f'<row r="{number}">{cells}</row>' for number, cells in rows.items())
    merged = "".join(f'<mergeCell ref="{each}"/>' for each in sheet.merged)
    ranges = f"<mergeCells>{merged}</mergeCells>" if merged else ""
    return (
        f'<worksheet xmlns="{_MAIN}"><sheetData>{written}{sheet.more_rows}</sheetData>'
        f"{ranges}</worksheet>"
    )


def _cell(reference: str, value: str | float | tuple[float, int]) -> str:
    if isinstance(value, str):
        return f'<c r="{reference}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    number, style = value if isinstance(value, tuple) else (value, 0)
    return f'<c r="{reference}" s="{style}"><v>{number}</v></c>'
