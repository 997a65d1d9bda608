"""PDF: typed pages by their words, scanned pages by OCR.

A page is read by OCR when it has hardly any text but a picture, when a picture
covers all of it (the text behind is then another program's recognition, often
without Vietnamese), or when its fonts do not say which letters they draw.

Tables with drawn rules give one line a row; text above, between and below them
keeps its place.  pdfplumber finds words and tables, PDFium counts and draws pages.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

import pdfplumber
import pypdfium2  # type: ignore[import-untyped]
from pdfplumber.page import Page

from hoidap.errors import UnreadableFileError
from ingest.extraction.block_encoding import in_unicode
from ingest.extraction.conditions import Conditions
from ingest.extraction.extracted_text import ExtractedText, assemble
from ingest.extraction.fixed_layout import Line, Word, page_lines
from ingest.extraction.legacy_encodings import encoding_of_font, is_capital_font, to_unicode
from ingest.extraction.paragraphs import PrintedPage, blocks_of
from ingest.extraction.programs import TESSERACT, is_installed, require
from ingest.extraction.recognition import DPI, recognise

#: Letters of a page that was typed; a scan may bear a typed stamp or page number.
_LEAST_LETTERS: Final = 25
#: A picture of this share of a page is more than a logo; without text it is a scan.
_PICTURE: Final = 0.25
#: A picture of this share of a page is the page.
_WHOLE: Final = 0.75
#: Curves of a page without text that was turned into outlines.
_OUTLINES: Final = 300
#: Share of letters that a font leaves unnamed; a bullet or two is normal.
_UNNAMED: Final = 0.1
#: A space is 0.2 to 0.3 of the font size, letters of a word overlap or touch.
_SPACE: Final = 0.15
#: The same letter twice at one place is a program's way to print bold.
_DOUBLED: Final = 0.8
#: Pixels of a page drawn for OCR: A3 at 300 dpi has 17 million, a poster must be coarser.
_MOST_PIXELS: Final = 40_000_000
_POINTS: Final = 72

_UNNAMED_LETTER: Final = re.compile(r"\(cid:\d+\)|[\ufffd\ue000-\uf8ff]")
#: Symbol fonts move Latin-1 there.
_SYMBOLS: Final = {0xF000 + code: chr(code) for code in range(0x20, 0x100)}

Box = tuple[float, float, float, float]


def extract_pdf(data: bytes, name: str, conditions: Conditions) -> tuple[ExtractedText, ...]:
    """The one document of a PDF file, with the pages of its text.

    Raises UnreadableFileError when it is encrypted, damaged or has too many pages,
    MissingProgramError when all of it is scanned and Tesseract is not installed.
    """
    drawn = _opened(data, name)
    conditions.check_pages(len(drawn), name)
    pages: list[PrintedPage] = []
    unread: list[int] = []
    with pdfplumber.open(io.BytesIO(data)) as document:
        for number, page in enumerate(document.pages, start=1):
            scanned = _is_scanned(page)
            if scanned and is_installed(TESSERACT):
                pages.append(recognise(_picture(drawn, number), number, name, conditions))
            else:
                lines = tuple(_lines(page))
                pages.append(PrintedPage(number, float(page.height), lines))
                if scanned:
                    unread.append(number)
            page.close()
            conditions.page_done(number, len(drawn))
    if unread and not any(page.lines for page in pages):
        require(TESSERACT, name)
    blocks, notices = in_unicode(list(blocks_of(pages)))
    warnings = (*notices, *_ocr_warnings(pages), *_unread_warnings(unread))
    needs = TESSERACT.command if unread else None
    return (assemble(blocks, name, warnings=warnings, needs=needs),)


def page_texts(data: bytes, name: str) -> list[str]:
    """The bare text of each page, quickly: to find where the pages of another form begin."""
    return [page.get_textpage().get_text_bounded() for page in _opened(data, name)]


def _opened(data: bytes, name: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableFileError(
                f"{name}: the PDF is encrypted and cannot be opened without its password.",
                "Save it without a password and ingest it again.",
            ) from error
        raise UnreadableFileError(
            f"{name}: not a readable PDF, perhaps cut short ({error}).",
            "Check that it opens, and copy it again from where it came.",
        ) from error


def _is_scanned(page: Page) -> bool:
    letters = [char["text"] for char in page.chars if not char["text"].isspace()]
    picture = max((_share(image, page) for image in page.images), default=0.0)
    if len(letters) < _LEAST_LETTERS:
        return picture >= _PICTURE or len(page.curves) >= _OUTLINES
    fonts = {char["fontname"] for char in page.chars}
    unnamed = sum(_UNNAMED_LETTER.fullmatch(letter) is not None for letter in letters)
    if unnamed > _UNNAMED * len(letters) and not any(map(encoding_of_font, fonts)):
        return True
    return picture >= _WHOLE and is_installed(TESSERACT)


def _share(image: dict[str, Any], page: Page) -> float:
    width = min(image["x1"], page.width) - max(image["x0"], 0)
    height = min(image["bottom"], page.height) - max(image["top"], 0)
    area = float(page.width * page.height)
    return max(0.0, float(width)) * max(0.0, float(height)) / area if area else 0.0


def _picture(drawn: pypdfium2.PdfDocument, number: int) -> Any:
    page = drawn[number - 1]
    width, height = page.get_size()
    scale = DPI / _POINTS
    most = (_MOST_PIXELS / max(width * height, 1)) ** 0.5
    picture = page.render(scale=min(scale, most)).to_pil().convert("RGB")
    picture.info["dpi"] = (min(scale, most) * _POINTS,) * 2
    page.close()
    return picture


def _lines(page: Page) -> Iterator[Line]:
    """The lines of a typed page: bands of text and ruled tables from top to bottom."""
    chars = page.chars
    places = {(char["text"], round(char["x0"]), round(char["top"])) for char in chars}
    if len(places) < _DOUBLED * len(chars):
        page = page.dedupe_chars()
    words = [
        _word(word)
        for word in page.extract_words(x_tolerance_ratio=_SPACE, extra_attrs=["fontname"])
    ]
    top = float("-inf")
    for table in sorted(_tables(page), key=lambda each: each.bbox[1]):
        upper, lower = table.bbox[1], table.bbox[3]
        yield from page_lines([word for word in words if top <= _middle(word) < upper])
        yield from _rows(table, words)
        top = max(top, lower)
    yield from page_lines([word for word in words if _middle(word) >= top])


def _word(found: dict[str, Any]) -> Word:
    text, font = str(found["text"]), str(found["fontname"])
    encoding = encoding_of_font(font)
    if encoding is not None:
        plain = text.translate(_SYMBOLS)
        text = to_unicode(plain, encoding, capitals=is_capital_font(font))
    return Word(
        text,
        *(float(found[edge]) for edge in ("x0", "x1", "top", "bottom")),
    )


def _middle(word: Word) -> float:
    return (word.top + word.bottom) / 2


def _tables(page: Page) -> list[Any]:
    """Ruled tables of two cells or more; looking for them is slow, so only where rules are."""
    if len(page.rects) + len(page.lines) < 3:
        return []
    return [table for table in page.find_tables() if len(table.cells) > 1]


def _rows(table: Any, words: Sequence[Word]) -> Iterator[Line]:
    """A line for each row of a table that holds words, its cells in order."""
    for row in table.rows:
        boxes: list[Box] = [box for box in row.cells if box is not None]
        cells = [[word for word in words if _inside(word, box)] for box in boxes]
        texts = tuple(" ".join(line.text for line in page_lines(cell)) for cell in cells)
        held = [word for cell in cells for word in cell]
        if held and len(boxes) > 1:
            yield Line.of(held, cells=texts)
        elif held:
            yield from page_lines(held)


def _inside(word: Word, box: Box) -> bool:
    across = (word.x0 + word.x1) / 2
    return box[0] <= across <= box[2] and box[1] <= _middle(word) <= box[3]


def _ocr_warnings(pages: Sequence[PrintedPage]) -> Iterator[str]:
    sure = [line.sure for page in pages for line in page.lines if line.sure is not None]
    count = sum(any(line.sure is not None for line in page.lines) for page in pages)
    if sure:
        yield (
            f"{count} of {len(pages)} pages were read by OCR, "
            f"confidence {sum(sure) / len(sure):.2f}."
        )


def _unread_warnings(unread: Sequence[int]) -> Iterator[str]:
    if unread:
        yield (
            f"Scanned pages were not read: {', '.join(map(str, unread))}. "
            f"Run: {TESSERACT.install}, then ingest again."
        )
