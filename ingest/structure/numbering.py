"""Ordinals: what a number says about its place, and what may follow it.

Points are lettered by the Vietnamese alphabet, in which đ follows d and f, j, w, z
do not occur; documents lettered the Latin way are followed too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: Order of point letters; f, j, w and z stand where a Latin lettering has them.
_LETTERS = "abcdđefghijklmnopqrstuvwxyz"

#: Letters that one of the two alphabets leaves out: stepping over them is no gap.
_OPTIONAL = frozenset("đfjwz")

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}

#: "Phần thứ tư", "Chương thứ mười hai": ordinal words, tone placement as printed.
_WORDS = {
    "nhất": 1,
    "một": 1,
    "hai": 2,
    "nhì": 2,
    "ba": 3,
    "tư": 4,
    "bốn": 4,
    "năm": 5,
    "lăm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
    "mươi": 10,
}


@dataclass(frozen=True, slots=True, order=True)
class Ordinal:
    """A place in a numbering: "12a" is (12, 1), "đ" is (5, 0), "đ1" is (5, 1)."""

    number: int
    suffix: int = 0


#: Before every numbering: its successor is number one.
BEFORE = Ordinal(0)


def arabic(label: str) -> Ordinal:
    """The place of "12" or "12a"; ValueError when it is neither."""
    match = re.fullmatch(r"(\d+)([a-zđ]?)", label)
    if match is None:
        raise ValueError(f"Not an arabic ordinal: {label!r}.")
    return Ordinal(int(match[1]), _LETTERS.index(match[2]) + 1 if match[2] else 0)


def letter(label: str) -> Ordinal:
    """The place of "đ" or "đ1"; ValueError when it is neither."""
    match = re.fullmatch(r"([a-zđ])(\d*)", label)
    if match is None:
        raise ValueError(f"Not a point letter: {label!r}.")
    return Ordinal(_LETTERS.index(match[1]) + 1, int(match[2] or 0))


def roman(label: str) -> int:
    """The value of a roman numeral in its usual form; ValueError for anything else."""
    total = 0
    for position, sign in enumerate(label):
        if sign not in _ROMAN:
            raise ValueError(f"Not a roman numeral: {label!r}.")
        value = _ROMAN[sign]
        following = _ROMAN.get(label[position + 1 : position + 2], 0)
        total += -value if value < following else value
    if total == 0 or to_roman(total) != label:
        raise ValueError(f"Not a roman numeral: {label!r}.")
    return total


def to_roman(value: int) -> str:
    """A whole number below 400 as a roman numeral; "" for zero and below."""
    steps = [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X")]
    steps += [(9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
    parts = []
    for size, sign in steps:
        while value >= size:
            parts.append(sign)
            value -= size
    return "".join(parts)


def word(label: str) -> int:
    """The value of "nhất", "mười hai", "hai mươi mốt"; ValueError for other words."""
    total = 0
    for part in label.lower().split():
        value = 1 if part == "mốt" else _WORDS.get(part)
        if value is None:
            raise ValueError(f"Not an ordinal word: {label!r}.")
        total = total * 10 if part == "mươi" else total + value
    if total == 0:
        raise ValueError(f"Not an ordinal word: {label!r}.")
    return total


def successors(last: Ordinal, *, lettered: bool = False) -> Iterator[Ordinal]:
    """What may directly follow ``last``: "1a" or "2" after "1"; "đ" or "e" after "d"."""
    yield Ordinal(last.number, last.suffix + 1)
    yield Ordinal(last.number, last.suffix + 2)  # "1đ" after "1c" where the copy lost "1d"
    number = last.number + 1
    while True:
        yield Ordinal(number)
        yield Ordinal(number, 1)
        if not lettered or number > len(_LETTERS) or _LETTERS[number - 1] not in _OPTIONAL:
            return
        number += 1
