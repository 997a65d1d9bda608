"""Two documents side by side: as data and as a Word document."""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request, Response

from hoidap import texts
from hoidap.answering.naming import document_name
from hoidap.api import validators
from hoidap.api.comparison_schemas import ComparisonOut, RowOut
from hoidap.api.comparisons import Comparisons
from hoidap.api.paging import Limit, Offset, link_next
from hoidap.api.routes.dependencies import AssistantDependency
from hoidap.api.routes.study_packs import site_of
from hoidap.api.schemas import DocumentOut
from hoidap.api.uploads.intake import meant_id
from hoidap.comparison import word_export
from hoidap.comparison.comparing import Comparison, Row
from hoidap.comparison.differences import Difference
from hoidap.study.exports.file_names import file_name, plain_name

router = APIRouter(prefix="/v1", tags=["documents"])

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_UNCHANGED = {"description": "As the client's ETag in If-None-Match says."}
_COMPARED: dict[int | str, dict[str, Any]] = {304: _UNCHANGED}
_EXPORTED: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file.",
        "content": {_DOCX: {"schema": {"type": "string", "format": "binary"}}},
    },
    304: _UNCHANGED,
}


class _Asked(NamedTuple):
    """A comparison, the rows of it that are asked for, and the tag of what is answered."""

    comparison: Comparison
    rows: tuple[Row, ...]
    generation: str
    tag: str


def _asked(
    request: Request,
    assistant: AssistantDependency,
    left: Annotated[str, Query(description="Id of the document on the left, the former one.")],
    right: Annotated[str, Query(description="Id of the document on the right, the later one.")],
    changed: Annotated[bool, Query(description="Only rows in which anything differs.")] = False,
    difference: Annotated[
        Difference | None, Query(description="Only rows that differ in this.")
    ] = None,
) -> _Asked:
    made: Comparisons = request.app.state.comparisons
    with assistant.reading() as reading:
        ours, theirs = (
            reading.document(meant_id(reading, assistant.caller.id, each)) for each in (left, right)
        )
        parts = (ours.id, ours.content_hash, theirs.id, theirs.content_hash)
        tag = validators.etag("comparison", reading.generation, *parts, str(request.url.query))
        comparison = made.of(ours, theirs)
    rows = comparison.changed if changed or difference else comparison.rows
    if difference:
        rows = tuple(row for row in rows if difference in row.differences)
    return _Asked(comparison, rows, reading.generation, tag)


AskedDependency = Annotated[_Asked, Depends(_asked)]


@router.get(
    "/comparisons",
    summary="Two documents side by side",
    response_model=ComparisonOut,
    responses=_COMPARED,
)
def get_comparison(
    request: Request,
    response: Response,
    asked: AskedDependency,
    offset: Offset = 0,
    limit: Limit = 100,
) -> ComparisonOut | Response:
    """Provisions aligned, however they are numbered, and what differs in each.

    The header ``Link`` names the next page.
    """
    known = validators.unchanged(request, asked.tag)
    if known is not None:
        return known
    response.headers.update(validators.headers(asked.tag))
    comparison, rows = asked.comparison, asked.rows
    differing = len(comparison.changed)
    link_next(request, response, offset + limit, len(rows))
    return ComparisonOut(
        left=DocumentOut.of(comparison.left),
        right=DocumentOut.of(comparison.right),
        counts=dict(comparison.counts),
        rows=[RowOut.of(each, comparison) for each in rows[offset : offset + limit]],
        total=len(rows),
        changed=differing,
        moved=len(comparison.moved),
        unchanged=len(comparison.rows) - differing,
        offset=offset,
        limit=limit,
        generation=asked.generation,
    )


@router.get(
    "/comparisons.docx",
    summary="Two documents side by side as a Word document",
    response_class=Response,
    responses=_EXPORTED,
)
def export_comparison(request: Request, asked: AskedDependency) -> Response:
    """A table of two columns; what differs is marked, and every provision links to its place."""
    known = validators.unchanged(request, asked.tag)
    if known is not None:
        return known
    both = (asked.comparison.left, asked.comparison.right)
    left, right = (document_name(each.metadata) for each in both)
    title = texts.COMPARISON_FILE.format(left=left, right=right)
    named = f'filename="{plain_name(title, "docx")}"'
    encoded = quote(file_name(title, "docx"))
    return Response(
        word_export.write(asked.comparison, asked.rows, site_of(request)),
        media_type=_DOCX,
        headers=validators.headers(asked.tag)
        | {"Content-Disposition": f"attachment; {named}; filename*=UTF-8''{encoded}"},
    )
