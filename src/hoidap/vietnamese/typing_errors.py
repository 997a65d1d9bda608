"""Slips of the keyboard: leftovers of Telex and VNI, and one wrong key.

Telex writes marks as letters (``vieejc`` is việc, ``dduwowcj`` được), VNI as figures
(``vie6c5``); when the input method was off, they stay in the text.  A word is
decoded only when it is not a Vietnamese syllable as it stands and is one
afterwards.  Marks may be typed anywhere after their letter, as people do.

For one wrong key (a letter left out, doubled, exchanged or too much) the
possible words are listed; which one was meant is decided by the corpus, in
``restoration``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from hoidap.vietnamese.folding import fold_composed
from hoidap.vietnamese.letters import TONE_MARKS
from hoidap.vietnamese.syllables import ONSETS, RHYMES, is_syllable, parse_syllable

_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = TONE_MARKS
_TELEX_TONES: Final = {"f": _GRAVE, "s": _ACUTE, "r": _HOOK, "x": _TILDE, "j": _DOT, "z": ""}
_VNI_TONES: Final = {"1": _ACUTE, "2": _GRAVE, "3": _HOOK, "4": _TILDE, "5": _DOT, "0": ""}
#: What a doubled letter and w make of a vowel.
_TELEX_LETTERS: Final = {"aa": "â", "ee": "ê", "oo": "ô", "dd": "đ"}
_W: Final = {"a": "ă", "o": "ơ", "u": "ư"}
_VNI_LETTERS: Final = {
    "6": {"a": "â", "e": "ê", "o": "ô"},
    "7": {"o": "ơ", "u": "ư"},
    "8": {"a": "ă"},
    "9": {"d": "đ"},
}
_VNI_WORD: Final = re.compile(r"[a-z]+(?:\d[a-z]*)+")
#: The longest syllable has seven letters, Telex needs three more for its marks.
_LONGEST_TYPED: Final = 11
_ALPHABET: Final = "abcdeghiklmnopqrstuvxy"


@lru_cache(maxsize=4096)
def decode_telex(word: str) -> str | None:
    """The syllable a lower-case word spells in Telex, or None when it spells none."""
    if not word.isascii() or not word.isalpha() or len(word) > _LONGEST_TYPED:
        return None
    if parse_syllable(word) is not None:
        return None
    tones = [at for at, letter in enumerate(word) if at and letter in _TELEX_TONES]
    # The tone may stand after its vowel ("vieejt") or at the word's end ("vieetj").
    for at in [*reversed(tones), None]:
        letters = word if at is None else word[:at] + word[at + 1 :]
        tone = "" if at is None else _TELEX_TONES[word[at]]
        syllable = _with_tone(_telex_letters(letters), tone)
        if syllable is not None and syllable != word:
            return syllable
    return None


def _telex_letters(typed: str) -> str:
    """Letters with quality marks from doubled letters and w, wherever these stand."""
    letters: list[str] = []
    for letter in typed:
        if letter == "w":
            _add_w(letters)
            continue
        double = _TELEX_LETTERS.get(letter * 2)
        if double and letter in letters and double not in letters:
            letters[letters.index(letter)] = double
            continue
        letters.append(letter)
    return "".join(letters)


def _add_w(letters: list[str]) -> None:
    """Mark the vowel before: ``uo`` both at once, else the last that can be marked."""
    text = "".join(letters)
    for plain, marked in (("uo", "ươ"), ("ưo", "ươ"), ("uơ", "ươ")):
        at = text.rfind(plain)
        if at >= 0:
            letters[at : at + 2] = marked
            return
    for at in range(len(letters) - 1, -1, -1):
        if letters[at] in _W:
            letters[at] = _W[letters[at]]
            return
    letters.append("ư")  # w alone stands for ư


@lru_cache(maxsize=4096)
def decode_vni(word: str) -> str | None:
    """The syllable a lower-case word with figures spells in VNI, or None when it spells none.

    ``khoan2`` may as well be "khoản 2" typed without a space: callers decide.
    """
    if not _VNI_WORD.fullmatch(word) or len(word) > _LONGEST_TYPED:
        return None
    letters: list[str] = []
    tone = ""
    for letter in word:
        if letter in _VNI_TONES:
            tone = _VNI_TONES[letter]
        elif letter in _VNI_LETTERS:
            if not _mark_last(letters, _VNI_LETTERS[letter]):
                return None
        elif letter.isdecimal():
            return None
        else:
            letters.append(letter)
    return _with_tone("".join(letters), tone)


def _mark_last(letters: list[str], marks: dict[str, str]) -> bool:
    """Mark the last letter that can bear the mark (both of ``uo``)."""
    for at in range(len(letters) - 1, -1, -1):
        if letters[at] in marks:
            letters[at] = marks[letters[at]]
            if letters[at] == "ơ" and at and letters[at - 1] == "u":
                letters[at - 1] = "ư"
            return True
    return False


def _with_tone(letters: str, tone: str) -> str | None:
    """The syllable of toneless letters and a tone, or None when it is none."""
    syllable = parse_syllable(letters)
    if syllable is None:
        return None
    spelling = syllable._replace(tone=tone).spelling
    return unicodedata.normalize("NFC", spelling) if is_syllable(spelling) else None


@lru_cache(maxsize=1024)
def one_key_away(word: str) -> tuple[str, ...]:
    """Every lower-case ASCII word that differs by one key, each once.

    One letter left out, put in, exchanged for another, or two neighbours swapped.
    """
    splits = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    words = {left + right[1:] for left, right in splits if right}
    words |= {left + right[1] + right[0] + right[2:] for left, right in splits if len(right) > 1}
    words |= {left + c + right[1:] for left, right in splits if right for c in _ALPHABET}
    words |= {left + c + right for left, right in splits for c in _ALPHABET}
    words.discard(word)
    words.discard("")
    return tuple(sorted(words))


@lru_cache(maxsize=1)
def unmarked_syllables() -> frozenset[str]:
    """Every syllable with its marks dropped (some 3,000): ``duong`` of đường, dương, dưỡng."""
    return frozenset(fold_composed(onset + rhyme) for onset in ONSETS for rhyme in RHYMES)
