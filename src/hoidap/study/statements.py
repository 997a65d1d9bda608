"""Statements: the sentences of a stretch, each with what it needs to be understood.

A sentence of prose stands alone.  An item of a list goes on from the line that
opens the list ("... trong trường hợp sau đây:"), so it is kept with that
*lead-in*.  Labels ("1.", "a)", "-") and headings are not part of a statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from hoidap.domain import APPARATUS, Document, Section, SectionKind
from hoidap.study.headings import run_on_heading
from hoidap.study.material import Stretch
from hoidap.study.sources import section_at
from hoidap.vietnamese.sentences import split_sentences

_LABEL: Final = re.compile(r"(?:\d{1,3}(?:\.\d{1,2})*\s?[.)\-/]|[a-zđ]\s?[.)]|[-–+•*])\s+")
_LINE: Final = re.compile(r"[^\n]+")
_ITEMS: Final = frozenset(
    {SectionKind.CLAUSE, SectionKind.POINT, SectionKind.ITEM, SectionKind.DASH}
)


class Range(NamedTuple):
    """A half-open range of a document's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence ``document.text[start:end]`` and the lead-in it goes on from, if any."""

    document: Document
    section: Section | None  # the innermost
    start: int
    end: int
    lead_in: Range | None
    first_of_line: bool  # begins its line (after the label)

    @property
    def text(self) -> str:
        """The sentence, without the mark that only separates items."""
        return self.document.text[self.start : self.end].rstrip(" ;,")

    @property
    def lead(self) -> str:
        """The lead-in's text, or ""."""
        return self.document.text[slice(*self.lead_in)] if self.lead_in else ""

    @property
    def is_item(self) -> bool:
        """Whether it needs its lead-in to be understood."""
        return self.lead_in is not None

    @property
    def opens_list(self) -> bool:
        """Whether it only announces what follows."""
        return self.text.endswith(":")


def statements_of(stretch: Stretch) -> list[Statement]:
    """The statements of a stretch in reading order."""
    found: list[Statement] = []
    openers: dict[int | None, Range] = {}  # the last list opener by its section
    for start, end, section in _lines(stretch):
        row = stretch.document.rows_in(start, end)
        if row and all(cell.header for cell in row[0]):
            continue  # it names columns and says nothing
        label = None if row else _LABEL.match(stretch.document.text, start, end)
        lead = _lead_of(section, start, bool(label), openers)
        begin = label.end() if label else start
        body = stretch.document.text[begin:end]
        for place, (first, last) in enumerate([(0, len(body))] if row else split_sentences(body)):
            at = Range(begin + first, begin + last)
            found.append(
                Statement(
                    stretch.document,
                    section,
                    at.start,
                    at.end,
                    lead if place == 0 else None,
                    place == 0,
                )
            )
        key = section.index if section else None
        if found and body.rstrip().endswith(":"):
            openers[key] = Range(found[-1].start, found[-1].end)
        elif not label:
            openers.pop(key, None)
    return found


def _lead_of(
    section: Section | None, start: int, labelled: bool, openers: dict[int | None, Range]
) -> Range | None:
    """The line that opens the list a line belongs to."""
    if section is None or not labelled:
        return None
    if section.kind in _ITEMS and section.start == start:
        return openers.get(section.parent)
    return openers.get(section.index)


def _lines(stretch: Stretch) -> Iterator[tuple[int, int, Section | None]]:
    """Lines that say something, with their innermost sections; headings are left out."""
    document = stretch.document
    for found in _LINE.finditer(document.text, stretch.start, stretch.end):
        text = found[0]
        start = found.start() + len(text) - len(text.lstrip())
        end = found.end() - (len(text) - len(text.rstrip()))
        if start >= end:
            continue
        section = section_at(document, start)
        if section is not None and section.kind in APPARATUS:
            continue
        if section is not None:
            start = max(start, section.body_start)
            start = run_on_heading(document, section) or start
        if start < end:
            yield start, end, section
