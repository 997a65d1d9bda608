"""Letters that a font names wrongly, told from the words in which they stand.

A font of a PDF says which letter each of its shapes is; programs get this wrong for
Vietnamese letters, always in the same way in one file: ``ƣ`` for ``ư``, a letter of another
script for one that looks alike.  Such a letter is foreign to Vietnamese, and one letter of
the alphabet makes possible syllables of nearly all words that have it, most of them known.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from hoidap.vietnamese.letters import TONE_OF, VOWELS
from hoidap.vietnamese.syllable_statistics import base_language
from hoidap.vietnamese.syllables import is_syllable
from ingest.extraction.extracted_text import Block

#: Different words that prove what a letter stands for; one or two may be foreign names.
_LEAST_WORDS: Final = 3
#: Share of them that the right letter makes syllables of.
_SYLLABLES: Final = 0.9
#: Share of them that are then words of the everyday language.
_KNOWN: Final = 0.5

_WORD: Final = re.compile(r"[^\W\d_]+")
_PLAIN: Final = frozenset("abcdefghiklmnopqrstuvxyzwjđ")
_VOWELS: Final[frozenset[str]] = frozenset(VOWELS) | frozenset(each.lower() for each in TONE_OF)
_LETTERS: Final = sorted((_PLAIN | _VOWELS) - frozenset("fjwz"))
_OWN: Final = _PLAIN | _VOWELS


def with_right_letters(blocks: Sequence[Block]) -> list[Block]:
    """``blocks`` with every foreign letter that clearly stands for one of Vietnamese."""
    words: dict[str, set[str]] = defaultdict(set)
    for block in blocks:
        if block.text.isascii():
            continue
        for word in _WORD.findall(block.text):
            small = word.lower()
            for letter in {each for each in small if each not in _OWN and not each.isascii()}:
                words[letter].add(small)
    meant = {letter: right for letter, some in words.items() if (right := _meant(letter, some))}
    if not meant:
        return list(blocks)
    table = str.maketrans(
        meant | {a.upper(): b.upper() for a, b in meant.items() if len(a.upper()) == 1}
    )
    return [
        replace(
            block,
            text=block.text.translate(table),
            cells=tuple(replace(cell, text=cell.text.translate(table)) for cell in block.cells),
        )
        for block in blocks
    ]


def _meant(letter: str, words: set[str]) -> str | None:
    """The letter that makes syllables of the words, and more known ones than any other."""
    if len(words) < _LEAST_WORDS:
        return None
    known = _known_words()
    best, most, tied = None, 0, False
    for right in _LETTERS:
        made = [word.replace(letter, right) for word in words]
        if sum(map(is_syllable, made)) < _SYLLABLES * len(made):
            continue
        count = sum(word in known for word in made)
        if count >= most:
            best, most, tied = right, count, count == most
    return best if not tied and most >= _KNOWN * len(words) else None


@cache
def _known_words() -> frozenset[str]:
    """The words of the base language in match form."""
    return frozenset(base_language().words)
