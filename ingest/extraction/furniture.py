"""What is printed on a page besides the text: running heads and feet, page numbers, stamps.

A running head stands where the heads of other pages stand, above or below all else.
So the outermost line of a page is one when it says what others say at their edges,
figures aside; and once such a place is known, any line of another page that stands
exactly there is one, too: heads that change with the chapter.  A page number is a
figure alone at the edge, or beside a head.

An issue of the official gazette (Công báo) prints its own head and the title of its
part above each document.  The stamp of an electronic signature says who signed when;
its form is laid down (Decree 30/2020/NĐ-CP, annex I; time after ISO 8601).
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Final

from ingest.extraction.fixed_layout import Line

#: Share of a page's height at its top and bottom where running heads and feet stand.
_MARGIN: Final = 0.13
#: Lines looked at on each end of a page.
_EDGE_LINES: Final = 3
#: Two lines stand at the same place when they differ by less than this, in points.
_SAME_PLACE: Final = 2.5
#: Share of the pages on which a place at the edge must be that of a head.
_MOST_PAGES: Final = 0.4
#: A head stands further from the text than the lines of the text from each other.
_APART: Final = 1.2
#: Between a head and the page number beside it.
_BESIDE: Final = re.compile(r"\s{2,}")

_PAGE_NUMBER: Final = re.compile(
    r"[\s\-–—_|.]*(?:trang\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:/|of|trên)\s*\d{1,4})?[\s\-–—_|.]*",
    re.I,
)
_DIGITS: Final = re.compile(r"\d+")
_GAZETTE: Final = re.compile(
    r"(?:\d+\s+)?CÔNG BÁO\s?/\s?Số .{1,40}?/\s?Ngày \d\d?-\d\d?-\d{4}(?:\s+\d+)?"
)
_GAZETTE_PART: Final = re.compile(
    r"(?:PHẦN )?VĂN BẢN (?:QUY PHẠM PHÁP LUẬT|PHÁP LUẬT KHÁC|KHÁC)", re.I
)
#: The time of an electronic signature, to the second.
_SIGNED_AT: Final = re.compile(r"^[^:]{2,25}:.*\d{4}.*\d\d:\d\d:\d\d")
_LABELLED: Final = re.compile(r"^[^:]{2,25}:\s*\S")
#: Contents: a title, dots or dashes that lead to a page number.
_LEADER: Final = re.compile(r"(?:[.…·_]\s?){4,}\s*\d{1,4}\s*$")
_LEADERS_LEAST: Final = 2
_CONTENTS: Final = re.compile(r"\s*mục\s+lục\s*[:.]?\s*", re.I)


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page's lines in reading order; ``height`` and places in points.

    ``separators`` are free horizontal rules, (x0, y, x1): one may stand above notes.
    What runs in another direction on the same page is a page of its own, of the same number.
    """

    number: int
    height: float
    lines: tuple[Line, ...]
    separators: tuple[tuple[float, float, float], ...] = ()


def without_furniture(pages: Sequence[PrintedPage]) -> list[PrintedPage]:
    """The pages without what is printed on them besides their text."""
    pages = [replace(page, lines=_without(page.lines, _stamped(page.lines))) for page in pages]
    edges = [_edges(page) for page in pages]
    heads = _heads(pages, edges)
    kept = []
    for page, outer in zip(pages, edges, strict=True):
        dropped = {id(line) for line in outer if _is_number_or_gazette(line)}
        dropped |= {id(line) for line in outer if _is_head(line, page, heads)}
        if any(_GAZETTE.fullmatch(_flat(line.text)) for line in outer):
            dropped |= {id(line) for line in page.lines if _GAZETTE_PART.fullmatch(line.text)}
        dropped |= _contents(page.lines)
        kept.append(replace(page, lines=_without(page.lines, dropped)))
    return kept


def _without(lines: Sequence[Line], dropped: set[int]) -> tuple[Line, ...]:
    return tuple(line for line in lines if id(line) not in dropped)


def _edges(page: PrintedPage) -> list[Line]:
    """The outermost lines of a page, if they stand in its margins; rows of tables are text."""
    by_height = sorted(page.lines, key=lambda line: line.top)
    top = [line for line in by_height[:_EDGE_LINES] if line.bottom < _MARGIN * page.height]
    bottom = [line for line in by_height[-_EDGE_LINES:] if line.top > (1 - _MARGIN) * page.height]
    outer = [*top, *(line for line in bottom if line not in top)]
    return [line for line in outer if not line.table or len(page.lines) == 1]


def _flat(text: str) -> str:
    return " ".join(text.split())


def _is_number_or_gazette(line: Line) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(line.text) or _GAZETTE.fullmatch(_flat(line.text)))


