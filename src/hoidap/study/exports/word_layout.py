"""How an official paper looks in Word: page, type, numbered headings, header table.

After the formal layout of State papers (Nghị định 30/2020/NĐ-CP): A4, margins 20 mm above
and below, 30 mm left, 20 mm right; Times New Roman of 13 to 14 point; the name of the body
left and of the nation right above a rule; page numbers in the middle at the top, from the
second page on.  Headings are Word's own, numbered by Word (I. 1.), so that a trainer who
moves a section need not renumber anything.
"""

from __future__ import annotations

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from lxml import etree

from hoidap import texts
from hoidap.study.exports.escaping import xml_text
from hoidap.study.exports.quoted_rows import Rows, column_shares, width_of

FONT = "Times New Roman"
#: Size of running text.
BODY = Pt(13)
_BLACK = RGBColor(0, 0, 0)
#: Ids of the two numberings that this module defines, above those of python-docx's template.
_HEADINGS, _DASHES = 90, 91
#: Width of the text on the page: 210 mm less the margins.
TEXT_WIDTH = Mm(160)
#: Style of a document's name above the sections that come from it.
DOCUMENT = "Document Name"
#: Styles of lines with one, two or four options, and where their letters and words begin, in
#: mm from the margin.
OPTION = "Option"
_OPTION_STOPS = {1: (17,), 2: (17, 86, 93), 4: (17, 48, 55, 86, 93, 124, 131)}
#: Columns of the head in mm: the nation's name in 12 point stands on one line.
_HEAD = (58.0, 102.0)


def new_paper() -> WordDocument:
    """An empty paper with page, styles and numbering."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(20)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    _number_pages(section.header.paragraphs[0])
    _style_text(document)
    _define_numbering(document)
    return document


def letterhead(document: WordDocument) -> None:
    """The two columns at the head, each with its rule, and place and date."""
    table = document.add_table(rows=2, cols=2)
    table.autofit = False
    for row in table.rows:
        _set_widths(table, row.cells, _HEAD)
    _head_line(table.cell(0, 0), texts.PAPER_BODY, Pt(12), rule=True)
    _head_line(table.cell(0, 1), texts.NATION, Pt(12))
    motto = table.cell(0, 1).add_paragraph()
    _head_text(motto, texts.MOTTO, Pt(13), bold=True)
    _rule(motto)
    _head_text(table.cell(1, 1).paragraphs[0], texts.PAPER_PLACE, Pt(13), italic=True)


def title(document: WordDocument, kind: str, words: str) -> None:
    """The paper's type in capitals and what it is about."""
    first = document.add_paragraph()
    first.paragraph_format.space_before = Pt(14)
    _head_text(first, kind, Pt(14), bold=True)
    second = document.add_paragraph()
    _head_text(second, words, Pt(14), bold=True)
    _rule(second)
    second.paragraph_format.space_after = Pt(10)


def dash(document: WordDocument, text: str = "") -> Paragraph:
    """A line with a dash, as official papers list things."""
    return document.add_paragraph(text, style="List Bullet")


def quotation(document: WordDocument, text: str) -> Paragraph:
    """A quoted passage, set apart."""
    return document.add_paragraph(text, style="Quote")


def table(document: WordDocument, header: tuple[str, ...], widths: tuple[float, ...]) -> Table:
    """A ruled table with a header row that repeats on every page; ``widths`` in mm."""
    made: Table = document.add_table(rows=1, cols=len(header), style="Table Grid")
    made.autofit = False
    for cell, words in zip(made.rows[0].cells, header, strict=True):
        cell.paragraphs[0].add_run(words).bold = True
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    _repeat(made.rows[0])
    _set_widths(made, made.rows[0].cells, widths)
    return made


