"""The library: documents to filter and search, with counts."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel

from hoidap import texts
from hoidap.answering.related import first_questions
from hoidap.api.library import Libraries, LibraryFilter
from hoidap.api.routes.dependencies import AssistantDependency
from hoidap.api.schemas import DocumentOut, DocumentsOut
from hoidap.domain import Kind, Standing

router = APIRouter(prefix="/v1", tags=["documents"])

#: Newest documents that questions to begin with are made of; whole documents are read for it.
EXEMPLARY = 12

#: Longest search accepted, in characters.
WORDS_LIMIT = 200


class CountOut(BaseModel):
    """How many documents choosing ``value`` would show."""

    value: str
    count: int


class LibraryOut(DocumentsOut):
    """One page of documents, and counts for each value of kind, issuer, year and standing."""

    counts: dict[str, list[CountOut]]


class ExamplesOut(BaseModel):
    """Questions to begin with."""

    questions: list[str]


def _libraries(request: Request) -> Libraries:
    return cast(Libraries, request.app.state.libraries)


@router.get("/library", summary="Filter and search documents, with counts")
def library(
    assistant: AssistantDependency,
    libraries: Annotated[Libraries, Depends(_libraries)],
    q: Annotated[str, Query(max_length=WORDS_LIMIT, description="Words of number or title.")] = "",
    number: Annotated[str | None, Query(max_length=WORDS_LIMIT)] = None,
    kind: Annotated[Kind | None, Query()] = None,
    issuer: Annotated[str | None, Query()] = None,
    year: Annotated[int | None, Query(ge=1900, le=2200)] = None,
    standing: Annotated[Standing | None, Query()] = None,
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> LibraryOut:
    """Documents newest first; words may be typed without diacritics."""
    wanted = LibraryFilter(q, number, kind, issuer, year, standing)
    with assistant.reading() as reading:
        found = libraries.of(reading).find(wanted)
        return LibraryOut(
            documents=[
                DocumentOut.of(document) for document in found.documents[offset : offset + limit]
            ],
            total=len(found.documents),
            offset=offset,
            limit=limit,
            generation=reading.generation,
            counts={
                name: [CountOut(value=value, count=count) for value, count in counted.most_common()]
                for name, counted in found.counts.items()
            },
        )


@router.get("/examples", summary="Questions to begin with")
def examples(
    assistant: AssistantDependency,
    kind: Annotated[list[Kind] | None, Query(description="Only these kinds.")] = None,
    document: Annotated[list[str] | None, Query(description="Only these document ids.")] = None,
) -> ExamplesOut:
    """A few questions that the caller's documents answer."""
    with assistant.reading() as reading:
        newest = (
            each.id
            for one in kind or (None,)
            for each in reading.documents(kind=one, limit=EXEMPLARY).documents
        )
        wanted = dict.fromkeys(document or (*texts.EXAMPLES, *newest))
        found = reading.summaries(list(wanted))
        documents = [
            reading.document(each)
            for each in wanted
            if each in found and (not kind or found[each].metadata.kind in kind)
        ]
        return ExamplesOut(questions=list(first_questions(documents)))
