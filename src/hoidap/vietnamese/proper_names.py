"""Proper names: runs of capitalised words ("Lưu Văn Thường", "Đầm Hà", "Bộ Chính trị").

A class of capital letters cannot be written as a range: in Unicode, capital and
small Vietnamese letters alternate from Ă (U+0102) to ỹ (U+1EF9).  So a word is
taken as capitalised when its first letter is (``str.isupper``).
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_WORD: Final = re.compile(r"[^\W\d_][\w’'-]*")
#: Fewer capitalised words are the beginning of a sentence or an emphasis.
_LEAST_WORDS: Final = 2


class FoundName(NamedTuple):
    """A name and its range in the text."""

    text: str
    start: int
    end: int


def find_names(text: str) -> list[FoundName]:
    """Runs of two or more capitalised words with one space between, in reading order.

    A run at the beginning of a sentence may hold the sentence's first word.
    Words in capitals throughout (``UBND``) are abbreviations and end a run.
    """
    names: list[FoundName] = []
    run: list[re.Match[str]] = []
    for word in _WORD.finditer(text):
        capitalised = word[0][0].isupper() and (len(word[0]) == 1 or not word[0].isupper())
        if run and (not capitalised or text[run[-1].end() : word.start()] != " "):
            names += _name(text, run)
            run = []
        if capitalised:
            run.append(word)
    return names + _name(text, run)


def _name(text: str, run: list[re.Match[str]]) -> list[FoundName]:
    if len(run) < _LEAST_WORDS:
        return []
    start, end = run[0].start(), run[-1].end()
    return [FoundName(text[start:end], start, end)]
