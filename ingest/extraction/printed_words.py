"""Letters of a PDF page to words on upright pages.

A landscape table is often set sideways on an upright page, and a page may be turned
as a whole.  So letters are sorted by the direction in which their lines run; each
direction is a page of its own, turned until it can be read.  Letters that run
slantwise are a watermark.  Letters printed over others in another size or colour
(SAO Y BẢN CHÍNH) are an overprint; both are kept apart from the text.

A word ends at a space, at a gap, and where size or height on the line changes, so
that a raised figure is a word of its own.  All lengths are in points; y runs downwards.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median
from typing import Final

from ingest.extraction.fixed_layout import Word
from ingest.extraction.legacy_encodings import encoding_of_font, is_capital_font, to_unicode
from ingest.extraction.pdf_pages import Box, DrawnPage, Letter

#: A space is 0.2 to 0.3 of the font size, in tight lines 0.13; letters of a word touch.
_SPACE: Final = 0.11
#: Letters of one word stand on one line within this share of their size.
_LEVEL: Final = 0.12
#: Letters of one word differ in size by less than this share.
_RESIZED: Final = 0.12
#: Of a letter's size, what stands above the line; the rest hangs below.
_ABOVE: Final = 0.78
#: Share of the letters of an overprint that stand on others; beside text few touch any.
_OVER: Final = 0.3
#: Share of a letter's box that must lie on another for it to stand on it.
_ON: Final = 0.15
#: Share of a letter that lies under a field's text when the field replaces it.
_COVERED: Final = 0.4
#: Side of the squares by which neighbours are found.
_SQUARE: Final = 24.0
#: Colours lighter than this, of 255, are paper unless something dark is behind.
_WHITE: Final = 250
#: Letters in a row, each with a gap behind, that are one word set wide.
_SPACED: Final = 4
#: Gaps between words of wide letters are wider than those between letters by this factor.
_WIDER: Final = 1.5
#: A font's size is rounded to this many steps per point when styles are compared.
_STEPS: Final = 2

_RULE: Final = re.compile("[_‗¯─━—–-]{4,}")

#: Symbol fonts move Latin-1 there.
_SYMBOLS: Final = {0xF000 + code: chr(code) for code in range(0x20, 0x100)}


@dataclass(frozen=True, slots=True)
class Sheet:
    """What can be read on a page in one direction; ``rules`` are (x0, top, x1, bottom)."""

    turn: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page's sheets, the one with the most letters first, and what is printed across them."""

    sheets: tuple[Sheet, ...]
    overprints: tuple[str, ...]


def read_page(page: DrawnPage) -> ReadPage:
    """The words of a page by direction, and its watermarks and overprints."""
    letters = [each for each in page.letters if _is_visible(each, page.fills)]
    letters = _without_covered(letters)
    slanting = [each for each in letters if each.turn is None]
    sheets, overprints = [], [_run_text(slanting)] if slanting else []
    turns = Counter(each.turn for each in letters if each.turn is not None and each.text.strip())
    for turn, _ in turns.most_common():
        assert turn is not None
        own, over = _without_overprints([each for each in letters if each.turn == turn])
        overprints += over
        sheets.append(_sheet(page, turn, own))
    return ReadPage(tuple(sheets), tuple(text for text in overprints if text))


def _is_visible(letter: Letter, fills: Sequence[Box]) -> bool:
    if min(letter.ink) < _WHITE:
        return True
    x, y = letter.origin
    return any(left <= x <= right and low <= y <= high for left, low, right, high in fills)


def _without_covered(letters: list[Letter]) -> list[Letter]:
    """Letters without those that the text of a field was put over."""
    fields = [each.box for each in letters if each.field >= 0 and each.text.strip()]
    return [
        each
        for each in letters
        if each.field >= 0 or not any(_overlap(each.box, box) > _COVERED for box in fields)
    ]


def _overlap(a: Box, b: Box) -> float:
    """The share of box ``a`` that lies in ``b``."""
    across = min(a[2], b[2]) - max(a[0], b[0])
    up = min(a[3], b[3]) - max(a[1], b[1])
    area = (a[2] - a[0]) * (a[3] - a[1])
    return across * up / area if across > 0 < up and area > 0 else 0.0


