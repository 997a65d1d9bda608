"""Answer units: the smallest pieces of a document that can answer on their own.

In prose a unit is a sentence.  In law it is a khoản or điểm together with its
lead-in, because "b) 30 ngày" says nothing without the words it goes on from:

- a labelled item that fits into ``MOST_WORDS`` with everything below it is one
  unit, led in by the line that opens its list, or by the article's heading when
  that carries the subject ("Trách nhiệm của ..." before "1. Yêu cầu ...");
- one that does not fit is taken apart: its own sentences, then each item below,
  led in by its last sentence;
- neighbouring items of one list also form groups, for questions that ask for
  the list; a short article also is one unit as a whole.

Units overlap; selection never shows two that do.  With plain sentences the
right unit came first for 64% of the questions about 2,131 law articles, and no
choice of sentences could have passed 78%; of these units 92% hold the answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Final

from hoidap.answering.unit_outline import Node, Outline, Range, read_outline
from hoidap.domain import APPARATUS, Document, Passage, SectionKind
from hoidap.vietnamese.sentences import split_sentences

#: Longest unit: what a reader takes in at a glance, four or five lines of a chat window.
MOST_WORDS: Final = 80
#: A lead-in that is longer leaves too little room for what it leads to.
LEAD_WORDS: Final = 60
#: Longest stretch cut at once: an article; whole laws are cut article by article.
LONGEST_SCOPE: Final = 20_000

#: Headings that carry the subject of the items below them.
_SUBJECT_HEADING: Final = re.compile(
    r"(?:Điều \d+[a-zđ]?\s*[.:]\s*)?(?:Trách nhiệm|Quyền|Nghĩa vụ|Nhiệm vụ|Thẩm quyền|Điều kiện"
    r"|Hồ sơ|Các hành vi|Hành vi|Nguyên tắc|Nội dung|Tiêu chuẩn|Căn cứ|Đối tượng|Chính sách"
    r"|Chức năng|Phạm vi|(?:Các |Những )(?:trường hợp|hình thức|biện pháp|loại)|Hình thức)\b",
    re.IGNORECASE,
)

#: Sections that are cut as one stretch, so that items find their lead-in.
_SCOPES: Final = frozenset(
    {SectionKind.ARTICLE, SectionKind.ITEM, SectionKind.ROMAN, SectionKind.HEADING}
)


class UnitKind(StrEnum):
    """What a unit is."""

    SENTENCE = "sentence"
    ITEM = "item"  # a khoản or điểm with all below it
    OPENER = "opener"  # the line that opens a list
    GROUP = "group"  # neighbouring items of a list
    WHOLE = "whole"  # a short article without its heading


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece that can answer; ranges are of the document's text, in reading order.

    ``lead_in`` goes before ``core`` and may stand some lines above it; where both
    would be too long together it is only known as ``opened_by``.
    ``position`` counts the units of the same stretch; ``opens`` says that the
    unit begins its article or list.
    """

    kind: UnitKind
    core: Range
    lead_in: Range | None
    position: int
    opens: bool
    opened_by: Range | None = None  # what opens the list that the unit is part of

    @property
    def ranges(self) -> tuple[Range, ...]:
        """The exact ranges to quote: the lead-in, if any, and the core."""
        return (self.core,) if self.lead_in is None else (self.lead_in, self.core)

    def text_in(self, document_text: str) -> str:
        """What is shown: the quoted ranges, a line each."""
        return "\n".join(document_text[each.start : each.end] for each in self.ranges)

    def overlaps(self, other: Unit) -> bool:
        """Whether the two would say the same words (a shared lead-in does not count)."""
        return self.core.start < other.core.end and other.core.start < self.core.end


def cut_units(text: str, start: int = 0, end: int | None = None) -> tuple[Unit, ...]:
    """The units of ``text[start:end]``, which holds one article, item or piece of prose."""
    cutter = _Cutter(text, read_outline(text, start, len(text) if end is None else end))
    return tuple(cutter.units())


def passage_units(passage: Passage, document: Document | None = None) -> tuple[Unit, ...]:
    """The units that begin in a passage, in ranges of its document's text.

    With the document, items find lead-ins that stand before the passage; without,
    only what the passage holds is used.
    """
    if document is None:
        found = cut_units(passage.text)
        return tuple(_shifted(unit, passage.start) for unit in found)
    rows = row_units(document, passage.start, passage.end)
    if rows:
        return rows
    start, end = scope_of(document, passage)
    return tuple(
        unit
        for unit in cut_units(document.text, start, end)
        if passage.start <= unit.core.start < passage.end
        and not any(
            table.start < unit.core.end and unit.core.start < table.end for table in document.tables
        )
    )


