"""Lines of pages to paragraphs that may run over page ends.

A printed paragraph is many lines.  Where one ends shows by what a typesetter
does: the next line is indented, stands further down, or would have found room
for its first word on the line before.  A line that begins with a number or a
dash begins a paragraph only if the one before ends a sentence, because "Điều 5"
also stands at the start of lines inside sentences.

Running heads, running feet and page numbers are left out: lines at the top or
bottom of pages that are bare numbers or, figures aside, the same on most pages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf
from statistics import median

from ingest.extraction.extracted_text import PAGE_BREAK, Block, BlockKind
from ingest.extraction.fixed_layout import Line

#: Lines further apart than this many usual distances belong to different paragraphs.
_FAR = 1.45
#: An indent is at least this share of a line's height.
_INDENT = 0.7
#: Two left ends are the same when they differ by less than this share of the height.
_SAME = 0.4
#: A space, as a share of the height.
_SPACE = 0.3
#: Share of a page's height at its top and bottom where running heads and feet stand.
_MARGIN = 0.12
#: Running heads repeat on most pages; a chapter's own may leave out its first.
_MOST_PAGES = 0.5
#: Lines looked at on each end of a page.
_EDGE_LINES = 3

_NUMBERED = re.compile(
    r"(?:điều|chương|mục|phần|khoản|phụ lục|tiểu mục)\s+\S|căn cứ\s|nơi nhận|kính gửi"
    r"|\d{1,3}(?:\.\d{1,2})*[.)\-–]\s|[a-zđ]{1,2}[.)]\s|[ivx]+[.\-–]\s|[-–—+•*]\s",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.;:!?…”»\"]\s*$")
_PAGE_NUMBER = re.compile(
    r"[\s\-–—_|]*(?:trang\s*)?\d{1,4}(?:\s*(?:/|of|trên)\s*\d{1,4})?[\s\-–—_|]*", re.I
)
_DIGITS = re.compile(r"\d+")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page's lines in reading order; ``height`` and places in points."""

    number: int
    height: float
    lines: tuple[Line, ...]


@dataclass(slots=True)
class _Paragraph:
    lines: list[Line]
    page: int
    breaks: set[int] = field(default_factory=set)  # indexes of lines that begin a page

    def block(self) -> Block:
        parts = []
        for index, line in enumerate(self.lines):
            if index:
                parts.append(PAGE_BREAK if index in self.breaks else " ")
            parts.append(line.text)
        known = [(len(line.text), line.sure) for line in self.lines if line.sure is not None]
        length = sum(letters for letters, _ in known)
        sure = sum(letters * sure for letters, sure in known) / length if length else None
        return Block(BlockKind.PARAGRAPH, "".join(parts), page=self.page, sure=sure)


@dataclass(frozen=True, slots=True)
class _Margins:
    """What the lines of one region of a page have in common."""

    left: float
    right: float
    distance: float  # usual distance of two lines

    @classmethod
    def of(cls, lines: Sequence[Line]) -> _Margins:
        steps = [b.top - a.top for a, b in pairwise(lines) if b.top > a.top]
        return cls(
            left=min(line.x0 for line in lines),
            right=max(line.x1 for line in lines),
            distance=median(steps) if steps else inf,
        )

    def had_room(self, before: Line, line: Line) -> bool:
        """Whether the first word of ``line`` would have fitted on the line before."""
        return before.x1 + _SPACE * line.height + line.first_width < self.right

    def indents(self, line: Line) -> bool:
        """Whether ``line`` begins behind the left margin."""
        return line.x0 - self.left >= _INDENT * line.height


def blocks_of(pages: Iterable[PrintedPage]) -> Iterator[Block]:
    """The paragraphs and table rows of a document in reading order."""
    paragraph: _Paragraph | None = None
    for page in without_furniture(list(pages)):
        margins = _margins(page.lines)
        for index, line in enumerate(page.lines):
            own = margins[line.region]
            if paragraph is not None and _continues(paragraph, page.lines, index, own):
                if index == 0:
                    paragraph.breaks.add(len(paragraph.lines))
                paragraph.lines.append(line)
                continue
            if paragraph is not None:
                yield paragraph.block()
                paragraph = None
            if line.cells:
                yield Block(BlockKind.TABLE_ROW, line.text, page=page.number, sure=line.sure)
            else:
                paragraph = _Paragraph([line], page.number)
    if paragraph is not None:
        yield paragraph.block()


def without_furniture(pages: Sequence[PrintedPage]) -> list[PrintedPage]:
    """The pages without page numbers and without what is printed on most of them."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_key(line) for line in _edges(page)})
    most = max(2, _MOST_PAGES * len(pages))
    running = {key for key, count in seen.items() if count >= most}
    kept = []
    for page in pages:
        dropped = {
            id(line)
            for line in _edges(page)
            if _PAGE_NUMBER.fullmatch(line.text) or _key(line) in running
        }
        lines = tuple(line for line in page.lines if id(line) not in dropped)
        kept.append(PrintedPage(page.number, page.height, lines))
    return kept


def _edges(page: PrintedPage) -> list[Line]:
    """The outermost lines of a page, if they stand in its margins."""
    by_height = sorted(page.lines, key=lambda line: line.top)
    top = [line for line in by_height[:_EDGE_LINES] if line.bottom < _MARGIN * page.height]
    bottom = [line for line in by_height[-_EDGE_LINES:] if line.top > (1 - _MARGIN) * page.height]
    return [*top, *(line for line in bottom if line not in top)]


def _key(line: Line) -> str:
    return _DIGITS.sub("0", " ".join(line.text.lower().split()))


def _margins(lines: Sequence[Line]) -> dict[int, _Margins]:
    regions: dict[int, list[Line]] = {}
    for line in lines:
        regions.setdefault(line.region, []).append(line)
    return {region: _Margins.of(some) for region, some in regions.items()}


def _continues(paragraph: _Paragraph, lines: Sequence[Line], index: int, margins: _Margins) -> bool:
    """Whether line ``index`` of a page goes on with the paragraph that is open."""
    line, before = lines[index], paragraph.lines[-1]
    if line.cells:
        return False
    if index == 0:
        return _goes_on(before, line, margins)
    if before.region != line.region or lines[index - 1] is not before:
        return False
    if line.top - before.top > _FAR * margins.distance:
        return False
    if _NUMBERED.match(line.text) and _ENDS.search(before.text):
        return False
    return not margins.had_room(before, line) and not _is_indented(before, line, margins)


def _is_indented(before: Line, line: Line, margins: _Margins) -> bool:
    if not margins.indents(line) or line.x0 <= before.x0:
        return False
    if abs(line.x0 - before.x0) < _SAME * line.height:
        return False  # both indented alike: two lines of one block
    hanging = abs(line.x0 - before.text_x0) < _SAME * line.height
    return not (hanging and _NUMBERED.match(before.text))


def _goes_on(last: Line, line: Line, margins: _Margins) -> bool:
    """Whether the first line of a page continues the last paragraph of the page before."""
    if last.region or line.region or margins.indents(line):
        return False
    if _ENDS.search(last.text) or _NUMBERED.match(line.text):
        return False
    return not margins.had_room(last, line) and _LETTER.search(line.text) is not None
