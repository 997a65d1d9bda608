"""A question taken apart for restoration: its words, and how its asker types."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final, NamedTuple

from hoidap.vietnamese.document_number import find_document_numbers
from hoidap.vietnamese.folding import fold_composed
from hoidap.vietnamese.normalisation import canonical_text, match_form_of_canonical
from hoidap.vietnamese.roman import VALUES as ROMAN_VALUES
from hoidap.vietnamese.syllables import is_syllable
from hoidap.vietnamese.typing_errors import decode_vni, unmarked_syllables


class WordKind(Enum):
    """What may be done to a word."""

    OPEN = auto()  # may be restored or corrected
    KEPT = auto()  # a name, an abbreviation, part of a document number
    FIGURE = auto()
    BOUNDARY = auto()  # ends a sentence


class TypedWord(NamedTuple):
    """A word as typed, in match form, and its range in the canonical question."""

    typed: str
    match: str
    start: int
    end: int
    kind: WordKind


@dataclass(frozen=True, slots=True)
class TypedQuestion:
    """A question's canonical text and words.

    ``unmarked`` is the share of its syllables that bear no mark, 0 to 1; ``vni``
    says that VNI figures were left in it.
    """

    text: str
    words: tuple[TypedWord, ...]
    unmarked: float
    vni: bool


_UNIT: Final = re.compile(r"t\.ư(?![^\W_])|[^\W_]+(?:[.,/-]\d+)*|[.;:!?\n]")
#: A syllable in VNI with a mark of its own figure: these are never numbers after a word.
_VNI_MARK: Final = re.compile(r"[a-z]+[6-9]")
#: Before a roman numeral; "thứ" only in "lần thứ", because "thú vị" is no number.
_BEFORE_ROMAN: Final = frozenset(["khoa", "chuong", "muc", "phan", "ky", "quy", "hoi"])
#: Single consonants are marks of points; single vowels are words (ở, ý).
_MARKS_OF_POINTS: Final = "bcdđghklmnpqrstvx"
#: Two capitals may be an abbreviation even when they could be a syllable (TU, CA).
_SHORT: Final = 2

#: Fewer words without capitals do not tell how an asker types.
_ENOUGH_WORDS: Final = 3


def read_question(question: str) -> TypedQuestion:
    """Take a question apart."""
    text = canonical_text(question)
    match = match_form_of_canonical(text)
    numbers = [(found.start, found.end) for found in find_document_numbers(text)]
    shouted = not any(letter.islower() for letter in text)
    words: list[TypedWord] = []
    for unit in _UNIT.finditer(match):
        start, end = unit.span()
        inside = any(first <= start < last for first, last in numbers)
        typed = text[start:end]
        kind = WordKind.KEPT if inside else _kind(typed, unit[0], words, shouted)
        words.append(TypedWord(typed, unit[0], start, end, kind))
    vni = any(
        word.kind is WordKind.OPEN and _VNI_MARK.match(word.match) and decode_vni(word.match)
        for word in words
    )
    return TypedQuestion(text, tuple(words), _unmarked(words), vni)


def _kind(typed: str, match: str, before: list[TypedWord], shouted: bool) -> WordKind:
    """What may be done to a word outside document numbers."""
    if not match[0].isalnum():
        return WordKind.BOUNDARY
    if match[0].isdecimal():
        return WordKind.FIGURE
    letter = len(match) == 1 and match in _MARKS_OF_POINTS
    abbreviation = typed.isupper() and len(typed) > 1 and not shouted and _is_abbreviation(match)
    name = typed[0].isupper() and not shouted and not match.isascii() and is_syllable(match)
    numeral = match in ROMAN_VALUES and bool(before) and _numbers(before)
    kept = letter or abbreviation or name or numeral
    return WordKind.KEPT if kept else WordKind.OPEN


def _is_abbreviation(match: str) -> bool:
    return len(match) <= _SHORT or fold_composed(match) not in unmarked_syllables()


def _numbers(before: list[TypedWord]) -> bool:
    """Whether the words before a roman numeral make it one."""
    folded = [fold_composed(word.match) for word in before[-2:]]
    return folded[-1] in _BEFORE_ROMAN or folded == ["lan", "thu"]


def _unmarked(words: list[TypedWord]) -> float:
    """Share of syllables without marks among all that could be read as syllables.

    Names are left aside as long as enough other words are there: foreign and
    abbreviated ones have no marks in correct text either.
    """
    syllables = [
        word
        for word in words
        if word.kind is not WordKind.FIGURE and fold_composed(word.match) in unmarked_syllables()
    ]
    common = [word for word in syllables if word.typed.islower()]
    judged = common if len(common) >= _ENOUGH_WORDS else syllables
    return len([word for word in judged if word.match.isascii()]) / max(1, len(judged))
