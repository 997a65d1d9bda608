"""Reading the image of a page with Tesseract.

Red ink (seals, "MẬT", a leader's remark) is invisible in the red channel of a
colour image while black print stays black, so that channel alone is read.

Tesseract finds the lines of a page that was laid on the scanner askew, but its
boxes stand askew as well.  The slope is measured along its longest lines and taken
out of the boxes, so that the two columns of a head still stand side by side.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from statistics import median
from typing import Final

from PIL import Image, ImageChops, ImageOps

from ingest.extraction.columns import page_lines
from ingest.extraction.conditions import Conditions
from ingest.extraction.fixed_layout import RULES, Word
from ingest.extraction.furniture import PrintedPage
from ingest.extraction.programs import TESSERACT, VIETNAMESE, require, run, tesseract_version
from ingest.extraction.recognised_pages import RecognisedPages

#: Tesseract's models were trained on letters of about 30 pixels: 10 to 12 points at 300 dpi.
DPI: Final = 300
_POINTS: Final = 72
#: Width of an A4 page in inches: the scale of an image that does not state its own.
_A4_WIDTH: Final = 8.27
#: Resolutions that scanners state; others are leftovers of image programs.
_STATED: Final = range(100, 1201)
#: A page with less difference between its darkest and lightest point is blank.
_BLANK: Final = 40
#: Red minus green of ink that is red; paper and black print have less than 20.
_RED: Final = 60
#: Share of a page's points that is a stamp rather than noise.
_RED_SHARE: Final = 0.0005
#: Red ink has 180 and more in the red channel, black print less than 120.
_RED_WHITE: Final = 180
#: Full page segmentation, with orientation, so that pages scanned sideways are read.
_SEGMENTATION: Final = "1"
#: One line of figures, and nothing else.
_FIGURES: Final = ("--psm", "7", "-c", "tessedit_char_whitelist=0123456789")
#: Recognised below this a figure is a speck; whole ones in print have 0.5 and more.
_SURE_FIGURE: Final = 0.4
#: White around a small picture, in pixels: Tesseract needs some.
_MARGIN: Final = 30
#: Recognised below this and without a letter or digit: specks and rules.
_NOISE: Final = 0.6
#: Tesseract's Vietnamese model often sees a Đ twice, as in QĐĐ; no word has two.
_DOUBLED: Final = re.compile("([Đđ])[ĐÐđ]+")
#: Words in a line whose slope is trusted.
_LONG: Final = 6


def recognise(image: Image.Image, number: int, name: str, conditions: Conditions) -> PrintedPage:
    """The lines on the image of a page, each with the confidence of its words.

    Raises MissingProgramError without Tesseract, UnreadableFileError when it fails.
    """
    require(TESSERACT, name)
    dpi = _dpi(image)
    page = _prepared(image, dpi)
    scale = _POINTS / DPI
    words: list[Word] = []
    width, height = page.width * scale, page.height * scale
    if not _is_blank(page):
        table = _table(page, number, name, conditions, ("--psm", _SEGMENTATION))
        lines = _found(table, scale)
        turn = _turn(lines)
        words = list(_upright([[_turned(w, turn, width, height) for w in ws] for ws in lines]))
        height = height if turn % 2 == 0 else width
    conditions.alive()
    return PrintedPage(number, height, tuple(page_lines(words)))


def recognised_figures(image: Image.Image, number: int, name: str, conditions: Conditions) -> str:
    """The figures that a small picture of page ``number`` shows on one line, "" for none.

    Raises MissingProgramError without Tesseract, UnreadableFileError when it fails.
    """
    require(TESSERACT, name)
    page = ImageOps.expand(_prepared(image, _dpi(image)), _MARGIN, "white")
    if _is_blank(page):
        return ""
    table = _table(page, number, name, conditions, _FIGURES)
    found = [word for line in _found(table, 1.0) for word in line]
    sure = [word for word in found if (word.sure or 0) >= _SURE_FIGURE]
    return "".join(word.text for word in sure if word.text.isdecimal())


def _is_blank(page: Image.Image) -> bool:
    low, high = page.getextrema()
    assert isinstance(low, int | float) and isinstance(high, int | float)  # one channel
    return high - low <= _BLANK


def _table(
    page: Image.Image, number: int, name: str, conditions: Conditions, how: tuple[str, ...]
) -> bytes:
    """What Tesseract prints of a prepared page, now or when it last met the same."""
    options = ["--dpi", str(DPI), "-l", VIETNAMESE, *how, "tsv"]

    def recognised() -> bytes:
        file = conditions.scratch / f"page-{number}.png"
        page.save(file, compress_level=1)
        command = [TESSERACT.command, str(file), "stdout", *options]
        table = run(command, conditions.page_seconds, name, OMP_THREAD_LIMIT="1")
        file.unlink()
        return table

    if conditions.recognised is None:
        return recognised()
    kept = RecognisedPages(conditions.recognised)
    return kept.table(page, (tesseract_version(), *options), recognised)


def _dpi(image: Image.Image) -> float:
    stated = image.info.get("dpi", (0, 0))
    try:
        across = round(float(stated[0]))
    except (TypeError, ValueError, IndexError):
        across = 0
    return across if across in _STATED else min(image.size) / _A4_WIDTH


def _prepared(image: Image.Image, dpi: float) -> Image.Image:
    """One channel, at the resolution that Tesseract knows."""
    if image.mode in ("P", "PA", "RGBA", "LA"):
        opaque = Image.new("RGB", image.size, "white")
        coloured = image.convert("RGBA")
        opaque.paste(coloured, mask=coloured.getchannel("A"))
        image = opaque
    if image.mode in ("CMYK", "YCbCr", "LAB", "HSV"):
        image = image.convert("RGB")
    grey = _without_red(image) if image.mode == "RGB" else image.convert("L")
    factor = DPI / dpi
    size = (max(1, round(grey.width * factor)), max(1, round(grey.height * factor)))
    return grey if size == grey.size else grey.resize(size, Image.Resampling.LANCZOS)


def _without_red(image: Image.Image) -> Image.Image:
    """The red channel, with what is left of red ink made as white as the paper."""
    red, green, _ = image.split()
    coloured = ImageChops.subtract(red, green).histogram()[_RED:]
    if sum(coloured) < _RED_SHARE * image.width * image.height:
        return red
    return red.point([min(255, value * 255 // _RED_WHITE) for value in range(256)])


def _found(table: bytes, scale: float) -> list[list[Word]]:
    """The words of Tesseract's table in points, line by line in the order of reading."""
    text = table.decode("utf-8", errors="replace")
    rows = csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)
    found = [row for row in rows if row["level"] == "5" and (row["text"] or "").strip()]
    places = groupby(found, lambda row: (row["block_num"], row["par_num"], row["line_num"]))
    return [[_word(row, scale) for row in line] for _, line in places]


