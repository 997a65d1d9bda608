"""What goes in and out of the API; keys are promises and are never renamed."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from hoidap import texts
from hoidap.api.side_by_side import SideBySideOut
from hoidap.domain import (
    Answer,
    Citation,
    Document,
    Engine,
    Kind,
    Passage,
    Section,
    Standing,
    Status,
)
from hoidap.index.rows import DocumentSummary
from hoidap.retrieval.ranked import RankedPassage


class Strict(BaseModel):
    """Requests: an unknown field is an error, so that a misspelt one is never ignored."""

    model_config = ConfigDict(extra="forbid")


#: Of an earlier turn: the longest question that the settings can allow, more than the longest
#: answer, and more documents than an answer cites.
LONGEST_TURN = 10_000
LONGEST_ANSWER = 100_000
MOST_CITED = 100
#: Earlier turns read, the last ones.
TURNS_READ = 20
#: Documents that one question can be restricted to by name.
MOST_CHOSEN = 1000


class HistoryTurn(Strict):
    """One earlier question of the same conversation, oldest first, and its answer."""

    question: str = Field(max_length=LONGEST_TURN)
    answer: str = Field(default="", max_length=LONGEST_ANSWER)
    documents: list[str] = Field(
        default=[], max_length=MOST_CITED, description="Ids of the documents that it cited."
    )


def _last(turns: Any) -> Any:
    """The last turns of a list; what is no list is left to be refused."""
    return turns[-TURNS_READ:] if isinstance(turns, list) else turns


class AskRequest(Strict):
    """A question and what it may be answered from."""

    question: str = Field(
        examples=["Bao nhiêu tập thể và cá nhân được khen thưởng?"],
        description="With or without diacritics; something visible, at most 1000 characters.",
    )
    kinds: list[Kind] = Field(
        default=[], max_length=10, description="Only documents of these kinds."
    )
    documents: list[str] = Field(
        default=[], max_length=MOST_CHOSEN, description="Only these document ids."
    )
    as_of: date | None = Field(default=None, description="Answer from what was in force then.")
    history: Annotated[list[HistoryTurn], BeforeValidator(_last)] = Field(
        default=[], description="Of a long conversation the last turns are read."
    )
    engine: Engine | None = Field(
        default=None,
        description="Who writes the answer; without a language model it is always verbatim.",
    )


class CellOut(BaseModel):
    """A cell of a table row: its place in the grid and its range of the document's text."""

    column: int
    start: int
    end: int
    columns: int = 1
    rows: int = 1
    header: bool = False
    repeated: bool = Field(default=False, description="Goes on with the cell above.")


class TableOut(BaseModel):
    """A table of a document: its rows from top to bottom."""

    rows: list[list[CellOut]]
    title: tuple[int, int] = Field(description="Range of its title; 0, 0 where it has none.")


class CitationOut(BaseModel):
    """An exact range of a document: ``quote == text[start:end]``."""

    n: int
    document_id: str
    kind: Kind
    title: str
    number: str | None
    locator: str
    quote: str
    start: int
    end: int
    url: str
    issuer: str | None = None
    issued_on: date | None = None
    standing: Standing = Standing.UNKNOWN
    speaker: str | None = None
    digest: bool = False
    type: str | None = None
    page: int | None = Field(default=None, description="Page of the source on which it begins.")
    ocr_confidence: float | None = Field(
        default=None, description="0 to 1 when OCR read the quote from an image, else null."
    )
    rows: list[list[CellOut]] = Field(
        default=[], description="The rows of a table of which the quote consists, if it does."
    )

    @classmethod
    def of(cls, citation: Citation) -> CitationOut:
        """The same citation as the API writes it."""
        return cls(**asdict(citation))


class ShortAnswerOut(BaseModel):
    """The number, date or name asked for, as a range of the sentence's text."""

    text: str
    start: int
    end: int


class SentenceOut(BaseModel):
    """One sentence of the answer and the numbers of its citations."""

    text: str
    citations: list[int]
    short_answer: ShortAnswerOut | None = None
    generated: bool = Field(
        default=False, description="Written by a language model and checked, not verbatim."
    )


class WarningOut(BaseModel):
    """Something the reader must know: ``code`` for programs, ``text`` for people."""

    code: str
    text: str


class AnswerOut(BaseModel):
    """An answer; ``status`` is answered, partial or not_found."""

    question: str
    understood_as: str
    status: Status
    answer: str
    sentences: list[SentenceOut]
    citations: list[CitationOut]
    confidence: Annotated[float, Field(ge=0, le=1)]
    warnings: list[WarningOut]
    suggestions: list[CitationOut]
    generation: str
    related: list[str] = Field(default=[], description="Questions to ask next.")
    engine: Engine = Field(default=Engine.EXTRACTIVE, description="Who wrote it.")
    comparison: SideBySideOut | None = Field(
        default=None, description="The two documents that the question names, if it names two."
    )

    @classmethod
    def of(cls, answer: Answer) -> AnswerOut:
        """The same answer as the API and ``--json`` write it."""
        # A sum of shares may come out as 1.0000000000000002.
        confidence = min(max(answer.confidence, 0.0), 1.0)
        more = {"confidence": confidence, "comparison": SideBySideOut.of(answer.compared)}
        return cls.model_validate(asdict(answer) | more)


