"""What a line may be numbered with: one grammar for every form of number.

A line is read once and gives *candidates*, not decisions: "I. TÌNH HÌNH" may be roman one
or the letter I, "i) Trường hợp" roman one or the point after h, "3. của Luật này" a number
or the end of a reference that a page broke.  ``numbering_tree`` decides among them over the
whole document.

The forms, and how they are written: levels with a word of their own ("Chương II", "Điều 8",
see ``headings``); "A." "I-" "1." "1.1." "a)" with a full stop, hyphen, bracket or stroke
behind them; "1)", "(1)", "(i)", "(a)" in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final

from hoidap.domain import SectionKind
from ingest.structure.headings import Heading, in_capitals, read_heading
from ingest.structure.lines import Line
from ingest.structure.numbering import Ordinal, arabic, letter, roman


class Form(IntEnum):
    """A way of numbering; the order is the usual one from the outermost level inwards."""

    PART = 0
    CHAPTER = 1
    DIVISION = 2
    SUBDIVISION = 3
    ARTICLE = 4
    CAPITAL = 5
    ROMAN = 6
    ARABIC = 7
    DECIMAL = 8
    LETTER = 9
    ARABIC_BRACKET = 10
    IN_BRACKETS = 11
    LETTER_IN_BRACKETS = 12
    ROMAN_IN_BRACKETS = 13


_OF_KIND: Final = {
    SectionKind.PART: Form.PART,
    SectionKind.CHAPTER: Form.CHAPTER,
    SectionKind.DIVISION: Form.DIVISION,
    SectionKind.SUBDIVISION: Form.SUBDIVISION,
    SectionKind.ARTICLE: Form.ARTICLE,
}

#: A label, then its sign; a decimal number may stand without one.
_NUMBER: Final = re.compile(
    r"(?P<open>\()?"
    r"(?P<label>(?:\d{1,2}|[IVX]{1,5})(?:\.\d{1,2}){1,5}|\d{1,3}[a-zđ]?|[IVXLC]{1,7}|[A-ZĐ]"
    r"|[ivx]{1,5}|[a-zđ]\d{0,2})"
    r"(?P<sign>\s?(?:[.)/]\s?[-–—]|[-–—.)/]))?"
    r"(?P<space>\s*)(?P<rest>.*)"
)

_UPPER: Final = "".join(filter(str.isupper, map(chr, range(ord("A"), ord("ỹ") + 1))))

#: Where a number may stand in the middle of a line that a page glued to the one before it:
#: behind the end of a sentence, of a note in brackets or of a heading in capitals.
_GLUED: Final = re.compile(
    rf"(?:(?<=[.;:)”] )|(?<=[{_UPPER}]{{2}} ))"
    rf"(?=(?:\d{{1,2}}(?:\.\d{{1,2}}){{0,4}}|[IVX]{{1,4}})\. [{_UPPER}])"
)

#: A list's first item may stand in the line of what it belongs to: "Điều 5. 1. Cán bộ".
_MAY_HOLD_FIRST: Final = frozenset({Form.ARTICLE, Form.ARABIC, Form.DECIMAL})

#: What such a first item may be.
_FIRST: Final = frozenset({Form.ARABIC, Form.DECIMAL, Form.LETTER, Form.IN_BRACKETS})


#: Characters behind a number inside a line that say what it is: several times a title's.
_LONGEST_REST: Final = 1000


@dataclass(frozen=True, slots=True)
class Candidate:
    """One way to read the number at a place of the text.

    ``line`` indexes the lines of the scope; ``start`` is where the number begins, ``body``
    where the words behind it do.  ``above`` are the figures before the last one of a decimal
    number: (3, 2) of "3.2.5".  ``sign`` is what stands behind the number.  ``inline``: the
    number stands behind another in the same line; ``glued``: behind other words.
    """

    form: Form
    label: str
    ordinal: Ordinal
    line: int
    start: int
    body: int
    rest: str
    sign: str = ""
    above: tuple[int, ...] = ()
    inline: bool = False
    glued: bool = False
    heading: Heading | None = None

    @property
    def written(self) -> str:
        """The label as it is cited: "(1)" keeps its brackets, "1." is 1."""
        bracketed = self.form >= Form.IN_BRACKETS and self.form is not Form.ARABIC_BRACKET
        return f"({self.label})" if bracketed else self.label


def read_candidates(line: Line, index: int) -> list[list[Candidate]]:
    """The readings of each number of a line, in order: at its beginning, behind that, inside."""
    numbers = []
    first = list(_readings(line, index, line.start))
    start = line.start
    if first:
        numbers.append(first)
        start = first[0].body
        if first[0].form in _MAY_HOLD_FIRST and start > line.start:
            second = [
                replace(reading, inline=True)
                for reading in _readings(line, index, start)
                if reading.form in _FIRST and reading.ordinal == Ordinal(1)
            ]
            if second:
                numbers.append(second)
                start = second[0].body
    for match in _GLUED.finditer(line.text, start - line.start + 1):
        readings = _readings(line, index, line.start + match.start())
        glued = [replace(reading, glued=True) for reading in readings]
        numbers.extend([glued] if glued else [])
    return numbers


def _readings(line: Line, index: int, start: int) -> Iterator[Candidate]:
    at = start - line.start
    # Of what stands behind a number inside a line no more is read than shows what it is.
    text = line.text[at : at + _LONGEST_REST] if at else line.text
    heading = read_heading(text) if start == line.start else None
    if heading is not None:
        body = line.end - len(heading.rest)
        form = _OF_KIND[heading.kind]
        yield Candidate(
            form, heading.label, heading.ordinal, index, start, body, heading.rest, heading=heading
        )
        return
    match = _NUMBER.match(text)
    if match is None or not _is_number(match):
        return
    for form, ordinal, above in _forms(match):
        body = start + match.start("rest")
        sign = ("(" if match["open"] else "") + (match["sign"] or "").strip()
        yield Candidate(
            form, match["label"], ordinal, index, start, body, match["rest"], sign, above
        )


def _is_number(match: re.Match[str]) -> bool:
    """Whether the sign and the space behind a label make it a number and no other word."""
    sign, rest = (match["sign"] or "").strip(), match["rest"]
    if match["open"]:
        return sign == ")" and bool(rest)
    if not sign:
        return "." in match["label"] and bool(match["space"]) and not rest[:1].islower()
    if not rest:
        return False
    if match["space"] or sign.endswith(")"):
        return not (sign == "/" and rest[0].isdigit())
    if "." in match["label"] or match["label"].isdecimal():
        return sign in {".", "-", "–", "—"} and rest[0].isalpha()
    return sign == "." and match["label"].isupper() and rest[0].isupper() and len(rest) > 1


def _forms(match: re.Match[str]) -> Iterator[tuple[Form, Ordinal, tuple[int, ...]]]:
    """The forms that a label may have, each with its place in the numbering."""
    label, sign = match["label"], (match["sign"] or "").strip()
    if "." in label:
        yield from _decimal(label)
    elif label[0].isdigit():
        bracket = Form.IN_BRACKETS if match["open"] else Form.ARABIC_BRACKET
        yield (bracket if sign == ")" else Form.ARABIC), arabic(label), ()
    elif label.isupper():
        if match["open"]:
            return
        if value := _roman(label):
            yield Form.ROMAN, Ordinal(value), ()
        if len(label) == 1 and in_capitals(match["rest"]):
            yield Form.CAPITAL, letter(label.lower()), ()
    else:
        if value := _roman(label.upper()):
            yield Form.ROMAN_IN_BRACKETS, Ordinal(value), ()
        if (label[:1].isalpha() and label[1:].isdecimal()) or len(label) == 1:
            form = Form.LETTER_IN_BRACKETS if match["open"] else Form.LETTER
            yield form, letter(label), ()


def _decimal(label: str) -> Iterator[tuple[Form, Ordinal, tuple[int, ...]]]:
    first, *others = label.split(".")
    value = int(first) if first.isdecimal() else _roman(first)
    if value:
        figures = (value, *map(int, others))
        yield Form.DECIMAL, Ordinal(figures[-1]), figures[:-1]


def _roman(label: str) -> int:
    """The value of a roman numeral, 0 for letters that only look like one."""
    try:
        return roman(label)
    except ValueError:
        return 0
