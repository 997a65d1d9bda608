"""A study pack: typed values shared by generation, storage, API, pages and exports.

Every line that states something carries a ``Source``: an exact range of a
document's text.  All values are immutable; an edit makes a new pack (see
``edits``), so that versions can be kept side by side.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


class Value(BaseModel):
    """An immutable value that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SourceCell(Value):
    """A cell of a quoted table row: its words and its place in the grid, counted from 0."""

    text: str
    column: int = Field(ge=0)
    columns: int = Field(default=1, ge=1)  # that it spans
    header: bool = False


class Source(Value):
    """An exact range of a document: ``quote == document.text[start:end]``."""

    document_id: str
    title: str  # the document's
    number: str | None  # document number
    locator: str
    start: int = Field(ge=0)  # code points
    end: int = Field(gt=0)
    quote: str
    reference: str  # the official form: "khoản 2 Điều 8 Luật ..., ngày ..."
    url: str  # of the source viewer, relative to the site
    #: The rows of a table of which the quote consists, under the table's header rows.
    rows: tuple[tuple[SourceCell, ...], ...] = ()


class Difficulty(StrEnum):
    """How hard the quiz is: how near the wrong options come to the right one."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


class PackRequest(Value):
    """What a trainer asks for.

    Either documents (with sections of them, as indices into
    ``Document.sections``; none means the whole document) or a topic in words.
    """

    documents: tuple[str, ...] = ()  # document ids
    sections: dict[str, tuple[int, ...]] = Field(default_factory=dict)  # document id -> sections
    topic: str = ""
    title: str = ""  # "" lets the pack name itself
    audience: str = ""  # "đảng viên chi bộ thôn"
    minutes: int = Field(default=60, ge=15, le=240)
    questions: int = Field(default=20, ge=0, le=100)  # quiz items wanted
    difficulty: Difficulty = Difficulty.MEDIUM
    seed: int = Field(default=1, ge=0)


class PackDocument(Value):
    """A document that a pack was made from, as it was then."""

    document_id: str
    title: str
    number: str | None
    issuer: str | None
    issued_on: date | None
    standing: str
    content_hash: str  # when it differs from the stored document's, the pack is stale
    digest: bool = False


class AgendaEntry(Value):
    """One entry of the timed agenda."""

    starts: int  # minutes after the beginning
    minutes: int
    title: str
    kind: str  # opening, section, discussion, quiz, closing


class KeyPoint(Value):
    """A verbatim or minimally cut sentence of a document, or a written and checked one."""

    id: str
    text: str
    source: Source
    also: tuple[Source, ...] = ()  # further ranges that a written sentence rests on
    edited: bool = False
    flag: str = ""  # why a reworded text no longer matches its source; "" when it does

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every range that it rests on."""
        return (self.source, *self.also)


class OutlineSection(Value):
    """A heading of the outline with its key points."""

    id: str
    title: str
    locator: str
    document_id: str
    points: tuple[KeyPoint, ...]


class Term(Value):
    """A term that the documents define or explain."""

    term: str
    definition: str
    source: Source


class RelationKind(StrEnum):
    """How one document stands to another."""

    REPLACES = "replaces"
    CONTINUES = "continues"
    CITES = "cites"


class Relation(Value):
    """An arrow of the relations map, from the later to the earlier document."""

    kind: RelationKind
    later: str  # label: "Chỉ thị 05-CT/TW"
    earlier: str
    later_id: str | None = None  # document ids, where the corpus holds them
    earlier_id: str | None = None
    source: Source | None = None  # None where the document's front matter says it


class TimelineEntry(Value):
    """A day in the history of the documents involved."""

    on: date
    label: str  # "Chỉ thị 05-CT/TW ban hành"
    document_id: str | None = None
    source: Source | None = None


class Reading(Value):
    """A passage to read before the session."""

    source: Source
    minutes: int
    why: str


class Discussion(Value):
    """A question to discuss, with the passages to hold against the answers."""

    id: str
    question: str
    sources: tuple[Source, ...]
    edited: bool = False


class ItemKind(StrEnum):
    """The forms of a quiz item."""

    CHOICE = "choice"  # options; correct = (index of the right one,)
    TRUE_FALSE = "true_false"  # options = ("Đúng", "Sai"); correct = (0,) or (1,)
    GAP = "gap"  # prompt holds "____"; options = (); answers = accepted texts
    MATCH = "match"  # left[i] belongs to options[correct[i]]
    ORDER = "order"  # options as shown; correct = their indices in the right order


class FactKind(StrEnum):
    """What a quiz item is about."""

    NUMBER = "number"
    DATE = "date"
    ISSUER = "issuer"
    SIGNER = "signer"
    DOCUMENT_NUMBER = "document_number"
    LIST = "list"
    DEFINITION = "definition"
    LOCATOR = "locator"
    STATEMENT = "statement"


class QuizItem(Value):
    """A question with its answer, the proof and the reason."""

    id: str
    kind: ItemKind
    about: FactKind
    prompt: str
    options: tuple[str, ...] = ()
    correct: tuple[int, ...] = ()
    left: tuple[str, ...] = ()  # the left column of MATCH
    answers: tuple[str, ...] = ()  # accepted texts of GAP, the first is shown
    reason: str
    sources: tuple[Source, ...]
    edited: bool = False
    flag: str = ""  # why it no longer matches its source; "" when it does


class StudyPack(Value):
    """The whole pack."""

    id: str
    version: int = 1
    title: str
    request: PackRequest
    created_at: datetime
    generation: str
    documents: tuple[PackDocument, ...]
    aims: tuple[str, ...]
    summary: tuple[KeyPoint, ...] = ()  # a language model's sentences, each checked
    agenda: tuple[AgendaEntry, ...]
    outline: tuple[OutlineSection, ...]
    news: tuple[KeyPoint, ...]  # what is new against the document it continues or replaces
    terms: tuple[Term, ...]
    timeline: tuple[TimelineEntry, ...]
    relations: tuple[Relation, ...]
    readings: tuple[Reading, ...]
    discussion: tuple[Discussion, ...]
    quiz: tuple[QuizItem, ...]
    notes: tuple[str, ...] = ()  # what the reader must know: fewer items than wanted, digests