def _sheet(page: DrawnPage, turn: int, letters: Sequence[Letter]) -> Sheet:
    width, height = (page.width, page.height) if turn % 2 == 0 else (page.height, page.width)
    turned = [
        replace(
            each,
            box=_turned_box(each.box, turn, page.width, page.height),
            origin=_turned(each.origin, turn, page.width, page.height),
        )
        for each in letters
    ]
    rules = tuple(_turned_box(rule, turn, page.width, page.height) for rule in page.rules)
    return Sheet(turn, width, height, tuple(_words(turned)), rules)


def _turned(
    point: tuple[float, float], turn: int, width: float, height: float
) -> tuple[float, float]:
    """A point of a page, y upwards, on the sheet that is read, y downwards."""
    x, y = point
    return ((x, height - y), (y, x), (width - x, y), (height - y, width - x))[turn]


def _turned_box(box: Box, turn: int, width: float, height: float) -> Box:
    x0, y0 = _turned((box[0], box[1]), turn, width, height)
    x1, y1 = _turned((box[2], box[3]), turn, width, height)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def on_sheet(box: Box, turn: int, page: DrawnPage) -> Box:
    """A box of the page (y upwards) on the sheet of this direction."""
    return _turned_box(box, turn, page.width, page.height)


def on_page(box: Box, turn: int, page: DrawnPage) -> Box:
    """A box of the sheet of this direction on the page, y upwards."""
    width, height = page.width, page.height
    points = []
    for x, y in ((box[0], box[1]), (box[2], box[3])):
        points.append(((x, height - y), (y, x), (width - x, y), (width - y, height - x))[turn])
    (x0, y0), (x1, y1) = points
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


# Overprints


def _without_overprints(letters: list[Letter]) -> tuple[list[Letter], list[str]]:
    """Letters that are not printed over others, and the texts that are."""
    styles = Counter(_style(each) for each in letters if each.text.strip())
    if len(styles) < 2:
        return letters, []
    main = styles.most_common(1)[0][0]
    squares: dict[tuple[int, int], list[Letter]] = defaultdict(list)
    for each in letters:
        if _style(each) == main or _is_plain(each, main):
            for square in _squares(each.box):
                squares[square].append(each)
    kept: list[Letter] = []
    over: list[str] = []
    for _, group in groupby(letters, key=lambda each: (_style(each), each.field)):
        run = list(group)
        inked = [each for each in run if each.text.strip()]
        foreign = inked and not _is_plain(inked[0], main)
        if foreign and sum(_stands_on(e, squares) for e in inked) > _OVER * len(inked):
            over.append(_run_text(run))
        else:
            kept += run
    return kept, over


def _style(letter: Letter) -> tuple[int, tuple[int, int, int]]:
    return round(letter.size * _STEPS), letter.ink


def _is_plain(letter: Letter, main: tuple[int, tuple[int, int, int]]) -> bool:
    """Whether a letter may be text of the page: not larger and in the same colour."""
    size, ink = _style(letter)
    return ink == main[1] and size <= main[0] * 1.4


