"""Notes at the foot of a page, told from its text.

A note begins with a figure, letter or asterisk set raised, or stands below a short
rule that begins at the left margin; notes are set smaller than the text or begin like
that, and nothing follows them on the page.  They belong to a sentence above, so they
leave the page's lines: a sentence that goes on overleaf is one sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ingest.extraction.fixed_layout import Line
from ingest.extraction.furniture import PrintedPage

#: Notes are set smaller than the text by this factor, or more.
_SMALLER: Final = 0.95
#: The rule above notes is this share of the text's width, or less.
_SHORT: Final = 0.6
#: It stands within this many heights above the first note.
_CLOSE: Final = 3.0
#: It begins within this share of the width from the left margin.
_LEFT: Final = 0.15
#: A note has this many lines, or fewer, when only its first one tells.
_NOTE_LINES: Final = 12
_MARK: Final = re.compile(r"[(\[]?(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\d{1,3}|\*{1,3})[)\]]?(?=\s|[^\W\d])")
_DIGITS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@dataclass(frozen=True, slots=True)
class Note:
    """The lines of one note; ``mark`` is its figure, "" when it goes on from the page before."""

    mark: str
    lines: tuple[Line, ...]


def with_notes_apart(page: PrintedPage) -> tuple[tuple[Line, ...], tuple[Note, ...]]:
    """The lines of a page's text, and its notes in order."""
    start = _first_note(page)
    if start is None:
        return page.lines, ()
    notes: list[Note] = []
    for line in page.lines[start:]:
        mark = _mark(line)
        if not notes or line.raised or (mark and mark == _next(notes[-1].mark)):
            notes.append(Note(mark, (line,)))
        else:
            notes[-1] = Note(notes[-1].mark, (*notes[-1].lines, line))
    return page.lines[:start], tuple(notes)


def _next(mark: str) -> str:
    return str(int(mark) + 1) if mark.isdecimal() else mark + "*"


def _first_note(page: PrintedPage) -> int | None:
    """The index of the line with which notes begin that go on to the end of the page."""
    lines = page.lines
    if len(lines) < 2:
        return None
    for index, line in enumerate(lines):
        if index and _below_rule(line, page) and (_mark(line) or _is_small(line, lines[:index])):
            return index if _is_foot(lines, index) else None
    first = None
    for index in range(len(lines) - 1, 0, -1):
        line = lines[index]
        small = _is_small(line, lines[:index])
        if line.table or line.region or not (small or line.raised or _follows(lines, index)):
            break
        if line.raised:
            first = index
    return first if first is not None and _is_foot(lines, first) else None


def _is_foot(lines: Sequence[Line], first: int) -> bool:
    """Whether all lines from this one on stand below the text and are no table."""
    return all(
        line.top > lines[first - 1].top and not line.table and not line.region
        for line in lines[first:]
    )


def _follows(lines: Sequence[Line], index: int) -> bool:
    """Whether a line in the size of the text may be a further one of a note above it."""
    return any(line.raised for line in lines[max(0, index - _NOTE_LINES) : index])


def _is_small(line: Line, above: Sequence[Line]) -> bool:
    sizes: Counter[float] = Counter()
    for each in above:
        sizes[round(each.size, 1)] += len(each.text)
    text = max(sizes, key=lambda size: (sizes[size], size), default=0.0)
    return bool(text) and 0 < line.size < _SMALLER * text


def _below_rule(line: Line, page: PrintedPage) -> bool:
    """Whether a line is the first below a short rule at the left margin."""
    left = min(each.x0 for each in page.lines)
    width = max(each.x1 for each in page.lines) - left
    return any(
        x0 < left + _LEFT * width
        and x1 - x0 < _SHORT * width
        and 0 <= line.bottom - y < _CLOSE * line.height
        and not any(y < each.bottom - 1 < line.bottom - 2 for each in page.lines)
        for x0, y, x1 in page.separators
    )


def _mark(line: Line) -> str:
    """The figure with which a note begins, "" for any other line."""
    found = _MARK.match(line.text)
    return found[0].translate(_DIGITS).strip("()[]") if found else ""
