"""Vietnamese letters and tones: the tables the other modules are built from.

A Vietnamese vowel letter is a base letter (``a``), perhaps with a quality mark
(``ă``, ``â``), perhaps with one of five tone marks.  All composed forms are
single code points in NFC, so replacing one by another never moves an offset.
"""

from __future__ import annotations

import unicodedata
from typing import Final

#: Toneless vowel letters in alphabetical order.
VOWELS: Final = "aăâeêioôơuưy"

#: Combining tone marks: huyền, sắc, hỏi, ngã, nặng.
TONE_MARKS: Final = ("\u0300", "\u0301", "\u0309", "\u0303", "\u0323")

#: (toneless vowel, tone mark) -> composed letter, lower case.
TONED: Final[dict[tuple[str, str], str]] = {
    (vowel, mark): unicodedata.normalize("NFC", vowel + mark)
    for vowel in VOWELS
    for mark in TONE_MARKS
}

#: composed letter -> (toneless vowel, tone mark), lower case.
TONE_OF: Final[dict[str, tuple[str, str]]] = {letter: key for key, letter in TONED.items()}

#: Every lower-case letter that carries a quality mark or a tone, and đ.
MARKED_LETTERS: Final = "đăâêôơư" + "".join(TONED.values())

#: Regular-expression class body of every lower-case letter of Vietnamese text
#: (f, j, w, z occur in foreign words and in typing).
LETTER_CLASS: Final = "a-z" + MARKED_LETTERS


def split_tone(word: str) -> tuple[str, str] | None:
    """Separate a lower-case word into its toneless letters and its tone mark ("" for level).

    None when it carries two tones, which no Vietnamese syllable does.
    """
    letters, tone = [], ""
    for letter in word:
        bare = TONE_OF.get(letter)
        if bare is None:
            letters.append(letter)
            continue
        if tone:
            return None
        letters.append(bare[0])
        tone = bare[1]
    return "".join(letters), tone
