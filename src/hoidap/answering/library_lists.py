"""Answers to questions for documents (see ``questions.catalogue``): a list of them.

Each document is shown by the words in which it names itself, cited like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from hoidap import texts
from hoidap.answering.citations import Evidence
from hoidap.answering.evidence import Range, evidence_of
from hoidap.domain import Document, Kind, Metadata, Notice
from hoidap.index.rows import DocumentSummary
from hoidap.questions.catalogue import DocumentsAsked, documents_asked, is_part
from hoidap.questions.intents import ASKED, Intent
from hoidap.retrieval.query import Query
from hoidap.retrieval.reading import Reading
from hoidap.retrieval.search import in_scope
from hoidap.retrieval.terms import words_of
from hoidap.vietnamese.normalisation import match_form

#: Documents shown at most; the notice says how many there are.
MOST: Final = 20
_LINE: Final = re.compile(r"\S[^\n]*(?<!\s)")
#: What is asked of documents must fit some of them, so less certainty will do.
LEAST: Final = 0.25
#: A document names itself near its beginning.
_OPENING: Final = 3000
#: Share of a subject's pairs of words that a title must hold.
_PAIRS: Final = 0.5


@dataclass(frozen=True, slots=True)
class LibraryList:
    """The documents that were asked for, newest first, and how many there are."""

    evidence: tuple[Evidence, ...]
    notices: tuple[Notice, ...]
    certainty: float  # that documents are asked for


def find_documents(reading: Reading, query: Query) -> LibraryList | None:
    """The documents that a question asks for; None where it asks for none or none is meant."""
    certainty = query.intents.certainty(Intent.CATALOGUE)
    if query.mentioned or query.provisions or certainty < LEAST:
        return None
    if query.may_stand_alone:  # then it is asked alone as well
        return None
    known = reading.documents().documents
    names = [(each.metadata.issuer or "", each.metadata.signer or "") for each in known]
    asked = documents_asked(query.asked_text, {i for i, _ in names}, {s for _, s in names})
    if asked is None or (certainty < ASKED and not asked.restricts):
        return None
    found = [
        each
        for each in known
        if asked.kind in (None, each.metadata.kind)
        and _is_asked(each.metadata, asked)
        and in_scope(each.metadata, each.id, query.scope)
    ]
    if asked.newest or asked.oldest:
        found = _extreme(found, newest=asked.newest)
    if not found:
        return None
    shown = found[:MOST]
    notices: tuple[Notice, ...] = ()
    if asked.counts or len(shown) < len(found):
        notices = (Notice("counted", texts.DOCUMENTS_FOUND.format(count=len(found))),)
    evidence = tuple(part for each in shown for part in naming(reading.document(each.id)))
    return LibraryList(evidence, notices, certainty)


def _is_asked(about: Metadata, asked: DocumentsAsked) -> bool:
    year = about.issued_on.year if about.issued_on else None
    return (
        (asked.type is None or _is_of_type(about, asked.type))
        and (not asked.standings or about.standing in asked.standings)
        and (asked.first_year is None or (year is not None and year >= asked.first_year))
        and (asked.last_year is None or (year is not None and year <= asked.last_year))
        and all(is_part(each, about.signer or "") for each in asked.signers)
        and all(is_part(each, about.issuer or "") for each in asked.issuers)
        and all(_is_about(about, each) for each in asked.subjects)
    )


def _is_of_type(about: Metadata, wanted: str) -> bool:
    """Whether a document is of a type; a law's title says whether it is a code."""
    return match_form(about.type or "") == wanted or match_form(about.title).startswith(
        f"{wanted} "
    )


def _is_about(about: Metadata, subject: str) -> bool:
    """Whether title or persons hold all words of a subject and half of its pairs of words.

    "Quản lý, phát triển cụm công nghiệp" is about "quản lý cụm công nghiệp".
    """
    said = (about.title, about.issuer, about.speaker, about.speaker_title)
    known, asked = words_of(" . ".join(filter(None, said))), words_of(subject)
    pairs = list(pairwise(asked))
    held = set(pairs) & set(pairwise(known))
    return set(asked) <= set(known) and len(held) >= _PAIRS * len(set(pairs))


def _extreme(found: Sequence[DocumentSummary], *, newest: bool) -> list[DocumentSummary]:
    """The documents of the last day, or of the first; those without a day do not count."""
    days = [each.metadata.issued_on for each in found if each.metadata.issued_on]
    day = (max(days) if newest else min(days)) if days else None
    return [each for each in found if day and each.metadata.issued_on == day]


def naming(document: Document) -> Iterator[Evidence]:
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
        yield evidence_of(document, Range(*lines[0]), "")
        return
    start = min(start for start, end in lines if end > found.start())
    end = max(end for start, end in lines if start < found.end())
    above = [line for line in lines if line[1] <= start]
    number = about.number or ""
    numbers = [line for line in above if number and number in opening[slice(*line)]]
    if numbers and number not in opening[start:end]:
        yield evidence_of(document, Range(*numbers[0]), "")
    if about.type and above and match_form(opening[slice(*above[-1])]) == match_form(about.type):
        start = above[-1][0]
    yield evidence_of(document, Range(start, end), "")
