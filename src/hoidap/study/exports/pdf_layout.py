"""How a pack looks as a PDF that is handed out: page, type, colours.

The page is that of official papers (see ``word_layout``).  Sources stand small and grey
below the line they prove, as links into the source viewer: a reader of paper sees at once
where a sentence stands, and a reader at a screen opens it.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Table, TableStyle
from reportlab.platypus.flowables import HRFlowable

from hoidap import texts
from hoidap.study.exports import type_face
from hoidap.study.exports.escaping import xml_text
from hoidap.study.exports.quoted_rows import Rows, column_shares, width_of

LEFT, RIGHT, TOP, BOTTOM = 30 * mm, 20 * mm, 20 * mm, 20 * mm
WIDTH = A4[0] - LEFT - RIGHT
#: Room for a table's heading and its first two rows.
TABLE_ROOM = 45 * mm
INK, GREY, LINE, SOFT = (HexColor(each) for each in ("#1c1917", "#665c52", "#b9ab93", "#f6efe3"))
ACCENT = HexColor("#9a1b1e")


def style(name: str, size: float = 12, **more: object) -> ParagraphStyle:
    """A paragraph's style; lines leave room for stacked diacritics."""
    usual: dict[str, object] = {
        "fontName": type_face.register(),
        "fontSize": size,
        "leading": size * 1.38,
        "textColor": INK,
        "spaceAfter": 3,
        "splitLongWords": 0,
        "bulletFontName": type_face.register(),
        "bulletFontSize": size,
        "allowWidows": 0,
        "allowOrphans": 0,
    }
    return ParagraphStyle(name, **usual | more)


class Styles:
    """The styles of a paper."""

    def __init__(self) -> None:
        bold, italic = type_face.bold(), type_face.italic()
        self.body = style("body", alignment=TA_JUSTIFY)
        self.centred = style("centred", alignment=TA_CENTER, spaceAfter=0)
        self.head = style("head", 11, fontName=bold, alignment=TA_CENTER, spaceAfter=0)
        self.motto = style("motto", 12, fontName=bold, alignment=TA_CENTER, spaceAfter=1)
        self.place = style("place", 12, fontName=italic, alignment=TA_CENTER, spaceAfter=0)
        self.kind = style("kind", 14, fontName=bold, alignment=TA_CENTER, spaceBefore=14)
        self.title = style("title", 14, fontName=bold, alignment=TA_CENTER, spaceAfter=4)
        self.first = style(
            "first",
            13,
            fontName=bold,
            spaceBefore=12,
            spaceAfter=5,
            keepWithNext=1,
            textColor=ACCENT,
        )
        self.of_table = style(
            "of_table", 13, fontName=bold, spaceBefore=12, spaceAfter=5, textColor=ACCENT
        )
        self.second = style(
            "second", 12, fontName=bold, spaceBefore=7, spaceAfter=3, keepWithNext=1
        )
        self.document = style(
            "document", 12, fontName=f"{type_face.register()}-BoldItalic", spaceBefore=8
        )
        self.point = style(
            "point", alignment=TA_JUSTIFY, leftIndent=5 * mm, bulletIndent=1 * mm, spaceAfter=1
        )
        self.source = style(
            "source", 9, textColor=GREY, leftIndent=5 * mm, spaceAfter=5, fontName=italic
        )
        self.quote = style(
            "quote", 11, fontName=italic, leftIndent=8 * mm, alignment=TA_JUSTIFY, spaceAfter=1
        )
        self.quoted = style("quoted", 9, textColor=GREY, leftIndent=8 * mm, spaceAfter=5)
        self.question = style("question", spaceBefore=6, alignment=TA_JUSTIFY)
        self.option = style(
            "option", leftIndent=14 * mm, bulletIndent=7 * mm, spaceAfter=1, alignment=TA_JUSTIFY
        )
        self.cell = style("cell", 11, spaceAfter=0)
        self.cell_centred = style("cell_centred", 11, alignment=TA_CENTER, spaceAfter=0)
        self.cell_head = style("cell_head", 11, fontName=bold, alignment=TA_CENTER, spaceAfter=0)
        self.cell_source = style("cell_source", 8.5, fontName=italic, textColor=GREY, spaceAfter=0)


