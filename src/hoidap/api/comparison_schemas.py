"""What the API says of two documents side by side; keys are promises and are never renamed."""

from __future__ import annotations

from pydantic import BaseModel, Field

from hoidap.api.schemas import DocumentOut
from hoidap.comparison.comparing import Comparison, Row, Side
from hoidap.comparison.differences import Difference
from hoidap.comparison.words import Range
from hoidap.domain import Document
from hoidap.retrieval.ranked import source_url


class MarkOut(BaseModel):
    """A range of the document's text of which the other document has nothing."""

    start: int
    end: int

    @classmethod
    def of(cls, mark: Range) -> MarkOut:
        """The same range as the API writes it."""
        return cls(start=mark.start, end=mark.end)


class SideOut(BaseModel):
    """A provision in one document: ``text == document.text[start:end]``."""

    locator: str
    text: str
    start: int
    end: int
    marks: list[MarkOut] = Field(description="The words that the other side lacks.")
    heading: bool = Field(description="Whether it is a heading or an interview's question.")
    page: int | None = Field(description="Page of the source on which it begins.")
    url: str = Field(description="Its place in the source viewer.")

    @classmethod
    def of(cls, side: Side, document: Document) -> SideOut:
        """The same provision as the API writes it."""
        return cls(
            locator=side.locator,
            text=document.text[side.start : side.end],
            start=side.start,
            end=side.end,
            marks=[MarkOut.of(each) for each in side.marks],
            heading=side.is_heading,
            page=document.pages.page_at(side.start),
            url=source_url(document.id, side.start, side.end),
        )


class RowOut(BaseModel):
    """Provisions that belong together; one side is empty where the other document has none.

    Several stand on a side where a provision was divided or joined.
    """

    left: list[SideOut]
    right: list[SideOut]
    differences: list[Difference] = Field(description="Empty where both sides say the same.")

    @classmethod
    def of(cls, row: Row, comparison: Comparison) -> RowOut:
        """The same row as the API writes it."""
        return cls(
            left=[SideOut.of(each, comparison.left) for each in row.left],
            right=[SideOut.of(each, comparison.right) for each in row.right],
            differences=list(row.differences),
        )


class ComparisonOut(BaseModel):
    """One page of the rows in which two documents stand side by side."""

    left: DocumentOut
    right: DocumentOut
    counts: dict[Difference, int] = Field(
        description="Rows by kind of difference; a row may have several, and kinds without any "
        "are left out."
    )
    rows: list[RowOut]
    total: int = Field(description="Rows in all that were asked for.")
    changed: int = Field(description="Rows in which anything differs.")
    moved: int = Field(description="Of these, rows that read the same and only stand elsewhere.")
    unchanged: int = Field(description="Rows in which both documents say the same.")
    offset: int
    limit: int
    generation: str
