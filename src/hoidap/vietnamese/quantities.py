"""Quantities: figures and number words, each as one value with its unit.

::

    97,8%  98.5 %            97.8, 98.5 and "%"      comma before decimals
    1.000.000 đồng           1000000 "đồng"          points between thousands
    1,5 triệu, 2 tỷ 300 triệu   1500000, 2300000000
    ba mươi lăm, hai lăm     35, 25
    một trăm sáu mươi        160
    hai nghìn không trăm mười sáu   2016
    hai triệu rưỡi           2500000

Document numbers, dates and times of day are not quantities.  A
single number word counts only before something counted: ``ba nhóm`` is 3, but
``năm`` is five only before nouns that are counted in official texts (it also
means year), ``một`` likewise (it is the article), ``không`` never.  In text without
diacritics single words say too little (``sau`` is six and after) and are left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple

from hoidap.vietnamese.dates import find_dates
from hoidap.vietnamese.document_number import find_document_numbers
from hoidap.vietnamese.folding import fold
from hoidap.vietnamese.normalisation import match_form
from hoidap.vietnamese.searching import SearchForms, search_forms


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value, its unit when it is one of the known ones, and the range of both in the text.

    ``number_end`` is where the value ends, before the unit.
    """

    value: Decimal
    unit: str | None
    start: int
    number_end: int
    end: int


class _Vocabulary(NamedTuple):
    """Number words with or without diacritics."""

    digits: dict[str, int]
    last_digits: dict[str, int]  # after a ten
    multipliers: dict[str, int]
    ten: str  # mười
    tens: str  # mươi
    zero: str  # không, only in "không trăm"
    link: frozenset[str]  # linh, lẻ
    half: str  # rưỡi
    ordinal: frozenset[str]  # words that make a number word an ordinal or a name


_DIGIT_WORDS: Final = "một hai ba bốn năm sáu bảy tám chín"
_DIGITS: Final = {
    **{word: digit for digit, word in enumerate(_DIGIT_WORDS.split(), start=1)},
    "bẩy": 7,
}
#: After a ten five is lăm, because "hai mươi năm" is twenty years.
_LAST_DIGITS: Final = {
    **{word: digit for word, digit in _DIGITS.items() if word != "năm"},
    "mốt": 1,
    "tư": 4,
    "lăm": 5,
    "nhăm": 5,
}
#: Only these can follow a digit without mươi: "hai lăm" is 25, "hai ba" is two or three.
_SPOKEN_LAST: Final = frozenset({"mốt", "lăm", "nhăm", "mot", "lam", "nham"})
_MULTIPLIERS: Final = {
    "chục": 10,
    "trăm": 100,
    "nghìn": 1_000,
    "ngàn": 1_000,
    "vạn": 10_000,
    "triệu": 1_000_000,
    "tỷ": 1_000_000_000,
    "tỉ": 1_000_000_000,
}
_ORDINAL_WORDS: Final = "thứ tháng ngày điều khoản điểm chương mục khóa số phần lớp quý mùng mồng"
_MARKED: Final = _Vocabulary(
    _DIGITS,
    _LAST_DIGITS,
    _MULTIPLIERS,
    *("mười", "mươi", "không", frozenset({"linh", "lẻ"}), "rưỡi"),
    frozenset(_ORDINAL_WORDS.split()),
)
_BARE: Final = _Vocabulary(
    {fold(word): digit for word, digit in _DIGITS.items()},
    {fold(word): digit for word, digit in _LAST_DIGITS.items()},
    {fold(word): factor for word, factor in _MULTIPLIERS.items()},
    *("muoi", "muoi", "khong", frozenset({"linh", "le"}), "ruoi"),
    frozenset(fold(_ORDINAL_WORDS).split()),
)

