"""A printable answer sheet: one page for most quizzes, circles to fill in, lines to write on."""

from __future__ import annotations

import io
from dataclasses import dataclass

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from hoidap import texts
from hoidap.study.exports import type_face
from hoidap.study.exports.escaping import xml_text
from hoidap.study.exports.pdf_layout import GREY, INK
from hoidap.study.item_text import letter
from hoidap.study.pack import ItemKind, QuizItem, StudyPack

_MARGIN = 18 * mm
#: Questions stand in two columns; a row leaves room for a pencil.
_COLUMNS = 2
_ROW = 9.2 * mm
#: A quiz that is no longer stands in one column.
SHORT_COLUMN = 8
_CIRCLE = 2.7 * mm
_STEP = 9 * mm
#: Where the answers of a row begin, after its number.
_INDENT = 13 * mm


@dataclass(frozen=True, slots=True)
class _Place:
    left: float
    base: float  # of the text
    right: float


def write(pack: StudyPack, site: str) -> bytes:
    """The sheet of a pack's quiz."""
    del site
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=A4, invariant=1)
    canvas.setTitle(f"{texts.PAPER_SHEET}: {xml_text(pack.title)}")
    canvas.setAuthor("HoiDap")
    first = _head(canvas, pack.title)
    _rows(canvas, pack, first)
    canvas.save()
    return written.getvalue()


def _head(canvas: Canvas, title: str) -> float:
    """Title and the participant's lines; gives where the questions begin."""
    wide, high = A4
    at = high - 22 * mm
    canvas.setFillColor(INK)
    canvas.setFont(type_face.bold(), 16)
    canvas.drawCentredString(wide / 2, at, texts.PAPER_SHEET)
    canvas.setFont(type_face.register(), 12)
    for line in _wrapped(xml_text(title), wide - 2 * _MARGIN, 12)[:2]:
        at -= 6 * mm
        canvas.drawCentredString(wide / 2, at, line)
    at -= 11 * mm
    middle = wide * 0.62
    _blank(canvas, texts.PAPER_SHEET_NAME, _MARGIN, middle - 5 * mm, at)
    _blank(canvas, texts.PAPER_SHEET_DAY, middle, wide - _MARGIN, at)
    at -= 9 * mm
    _blank(canvas, texts.PAPER_SHEET_UNIT, _MARGIN, middle - 5 * mm, at)
    _blank(canvas, texts.PAPER_SHEET_SCORE, middle, wide - _MARGIN, at)
    at -= 9 * mm
    canvas.setFont(type_face.italic(), 10)
    canvas.setFillColor(GREY)
    canvas.drawString(_MARGIN, at, texts.PAPER_SHEET_HOW)
    return float(at - 11 * mm)


def _rows(canvas: Canvas, pack: StudyPack, first: float) -> None:
    """The questions, down one column and then the next, on as many pages as they take."""
    width = (A4[0] - 2 * _MARGIN) / _COLUMNS
    column, at = 0, first
    halved = first - _ROW * max(SHORT_COLUMN, -(-len(pack.quiz) // _COLUMNS)) + _ROW / 2
    for number, item in enumerate(pack.quiz, 1):
        if at < max(_MARGIN, halved):
            column += 1
            at = first
        if column == _COLUMNS:
            canvas.showPage()
            column, first, halved = 0, A4[1] - _MARGIN, 0.0
            at = first
        left = _MARGIN + column * width
        _row(canvas, number, item, _Place(left, at, left + width - 6 * mm))
        at -= _ROW


def _row(canvas: Canvas, number: int, item: QuizItem, place: _Place) -> None:
    canvas.setFillColor(INK)
    canvas.setFont(type_face.bold(), 12)
    canvas.drawRightString(place.left + 8 * mm, place.base, f"{number}.")
    if item.kind in (ItemKind.CHOICE, ItemKind.TRUE_FALSE):
        names = (
            item.options
            if item.kind is ItemKind.TRUE_FALSE
            else [letter(index) for index in range(len(item.options))]
        )
        _circles(canvas, names, place)
        return
    count = {ItemKind.GAP: 0, ItemKind.MATCH: len(item.left), ItemKind.ORDER: len(item.options)}
    _spaces(canvas, count[item.kind], place)


def _circles(canvas: Canvas, names: tuple[str, ...] | list[str], place: _Place) -> None:
    at = place.left + _INDENT + _CIRCLE
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(0.8)
    for name in names:
        canvas.circle(at, place.base + 1.3 * mm, _CIRCLE)
        if len(name) == 1:
            canvas.setFont(type_face.register(), 9)
            canvas.setFillColor(GREY)
            canvas.drawCentredString(at, place.base + 0.25 * mm, name)
            at += _STEP
        else:
            canvas.setFont(type_face.register(), 11)
            canvas.setFillColor(INK)
            canvas.drawString(at + _CIRCLE + 1.5 * mm, place.base, name)
            at += _STEP + stringWidth(name, type_face.register(), 11) + 3 * mm


def _spaces(canvas: Canvas, count: int, place: _Place) -> None:
    """A line to write on, or ``count`` numbered short ones."""
    begins = place.left + _INDENT
    canvas.setLineWidth(0.6)
    canvas.setStrokeColor(GREY)
    if not count:
        canvas.line(begins, place.base - 1, place.right, place.base - 1)
        return
    width = (place.right - begins) / count
    canvas.setFont(type_face.register(), 9)
    for index in range(count):
        at = begins + index * width
        canvas.setFillColor(GREY)
        canvas.drawString(at, place.base, str(index + 1))
        canvas.line(at + 2.2 * mm, place.base - 1, at + width - 2 * mm, place.base - 1)


def _blank(canvas: Canvas, name: str, left: float, right: float, at: float) -> None:
    """A name and a dotted line to write on."""
    font = type_face.register()
    canvas.setFont(font, 12)
    canvas.setFillColor(INK)
    canvas.drawString(left, at, f"{name}:")
    canvas.setDash(0.6, 2)
    canvas.setStrokeColor(GREY)
    canvas.line(left + stringWidth(f"{name}: ", font, 12), at - 1, right, at - 1)
    canvas.setDash()


def _wrapped(words: str, width: float, size: float) -> list[str]:
    """Lines that are no wider than ``width``."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and stringWidth(longer, type_face.register(), size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
