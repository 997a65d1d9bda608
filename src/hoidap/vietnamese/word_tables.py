"""Tables of words and what stands for them: ``word<TAB>meaning;meaning``, edited by anybody.

The abbreviations and the everyday words are such tables; they differ only in
how a word is recognised in a text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class Row(NamedTuple):
    """A line of a table: its number, the word, and its meanings in the order written."""

    number: int
    word: str
    meanings: tuple[str, ...]


def read_rows(text: str) -> Iterator[Row]:
    """The rows of a table; empty lines and those beginning with ``#`` say nothing.

    Raises ValueError for a line of another form, with its number.
    """
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        word, _, written = line.partition("\t")
        meanings = tuple(part.strip() for part in written.split(";"))
        if not word.strip() or not all(meanings) or "\t" in written:
            raise ValueError(f"line {number}: expected word, tab, meanings: {line!r}")
        yield Row(number, word.strip(), meanings)