def _turn(lines: Sequence[Sequence[Word]]) -> int:
    """In which direction the lines of a page run: 0 right, 1 down, 2 left, 3 up.

    Tesseract reads a page that lies on its side or head, but leaves the boxes there.
    """
    across = down = 0.0
    for line in lines:
        first, last = line[0], line[-1]
        across += (last.x0 + last.x1 - first.x0 - first.x1) / 2
        down += (last.top + last.bottom - first.top - first.bottom) / 2
    if abs(across) >= abs(down):
        return 0 if across >= 0 else 2
    return 1 if down > 0 else 3


def _turned(word: Word, turn: int, width: float, height: float) -> Word:
    """A word of a page of this width and height where it stands once the page is upright."""
    if turn == 0:
        return word
    points = [
        ((x, y), (y, width - x), (width - x, height - y), (height - y, x))[turn]
        for x, y in ((word.x0, word.top), (word.x1, word.bottom))
    ]
    (x0, y0), (x1, y1) = points
    return replace(word, x0=min(x0, x1), x1=max(x0, x1), top=min(y0, y1), bottom=max(y0, y1))


def _upright(lines: Sequence[Sequence[Word]]) -> Iterator[Word]:
    """Words without the slope that all lines have, those of one line at one height."""
    slope = _slope(lines)
    for line in lines:
        height = median(word.height for word in line)
        middle = median((word.top + word.bottom) / 2 - slope * word.x0 for word in line)
        for word in line:
            if (
                word.text in RULES
                or any(letter.isalnum() for letter in word.text)
                or (word.sure or 0) >= _NOISE
            ):
                # Accents make boxes differ in height; the line's own keeps its words together.
                yield replace(word, top=middle - height / 2, bottom=middle + height / 2)


def _word(row: dict[str, str], scale: float) -> Word:
    left, top = float(row["left"]) * scale, float(row["top"]) * scale
    return Word(
        text=_DOUBLED.sub(r"\1", row["text"].strip().strip("|¦")) or "|",
        x0=left,
        x1=left + float(row["width"]) * scale,
        top=top,
        bottom=top + float(row["height"]) * scale,
        sure=max(0.0, float(row["conf"])) / 100,
    )


def _slope(lines: Sequence[Sequence[Word]]) -> float:
    """How far lines fall on their way to the right, in points per point."""
    slopes = [
        (line[-1].bottom - line[0].bottom) / (line[-1].x0 - line[0].x0)
        for line in lines
        if len(line) >= _LONG and line[-1].x0 > line[0].x0
    ]
    return median(slopes) if slopes else 0.0
