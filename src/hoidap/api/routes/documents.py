"""Documents and passages."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from hoidap.api.routes.dependencies import AssistantDependency
from hoidap.api.schemas import (
    DocumentDetailOut,
    DocumentOut,
    DocumentsOut,
    PassageOut,
    SectionOut,
)
from hoidap.domain import Kind, Standing

router = APIRouter(prefix="/v1", tags=["documents"])


@router.get("/documents", summary="List documents")
def list_documents(
    assistant: AssistantDependency,
    kind: Annotated[Kind | None, Query()] = None,
    issuer: Annotated[str | None, Query()] = None,
    year: Annotated[int | None, Query(ge=1900, le=2200)] = None,
    standing: Annotated[Standing | None, Query()] = None,
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> DocumentsOut:
    """One page of documents, newest first."""
    with assistant.reading() as reading:
        page = reading.documents(
            kind=kind, issuer=issuer, year=year, standing=standing, offset=offset, limit=limit
        )
        return DocumentsOut(
            documents=[DocumentOut.of(document) for document in page.documents],
            total=page.total,
            offset=offset,
            limit=limit,
            generation=reading.generation,
        )


@router.get("/documents/{document_id}", summary="One document with its text")
def get_document(document_id: str, assistant: AssistantDependency) -> DocumentDetailOut:
    """Metadata, section tree and canonical text of one document."""
    with assistant.reading() as reading:
        document = reading.document(document_id)
        return DocumentDetailOut(
            **DocumentOut.fields_of(document),
            text=document.text,
            sections=[SectionOut.of(section) for section in document.sections],
            generation=reading.generation,
        )


@router.get("/passages/{passage_id:path}", summary="One passage")
def get_passage(passage_id: str, assistant: AssistantDependency) -> PassageOut:
    """One passage by its id."""
    with assistant.reading() as reading:
        return PassageOut.of(reading.passage(passage_id))
