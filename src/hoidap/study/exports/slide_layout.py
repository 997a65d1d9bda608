"""How slides look: wide, quiet, large letters, one thing at a time.

Slides use the layouts of the program's own template (title, title and content), so that a
trainer can give them the look of his organisation with one choice of a theme; colours and
sizes stand in the layouts' master, not in every shape.
"""

from __future__ import annotations

from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.shapes.autoshape import Shape
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.util import Emu, Pt

from hoidap.study.exports.quoted_rows import Rows, column_shares, width_of

FONT = "Times New Roman"
WIDTH, HEIGHT = Emu(12_192_000), Emu(6_858_000)  # 16:9
INK, GREY = RGBColor.from_string("241F1A"), RGBColor.from_string("665C52")
ACCENT, PAPER = RGBColor.from_string("9A1B1E"), RGBColor.from_string("FFFDF8")
_MARGIN = Emu(700_000)
_TITLE_TOP, _TITLE_HEIGHT = Emu(330_000), Emu(900_000)
_BODY_TOP = Emu(1_420_000)
_BODY_HEIGHT = Emu(4_750_000)
_ROW_HEIGHT = Emu(520_000)
_CELL_SIZE = Pt(18)
_TITLE_LAYOUT, _CONTENT_LAYOUT, _TITLE_ONLY = 0, 1, 5


def new_deck() -> Deck:
    """An empty presentation."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    _set_fonts(deck)
    return deck


def opening(deck: Deck, title: str, lines: list[str]) -> Slide:
    """The first slide of a pack, or of what comes from one document."""
    slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_LAYOUT])
    _paint(slide)
    band = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, Emu(260_000), HEIGHT)
    _fill(band)
    head = slide.shapes.title
    _place(head, _MARGIN, Emu(1_700_000), WIDTH - 2 * _MARGIN, Emu(1_900_000))
    head.text_frame.text = title
    _look(head.text_frame, Pt(40), ACCENT, bold=True)
    head.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
    below = slide.placeholders[1]
    if not lines:
        below._element.getparent().remove(below._element)  # else it invites to add text
        return slide
    _place(below, _MARGIN, Emu(3_750_000), WIDTH - 2 * _MARGIN, Emu(1_400_000))
    below.text_frame.text = "\n".join(lines)
    _look(below.text_frame, Pt(22), GREY)
    return slide


def content(deck: Deck, title: str, lines: list[str], *, size: Pt, bullets: bool = True) -> Slide:
    """A slide with a title and lines."""
    slide = deck.slides.add_slide(deck.slide_layouts[_CONTENT_LAYOUT])
    _titled(slide, title)
    body = slide.placeholders[1]
    _place(body, _MARGIN, _BODY_TOP, WIDTH - 2 * _MARGIN, _BODY_HEIGHT)
    frame = body.text_frame
    frame.word_wrap = True
    frame.text = "\n".join(lines)
    _look(frame, size, INK, bullets=bullets)
    return slide


def table(deck: Deck, title: str, rows: Rows) -> Slide:
    """A slide with a title and quoted rows of a table."""
    slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
    _titled(slide, title)
    width = WIDTH - 2 * _MARGIN
    height = Emu(min(_BODY_HEIGHT, len(rows) * _ROW_HEIGHT))
    shape = slide.shapes.add_table(
        len(rows), width_of(rows), _MARGIN, _BODY_TOP, Emu(width), height
    )
    made = shape.table
    made.first_row = all(cell.header for cell in rows[0])
    for column, share in zip(made.columns, column_shares(rows), strict=True):
        column.width = Emu(round(share * width))
    for at, row in enumerate(rows):
        for cell in row:
            place = made.cell(at, cell.column)
            if cell.columns > 1:
                place.merge(made.cell(at, cell.column + cell.columns - 1))
            place.text_frame.text = cell.text
            _look(place.text_frame, _CELL_SIZE, PAPER if cell.header else INK, bold=cell.header)
            place.fill.solid()
            place.fill.fore_color.rgb = ACCENT if cell.header else PAPER
    return slide


def picture(deck: Deck, title: str, png: object, description: str) -> Slide:
    """A slide with a title and a picture, as large as it fits."""
    slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
    _titled(slide, title)
    shape = slide.shapes.add_picture(png, 0, 0)
    scale = min((WIDTH - 2 * _MARGIN) / shape.width, _BODY_HEIGHT / shape.height)
    shape.width, shape.height = round(shape.width * scale), round(shape.height * scale)
    shape.left = (WIDTH - shape.width) // 2
    shape.top = _BODY_TOP + (_BODY_HEIGHT - shape.height) // 2
    shape._element.nvPicPr.cNvPr.set("descr", description)
    return slide


def footer(slide: Slide, words: str) -> None:
    """Where what the slide says stands, small at its foot."""
    box = slide.shapes.add_textbox(_MARGIN, Emu(6_230_000), WIDTH - 2 * _MARGIN, Emu(430_000))
    box.text_frame.word_wrap = True
    box.text_frame.text = words
    _look(box.text_frame, Pt(13), GREY)
    for paragraph in box.text_frame.paragraphs:
        paragraph.font.italic = True


def note(slide: Slide, words: str) -> None:
    """What the speaker sees."""
    frame = slide.notes_slide.notes_text_frame
    assert frame is not None  # the template's notes have one
    frame.text = words


def emphasise(slide: Slide, index: int) -> None:
    """Mark one line of a slide: the right answer."""
    paragraph = slide.placeholders[1].text_frame.paragraphs[index]
    paragraph.font.bold = True
    paragraph.font.color.rgb = ACCENT


def _titled(slide: Slide, title: str) -> None:
    _paint(slide)
    band = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, WIDTH, Emu(110_000))
    _fill(band)
    head = slide.shapes.title
    _place(head, _MARGIN, _TITLE_TOP, WIDTH - 2 * _MARGIN, _TITLE_HEIGHT)
    head.text_frame.text = title
    _look(head.text_frame, Pt(30 if len(title) <= 60 else 24), ACCENT, bold=True)
    head.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE


def _paint(slide: Slide) -> None:
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = PAPER


def _fill(shape: Shape) -> None:
    shape.fill.solid()
    shape.fill.fore_color.rgb = ACCENT
    shape.line.fill.background()


def _place(shape: Any, left: int, top: int, width: int, height: int) -> None:
    shape.left, shape.top, shape.width, shape.height = left, top, width, height


def _look(
    frame: TextFrame, size: Pt, colour: RGBColor, *, bold: bool = False, bullets: bool = False
) -> None:
    for paragraph in frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT
        font = paragraph.font
        font.size, font.bold, font.name = size, bold, FONT
        font.color.rgb = colour
        paragraph.space_after = Pt(size.pt * 0.35)
        paragraph.line_spacing = 1.08
        if not bullets:
            _no_bullet(paragraph)


def _no_bullet(paragraph: Any) -> None:
    look = paragraph._p.get_or_add_pPr()
    look.set("marL", "0")
    look.set("indent", "0")
    for old in look.findall(qn("a:buChar")):
        look.remove(old)
    if look.find(qn("a:buNone")) is None:
        look.append(look.makeelement(qn("a:buNone"), {}))


def _set_fonts(deck: Deck) -> None:
    """The theme's fonts, so that text a trainer adds looks like the rest."""
    for relation in deck.slide_masters[0].part.rels.values():
        if relation.reltype.endswith("/theme"):
            part = relation.target_part
            part._blob = part.blob.replace(b'typeface="Calibri"', f'typeface="{FONT}"'.encode())
