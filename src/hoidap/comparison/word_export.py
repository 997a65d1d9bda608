"""A comparison as a Word document: a table of two columns on paper laid sideways.

What is gone is struck through and red, what is new is underlined, bold and green, so that the
print of an office without colours reads as well.  Every provision is named by its locator,
which links to its place in the source viewer.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Final

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.shared import Mm, RGBColor
from docx.table import _Cell

from hoidap import texts
from hoidap.comparison.comparing import Comparison, Row
from hoidap.comparison.word_rows import GONE, NEW, RowWriter
from hoidap.domain import Metadata
from hoidap.study.exports import word_layout as layout
from hoidap.study.exports.citing import capitalised
from hoidap.study.exports.escaping import xml_text
from hoidap.study.sources import official_reference

#: Columns in mm: left document, right document, what differs; as wide as the text.
_WIDTHS: Final = (110.0, 110.0, 37.0)
#: Style of the paragraphs in tables, as the layout defines it.
_STYLE: Final = "Table Text"


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
    paper.add_paragraph(form.format(changed=changed, moved=moved, unchanged=kept))
    kinds = [
        texts.COMPARISON_KIND_COUNT.format(kind=texts.DIFFERENCES[kind.value].lower(), count=number)
        for kind, number in comparison.counts.items()
    ]
    if kinds:
        paper.add_paragraph(texts.COMPARISON_KINDS.format(kinds="; ".join(kinds)))
    legend = paper.add_paragraph(f"{texts.COMPARISON_MARKS} ")
    gone = legend.add_run(texts.COMPARISON_MARK_GONE)
    gone.font.strike, gone.font.color.rgb = True, RGBColor.from_string(GONE)
    legend.add_run("; ")
    new = legend.add_run(texts.COMPARISON_MARK_NEW)
    new.font.underline, new.font.bold, new.font.color.rgb = True, True, RGBColor.from_string(NEW)
    legend.add_run(".")


def _table(paper: WordDocument, comparison: Comparison, rows: Sequence[Row], site: str) -> None:
    left, right = comparison.left, comparison.right
    header = [xml_text(capitalised(official_reference(d.metadata, ""))) for d in (left, right)]
    table = layout.table(paper, (header[0], header[1], texts.COMPARISON_DIFFERS), _WIDTHS)
    for cell, document in zip(table.rows[0].cells, (left, right), strict=False):
        _name(cell, document.metadata)
    writer = RowWriter(paper.part, site, paper.styles[_STYLE].style_id, _WIDTHS)
    table._tbl.extend(writer.row(row, left, right) for row in rows)


def _name(cell: _Cell, about: Metadata) -> None:
    """The title below a document's number, where the number does not hold it."""
    if about.title not in cell.text:
        below = cell.add_paragraph(xml_text(about.title), style=_STYLE)
        below.alignment = cell.paragraphs[0].alignment
