"""Text without diacritics, as it is often typed."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from hoidap.vietnamese.letters import LETTER_CLASS, MARKED_LETTERS
from hoidap.vietnamese.normalisation import composed
from hoidap.vietnamese.syllables import parse_syllable


def _folding_table() -> dict[int, str]:
    """Every precomposed Latin letter with its base letter, and đ with d."""
    table = {}
    for code in (*range(0x00C0, 0x0250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii() and base.isalpha():
            table[code] = base
    return table | {ord("đ"): "d", ord("Đ"): "D", ord("ð"): "d", ord("Ð"): "D"}


_TABLE: Final = _folding_table()
_LOOSE_MARKS: Final = re.compile("[\u0300-\u036f]+")
_WORD: Final = re.compile(f"[{LETTER_CLASS}]+")
_MARKED: Final = re.compile(f"[{MARKED_LETTERS}{MARKED_LETTERS.upper()}]")


def fold_composed(text: str) -> str:
    """``fold`` for NFC text, one character for each: offsets stay what they are."""
    return text if text.isascii() else text.translate(_TABLE)


def fold(text: str) -> str:
    """Text without diacritics: ``Điều khoản`` becomes ``Dieu khoan``."""
    if text.isascii():
        return text
    return _LOOSE_MARKS.sub("", composed(text).translate(_TABLE))


def has_diacritics(text: str) -> bool:
    """Whether any Vietnamese letter with a mark stands in the text."""
    return not text.isascii() and bool(_MARKED.search(composed(text)))


def unmarked_share(text: str) -> float:
    """Share of the syllables that could bear marks but do not, 0 to 1.

    Correctly spelled text has an eighth to a quarter (``cho``, ``trong``, ``hai``);
    text typed without diacritics has 1.  0 when there is no syllable at all.
    """
    words = _WORD.findall(composed(text).lower())
    syllables = [word for word in words if parse_syllable(word) is not None]
    if not syllables:
        return 0.0
    return len([word for word in syllables if word.isascii()]) / len(syllables)
