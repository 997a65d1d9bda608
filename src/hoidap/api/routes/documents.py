"""Documents and passages."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from hoidap.api import validators
from hoidap.api.paging import Limit, Offset, link_next
from hoidap.api.pictures.drawing import DRAWN
from hoidap.api.routes.dependencies import AssistantDependency
from hoidap.api.schemas import (
    DocumentDetailOut,
    DocumentOut,
    DocumentsOut,
    OriginalOut,
    PageOut,
    PartiesOut,
    PassageOut,
    SectionOut,
    TableOut,
)
from hoidap.api.uploads.intake import meant_id
from hoidap.domain import Kind, Standing
from hoidap.index.originals import Original

router = APIRouter(prefix="/v1", tags=["documents"])

_NOT_MODIFIED: dict[int | str, dict[str, Any]] = {
    304: {"description": "As the client's ETag in If-None-Match says."}
}


#: How a client goes on from a list: OpenAPI's links.
_LISTED: dict[int | str, dict[str, Any]] = {
    200: {
        "links": {
            "document": {
                "operationId": "get_document",
                "parameters": {"document_id": "$response.body#/documents/0/id"},
            }
        }
    }
}


@router.get("/documents", summary="List documents", responses=_LISTED)
def list_documents(
    request: Request,
    response: Response,
    assistant: AssistantDependency,
    kind: Annotated[Kind | None, Query()] = None,
    issuer: Annotated[str | None, Query()] = None,
    year: Annotated[int | None, Query(ge=1900, le=2200)] = None,
    standing: Annotated[Standing | None, Query()] = None,
    offset: Offset = 0,
    limit: Limit = 50,
) -> DocumentsOut:
    """One page of documents, newest first; the header ``Link`` names the next page."""
    with assistant.reading() as reading:
        page = reading.documents(
            kind=kind, issuer=issuer, year=year, standing=standing, offset=offset, limit=limit
        )
        link_next(request, response, offset + limit, page.total)
        return DocumentsOut(
            documents=[DocumentOut.of(document) for document in page.documents],
            total=page.total,
            offset=offset,
            limit=limit,
            generation=reading.generation,
        )


@router.get(
    "/documents/{document_id}",
    summary="One document with its text",
    response_model=DocumentDetailOut,
    responses=_NOT_MODIFIED,
)
def get_document(
    request: Request, response: Response, document_id: str, assistant: AssistantDependency
) -> DocumentDetailOut | Response:
    """Metadata, section tree and canonical text of one document."""
    with assistant.reading() as reading:
        document = reading.document(meant_id(reading, assistant.caller.id, document_id))
        originals = reading.originals(document.id)
        digests = [each.digest for each in originals]
        tag = validators.etag(
            "document", reading.generation, document.id, document.content_hash, *digests
        )
        unchanged = validators.unchanged(request, tag)
        if unchanged is not None:
            return unchanged
        response.headers.update(validators.headers(tag))
        return DocumentDetailOut(
            **DocumentOut.fields_of(document),
            text=document.text,
            sections=[SectionOut.of(section) for section in document.sections],
            generation=reading.generation,
            tables=[TableOut.model_validate(asdict(each)) for each in document.tables],
            parties=PartiesOut(**asdict(document.parties)),
            pages=[PageOut(page=page, start=start) for start, page in document.pages.starts],
            original=_original_out(originals[0]) if originals else None,
        )


def _original_out(original: Original) -> OriginalOut:
    drawn = Path(original.name).suffix.lower() in DRAWN
    return OriginalOut(name=original.name, size=original.size, drawn=drawn)


@router.get(
    "/passages/{passage_id:path}",
    summary="One passage",
    response_model=PassageOut,
    responses=_NOT_MODIFIED,
)
def get_passage(
    request: Request, response: Response, passage_id: str, assistant: AssistantDependency
) -> PassageOut | Response:
    """One passage by its id."""
    with assistant.reading() as reading:
        passage = reading.passage(passage_id)
        tag = validators.etag("passage", reading.generation, passage.id, passage.text)
        known = validators.unchanged(request, tag)
        if known is not None:
            return known
        response.headers.update(validators.headers(tag))
        return PassageOut.of(passage)