_UNIT_NAMES: Final = (
    *("phần trăm", "đồng", "vnđ", "usd", "ngày", "tháng", "năm", "giờ", "phút", "tuần", "quý"),
    *("tuổi", "người", "lần", "km", "ha", "héc ta", "kg", "tấn", "mét vuông", "m2", "mét"),
)
_UNIT_BY_FOLDED: Final = {"%": "%", **{fold(name): name for name in _UNIT_NAMES}}
_UNIT: Final = re.compile(
    " ?(?:(%)|("
    + "|".join(sorted(map(re.escape, map(fold, _UNIT_NAMES)), key=len, reverse=True))
    + r")(?!\w))"
)
#: Nouns before which "một" and "năm" are certainly numbers.
_COUNTED_TABLE: Final = """
tập nhiệm giải nội nhóm điều khoản điểm biểu người cá lần ngày tháng tuần giờ xã huyện tỉnh mục
phần yếu bước nguyên thành đồng đơn vấn chương loại hình tiêu biện trường cơ tổ
"""
_COUNTED: Final = frozenset(_COUNTED_TABLE.split())
_DOUBTFUL: Final = frozenset({"một", "năm"})

_PART: Final = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
#: 04:47 is a time of day; ISO 9001:2008 is not.
_CLOCK: Final = re.compile(r"(?<![\d:])\d{1,2}:\d\d(?![\d:])")
_THOUSANDS: Final = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_ENGLISH_THOUSANDS: Final = re.compile(r"\d{1,3}(?:,\d{3}){2,}")
_DECIMAL: Final = re.compile(r"\d+(?:[.,]\d+)?")


class _Part(NamedTuple):
    """A figure or a word, and whether only a space stands between it and the one before."""

    text: str
    start: int
    end: int
    joined: bool


class _Read(NamedTuple):
    """A value, the parts it takes, and whether it is one digit written as a word."""

    value: Decimal
    length: int
    single: bool


def find_quantities(text: str) -> list[Quantity]:
    """All quantities of a text in reading order; none overlap."""
    forms = search_forms(text)
    vocabulary = _MARKED if forms.is_marked else _BARE
    parts = _parts(forms)
    found: list[Quantity] = []
    at = 0
    while at < len(parts):
        read = _read_number(parts, at, vocabulary)
        if read is None or (read.single and not _is_counted(parts, at, vocabulary)):
            at += 1
            continue
        start, number_end = parts[at].start, parts[at + read.length - 1].end
        at += read.length
        unit, end = _unit_after(forms, parts, at, number_end)
        found.append(
            Quantity(
                read.value,
                "%" if unit == "phần trăm" else unit,
                forms.range(start, start)[0],
                forms.range(start, number_end)[1],
                forms.range(start, end)[1],
            )
        )
        while at < len(parts) and parts[at].start < end:  # "126 năm": this năm is no five
            at += 1
    return found


def _parts(forms: SearchForms) -> list[_Part]:
    """Figures and words outside document numbers and dates."""
    ranges = [(hit.start, hit.end) for hit in find_document_numbers(forms.canonical)]
    ranges += [(hit.start, hit.end) for hit in find_dates(forms.canonical)]
    ranges += [clock.span() for clock in _CLOCK.finditer(forms.match)]
    taken = bytearray(len(forms.match))
    for first, last in ranges:
        taken[first:last] = b"\x01" * (last - first)
    parts: list[_Part] = []
    end = -1
    for found in _PART.finditer(forms.match):
        start = found.start()
        joined = end >= 0 and forms.match[end:start] == " "
        end = found.end()
        if not taken[start] and not _in_word(forms, found):
            parts.append(_Part(found[0], start, end, joined))
    return parts


def _in_word(forms: SearchForms, found: re.Match[str]) -> bool:
    """Whether a figure is part of a name like QH13."""
    before = forms.match[max(0, found.start() - 1) : found.start()]
    after = forms.match[found.end() : found.end() + 1]
    return found[0][0].isdecimal() and (before.isalpha() or after.isalpha())


def _unit_after(
    forms: SearchForms, parts: list[_Part], following: int, end: int
) -> tuple[str | None, int]:
    """The unit after a number and where it ends.

    A word that begins a date is no unit ("Nghị định số 61 ngày 16/8/2023"); nor is one
    that only looks like a unit without its marks ("Điều 1 Quy định").
    """
    unit = _UNIT.match(forms.folded, end)
    if unit is None:
        return None, end
    if unit[1]:
        return "%", unit.end()
    name = _UNIT_BY_FOLDED[unit[2]]
    typed = forms.match[unit.start(2) : unit.end(2)]
    in_a_date = following >= len(parts) or parts[following].start != unit.start(2)
    if in_a_date or (typed != match_form(name) and forms.is_marked):
        return None, end
    return name, unit.end()


