"""Everyday words for official terms, from the table ``everyday_words.tsv``.

Askers say ``đuổi việc`` and ``bằng lái``, documents ``sa thải`` and ``giấy phép lái
xe``.  A text is read in syllables as the index reads it, so ``li dị`` is ``ly dị``;
a form is whole syllables with no punctuation between them, and the longest one
counts.  A text must have its diacritics: ``đi tù`` and ``đi từ`` are different
things.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from hoidap.vietnamese.tokens import Token, tokenise
from hoidap.vietnamese.word_tables import read_rows

Syllables = tuple[str, ...]

#: A single syllable is part of too many other words ("bác" of "bác bỏ").
LEAST_SYLLABLES = 2


class EverydayWord(NamedTuple):
    """An everyday word in a text, and the official terms for it, the usual one first."""

    official: tuple[str, ...]
    start: int
    end: int


def read_table(text: str) -> dict[Syllables, tuple[str, ...]]:
    """Official terms by the syllables of the everyday form.

    Raises ValueError, with the line's number, for a line of another form, a form
    of one syllable, and one that is there already.
    """
    table: dict[Syllables, tuple[str, ...]] = {}
    for row in read_rows(text):
        form = tuple(token.text for token in _syllables(row.word))
        if len(form) < LEAST_SYLLABLES:
            raise ValueError(f"line {row.number}: expected several syllables: {row.word!r}")
        if form in table:
            raise ValueError(f"line {row.number}: {row.word!r} is in the table already")
        table[form] = row.meanings
    return table


@lru_cache(maxsize=1)
def _table() -> dict[Syllables, tuple[str, ...]]:
    return read_table((files(__package__) / "everyday_words.tsv").read_text(encoding="utf-8"))


def everyday_forms() -> list[str]:
    """All everyday forms of the table, spelt as in the index."""
    return [" ".join(form) for form in _table()]


@lru_cache(maxsize=1)
def _longest_from() -> dict[str, int]:
    """Syllables of the longest form that begins with each syllable."""
    longest: dict[str, int] = {}
    for form in _table():
        longest[form[0]] = max(len(form), longest.get(form[0], 0))
    return longest


def find_everyday_words(text: str) -> list[EverydayWord]:
    """The everyday words of a text in reading order; none overlap.  Ranges are in ``text``."""
    found: list[EverydayWord] = []
    syllables = _syllables(text)
    table, longest = _table(), _longest_from()
    at = 0
    while at < len(syllables):
        length = _longest_form(syllables, at, longest.get(syllables[at].text, 0), table)
        if length:
            form = tuple(token.text for token in syllables[at : at + length])
            start, end = syllables[at].start, syllables[at + length - 1].end
            found.append(EverydayWord(table[form], start, end))
        at += max(1, length)
    return found


def _longest_form(
    syllables: Sequence[Token], at: int, reach: int, table: Mapping[Syllables, tuple[str, ...]]
) -> int:
    """Syllables of the longest form that begins here, at most ``reach``; 0 for none."""
    best = 0
    form: Syllables = (syllables[at].text,)
    for length, token in enumerate(syllables[at + 1 : at + reach], start=2):
        if not token.joined:
            break
        form = (*form, token.text)
        best = length if form in table else best
    return best


def _syllables(text: str) -> list[Token]:
    return [token for token in tokenise(text) if not token.extra]
