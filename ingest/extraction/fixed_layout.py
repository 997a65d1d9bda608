"""Words at places on a page to lines in reading order, for PDF and for OCR.

Words whose heights overlap stand in one *row*.  A row is one line, unless it
belongs to a *zone*: rows one below the other that leave the same vertical strip
free.  A zone is

* a table without rules when most of its rows have three cells or more, or when
  the cells of one side are figures: each row stays one line;
* two columns otherwise: all of the left one, then all of the right one.  This
  untangles the head of an official document (issuer and number left, motto and
  date right), its end (recipients left, signature right), and newspapers.

All lengths are in points; y runs downwards.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

#: Words closer than this share of their height are one word: programs split words at a
#: change of font.  A space is at least 0.2.
_JOINED = 0.12
#: A gap that no justified line has, as a share of the height: it separates cells.
_WIDE = 1.6
#: What must stay free through all rows of a zone, as a share of the height.
_STRIP = 0.7
#: Where on the page's text a strip may stand: margins are no columns.
_INNER = (0.15, 0.85)
#: Rows further apart than this many heights end a zone: a signature takes some five.
_APART = 7.0
#: What recipients are listed with.
_DASHES = frozenset("-–—+")
#: A row that begins behind this share of the inner width may be a right column's first.
_RIGHT = 0.35
#: Rows below such a row in which the strip is looked for.
_AHEAD = 8
#: Three spaces keep the cells of a single row apart; the header parser splits there.
_GAP = "   "

#: What OCR makes of a table's vertical rules.
RULES = frozenset("|¦‖")

_FIGURE = re.compile(r"[\d.,%()/+–-]*\d[\d.,%()/+–-]*\s*(?:%|đồng|đ|ha|km|m2|m²|người|hộ)?")


@dataclass(frozen=True, slots=True)
class Word:
    """A word on a page; ``sure`` is its OCR confidence, 0 to 1, if it was recognised."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    sure: float | None = None

    @property
    def height(self) -> float:
        """From top to bottom."""
        return max(self.bottom - self.top, 1.0)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and its place, without its words so that a thousand pages stay small.

    Lines of one ``region`` share their margins.  ``cells`` holds what a row of a
    table consists of.  ``first_width`` is that of the first word; ``text_x0`` is
    where the second begins, which tells a hanging indent.
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
    cells: tuple[str, ...] = ()

    @classmethod
    def of(cls, words: Sequence[Word], region: int = 0, cells: tuple[str, ...] = ()) -> Line:
        """The line that consists of ``words``, which stand from left to right."""
        first = words[0]
        return cls(
            text=" | ".join(cells) if cells else joined(words),
            x0=first.x0,
            x1=words[-1].x1,
            top=min(word.top for word in words),
            bottom=max(word.bottom for word in words),
            height=median(word.height for word in words),
            first_width=first.x1 - first.x0,
            text_x0=words[1].x0 if len(words) > 1 else first.x0,
            sure=_sureness(words),
            region=region,
            cells=cells,
        )


def _sureness(words: Sequence[Word]) -> float | None:
    """The OCR confidence of words, weighted by their lengths; None when they are not from OCR."""
    known = [(len(word.text), word.sure) for word in words if word.sure is not None]
    length = sum(letters for letters, _ in known)
    return sum(letters * sure for letters, sure in known) / length if length else None


@dataclass(slots=True)
class _Row:
    words: list[Word]
    rules: list[float] = field(default_factory=list)  # where vertical rules were recognised

    @property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        return max(word.bottom for word in self.words)

    @property
    def height(self) -> float:
        return median(word.height for word in self.words)

    def gaps(self) -> list[tuple[float, float]]:
        """Intervals between words that separate cells."""
        return [(a.x1, b.x0) for a, b in pairwise(self.words) if self.parts(a, b)]

    def parts(self, left: Word, right: Word) -> bool:
        """Whether two neighbours stand in different cells: far apart, or with a rule between."""
        wide = right.x0 - left.x1 >= _WIDE * self.height
        return wide or any(left.x0 < rule < right.x1 for rule in self.rules)

    def free_around(self, strip: tuple[float, float]) -> tuple[float, float] | None:
        """The part of ``strip`` that no word touches, or None when too little is left."""
        middle = (strip[0] + strip[1]) / 2
        left, right = strip
        for word in self.words:
            if word.x0 < middle < word.x1:
                return None
            if word.x1 <= middle:
                left = max(left, word.x1)
            else:
                right = min(right, word.x0)
        return (left, right) if right - left >= _STRIP * self.height else None

    def split(self, at: float) -> tuple[list[Word], list[Word]]:
        """Its words left and right of ``at``."""
        return [w for w in self.words if w.x1 <= at], [w for w in self.words if w.x1 > at]


