"""The tree builder that every parser of this package shares.

A parser reads a text from top to bottom and collects marks: "here begins an
article", "here begins a point".  The builder turns them into sections:

* A mark opens a section that runs until the next mark of the same or a higher
  level (or until its own explicit end); white space at its end is left out.
* The parent is the innermost section still open, so children lie inside their
  parent and siblings never overlap.
* The locator is composed upward as officials cite: "điểm đ khoản 2 Điều 8".
  Articles are numbered through a whole document and need no chapter; whatever
  stands in an attachment or appendix names it, because numbering restarts there.
* Text under no mark becomes BODY sections of one or a few whole paragraphs,
  "đoạn 3" or "đoạn 3–5", so that every character of content has a locator.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from hoidap.domain import Section, SectionKind

#: Which kind may stand inside which: a lower level encloses a higher one.  Steps of
#: ten leave room for parsers with levels of their own (headings: 40 + depth).
LEVELS = {
    SectionKind.ATTACHMENT: 0,
    SectionKind.APPENDIX: 5,
    SectionKind.HEADER: 10,
    SectionKind.PREAMBLE: 10,
    SectionKind.RECIPIENTS: 10,
    SectionKind.SIGNATURE: 10,
    SectionKind.LEAD_IN: 10,
    SectionKind.CLOSING: 10,
    SectionKind.TURN: 10,
    SectionKind.BODY: 10,
    SectionKind.PART: 20,
    SectionKind.CHAPTER: 25,
    SectionKind.DIVISION: 30,
    SectionKind.SUBDIVISION: 35,
    SectionKind.HEADING: 40,
    SectionKind.ROMAN: 50,
    SectionKind.ARTICLE: 60,
    SectionKind.CLAUSE: 70,
    SectionKind.ITEM: 70,
    SectionKind.POINT: 80,
    SectionKind.DASH: 90,
}

#: Labels of blocks that carry no number of their own.
BLOCK_LABELS = {
    SectionKind.HEADER: "phần đầu văn bản",
    SectionKind.PREAMBLE: "căn cứ ban hành",
    SectionKind.RECIPIENTS: "nơi nhận",
    SectionKind.SIGNATURE: "phần ký",
    SectionKind.LEAD_IN: "lời dẫn",
    SectionKind.CLOSING: "phần kết",
}

#: Kinds that are cited with everything that encloses them.
_CITED_WITH_PARENT = frozenset(
    {
        SectionKind.CHAPTER,
        SectionKind.DIVISION,
        SectionKind.SUBDIVISION,
        SectionKind.ROMAN,
        SectionKind.CLAUSE,
        SectionKind.ITEM,
        SectionKind.POINT,
        SectionKind.DASH,
    }
)

#: Kinds with a numbering of their own: cited after whatever stands inside them.
_SCOPES = frozenset({SectionKind.ATTACHMENT, SectionKind.APPENDIX})

#: Paragraphs without structure are joined up to about this many characters: some 200
#: tokens, long enough to be understood alone and short enough to be one passage.
BODY_CHARACTERS = 700


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a section begins, as a parser found it.

    ``body_start`` None means ``start``; ``end`` None means "until the next mark
    of the same or a higher level"; ``level`` None means ``LEVELS[kind]``;
    ``locator`` None means "compose it from the labels".
    """

    kind: SectionKind
    label: str
    start: int
    title: str = ""
    body_start: int | None = None
    end: int | None = None
    level: int | None = None
    locator: str | None = None
    speaker: str | None = None

    @property
    def rank(self) -> int:
        """The level the builder works with."""
        return LEVELS[self.kind] if self.level is None else self.level


def block_mark(kind: SectionKind, start: int, end: int | None = None) -> Mark:
    """A mark for an unnumbered block (header, preamble, signature ...), labelled by its kind."""
    return Mark(kind=kind, label=BLOCK_LABELS[kind], start=start, end=end)


def build_outline(text: str, marks: Iterable[Mark], *, fill: bool = True) -> tuple[Section, ...]:
    """The section tree of ``text``; text under no mark is filled with BODY sections.

    Marks may come in any order; at equal starts the lower level encloses the
    higher.  Offsets must lie inside ``text``.  ``fill=False`` leaves text under
    no mark out of the tree (page furniture of a newspaper).
    """
    ordered = sorted(marks, key=lambda mark: (mark.start, mark.rank))
    gaps = _uncovered(text, _build(text, ordered)) if fill else []
    if gaps:
        ordered = sorted(
            [*ordered, *_body_marks(text, gaps)], key=lambda mark: (mark.start, mark.rank)
        )
    return _build(text, ordered)


