"""The units in which documents are compared: headings, clauses, points, paragraphs.

Every section has words of its own, beside those of the sections inside it: a lead-in before
them, a last sentence behind them.  These are its units.  A heading is a unit for itself, and
so are a question, each paragraph of an answer or of a part without numbers, and each row of
a table; a clause or point is one unit whatever its lines.  What only frames a document
(head, legal basis, recipients, signature) is left out.

The number at the beginning ("Điều 8.", "2.", "đ)") says where a unit stands, not what it
says, so it is no word of the unit: a renumbered clause reads the same.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from hoidap.comparison.words import Alphabet, Range, Word, words_in
from hoidap.domain import Document, Section, SectionKind

#: Levels that only group others: an article keeps its identity when it moves between them.
GROUPING: Final = frozenset(
    {
        SectionKind.PART,
        SectionKind.CHAPTER,
        SectionKind.DIVISION,
        SectionKind.SUBDIVISION,
        SectionKind.ROMAN,
        SectionKind.ATTACHMENT,
        SectionKind.APPENDIX,
    }
)
#: Levels whose label stands at the beginning of their text and bears a number.
NUMBERED: Final = GROUPING | {
    SectionKind.ARTICLE,
    SectionKind.CLAUSE,
    SectionKind.POINT,
    SectionKind.ITEM,
}
#: Levels that are one unit whatever their lines; of others each paragraph is one.
_WHOLE: Final = frozenset(
    {SectionKind.ARTICLE, SectionKind.CLAUSE, SectionKind.POINT, SectionKind.DASH}
)
_LINE: Final = re.compile(r"[^\n]*\S[^\n]*")


class Part(StrEnum):
    """Which part of its section a unit is."""

    HEADING = "heading"  # also the question of an interview's turn
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Unit:
    """A range of a document that is compared as one.

    ``container`` is the article, point or turn around it that is numbered by itself.  ``code``
    spells its words without the number at its beginning; ``ordinal`` counts the units of the
    same part of the section.
    """

    index: int
    section: Section
    container: Section
    part: Part
    ordinal: int
    start: int
    end: int
    words: tuple[Word, ...]
    code: str

    @property
    def place(self) -> tuple[str, Part, int]:
        """Where it stands inside its container: the same for units of like position."""
        inner = self.section.locator.removesuffix(self.container.locator)
        return (inner, self.part, self.ordinal)


def units_of(document: Document, alphabet: Alphabet) -> tuple[Unit, ...]:
    """The units of a document in reading order; those without any word are left out."""
    children: dict[int | None, list[Section]] = defaultdict(list)
    for section in document.sections:
        children[section.parent].append(section)
    rows = {row[0].start for table in document.tables for row in table.rows if row}
    pieces = [
        (section, part, ordinal, place)
        for section in document.sections
        if section.is_content
        for part, ordinal, place in _numbered(document, section, children[section.index], rows)
    ]
    units: list[Unit] = []
    for section, part, ordinal, (start, end) in sorted(pieces, key=lambda each: each[3]):
        words = _unlabelled(section, words_in(document.text, start, end), start)
        if words:
            units.append(
                Unit(
                    index=len(units),
                    section=section,
                    container=container_of(document, section),
                    part=part,
                    ordinal=ordinal,
                    start=start,
                    end=end,
                    words=words,
                    code=alphabet.spell(words),
                )
            )
    return tuple(units)


def container_of(document: Document, section: Section) -> Section:
    """The article around a section, else the outermost section that does more than group."""
    path = document.heading_path(section)
    for each in path:
        if each.kind is SectionKind.ARTICLE:
            return each
    return next((each for each in path if each.kind not in GROUPING), section)


def _numbered(
    document: Document, section: Section, inside: Sequence[Section], rows: set[int]
) -> Iterator[tuple[Part, int, Range]]:
    counted = dict.fromkeys(Part, 0)
    for part, place in _pieces(document, section, inside, rows):
        yield part, counted[part], place
        counted[part] += 1


def _pieces(
    document: Document, section: Section, inside: Sequence[Section], rows: set[int]
) -> Iterator[tuple[Part, Range]]:
    """The heading of a section and what else of it lies in no section inside it."""
    text = document.text
    begin = _heading_end(text, section, inside)
    if begin > section.start:
        yield Part.HEADING, _stripped(text, section.start, begin)
    for child in inside:
        if child.start > begin:
            yield from _bodies(text, section, begin, child.start, rows)
        begin = max(begin, child.end)
    yield from _bodies(text, section, begin, section.end, rows)


def _heading_end(text: str, section: Section, inside: Sequence[Section]) -> int:
    """Where the heading of a section ends; its beginning where it has none."""
    first = min((each.start for each in inside), default=section.end)
    if section.body_start > section.start:
        return min(section.body_start, first)
    line = text.find("\n", section.start, section.end)
    end = section.end if line < 0 else line
    is_title = section.title and text[section.start : end].rstrip(" .:").endswith(
        section.title.rstrip(" .:")
    )
    return min(end, first) if is_title else section.start


def _bodies(
    text: str, section: Section, start: int, end: int, rows: set[int]
) -> Iterator[tuple[Part, Range]]:
    """Paragraphs between two offsets, or all of them as one."""
    lines = [Range(*found.span()) for found in _LINE.finditer(text, start, end)]
    open_lines: list[Range] = []
    for line in lines:
        row = line.start in rows
        if open_lines and (row or section.kind not in _WHOLE):
            yield Part.BODY, _stripped(text, open_lines[0].start, open_lines[-1].end)
            open_lines = []
        if row:
            yield Part.BODY, _stripped(text, *line)
        else:
            open_lines.append(line)
    if open_lines:
        yield Part.BODY, _stripped(text, open_lines[0].start, open_lines[-1].end)


def _stripped(text: str, start: int, end: int) -> Range:
    piece = text[start:end]
    return Range(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))


def _unlabelled(section: Section, words: tuple[Word, ...], start: int) -> tuple[Word, ...]:
    """The words of a unit without the number that its section begins with."""
    if section.kind not in NUMBERED or start != section.start:
        return words
    label = [word.text for word in words_in(section.label, 0, len(section.label))]
    said = [word.text for word in words[: len(label)]]
    if said == label:
        return words[len(label) :]
    return words[1:] if said and said[0] in label[1:] else words
