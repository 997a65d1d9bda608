"""PDF files drawn line by line, to look exactly as a test says."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from ingest.extraction.conditions import Conditions
from ingest.extraction.extracted_text import ExtractedText
from ingest.extraction.pdf import extract_pdf
from tests.ingest.office.papers import FONTS

LEFT, RIGHT, TOP = 85.0, 540.0, 770.0
WIDTH, HEIGHT = A4

FACES = {"Serif": "DejaVuSerif.ttf", "SerifBold": "DejaVuSerif-Bold.ttf"}


def drawn(*pages: Callable[[Canvas], None]) -> bytes:
    """A file with a page for each function, which draws on it."""
    for name, file in FACES.items():
        pdfmetrics.registerFont(TTFont(name, str(FONTS / file)))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    for draw in pages:
        canvas.setFont("Serif", 12)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def write(
    canvas: Canvas, x: float, y: float, text: str, size: float = 12, *, bold: bool = False
) -> None:
    """One line of text with its beginning at (x, y), y upwards."""
    canvas.setFont("SerifBold" if bold else "Serif", size)
    canvas.drawString(x, y, text)


def paragraph(
    canvas: Canvas,
    y: float,
    text: str,
    *,
    x: float = LEFT,
    width: float = RIGHT - LEFT,
    indent: float = 28,
    size: float = 12,
) -> float:
    """Wrapped text from ``y`` downwards; where the next line would stand."""
    line, start = "", x + indent
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and start + pdfmetrics.stringWidth(longer, "Serif", size) > x + width:
            write(canvas, start, y, line, size)
            y, line, start = y - 1.4 * size, word, x
        else:
            line = longer
    write(canvas, start, y, line, size)
    return y - 1.4 * size


def read(data: bytes, folder: Path) -> ExtractedText:
    """What is read of a file."""
    (found,) = extract_pdf(data, "a.pdf", Conditions(folder))
    return found


def lines(data: bytes, folder: Path) -> list[str]:
    """The paragraphs and rows that are read of a file."""
    found = read(data, folder)
    return [found.text[mark.start : mark.end] for mark in found.marks]
