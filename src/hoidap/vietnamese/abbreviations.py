"""Abbreviations and what they stand for, from the table ``abbreviations.tsv``.

Askers type ``ubnd``, ``Cbcc`` and ``HDND`` for UBND, CBCC and HĐND, so the folded
text is searched.  Three things guard against ordinary words: a short form that
could be a Vietnamese syllable (``TU``, ``HU``) must stand in capitals, and not among
words in capitals; a typed đ must agree; and document numbers are left alone
(the CT of ``05-CT/TW`` says nothing new).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from hoidap.vietnamese.document_number import find_document_numbers
from hoidap.vietnamese.folding import fold, fold_composed
from hoidap.vietnamese.searching import SearchForms, search_forms
from hoidap.vietnamese.typing_errors import unmarked_syllables
from hoidap.vietnamese.word_tables import read_rows


class Expansion(NamedTuple):
    """An abbreviation in a text, and its meanings, the likeliest first."""

    short: str
    meanings: tuple[str, ...]
    start: int
    end: int

    @property
    def is_ambiguous(self) -> bool:
        """Whether it stands for several things."""
        return len(self.meanings) > 1


class _Entry(NamedTuple):
    short: str
    meanings: tuple[str, ...]


def read_table(text: str) -> dict[str, tuple[_Entry, ...]]:
    """Entries of a table, by folded lower-case short form.

    Raises ValueError for a line of another form, with its number.
    """
    table: dict[str, tuple[_Entry, ...]] = {}
    for row in read_rows(text):
        entry = _Entry(row.word, row.meanings)
        key = fold(entry.short).lower()
        table[key] = (*table.get(key, ()), entry)
    return table


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[_Entry, ...]]:
    return read_table((files(__package__) / "abbreviations.tsv").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_table(), key=len, reverse=True)
    return re.compile(rf"(?<![\w&])(?:{'|'.join(map(re.escape, longest_first))})(?![\w&])")


def expand(text: str) -> list[Expansion]:
    """The abbreviations of a text in reading order, with their ranges in ``text``."""
    forms = search_forms(text)
    numbers = [(found.start, found.end) for found in find_document_numbers(forms.canonical)]
    found = []
    for match in _pattern().finditer(forms.folded):
        if any(start <= match.start() < end for start, end in numbers):
            continue
        entries = _agreeing(forms, match, _table())
        if entries:
            meanings = tuple(dict.fromkeys(m for entry in entries for m in entry.meanings))
            found.append(Expansion(entries[0].short, meanings, *forms.range(*match.span())))
    return found


def _agreeing(
    forms: SearchForms, match: re.Match[str], table: Mapping[str, tuple[_Entry, ...]]
) -> list[_Entry]:
    """Entries that what was typed can be, those written exactly so first."""
    typed = forms.canonical[match.start() : match.end()]
    if match[0] in unmarked_syllables() and not _stands_out(forms, match):
        return []
    lower = forms.match[match.start() : match.end()]
    fitting = [
        entry
        for entry in table[match[0]]
        if all(
            t == s or t == fold_composed(s) for t, s in zip(lower, entry.short.lower(), strict=True)
        )
    ]
    return sorted(fitting, key=lambda entry: entry.short != typed)


def _stands_out(forms: SearchForms, match: re.Match[str]) -> bool:
    """Whether it is in capitals and the words beside it are not."""
    if not forms.canonical[match.start() : match.end()].isupper():
        return False
    line_start = forms.canonical.rfind("\n", 0, match.start()) + 1
    line_end = forms.canonical.find("\n", match.end())
    line = forms.canonical[line_start : line_end if line_end >= 0 else None]
    return any(letter.islower() for letter in line)
