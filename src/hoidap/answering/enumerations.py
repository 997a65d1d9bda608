"""Whole enumerations: a lead-in and all its items, in order.

A question for a list is answered by the list, not by the item that resembles
the question most.  The lead-in is the sentence that ends in a colon before the
first item; items are sibling sections (khoản, điểm, ý, gạch đầu dòng) with
nothing but white space between them or, where a text has no such sections (an
answer of an interview), lines that begin with marks of one kind.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from hoidap.answering.evidence import Range
from hoidap.domain import Document, Section, SectionKind
from hoidap.vietnamese.sentences import split_sentences

ITEMS = frozenset({SectionKind.CLAUSE, SectionKind.POINT, SectionKind.ITEM, SectionKind.DASH})

#: How far before the first item its lead-in is looked for: sentences of law are long.
LEAD_IN_CHARACTERS = 1200

#: How far around a range marked lines are looked for: the longest list of the codes.
#: Characters of a line that opens sub-items.
LONGEST_OPENING: Final = 300
SEARCHED = 12_000


_MARK = re.compile(r"(?P<number>\d{1,3}[.)\-/])\s|(?P<letter>[a-zđ]\))\s|(?P<dash>[-–+•*])\s")


class Enumeration(NamedTuple):
    """A list's lead-in and items."""

    lead_in: Range
    items: tuple[Range, ...]

    @property
    def start(self) -> int:
        """Where the lead-in begins."""
        return self.lead_in.start

    @property
    def end(self) -> int:
        """Where the last item ends."""
        return self.items[-1][1]


def enumeration_at(document: Document, start: int, end: int) -> Enumeration | None:
    """The enumeration that a range is part of, with its lead-in.

    The range may be the lead-in, an item, or part of one; of nested lists the
    innermost counts.  None when the range is in no list of two items or more.
    """
    items = [section for section in document.sections if section.kind in ITEMS]
    candidates = [*_section_runs(document.text, items), *_line_runs(document.text, start, end)]
    for run in sorted(candidates, key=lambda run: run[-1][1] - run[0][0]):
        lead_in = _lead_in(document.text, run[0][0])
        if lead_in is None or len(run) < 2:
            continue
        if lead_in.start <= start and end <= run[-1][1]:
            return Enumeration(lead_in, tuple(Range(*each) for each in run))
    return None


def opened_by_heading(document: Document, place: int) -> Section | None:
    """The section whose heading alone opens the list of items that a place is in.

    "Điều 3. Việc không được làm" before "1. Viết vào sách.": without the heading the item
    says nothing, or the contrary.  None where words stand between heading and items.
    """
    around = [each for each in document.sections if each.start <= place < each.end]
    for above, item in pairwise(around):
        if item.kind in ITEMS and above.kind not in ITEMS and above.title:
            first = next(each for each in document.sections if each.parent == above.index)
            return None if document.text[above.body_start : first.start].strip() else above
    return None


def opening_above(document: Document, place: int) -> tuple[int, int] | None:
    """The line that opens the item whose sub-items a place is in: "2. Sở Tài chính" above "a)".

    None where the place is in no sub-item, or where more than a line opens them.
    """
    around = [each for each in document.sections if each.start <= place < each.end]
    for above, item in reversed([*pairwise(around)]):
        if item.kind in ITEMS and above.kind in ITEMS and item.parent == above.index:
            first = next(each for each in document.sections if each.parent == above.index)
            opening = document.text[above.start : first.start].rstrip()
            return (above.start, above.start + len(opening)) if _is_line(opening) else None
    return None


def _is_line(text: str) -> bool:
    return 0 < len(text) <= LONGEST_OPENING and "\n" not in text


def _section_runs(text: str, items: Sequence[Section]) -> list[list[tuple[int, int]]]:
    """Items that follow each other as siblings."""
    runs: list[list[tuple[int, int]]] = []
    open_runs: dict[tuple[int | None, SectionKind], list[tuple[int, int]]] = {}
    for item in items:
        run = open_runs.get((item.parent, item.kind))
        if run is None or text[run[-1][1] : item.start].strip():
            run = open_runs[(item.parent, item.kind)] = []
            runs.append(run)
        run.append((item.start, item.end))
    return runs


def _line_runs(text: str, start: int, end: int) -> list[list[tuple[int, int]]]:
    """Runs of lines with marks of one kind around a range."""
    runs: list[list[tuple[int, int]]] = []
    kind: str | None = None
    for line_start, line_end in _lines(text, start - SEARCHED, end + SEARCHED):
        found = _MARK.match(text, line_start, line_end)
        if found is None or found.lastgroup != kind:
            kind = found.lastgroup if found else None
            runs.append([])
        if found is not None:
            runs[-1].append((line_start, line_end))
    return [run for run in runs if run]


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The lines that are not blank in a part of a text, widened to whole lines."""
    at = text.rfind("\n", 0, max(start, 0)) + 1
    lines = []
    while at < min(end, len(text)):
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        if text[at:stop].strip():
            lines.append((at, stop))
        at = stop + 1
    return lines


def _lead_in(text: str, first_item: int) -> Range | None:
    """The sentence before an item, when it announces a list."""
    offset = max(first_item - LEAD_IN_CHARACTERS, 0)
    before = text[offset:first_item].rstrip()
    if not before.endswith(":"):
        return None
    sentences = split_sentences(before)
    return Range(*(offset + end for end in sentences[-1])) if sentences else None