@dataclass(frozen=True, slots=True)
class _Heads:
    """Texts and places of running heads; a place is (is at the top, height on the page)."""

    keys: frozenset[str]
    places: tuple[tuple[bool, float], ...]


def _heads(pages: Sequence[PrintedPage], edges: Sequence[Sequence[Line]]) -> _Heads:
    at: dict[str, list[_Seen]] = defaultdict(list)
    for page, outer in zip(pages, edges, strict=True):
        for key, line in {_key(line): line for line in outer if _key(line)}.items():
            top = line.top < page.height / 2
            at[key].append(_Seen(top, line.bottom, _stands_apart(line, page)))
    least = _MOST_PAGES * len(pages)
    repeated, places = set(), []
    for key, found in at.items():
        alike = max(([o for o in found if each.is_at(o)] for each in found), key=len)
        if len(alike) >= max(2, least) and (len(alike) > 2 or all(each.apart for each in alike)):
            repeated.add(key)
        elif len(alike) > 1 and len(alike) == len(found):
            places.append((alike[0].top, alike[0].bottom))
    lasting = [each for each in places if _filled(each, pages, edges) >= max(3, least)]
    return _Heads(frozenset(repeated), tuple(lasting))


@dataclass(frozen=True, slots=True)
class _Seen:
    """Where an outermost line of a page stands."""

    top: bool
    bottom: float
    apart: bool

    def is_at(self, other: _Seen) -> bool:
        return self.top == other.top and abs(self.bottom - other.bottom) < _SAME_PLACE


def _filled(
    place: tuple[bool, float], pages: Sequence[PrintedPage], edges: Sequence[Sequence[Line]]
) -> int:
    """On how many pages an outermost line stands at this place."""
    return sum(
        any(
            abs(line.bottom - place[1]) < _SAME_PLACE and _stands_apart(line, page)
            for line in outer
        )
        for page, outer in zip(pages, edges, strict=True)
    )


def _is_head(line: Line, page: PrintedPage, heads: _Heads) -> bool:
    if _key(line) in heads.keys:
        return True
    return _stands_apart(line, page) and any(
        abs(line.bottom - bottom) < _SAME_PLACE for _, bottom in heads.places
    )


def _stands_apart(line: Line, page: PrintedPage) -> bool:
    """Whether nothing but heads stands further out, and the text begins at some distance."""
    steps = [b.bottom - a.bottom for a, b in zip(page.lines, page.lines[1:], strict=False)]
    usual = median([step for step in steps if step > 0] or [0.0])
    at_top = line.top < page.height / 2
    others = [
        abs(line.bottom - each.bottom)
        for each in page.lines
        if (each.bottom > line.bottom + 1) == at_top and abs(each.bottom - line.bottom) > 1
    ]
    return min(others, default=page.height) > _APART * usual


def _key(line: Line) -> str:
    """What a head says, without the page number beside it and figures aside."""
    parts = [part for part in _BESIDE.split(line.text.strip()) if not _PAGE_NUMBER.fullmatch(part)]
    return _DIGITS.sub("0", " ".join(parts).lower())


def _stamped(lines: Sequence[Line]) -> set[int]:
    """The lines of electronic signatures: who, of which office, and when."""
    dropped: set[int] = set()
    for index, line in enumerate(lines):
        if not _SIGNED_AT.match(line.text):
            continue
        dropped.add(id(line))
        for before in _block_above(lines, index):
            if not _LABELLED.match(before.text):
                break
            dropped.add(id(before))
    return dropped


def _block_above(lines: Sequence[Line], index: int) -> Iterator[Line]:
    """The lines above one that are set like it and close to it, upwards."""
    last = lines[index]
    for line in reversed(lines[:index]):
        close = 0 < last.bottom - line.bottom < 1.6 * last.height
        if not close or abs(line.size - last.size) > 1 or abs(line.x0 - last.x0) > last.height:
            return
        yield line
        last = line


def _contents(lines: Sequence[Line]) -> set[int]:
    """The lines of a table of contents: they lead to pages and say nothing themselves."""
    entries = [index for index, line in enumerate(lines) if _LEADER.search(line.text)]
    if len(entries) < _LEADERS_LEAST:
        return set()
    dropped = {id(lines[index]) for index in entries}
    for before, entry in itertools.pairwise(entries):
        if entry - before <= _EDGE_LINES:  # a title of several lines
            dropped |= {id(line) for line in lines[before:entry]}
    return dropped | _above_contents(lines[: entries[0]])


def _above_contents(lines: Sequence[Line]) -> set[int]:
    """The heading of the contents, and the beginning of its first title if it is long."""
    for index in range(len(lines) - 1, max(-1, len(lines) - 1 - _EDGE_LINES), -1):
        if _CONTENTS.fullmatch(lines[index].text):
            return {id(line) for line in lines[index:]}
    return set()
