"""Files of office programs: .docx by itself, .doc, .rtf and .odt through LibreOffice.

What a file is shows in its first bytes, not in its suffix: many a ``.doc`` is RTF,
a web page, or was renamed from ``.docx``.  RTF is also read without LibreOffice,
by its bare text; pages and fonts are lost then, and the file is read again once
LibreOffice is there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from striprtf.striprtf import rtf_to_text

from hoidap.errors import UnreadableFileError
from ingest.extraction.archives import check_archive
from ingest.extraction.block_encoding import in_unicode
from ingest.extraction.conditions import Conditions
from ingest.extraction.conversion import convert
from ingest.extraction.extracted_text import (
    Block,
    BlockKind,
    ExtractedText,
    assemble,
    nothing_to_read,
)
from ingest.extraction.html import extract_html
from ingest.extraction.pdf import extract_pdf, page_texts
from ingest.extraction.programs import LIBREOFFICE, is_installed
from ingest.extraction.rendered_fonts import has_the_widths
from ingest.extraction.rendered_pages import with_rendered_pages
from ingest.extraction.word import docx_blocks

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: UTF-16 of the stream that a password leaves of a Word document since 2007.
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_ODT_TYPE: Final = b"mimetypeapplication/vnd.oasis.opendocument.text"


def extract_office(data: bytes, name: str, conditions: Conditions) -> tuple[ExtractedText, ...]:
    """The one document of a file of an office program, with its pages where they are known.

    Raises UnreadableFileError, and MissingProgramError when it needs LibreOffice
    and that is not installed.
    """
    if not data:
        raise nothing_to_read(name)
    start = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"%PDF-"):
        return extract_pdf(data, name, conditions)
    if start.lower().startswith((b"<html", b"<!doctype html", b"<?xml version", b"<meta")):
        return extract_html(data, name)
    if start.startswith(b"{\\rtf"):
        return (_rtf(data, name, conditions),)
    if start.startswith(b"PK"):
        odt = _ODT_TYPE in data[:200]
        return (_odt(data, name, conditions) if odt else _docx(data, name, conditions),)
    if not start.startswith(_OLE):
        raise UnreadableFileError(
            f"{name}: the content is no document of an office program, or its start is damaged.",
            "Check that it opens in an office program, and save it again.",
        )
    if _ENCRYPTED in data:
        raise UnreadableFileError(
            f"{name}: the file is encrypted.", "Save it without a password and ingest it again."
        )
    return (_converted(data, ".doc", name, conditions),)


def _docx(data: bytes, name: str, conditions: Conditions) -> ExtractedText:
    blocks, warnings = docx_blocks(data, name)
    if not blocks:
        raise nothing_to_read(name)
    if not blocks[0].page and is_installed(LIBREOFFICE):
        blocks = _with_pages(blocks, data, data, ".docx", name, conditions)
    needs = None if blocks[0].page or is_installed(LIBREOFFICE) else LIBREOFFICE.command
    return assemble(blocks, name, warnings=warnings, needs=needs)


def _odt(data: bytes, name: str, conditions: Conditions) -> ExtractedText:
    check_archive(data, name, "content.xml")
    return _converted(data, ".odt", name, conditions)


def _rtf(data: bytes, name: str, conditions: Conditions) -> ExtractedText:
    if is_installed(LIBREOFFICE):
        return _converted(data, ".rtf", name, conditions)
    text = str(rtf_to_text(data.decode("latin-1"), errors="replace"))  # type: ignore[no-untyped-call]
    lines = [Block(BlockKind.PARAGRAPH, line) for line in text.splitlines() if line.strip()]
    blocks, warnings = in_unicode(lines)
    hint = f"Pages and tables are missing. Run: {LIBREOFFICE.install}, then ingest again."
    return assemble(blocks, name, warnings=(*warnings, hint), needs=LIBREOFFICE.command)


def _converted(data: bytes, suffix: str, name: str, conditions: Conditions) -> ExtractedText:
    word = convert(data, suffix, "docx", name, conditions)
    blocks, warnings = docx_blocks(word, name)
    if not blocks:
        raise nothing_to_read(name)
    placed = _with_pages(blocks, word, data, suffix, name, conditions)
    return assemble(placed, name, warnings=warnings)


def _with_pages(
    blocks: Sequence[Block],
    word: bytes,
    data: bytes,
    suffix: str,
    name: str,
    conditions: Conditions,
) -> list[Block]:
    """Blocks with the pages of a rendering, or as they are where that has other fonts.

    ``word`` is the document as .docx, which names its fonts.
    """
    printed = convert(data, suffix, "pdf", name, conditions)
    if not has_the_widths(word, printed):
        return list(blocks)
    pages = page_texts(printed, name)
    conditions.check_pages(len(pages), name)
    return with_rendered_pages(blocks, pages)
