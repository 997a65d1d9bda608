"""Whether the text of a page is what the page shows.

The text behind a scan is another program's recognition, often of a program that knows
no Vietnamese; and a font may name its letters wrongly or not at all.  Both show in the
words: nine tenths of those of a Vietnamese text are possible syllables, and every sixth
letter or so is one that only Vietnamese has (ă, đ, ơ, ư and those with a tone).
Measured on official documents: 0.88 to 0.99 and 0.13 to 0.20.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from hoidap.vietnamese.normalisation import canonical_text
from hoidap.vietnamese.syllables import is_syllable

#: Words that make a verdict; fewer are a stamp or a number.
_LEAST_WORDS: Final = 12
#: Share of possible syllables in a good layer.
_SYLLABLES: Final = 0.75
#: Share of letters that only Vietnamese has in a good layer.
_OWN_LETTERS: Final = 0.06
#: Share of letters with more than one sign, or none of them: accents were lost.
_TONED: Final = 0.015
#: Share of accented letters from which a text is taken for Vietnamese, not for English.
_UNNAMED_ACCENTS: Final = 0.02
#: Share of possible syllables below which a typed Vietnamese text is broken.
_LOST: Final = 0.6
#: Share of letters that a font leaves unnamed; a bullet or two is normal.
_UNNAMED: Final = 0.1

_WORD: Final = re.compile(r"[^\W\d_]+")
_UNNAMED_LETTER: Final = re.compile("[\ufffd\ue000-\uf8ff\u0000]")
_OWN: Final = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
_ACCENTED: Final = re.compile("[\u00c0-\u00fd\u0102-\u01b0\u1ea0-\u1ef9]")
_DOUBLY: Final = re.compile("[\u1ea0-\u1ef9]")


def is_unnamed(texts: Iterable[str]) -> bool:
    """Whether the fonts of a page do not say which letters they draw."""
    letters = "".join(texts)
    return len(_UNNAMED_LETTER.findall(letters)) > _UNNAMED * max(1, len(letters))


def is_good_vietnamese(text: str) -> bool:
    """Whether a layer behind a picture may be believed."""
    words = _words(text)
    if len(words) < _LEAST_WORDS:
        return False
    letters = "".join(words)
    own = len(_OWN.findall(letters)) / len(letters)
    return _syllables(words) >= _SYLLABLES and own >= _OWN_LETTERS


def has_lost_accents(text: str) -> bool:
    """Whether a typed text was Vietnamese before its accented letters were lost.

    Some letters with accents are left, but those with a sign on the vowel and a tone
    (ế, ộ, ự), a tenth of all letters, are missing, or most words are no syllables.
    """
    words = _words(text)
    if len(words) < _LEAST_WORDS:
        return False
    letters = "".join(words)
    accented = len(_ACCENTED.findall(letters))
    if accented < _UNNAMED_ACCENTS * len(letters):
        return False
    doubly = len(_DOUBLY.findall(letters))
    return doubly < _TONED * len(letters) or _syllables(words) < _LOST


def _words(text: str) -> list[str]:
    return _WORD.findall(canonical_text(text))


def _syllables(words: list[str]) -> float:
    small = [word for word in words if not word.isupper()] or words
    return sum(is_syllable(word.lower()) for word in small) / len(small)
