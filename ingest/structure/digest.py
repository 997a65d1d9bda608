"""Sections of a text whose format says where its headings and lists are.

Digests, explanations and web pages have no official numbering; Markdown and
HTML mark their headings and list items instead, and the extractor keeps those
marks.  From them:

* The one heading above all others is the document's title, kept as header.
* A heading is cited by its words: mục “Nội dung chính”.  One that names a
  provision ("Điều 11. Nội dung công khai") is that provision.
* An item of a numbered list is "ý 3" of the section it stands in.  Directly
  under an article, with no sentence between, it is the article's khoản.  The
  second list of a section says so ("ý 1 danh sách 2"), or two items would share
  one locator.
* Unnumbered items and plain paragraphs belong to the section around them.

A text without headings and numbered lists becomes groups of paragraphs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from hoidap.domain import Section, SectionKind
from ingest.extraction.extracted_text import BlockKind, ExtractedText, TextMark
from ingest.structure.outline import LEVELS, Mark, block_mark, build_outline

_PROVISION: Final = re.compile(
    r"(?P<label>(?P<word>Phần|Chương|Mục|Điều|Khoản|Ý) (?:thứ \w+|[IVX]+|\d+[a-zđ]?))\b"
    r"[.:\s–-]*(?P<title>.*)"
)
_PROVISION_KINDS: Final = {
    "Phần": SectionKind.PART,
    "Chương": SectionKind.CHAPTER,
    "Mục": SectionKind.DIVISION,
    "Điều": SectionKind.ARTICLE,
    "Khoản": SectionKind.CLAUSE,
    "Ý": SectionKind.ITEM,
}

#: Kinds whose label is written small: "khoản 2 Điều 1".
_SMALL_LABELS: Final = frozenset({SectionKind.CLAUSE, SectionKind.ITEM})

#: A longer heading is cited by its beginning.
_LONGEST_QUOTED_HEADING: Final = 80

_DIGITS: Final = re.compile(r"(\d{1,4})[.)]")
_LETTER: Final = re.compile(r"([a-zđ])\)")
_INK: Final = re.compile(r"\S")


def parse_digest(extracted: ExtractedText) -> tuple[Section, ...]:
    """The section tree of a text by its format's own headings and lists."""
    title = _title(extracted.marks)
    marks = [] if title is None else [block_mark(SectionKind.HEADER, title.start, title.end)]
    headings = _headings(extracted, title)
    marks += headings.values()
    marks += _items(extracted.marks, headings)
    return build_outline(extracted.text, marks)


def _title(marks: Sequence[TextMark]) -> TextMark | None:
    """The heading that stands first and alone on the highest level used."""
    headings = [mark for mark in marks if mark.kind is BlockKind.HEADING]
    if not headings or headings[0] != marks[0]:
        return None
    highest = [mark for mark in headings if mark.level <= headings[0].level]
    return headings[0] if len(highest) == 1 else None


def _headings(extracted: ExtractedText, title: TextMark | None) -> dict[int, Mark]:
    """Marks of all headings but the title, by their position among the extracted marks."""
    found: dict[int, Mark] = {}
    around: list[Mark] = []
    taken: Counter[str] = Counter()
    for position, mark in enumerate(extracted.marks):
        if mark.kind is not BlockKind.HEADING or mark is title:
            continue
        heading = _heading(extracted, mark)
        while around and around[-1].rank >= heading.rank:
            around.pop()
        name = heading.locator or heading.label
        if taken[name] and heading.kind is SectionKind.HEADING:
            outer = (around[-1].locator or around[-1].label) if around else ""
            heading = replace(heading, locator=f"{name} {outer or f'lần {taken[name] + 1}'}")
        taken[name] += 1
        around.append(heading)
        found[position] = heading
    return found


