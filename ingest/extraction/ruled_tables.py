"""Tables drawn with rules, read from the rules themselves.

Rules that lie on one line are one rule; rules that meet, directly or through others,
are one drawing.  Its vertical and horizontal rules make a grid, and two neighbouring
squares of the grid are one cell unless a rule stands between them.  So a merged cell
is known by its span in both directions, and a line under words, which no vertical
rule meets, is no table.

All lengths are in points; y runs downwards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from ingest.extraction.columns import page_lines
from ingest.extraction.extracted_text import RowCell
from ingest.extraction.fixed_layout import Line, Word
from ingest.extraction.line_ends import joined_lines

Box = tuple[float, float, float, float]  # x0, top, x1, bottom

#: Rules this close are one, and rules that miss each other by this still meet.
_SNAP: Final = 3.0
#: Shorter rules are letters, ticks and dots.
_SHORT: Final = 8.0
#: More rules than this are a drawing.
_MOST_RULES: Final = 4000


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell, which may span several columns and rows of the grid; the ends are exclusive."""

    box: Box
    column: int
    row: int
    column_end: int
    row_end: int


@dataclass(frozen=True, slots=True)
class RuledTable:
    """The cells of one drawn table; ``columns`` and ``rows`` are the places of its rules."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    cells: tuple[GridCell, ...]

    @property
    def top(self) -> float:
        """Where it begins on the page."""
        return self.rows[0]

    @property
    def bottom(self) -> float:
        """Where it ends on the page."""
        return self.rows[-1]

    def holds(self, word: Word) -> bool:
        """Whether a word stands in it."""
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        return self.columns[0] <= x <= self.columns[-1] and self.top <= y <= self.bottom


@dataclass(frozen=True, slots=True)
class _Rule:
    at: float  # across its direction
    start: float
    end: float


def ruled_tables(rules: Iterable[Box]) -> list[RuledTable]:
    """The tables that rules draw, from top to bottom; a frame around one text is none."""
    boxes = [box for box in rules if min(box[2] - box[0], box[3] - box[1]) < _SNAP]
    if not 3 <= len(boxes) <= _MOST_RULES:
        return []
    flat = [box for box in boxes if box[2] - box[0] >= box[3] - box[1]]
    across = _merged(_Rule((b[1] + b[3]) / 2, b[0], b[2]) for b in flat)
    down = _merged(_Rule((b[0] + b[2]) / 2, b[1], b[3]) for b in boxes if b not in flat)
    tables = [_table(*drawing) for drawing in _drawings(across, down)]
    return sorted((each for each in tables if each), key=lambda each: each.top)


def _merged(rules: Iterable[_Rule]) -> list[_Rule]:
    """Rules of one direction, those on one line and touching made one."""
    levels: list[list[_Rule]] = []
    for rule in sorted(rules, key=lambda each: each.at):
        if levels and rule.at - levels[-1][0].at <= _SNAP:
            levels[-1].append(rule)
        else:
            levels.append([rule])
    merged: list[_Rule] = []
    for level in levels:
        at = sum(rule.at for rule in level) / len(level)
        pieces: list[_Rule] = []
        for rule in sorted(level, key=lambda each: each.start):
            if pieces and rule.start <= pieces[-1].end + _SNAP:
                pieces[-1] = _Rule(at, pieces[-1].start, max(pieces[-1].end, rule.end))
            else:
                pieces.append(_Rule(at, rule.start, rule.end))
        merged += [piece for piece in pieces if piece.end - piece.start >= _SHORT]
    return merged


def _drawings(
    across: Sequence[_Rule], down: Sequence[_Rule]
) -> Iterator[tuple[list[_Rule], list[_Rule]]]:
    """Rules that meet, directly or through others."""
    waiting = set(range(len(down)))
    left = set(range(len(across)))
    while left:
        mine, yours, new = {left.pop()}, set[int](), True
        while new:
            met = {i for i in waiting if any(_meet(across[j], down[i]) for j in mine)}
            waiting -= met
            yours |= met
            more = {j for j in left if any(_meet(across[j], down[i]) for i in met)}
            left -= more
            mine |= more
            new = bool(more)
        if yours:
            yield [across[j] for j in mine], [down[i] for i in yours]


def _meet(across: _Rule, down: _Rule) -> bool:
    return (
        across.start - _SNAP <= down.at <= across.end + _SNAP
        and down.start - _SNAP <= across.at <= down.end + _SNAP
    )


def _table(across: Sequence[_Rule], down: Sequence[_Rule]) -> RuledTable | None:
    rows = sorted({rule.at for rule in across})
    columns = sorted({rule.at for rule in down})
    if len(rows) < 2 or len(columns) < 3:
        return None
    owner = _Owners()
    for row, (top, bottom) in enumerate(pairwise(rows)):
        for column, (left, right) in enumerate(pairwise(columns)):
            if column + 2 < len(columns) and not _crosses(down, right, (top + bottom) / 2):
                owner.unite((row, column), (row, column + 1))
            if row + 2 < len(rows) and not _crosses(across, bottom, (left + right) / 2):
                owner.unite((row, column), (row + 1, column))
    squares: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for row in range(len(rows) - 1):
        for column in range(len(columns) - 1):
            squares[owner.of((row, column))].append((row, column))
    cells = tuple(_cell(some, columns, rows) for some in squares.values())
    if len(cells) < 2 or all(cell.column_end - cell.column == len(columns) - 1 for cell in cells):
        return None
    return RuledTable(tuple(columns), tuple(rows), cells)


def _crosses(rules: Sequence[_Rule], at: float, through: float) -> bool:
    return any(rule.at == at and rule.start <= through <= rule.end for rule in rules)


def _cell(
    squares: Sequence[tuple[int, int]], columns: Sequence[float], rows: Sequence[float]
) -> GridCell:
    row, row_end = min(r for r, _ in squares), max(r for r, _ in squares) + 1
    column, column_end = min(c for _, c in squares), max(c for _, c in squares) + 1
    box = (columns[column], rows[row], columns[column_end], rows[row_end])
    return GridCell(box, column, row, column_end, row_end)


class _Owners:
    """Which squares of a grid are one cell (union and find)."""

    def __init__(self) -> None:
        self._parent: dict[tuple[int, int], tuple[int, int]] = {}

    def of(self, square: tuple[int, int]) -> tuple[int, int]:
        while square in self._parent:
            square = self._parent[square]
        return square

    def unite(self, one: tuple[int, int], other: tuple[int, int]) -> None:
        first, second = sorted((self.of(one), self.of(other)))
        if first != second:
            self._parent[second] = first


def table_lines(table: RuledTable, words: Sequence[Word], number: int) -> Iterator[Line]:
    """A line for each row that holds words of its own; ``number`` tells the tables apart.

    A cell that spans several rows stands in each of them.
    """
    held: dict[GridCell, list[Word]] = {cell: [] for cell in table.cells}
    for word in words:
        cell = next((each for each in table.cells if _is_in(word, each.box)), None)
        if cell:
            held[cell].append(word)
    texts = {cell: joined_lines(page_lines(some)) for cell, some in held.items()}
    head = _head_rows(table, texts)
    for row in range(len(table.rows) - 1):
        cells = [cell for cell in table.cells if cell.row <= row < cell.row_end]
        cells.sort(key=lambda cell: cell.column)
        own = [word for cell in cells if cell.row == row for word in held[cell]]
        if not own:
            continue
        yield Line.of(
            sorted(own, key=lambda word: word.x0),
            region=number,
            cells=tuple(
                RowCell(
                    texts[cell],
                    cell.column,
                    cell.column_end - cell.column,
                    cell.row_end - cell.row,
                    header=row < head,
                    repeated=cell.row < row,
                )
                for cell in cells
            ),
            table=number,
        )


def _is_in(word: Word, box: Box) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _head_rows(table: RuledTable, texts: dict[GridCell, str]) -> int:
    """How many rows at the top name the columns: the first, as far down as its cells reach.

    Where it holds a figure, is only one cell, or has a gap, there is no such row.
    """
    first = [cell for cell in table.cells if cell.row == 0]
    filled = [texts[cell] for cell in first if texts[cell]]
    if len(filled) < 2 or any(_is_figure(text) for text in filled):
        return 0
    end = max(cell.row_end for cell in first)
    return end if end < len(table.rows) - 1 else 0


def _is_figure(text: str) -> bool:
    return not any(letter.isalpha() for letter in text) and any(c.isdigit() for c in text)