class PassageOut(BaseModel):
    """A passage: the unit that is retrieved."""

    id: str
    document_id: str
    locator: str
    context: str
    text: str
    start: int
    end: int
    speaker: str | None = None
    page: int | None = None
    ocr_confidence: float | None = None

    @classmethod
    def of(cls, passage: Passage) -> PassageOut:
        """The same passage as the API writes it."""
        return cls(**{name: getattr(passage, name) for name in cls.model_fields})


class SearchHit(BaseModel):
    """One ranked passage and the document it stands in."""

    passage: PassageOut
    title: str
    number: str | None
    kind: Kind
    score: float
    url: str

    @classmethod
    def of(cls, ranked: RankedPassage) -> SearchHit:
        """The same hit as the API writes it."""
        return cls(
            passage=PassageOut.of(ranked.passage),
            title=ranked.metadata.title,
            number=ranked.metadata.number,
            kind=ranked.metadata.kind,
            score=ranked.score,
            url=ranked.url,
        )


class SearchOut(BaseModel):
    """Ranked passages for a query."""

    query: str
    understood_as: str
    hits: list[SearchHit]
    generation: str


class DocumentOut(BaseModel):
    """A document's metadata."""

    id: str
    kind: Kind
    title: str
    number: str | None = None
    type: str | None = None
    issuer: str | None = None
    term: str | None = None
    signer: str | None = None
    issued_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    standing: Standing
    replaced_by: list[str] = []
    continues: list[str] = []
    continued_by: list[str] = []
    legal_basis: list[str] = []
    source_urls: list[str] = []
    speaker: str | None = None
    speaker_title: str | None = None
    interviewer: str | None = None
    digest: bool = False
    doubts: list[WarningOut] = Field(
        default=[], description="What speaks against it having been read well."
    )

    @classmethod
    def fields_of(cls, document: Document | DocumentSummary) -> dict[str, Any]:
        """Values for this schema's own fields."""
        doubts = [WarningOut(code=each, text=texts.DOUBTS[each]) for each in document.doubts]
        values = asdict(document.metadata) | {"id": document.id, "doubts": doubts}
        return {name: values[name] for name in DocumentOut.model_fields}

    @classmethod
    def of(cls, document: Document | DocumentSummary) -> DocumentOut:
        """The document's metadata as the API writes it."""
        return cls(**cls.fields_of(document))


class DocumentsOut(BaseModel):
    """One page of documents."""

    documents: list[DocumentOut]
    total: int
    offset: int
    limit: int
    generation: str


class SectionOut(BaseModel):
    """One node of the section tree; ``parent`` is an index into ``sections``."""

    index: int
    parent: int | None
    kind: str
    label: str
    title: str
    locator: str
    start: int
    body_start: int
    end: int
    speaker: str | None = None

    @classmethod
    def of(cls, section: Section) -> SectionOut:
        """The same section as the API writes it."""
        return cls(**asdict(section))


class PageOut(BaseModel):
    """A printed page of the source and the offset of the text at which it begins."""

    page: int
    start: int


class OriginalOut(BaseModel):
    """The file that a document was read from."""

    name: str
    size: int = Field(description="Bytes.")
    drawn: bool = Field(description="Whether `/pages/{page}` shows its pages as pictures.")


class SignatoryOut(BaseModel):
    """Who signed, in which office and for whom; "" where the document does not say."""

    name: str
    office: str
    on_behalf_of: str


class PartiesOut(BaseModel):
    """Whom a document comes from and goes to; a joint one has several issuers and signers."""

    issuers: list[str]
    signers: list[SignatoryOut]
    addressees: list[str]
    recipients: list[str]


class DocumentDetailOut(DocumentOut):
    """A document with its section tree and canonical text."""

    text: str
    sections: list[SectionOut]
    generation: str
    pages: list[PageOut] = Field(default=[], description="Empty for a source without pages.")
    tables: list[TableOut] = []
    parties: PartiesOut = Field(description="As the text itself names them.")
    original: OriginalOut | None = Field(
        default=None, description="What `/original` downloads; null when the file is not kept."
    )


class HealthOut(BaseModel):
    """Whether the process answers, and from which generation; counts of what the caller reads."""

    status: Literal["ok", "no_documents"]
    version: str
    generation: str | None
    documents: int = 0
    passages: int = 0
    questions_recorded: bool = Field(
        default=False, description="Whether questions are kept for administrators to read."
    )


class ReadyOut(BaseModel):
    """The server can answer."""

    status: Literal["ready"] = "ready"
    generation: str


class Problem(BaseModel):
    """The one error shape (RFC 9457), sent as ``application/problem+json``.

    ``detail`` is Vietnamese, for the person who asked; ``developer_detail``
    is English, for whoever calls the API.
    """

    type: str = Field(examples=["/problems/question"])
    title: str
    status: int
    detail: str
    code: str
    developer_detail: str
    fields: list[str] = []
