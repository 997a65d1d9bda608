"""PDF: typed pages by their letters, scanned pages by OCR.

A page is read by OCR when it has hardly any text but a picture, when pictures cover all
of it and the text behind them is not good Vietnamese (another program's recognition),
or when its fonts do not say, or say wrongly, which letters they draw.  Without Tesseract such
a page is left out and the file remembers what it needs.

Tables with drawn rules give one line a row; text above, between and below them
keeps its place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import pypdfium2  # type: ignore[import-untyped]

from hoidap.errors import UnreadableFileError
from ingest.extraction.block_encoding import in_unicode
from ingest.extraction.conditions import Conditions
from ingest.extraction.extracted_text import ExtractedText, assemble
from ingest.extraction.furniture import PrintedPage
from ingest.extraction.legacy_encodings import encoding_of_font
from ingest.extraction.paragraphs import blocks_of
from ingest.extraction.pdf_pages import DrawnPage, drawn_page
from ingest.extraction.pictured_fields import pictured_fields, with_pictured_fields
from ingest.extraction.printed_pages import printed_pages
from ingest.extraction.printed_words import ReadPage, read_page
from ingest.extraction.programs import TESSERACT, is_installed, require
from ingest.extraction.recognition import DPI, recognise
from ingest.extraction.text_layer import has_lost_accents, is_good_vietnamese, is_unnamed

#: Letters of a page that was typed; a scan may bear a typed stamp or page number.
_LEAST_LETTERS: Final = 25
#: Pictures of this share of a page are more than a logo; without text it is a scan.
_PICTURE: Final = 0.25
#: Pictures of this share of a page are the page.
_WHOLE: Final = 0.75
#: Curves of a page without text that was turned into outlines.
_OUTLINES: Final = 300
#: Pixels of a page drawn for OCR: A3 at 300 dpi has 17 million, a poster must be coarser.
_MOST_PIXELS: Final = 40_000_000
_POINTS: Final = 72
#: Texts printed across pages that a warning names.
_NAMED: Final = 3


@dataclass(slots=True)
class _Reading:
    """What was read of a file so far, and what was not."""

    pages: list[PrintedPage] = field(default_factory=list)
    recognised: int = 0
    unread: list[int] = field(default_factory=list)
    garbled: list[int] = field(default_factory=list)
    blanks: list[int] = field(default_factory=list)
    overprints: Counter[str] = field(default_factory=Counter)

    def warnings(self, pages: int) -> Iterator[str]:
        sure = [line.sure for page in self.pages for line in page.lines if line.sure is not None]
        if sure:
            yield (
                f"{self.recognised} of {pages} pages were read by OCR, "
                f"confidence {sum(sure) / len(sure):.2f}."
            )
        if self.unread:
            yield (
                f"Scanned pages were not read: {_list(self.unread)}. "
                f"Run: {TESSERACT.install}, then ingest again."
            )
        if self.garbled:
            yield (
                f"Accented letters are missing on pages {_list(self.garbled)}: their fonts do not "
                f"say which letters they draw. Run: {TESSERACT.install}, then ingest again."
            )
        if self.blanks:
            yield (
                f"Numbers that stand as pictures on pages {_list(self.blanks)} were not read. "
                f"Run: {TESSERACT.install}, then ingest again."
            )
        if self.overprints:
            texts = ", ".join(f"“{text}”" for text, _ in self.overprints.most_common(_NAMED))
            yield f"Text printed across the pages was left out: {texts}."

    @property
    def needs(self) -> str | None:
        return TESSERACT.command if self.unread or self.garbled or self.blanks else None


def _list(pages: Sequence[int]) -> str:
    return ", ".join(map(str, pages))


def extract_pdf(data: bytes, name: str, conditions: Conditions) -> tuple[ExtractedText, ...]:
    """The one document of a PDF file, with the pages of its text.

    Raises UnreadableFileError when it is encrypted, damaged or has too many pages,
    MissingProgramError when all of it is scanned and Tesseract is not installed.
    """
    document = _opened(data, name)
    count = len(document)
    conditions.check_pages(count, name)
    reading = _Reading()
    for number in range(1, count + 1):
        _read(document, number, name, conditions, reading)
        conditions.page_done(number, count)
    if reading.unread and not any(page.lines for page in reading.pages):
        require(TESSERACT, name)
    blocks, notices = in_unicode(list(blocks_of(reading.pages)))
    warnings = (*notices, *reading.warnings(count))
    unread = tuple(sorted({*reading.unread, *reading.garbled, *reading.blanks}))
    return (assemble(blocks, name, warnings=warnings, needs=reading.needs, unread=unread),)


def _read(
    document: pypdfium2.PdfDocument,
    number: int,
    name: str,
    conditions: Conditions,
    reading: _Reading,
) -> None:
    """Read one page, typed or by OCR."""
    drawn = drawn_page(document, number)
    if pictured_fields(drawn):
        if is_installed(TESSERACT):
            drawn = with_pictured_fields(document, number, drawn, name, conditions)
        else:
            reading.blanks.append(number)
    typed = read_page(drawn)
    scanned = _is_scanned(drawn, typed)
    garbled = not scanned and _is_garbled(drawn, typed)
    if (scanned or garbled) and is_installed(TESSERACT):
        page = recognise(_picture(document, number), number, name, conditions)
        reading.pages.append(page)
        reading.recognised += 1
        return
    if scanned:
        reading.unread.append(number)
        return
    if garbled:
        reading.garbled.append(number)
    reading.overprints.update(set(typed.overprints))
    reading.pages += printed_pages(drawn, typed, number)


def _is_scanned(drawn: DrawnPage, typed: ReadPage) -> bool:
    """Whether a page is a picture whose text layer, if any, is not to be believed."""
    letters = [each.text for each in drawn.letters if not each.text.isspace()]
    if len(letters) < _LEAST_LETTERS:
        return drawn.pictured >= _PICTURE or drawn.curves >= _OUTLINES
    if _has_old_fonts(drawn):
        return False
    if is_unnamed(text for text in letters):
        return True
    return drawn.pictured >= _WHOLE and not is_good_vietnamese(_text(typed))


def _is_garbled(drawn: DrawnPage, typed: ReadPage) -> bool:
    return not _has_old_fonts(drawn) and has_lost_accents(_text(typed))


def _has_old_fonts(drawn: DrawnPage) -> bool:
    return any(map(encoding_of_font, {each.font for each in drawn.letters}))


def _text(typed: ReadPage) -> str:
    return " ".join(word.text for sheet in typed.sheets for word in sheet.words)


def page_texts(data: bytes, name: str) -> list[str]:
    """The bare text of each page, quickly: to find where the pages of another form begin."""
    return [page.get_textpage().get_text_bounded() for page in _opened(data, name)]


def _opened(data: bytes, name: str) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(data)
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
    document.init_forms()
    return document


def _picture(document: pypdfium2.PdfDocument, number: int) -> Any:
    page = document[number - 1]
    width, height = page.get_size()
    scale = DPI / _POINTS
    most = (_MOST_PIXELS / max(width * height, 1)) ** 0.5
    picture = page.render(scale=min(scale, most)).to_pil().convert("RGB")
    picture.info["dpi"] = (min(scale, most) * _POINTS,) * 2
    page.close()
    return picture
