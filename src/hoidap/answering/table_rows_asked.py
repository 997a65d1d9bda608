"""Rows of tables that a question names, where it asks for another of their columns.

"Xã Hạ Mẫu có bao nhiêu hộ nghèo?" names a row by its cell "Xã Hạ Mẫu" and a column by its
header "Số hộ nghèo".  A cell is named when nearly all of its words stand in the question, a
column when half of its header's do or those it begins with.  The rows of which most words
are named answer, all of them where several share the cell that is named ("Huyện Mẫu có
những xã nào?").  What the question says beside must stand in the row, in the table's header
and title or around them: else it asks for something that the table does not tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from hoidap.answering.citations import Evidence
from hoidap.answering.evidence import Range, evidence_of
from hoidap.domain import BETWEEN_CELLS, Cell, Document, Table
from hoidap.retrieval.query import Query
from hoidap.retrieval.ranked import RankedPassage
from hoidap.retrieval.reading import Reading
from hoidap.retrieval.terms import words_of
from hoidap.vietnamese.question_words import term_weight

#: Passages in which rows are looked for; those behind are hardly ever meant.
_PASSAGES: Final = 8
#: Share of a cell's words that name it, and of a header's that name its column.
_NAMES_CELL: Final = 0.75
_NAMES_COLUMN: Final = 0.5
#: A cell of fewer words is named only behind a word of its header: "mẫu số 06", "cấp độ nhẹ".
_TELLING: Final = 2
#: Share of what the question says that must stand in the row or around it.
_TOLD: Final = 0.75
#: Words that weigh less only ask or join.
_SAYS: Final = 0.5
#: A word as the asker wrote it.
_WORD: Final = re.compile(r"[^\W_]+")
#: Rows of one answer; more are a table to look at, not an answer.
_MOST_ROWS: Final = 60


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with how many words of the question name it; ``table`` is that of its document."""

    document: Document
    table: Table
    cells: tuple[Cell, ...]
    named: int


def find_rows_asked(
    reading: Reading, query: Query, passages: Sequence[RankedPassage]
) -> list[Evidence]:
    """The rows that a question names in a table that was found, led in by its header."""
    asked, written = words_of(query.asked_text), _WORD.findall(query.asked_text)
    said = {word for word in words_of(query.core_text) if term_weight(word) >= _SAYS}
    named = [
        row
        for document, table, context in _tables(reading, passages[:_PASSAGES])
        for row in _named_rows(document, table, asked, written)
        if _tells(row, context, said)
    ]
    if not named or not said:
        return []
    most = max(row.named for row in named)
    best = [row for row in named if row.named == most]
    first = best[0]
    same = [row for row in best if row.table is first.table]
    if len(same) < len(best) or len(same) > _MOST_ROWS:
        return []  # several tables, or a whole one: the question does not tell which row
    return _shown(first.document, first.table, [row.cells for row in same])


def _tables(
    reading: Reading, passages: Sequence[RankedPassage]
) -> Iterator[tuple[Document, Table, str]]:
    """The tables of which passages were found, each once, with their passages' context."""
    known: set[tuple[str, int]] = set()
    for each in passages:
        passage = each.passage
        if BETWEEN_CELLS not in passage.text:
            continue
        document = reading.document(passage.document_id)
        for table in document.tables:
            place = (document.id, table.start)
            if table.start <= passage.start < table.end and place not in known:
                known.add(place)
                yield document, table, passage.context


def _named_rows(
    document: Document, table: Table, asked: Sequence[str], written: Sequence[str]
) -> Iterator[_Row]:
    """The rows of a table that the question names, where it names another column, too."""
    count = table.header_rows
    headers = _headers(document, table.rows[:count])
    columns = {at for at, words in headers.items() if _names_column(words, asked)}
    if not columns or not table.header[1]:
        return
    for cells in table.rows[count:]:
        keys: dict[int, int] = {}
        for cell in cells:
            words = words_of(document.text[cell.start : cell.end])
            named = _names_cell(words, headers.get(cell.column, ()), asked)
            if named and not _goes_on(words, asked, written):
                keys[cell.column] = len(set(words) & set(asked))
        if keys and columns - keys.keys():
            yield _Row(document, table, cells, sum(keys.values()))


def _names_column(header: Sequence[str], asked: Sequence[str]) -> bool:
    """Whether a question names a column: half of its header's words, or the first two.

    What a Vietnamese name is about stands first in it: "Thời hạn nộp hồ sơ của ...".
    """
    head = tuple(header[:_TELLING])
    begins = len(head) == _TELLING and head in pairwise(asked)
    return begins or _share(header, asked) >= _NAMES_COLUMN


def _names_cell(words: Sequence[str], header: Sequence[str], asked: Sequence[str]) -> bool:
    """Whether a question names a cell; one word or figure only behind a word of its header."""
    if not words or _share(words, asked) < _NAMES_CELL:
        return False
    if len(words) >= _TELLING:
        return True
    return any(one in header and other == words[0] for one, other in pairwise(asked))


def _goes_on(words: Sequence[str], asked: Sequence[str], written: Sequence[str]) -> bool:
    """Whether a cell's name goes on in the question: "Huyện Mẫu Mực" is not "Huyện Mẫu"."""
    ends = [
        at + len(words)
        for at in range(len(asked) - len(words) + 1)
        if tuple(asked[at : at + len(words)]) == tuple(words)
    ]
    if not ends or len(written) != len(asked):
        return False
    return all(
        end < len(written) and written[end - 1][0].isupper() and written[end][0].isupper()
        for end in ends
    )


def _headers(document: Document, rows: Sequence[tuple[Cell, ...]]) -> dict[int, tuple[str, ...]]:
    """The words of the lowest header cell of each column."""
    found: dict[int, tuple[str, ...]] = {}
    for row in rows:
        for cell in row:
            words = words_of(document.text[cell.start : cell.end])
            for column in range(cell.column, cell.column + cell.columns):
                found[column] = words or found.get(column, ())
    return found


def _tells(row: _Row, context: str, said: set[str]) -> bool:
    """Whether what the question says stands in a row or around it."""
    text = row.document.text
    around = [context, text[slice(*row.table.title)], text[slice(*row.table.header)]]
    words = set(words_of("\n".join([*around, text[row.cells[0].start : row.cells[-1].end]])))
    return len(said & words) >= _TOLD * len(said)


def _shown(document: Document, table: Table, rows: Sequence[tuple[Cell, ...]]) -> list[Evidence]:
    """The header of a table and rows of it, those that follow one another as one piece."""
    at = {row[0].start: number for number, row in enumerate(table.rows)}
    runs: list[list[tuple[Cell, ...]]] = []
    for row in rows:
        follows = runs and at[row[0].start] == at[runs[-1][-1][0].start] + 1
        if follows:
            runs[-1].append(row)
        else:
            runs.append([row])
    places = [Range(*table.header), *(Range(run[0][0].start, run[-1][-1].end) for run in runs)]
    return [evidence_of(document, place, "") for place in places]


def _share(words: Iterable[str], asked: Sequence[str]) -> float:
    each = set(words)
    return len(each.intersection(asked)) / len(each) if each else 0.0