@dataclass(slots=True)
class _Zone:
    rows: list[_Row]
    strip: tuple[float, float]
    sides: list[tuple[list[Word], list[Word]]] = field(default_factory=list)

    @property
    def at(self) -> float:
        return (self.strip[0] + self.strip[1]) / 2


def page_lines(words: Sequence[Word]) -> list[Line]:
    """The lines of a page in reading order."""
    rows = _rows(words)
    if not rows:
        return []
    left = min(word.x0 for word in words)
    right = max(word.x1 for word in words)
    inner = tuple(left + share * (right - left) for share in _INNER)
    lines: list[Line] = []
    at, region = 0, 0
    while at < len(rows):
        zone = _zone_at(rows, at, (inner[0], inner[1]))
        if zone is None:
            lines.append(Line.of(rows[at].words))
            at += 1
            continue
        region += 2
        lines.extend(_zone_lines(zone, region))
        at += len(zone.rows)
    return lines


def joined(words: Sequence[Word]) -> str:
    """Words as text: joined where they touch, three spaces where they stand far apart."""
    parts: list[str] = []
    for at, word in enumerate(words):
        if at:
            gap, height = word.x0 - words[at - 1].x1, max(word.height, words[at - 1].height)
            if gap > _WIDE * height:
                parts.append(_GAP)
            elif gap > _JOINED * height:
                parts.append(" ")
        parts.append(word.text)
    return "".join(parts)


def _rows(words: Sequence[Word]) -> list[_Row]:
    """Words by height on the page, each row from left to right."""
    rows: list[_Row] = []
    for word in sorted(words, key=lambda each: (each.top + each.bottom) / 2):
        middle = (word.top + word.bottom) / 2
        if rows and rows[-1].top < middle < rows[-1].bottom:
            rows[-1].words.append(word)
        else:
            rows.append(_Row([word]))
    for row in rows:
        row.words.sort(key=lambda each: each.x0)
        row.rules = [word.x0 for word in row.words if word.text in RULES]
        row.words = [word for word in row.words if word.text not in RULES]
    return [row for row in rows if row.words]


def _zone_at(rows: Sequence[_Row], at: int, inner: tuple[float, float]) -> _Zone | None:
    """The largest zone that begins with row ``at``, or None."""
    gaps = rows[at].gaps()
    if not gaps and rows[at].words[0].x0 > inner[0] + _RIGHT * (inner[1] - inner[0]):
        # A signature may begin above the recipients that stand beside it.
        gaps = [gap for row in rows[at + 1 : at + 1 + _AHEAD] for gap in row.gaps()]
    zones = [_grown(rows, at, gap) for gap in gaps if inner[0] < sum(gap) / 2 < inner[1]]
    return max((zone for zone in zones if zone), key=lambda zone: len(zone.rows), default=None)


def _grown(rows: Sequence[_Row], at: int, strip: tuple[float, float]) -> _Zone | None:
    zone = _Zone([], strip)
    for index in range(at, len(rows)):
        row = rows[index]
        free = row.free_around(zone.strip)
        apart = index > at and row.top - rows[index - 1].bottom > _APART * row.height
        if free is None or apart:
            break
        zone.rows.append(row)
        zone.strip = free
    zone.sides = [row.split(zone.at) for row in zone.rows]
    while len(zone.rows) > 1 and _is_over(zone):
        zone.rows.pop()
        zone.sides.pop()
    both = sum(all(sides) for sides in zone.sides)
    lefts = sum(bool(left) and not right for left, right in zone.sides)
    interleaved = both == 1 and lefts and zone.sides and not zone.sides[0][0]
    return zone if both >= 2 or interleaved else None


def _is_over(zone: _Zone) -> bool:
    """Whether the last row only stands below the zone: recipients are all that goes on left."""
    left, right = zone.sides[-1]
    return not right and left[0].text not in _DASHES


def _zone_lines(zone: _Zone, region: int) -> list[Line]:
    if _is_table(zone):
        return [
            Line.of(row.words, region, tuple(joined(cell) for cell in _cells(row)))
            for row in zone.rows
        ]
    sides = [[side[index] for side in zone.sides if side[index]] for index in (0, 1)]
    return [Line.of(words, region + index) for index, side in enumerate(sides) for words in side]


def _is_table(zone: _Zone) -> bool:
    both = [(row, sides) for row, sides in zip(zone.rows, zone.sides, strict=True) if all(sides)]
    if sum(len(row.gaps()) >= 2 for row, _ in both) > len(both) / 2:
        return True
    return any(
        sum(_FIGURE.fullmatch(joined(sides[index])) is not None for _, sides in both)
        > len(both) / 2
        for index in (0, 1)
    )


def _cells(row: _Row) -> list[list[Word]]:
    """The words of a row, cut at its wide gaps."""
    cells = [[row.words[0]]]
    for word in row.words[1:]:
        if row.parts(cells[-1][-1], word):
            cells.append([])
        cells[-1].append(word)
    return cells
