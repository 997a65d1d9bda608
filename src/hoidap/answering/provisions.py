"""Answers to questions that name a provision: exactly that provision, complete.

"Điều 8 khoản 2 Luật ..." is looked up in the section trees of the documents
that the question names or, when it names none, of the one document that the
conversation is about or that ranks best among those that have the provision.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hoidap import texts
from hoidap.answering.citations import Evidence
from hoidap.answering.naming import document_name
from hoidap.domain import Document, Notice, Section, SectionKind
from hoidap.retrieval.query import Query
from hoidap.retrieval.ranked import RankedPassage
from hoidap.retrieval.reading import Reading
from hoidap.vietnamese.provision import (
    ProvisionReference,
    find_provisions,
    matches_locator,
)

#: Documents looked through when the question names none.
DOCUMENTS_TRIED = 5

_NEVER_CITED = frozenset({SectionKind.HEADER, SectionKind.SIGNATURE, SectionKind.RECIPIENTS})


def find_provisions_asked(
    reading: Reading, query: Query, ranked: Sequence[RankedPassage]
) -> list[Evidence]:
    """The provisions that the question names, whole, in the order it names them.

    Empty when it names none or when no document has them.
    """
    wanted = [each for each in query.provisions if not each.relative and each.levels]
    if not wanted:
        return []
    if query.mentioned:
        return [found for key in query.mentioned for found in _in_document(reading, key, wanted)]
    for key in _likely_documents(query, ranked):
        found = _in_document(reading, key, wanted)
        if found:
            return found
    return []


def missing_provisions(reading: Reading, query: Query) -> list[Notice]:
    """Notices for provisions that the documents named neither have nor speak of.

    A digest speaks of articles that it does not hold ("Chương II có 35 điều"),
    so a provision is missing only where the text does not name it either.
    """
    notices = []
    for document_id in query.mentioned:
        document = reading.document(document_id)
        spoken_of = find_provisions(document.text)
        for wanted in query.provisions:
            if wanted.relative or not wanted.levels or outermost(document, wanted):
                continue
            if not any(wanted.levels.items() <= other.levels.items() for other in spoken_of):
                text = texts.UNKNOWN_PROVISION.format(
                    provision=wanted_name(wanted), document=document_name(document.metadata)
                )
                notices.append(Notice("unknown_provision", text))
    return notices


def wanted_name(reference: ProvisionReference) -> str:
    """A provision as a locator writes it, the innermost level first."""
    levels = reversed(reference.levels.items())
    return " ".join(f"{texts.PROVISION_LEVELS[name]} {mark}" for name, mark in levels)


def _likely_documents(query: Query, ranked: Sequence[RankedPassage]) -> Iterable[str]:
    if len(query.scope.documents) == 1:
        return query.scope.documents
    return list(dict.fromkeys(each.passage.document_id for each in ranked))[:DOCUMENTS_TRIED]


def _in_document(
    reading: Reading, document_id: str, wanted: Sequence[ProvisionReference]
) -> list[Evidence]:
    document = reading.document(document_id)
    return [
        Evidence(
            document_id=document.id,
            metadata=document.metadata,
            locator=section.locator,
            start=section.start,
            end=section.end,
            quote=document.text[section.start : section.end],
            speaker=section.speaker,
            pages=document.pages,
        )
        for reference in wanted
        for section in outermost(document, reference)
    ]


def outermost(document: Document, reference: ProvisionReference) -> list[Section]:
    """The sections that a reference names, without those that lie inside another of them."""
    named = [
        section
        for section in document.sections
        if section.kind not in _NEVER_CITED and matches_locator(reference, section.locator)
    ]
    indexes = {section.index for section in named}
    return [section for section in named if section.parent not in indexes]
