"""What other documents have done to a document, as of a day."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from hoidap.answering.standing.overview import ShownChange, overview
from hoidap.api.routes.dependencies import AssistantDependency
from hoidap.api.uploads.intake import meant_id
from hoidap.relation import Change

router = APIRouter(prefix="/v1", tags=["documents"])


class PlaceOut(BaseModel):
    """A range of the document's text; empty where something is added."""

    start: int
    end: int


class ChangeOut(BaseModel):
    """What a clause of another document does to a place in this one."""

    change: Change
    says: str = Field(description="A sentence for readers.")
    provision: str = Field(description="Locator; empty for the whole document.")
    part: str = Field(description="The part that is meant, such as its heading; mostly empty.")
    places: list[PlaceOut]
    new_text: str = Field(description="The new wording; empty where none is printed.")
    words: list[str] = Field(description="Words that go, or that are added.")
    new_words: list[str] = Field(description="Words that come in their places.")
    document_id: str = Field(description="Of the document that makes the change.")
    number: str | None
    title: str
    clause: str = Field(description="Locator of the clause that makes it.")
    url: str
    since: date | None
    holds: bool = Field(description="Whether it holds on the day asked for.")

    @classmethod
    def of(cls, shown: ShownChange) -> ChangeOut:
        """The same change as the API writes it."""
        relation, about = shown.made.relation, shown.made.by.metadata
        return cls(
            change=relation.change,
            says=shown.says,
            provision=relation.provision,
            part=relation.part,
            places=[PlaceOut(start=each.start, end=each.end) for each in shown.places],
            new_text=shown.new_text,
            words=list(relation.words),
            new_words=list(relation.new_words),
            document_id=shown.made.by.id,
            number=about.number,
            title=about.title,
            clause=relation.clause,
            url=shown.url,
            since=shown.made.since,
            holds=shown.holds,
        )


class ChangesOut(BaseModel):
    """The changes of one document, the earliest first."""

    as_of: date
    changes: list[ChangeOut]
    generation: str


@router.get("/documents/{document_id}/changes", summary="What has changed a document")
def list_changes(
    document_id: str,
    assistant: AssistantDependency,
    as_of: Annotated[date | None, Query(description="The day; today unless given.")] = None,
) -> ChangesOut:
    """Amendments, additions and repeals of a document's provisions by others in the library."""
    day = as_of or date.today()
    with assistant.reading() as reading:
        document = reading.document(meant_id(reading, assistant.caller.id, document_id))
        shown = overview(reading, document, day)
        return ChangesOut(
            as_of=day,
            changes=[ChangeOut.of(each) for each in shown],
            generation=reading.generation,
        )