def paragraphs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Ranges of the non-blank lines between two offsets, without surrounding white space."""
    return [
        (start + match.start(), start + match.end())
        for match in re.finditer(r"\S(?:[^\n]*\S)?", text[start:end])
    ]


def body_marks(text: str, start: int, end: int, first: int = 1) -> list[Mark]:
    """BODY marks for the paragraphs between two offsets, numbered from ``first``."""
    groups: list[list[tuple[int, int]]] = []
    for paragraph in paragraphs(text, start, end):
        if groups and _belongs(text, groups[-1], paragraph):
            groups[-1].append(paragraph)
        else:
            groups.append([paragraph])
    marks = []
    number = first
    for group in groups:
        last = number + len(group) - 1
        label = f"đoạn {number}" if last == number else f"đoạn {number}–{last}"
        marks.append(Mark(SectionKind.BODY, label, group[0][0], end=group[-1][1]))
        number = last + 1
    return marks


def _belongs(text: str, group: list[tuple[int, int]], paragraph: tuple[int, int]) -> bool:
    """Whether a paragraph joins the group before it: there is room, or it is announced by ":"."""
    announced = text[group[-1][1] - 1] == ":"
    return announced or paragraph[1] - group[0][0] <= BODY_CHARACTERS


def _body_marks(text: str, gaps: list[tuple[int, int]]) -> list[Mark]:
    marks: list[Mark] = []
    number = 1
    for start, end in gaps:
        marks.extend(body_marks(text, start, end, number))
        number += len(paragraphs(text, start, end))
    return marks


def _uncovered(text: str, sections: tuple[Section, ...]) -> list[tuple[int, int]]:
    """Ranges with text that lies in no section."""
    gaps = []
    position = 0
    for section in sections:
        if section.parent is not None:
            continue
        gaps.append((position, section.start))
        position = section.end
    gaps.append((position, len(text)))
    return [(start, end) for start, end in gaps if text[start:end].strip()]


def _build(text: str, marks: list[Mark]) -> tuple[Section, ...]:
    parents, ends = _nest(text, marks)
    sections: list[Section] = []
    for index, mark in enumerate(marks):
        start, end = mark.start, ends[index]
        body_start = start if mark.body_start is None else mark.body_start
        section = Section(
            index=index,
            parent=parents[index],
            kind=mark.kind,
            label=mark.label,
            title=mark.title,
            locator=mark.locator or "",
            start=start,
            body_start=min(max(body_start, start), end),
            end=end,
            speaker=mark.speaker,
        )
        if mark.locator is None:
            section = replace(section, locator=_locator(section, sections))
        sections.append(section)
    return tuple(sections)


def _nest(text: str, marks: list[Mark]) -> tuple[list[int | None], list[int]]:
    """Parents and ends of ordered marks."""
    parents: list[int | None] = []
    limits = [len(text) if mark.end is None else mark.end for mark in marks]
    open_marks: list[int] = []
    for index, mark in enumerate(marks):
        while open_marks and (
            marks[open_marks[-1]].rank >= mark.rank or limits[open_marks[-1]] <= mark.start
        ):
            closed = open_marks.pop()
            limits[closed] = min(limits[closed], mark.start)
        parent = open_marks[-1] if open_marks else None
        if parent is not None:
            limits[index] = min(limits[index], limits[parent])
        parents.append(parent)
        open_marks.append(index)
    ends = [
        mark.start + len(text[mark.start : limit].rstrip())
        for mark, limit in zip(marks, limits, strict=True)
    ]
    return parents, ends


def _locator(section: Section, before: list[Section]) -> str:
    if section.parent is None:
        return section.label
    parent = before[section.parent]
    if _number(section.label).startswith(f"{_number(parent.label)}."):
        # "1.2" says already that it stands in 1.
        return parent.locator.replace(parent.label, section.label, 1)
    nested = section.kind is SectionKind.PART and parent.kind is SectionKind.PART
    if nested or section.kind in _CITED_WITH_PARENT:
        return f"{section.label} {parent.locator}"
    while parent.kind not in _SCOPES:
        if parent.parent is None:
            return section.label
        parent = before[parent.parent]
    return f"{section.label} {parent.locator}"


def _number(label: str) -> str:
    """The number in a label: "1.2" of "điểm 1.2"."""
    return label.rpartition(" ")[2]
