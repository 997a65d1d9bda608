"""Numbers and dates that a signature shows as a small picture in the line.

When a document is signed electronically, its number and date are put into the blanks of
the finished PDF, by some programs as pictures.  They are read by OCR, as figures only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import pypdfium2  # type: ignore[import-untyped]

from ingest.extraction.conditions import Conditions
from ingest.extraction.pdf_pages import Box, DrawnPage, Letter
from ingest.extraction.recognition import DPI, recognised_figures

#: A blank in a line is smaller than this, in points; seals and signatures are larger.
_WIDEST: Final = 70.0
_HIGHEST: Final = 28.0
#: The size of letters that fill the height of a picture.
_FILLED: Final = 0.72
#: From a letter's middle down to its line, as a share of its size.
_DOWN: Final = 0.28
_POINTS: Final = 72


def pictured_fields(drawn: DrawnPage) -> list[int]:
    """The fields of a page that fill a blank with a picture, by number."""
    written = {letter.field for letter in drawn.letters}
    return [
        index
        for index, field in enumerate(drawn.fields)
        if index not in written and _is_small(field.box) and _shows(field.box, drawn.pictures)
    ]


def with_pictured_fields(
    document: pypdfium2.PdfDocument,
    number: int,
    drawn: DrawnPage,
    name: str,
    conditions: Conditions,
) -> DrawnPage:
    """The page with the figures that its pictured fields show as letters."""
    letters = list(drawn.letters)
    for index in pictured_fields(drawn):
        box = drawn.fields[index].box
        text = recognised_figures(_cut(document, number, box), number, name, conditions)
        if text:
            letters.append(_letter(text, box, index))
    return replace(drawn, letters=tuple(letters))


def _is_small(box: Box) -> bool:
    return box[2] - box[0] <= _WIDEST and box[3] - box[1] <= _HIGHEST


def _shows(box: Box, pictures: Sequence[Box]) -> bool:
    """Whether the middle of one of the pictures lies in a box."""
    return any(
        box[0] <= (left + right) / 2 <= box[2] and box[1] <= (low + high) / 2 <= box[3]
        for left, low, right, high in pictures
    )


def _cut(document: pypdfium2.PdfDocument, number: int, box: Box) -> Any:
    page = document[number - 1]
    left, bottom, right, top = page.get_bbox()
    edges = (box[0], box[1], right - left - box[2], top - bottom - box[3])
    picture = page.render(scale=DPI / _POINTS, crop=edges).to_pil().convert("RGB")
    picture.info["dpi"] = (DPI, DPI)
    page.close()
    return picture


def _letter(text: str, box: Box, field: int) -> Letter:
    size = _FILLED * (box[3] - box[1])
    line = (box[1] + box[3]) / 2 - _DOWN * size
    return Letter(text, box, (box[0], line), size, 0, "", False, False, (0, 0, 0), field)
