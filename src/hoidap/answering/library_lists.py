"""Answers to questions for documents (see ``retrieval.library_asked``): a list of them.

Each document is shown by the words in which it names itself, cited like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from hoidap import texts
from hoidap.answering.citations import Evidence
from hoidap.answering.considering import evidence_of
from hoidap.answering.unit_outline import Range
from hoidap.domain import Document, Kind, Metadata, Notice
from hoidap.index.rows import DocumentSummary
from hoidap.retrieval.library_asked import LibraryQuestion, library_question
from hoidap.retrieval.query import Query
from hoidap.retrieval.reading import Reading
from hoidap.retrieval.search import in_scope
from hoidap.retrieval.terms import words_of
from hoidap.vietnamese.folding import fold
from hoidap.vietnamese.normalisation import match_form

#: Documents shown at most; the notice says how many there are.
MOST: Final = 20
_LINE: Final = re.compile(r"\S[^\n]*(?<!\s)")
#: A document names itself near its beginning.
_OPENING: Final = 3000
_JOINTS: Final = frozenset(words_of("và của về các những việc với trong"))


@dataclass(frozen=True, slots=True)
class LibraryList:
    """The documents that were asked for, newest first, and how many there are."""

    evidence: tuple[Evidence, ...]
    notices: tuple[Notice, ...]


def find_documents(reading: Reading, query: Query) -> LibraryList | None:
    """The documents that a question asks for; None where it asks for none or none is meant."""
    asked = None if query.mentioned or query.provisions else library_question(query.asked_text)
    if asked is None:
        return None
    found = [
        each
        for each in reading.documents(kind=asked.kind).documents
        if _is_asked(each.metadata, asked) and in_scope(each.metadata, each.id, query.scope)
    ]
    if asked.newest or asked.oldest:
        found = _extreme(found, newest=asked.newest)
    if not found:
        return None
    shown = found[:MOST]
    notices: tuple[Notice, ...] = ()
    if asked.counts or len(shown) < len(found):
        notices = (Notice("counted", texts.DOCUMENTS_FOUND.format(count=len(found))),)
    return LibraryList(tuple(_naming(reading.document(each.id)) for each in shown), notices)


def _is_asked(about: Metadata, asked: LibraryQuestion) -> bool:
    year = about.issued_on.year if about.issued_on else None
    return (
        (asked.type is None or _is_of_type(about, asked.type))
        and (not asked.standings or about.standing in asked.standings)
        and (asked.first_year is None or (year is not None and year >= asked.first_year))
        and (asked.last_year is None or (year is not None and year <= asked.last_year))
        and (asked.signer is None or _is_part(asked.signer, about.signer or ""))
        and (asked.issuer is None or _is_part(asked.issuer, about.issuer or ""))
        and (asked.topic is None or _is_about(about, asked.topic))
    )


def _is_of_type(about: Metadata, wanted: str) -> bool:
    """Whether a document is of a type; a law's title says whether it is a code."""
    return match_form(about.type or "") == wanted or match_form(about.title).startswith(
        f"{wanted} "
    )


def _is_part(said: str, known: str) -> bool:
    """Whether a name as it was asked for is that of ``known``, with or without an office."""
    told, full = fold(match_form(said)).split(), fold(match_form(known)).split()
    return bool(full) and (
        told[-len(full) :] == full or any(told == full[i : i + len(told)] for i in range(len(full)))
    )


def _is_about(about: Metadata, topic: str) -> bool:
    """Whether title or persons hold all words of a topic and its pairs of words, but for joints."""
    said = (about.title, about.issuer, about.speaker, about.speaker_title)
    known = set(_terms(" . ".join(filter(None, said))))
    return set(_terms(topic)) <= known


def _terms(text: str) -> Iterator[str]:
    """Words and pairs of neighbouring words, without those that only join others."""
    words = ["" if word in _JOINTS else word for word in words_of(text)]
    for first, second in zip(words, [*words[1:], ""], strict=True):
        yield first
        yield f"{first} {second}" if first and second else first


def _extreme(found: Sequence[DocumentSummary], *, newest: bool) -> list[DocumentSummary]:
    """The documents of the last day, or of the first; those without a day do not count."""
    days = [each.metadata.issued_on for each in found if each.metadata.issued_on]
    day = (max(days) if newest else min(days)) if days else None
    return [each for each in found if day and each.metadata.issued_on == day]


def _naming(document: Document) -> Evidence:
    """Where a document names itself.

    A digest and an article of a newspaper do so in their first line; in a directive the title
    stands below issuer and number, often with its type in a line of its own.
    """
    about = document.metadata
    opening = document.text[:_OPENING]
    lines = [found.span() for found in _LINE.finditer(opening)]
    title = r"\s+".join(map(re.escape, about.title.split()))
    found = re.search(title, opening, re.IGNORECASE)
    if found is None or about.digest or about.kind is Kind.INTERVIEW:
        return evidence_of(document, Range(*lines[0]), "")
    start = min(start for start, end in lines if end > found.start())
    end = max(end for start, end in lines if start < found.end())
    above = [line for line in lines if line[1] <= start][-1:]
    if about.type and above and match_form(opening[slice(*above[0])]) == match_form(about.type):
        start = above[0][0]
    return evidence_of(document, Range(start, end), "")
