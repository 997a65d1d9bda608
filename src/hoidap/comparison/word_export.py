"""A comparison as a Word document: a table of two columns on paper laid sideways.

What is gone is struck through and red, what is new is underlined, bold and green, so that the
print of an office without colours reads as well.  Every provision is named by its locator,
which links to its place in the source viewer.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Final

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from hoidap import texts
from hoidap.comparison.comparing import Comparison, Row, Side
from hoidap.domain import Document
from hoidap.retrieval.ranked import source_url
from hoidap.study.exports import word_layout as layout
from hoidap.study.exports.citing import capitalised
from hoidap.study.exports.escaping import xml_text
from hoidap.study.sources import official_reference

#: Columns in mm: left document, right document, what differs; as wide as the text.
_WIDTHS: Final = (110.0, 110.0, 37.0)
#: Colours that keep a contrast of 4.5 to 1 on white and differ in lightness when copied grey.
_GONE: Final = RGBColor(0xB0, 0x1E, 0x1E)
_NEW: Final = RGBColor(0x14, 0x5A, 0x32)
_LINK: Final = RGBColor(0x1F, 0x3A, 0x5F)
_SMALL: Final = Pt(10)


def write(comparison: Comparison, rows: Sequence[Row], site: str) -> bytes:
    """Rows of a comparison as a file; locators link to the source viewer at ``site``."""
    paper = _sideways()
    about = paper.core_properties
    names = [official_reference(d.metadata, "") for d in (comparison.left, comparison.right)]
    about.title = xml_text(texts.COMPARISON_TITLE.format(left=names[0], right=names[1]))
    about.author, about.language = "HoiDap", "vi-VN"
    layout.title(paper, texts.COMPARISON_TYPE, about.title)
    _summary(paper, comparison)
    if rows:
        _table(paper, comparison, rows, site)
    written = io.BytesIO()
    paper.save(written)
    return written.getvalue()


def _sideways() -> WordDocument:
    paper = layout.new_paper()
    section = paper.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(20)
    return paper


def _summary(paper: WordDocument, comparison: Comparison) -> None:
    """How much differs, and how it is marked."""
    changed, moved = len(comparison.changed), len(comparison.moved)
    form = texts.COMPARISON_COUNT_MOVED if moved else texts.COMPARISON_COUNT
    kept = len(comparison.rows) - changed
    said = form.format(changed=changed, moved=moved, unchanged=kept)
    kinds = [
        texts.COMPARISON_KIND_COUNT.format(kind=texts.DIFFERENCES[kind.value].lower(), count=number)
        for kind, number in comparison.counts.items()
    ]
    lines = [said, *([texts.COMPARISON_KINDS.format(kinds=", ".join(kinds))] if kinds else [])]
    for line in lines:
        paper.add_paragraph(line)
    legend = paper.add_paragraph(f"{texts.COMPARISON_MARKS} ")
    _gone(legend.add_run(texts.COMPARISON_MARK_GONE))
    legend.add_run("; ")
    _new(legend.add_run(texts.COMPARISON_MARK_NEW))
    legend.add_run(".")


def _table(paper: WordDocument, comparison: Comparison, rows: Sequence[Row], site: str) -> None:
    documents = (comparison.left, comparison.right)
    header = tuple(capitalised(official_reference(each.metadata, "")) for each in documents)
    table = layout.table(
        paper, (xml_text(header[0]), xml_text(header[1]), texts.COMPARISON_DIFFERS), _WIDTHS
    )
    for row in rows:
        cells = layout.add_row(table, _WIDTHS)
        _may_break(cells[0])
        _fill(cells[0], row.left, comparison.left, site, gone=True)
        _fill(cells[1], row.right, comparison.right, site, gone=False)
        said = layout.write_cell(cells[2], "\n".join(_said(row)))
        for run in said.runs:
            run.font.size = _SMALL


def _said(row: Row) -> Iterator[str]:
    if not row.differences:
        yield texts.COMPARISON_SAME
    for each in row.differences:
        yield texts.DIFFERENCES[each.value]


def _may_break(cell: _Cell) -> None:
    """A long provision goes on on the next page: kept together it would leave half a page blank."""
    properties = cell._tc.getparent().get_or_add_trPr()
    for kept in properties.findall(qn("w:cantSplit")):
        properties.remove(kept)


def _fill(cell: _Cell, sides: Sequence[Side], document: Document, site: str, *, gone: bool) -> None:
    """Each provision with its locator above it."""
    if not sides:
        layout.write_cell(cell, texts.COMPARISON_NONE, centred=True)
        return
    first = True
    for side in sides:
        named = cell.paragraphs[0] if first else cell.add_paragraph(style="Table Text")
        first = False
        address = site + source_url(document.id, side.start, side.end)
        _linked(named, xml_text(capitalised(side.locator)), address)
        named.paragraph_format.keep_with_next = True
        for start, end in _lines(document.text, side):
            paragraph = cell.add_paragraph(style="Table Text")
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            _write(paragraph, document.text, side, start, end, gone=gone)


def _lines(text: str, side: Side) -> Iterator[tuple[int, int]]:
    start = side.start
    for line in text[side.start : side.end].split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


def _write(
    paragraph: Paragraph, text: str, side: Side, start: int, end: int, *, gone: bool
) -> None:
    """A line of a provision, the marked words in their look."""
    at = start
    for mark in side.marks:
        first, last = max(mark.start, start), min(mark.end, end)
        if first >= last:
            continue
        paragraph.add_run(xml_text(text[at:first]))
        (_gone if gone else _new)(paragraph.add_run(xml_text(text[first:last])))
        at = last
    paragraph.add_run(xml_text(text[at:end]))


def _gone(run: Run) -> None:
    run.font.strike, run.font.color.rgb = True, _GONE


def _new(run: Run) -> None:
    run.font.underline, run.font.bold, run.font.color.rgb = True, True, _NEW


def _linked(paragraph: Paragraph, text: str, address: str) -> None:
    """Bold words that link to an address."""
    link = parse_xml(f"<w:hyperlink {nsdecls('w', 'r')}/>")
    part = paragraph.part
    link.set(qn("r:id"), part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = Run(OxmlElement("w:r"), paragraph)
    run.text, run.font.bold, run.font.color.rgb, run.font.size = text, True, _LINK, _SMALL
    link.append(run._r)
    paragraph._p.append(link)
