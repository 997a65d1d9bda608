"""What a trainer may change in a study pack, as values: see ``edits`` for what each does."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from hoidap.study.pack import ItemKind

#: Longest text of one line of a pack, in characters: a paragraph.
LINE_LIMIT = 2000
#: Most options of a quiz item: the letters A to J.
OPTION_LIMIT = 10
#: Most lines of one list of a pack; no session has time for more.
LIST_LIMIT = 200

Line = Annotated[str, Field(min_length=1, max_length=LINE_LIMIT, pattern=r"\S")]
Id = Annotated[str, Field(min_length=1, max_length=100)]
Place = Annotated[int, Field(ge=0, le=LIST_LIMIT, description="0 is the first place.")]


class _Edit(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Retitle(_Edit):
    """Give the pack another title."""

    op: Literal["retitle"]
    title: Annotated[str, Field(min_length=1, max_length=300, pattern=r"\S")]


class SetAims(_Edit):
    """Replace the aims."""

    op: Literal["aims"]
    aims: list[Line] = Field(max_length=20)


class AgendaLine(_Edit):
    """One entry of the agenda."""

    title: Line
    minutes: int = Field(ge=1, le=240)
    kind: Literal["opening", "section", "discussion", "quiz", "closing"] = "section"


class SetAgenda(_Edit):
    """Replace titles and minutes of the agenda; the beginnings follow from the minutes."""

    op: Literal["agenda"]
    entries: list[AgendaLine] = Field(min_length=1, max_length=50)


class Reword(_Edit):
    """Change the words of a key point, a section's heading or a discussion question."""

    op: Literal["reword"]
    id: Id
    text: Line


class RewordItem(_Edit):
    """Change the words of a quiz item; what is left out stays as it is."""

    op: Literal["reword_item"]
    id: Id
    prompt: Line | None = None
    options: list[Line] | None = Field(default=None, max_length=OPTION_LIMIT)
    left: list[Line] | None = Field(default=None, max_length=OPTION_LIMIT)
    answers: list[Line] | None = Field(default=None, min_length=1, max_length=OPTION_LIMIT)
    correct: list[Annotated[int, Field(ge=0, lt=OPTION_LIMIT)]] | None = Field(
        default=None, min_length=1, max_length=OPTION_LIMIT
    )
    reason: Line | None = None


class Move(_Edit):
    """Give a section, point, question or item another place in its list."""

    op: Literal["move"]
    id: Id
    to: Place


class Drop(_Edit):
    """Take a section, point, question or item out."""

    op: Literal["drop"]
    id: Id


class AddPoint(_Edit):
    """Add a key point to a section of the outline: an exact range of a document."""

    op: Literal["add_point"]
    section: Id
    document_id: Id
    start: int = Field(ge=0, le=100_000_000)
    end: int = Field(gt=0, le=100_000_000)


class AddDiscussion(_Edit):
    """Add a discussion question, with the passages of another question or none."""

    op: Literal["add_discussion"]
    question: Line
    like: Id | None = Field(default=None, description="An id whose passages are taken over.")


class AddItem(_Edit):
    """Add a quiz item that the trainer wrote; it is checked against the passages of ``like``."""

    op: Literal["add_item"]
    kind: ItemKind
    prompt: Line
    options: list[Line] = Field(default=[], max_length=OPTION_LIMIT)
    left: list[Line] = Field(default=[], max_length=OPTION_LIMIT)
    answers: list[Line] = Field(default=[], max_length=OPTION_LIMIT)
    correct: list[Annotated[int, Field(ge=0, lt=OPTION_LIMIT)]] = Field(
        default=[], max_length=OPTION_LIMIT
    )
    reason: Line
    like: Id = Field(description="The id whose passages prove it.")


class Regenerate(_Edit):
    """Replace a quiz item with another one."""

    op: Literal["regenerate"]
    id: Id
    seed: int = Field(ge=0, le=2**31 - 1)


Edit = Annotated[
    Retitle
    | SetAims
    | SetAgenda
    | Reword
    | RewordItem
    | Move
    | Drop
    | AddPoint
    | AddDiscussion
    | AddItem
    | Regenerate,
    Field(discriminator="op"),
]