def _repeat(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def add_row(made: Table, widths: tuple[float, ...]) -> tuple[_Cell, ...]:
    """One more row, never split between pages."""
    row = made.add_row()  # type: ignore[no-untyped-call]
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    _set_widths(made, row.cells, widths)
    return tuple(row.cells)


def write_cell(cell: _Cell, text: str, *, centred: bool = False, bold: bool = False) -> Paragraph:
    """A cell's text; no first-line indent in tables."""
    paragraph: Paragraph = cell.paragraphs[0]
    paragraph.add_run(text).bold = bold
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def quoted_table(document: WordDocument, rows: Rows) -> Table:
    """Quoted rows of a table in their grid."""
    made: Table = document.add_table(rows=0, cols=width_of(rows), style="Table Grid")
    made.autofit = False
    widths = tuple(share * TEXT_WIDTH.mm for share in column_shares(rows))
    for row in rows:
        cells = add_row(made, widths)
        if all(cell.header for cell in row):
            _repeat(made.rows[-1])
        for cell in row:
            first, last = cells[cell.column], cells[cell.column + cell.columns - 1]
            place = first if first is last else first.merge(last)
            write_cell(place, xml_text(cell.text), bold=cell.header)
    return made


def new_page(document: WordDocument) -> None:
    """Begin a part on a page of its own."""
    document.add_section(WD_SECTION.NEW_PAGE).different_first_page_header_footer = False


def _set_widths(made: Table, cells: tuple[_Cell, ...], widths: tuple[float, ...]) -> None:
    """Word reads the cells' widths, LibreOffice those of the columns."""
    for column, cell, width in zip(made.columns, cells, widths, strict=True):
        column.width = cell.width = Mm(width)
        for paragraph in cell.paragraphs:
            paragraph.style = "Table Text"


def _head_line(cell: _Cell, words: str, size: Pt, *, rule: bool = False) -> None:
    _head_text(cell.paragraphs[0], words, size, bold=True)
    if rule:
        _rule(cell.paragraphs[0])


def _head_text(
    paragraph: Paragraph, words: str, size: Pt, *, bold: bool = False, italic: bool = False
) -> None:
    run = paragraph.add_run(words)
    run.bold, run.italic, run.font.size = bold, italic, size
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.first_line_indent = Mm(0)
    paragraph.paragraph_format.space_after = Pt(0)


def _rule(paragraph: Paragraph) -> None:
    """A short rule below centred words: a line of its own, a third as wide as the column."""
    rule = paragraph.insert_paragraph_before()
    paragraph._p.addnext(rule._p)
    run = rule.add_run("_" * 14)
    run.font.size = Pt(7)
    rule.alignment = WD_ALIGN_PARAGRAPH.CENTER
    rule.paragraph_format.first_line_indent = Mm(0)
    rule.paragraph_format.space_after = Pt(2)


def _style_text(document: WordDocument) -> None:
    styles = document.styles
    normal = styles["Normal"]
    _typeface(normal, BODY)
    _spaced(normal, after=4, indent=10)
    normal.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    for name, size, before in (("Heading 1", 13, 12), ("Heading 2", 13, 8), ("Heading 3", 13, 6)):
        heading = styles[name]
        _typeface(heading, Pt(size))
        heading.font.bold, heading.font.italic = True, name == "Heading 3"
        _spaced(heading, after=4, indent=0)
        heading.paragraph_format.space_before = Pt(before)
        heading.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
    dashes = styles["List Bullet"]
    _typeface(dashes, BODY)
    _spaced(dashes, after=3, indent=None)
    quote = styles["Quote"]
    _typeface(quote, Pt(12))
    quote.font.italic = True
    _spaced(quote, after=3, indent=0)
    quote.paragraph_format.left_indent = Mm(10)
    document_name = styles.add_style(DOCUMENT, 1)
    document_name.base_style = normal
    _typeface(document_name, BODY)
    document_name.font.italic = document_name.font.bold = True
    _spaced(document_name, after=2, indent=0)
    document_name.paragraph_format.space_before = Pt(8)
    document_name.paragraph_format.keep_with_next = True
    cells = styles.add_style("Table Text", 1)
    cells.base_style = normal
    _typeface(cells, Pt(12))
    _spaced(cells, after=2, indent=0)
    cells.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
    for across, stops in _OPTION_STOPS.items():
        option = styles.add_style(f"{OPTION} {across}", 1)
        option.base_style = normal
        _spaced(option, after=1, indent=0)
        look = option.paragraph_format
        look.left_indent, look.first_line_indent = Mm(17), Mm(-7)
        for stop in stops:
            look.tab_stops.add_tab_stop(Mm(stop))
    _typeface(styles["Caption"], Pt(12))
    styles["Caption"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _typeface(style: ParagraphStyle, size: Pt) -> None:
    style.font.name, style.font.size = FONT, size
    style.font.color.rgb = _BLACK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    for themed in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        fonts.attrib.pop(qn(themed), None)


def _spaced(style: ParagraphStyle, *, after: int, indent: int | None) -> None:
    look = style.paragraph_format
    look.space_before, look.space_after, look.line_spacing = Pt(0), Pt(after), 1.15
    if indent is not None:
        look.first_line_indent = Mm(indent)


def _define_numbering(document: WordDocument) -> None:
    """Headings as I. and 1., lists as dashes."""
    numbering = document.part.numbering_part.element
    levels = "".join(
        f"<w:lvl w:ilvl='{level}'><w:start w:val='1'/><w:numFmt w:val='{form}'/>"
        f"<w:pStyle w:val='Heading{level + 1}'/><w:suff w:val='space'/>"
        f"<w:lvlText w:val='%{level + 1}.'/><w:lvlJc w:val='left'/></w:lvl>"
        for level, form in enumerate(("upperRoman", "decimal"))
    )
    dashes = (
        "<w:lvl w:ilvl='0'><w:numFmt w:val='bullet'/><w:lvlText w:val='-'/><w:lvlJc w:val='left'/>"
        "<w:pPr><w:ind w:left='0' w:firstLine='567'/></w:pPr>"
        f"<w:rPr><w:rFonts w:ascii='{FONT}' w:hAnsi='{FONT}'/></w:rPr></w:lvl>"
    )
    dashes = dashes.replace("<w:lvlText", "<w:suff w:val='space'/><w:lvlText")
    first = numbering.find(qn("w:num"))
    for number, inside in ((_HEADINGS, levels), (_DASHES, dashes)):
        kind = "multilevel" if number == _HEADINGS else "singleLevel"
        abstract = parse_xml(
            f"<w:abstractNum {nsdecls('w')} w:abstractNumId='{number}'>"
            f"<w:multiLevelType w:val='{kind}'/>{inside}</w:abstractNum>"
        )
        first.addprevious(abstract)  # the schema wants all of them before the first instance
        numbering.append(
            parse_xml(
                f"<w:num {nsdecls('w')} w:numId='{number}'>"
                f"<w:abstractNumId w:val='{number}'/></w:num>"
            )
        )
    for name, number, level in (
        ("Heading 1", _HEADINGS, 0),
        ("Heading 2", _HEADINGS, 1),
        ("List Bullet", _DASHES, 0),
    ):
        look = document.styles[name].element.get_or_add_pPr()
        for old in look.findall(qn("w:numPr")):
            look.remove(old)
        look.append(
            parse_xml(
                f"<w:numPr {nsdecls('w')}><w:ilvl w:val='{level}'/>"
                f"<w:numId w:val='{number}'/></w:numPr>"
            )
        )
        _in_order(look)


def _in_order(look: etree._Element) -> None:
    """The numbering where the schema wants it: after the keeping together, before the rest."""
    numbered = look.find(qn("w:numPr"))
    before = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
    look.remove(numbered)
    place = sum(child.tag in {qn(f"w:{tag}") for tag in before} for child in look)
    look.insert(place, numbered)


def _number_pages(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.first_line_indent = Mm(0)
    for kind, words in (("begin", None), (None, "PAGE"), ("end", None)):
        run = paragraph.add_run()
        run.font.size = BODY
        if kind is not None:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = words
        run._r.append(mark)
