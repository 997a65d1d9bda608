"""Words at places on a page, the rows they stand in and the lines they make.

For typed pages and for pages read by OCR.  Words whose heights overlap stand in one
*row*; a raised figure stands in the row of the word beside it.

All lengths are in points; y runs downwards.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from ingest.extraction.extracted_text import RowCell
from ingest.extraction.raised_letters import raised

#: Words closer than this share of their height are one word: programs split words at a
#: change of font.  A space is at least 0.2.
_JOINED = 0.1
#: A gap that no justified line has, as a share of the height: it separates cells.
WIDE = 1.6
#: Three spaces keep the cells of a single row apart; the header parser splits there.
_GAP = "   "

#: The rest of a document number.
_CODE = re.compile(r"[/-][A-ZĐ][A-ZĐa-z]")
#: A raised or lowered figure is at most this share of the size of its line.
_SMALL = 0.85
#: A raised word is a figure, the mark of a note or a unit.
_RAISED_LETTERS = 6
#: It stands this close to the word that it belongs to, as a share of that word's height.
_BESIDE = 0.35
#: A raised figure ends this share of the height above the line's end.
_RAISED = 0.15

#: What OCR makes of a table's vertical rules.
RULES = frozenset("|¦‖")


@dataclass(frozen=True, slots=True)
class Word:
    """A word on a page; ``sure`` is its OCR confidence, 0 to 1, if it was recognised."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    sure: float | None = None
    size: float = 0.0  # of its font; 0 where unknown
    bold: bool = False
    italic: bool = False
    spaced: bool = False  # whether a space is typed before it
    filled: bool = False  # whether it was put into a blank of the finished page

    @property
    def height(self) -> float:
        """From top to bottom."""
        return max(self.bottom - self.top, 1.0)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and its place, without its words so that a thousand pages stay small.

    Lines of one ``region`` share their margins.  ``cells`` holds what a row of a
    table consists of, ``table`` tells the tables of a page apart.  ``first_width`` is
    that of the first word; ``text_x0`` is where the second begins, which tells a
    hanging indent.  ``bold`` and ``italic`` are shares of its letters; ``raised`` holds
    when it begins with a raised figure, as a note does.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    height: float  # of its median word
    first_width: float
    text_x0: float
    sure: float | None = None
    region: int = 0
    cells: tuple[RowCell, ...] = ()
    table: int = 0
    size: float = 0.0
    bold: float = 0.0
    italic: float = 0.0
    raised: bool = False

    @classmethod
    def of(
        cls,
        words: Sequence[Word],
        region: int = 0,
        cells: tuple[RowCell, ...] = (),
        table: int = 0,
    ) -> Line:
        """The line that consists of ``words``, which stand from left to right."""
        first = words[0]
        letters = sum(len(word.text) for word in words)
        main = _main(words)
        return cls(
            text=" | ".join(cell.text for cell in cells) if cells else joined(words),
            x0=first.x0,
            x1=max(word.x1 for word in words),
            top=min(word.top for word in words),
            bottom=max(word.bottom for word in words),
            height=median(word.height for word in words),
            first_width=first.x1 - first.x0,
            text_x0=words[1].x0 if len(words) > 1 else first.x0,
            sure=_sureness(words),
            region=region,
            cells=cells,
            table=table,
            size=main.size,
            bold=sum(len(word.text) for word in words if word.bold) / letters,
            italic=sum(len(word.text) for word in words if word.italic) / letters,
            raised=len(words) > 1 and is_raised(words, 0),
        )


def _main(words: Sequence[Word]) -> Word:
    """The word whose size and level are those of most letters."""
    letters: Counter[tuple[int, int]] = Counter()
    for word in words:
        letters[round(word.height), round(word.bottom)] += len(word.text)
    most = max(letters, key=lambda place: letters[place])
    return next(word for word in words if (round(word.height), round(word.bottom)) == most)


def _sureness(words: Sequence[Word]) -> float | None:
    """The OCR confidence of words, weighted by their lengths; None when they are not from OCR."""
    known = [(len(word.text), word.sure) for word in words if word.sure is not None]
    length = sum(letters for letters, _ in known)
    return sum(letters * sure for letters, sure in known) / length if length else None


def _reference(words: Sequence[Word], at: int) -> Word | None:
    """The nearest larger word beside word ``at`` of a line, on which it may be set raised."""
    for other in (at - 1, at + 1, at - 2):
        if 0 <= other < len(words) and words[at].size < _SMALL * words[other].size:
            return words[other]
    return None


