"""Lines of pages to paragraphs that may run over page ends.

A printed paragraph is many lines.  Where one ends shows by what a typesetter
does: the next line is indented, stands further down, is set in another way, or would
have found room for its first word on the line before.  A line that begins with a number
or a dash begins a paragraph only if the one before ends a sentence, because "Điều 5"
also stands at the start of lines inside sentences.

A table that goes on overleaf is one table: its head is not repeated, and cells that
are empty there because they go on from above say again what stands above.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf
from statistics import median

from ingest.extraction.continued_tables import Tables
from ingest.extraction.extracted_text import (
    PAGE_BREAK,
    Alignment,
    Block,
    BlockKind,
    Style,
)
from ingest.extraction.fixed_layout import Line
from ingest.extraction.furniture import PrintedPage, without_furniture
from ingest.extraction.line_ends import joint
from ingest.extraction.page_notes import Note, with_notes_apart

#: Lines further apart than this many usual distances belong to different paragraphs.
_FAR = 1.45
#: An indent is at least this share of a line's height.
_INDENT = 0.7
#: Two left ends are the same when they differ by less than this share of the height.
_SAME = 0.4
#: A space, as a share of the height.
_SPACE = 0.3
#: Two sizes are the same when they differ by less than this, in points.
_RESIZED = 0.8
#: Share of a block's letters that must be bold for it to be bold, or italic.
_MOST = 0.9
#: A centred line leaves at least this share of the column free on each side.
_CENTRED = 0.04
#: A line at the right margin ends within this share of the width from it, and begins further in.
_EDGE = 0.1
#: Lines of a paragraph begin within this share of the width from the margin.
_FAR_IN = 0.25
#: The middles of a centred line and of its column differ by less than this share of the width.
_MIDDLE = 0.03

_NUMBERED = re.compile(
    r"(?:điều|chương|mục|phần|khoản|phụ lục|tiểu mục)\s+\S|căn cứ\s|nơi nhận|kính gửi"
    r"|\d{1,3}(?:\.\d{1,2})*[.)\-–]\s|[a-zđ]{1,2}[.)]\s|[ivx]+[.\-–]\s|[-–—+•*]\s",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.;:!?…”»\"]\s*$")
_MARKS = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(slots=True)
class _Paragraph:
    lines: list[Line]
    page: int
    margins: _Margins
    breaks: set[int] = field(default_factory=set)  # indexes of lines that begin a page

    @property
    def last_page(self) -> int:
        return self.page + len(self.breaks)

    def text(self) -> str:
        parts: list[str] = []
        for index, line in enumerate(self.lines):
            if index:
                between = joint(self.lines[index - 1].text, line.text)
                parts.append(PAGE_BREAK if index in self.breaks and between else between)
            parts.append(line.text)
        return "".join(parts)

    def block(self) -> Block:
        known = [(len(line.text), line.sure) for line in self.lines if line.sure is not None]
        length = sum(letters for letters, _ in known)
        sure = sum(letters * sure for letters, sure in known) / length if length else None
        style = _style(self.lines, self.margins)
        return Block(BlockKind.PARAGRAPH, self.text(), page=self.page, sure=sure, style=style)


def _style(lines: Sequence[Line], margins: _Margins) -> Style:
    letters = sum(len(line.text) for line in lines)
    first = lines[0]
    return Style(
        bold=sum(line.bold * len(line.text) for line in lines) > _MOST * letters,
        italic=sum(line.italic * len(line.text) for line in lines) > _MOST * letters,
        alignment=margins.alignment(lines),
        size=round(median(line.size for line in lines), 1),
        indent=round(max(0.0, first.x0 - margins.left), 1),
    )


@dataclass(frozen=True, slots=True)
class _Margins:
    """What the lines of one region of a page have in common."""

    left: float
    right: float
    distance: float  # usual distance of two lines
    indent: float  # where most indented lines begin

    @classmethod
    def of(cls, lines: Sequence[Line]) -> _Margins:
        steps = [b.bottom - a.bottom for a, b in pairwise(lines) if b.bottom > a.bottom]
        left = min(line.x0 for line in lines)
        begins = Counter(round(line.x0) for line in lines if line.x0 - left > line.height)
        indent, often = begins.most_common(1)[0] if begins else (inf, 0)
        return cls(
            left=left,
            right=max(line.x1 for line in lines),
            distance=median(steps) if steps else inf,
            indent=indent if often > 1 else inf,
        )

    def had_room(self, before: Line, line: Line) -> bool:
        """Whether the first word of ``line`` would have fitted on the line before."""
        return before.x1 + _SPACE * line.height + line.first_width < self.right

    def indents(self, line: Line) -> bool:
        """Whether ``line`` begins behind the left margin."""
        return line.x0 - self.left >= _INDENT * line.height

    def stands_far_in(self, line: Line) -> bool:
        """Whether a line begins so far from the margin that it is no part of a paragraph."""
        return line.x0 - self.left > _FAR_IN * (self.right - self.left)

    def is_centred(self, line: Line) -> bool:
        """Whether a line leaves the same room on both sides."""
        if abs(line.x0 - self.indent) < _SAME * line.height:
            return False
        width = self.right - self.left
        before, behind = line.x0 - self.left, self.right - line.x1
        return min(before, behind) > _CENTRED * width and abs(before - behind) < 2 * _MIDDLE * width

    def alignment(self, lines: Sequence[Line]) -> Alignment:
        """How lines are set: centred, at the right margin, or from the left."""
        if all(map(self.is_centred, lines)):
            return Alignment.CENTRE
        width = self.right - self.left
        right = all(self.right - line.x1 < _EDGE * width < line.x0 - self.left for line in lines)
        return Alignment.END if right else Alignment.START


def blocks_of(pages: Iterable[PrintedPage]) -> Iterator[Block]:
    """The paragraphs and table rows of a document in reading order.

    Notes stand behind the paragraph that bears their mark.
    """
    return _Reader().blocks(without_furniture(list(pages)))


class _Reader:
    """Goes through the pages with one paragraph open at a time."""

    def __init__(self) -> None:
        self._open: _Paragraph | None = None
        self._tables = Tables()
        self._notes: list[tuple[int, Note]] = []

    def blocks(self, pages: Sequence[PrintedPage]) -> Iterator[Block]:
        for page in pages:
            lines, notes = with_notes_apart(page)
            margins = _margins(lines)
            self._notes += [(page.number, note) for note in notes]
            for index, line in enumerate(lines):
                if self._goes_on(lines, index, margins[line.region], page.number):
                    continue
                yield from self._closed()
                yield from self._left_over(page.number)
                if line.cells:
                    yield from self._tables.rows(line, page.number, at_top=index == 0)
                else:
                    yield from self._tables.closed()
                    self._open = _Paragraph([line], page.number, margins[line.region])
        yield from self._closed()
        yield from self._tables.closed()
        yield from self._left_over(None)

    def _goes_on(self, lines: Sequence[Line], index: int, margins: _Margins, page: int) -> bool:
        """Whether line ``index`` of a page was added to the open paragraph."""
        if self._open is None or not _continues(self._open, lines, index, margins):
            return False
        if page > self._open.last_page:
            self._open.breaks.add(len(self._open.lines))
        self._open.lines.append(lines[index])
        return True

    def _closed(self) -> Iterator[Block]:
        """The open paragraph and the notes whose marks it bears."""
        if self._open is None:
            return
        paragraph, self._open = self._open, None
        yield paragraph.block()
        yield from self._noted(paragraph)

    def _noted(self, paragraph: _Paragraph) -> Iterator[Block]:
        marks = {found[0].translate(_PLAIN) for found in _MARKS.finditer(paragraph.text())}
        own = range(paragraph.page, paragraph.last_page + 1)
        mine = [each for each in self._notes if each[0] in own and each[1].mark in marks]
        yield from self._note_blocks(mine)

    def _left_over(self, page: int | None) -> Iterator[Block]:
        """Notes of pages before ``page`` whose mark was not found, of all pages for None."""
        old = [each for each in self._notes if page is None or each[0] < page]
        yield from self._note_blocks(old)

    def _note_blocks(self, notes: Sequence[tuple[int, Note]]) -> Iterator[Block]:
        for each in notes:
            self._notes.remove(each)
            page, note = each
            yield _Paragraph(list(note.lines), page, _Margins.of(note.lines)).block()


def _margins(lines: Sequence[Line]) -> dict[int, _Margins]:
    regions: dict[int, list[Line]] = {}
    for line in lines:
        regions.setdefault(line.region, []).append(line)
    return {region: _Margins.of(some) for region, some in regions.items()}


def _continues(paragraph: _Paragraph, lines: Sequence[Line], index: int, margins: _Margins) -> bool:
    """Whether line ``index`` of a page goes on with the paragraph that is open."""
    line, before = lines[index], paragraph.lines[-1]
    if line.cells or _is_resized(before, line):
        return False
    sentence_goes_on = _goes_on_small(before, line)
    if index == 0 or before.region != line.region:
        overleaf = index == 0 and not (before.region or line.region)
        return sentence_goes_on or (overleaf and _goes_on_overleaf(paragraph, line, margins))
    if lines[index - 1] is not before or line.bottom - before.bottom > _FAR * margins.distance:
        return False
    return sentence_goes_on or not _begins(paragraph, line, margins)


def _begins(paragraph: _Paragraph, line: Line, margins: _Margins) -> bool:
    """Whether the line below the open paragraph begins a new one."""
    before = paragraph.lines[-1]
    return bool(
        (_NUMBERED.match(line.text) and _ENDS.search(before.text))
        or _are_centred(before, line)
        or _ends_heading(paragraph, line)
        or (margins.stands_far_in(before) and margins.stands_far_in(line))
        or margins.had_room(before, line)
        or _is_indented(before, line, margins)
    )


def _is_resized(before: Line, line: Line) -> bool:
    return bool(before.size and line.size) and abs(before.size - line.size) > _RESIZED


def _goes_on_small(before: Line, line: Line) -> bool:
    """Whether a line can only be the rest of a sentence: a small letter or half a number."""
    if not joint(before.text, line.text):
        return True
    if _ENDS.search(before.text) or _NUMBERED.match(line.text):
        return False
    return line.text[0].islower()


def _are_centred(before: Line, line: Line) -> bool:
    """Whether two lines have one middle and different ends: each is a line by itself."""
    near = _SAME * line.height
    return (
        abs(before.x0 + before.x1 - line.x0 - line.x1) < 2 * near
        and abs(before.x0 - line.x0) > near
    )


def _ends_heading(paragraph: _Paragraph, line: Line) -> bool:
    """Whether a heading in bold type is over: what follows is not and begins with a capital."""
    bold = all(each.bold > _MOST for each in paragraph.lines)
    return bold and line.bold < 1 - _MOST and not line.text[0].islower()


def _is_indented(before: Line, line: Line, margins: _Margins) -> bool:
    if not margins.indents(line) or line.x0 <= before.x0:
        return False
    if abs(line.x0 - before.x0) < _SAME * line.height:
        return False  # both indented alike: two lines of one block
    hanging = abs(line.x0 - before.text_x0) < _SAME * line.height
    return not (hanging and _NUMBERED.match(before.text))


def _goes_on_overleaf(paragraph: _Paragraph, line: Line, margins: _Margins) -> bool:
    """Whether the first line of a page continues the last paragraph of the page before."""
    last = paragraph.lines[-1]
    if margins.indents(line) or _ENDS.search(last.text) or _NUMBERED.match(line.text):
        return False
    room = paragraph.margins.had_room(last, line)
    return not room and _LETTER.search(line.text) is not None
