"""The lines of a canonical text, with the ones that only quote another document marked.

A law that amends another prints the new wording between quotation marks, often
over many lines with articles, clauses and points of their own.  Those are not
provisions of the document in hand.  A quotation counts as one over several lines
when it opens at the start of a line or after a colon, is not closed in that line,
and is closed later; the lines up to the closing mark are then ``quoted``.  An
opening mark that is never closed is taken for a misprint and changes nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

#: Stands between the cells of a row.
CELL_MARK = " | "
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"

_OPENING = "“«"
_CLOSING = "”»"

#: What stands before a quotation that opens in mid-line: a colon, perhaps spaces.
_AFTER_COLON = re.compile(r":\s*$")

#: A quotation that was opened with “ is sometimes closed with a straight mark.
_ENDS_STRAIGHT = re.compile(r'"[.;,]?$')

#: A quoted amendment may quote in turn; more quotations inside one are a mark that was lost.
_NESTED = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One non-blank line: its range without surrounding white space, and its text."""

    start: int
    end: int
    text: str
    quoted: bool = False

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table, whose cells are written with bars between."""
        return CELL_MARK in self.text

    @property
    def is_note(self) -> bool:
        """Whether it is a footnote, which begins with its raised number."""
        return self.text[0] in _RAISED


def read_lines(text: str, start: int = 0, end: int | None = None) -> list[Line]:
    """The non-blank lines between two offsets, in order."""
    stop = len(text) if end is None else end
    plain = [
        Line(start + match.start(), start + match.end(), match.group())
        for match in re.finditer(r"\S(?:[^\n]*\S)?", text[start:stop])
    ]
    return _mark_quotations(plain)


#: "Điều 1. Phạm vi ........ 2": an entry of the contents repeats a heading that stands elsewhere.
_LEADERS = re.compile(r"(?:\.{4,}|…{2,}|(?:\. ){4,})\s*\d{1,4}$")


def _mark_quotations(lines: list[Line]) -> list[Line]:
    balances = [_balance(line.text) for line in lines]
    straight_ends = [i for i, balance in enumerate(balances) if balance.odd]
    marked = []
    until = -1
    for index, line in enumerate(lines):
        if index <= until:
            marked.append(Line(line.start, line.end, line.text, quoted=True))
            continue
        opens_line = line.text[0] in _OPENING + '"' or _LEADERS.search(line.text) is not None
        balance = balances[index]
        if balance.opening is not None and _introduces(line.text, balance.opening):
            until = _closed_by(lines, balances, index)
        elif balance.odd and line.text[0] == '"':
            until = _next(straight_ends, index)
        marked.append(Line(line.start, line.end, line.text, quoted=opens_line))
    return marked


class _Balance(NamedTuple):
    """Quotation marks of a line: closed from above, left open and where, straight ones odd."""

    closes: int
    opens: int
    opening: int | None
    odd: bool


def _balance(text: str) -> _Balance:
    stack: list[int] = []
    closes = 0
    for index, character in enumerate(text):
        if character in _OPENING:
            stack.append(index)
        elif character in _CLOSING:
            if stack:
                stack.pop()
            else:
                closes += 1
    odd = text.count('"') % 2 == 1
    return _Balance(closes, len(stack), stack[0] if stack else None, odd)


def _closed_by(lines: Sequence[Line], balances: Sequence[_Balance], first: int) -> int:
    """The line in which the quotation that line ``first`` leaves open is closed, or -1.

    One that is never closed ends where the next one is announced: above the line with a
    colon that stands over it.
    """
    depth = balances[first].opens
    announced = []
    for index in range(first + 1, len(lines)):
        text = lines[index].text
        if text[0] in _OPENING and lines[index - 1].text.endswith(":"):
            announced.append(index)
            if len(announced) > _NESTED:
                break
        balance = balances[index]
        depth -= balance.closes
        if depth <= 0 or (depth == 1 and balance.odd and _ENDS_STRAIGHT.search(text)):
            return index
        depth += balance.opens
    return announced[0] - 2 if announced else -1


def _introduces(text: str, opening: int) -> bool:
    return opening == 0 or _AFTER_COLON.search(text[:opening]) is not None


def _next(indices: list[int], after: int) -> int:
    """The first of sorted ``indices`` behind ``after``, or -1."""
    position = bisect_right(indices, after)
    return indices[position] if position < len(indices) else -1
