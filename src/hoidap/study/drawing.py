"""Drawings made of boxes, lines and text, written as SVG and as PNG from the same values.

A drawing is laid out once in pixels; the SVG and the PNG show the same.  Text is
measured with the serif that the package carries, so that lines break in the same
places on every machine.  The PNG is painted larger and scaled down, which is how
Pillow draws smooth lines.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from PIL import Image, ImageDraw, ImageFont

_FONTS: Final = Path(__file__).resolve().parent / "fonts"
_FAMILY: Final = "'Liberation Serif', 'Times New Roman', serif"
#: Text is measured at this size and scaled: hinting plays no part any more.
_MEASURED: Final = 100
#: Painted so many times larger than shown, for smooth edges.
_OVERSAMPLING: Final = 2
#: Line height over font size.
LINE: Final = 1.28
#: Half the width and the length of an arrow's head.
_HEAD: Final = (4.5, 10.0)

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with rounded corners."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    stroke: str
    radius: float = 8


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points; ``arrow`` puts a head at its end."""

    points: tuple[Point, ...]
    colour: str
    width: float = 2
    dashed: bool = False
    arrow: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; ``x`` is its left end, middle or right end by ``anchor``."""

    x: float
    y: float  # of the baseline
    text: str
    size: float
    colour: str
    bold: bool = False
    anchor: str = "start"  # start, middle, end


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes on a white ground; later ones cover earlier ones."""

    width: int
    height: int
    title: str
    shapes: tuple[Box | Line | Text, ...]


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of a text in pixels."""
    return float(_font(_MEASURED, bold).getlength(text)) * size / _MEASURED


def wrapped(text: str, size: float, width: float, most: int, *, bold: bool = False) -> list[str]:
    """A text in at most ``most`` lines no wider than ``width``; what is left over becomes "…"."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) <= most:
        return lines
    kept = lines[:most]
    while kept[-1] and text_width(f"{kept[-1]} …", size, bold=bold) > width:
        kept[-1] = kept[-1].rpartition(" ")[0]
    kept[-1] = f"{kept[-1]} …".strip()
    return kept


@cache
def _font(size: int, bold: bool) -> ImageFont.FreeTypeFont:
    name = "LiberationSerif-Bold.ttf" if bold else "LiberationSerif-Regular.ttf"
    return ImageFont.truetype(str(_FONTS / name), size)


def to_svg(drawing: Drawing) -> str:
    """The drawing as a stand-alone SVG document with a title for screen readers."""
    size = f'width="{drawing.width}" height="{drawing.height}"'
    view = f'viewBox="0 0 {drawing.width} {drawing.height}"'
    body = "\n".join(_svg_shape(shape) for shape in drawing.shapes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {view} role="img"'
        f' font-family="{_FAMILY}">\n<title>{escape(drawing.title)}</title>\n'
        f'<rect {size} fill="#ffffff"/>\n{body}\n</svg>\n'
    )


def _svg_shape(shape: Box | Line | Text) -> str:
    match shape:
        case Box():
            return (
                f'<rect x="{shape.x:.1f}" y="{shape.y:.1f}" width="{shape.width:.1f}"'
                f' height="{shape.height:.1f}" rx="{shape.radius:.1f}" fill="{shape.fill}"'
                f' stroke="{shape.stroke}" stroke-width="1.5"/>'
            )
        case Line():
            points = " ".join(f"{x:.1f},{y:.1f}" for x, y in _shaft(shape))
            dashes = ' stroke-dasharray="6 5"' if shape.dashed else ""
            drawn = (
                f'<polyline points="{points}" fill="none" stroke="{shape.colour}"'
                f' stroke-width="{shape.width}"{dashes}/>'
            )
            if shape.arrow:
                head = " ".join(f"{x:.1f},{y:.1f}" for x, y in _head(shape))
                drawn += f'\n<polygon points="{head}" fill="{shape.colour}"/>'
            return drawn
        case Text():
            weight = ' font-weight="bold"' if shape.bold else ""
            return (
                f'<text x="{shape.x:.1f}" y="{shape.y:.1f}" font-size="{shape.size}"'
                f" fill={quoteattr(shape.colour)}{weight}"
                f' text-anchor="{shape.anchor}">{escape(shape.text)}</text>'
            )


