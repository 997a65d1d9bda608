"""Signs that a document was read without its content: the file is added, and said to be doubtful.

A head that swallowed the text, letters that lost their accents or a file of nothing but a
signature raise no error, yet no question finds anything in them.  Each sign has a code for
programs and a sentence for whoever ingested the file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from hoidap.domain import Document, Section, SectionKind
from hoidap.vietnamese.folding import unmarked_share
from hoidap.vietnamese.syllables import parse_syllable

#: Letters that one head or signature has at most.  Joint heads with long titles have some
#: 500, the signatures of four ministries 250.
_LONGEST: Final = {SectionKind.HEADER: 1_000, SectionKind.SIGNATURE: 500}

#: Least share of a document's letters that is content: a decision of two sentences has half.
_LEAST_CONTENT: Final = 0.25

#: Share of syllables without marks: printed Vietnamese has up to a quarter.
_MOST_UNMARKED: Final = 0.4

#: Words that tell a language, and the share of them that is shaped like Vietnamese syllables:
#: English prose has half, Vietnamese with names and codes nine tenths.
_ENOUGH: Final = 30
_MOSTLY: Final = 0.8

#: Where a letter was replaced for good, and the share of words from which on that is no accident.
_REPLACED: Final = re.compile(r"[^\W\d_][?\ufffd]+[^\W\d_]|\ufffd")
_MOST_REPLACED: Final = 0.02

_WORD: Final = re.compile(r"[^\W\d_]+")
_NAMES: Final = {SectionKind.HEADER: "head", SectionKind.SIGNATURE: "signature"}


class DoubtCode(StrEnum):
    """What seems wrong with a document, for programs."""

    NO_PASSAGES = "no_passages"
    TEXT_OUTSIDE_CONTENT = "text_outside_content"
    ACCENTS_LOST = "accents_lost"
    PAGES_UNREAD = "pages_unread"


@dataclass(frozen=True, slots=True)
class Doubt:
    """One sign, in a code and in a sentence that says what to do."""

    code: DoubtCode
    text: str


def find_doubts(document: Document) -> tuple[Doubt, ...]:
    """What speaks against a document having been read well; most often nothing."""
    return (*_of_content(document), *_of_letters(document.text))


def _of_content(document: Document) -> Iterator[Doubt]:
    text = document.text
    letters = _letters_by_section(document)
    content = sum(letters[each.index] for each in document.sections if each.is_content)
    if not content:
        yield Doubt(
            DoubtCode.NO_PASSAGES,
            "Nothing in it can answer a question: no text was found besides headings, head and "
            "signature. Open the document and compare it with the file.",
        )
        return
    for section in document.sections:
        longest, found = _LONGEST.get(section.kind), letters[section.index]
        if longest is not None and found > longest:
            opening = " ".join(text[section.start : section.end].split())[:60]
            yield _outside(f'{found} letters and figures from "{opening}" on', _NAMES[section.kind])
            return
    whole = sum(map(str.isalnum, text))
    if content < _LEAST_CONTENT * whole:
        yield _outside(f"{whole - content} of {whole} letters", "head, headings or signature")


def _outside(what: str, part: str) -> Doubt:
    return Doubt(
        DoubtCode.TEXT_OUTSIDE_CONTENT,
        f"{what} were taken for its {part}, from which nothing is answered. Open the document, "
        "compare it with the file, and put each part into paragraphs of its own.",
    )


def _letters_by_section(document: Document) -> Counter[int]:
    """The letters of each section's own body, without those of the sections inside it."""
    inside: dict[int | None, list[Section]] = {}
    for section in document.sections:
        inside.setdefault(section.parent, []).append(section)
    letters: Counter[int] = Counter()
    for section in document.sections:
        at = section.body_start if section.is_content else section.start
        for child in inside.get(section.index, ()):
            letters[section.index] += sum(map(str.isalnum, document.text[at : child.start]))
            at = child.end
        letters[section.index] += sum(map(str.isalnum, document.text[at : section.end]))
    return letters


def _of_letters(text: str) -> Iterator[Doubt]:
    replaced, words = len(_REPLACED.findall(text)), len(text.split())
    if replaced > _MOST_REPLACED * words:
        yield _lost(f"{replaced} letters were replaced by question marks")
    elif _is_vietnamese(text) and (unmarked := unmarked_share(text)) > _MOST_UNMARKED:
        yield _lost(f"{unmarked:.0%} of its syllables bear no mark")


def _is_vietnamese(text: str) -> bool:
    words = _WORD.findall(text.lower())
    shaped = sum(parse_syllable(word) is not None for word in words)
    return len(words) >= _ENOUGH and shaped >= _MOSTLY * len(words)


def _lost(how: str) -> Doubt:
    return Doubt(
        DoubtCode.ACCENTS_LOST,
        f"Accents were lost before it was read: {how}. Ask its source for a file with them.",
    )
