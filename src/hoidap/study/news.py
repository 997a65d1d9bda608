"""What is new in a document against the one it continues or replaces.

First the document's own words: what stands under a heading like "Điểm mới", and
sentences that name the earlier document beside a word of change.  Then, where
the corpus holds the earlier document too, a comparison: articles whose titles
it has not, and statements that differ from one of its own only in a number.
What was only compared is for the trainer to judge; a note in the pack says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from hoidap.domain import Document, Kind, SectionKind
from hoidap.study.facts_numbers import number_facts
from hoidap.study.headings import heading_of
from hoidap.study.knowledge import Knowledge, telling_words, whole
from hoidap.study.pack import KeyPoint, Relation, RelationKind
from hoidap.study.sources import source_at
from hoidap.study.statements import Statement
from hoidap.study.wellformed import has_good_length, is_content, stands_alone
from hoidap.vietnamese.document_number import find_document_numbers
from hoidap.vietnamese.normalisation import match_form

#: More is not new any more.
MOST: Final = 8
#: Titles that share this part of their words are of the same article.
SAME_TITLE: Final = 0.6
#: Statements that share this part of their words are about the same thing.
SAME_THING: Final = 0.7

_NEW_HEADING: Final = re.compile(r"điểm mới|nội dung mới|mới so với", re.IGNORECASE)
_CHANGE: Final = re.compile(
    r"(?<!\w)(?:khác với|so với|nhiều hơn|ít hơn|bổ sung|mở rộng|lần đầu|đầu tiên|điều mới|điểm mới"
    r"|thêm một|không chỉ|còn .{5,60} nói về|kế thừa|giữ số lượng)(?!\w)",
    re.IGNORECASE,
)


def find_news(
    documents: Sequence[Document],
    earlier: Sequence[tuple[str, Document]],
    knowledge: Knowledge,
) -> tuple[tuple[KeyPoint, ...], bool]:
    """New points of the pack's documents, ids ``n1``, and whether some were only compared.

    ``earlier``: documents that one of the pack's continues or replaces, each with that one's id.
    """
    stated = [each for document in documents for each in _stated(document, knowledge)]
    own = {document.id: document for document in documents}
    compared = [
        each
        for later, old in earlier
        if later in own
        for each in _compared(own[later], old, knowledge)
    ]
    ranges = dict.fromkeys([*stated, *compared])
    points = [
        KeyPoint(id=f"n{place}", text=" ".join(source.quote.split()), source=source)
        for place, source in enumerate(
            [source_at(own[key], start, end) for key, start, end in ranges][:MOST], start=1
        )
    ]
    return tuple(points), len(points) > len(stated)


def predecessors(relations: Sequence[Relation], ids: set[str]) -> list[tuple[str, str]]:
    """Pairs of a pack's document and the readable document that it continues or replaces."""
    return [
        (each.later_id, each.earlier_id)
        for each in relations
        if each.kind is not RelationKind.CITES
        and each.later_id in ids
        and each.later_id
        and each.earlier_id
    ]


def _stated(document: Document, knowledge: Knowledge) -> Iterator[tuple[str, int, int]]:
    """What the document itself calls new."""
    own = document.metadata.number
    if document.metadata.kind is not Kind.DIRECTIVE:
        return
    for statement in knowledge.of(document.id):
        text = statement.text
        if not (stands_alone(text) and is_content(text) and has_good_length(text)):
            continue
        if statement.opens_list or (statement.is_item and not _CHANGE.search(text)):
            continue
        under = any(
            _NEW_HEADING.search(section.title)
            for section in (document.heading_path(statement.section) if statement.section else ())
        )
        names_other = any(found.number.canonical != own for found in find_document_numbers(text))
        changes = bool(_CHANGE.search(text))
        names_own = bool(own and own in text)
        if under or (changes and (names_other or (names_own and statement.is_item))):
            yield document.id, statement.start, statement.start + len(text)


def _compared(
    later: Document, earlier: Document, knowledge: Knowledge
) -> Iterator[tuple[str, int, int]]:
    """What the later document has and the earlier one has not."""
    yield from _new_articles(later, earlier)
    before = [each for each in whole(earlier) if not each.opens_list]
    for statement in knowledge.of(later.id):
        if statement.is_item or not stands_alone(statement.text):
            continue
        if any(_differs_in_number(statement, each) for each in before):
            yield later.id, statement.start, statement.start + len(statement.text)


def _new_articles(later: Document, earlier: Document) -> Iterator[tuple[str, int, int]]:
    """Headings of articles that the earlier law has under no like title."""
    if later.metadata.digest or earlier.metadata.digest:
        return  # a digest holds only some of the articles
    old = [
        telling_words(match_form(heading_of(earlier, each)))
        for each in earlier.sections
        if each.kind is SectionKind.ARTICLE and each.title
    ]
    for section in later.sections:
        words = telling_words(match_form(section.title))
        if section.kind is not SectionKind.ARTICLE or not words:
            continue
        if old and not any(len(words & each) >= SAME_TITLE * len(words) for each in old):
            heading = later.text[section.start : section.body_start].rstrip()
            yield later.id, section.start, section.start + len(heading)


def _differs_in_number(statement: Statement, other: Statement) -> bool:
    """Whether two statements say the same of a number of the same things, but another number."""
    ours, theirs = list(number_facts(statement)), list(number_facts(other))
    if len(ours) != 1 or len(theirs) != 1:
        return False
    if ours[0].group != theirs[0].group or ours[0].key == theirs[0].key:
        return False
    words, others = (
        telling_words(match_form(_without_numbers(each.text))) for each in (statement, other)
    )
    return len(words & others) >= SAME_THING * min(len(words), len(others))


def _without_numbers(text: str) -> str:
    for found in reversed(find_document_numbers(text)):
        text = text[: found.start] + text[found.end :]
    return re.sub(r"\d+", " ", text)
