"""Rows of tables as passages: what stands between them stays prose.

A row says nothing without the names of its columns and what its table is about.  So rows
are never in one passage with other text; neighbouring rows form a passage of their own,
in whose context the table's title and header stand.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from hoidap.domain import Document, Table

#: Share of the model's input for rows; the rest is for their header, title and place.
ROWS_SHARE = 0.4
#: Characters of a table's title and of its header in the context of its rows.
_TITLE = 200
_HEADER = 400


@dataclass(frozen=True, slots=True)
class Stretch:
    """A range of a text: a row of ``table``, or what stands outside of tables."""

    start: int
    end: int
    table: Table | None = None


class TableRows:
    """The rows of one document's tables, in reading order."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        rows = [
            Stretch(row[0].start, row[-1].end, table)
            for table in document.tables
            for row in table.rows
        ]
        self._rows = sorted(rows, key=lambda row: row.start)
        self._starts = [row.start for row in self._rows]
        self._contexts: dict[int, str] = {}  # by id(table): all rows of one have the same

    def apart(self, start: int, end: int) -> list[Stretch]:
        """``[start, end)`` in stretches: each row, and the text between them."""
        first = max(0, bisect_left(self._starts, start) - 1)
        stretches: list[Stretch] = []
        at = start
        for row in self._rows[first : bisect_left(self._starts, end)]:
            if row.end <= at:
                continue
            if row.start > at:
                stretches.append(Stretch(at, row.start))
            stretches.append(Stretch(max(at, row.start), min(end, row.end), row.table))
            at = min(end, row.end)
        return [*stretches, Stretch(at, end)] if at < end else stretches

    def context(self, table: Table) -> str:
        """The title and the header of a table, a line each."""
        known = self._contexts.get(id(table))
        if known is None:
            lines = (self._line(table.title, _TITLE), self._line(table.header, _HEADER))
            known = self._contexts[id(table)] = "\n".join(filter(None, lines))
        return known

    def _line(self, place: tuple[int, int], characters: int) -> str:
        return " ".join(self._text[slice(*place)].split())[:characters]
