"""Questions to ask next, made from what stands beside the cited passages.

An interview holds real questions: its turns.  Of an official document the
articles and headings that were not cited are asked about in a fixed form of
words, which names the document so that the question can stand alone; a heading
only when its own text takes its words up, because answers are taken from the
text.  Nothing is searched and no model is asked, so it costs a millisecond.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from hoidap import texts
from hoidap.domain import Answer, Document, Kind, Section, SectionKind, Status
from hoidap.retrieval.query import Turn
from hoidap.retrieval.reading import Reading
from hoidap.vietnamese.folding import fold
from hoidap.vietnamese.normalisation import match_form

#: More than three are not read.
MOST = 3
#: A longer question does not fit a button.
LONGEST = 140
#: Share of a heading's words that must come again below it.  Of the shipped digests' headings
#: 13 of 14 above it are answered when they are asked about, and 4 of 30 below.
TAKEN_UP = 0.6
#: Headings that say nothing about a document's content.
_DULL = frozenset(
    {
        "nhan dang van ban",
        "noi dung chinh",
        "to chuc thuc hien",
        "thong tin chung",
        "mo dau",
        "gioi thieu",
    }
)

_WORD = re.compile(r"\w+")
_HEADINGS = frozenset({SectionKind.HEADING, SectionKind.ROMAN, SectionKind.CHAPTER})
_ASKED_ABOUT = _HEADINGS | {SectionKind.ARTICLE, SectionKind.TURN}


def with_related(answer: Answer, reading: Reading, history: Sequence[Turn] = ()) -> Answer:
    """The answer with questions to ask next; a refusal keeps none."""
    if answer.status is Status.NOT_FOUND:
        return answer
    asked = [answer.question, answer.understood_as, *(turn.question for turn in history)]
    cited: dict[str, list[int]] = {}
    for citation in answer.citations:
        cited.setdefault(citation.document_id, []).append(citation.start)
    documents = [reading.document(document_id) for document_id in cited]
    offered = [list(_questions(each, cited[each.id])) for each in documents]
    return replace(answer, related=_chosen(offered, asked))


def first_questions(documents: Sequence[Document]) -> tuple[str, ...]:
    """Questions to begin with, one of each document in turn."""
    written = [texts.EXAMPLES[each.id] for each in documents if each.id in texts.EXAMPLES]
    if len(written) >= MOST:
        return tuple(written[:MOST])
    made = _chosen([list(_questions(each, ())) for each in documents], written)
    return (*written, *made)[:MOST]


def _chosen(offered: Sequence[Sequence[str]], asked: Sequence[str]) -> tuple[str, ...]:
    """The first questions of each document in turn, without what was asked already."""
    in_turn = [each for row in zip_longest(*offered) for each in row if each]
    chosen = {_key(question): question for question in in_turn}
    for question in asked:
        chosen.pop(_key(question), None)
    return tuple(chosen.values())[:MOST]


def _key(question: str) -> str:
    return fold(match_form(question)).strip(" ?.")


def _questions(document: Document, cited: Sequence[int]) -> Iterator[str]:
    """Questions about sections without a citation, those behind the first citation first."""
    containers = {each.parent for each in document.sections if each.kind in _ASKED_ABOUT}
    others = [
        section
        for section in document.sections
        if section.index not in containers
        and not any(section.start <= offset < section.end for offset in cited)
    ]
    first = min(cited, default=0)
    for section in sorted(others, key=lambda each: (each.start < first, each.start)):
        question = _question(section, document)
        if question and len(question) <= LONGEST:
            yield question


def _question(section: Section, document: Document) -> str | None:
    about = document.metadata
    if section.kind is SectionKind.TURN:
        return section.title or None
    if about.kind is Kind.INTERVIEW or not about.number:
        return None
    name = " ".join(part for part in (about.type, about.number) if part)
    if section.kind is SectionKind.ARTICLE:
        return texts.RELATED_ARTICLE.format(article=section.label, name=name)
    if section.kind in _HEADINGS and _is_taken_up(section, document.text):
        return texts.RELATED_HEADING.format(heading=section.title.rstrip(".:"), name=name)
    return None


def _is_taken_up(section: Section, text: str) -> bool:
    heading = _key(section.title)
    words = _WORD.findall(heading)
    below = set(_WORD.findall(_key(text[section.body_start : section.end])))
    if not words or heading in _DULL:
        return False
    return sum(word in below for word in words) >= TAKEN_UP * len(words)
