"""What a section is called, also where a copy has lost the end of its heading's line.

Copies of laws run headings into the text: "Điều 114. Ngày nghỉ tăng thêm theo thâm
niên Cứ đủ 05 năm ...".  The text then begins with the first capital after a word
without a stop, if that word is otherwise written small in the document.
"""

from __future__ import annotations

import re
from typing import Final

from hoidap.domain import Document, Section, SectionKind

#: Headings of the six codes are shorter than this in 99 of 100 articles.
LONGEST_HEADING: Final = 220
#: A word between two spaces, after a letter: no stop stands before it.
_WORD_INSIDE: Final = re.compile(r"(?<=[^\W\d_] )([^\W\d_]+)(?= ([^\W_]+))")


def heading_of(document: Document, section: Section) -> str:
    """A section's title; its label where it has none."""
    if section.title:
        return section.title
    begins = run_on_heading(document, section)
    if begins is not None:
        return document.text[section.body_start : begins].strip()
    return section.label


def run_on_heading(document: Document, section: Section) -> int | None:
    """Where an article's text begins when its heading runs on into it; None when it does not."""
    if section.kind is not SectionKind.ARTICLE or section.title or _is_untitled(document):
        return None
    line_end = document.text.find("\n", section.body_start)
    line = document.text[section.body_start : line_end if line_end >= 0 else section.end]
    for found in _WORD_INSIDE.finditer(line[:LONGEST_HEADING]):
        word = found[1]
        if not word[0].isupper() or word.isupper():
            continue
        small = word[0].lower() + word[1:]
        pair = f"{word} {found[2]}"  # "Nhà nước" is a name, though "nhà" is not
        is_name = document.text.count(f" {pair}") > document.text.count(f" {small} {found[2]}") + 1
        common = document.text.count(f" {small} ") > document.text.count(f" {word} ")
        if common and not is_name:
            return section.body_start + found.start(1)
    return None


def _is_untitled(document: Document) -> bool:
    """Whether the articles of a document bear no titles anyway."""
    articles = [each for each in document.sections if each.kind is SectionKind.ARTICLE]
    return 2 * sum(bool(each.title) for each in articles) < len(articles)
