"""The formats that a pack is exported to, and the one way to all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from hoidap.study.exports import (
    anki,
    answer_sheet,
    gift,
    markdown,
    moodle_xml,
    pdf,
    qti,
    slides,
    word,
)
from hoidap.study.exports.file_names import file_name, plain_name
from hoidap.study.pack import StudyPack


class ExportFormat(StrEnum):
    """What a pack can be exported to; the quiz alone from ``moodle`` on."""

    DOCX = "docx"
    PPTX = "pptx"
    PDF = "pdf"
    MARKDOWN = "markdown"
    ANSWER_SHEET = "answer-sheet"
    MOODLE = "moodle"
    GIFT = "gift"
    QTI = "qti"
    ANKI = "anki"


@dataclass(frozen=True, slots=True)
class Exported:
    """A file."""

    name: str
    plain_name: str  # in ASCII
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class _Way:
    ending: str
    media_type: str
    write: Callable[[StudyPack, str], bytes]


_OFFICE = "application/vnd.openxmlformats-officedocument"
_WAYS = {
    ExportFormat.DOCX: _Way("docx", f"{_OFFICE}.wordprocessingml.document", word.write),
    ExportFormat.PPTX: _Way("pptx", f"{_OFFICE}.presentationml.presentation", slides.write),
    ExportFormat.PDF: _Way("pdf", "application/pdf", pdf.write),
    ExportFormat.MARKDOWN: _Way("md", "text/markdown; charset=utf-8", markdown.write),
    ExportFormat.ANSWER_SHEET: _Way("phieu.pdf", "application/pdf", answer_sheet.write),
    ExportFormat.MOODLE: _Way("moodle.xml", "application/xml", moodle_xml.write),
    ExportFormat.GIFT: _Way("gift.txt", "text/plain; charset=utf-8", gift.write),
    ExportFormat.QTI: _Way("qti.zip", "application/zip", qti.write),
    ExportFormat.ANKI: _Way("apkg", "application/octet-stream", anki.write),
}


def media_type(wanted: ExportFormat) -> str:
    """The media type of a format's files, without parameters."""
    return _WAYS[wanted].media_type.partition(";")[0]


def export(pack: StudyPack, wanted: ExportFormat, site: str) -> Exported:
    """A pack as a file; ``site`` is the address that links to the source viewer begin with."""
    way = _WAYS[wanted]
    return Exported(
        name=file_name(pack.title, way.ending),
        plain_name=plain_name(pack.title, way.ending),
        media_type=way.media_type,
        content=way.write(pack, site),
    )