def is_raised(words: Sequence[Word], at: int) -> bool:
    """Whether word ``at`` of a line is set smaller and higher than the one beside it."""
    word, beside = words[at], _reference(words, at)
    if not word.size or word.filled or beside is None or len(word.text) > _RAISED_LETTERS:
        return False
    return beside.bottom - word.bottom > _RAISED * beside.height


def joined(words: Sequence[Word]) -> str:
    """Words as text: joined where they touch, three spaces where they stand far apart.

    What is set raised is written in raised letters: 10⁶ is not 106.
    """
    parts: list[str] = []
    for at, word in enumerate(words):
        if at:
            gap, height = word.x0 - words[at - 1].x1, max(word.height, words[at - 1].height)
            if gap > WIDE * height:
                parts.append(_GAP)
            elif (word.spaced or gap > _JOINED * height) and not _is_one_code(parts[-1], word.text):
                parts.append(" ")
        parts.append(raised(word.text) if is_raised(words, at) else word.text)
    return "".join(parts)


def _is_one_code(before: str, text: str) -> bool:
    """Whether a number and what follows are one: a number filled in before ``/QĐ-UBND``."""
    return before[-1:].isalnum() and any(map(str.isdigit, before)) and bool(_CODE.match(text))


@dataclass(slots=True)
class Row:
    """Words whose heights overlap, from left to right; ``rules`` are vertical ones OCR saw."""

    words: list[Word]
    rules: list[float] = field(default_factory=list)

    @property
    def top(self) -> float:
        """Where its highest word begins."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """Where its lowest word ends."""
        return max(word.bottom for word in self.words)

    @property
    def height(self) -> float:
        """Of its median word."""
        return median(word.height for word in self.words)

    def gaps(self) -> list[tuple[float, float]]:
        """Intervals between words that separate cells."""
        return [(a.x1, b.x0) for a, b in pairwise(self.words) if self.parts(a, b)]

    def parts(self, left: Word, right: Word) -> bool:
        """Whether two neighbours stand in different cells: far apart, or with a rule between."""
        wide = right.x0 - left.x1 >= WIDE * self.height
        return wide or any(left.x0 < rule < right.x1 for rule in self.rules)

    def cells(self) -> list[list[Word]]:
        """Its words, cut at its wide gaps."""
        cells = [[self.words[0]]]
        for word in self.words[1:]:
            if self.parts(cells[-1][-1], word):
                cells.append([])
            cells[-1].append(word)
        return cells


def rows_of(words: Sequence[Word]) -> list[Row]:
    """Words by height on the page, each row from left to right."""
    small = _hung_on(words)
    rows: list[Row] = []
    place: dict[int, Row] = {}
    for word in sorted(words, key=lambda each: (each.top + each.bottom) / 2):
        if id(word) in small:
            continue
        middle = (word.top + word.bottom) / 2
        if not rows or not rows[-1].top < middle < rows[-1].bottom:
            rows.append(Row([]))
        rows[-1].words.append(word)
        place[id(word)] = rows[-1]
    for word in words:
        if id(word) in small:
            place[id(small[id(word)])].words.append(word)
    for row in rows:
        row.words.sort(key=lambda each: each.x0)
        row.rules = [word.x0 for word in row.words if word.text in RULES]
        row.words = [word for word in row.words if word.text not in RULES]
    return [row for row in rows if row.words]


def _hung_on(words: Sequence[Word]) -> dict[int, Word]:
    """Small words by id, with the larger word beside each, in whose line they stand."""
    sizes = [word.size for word in words if word.size]
    if not sizes or min(sizes) > _SMALL * max(sizes):
        return {}
    found: dict[int, Word] = {}
    for word in words:
        if not word.size or len(word.text) > _RAISED_LETTERS:
            continue
        beside = [
            other
            for other in words
            if word.size < _SMALL * other.size
            and min(word.bottom, other.bottom) - max(word.top, other.top) > 0
            and max(word.x0 - other.x1, other.x0 - word.x1) < _BESIDE * other.height
        ]
        if beside:
            found[id(word)] = min(
                beside, key=lambda each: abs(max(word.x0 - each.x1, each.x0 - word.x1))
            )
    return {one: on for one, on in found.items() if id(on) not in found}
