"""Presentations (.pptx): each slide with its title as a heading, its texts, tables and notes.

Shapes are read in the order in which a screen reader reads them, which is that of the
file, but the title first.  The page of a block is the number of its slide.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from typing import Any, Final
from zipfile import BadZipFile

from lxml.etree import XMLSyntaxError
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PythonPptxError
from pptx.oxml.ns import qn
from pptx.shapes.group import GroupShape

from hoidap.errors import UnreadableFileError
from ingest.extraction.archives import check_archive
from ingest.extraction.block_encoding import in_unicode
from ingest.extraction.extracted_text import Block, BlockKind, ExtractedText, assemble
from ingest.extraction.list_numbers import printed_number
from ingest.extraction.strict_ooxml import transitional
from ingest.extraction.table_grid import Grid, SourceCell

#: What stands on every slide and is not of its content.
_FURNITURE: Final = frozenset(
    {PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER}
)
_TITLES: Final = frozenset(
    {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.VERTICAL_TITLE}
)
#: A bullet is often a letter of a font of symbols, which says nothing in another font.
_BULLET: Final = "-"
_BULLETS: Final = (qn("a:buNone"), qn("a:buChar"), qn("a:buAutoNum"), qn("a:buBlip"))
#: Beginning of an automatic number's type, and the style of number in HTML that it is like.
_STYLES: Final = {"alphaLc": "a", "alphaUc": "A", "romanLc": "i", "romanUc": "I"}


def extract_slides(data: bytes, name: str) -> tuple[ExtractedText, ...]:
    """The one document of a presentation, a page for each slide.

    Raises UnreadableFileError when it is empty, damaged, encrypted or a ZIP bomb.
    """
    check_archive(data, name, "ppt/presentation.xml")
    data = transitional(data, name)
    try:
        slides = Presentation(io.BytesIO(data)).slides
        tables = count(1)
        found = [
            replace(block, page=page)
            for page, slide in enumerate(slides, 1)
            for block in _slide(slide, tables)
        ]
    except (
        *(PythonPptxError, XMLSyntaxError, BadZipFile, zlib.error, KeyError, IndexError),
        *(ValueError, TypeError, AttributeError, OSError, RecursionError, NotImplementedError),
    ) as error:
        raise UnreadableFileError(
            f"{name}: not a readable presentation ({error}).",
            "Open it in PowerPoint or LibreOffice and save it again.",
        ) from error
    blocks, warnings = in_unicode(found)
    return (assemble(blocks, name, warnings=warnings),)


def _slide(slide: Any, tables: Iterator[int]) -> Iterator[Block]:
    shapes = list(_shapes(slide.shapes))
    for shape in sorted(shapes, key=lambda each: _placeholder(each) not in _TITLES):
        kind = _placeholder(shape)
        if kind in _FURNITURE:
            continue
        if kind in _TITLES:
            title = " ".join(shape.text_frame.text.split())
            yield Block(BlockKind.HEADING, title, 1)
        elif getattr(shape, "has_table", False):
            yield from _table(shape.table, next(tables))
        elif shape.has_text_frame:
            yield from _texts(shape, slide)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        for paragraph in slide.notes_slide.notes_text_frame.paragraphs:
            yield Block(BlockKind.PARAGRAPH, _text(paragraph))


def _shapes(shapes: Any) -> Iterator[Any]:
    """All shapes, those of groups in place of their group."""
    for shape in shapes:
        if isinstance(shape, GroupShape):
            yield from _shapes(shape.shapes)
        else:
            yield shape


def _placeholder(shape: Any) -> Any:
    return shape.placeholder_format.type if shape.is_placeholder else None


def _table(table: Any, number: int) -> Iterator[Block]:
    grid = Grid()
    for row in table.rows:
        cells = [cell for cell in row.cells if not cell.is_spanned]
        grid.add(
            [SourceCell(" ".join(each.text.split()), each.span_width, each.span_height)
             for each in cells]
        )  # fmt: skip
    yield from grid.blocks(number)


def _texts(shape: Any, slide: Any) -> Iterator[Block]:
    counts: dict[int, int] = {}  # level -> automatic numbers given so far
    styles = list(_list_styles(shape, slide))
    for paragraph in shape.text_frame.paragraphs:
        text, level = _text(paragraph), int(paragraph.level)
        if not text.strip():
            continue
        bullet = _bullet(paragraph, level, styles)
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        if bullet is None or bullet.tag == qn("a:buNone"):
            counts.pop(level, None)
            yield Block(BlockKind.PARAGRAPH, text)
            continue
        sign = _BULLET
        if bullet.tag == qn("a:buAutoNum"):
            value = counts.get(level, int(bullet.get("startAt", 1)) - 1) + 1
            counts[level] = value
            sign = _numbered(value, bullet.get("type", ""))
        else:
            counts.pop(level, None)
        yield Block(BlockKind.LIST_ITEM, text, level + 1, sign)


def _text(paragraph: Any) -> str:
    """The words of a paragraph; its line breaks only wrap them."""
    return str(paragraph.text).replace("\v", " ")


def _bullet(paragraph: Any, level: int, styles: list[Any]) -> Any:
    """The element that says which bullet a paragraph has: its own, or that of its shape."""
    own = paragraph._p.find(qn("a:pPr"))
    named = [own, *(style.find(qn(f"a:lvl{level + 1}pPr")) for style in styles)]
    for properties in named:
        if properties is not None:
            for tag in _BULLETS:
                found = properties.find(tag)
                if found is not None:
                    return found
    return None


def _list_styles(shape: Any, slide: Any) -> Iterator[Any]:
    """The styles of levels that a shape has, its own first, then those that it inherits."""
    holder = shape
    while holder is not None:
        style = holder._element.find(f"{qn('p:txBody')}/{qn('a:lstStyle')}")
        if style is not None:
            yield style
        holder = getattr(holder, "_base_placeholder", None) if holder.is_placeholder else None
    if _placeholder(shape) not in (None, PP_PLACEHOLDER.SUBTITLE):
        master = slide.slide_layout.slide_master._element
        body = master.find(f"{qn('p:txStyles')}/{qn('p:bodyStyle')}")
        if body is not None:
            yield body


def _numbered(value: int, kind: str) -> str:
    """An automatic number as its type prints it: "3.", "b)", "(iv)"."""
    style = next((style for start, style in _STYLES.items() if kind.startswith(start)), "1")
    bare = printed_number(value, style).rstrip(".)")
    if kind.endswith("ParenBoth"):
        return f"({bare})"
    if kind.endswith("ParenR"):
        return f"{bare})"
    return bare if kind.endswith("Plain") else f"{bare}."
