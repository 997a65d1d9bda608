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
from functools import lru_cache
from typing import NamedTuple

from hoidap.domain import BETWEEN_CELLS

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
        return BETWEEN_CELLS in self.text

    @property
    def is_note(self) -> bool:
        """Whether it is a footnote, which begins with its raised number."""
        return self.text[0] in _RAISED


def read_lines(text: str, start: int = 0, end: int | None = None) -> list[Line]:
    """The non-blank lines between two offsets, in order."""
    return list(_lines(text, start, len(text) if end is None else end))


#: Form, head and structure of a document are all read from the same lines.
@lru_cache(maxsize=2)
def _lines(text: str, start: int, stop: int) -> tuple[Line, ...]:
    plain = [
        Line(start + match.start(), start + match.end(), match.group())
        for match in re.finditer(r"\S(?:[^\n]*\S)?", text[start:stop])
    ]
    return tuple(_mark_quotations(plain))


def _mark_quotations(lines: list[Line]) -> list[Line]:
    quotations = _Quotations(lines)
    marked = []
    until = -1
    for index, line in enumerate(lines):
        if index <= until:
            marked.append(Line(line.start, line.end, line.text, quoted=True))
            continue
        opens_line = line.text[0] in _OPENING + '"' or _is_entry(line.text)
        until = quotations.closed_by(index)
        marked.append(Line(line.start, line.end, line.text, quoted=opens_line))
    return marked


#: What leads from an entry of the contents to its page, as its last characters.
_LEADERS = ("....", "……", ". . . .")
#: Figures of a page number.
_PAGE_FIGURES = 4


def _is_entry(text: str) -> bool:
    """Whether a line is "Điều 1. Phạm vi ........ 2": it repeats a heading of elsewhere."""
    before = text.rstrip("0123456789")
    figures = len(text) - len(before)
    return 0 < figures <= _PAGE_FIGURES and before.rstrip().endswith(_LEADERS)


_MARKS = re.compile(f"[{_OPENING}{_CLOSING}]")


class _Balance(NamedTuple):
    """Quotation marks of a line: closed from above, left open and where, straight ones odd."""

    closes: int
    opens: int
    opening: int | None
    odd: bool


def _balance(text: str) -> _Balance:
    stack: list[int] = []
    closes = 0
    for mark in _MARKS.finditer(text):
        if mark[0] in _OPENING:
            stack.append(mark.start())
        elif stack:
            stack.pop()
        else:
            closes += 1
    odd = text.count('"') % 2 == 1
    return _Balance(closes, len(stack), stack[0] if stack else None, odd)


class _Quotations:
    """Where the quotations end that lines leave open, found without reading on from each line.

    ``low[k]`` is how many quotations are open after what line ``k`` closes, counted from the
    beginning of the text.  One that line ``i`` opens is closed by the first line behind it
    whose ``low`` is no higher than what was open before ``i`` was opened.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._balances = [_balance(line.text) for line in lines]
        self._odd = [i for i, balance in enumerate(self._balances) if balance.odd]
        self._announced = [
            i
            for i in range(1, len(lines))
            if lines[i].text[0] in _OPENING and lines[i - 1].text.endswith(":")
        ]
        self._low: list[int] = []
        self._open: list[int] = []
        self._straight: dict[int, list[int]] = {}
        depth = 0
        for index, balance in enumerate(self._balances):
            self._low.append(depth - balance.closes)
            if balance.odd and _ENDS_STRAIGHT.search(lines[index].text):
                self._straight.setdefault(self._low[-1], []).append(index)
            depth = self._low[-1] + balance.opens
            self._open.append(depth)
        self._lower = _next_lower(self._low)

    def closed_by(self, index: int) -> int:
        """The line in which the quotation that a line leaves open is closed, or -1.

        One that is never closed ends where the next one is announced: above the line with a
        colon that stands over it.
        """
        balance, text = self._balances[index], self._lines[index].text
        if balance.opening is None or not _introduces(text, balance.opening):
            opens_straight = balance.odd and text[0] == '"'
            return _after(self._odd, index) if opens_straight else -1
        before = self._open[index] - balance.opens
        closing = index + 1
        while closing < len(self._low) and self._low[closing] > before:
            closing = self._lower[closing]
        straight = _after(self._straight.get(before + 1, []), index)
        if straight >= 0:
            closing = min(closing, straight)
        at = bisect_right(self._announced, index)
        nested = self._announced[at : at + _NESTED + 1]
        if closing < len(self._low) and not (len(nested) > _NESTED and nested[-1] <= closing):
            return closing
        return nested[0] - 2 if nested else -1


def _next_lower(values: Sequence[int]) -> list[int]:
    """For each value the index of the next lower one, or how many there are."""
    found = [len(values)] * len(values)
    waiting: list[int] = []
    for index, value in enumerate(values):
        while waiting and value < values[waiting[-1]]:
            found[waiting.pop()] = index
        waiting.append(index)
    return found


def _introduces(text: str, opening: int) -> bool:
    return opening == 0 or _AFTER_COLON.search(text[:opening]) is not None


def _after(indices: list[int], after: int) -> int:
    """The first of sorted ``indices`` behind ``after``, or -1."""
    position = bisect_right(indices, after)
    return indices[position] if position < len(indices) else -1
