"""Rows of a page to lines in reading order: zones of columns and of tables without rules.

A row is one line, unless it belongs to a *zone*: rows one below the other that leave
the same vertical strip free.  A zone is

* a table without rules when most of its rows have three cells or more, or when the
  cells of one side are figures: each row stays one line;
* columns otherwise: all of the left side, then all of the right one, each read as a
  page of its own.  This untangles the head of an official document (issuer and number
  left, motto and date right), its end (recipients left, signature right), and
  newspapers.

A column may be longer than the other: rows with one side only belong to the zone as
long as they go on under its lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count, pairwise
from statistics import median

from ingest.extraction.extracted_text import RowCell
from ingest.extraction.fixed_layout import Line, Row, Word, joined, rows_of

#: What must stay free through all rows of a zone, as a share of the height.
_STRIP = 0.7
#: The same where a row stands on one side only.
_BESIDE = 0.3
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
#: Rows in which the strip of a head is looked for whose first line nearly fills the page.
_CLOSE_ROWS = 4
#: Its gap is at least this share of the height, and this much wider than other gaps.
_NARROW = 0.6
_WIDER = 1.8
#: Two edges or middles are the same when they differ by less than this share of the height.
_SAME = 0.6
#: A line goes on below another within this many times the usual distance.
_NEXT = 1.4
#: Columns of running text have this many words a line, and this many lines.
_WORDS = 3.0
_LINES = 5

_FIGURE = re.compile(r"[\d.,%()/+–-]*\d[\d.,%()/+–-]*\s*(?:%|đồng|đ|ha|km|m2|m²|người|hộ)?")


@dataclass(slots=True)
class _Zone:
    rows: list[Row]
    strip: tuple[float, float]
    sides: list[tuple[list[Word], list[Word]]] = field(default_factory=list)

    @property
    def at(self) -> float:
        return (self.strip[0] + self.strip[1]) / 2


def page_lines(
    words: Sequence[Word], regions: Iterator[int] | None = None, own: int = 0
) -> list[Line]:
    """The lines of a page or of a part of it in reading order.

    Lines in full width have the region ``own``; ``regions`` numbers columns and tables.
    """
    rows = rows_of(words)
    if not rows:
        return []
    regions = regions or count(1)
    left = min(word.x0 for word in words)
    right = max(word.x1 for word in words)
    inner = (left + _INNER[0] * (right - left), left + _INNER[1] * (right - left))
    lines: list[Line] = []
    at = 0
    while at < len(rows):
        zone = _zone_at(rows, at, inner)
        if zone is None:
            lines.append(Line.of(rows[at].words, own))
            at += 1
            continue
        lines.extend(_zone_lines(zone, regions))
        at += len(zone.rows)
    return lines


def _zone_at(rows: Sequence[Row], at: int, inner: tuple[float, float]) -> _Zone | None:
    """The largest zone that begins with row ``at``, or None."""
    gaps = rows[at].gaps()
    if not gaps and rows[at].words[0].x0 > inner[0] + _RIGHT * (inner[1] - inner[0]):
        # A signature may begin above the recipients that stand beside it.
        gaps = _gaps(rows[at + 1 : at + 1 + _AHEAD])
    elif not gaps:
        gaps = [gap for gap in _gaps(rows[at + 1 : at + 1 + _CLOSE_ROWS]) if _opens(rows[at], gap)]
    zones = [_grown(rows, at, gap) for gap in gaps if inner[0] < gap[1] and gap[0] < inner[1]]
    fitting = [zone for zone in zones if zone and inner[0] < zone.at < inner[1]]
    return max(fitting, key=lambda zone: len(zone.rows), default=None)


def _gaps(rows: Sequence[Row]) -> list[tuple[float, float]]:
    return [gap for row in rows for gap in row.gaps()]


def _opens(row: Row, strip: tuple[float, float]) -> bool:
    """Whether the one wide gap of a row, wide as in justified lines only, lies in a strip."""
    spaces = sorted(
        (b.x0 - a.x1, min(b.x0, strip[1]) - max(a.x1, strip[0])) for a, b in pairwise(row.words)
    )
    if not spaces or spaces[-1][0] < _NARROW * row.height or spaces[-1][1] < _STRIP * row.height:
        return False
    return len(spaces) == 1 or spaces[-1][0] > _WIDER * max(spaces[-2][0], 0.1)


def _free(row: Row, strip: tuple[float, float]) -> tuple[float, float] | None:
    """The widest part of ``strip`` that no word touches, or None when too little is left."""
    edges = [strip[0]]
    for word in row.words:
        if word.x1 > strip[0] and word.x0 < strip[1]:
            edges += [word.x0, word.x1]
    edges.append(strip[1])
    parts = list(zip(edges[::2], edges[1::2], strict=True))
    widest = max(parts, key=lambda part: part[1] - part[0])
    one_side = row.words[-1].x1 <= widest[0] or row.words[0].x0 >= widest[1]
    least = _BESIDE if one_side else _STRIP
    return widest if widest[1] - widest[0] >= least * row.height else None


def _grown(rows: Sequence[Row], at: int, strip: tuple[float, float]) -> _Zone | None:
    zone = _Zone([], strip)
    for index in range(at, len(rows)):
        row = rows[index]
        free = _free(row, zone.strip)
        apart = index > at and row.top - rows[index - 1].bottom > _APART * row.height
        if free is None or apart:
            break
        zone.rows.append(row)
        zone.strip = free
    zone.sides = [_split(row, zone.at) for row in zone.rows]
    while len(zone.rows) > 1 and _is_over(zone):
        zone.rows.pop()
        zone.sides.pop()
    both = sum(all(sides) for sides in zone.sides)
    lefts = sum(bool(left) and not right for left, right in zone.sides)
    interleaved = both == 1 and lefts and zone.sides and not zone.sides[0][0]
    return zone if both >= 2 or interleaved else None


def _split(row: Row, at: float) -> tuple[list[Word], list[Word]]:
    return [w for w in row.words if w.x1 <= at], [w for w in row.words if w.x1 > at]


def _is_over(zone: _Zone) -> bool:
    """Whether the last row only stands below the zone and belongs to neither side."""
    left, right = zone.sides[-1]
    if left and right:
        return False
    side = 0 if left else 1
    if side == 0 and left[0].text in _DASHES:
        return False
    above = [sides[side] for sides in zone.sides[:-1] if sides[side]]
    last = left or right
    if not any(_are_centred(line, last) for line in above) and 2 * sum(
        _begin_alike(line, last) for line in above
    ) <= len(above):
        return True
    if side == 1:  # a name stands far below the office of its bearer
        return False
    steps = [b[0].bottom - a[0].bottom for a, b in pairwise(above)]
    step = last[0].bottom - above[-1][0].bottom
    return step > _NEXT * (median(steps) if steps else last[0].height * _NEXT)


def _are_centred(line: Sequence[Word], other: Sequence[Word]) -> bool:
    middles = (line[0].x0 + line[-1].x1) / 2, (other[0].x0 + other[-1].x1) / 2
    return abs(middles[0] - middles[1]) < _SAME * max(line[0].height, other[0].height)


def _begin_alike(line: Sequence[Word], other: Sequence[Word]) -> bool:
    return abs(line[0].x0 - other[0].x0) < _SAME * max(line[0].height, other[0].height)


def _zone_lines(zone: _Zone, regions: Iterator[int]) -> list[Line]:
    if _is_table(zone):
        table = next(regions)
        edges = _column_edges(zone.rows)
        return [Line.of(row.words, table, _row_cells(row, edges), table) for row in zone.rows]
    lines = []
    for index in (0, 1):
        side = [word for sides in zone.sides for word in sides[index]]
        if side:
            lines += page_lines(side, regions, next(regions))
    return lines


def _is_table(zone: _Zone) -> bool:
    both = [(row, sides) for row, sides in zip(zone.rows, zone.sides, strict=True) if all(sides)]
    if any(
        sum(_FIGURE.fullmatch(joined(sides[index])) is not None for _, sides in both)
        > len(both) / 2
        for index in (0, 1)
    ):
        return True
    many = sum(len(row.gaps()) >= 2 for row, _ in both) > len(both) / 2
    return many and not _is_text(zone)


def _is_text(zone: _Zone) -> bool:
    """Whether three columns or more are running text: cells of a table are shorter."""
    cells = [cell for row in zone.rows for cell in row.cells()]
    words = sum(map(len, cells)) / len(cells)
    return len(zone.rows) >= _LINES and words >= _WORDS


def _column_edges(rows: Sequence[Row]) -> list[tuple[float, float]]:
    """Where the columns of a table stand: what the cells of its fullest rows cover."""
    most = max(len(row.cells()) for row in rows)
    spans = sorted(
        (cell[0].x0, cell[-1].x1)
        for row in rows
        for cell in row.cells()
        if len(row.cells()) == most
    )
    edges = [spans[0]]
    for left, right in spans[1:]:
        if left < edges[-1][1]:
            edges[-1] = edges[-1][0], max(edges[-1][1], right)
        else:
            edges.append((left, right))
    return edges


def _row_cells(row: Row, edges: Sequence[tuple[float, float]]) -> tuple[RowCell, ...]:
    cells: list[RowCell] = []
    free = 0
    for words in row.cells():
        left, right = words[0].x0, words[-1].x1
        over = [at for at, (a, b) in enumerate(edges) if left < b and a < right and at >= free]
        nearest = min(
            range(len(edges)), key=lambda at: abs(edges[at][0] + edges[at][1] - left - right)
        )
        first = over[0] if over else max(free, nearest)
        span = max(1, len(over))
        cells.append(RowCell(joined(words), first, span))
        free = first + span
    return tuple(cells)