def to_png(drawing: Drawing, scale: float = 2) -> bytes:
    """The drawing as a PNG, ``scale`` times as many pixels wide and high as the drawing."""
    factor = scale * _OVERSAMPLING
    size = (round(drawing.width * factor), round(drawing.height * factor))
    image = Image.new("RGB", size, "#ffffff")
    canvas = ImageDraw.Draw(image)
    for shape in drawing.shapes:
        _paint(canvas, shape, factor)
    shown = (round(drawing.width * scale), round(drawing.height * scale))
    target = io.BytesIO()
    image.resize(shown, Image.Resampling.LANCZOS).save(target, format="PNG", optimize=True)
    return target.getvalue()


def _paint(canvas: ImageDraw.ImageDraw, shape: Box | Line | Text, factor: float) -> None:
    match shape:
        case Box():
            corners = (shape.x, shape.y, shape.x + shape.width, shape.y + shape.height)
            canvas.rounded_rectangle(
                [value * factor for value in corners],
                radius=shape.radius * factor,
                fill=shape.fill,
                outline=shape.stroke,
                width=round(1.5 * factor),
            )
        case Line():
            for piece in _dashes(_shaft(shape)) if shape.dashed else [_shaft(shape)]:
                canvas.line(
                    [(x * factor, y * factor) for x, y in piece],
                    fill=shape.colour,
                    width=round(shape.width * factor),
                    joint="curve",
                )
            if shape.arrow:
                head = [(x * factor, y * factor) for x, y in _head(shape)]
                canvas.polygon(head, fill=shape.colour)
        case Text():
            anchor = {"start": "ls", "middle": "ms", "end": "rs"}[shape.anchor]
            canvas.text(
                (shape.x * factor, shape.y * factor),
                shape.text,
                font=_font(round(shape.size * factor), shape.bold),
                fill=shape.colour,
                anchor=anchor,
            )


def _direction(line: Line) -> Point:
    """The unit vector in which a line ends."""
    (x0, y0), (x1, y1) = line.points[-2:]
    length = max(((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5, 1e-6)
    return (x1 - x0) / length, (y1 - y0) / length


def _shaft(line: Line) -> Sequence[Point]:
    """The line without the part that its head covers."""
    if not line.arrow:
        return line.points
    (dx, dy), (x, y) = _direction(line), line.points[-1]
    return (*line.points[:-1], (x - dx * _HEAD[1] * 0.8, y - dy * _HEAD[1] * 0.8))


def _head(line: Line) -> Sequence[Point]:
    (dx, dy), (x, y) = _direction(line), line.points[-1]
    half, length = _HEAD
    base = (x - dx * length, y - dy * length)
    return (
        (x, y),
        (base[0] - dy * half, base[1] + dx * half),
        (base[0] + dy * half, base[1] - dx * half),
    )


def _dashes(points: Sequence[Point]) -> list[list[Point]]:
    """Every other stretch of a finely sampled line: about six pixels drawn, five left out."""
    pieces: list[list[Point]] = []
    walked, drawn = 0.0, False
    for (x0, y0), (x1, y1) in pairwise(points):
        steps = max(1, int(((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5))
        for step in range(steps):
            one = (x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps)
            other = (x0 + (x1 - x0) * (step + 1) / steps, y0 + (y1 - y0) * (step + 1) / steps)
            walked += 1
            if walked % 11 < 6:
                if not drawn:
                    pieces.append([one])
                pieces[-1].append(other)
            drawn = walked % 11 < 6
    return pieces
