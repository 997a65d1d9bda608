"""What is drawn on the pages of a PDF, as PDFium sees it: letters, rules and pictures.

Stamps of an electronic signature and the fields of a form are annotations: they
stand on the page but not in its text.  They are drawn into the page first, so that
what they show is text at its place; the file itself is not changed.

Places are those of the PDF: in points, y upwards, from the lower left corner of
what is visible of the page, whichever way the page is turned on the screen.
"""

from __future__ import annotations

import ctypes
import itertools
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

Box = tuple[float, float, float, float]  # left, bottom, right, top

#: A letter this many degrees off still stands in a line: layers of scans lie askew.
_ASKEW: Final = 4.0
#: A filled shape thinner than this is a rule, in points.
_THIN: Final = 3.0
#: A line leaves its direction by less than this, in points.
_STRAIGHT: Final = 1.0
#: Colours above this are paper, of 255.
_WHITE: Final = 250
#: Objects of a page that are looked at; a map has hundreds of thousands.
_MOST_OBJECTS: Final = 20_000
#: Forms inside forms that are opened.
_DEPTH: Final = 4
#: Weight from which a font is bold.
_BOLD_WEIGHT: Final = 600
_BOLD: Final = re.compile(r"bold|black|heavy", re.IGNORECASE)
_ITALIC: Final = re.compile(r"italic|oblique", re.IGNORECASE)
_FONT_NAME: Final = 128
#: Bit of a font's flags that says italic (ISO 32000-1, table 123).
_ITALIC_FLAG: Final = 1 << 6
#: PDFium's sign for a hyphen at a line's end.
_HYPHEN: Final = "\x02"


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter: its box, the point it stands on, and how it is set.

    ``turn`` is the direction of its line in quarter turns to the left, None when it
    runs slantwise.  ``ink`` is its colour.  ``field`` is the number of the annotation
    that shows it, -1 for the page's own.  ``named`` is false when its font does not
    say which letter it draws.
    """

    text: str
    box: Box
    origin: tuple[float, float]
    size: float
    turn: int | None
    font: str
    bold: bool
    italic: bool
    ink: tuple[int, int, int]
    field: int = -1
    named: bool = True


@dataclass(frozen=True, slots=True)
class Field:
    """An annotation that was drawn into the page."""

    box: Box
    is_signature: bool


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """All of a page; ``rules`` are lines along its edges' directions, ``fills`` coloured areas.

    ``curves`` counts lines that are not straight: outlines of letters.
    """

    width: float
    height: float
    letters: tuple[Letter, ...]
    rules: tuple[Box, ...]
    fills: tuple[Box, ...]
    pictures: tuple[Box, ...]
    fields: tuple[Field, ...]
    curves: int

    @property
    def pictured(self) -> float:
        """The share of the page that pictures cover, 0 to 1."""
        return min(1.0, _covered(self.pictures) / max(self.width * self.height, 1.0))


def drawn_page(document: pypdfium2.PdfDocument, number: int) -> DrawnPage:
    """The page of this number, counted from 1."""
    page = document[number - 1]
    left, bottom, right, top = page.get_bbox()
    fields = _fields(document, page, (left, bottom))
    own = page.get_textpage().count_chars()
    if fields and pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY):
        page.close()
        page = document[number - 1]
    letters = tuple(_letters(page, own, fields, (left, bottom, right, top)))
    shapes = _Shapes((left, bottom))
    shapes.read(page.raw, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject)
    page.close()
    width, height = right - left, top - bottom
    return DrawnPage(
        width,
        height,
        letters,
        tuple(shapes.rules),
        tuple(shapes.fills),
        tuple(_inside(box, width, height) for box in shapes.pictures),
        fields,
        shapes.curves,
    )


def _inside(box: Box, width: float, height: float) -> Box:
    return max(box[0], 0.0), max(box[1], 0.0), min(box[2], width), min(box[3], height)


def _covered(boxes: tuple[Box, ...]) -> float:
    """The area under boxes, what lies under two counted once; strips of scans are many."""
    edges = sorted({edge for box in boxes for edge in (box[1], box[3])})
    area = 0.0
    for low, high in itertools.pairwise(edges):
        reach = -math.inf
        for left, right in sorted((b[0], b[2]) for b in boxes if b[1] <= low and b[3] >= high):
            area += max(0.0, right - max(left, reach)) * (high - low)
            reach = max(reach, right)
    return area


def _fields(document: Any, page: Any, corner: tuple[float, float]) -> tuple[Field, ...]:
    """The annotations that show something of their own on the page."""
    found = []
    for index in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
        box = pdfium.FS_RECTF()
        if not pdfium.FPDFAnnot_GetRect(annotation, box):
            continue
        kind = -1
        if document.formenv and pdfium.FPDFAnnot_GetSubtype(annotation) == pdfium.FPDF_ANNOT_WIDGET:
            kind = pdfium.FPDFAnnot_GetFormFieldType(document.formenv.raw, annotation)
        left, bottom = corner
        place = (box.left - left, box.bottom - bottom, box.right - left, box.top - bottom)
        found.append(Field(place, kind == pdfium.FPDF_FORMFIELD_SIGNATURE))
        pdfium.FPDFPage_CloseAnnot(annotation)
    return tuple(found)


def _letters(page: Any, own: int, fields: tuple[Field, ...], visible: Box) -> Iterator[Letter]:
    """The visible letters as they are drawn; those from number ``own`` on are of fields."""
    text = page.get_textpage()
    raw = text.raw
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    flags, name = ctypes.c_int(), ctypes.create_string_buffer(_FONT_NAME)
    ink = [ctypes.c_uint() for _ in range(4)]
    for index in range(text.count_chars()):
        if pdfium.FPDFText_IsGenerated(raw, index) == 1:
            continue
        code = pdfium.FPDFText_GetUnicode(raw, index)
        pdfium.FPDFText_GetLooseCharBox(raw, index, box)
        pdfium.FPDFText_GetMatrix(raw, index, matrix)
        pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
        pdfium.FPDFText_GetFontInfo(raw, index, name, _FONT_NAME, flags)
        pdfium.FPDFText_GetFillColor(raw, index, *ink)
        scale = math.hypot(matrix.c, matrix.d)
        font = name.value.decode("utf-8", errors="replace")
        place = (
            *(box.left - visible[0], box.bottom - visible[1]),
            *(box.right - visible[0], box.top - visible[1]),
        )
        if not (visible[0] <= x.value <= visible[2] and visible[1] <= y.value <= visible[3]):
            continue
        yield Letter(
            text="-" if chr(code) == _HYPHEN else chr(code),
            box=place,
            origin=(x.value - visible[0], y.value - visible[1]),
            size=pdfium.FPDFText_GetFontSize(raw, index) * scale,
            turn=_turn(matrix.a, matrix.b),
            font=font,
            bold=bool(_BOLD.search(font))
            or pdfium.FPDFText_GetFontWeight(raw, index) >= _BOLD_WEIGHT,
            italic=bool(flags.value & _ITALIC_FLAG or _ITALIC.search(font)),
            ink=(ink[0].value, ink[1].value, ink[2].value),
            field=_field_at(place, fields) if index >= own else -1,
            named=pdfium.FPDFText_HasUnicodeMapError(raw, index) != 1 and code != 0,
        )


def _field_at(place: Box, fields: tuple[Field, ...]) -> int:
    x, y = (place[0] + place[2]) / 2, (place[1] + place[3]) / 2
    for index, field in enumerate(fields):
        left, bottom, right, top = field.box
        if left <= x <= right and bottom <= y <= top:
            return index
    return -1


def _turn(a: float, b: float) -> int | None:
    degrees = math.degrees(math.atan2(b, a)) % 360
    quarter = round(degrees / 90)
    return quarter % 4 if abs(degrees - 90 * quarter) <= _ASKEW else None


class _Shapes:
    """Rules, coloured areas and pictures of a page, through the forms that hold them."""

    def __init__(self, corner: tuple[float, float]) -> None:
        self._corner = corner
        self._seen = 0
        self.rules: list[Box] = []
        self.fills: list[Box] = []
        self.pictures: list[Box] = []
        self.curves = 0

    def read(self, holder: Any, count: Any, get: Any, outer: Any = None, depth: int = 0) -> None:
        for index in range(count(holder)):
            self._seen += 1
            if self._seen > _MOST_OBJECTS:
                return
            item = get(holder, index)
            kind = pdfium.FPDFPageObj_GetType(item)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._path(item, _product(_matrix(item), outer))
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                corners = [(0.0, 0.0), (1.0, 1.0), (0.0, 1.0), (1.0, 0.0)]
                moved = [self._moved(p, _product(_matrix(item), outer)) for p in corners]
                self.pictures.append(_bounds(moved))
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
                self.read(
                    item,
                    pdfium.FPDFFormObj_CountObjects,
                    pdfium.FPDFFormObj_GetObject,
                    _product(_matrix(item), outer),
                    depth + 1,
                )

    def _moved(self, point: tuple[float, float], by: Matrix) -> tuple[float, float]:
        a, b, c, d, e, f = by
        x, y = point
        return a * x + c * y + e - self._corner[0], b * x + d * y + f - self._corner[1]

    def _path(self, item: Any, by: Matrix) -> None:
        mode, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(item, mode, stroke)
        filled = bool(mode.value) and not _is_white(item, pdfium.FPDFPageObj_GetFillColor)
        drawn = bool(stroke.value) and not _is_white(item, pdfium.FPDFPageObj_GetStrokeColor)
        if not filled and not drawn:
            return
        for points in self._outlines(item, by):
            box = _bounds(points)
            if filled and min(box[2] - box[0], box[3] - box[1]) <= _THIN:
                self.rules.append(_middle(box))
            elif filled:
                self.fills.append(box)
            if drawn:
                self.rules.extend(_straight(points))

    def _outlines(self, item: Any, by: Matrix) -> Iterator[list[tuple[float, float]]]:
        points: list[tuple[float, float]] = []
        x, y = ctypes.c_float(), ctypes.c_float()
        for index in range(pdfium.FPDFPath_CountSegments(item)):
            segment = pdfium.FPDFPath_GetPathSegment(item, index)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            if kind == pdfium.FPDF_SEGMENT_MOVETO and points:
                yield points
                points = []
            self.curves += kind == pdfium.FPDF_SEGMENT_BEZIERTO
            points.append(self._moved((x.value, y.value), by))
            if pdfium.FPDFPathSegment_GetClose(segment):
                points.append(points[0])
        if points:
            yield points


Matrix = tuple[float, float, float, float, float, float]


def _matrix(item: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, found)
    return found.a, found.b, found.c, found.d, found.e, found.f


def _product(inner: Matrix, outer: Matrix | None) -> Matrix:
    """The matrix that moves by ``inner`` first."""
    if outer is None:
        return inner
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        *(a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s),
        *(e * p + f * r + t, e * q + f * s + u),
    )


def _bounds(points: list[tuple[float, float]]) -> Box:
    across, up = [x for x, _ in points], [y for _, y in points]
    return min(across), min(up), max(across), max(up)


def _middle(box: Box) -> Box:
    """The line through the middle of a thin shape."""
    left, bottom, right, top = box
    if right - left >= top - bottom:
        return left, (bottom + top) / 2, right, (bottom + top) / 2
    return (left + right) / 2, bottom, (left + right) / 2, top


def _straight(points: list[tuple[float, float]]) -> Iterator[Box]:
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        if min(abs(x1 - x0), abs(y1 - y0)) <= _STRAIGHT:
            yield _middle((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))


def _is_white(item: Any, colour_of: Any) -> bool:
    parts = [ctypes.c_uint() for _ in range(4)]
    if not colour_of(item, *parts):
        return False
    *colours, opacity = (part.value for part in parts)
    return min(colours) >= _WHITE or opacity == 0
