"""Whether a rendering has the widths of the document: whether it is set in the same fonts.

Where a machine lacks a font, LibreOffice takes another one, lines break elsewhere and pages
begin elsewhere.  Some fonts were drawn to the widths of others (fontconfig's
``30-metric-aliases.conf``); a page set in those is the page that Word shows.
"""

from __future__ import annotations

import ctypes
import io
import re
from collections import Counter
from typing import Final
from zipfile import ZipFile

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

#: Fonts with the widths of the one behind them, as PDF names them: letters only, small.
_SAME_WIDTHS: Final = {
    "liberationserif": "timesnewroman",
    "tinos": "timesnewroman",
    "liberationsans": "arial",
    "arimo": "arial",
    "liberationmono": "couriernew",
    "cousine": "couriernew",
    "liberationsansnarrow": "arialnarrow",
    "carlito": "calibri",
    "caladea": "cambria",
    "gelasio": "georgia",
    "nimbusroman": "times",
    "nimbussans": "helvetica",
}
#: What Word sets a document in that names no font.
_UNNAMED: Final = frozenset({"timesnewroman"})
#: Share of the letters that must be set in the document's fonts; bullets are in others.
_NEARLY_ALL: Final = 0.98
#: Pages looked at: the fonts of a document's first pages are its fonts.
_PAGES: Final = 20
#: Bytes of a font's name, and of a text object, in UTF-16.
_NAME_BYTES: Final = 128
_FONTS: Final = re.compile(rb'(?:w:(?:ascii|hAnsi|cs|eastAsia)|<a:latin typeface)="([^"]+)"')
_PARTS: Final = re.compile(r"word/(?:\w+|theme/\w+)\.xml")
#: What PDF adds to a family's name: a subset's tag, a style, the form of the file.
_TAG: Final = re.compile(r"^[A-Z]{6}\+")
_FORM: Final = re.compile(r"(?:ps)?mt$|(?<=[a-z])ps$")


def has_the_widths(word: bytes, printed: bytes) -> bool:
    """Whether a PDF that was printed from a .docx is set in its fonts, or in their like."""
    named = _fonts_named(word)
    letters = _letters_by_font(printed)
    same = sum(count for font, count in letters.items() if _SAME_WIDTHS.get(font, font) in named)
    return same >= _NEARLY_ALL * letters.total()


def _fonts_named(word: bytes) -> frozenset[str]:
    """The families that any part of a .docx names, in letters only."""
    with ZipFile(io.BytesIO(word)) as archive:
        parts = [archive.read(name) for name in archive.namelist() if _PARTS.fullmatch(name)]
    names = (found.decode("utf-8", "replace") for part in parts for found in _FONTS.findall(part))
    return frozenset(map(_family, names)) or _UNNAMED


def _letters_by_font(printed: bytes) -> Counter[str]:
    """How many UTF-16 units of the first pages are drawn in each family."""
    letters: Counter[str] = Counter()
    document = pypdfium2.PdfDocument(printed)
    name = ctypes.create_string_buffer(_NAME_BYTES)
    for number in range(min(_PAGES, len(document))):
        page = document[number]
        text = page.get_textpage()
        for each in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
            font = pdfium.FPDFTextObj_GetFont(each.raw)
            pdfium.FPDFFont_GetBaseFontName(font, name, _NAME_BYTES)
            size = pdfium.FPDFTextObj_GetText(each.raw, text.raw, None, 0)  # bytes, with a NUL
            letters[_family(name.value.decode("utf-8", "replace"))] += max(0, size // 2 - 1)
        page.close()
    return letters


def _family(name: str) -> str:
    """A family without tag, style and spaces: "BAAAAA+LiberationSerif-Bold"."""
    bare = re.split(r"[-,]", _TAG.sub("", name), maxsplit=1)[0]
    return _FORM.sub("", re.sub(r"[^a-z]", "", bare.lower()))