def text(words: str, look: ParagraphStyle, **more: object) -> Paragraph:
    """A paragraph of plain text: nothing in it is markup."""
    return Paragraph(marked(words), look, **more)


def marked(words: str) -> str:
    """Plain text inside reportlab's markup."""
    return escape(xml_text(words))


def linked(words: str, address: str) -> str:
    """Markup of a link."""
    target = escape(address, {'"': "&quot;"})
    return f'<a href="{target}" color="#665c52">{marked(words)}</a>'


def letterhead(styles: Styles) -> list[object]:
    """The two columns at the head, each with its rule, and place and date."""

    def rule(share: str) -> HRFlowable:
        return HRFlowable(
            width=share, thickness=0.7, color=INK, spaceBefore=1, spaceAfter=4, hAlign="CENTER"
        )

    left = [text(texts.PAPER_BODY, styles.head), rule("30%")]
    right = [text(texts.NATION, styles.head), text(texts.MOTTO, styles.motto), rule("52%")]
    table = Table(
        [[left, right], ["", text(texts.PAPER_PLACE, styles.place)]],
        colWidths=[WIDTH * 0.37, WIDTH * 0.63],
    )
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("ALIGN", (0, 0), (-1, -1), "CENTER"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ]
        )
    )
    return [table]


def table(header: list[str], rows: list[list[object]], widths: list[float], look: Styles) -> Table:
    """A ruled table whose header repeats on every page; ``widths`` are shares of the text's."""
    made = Table(
        [[text(words, look.cell_head) for words in header], *rows],
        colWidths=[share * WIDTH for share in widths],
        repeatRows=1,
    )
    made.setStyle(TableStyle(_ruled(1)))
    return made


def quoted_table(rows: Rows, look: Styles) -> Table:
    """Quoted rows of a table in their grid; the header repeats on every page."""
    grid: list[list[object]] = [[""] * width_of(rows) for _ in rows]
    spans = []
    for at, row in enumerate(rows):
        for cell in row:
            grid[at][cell.column] = text(cell.text, look.cell_head if cell.header else look.cell)
            if cell.columns > 1:
                spans.append(("SPAN", (cell.column, at), (cell.column + cell.columns - 1, at)))
    headers = sum(all(cell.header for cell in row) for row in rows)
    widths = [share * WIDTH for share in column_shares(rows)]
    made = Table(grid, colWidths=widths, repeatRows=headers, spaceBefore=4, spaceAfter=3)
    made.setStyle(TableStyle([*_ruled(headers), *spans]))
    return made


def _ruled(headers: int) -> list[tuple[object, ...]]:
    """Lines around all cells; the first ``headers`` rows set off."""
    shaded = [("BACKGROUND", (0, 0), (-1, headers - 1), SOFT)] if headers else []
    return [
        ("GRID", (0, 0), (-1, -1), 0.5, LINE),
        *shaded,
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
    ]


def side_by_side(paragraphs: list[object], across: int) -> list[object]:
    """Short paragraphs in columns."""
    padded = [*paragraphs, *([""] * (-len(paragraphs) % across))]
    rows = [padded[at : at + across] for at in range(0, len(padded), across)]
    made = Table(rows, colWidths=[WIDTH / across] * across)
    made.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 0),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
            ]
        )
    )
    return [made]


class PaperTemplate(BaseDocTemplate):  # type: ignore[misc]  # reportlab has no types
    """A4 with page numbers in the middle at the top, from the second page on."""

    def __init__(self, target: object, title: str) -> None:
        super().__init__(
            target,
            pagesize=A4,
            title=title,
            author="HoiDap",
            lang="vi-VN",
            invariant=1,  # the same pack gives the same file
        )
        frame = Frame(LEFT, BOTTOM, WIDTH, A4[1] - TOP - BOTTOM, 0, 0, 0, 0)
        self.addPageTemplates([PageTemplate("paper", [frame], onPage=_number)])


def _number(canvas: Canvas, document: BaseDocTemplate) -> None:
    if document.page > 1:
        canvas.setFont(type_face.register(), 11)
        canvas.setFillColor(_page_colour())
        canvas.drawCentredString(A4[0] / 2, A4[1] - 12 * mm, str(document.page))


def _page_colour() -> Color:
    return INK
