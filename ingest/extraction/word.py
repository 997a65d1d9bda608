"""Word documents (.docx): headings, numbered paragraphs, table rows, pages, notes.

A *data table* gives one line a row, its cells joined by " | ".  The head and the
signature of an official document are tables too, but without rules: tables of at
most two columns and four rows that draw no border are read cell by cell.

A Word file does not say where its pages begin.  If Word saved it, marks show where
it last broke them; otherwise the breaks that the author set count, as long as
what stands between two of them surely fits a page.  Else pages are unknown here,
and ``rendered_pages.py`` finds them with LibreOffice.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from typing import Any, Final
from zipfile import BadZipFile

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml.etree import XMLSyntaxError

from hoidap.errors import UnreadableFileError
from ingest.extraction.archives import check_archive
from ingest.extraction.block_encoding import in_unicode
from ingest.extraction.extracted_text import PAGE_BREAK, Block, BlockKind
from ingest.extraction.strict_ooxml import transitional
from ingest.extraction.table_grid import Grid
from ingest.extraction.word_numbering import Numbering, Printed
from ingest.extraction.word_runs import (
    RENDERED,
    Styles,
    paragraph_style,
    paragraph_text,
    text_boxes,
)
from ingest.extraction.word_tables import (
    columns_before,
    continues_above,
    row_cells,
    source_cell,
    table_rows,
)

#: A borderless table up to this size is layout; the head of a document has 1 to 4 rows.
_LAYOUT_COLUMNS: Final = 2
_LAYOUT_ROWS: Final = 4
#: Characters that fit any A4 page, however large the type.
_FITS: Final = 1500

_HEADING: Final = re.compile(r"heading\s+([1-6])$", re.IGNORECASE)
_CONTENTS: Final = re.compile(r"toc\s+\d$", re.IGNORECASE)
#: Numbers that stand for themselves; others ("Điều 3.") are part of the line.
_ITEM: Final = re.compile(r"[\d.]{1,9}[.)]?|[a-zđ]{1,2}[.)]|[ivx]+[.)]|[-–—+*•]", re.IGNORECASE)
_DRAWN: Final = frozenset({"single", "double", "thick", "dotted", "dashed", "triple", "wave"})
#: "Số: 12/QĐ-UBND", "Số 36-HD/VPTW": the line that only an official document's head has.
_NUMBER_LINE: Final = re.compile(r"(?:luật )?số\s*:?\s*[\d….]*\s*[-/]", re.IGNORECASE)
_NOTES: Final = ("/footnotes.xml", "/endnotes.xml")
_BREAKS: Final = re.compile(f"[{PAGE_BREAK}{RENDERED}]")


def docx_blocks(data: bytes, name: str) -> tuple[list[Block], tuple[str, ...]]:
    """The blocks of a Word document, with pages if it shows them, and warnings.

    Raises UnreadableFileError when it is damaged, encrypted or a ZIP bomb.
    """
    check_archive(data, name, "word/document.xml")
    data = transitional(data, name)
    try:
        document = docx.Document(io.BytesIO(data))
    except (OpcError, KeyError, ValueError, BadZipFile, XMLSyntaxError, OSError) as error:
        raise UnreadableFileError(
            f"{name}: not a readable Word document ({error}).",
            "Open it in Word or LibreOffice and save it again.",
        ) from error
    return in_unicode(_paged(list(_Reader(document).blocks())))


class _Reader:
    """One document on its way to blocks; page breaks stand in their texts."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._styles = Styles(document)
        self._numbering = Numbering(document)
        self._tables = count(1)
        self._in_cell = False
        self._in_box = False

    def blocks(self) -> Iterator[Block]:
        yield from self._letterhead()
        yield from self._children(self._document.element.body)
        for part in self._document.part.package.iter_parts():
            if str(part.partname).endswith(_NOTES):
                yield from self._notes(part)

    def _letterhead(self) -> Iterator[Block]:
        """The head of the document, where it is set as the head of its first page.

        What stands on every page is a running head, unless the number of a document does.
        """
        first = self._document.sections[0] if self._document.sections else None
        if first is None:
            return
        apart = first.different_first_page_header_footer
        head = first.first_page_header if apart else first.header
        if head.is_linked_to_previous:
            return
        blocks = list(self._children(head._element))
        lines = [_BREAKS.sub(" ", block.text).strip() for block in blocks]
        if sum(map(bool, lines)) > 1 and any(map(_NUMBER_LINE.match, lines)):
            yield from blocks

    def _children(self, parent: Any) -> Iterator[Block]:
        for child in parent.iterchildren():
            if child.tag == qn("w:p"):
                yield from self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child)
            elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:ins")):
                yield from self._children(child)

    def _paragraph(self, paragraph: Any) -> Iterator[Block]:
        properties = paragraph.find(qn("w:pPr"))
        style = self._style_name(properties)
        if _CONTENTS.match(style):
            return
        text = paragraph_text(paragraph, self._styles)
        for box in text_boxes(paragraph):
            outside, self._in_box = self._in_box, True
            yield from list(self._children(box))
            self._in_box = outside
        if properties is not None and properties.find(qn("w:pageBreakBefore")) is not None:
            text = PAGE_BREAK + text
        heading = _HEADING.match(style)
        if heading:
            block = Block(BlockKind.HEADING, text.replace("\n", " "), int(heading[1]))
        elif style.lower() == "title":
            block = Block(BlockKind.HEADING, text.replace("\n", " "), 1)
        else:
            block = Block(BlockKind.PARAGRAPH, text)
        block = replace(block, style=paragraph_style(paragraph, self._styles))
        # Word also numbers a paragraph without words; only in a table does that mean a row.
        says = self._in_cell or _BREAKS.sub("", text).strip()
        number = self._number(properties) if says else None
        yield _numbered(block, number) if number else block
        if properties is not None and _ends_page(properties.find(qn("w:sectPr"))):
            yield Block(BlockKind.PARAGRAPH, PAGE_BREAK)

    def _style_name(self, properties: Any) -> str:
        style_id = _value(properties, "w:pStyle")
        chain = list(self._styles.chain(style_id))
        return (_value(chain[0], "w:name") or "") if chain else ""

    def _number(self, properties: Any) -> Printed | None:
        """The automatic number of a paragraph, from itself or from its style."""
        holders = [] if properties is None else [properties]
        style_id = _value(properties, "w:pStyle")
        holders += [style.find(qn("w:pPr")) for style in self._styles.chain(style_id)]
        for holder in holders:
            numbered = None if holder is None else holder.find(qn("w:numPr"))
            if numbered is None:
                continue
            list_id = _value(numbered, "w:numId")
            if list_id in (None, "0"):
                return None
            level = _value(numbered, "w:ilvl")
            if level is None and holder is not properties and style_id:
                return self._numbering.next(
                    list_id, self._numbering.level_of_style(list_id, style_id)
                )
            return self._numbering.next(list_id, int(level or 0))
        return None

    def _table(self, table: Any) -> Iterator[Block]:
        rows = list(table_rows(table))
        cells = [list(row_cells(row)) for row in rows]
        columns = max(map(len, cells), default=0)
        # Heads and signatures are set with tables, but not in text boxes.
        if columns <= 1 or (_is_layout(table, cells) and not self._in_box):
            for cell in (cell for row in cells for cell in row if not continues_above(cell)):
                yield from self._children(cell)
            return
        number = next(self._tables)
        grid = Grid()
        broken: list[str] = []
        for row, some in zip(rows, cells, strict=True):
            texts = [self._cell(cell) for cell in some]
            if any(_BREAKS.sub("", text) for text in texts) or any(map(continues_above, some)):
                broken.append("".join(dict.fromkeys(_BREAKS.findall("".join(texts)))))
                grid.add(
                    [
                        source_cell(cell, row, _BREAKS.sub(" ", text))
                        for cell, text in zip(some, texts, strict=True)
                    ],
                    columns_before(row),
                )
        blocks = list(grid.blocks(number))
        for block, marks in zip(blocks, broken, strict=False):
            yield replace(block, text=marks + block.text) if marks else block

    def _cell(self, cell: Any) -> str:
        """All text of a cell on one line, with its numbers, and of tables inside as well."""
        outside, self._in_cell = self._in_cell, True
        blocks = list(self._children(cell))
        self._in_cell = outside
        text = " ".join(f"{each.number} {each.text}".strip() for each in blocks)
        # Its stop parts a number from words; a number alone is a figure in a column.
        return text if any(each.text for each in blocks) else text.rstrip(".)")

    def _notes(self, part: Any) -> Iterator[Block]:
        """Footnotes and endnotes, which stand in parts of their own."""
        try:
            root = parse_xml(part.blob)
        except XMLSyntaxError:
            return
        for note in root:
            if note.get(qn("w:type")) not in ("separator", "continuationSeparator"):
                for paragraph in note.iterchildren(qn("w:p")):
                    yield from self._paragraph(paragraph)