def _is_counted(parts: list[_Part], at: int, vocabulary: _Vocabulary) -> bool:
    """Whether one digit written as a word counts what follows it."""
    if vocabulary is _BARE or at + 1 >= len(parts):
        return False
    following = parts[at + 1]
    if not following.joined or following.text[0].isdecimal():
        return False
    return parts[at].text not in _DOUBTFUL or following.text in _COUNTED


def _read_number(parts: list[_Part], at: int, vocabulary: _Vocabulary) -> _Read | None:
    """The number that begins at a part: groups with ever smaller multipliers."""
    is_word = not parts[at].text[0].isdecimal()
    if is_word and at and parts[at].joined and parts[at - 1].text in vocabulary.ordinal:
        return None
    total, length, limit = Decimal(0), 0, Decimal("Infinity")
    single = False
    while (group := _read_group(parts, at + length, vocabulary, inside=length > 0)) is not None:
        value, taken = group.value, group.length
        factor = 1
        while (larger := _multiplier(parts, at + length + taken, vocabulary)) and larger != 100:
            factor, taken = factor * larger, taken + 1
        if length and factor >= limit:
            break
        total, length, limit = total + value * factor, length + taken, Decimal(factor)
        single = group.single and length == 1
        if _word(parts, at + length, joined=True) == vocabulary.half and factor > 1:
            total, length = total + Decimal(factor) / 2, length + 1
        if factor == 1:
            break
    return _Read(total, length, single) if length else None


def _word(parts: list[_Part], at: int, *, joined: bool) -> str:
    """The part's text, or "" when there is none or (if asked) it does not join on."""
    if at >= len(parts) or (joined and not parts[at].joined):
        return ""
    return parts[at].text


def _multiplier(parts: list[_Part], at: int, vocabulary: _Vocabulary) -> int:
    return vocabulary.multipliers.get(_word(parts, at, joined=True), 0)


def _read_group(
    parts: list[_Part], at: int, vocabulary: _Vocabulary, *, inside: bool
) -> _Read | None:
    """A figure, or a number below a thousand in words."""
    word = _word(parts, at, joined=inside)
    if not word:
        return None
    if word[0].isdecimal():
        value = _figure(word)
        hundred = _multiplier(parts, at + 1, vocabulary) == 100
        if value is None:
            return None
        return _Read(value * 100, 2, False) if hundred else _Read(value, 1, False)
    digit = vocabulary.digits.get(word, 0)
    hundreds = _multiplier(parts, at + 1, vocabulary) == 100
    if hundreds and (digit or (inside and word == vocabulary.zero)):
        value = Decimal(digit * 100)
        rest = _read_below_hundred(parts, at + 2, vocabulary, inside=True)
        return _Read(value + rest.value, 2 + rest.length, False) if rest else _Read(value, 2, False)
    return _read_below_hundred(parts, at, vocabulary, inside=inside)


def _read_below_hundred(
    parts: list[_Part], at: int, vocabulary: _Vocabulary, *, inside: bool
) -> _Read | None:
    """A number of one or two digits in words."""
    word = _word(parts, at, joined=inside)
    following = _word(parts, at + 1, joined=True)
    if word in vocabulary.link and inside and following in vocabulary.digits:
        return _Read(Decimal(vocabulary.digits[following]), 2, False)
    if word == vocabulary.ten:
        last = vocabulary.last_digits.get(following, 0)
        return _Read(Decimal(10 + last), 2 if last else 1, False)
    digit = vocabulary.digits.get(word, 0)
    if not digit:
        return None
    if following == vocabulary.tens:
        last = vocabulary.last_digits.get(_word(parts, at + 2, joined=True), 0)
        return _Read(Decimal(10 * digit + last), 3 if last else 2, False)
    if following in _SPOKEN_LAST and following in vocabulary.last_digits:
        return _Read(Decimal(10 * digit + vocabulary.last_digits[following]), 2, False)
    return _Read(Decimal(digit), 1, True)


def _figure(text: str) -> Decimal | None:
    """The value of a figure as Vietnamese writes it; None for "1.2.3"."""
    if _THOUSANDS.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    if _ENGLISH_THOUSANDS.fullmatch(text):
        return Decimal(text.replace(",", ""))
    return Decimal(text.replace(",", ".")) if _DECIMAL.fullmatch(text) else None
