"""Pages of a document's file as pictures, and where a quote stands on them."""

from __future__ import annotations

from bisect import bisect_right
from typing import Annotated, Any, cast

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import BaseModel, Field
from starlette.responses import FileResponse

from hoidap.api import validators
from hoidap.api.pictures.drawing import PagePictures
from hoidap.api.pictures.places import find_quote
from hoidap.api.routes.dependencies import AssistantDependency
from hoidap.api.routes.originals import kept_original
from hoidap.api.uploads.intake import meant_id
from hoidap.domain import Pages

router = APIRouter(prefix="/v1/documents/{document_id}/pages", tags=["documents"])

_PNG = "image/png"
_DRAWN: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The page.",
        "content": {_PNG: {"schema": {"type": "string", "format": "binary"}}},
    },
    304: {"description": "As the client's ETag in If-None-Match says."},
}

PageNumber = Annotated[int, Path(ge=1, le=100_000, description="Pages count from 1.")]
Offset = Annotated[int, Query(ge=0, le=2**31 - 1, description="Of the document's text.")]


class MarkOut(BaseModel):
    """A line of a page's picture: its edges as shares of the picture's width and height."""

    left: float
    top: float
    right: float
    bottom: float


class MarksOut(BaseModel):
    """Where a range of a document's text stands on one page of its file."""

    page: int
    marks: list[MarkOut] = Field(description="Empty when the words are not found on the page.")


def _pictures(request: Request) -> PagePictures:
    return cast(PagePictures, request.app.state.pictures)


PicturesDependency = Annotated[PagePictures, Depends(_pictures)]


@router.get(
    "/{page}",
    summary="A page of a document's file as a picture",
    response_class=Response,
    responses=_DRAWN,
)
def get_page(
    request: Request,
    document_id: str,
    page: PageNumber,
    assistant: AssistantDependency,
    pictures: PicturesDependency,
) -> Response:
    """The page as PNG, for documents that were read from a PDF or from page images."""
    original, _ = kept_original(assistant, document_id)
    tag = validators.etag("page", original.digest, str(page))
    known = validators.unchanged(request, tag)
    if known is not None:
        return known
    drawn = pictures.draw(original, page)
    return FileResponse(drawn.picture, media_type=_PNG, headers=validators.headers(tag))


@router.get("/{page}/marks", summary="Where a quote stands on a page")
def get_marks(
    document_id: str,
    page: PageNumber,
    start: Offset,
    end: Offset,
    assistant: AssistantDependency,
    pictures: PicturesDependency,
) -> MarksOut:
    """The lines of the page's picture on which the range `start` to `end` of the text stands."""
    original, _ = kept_original(assistant, document_id)
    with assistant.reading() as reading:
        document = reading.document(meant_id(reading, assistant.caller.id, document_id))
    first, last = _range_of(document.pages, page, len(document.text))
    letters = pictures.draw(original, page).letters()
    quote = document.text[max(start, first) : min(end, last)]
    expected = (max(start, first) - first) / max(last - first, 1)
    marks = find_quote(letters, quote, expected) if quote else []
    return MarksOut(page=page, marks=[_shares(mark) for mark in marks])


def _range_of(pages: Pages, number: int, length: int) -> tuple[int, int]:
    """The range of the text that stands on a page; empty when it is not known."""
    starts = [start for start, _ in pages.starts]
    numbers = [page for _, page in pages.starts]
    at = bisect_right(numbers, number) - 1
    if at < 0 or numbers[at] != number:
        return 0, 0
    return starts[at], starts[at + 1] if at + 1 < len(starts) else length


def _shares(mark: tuple[int, int, int, int]) -> MarkOut:
    left, top, right, bottom = (min(max(each / 10_000, 0.0), 1.0) for each in mark)
    return MarkOut(left=left, top=top, right=right, bottom=bottom)