def row_units(document: Document, start: int, end: int) -> tuple[Unit, ...]:
    """The rows of a table that begin in a range, each led in by the header of its columns.

    Neighbouring rows whose first cells say the same also form a group.
    """
    units: list[Unit] = []
    for table in document.tables:
        if table.end <= start or end <= table.start:
            continue
        header = Range(*table.header) if table.header[1] else None
        body = table.rows[table.header_rows if header else 0 :]
        for _, some in groupby(body, key=lambda row: document.text[row[0].start : row[0].end]):
            same = [Range(row[0].start, row[-1].end) for row in some]
            cores = [(UnitKind.ITEM, each) for each in same]
            if len(same) > 1:
                cores.append((UnitKind.GROUP, Range(same[0].start, same[-1].end)))
            units += [
                Unit(kind, core, header, len(units), opens=False, opened_by=header)
                for kind, core in cores
                if start <= core.start < end
            ]
    return tuple(units)


def scope_of(document: Document, passage: Passage) -> Range:
    """The stretch to cut for a passage: its article or item, a short document, or itself."""
    section = document.sections[passage.section]
    path = document.heading_path(section)
    for each in path:
        if each.kind in _SCOPES and each.end - each.start <= LONGEST_SCOPE:
            return Range(each.start, max(each.end, passage.end))
    simple = all(
        each.kind in APPARATUS | {SectionKind.BODY, SectionKind.CLAUSE, SectionKind.POINT}
        for each in document.sections
    )
    if simple and section.kind is SectionKind.BODY and len(document.text) <= LONGEST_SCOPE:
        return Range(0, len(document.text))
    return Range(passage.start, passage.end)


def _shifted(unit: Unit, by: int) -> Unit:
    def moved(stretch: Range | None) -> Range | None:
        return None if stretch is None else Range(stretch.start + by, stretch.end + by)

    core = Range(unit.core.start + by, unit.core.end + by)
    lead, opener = moved(unit.lead_in), moved(unit.opened_by)
    return Unit(unit.kind, core, lead, unit.position, unit.opens, opener)


class _Cutter:
    """One stretch on its way to units."""

    def __init__(self, text: str, outline: Outline) -> None:
        self._text = text
        self._outline = outline
        self._units: list[Unit] = []

    def units(self) -> list[Unit]:
        outline = self._outline
        heading = outline.heading
        lead = None
        if heading and _SUBJECT_HEADING.match(self._text, heading.start, heading.end):
            lead = heading
        self._list(outline.nodes, lead)
        if heading and not outline.nodes:
            self._sentences(heading)
        if len(self._units) > 1 and outline.nodes and (heading or outline.labelled):
            body = Range(outline.nodes[0].line.start, outline.nodes[-1].end)
            if self._words(body) <= MOST_WORDS and body != self._units[0].core:
                self._add(UnitKind.WHOLE, body, None, opens=True)
        return self._units

    def _list(self, nodes: Sequence[Node], lead: Range | None) -> None:
        """Units of neighbouring nodes, then the groups that runs of labelled ones form."""
        for node in nodes:
            self._node(node, lead)
        for labelled, run in groupby(nodes, key=lambda node: node.depth > 0):
            if labelled:
                self._groups(list(run), lead)

    def _node(self, node: Node, lead: Range | None) -> None:
        if not node.depth:
            self._sentences(node.line)
            return
        for lead_in in (lead, None) if lead else (None,):
            if self._words(node.whole) + self._words(lead_in) <= MOST_WORDS:
                self._add(UnitKind.ITEM, node.whole, lead_in, opened_by=lead)
                return
        if not node.children:
            self._sentences(node.line)
            return
        *before, last = self._split(node.line)
        for sentence in before:
            self._add(UnitKind.SENTENCE, sentence, None)
        opens_list = self._text[: last.end].endswith((":", ";"))
        self._add(UnitKind.OPENER if opens_list else UnitKind.SENTENCE, last, None)
        self._list(node.children, last if self._words(last) <= LEAD_WORDS else None)

    def _groups(self, nodes: Sequence[Node], lead: Range | None) -> None:
        """Runs of neighbouring items, each as long as fits, together covering the list."""
        taken = 0
        room = MOST_WORDS - self._words(lead)
        while taken < len(nodes):
            last, start = taken, nodes[taken].line.start
            while last < len(nodes) and self._words(Range(start, nodes[last].end)) <= room:
                last += 1
            if last - taken > 1:
                core = Range(start, nodes[last - 1].end)
                self._add(UnitKind.GROUP, core, lead, opens=taken == 0, opened_by=lead)
            taken = max(last, taken + 1)

    def _sentences(self, line: Range) -> None:
        for sentence in self._split(line):
            self._add(UnitKind.SENTENCE, sentence, None)

    def _split(self, line: Range) -> list[Range]:
        found = split_sentences(self._text[line.start : line.end])
        return [Range(line.start + start, line.start + end) for start, end in found] or [line]

    def _add(
        self,
        kind: UnitKind,
        core: Range,
        lead_in: Range | None,
        *,
        opens: bool = False,
        opened_by: Range | None = None,
    ) -> None:
        position = len(self._units)
        opens = opens or position == 0
        self._units.append(Unit(kind, core, lead_in, position, opens, opened_by))

    def _words(self, stretch: Range | None) -> int:
        return 0 if stretch is None else len(self._text[stretch.start : stretch.end].split())