def _numbered(block: Block, number: Printed) -> Block:
    if block.kind is BlockKind.PARAGRAPH and _ITEM.fullmatch(number.text):
        return replace(block, kind=BlockKind.LIST_ITEM, level=number.level + 1, number=number.text)
    leading = _BREAKS.match(block.text)
    breaks = leading[0] if leading else ""
    return replace(block, text=f"{breaks}{number.text} {block.text[len(breaks) :]}")


def _is_layout(table: Any, rows: list[list[Any]]) -> bool:
    columns = max(map(len, rows), default=0)
    if columns <= 1:
        return True
    if columns > _LAYOUT_COLUMNS or len(rows) > _LAYOUT_ROWS:
        return False
    named = [table.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}")]
    named += [cell.find(f"{qn('w:tcPr')}/{qn('w:tcBorders')}") for row in rows for cell in row]
    drawn = any(
        edge.get(qn("w:val")) in _DRAWN
        for borders in named
        if borders is not None
        for edge in borders
    )
    return (
        not drawn and "grid" not in (_value(table.find(qn("w:tblPr")), "w:tblStyle") or "").lower()
    )


def _ends_page(section: Any) -> bool:
    """Whether the next section begins on a new page, as it does unless it says otherwise."""
    return section is not None and (_value(section, "w:type") or "nextPage") != "continuous"


def _value(element: Any, child: str) -> str | None:
    found = None if element is None else element.find(qn(child))
    return None if found is None else found.get(qn("w:val"))


def _paged(blocks: list[Block]) -> list[Block]:
    """Blocks with page numbers in place of page breaks, or without both if they prove nothing."""
    whole = "".join(block.text for block in blocks)
    if RENDERED in whole:
        mark, other = RENDERED, PAGE_BREAK
    else:
        mark, other = PAGE_BREAK, RENDERED
        if max(map(len, whole.split(PAGE_BREAK))) > _FITS:
            return [replace(block, text=_BREAKS.sub(" ", block.text)) for block in blocks]
    page, paged = 1, []
    for block in blocks:
        text = block.text.replace(other, " ").strip(" \t\n")
        body = text.strip(f" \t\n{mark}")
        page += text[: len(text) - len(text.lstrip(f" \t\n{mark}"))].count(mark)
        words = re.sub(rf"\s*{mark}+\s*", PAGE_BREAK, body)
        if words:
            paged.append(replace(block, text=words, page=page))
            page += words.count(PAGE_BREAK)
        page += text[len(text.rstrip(f" \t\n{mark}")) :].count(mark) if words else 0
    return paged
