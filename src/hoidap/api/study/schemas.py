"""Study packs and live sessions as the API writes them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import segno
from pydantic import BaseModel, Field

from hoidap.api.schemas import Strict
from hoidap.api.study.live_store import LiveSession, Participant
from hoidap.api.study.results import ItemResult
from hoidap.api.study.store import SavedPack, Version
from hoidap.api.working import WorkState
from hoidap.study.edit_orders import Edit
from hoidap.study.grading import Given
from hoidap.study.pack import Difficulty, ItemKind, PackRequest, QuizItem, Source, StudyPack

#: Most documents, and sections of each, that one pack is made from.
DOCUMENT_LIMIT = 50
SECTION_LIMIT = 500
#: Longest topic, title and audience, in characters.
WORDS_LIMIT = 300
#: Most edits in one request.
EDIT_LIMIT = 100

#: No tab, line break or other control character: these end up in file names and headings.
_PLAIN = r"^[^\u0000-\u001f\u007f]*$"
Words = Annotated[str, Field(max_length=WORDS_LIMIT, pattern=_PLAIN)]
DocumentId = Annotated[str, Field(min_length=1, max_length=200)]
SectionIndex = Annotated[int, Field(ge=0, le=10_000_000)]


class PackWanted(Strict):
    """What a trainer asks for: documents, sections of them, or a topic in words."""

    documents: list[DocumentId] = Field(
        default=[], max_length=DOCUMENT_LIMIT, examples=[["chi-thi-05-ct-tw-2016"]]
    )
    sections: dict[str, Annotated[list[SectionIndex], Field(max_length=SECTION_LIMIT)]] = Field(
        default={},
        max_length=DOCUMENT_LIMIT,
        description="Document id to indices of its sections; none means the whole document.",
    )
    topic: Words = Field(default="", examples=["trách nhiệm nêu gương"])
    title: Words = ""
    audience: Words = Field(default="", examples=["đảng viên chi bộ thôn"])
    minutes: int = Field(default=60, ge=15, le=240)
    questions: int = Field(default=20, ge=0, le=100)
    difficulty: Difficulty = Difficulty.MEDIUM
    seed: int = Field(default=1, ge=0, le=2**31 - 1, description="The same seed, the same quiz.")

    def request(self) -> PackRequest:
        """The same as the generator takes it."""
        values = self.model_dump()
        values["sections"] = {key: tuple(each) for key, each in self.sections.items()}
        return PackRequest(**values | {"documents": tuple(self.documents)})


class PackProgress(BaseModel):
    """How far the making is."""

    step: str = Field(description="What is being done, in Vietnamese.")
    share: float = Field(description="How much is done, 0 to 1.")


class PackFailure(BaseModel):
    """Why a pack could not be made."""

    code: str
    detail: str = Field(description="In Vietnamese, for the trainer.")


class PackSummaryOut(BaseModel):
    """A saved pack without its content."""

    id: str
    title: str
    state: WorkState
    progress: PackProgress | None
    error: PackFailure | None
    version: int = Field(description="The latest; 0 until it is made.")
    created_at: datetime
    changed_at: datetime

    @classmethod
    def of(cls, saved: SavedPack) -> PackSummaryOut:
        """The same pack as the API writes it."""
        return cls(
            id=saved.id,
            title=saved.title,
            state=saved.state,
            progress=PackProgress(**saved.progress) if saved.progress else None,
            error=PackFailure(**saved.error) if saved.error else None,
            version=saved.version,
            created_at=saved.created_at,
            changed_at=saved.changed_at,
        )


class PackOut(PackSummaryOut):
    """A saved pack."""

    stale: list[str] = Field(description="What happened to its documents since, in Vietnamese.")
    pack: StudyPack | None = Field(description="None until it is made.")


class PacksOut(BaseModel):
    """One page of packs, the last changed first."""

    packs: list[PackSummaryOut]
    total: int
    offset: int
    limit: int


class VersionOut(BaseModel):
    """One version of a pack."""

    version: int
    made_at: datetime
    made_by: str = Field(description="Names of the edits, `made`, `duplicate` or `restore`.")

    @classmethod
    def of(cls, version: Version) -> VersionOut:
        """The same version as the API writes it."""
        return cls(version=version.version, made_at=version.made_at, made_by=version.made_by)


class VersionsOut(BaseModel):
    """The versions that are kept, newest first."""

    versions: list[VersionOut]


class EditsWanted(Strict):
    """Edits of the latest version, made one after the other; or an older version again."""

    version: int = Field(ge=1, le=2**31 - 1, description="The version that was edited.")
    edits: list[Edit] = Field(default=[], max_length=EDIT_LIMIT)
    restore: int | None = Field(
        default=None, ge=1, le=2**31 - 1, description="A version to go back to before the edits."
    )


class LiveWanted(Strict):
    """How a live session is opened."""

    minutes: int = Field(default=60, ge=1, le=480, description="When it closes by itself.")
    participants: int = Field(default=100, ge=1, le=500, description="How many may take part.")


class LiveOut(BaseModel):
    """A live session as its trainer sees it."""

    id: str
    code: str
    title: str
    opened_at: datetime
    closes_at: datetime
    is_open: bool
    participants: int
    link: str = Field(description="Where participants join.")
    qr: list[str] = Field(description="The link as a QR code: rows of 1 (dark) and 0 (light).")

    @classmethod
    def of(cls, live: LiveSession, participants: int, site: str) -> LiveOut:
        """The same session as the API writes it; ``site`` is where participants reach it."""
        link = f"{site}/kiem-tra?ma={live.code}"
        code = segno.make(link, error="m", micro=False)
        return cls(
            link=link,
            qr=["".join(str(dot) for dot in row) for row in code.matrix],
            id=live.id,
            code=live.code,
            title=live.title,
            opened_at=live.opened_at,
            closes_at=live.closes_at,
            is_open=live.is_open,
            participants=participants,
        )


class LivesOut(BaseModel):
    """The live sessions of a pack, newest first."""

    sessions: list[LiveOut]


class AnswerCount(BaseModel):
    """How many gave one answer."""

    answer: str
    count: int
    right: bool


class ItemResultOut(BaseModel):
    """How one question went."""

    item: str
    prompt: str
    answered: int
    right: int
    explain: bool = Field(description="Whether its passages are to be explained again.")
    answers: list[AnswerCount]
    sources: list[Source]

    @classmethod
    def of(cls, result: ItemResult) -> ItemResultOut:
        """The same result as the API writes it."""
        return cls(
            item=result.item.id,
            prompt=result.item.prompt,
            answered=result.answered,
            right=result.right,
            explain=result.explain,
            answers=[AnswerCount(answer=a, count=n, right=ok) for a, n, ok in result.answers],
            sources=list(result.item.sources),
        )


class PersonResultOut(BaseModel):
    """How one participant did."""

    name: str
    right: int
    answered: int
    finished: bool


class ResultsOut(BaseModel):
    """How a session went."""

    session: LiveOut
    items: list[ItemResultOut]
    people: list[PersonResultOut]


class JoinWanted(Strict):
    """Somebody who wants to take part."""

    name: str = Field(
        min_length=1,
        max_length=80,
        pattern=r"^[^\u0000-\u001f\u007f]*[^\s\u0000-\u001f\u007f]"
        r"[^\u0000-\u001f\u007f]*$",
        description="Shown to the trainer.",
    )


class PublicLiveOut(BaseModel):
    """What everybody with the code may know before he joins."""

    title: str
    questions: int
    is_open: bool
    closes_at: datetime


class QuestionOut(BaseModel):
    """A quiz item without its answer."""

    id: str
    kind: ItemKind
    prompt: str
    options: list[str]
    left: list[str]

    @classmethod
    def of(cls, item: QuizItem) -> QuestionOut:
        """The item as a participant sees it."""
        return cls(
            id=item.id,
            kind=item.kind,
            prompt=item.prompt,
            options=list(item.options),
            left=list(item.left),
        )


class GivenOut(BaseModel):
    """An answer as it was given."""

    item: str
    given: Given


class CheckedOut(BaseModel):
    """The right answer of an item, once the session is over."""

    item: str
    right: bool
    answer: list[str] = Field(description="The right answer, line by line.")
    reason: str
    reference: list[str] = Field(description="Where it stands.")


class PaperOut(BaseModel):
    """A participant's paper."""

    participant: str = Field(description="The secret that later requests show.")
    name: str
    state: Literal["open", "finished"]
    closes_at: datetime
    questions: list[QuestionOut]
    given: list[GivenOut]
    checked: list[CheckedOut] = Field(description="Empty until the session is over.")

    @staticmethod
    def answers_of(person: Participant) -> list[GivenOut]:
        """A participant's answers as the API writes them."""
        return [GivenOut(item=item, given=given) for item, given in person.answers.items()]


Secret = Annotated[str, Field(min_length=1, max_length=100)]


class PaperWanted(Strict):
    """Whose paper."""

    participant: Secret


class AnswerWanted(Strict):
    """An answer to one question."""

    participant: Secret
    item: Annotated[str, Field(min_length=1, max_length=100)]
    given: Given


class AnsweredOut(BaseModel):
    """How many questions the participant has answered."""

    answered: int
