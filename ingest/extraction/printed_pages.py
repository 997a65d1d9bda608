"""The lines of a typed page: bands of text and ruled tables from top to bottom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count

from ingest.extraction.columns import page_lines
from ingest.extraction.fixed_layout import Line, Word
from ingest.extraction.furniture import PrintedPage
from ingest.extraction.pdf_pages import DrawnPage
from ingest.extraction.printed_words import ReadPage, Sheet, on_page, on_sheet
from ingest.extraction.ruled_tables import RuledTable, ruled_tables, table_lines


def printed_pages(drawn: DrawnPage, typed: ReadPage, number: int) -> Iterator[PrintedPage]:
    """A page by the directions in which it is read, the one with the most letters first.

    What is set sideways in a cell of a table, such as the name of a narrow column, stands
    in that cell.
    """
    if not typed.sheets:
        yield PrintedPage(number, drawn.height, ())
        return
    main, *others = typed.sheets
    tables = [table for table in ruled_tables(main.rules) if any(map(table.holds, main.words))]
    words = list(main.words)
    rest = []
    for sheet in others:
        inside, outside = _in_cells(sheet, main, tables, drawn)
        words += inside
        rest.append(replace(sheet, words=tuple(outside)))
    yield _printed(main, tables, words, number)
    for sheet in rest:
        own = [t for t in ruled_tables(sheet.rules) if any(map(t.holds, sheet.words))]
        yield _printed(sheet, own, sheet.words, number)


def _in_cells(
    sheet: Sheet, main: Sheet, tables: Sequence[RuledTable], drawn: DrawnPage
) -> tuple[list[Word], list[Word]]:
    """Lines of a sheet that stand in tables of the main one, as words of it, and other words."""
    inside: list[Word] = []
    outside: list[Word] = []
    for word in sheet.words:
        box = on_sheet(
            on_page((word.x0, word.top, word.x1, word.bottom), sheet.turn, drawn), main.turn, drawn
        )
        moved = replace(word, x0=box[0], top=box[1], x1=box[2], bottom=box[3])
        if any(table.holds(moved) for table in tables):
            inside.append(moved)
        else:
            outside.append(word)
    return inside, outside


def _printed(
    sheet: Sheet, tables: Sequence[RuledTable], words: Sequence[Word], number: int
) -> PrintedPage:
    lines = tuple(_lines(tables, words))
    free = tuple(
        (x0, y0, x1)
        for x0, y0, x1, y1 in sheet.rules
        if y1 - y0 < 1 < x1 - x0 and not any(t.top <= y0 <= t.bottom for t in tables)
    )
    return PrintedPage(number, sheet.height, lines, free)


def _lines(tables: Sequence[RuledTable], words: Sequence[Word]) -> Iterator[Line]:
    regions = count(1)
    held = [{id(word) for word in words if table.holds(word)} for table in tables]
    free = [word for word in words if not any(id(word) in some for some in held)]
    top = float("-inf")
    for table, some in zip(tables, held, strict=True):
        band = [word for word in free if top <= _middle(word) < table.top]
        yield from page_lines(band, regions)
        yield from table_lines(table, [w for w in words if id(w) in some], next(regions))
        top = max(top, table.top)
    yield from page_lines([word for word in free if _middle(word) >= top], regions)


def _middle(word: Word) -> float:
    return (word.top + word.bottom) / 2