def _squares(box: Box) -> Iterator[tuple[int, int]]:
    for across in range(int(box[0] // _SQUARE), int(box[2] // _SQUARE) + 1):
        for up in range(int(box[1] // _SQUARE), int(box[3] // _SQUARE) + 1):
            yield across, up


def _stands_on(letter: Letter, squares: dict[tuple[int, int], list[Letter]]) -> bool:
    """Whether a letter covers, or is covered by, a part of a letter of another style."""
    a = letter.box
    for square in _squares(a):
        for other in squares.get(square, ()):
            b = other.box
            across = min(a[2], b[2]) - max(a[0], b[0])
            up = min(a[3], b[3]) - max(a[1], b[1])
            if across <= 0 or up <= 0 or other is letter or _style(other) == _style(letter):
                continue
            least = min((a[2] - a[0]) * (a[3] - a[1]), (b[2] - b[0]) * (b[3] - b[1]))
            if other.text.strip() and across * up > _ON * least:
                return True
    return False


def _run_text(letters: Iterable[Letter]) -> str:
    return " ".join("".join(each.text for each in letters).split())


# Words


def _words(letters: Sequence[Letter]) -> Iterator[Word]:
    """The words of an upright sheet, line by line; rules drawn with letters are none."""
    for line in _levels(letters):
        for word in _spaced_joined(list(_line_words(line))):
            if not _RULE.fullmatch(word.text):
                yield word


def _levels(letters: Sequence[Letter]) -> Iterator[list[Letter]]:
    """Letters that stand on one level, from left to right."""
    line: list[Letter] = []
    for each in sorted(letters, key=lambda each: each.origin[1]):
        if line and each.origin[1] - line[0].origin[1] > max(1.0, _LEVEL * line[0].size):
            yield sorted(line, key=lambda each: each.origin[0])
            line = []
        line.append(each)
    if line:
        yield sorted(line, key=lambda each: each.origin[0])


def _line_words(line: Sequence[Letter]) -> Iterator[Word]:
    word: list[Letter] = []
    space = spaced = False
    for each in line:
        blank = not each.text.strip()
        if word and (blank or _parts(word[-1], each)):
            yield _word(word, spaced=spaced)
            space = word[-1].field != each.field
            word = []
        space = space or blank
        if not blank and not (word and _is_again(word[-1], each)):
            if not word:
                spaced, space = space, False
            word.append(each)
    if word:
        yield _word(word, spaced=spaced)


def _parts(before: Letter, letter: Letter) -> bool:
    """Whether a word ends between two letters of a line."""
    size = max(before.size, letter.size, 1.0)
    gap = letter.box[0] - before.box[2]
    return (
        gap > _SPACE * size
        or abs(before.size - letter.size) > _RESIZED * size
        or before.field != letter.field
    )


def _is_again(before: Letter, letter: Letter) -> bool:
    """Whether a letter is printed a second time on the same place: a way to print bold."""
    return (
        before.text == letter.text
        and abs(before.origin[0] - letter.origin[0]) < _LEVEL * letter.size
    )


def _word(letters: Sequence[Letter], *, spaced: bool) -> Word:
    first = letters[0]
    size = median(each.size for each in letters)
    base = median(each.origin[1] for each in letters)
    text = "".join(each.text if each.named else "\ufffd" for each in letters)
    encoding = encoding_of_font(first.font)
    if encoding is not None:
        plain = "".join(each.text for each in letters).translate(_SYMBOLS)
        text = to_unicode(plain, encoding, capitals=is_capital_font(first.font))
    return Word(
        text,
        x0=first.box[0],
        x1=max(each.box[2] for each in letters),
        top=base - _ABOVE * size,
        bottom=base + (1 - _ABOVE) * size,
        size=size,
        bold=2 * sum(each.bold for each in letters) > len(letters),
        italic=2 * sum(each.italic for each in letters) > len(letters),
        spaced=spaced,
        filled=first.field >= 0,
    )


def _spaced_joined(words: list[Word]) -> list[Word]:
    """Words set with wide letters (Q U Y Ế T  Đ Ị N H) in one piece again."""
    joined: list[Word] = []
    for single, group in groupby(
        words, key=lambda each: len(each.text) == 1 and each.text.isalpha()
    ):
        run = list(group)
        joined += _pieces(run) if single and len(run) >= _SPACED else run
    return joined


def _pieces(letters: Sequence[Word]) -> Iterator[Word]:
    gaps = [b.x0 - a.x1 for a, b in pairwise(letters)]
    usual = median(gaps)
    piece = [letters[0]]
    for gap, each in zip(gaps, letters[1:], strict=True):
        if gap > _WIDER * max(usual, 0.5):
            yield _together(piece)
            piece = []
        piece.append(each)
    yield _together(piece)


def _together(letters: Sequence[Word]) -> Word:
    return replace(letters[0], text="".join(each.text for each in letters), x1=letters[-1].x1)