def _heading(extracted: ExtractedText, mark: TextMark) -> Mark:
    words = extracted.marked(mark).rstrip(" :")
    level = LEVELS[SectionKind.HEADING] + mark.level
    kind, label, title = SectionKind.HEADING, f"mục “{_shortened(words)}”", words
    if named := _PROVISION.fullmatch(words):
        kind, title = _PROVISION_KINDS[named["word"]], named["title"]
        label = named["label"].lower() if kind in _SMALL_LABELS else named["label"]
    return Mark(
        kind,
        label,
        mark.start,
        title=title,
        body_start=_after(extracted.text, mark.end),
        level=level,
        locator=label if kind is SectionKind.HEADING else None,
    )


def _shortened(words: str) -> str:
    if len(words) <= _LONGEST_QUOTED_HEADING:
        return words
    return words[:_LONGEST_QUOTED_HEADING].rpartition(" ")[0] + "…"


def _after(text: str, end: int) -> int:
    """The first character behind ``end`` that is no white space."""
    return found.start() if (found := _INK.search(text, end)) else len(text)


class _SectionLists:
    """Names the items of the lists inside one section, in reading order.

    ``directly`` holds as long as nothing but the heading stands before the first
    list; ``_numbers`` has, for each depth, the number of the last item that
    further ones are counted under: "ý 2.1" is the first item inside "ý 2".
    """

    def __init__(self, heading: Mark | None) -> None:
        self.directly = True
        self._in_article = heading is not None and heading.kind is SectionKind.ARTICLE
        self._clauses = False
        self._lists = 0
        self._last = 0
        inside_item = heading is not None and heading.kind is SectionKind.ITEM
        self._numbers = {0: heading.label.split()[1] if heading and inside_item else ""}

    def name(self, mark: TextMark) -> tuple[SectionKind, str] | None:
        """Kind and label of an item; None for one without number."""
        if letter := _LETTER.fullmatch(mark.number):
            if self._clauses or (self._in_article and self.directly):
                return SectionKind.POINT, f"điểm {letter[1]}"
            return SectionKind.ITEM, self._label(mark.level, letter[1])
        digits = _DIGITS.fullmatch(mark.number)
        if digits is None:
            self._numbers[mark.level] = self._numbers.get(mark.level - 1, "")
            return None
        number = int(digits[1])
        if mark.level > 1:
            return SectionKind.ITEM, self._label(mark.level, str(number))
        if number != self._last + 1 or not self._lists:
            self._lists += 1
            self._clauses = self._in_article and self.directly
        self._last = number
        if self._clauses:
            self._numbers[1] = ""
            return SectionKind.CLAUSE, f"khoản {number}"
        which = f" danh sách {self._lists}" if self._lists > 1 else ""
        return SectionKind.ITEM, self._label(1, str(number)) + which

    def _label(self, level: int, number: str) -> str:
        outer = self._numbers.get(level - 1, "")
        self._numbers[level] = f"{outer}.{number}" if outer else number
        return f"ý {self._numbers[level]}"


def _items(marks: Sequence[TextMark], headings: dict[int, Mark]) -> list[Mark]:
    found: list[Mark] = []
    lists = _SectionLists(None)
    for position, mark in enumerate(marks):
        if position in headings:
            lists = _SectionLists(headings[position])
        elif mark.kind is BlockKind.LIST_ITEM:
            named = lists.name(mark)
            if named is not None:
                found.append(_item(marks, position, *named))
        elif mark.level == 0:
            lists.directly = False
    return found


def _item(marks: Sequence[TextMark], position: int, kind: SectionKind, label: str) -> Mark:
    """An item's mark; it ends before the next item of its list and before text outside the list."""
    first = marks[position]
    end = first.end
    for following in range(position + 1, len(marks)):
        mark = marks[following]
        if mark.level < first.level or mark.kind is BlockKind.HEADING:
            break
        if mark.kind is BlockKind.LIST_ITEM and mark.level == first.level:
            break
        end = mark.end
    level = LEVELS[SectionKind.ITEM] + first.level - 1
    return Mark(kind, label, first.start, end=end, level=level)
