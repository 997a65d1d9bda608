"""Points that are rows of a table, to be drawn as one: rows of one table stand together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from hoidap.study.pack import KeyPoint, Source, SourceCell

Rows = tuple[tuple[SourceCell, ...], ...]

#: Letters that a column is wide at least and at most, so that none starves another.
_NARROWEST, _WIDEST = 6, 40


class Together(NamedTuple):
    """Points that are shown together: one of words, or those whose rows make up a table."""

    points: tuple[KeyPoint, ...]
    rows: Rows  # none for a point of words

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources of all of them."""
        return tuple(source for point in self.points for source in point.sources)


def together(points: Sequence[KeyPoint]) -> Iterator[Together]:
    """The points in their order; neighbours that are rows under one header in one table."""
    for (header, _), found in groupby(enumerate(points), key=lambda each: _group(*each)):
        some = tuple(point for _, point in found)
        body = tuple(row for point in some for row in rows_of(point) if row not in header)
        yield Together(some, header + body)


def _group(place: int, point: KeyPoint) -> tuple[Rows, object]:
    rows = rows_of(point)
    header = tuple(row for row in rows if all(cell.header for cell in row))
    if not rows:
        return ((), place)
    return (header, point.source.document_id if header else place)


def rows_of(point: KeyPoint) -> Rows:
    """The rows that a point consists of; none when it was reworded or is no row."""
    return next((each.rows for each in point.sources if _flat(each.quote) == _flat(point.text)), ())


def width_of(rows: Rows) -> int:
    """How many columns the grid of rows has."""
    return max(cell.column + cell.columns for row in rows for cell in row)


def column_shares(rows: Rows) -> list[float]:
    """The share of the width for each column, by the longest text that stands in it alone."""
    widths = [_NARROWEST] * width_of(rows)
    for cell in (cell for row in rows for cell in row if cell.columns == 1):
        widths[cell.column] = max(widths[cell.column], min(len(cell.text), _WIDEST))
    return [each / sum(widths) for each in widths]


def _flat(text: str) -> str:
    return " ".join(text.split()).rstrip(" ;,")
