"""The plain typed values that every other module speaks in.

Nothing here does I/O; only ``parties`` and ``relation``, which are as plain, are imported.
Offsets count code points of a document's canonical text (NFC), half-open: ``text[start:end]``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from operator import itemgetter

from hoidap.parties import NO_PARTIES, Parties
from hoidap.relation import Relation


class Kind(StrEnum):
    """What a document is."""

    DIRECTIVE = "directive"
    INTERVIEW = "interview"


class Standing(StrEnum):
    """Whether a document still applies, as its metadata says it."""

    IN_FORCE = "in_force"
    EXPIRED = "expired"
    REPLACED = "replaced"
    CONTINUED = "continued"
    UNKNOWN = "unknown"


class SectionKind(StrEnum):
    """The levels of a document's structure.

    The first group is State drafting (Nghị định 30/2020/NĐ-CP), the second
    Party drafting (Hướng dẫn 36-HD/VPTW), the third interviews and digests,
    the fourth the blocks that are kept but never answer a question.
    """

    PART = "part"  # Phần thứ nhất
    CHAPTER = "chapter"  # Chương I
    DIVISION = "division"  # Mục 1
    SUBDIVISION = "subdivision"  # Tiểu mục 1
    ARTICLE = "article"  # Điều 8
    CLAUSE = "clause"  # khoản 2: "2."
    POINT = "point"  # điểm đ: "đ)"

    ROMAN = "roman"  # mục II: "II-"
    ITEM = "item"  # ý 3: "3-" or "3." outside an article
    DASH = "dash"  # gạch đầu dòng

    TURN = "turn"  # Hỏi–đáp 2 of an interview
    HEADING = "heading"  # a heading of a digest, a web page or a plain text
    ATTACHMENT = "attachment"  # Quy chế ban hành kèm theo: its own numbering
    APPENDIX = "appendix"  # Phụ lục
    BODY = "body"  # text under no other section

    HEADER = "header"  # issuer, number, place and date, title
    PREAMBLE = "preamble"  # Căn cứ ...
    RECIPIENTS = "recipients"  # Nơi nhận
    SIGNATURE = "signature"
    LEAD_IN = "lead_in"  # an interview's headline, sapo and introduction
    CLOSING = "closing"  # an interview's thanks and byline


#: Sections that are part of the document but not of what it says.
APPARATUS = frozenset(
    {
        SectionKind.HEADER,
        SectionKind.PREAMBLE,
        SectionKind.RECIPIENTS,
        SectionKind.SIGNATURE,
        SectionKind.CLOSING,
    }
)


@dataclass(frozen=True, slots=True)
class Section:
    """One node of a document's section tree.

    Sections are numbered 0, 1, 2 ... in reading order; ``parent`` is the index
    of the enclosing section or None.  ``start`` is where the label or heading
    begins, ``body_start`` where the text after the heading line begins (for a
    clause or point, whose number stands in the text's own line, the same as
    ``start``; for a turn, where the answer begins), ``end`` covers all children.
    """

    index: int
    parent: int | None
    kind: SectionKind
    label: str  # "Điều 8", "khoản 2", "điểm đ", "Hỏi–đáp 2"
    title: str  # the heading without its label, a turn's question; may be ""
    locator: str  # "điểm đ khoản 2 Điều 8"
    start: int
    body_start: int
    end: int
    speaker: str | None = None  # who says the body, in an interview

    @property
    def is_content(self) -> bool:
        """Whether an answer may be taken from this section."""
        return self.kind not in APPARATUS


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about a document besides its text.

    ``number`` is the normalised document number (``05-CT/TW``).  For an
    interview ``issuer`` is the newspaper and ``issued_on`` the day it appeared.
    ``replaced_by``, ``continues`` and ``continued_by`` hold document numbers,
    each optionally followed by its date: ``37-QĐ/TW (25/10/2021)``.
    """

    kind: Kind
    title: str
    number: str | None = None
    type: str | None = None  # "Chỉ thị", "Luật"
    issuer: str | None = None
    term: str | None = None  # "XII"
    signer: str | None = None
    issued_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    standing: Standing = Standing.UNKNOWN
    replaced_by: tuple[str, ...] = ()
    continues: tuple[str, ...] = ()
    continued_by: tuple[str, ...] = ()
    legal_basis: tuple[str, ...] = ()
    source_urls: tuple[str, ...] = ()
    access: tuple[str, ...] = ("public",)  # "public", "internal", or group names
    speaker: str | None = None
    speaker_title: str | None = None
    interviewer: str | None = None
    digest: bool = False  # a summary in our own words, not the document itself


@dataclass(frozen=True, slots=True)
class Pages:
    """The printed pages behind a text, and what of it a program read from images.

    Offsets are those of the document's text, also in a passage's ``Pages``.
    ``starts``: (offset, page number) of every page that is known, ascending.
    ``recognised``: (start, end, confidence from 0 to 1) of ranges read by OCR.
    Both are empty for a text without pages, such as a web page.
    """

    starts: tuple[tuple[int, int], ...] = ()
    recognised: tuple[tuple[int, int, float], ...] = ()

    def page_at(self, offset: int) -> int | None:
        """The number of the page on which a character stands; None when unknown."""
        found = bisect_right(self.starts, offset, key=lambda start: start[0])
        return self.starts[found - 1][1] if found else None

    def confidence(self, start: int, end: int) -> float | None:
        """How sure the OCR program was of a range, by length; None where no OCR was used."""
        parts = [
            (min(end, last) - max(start, first), sure)
            for first, last, sure in self.recognised
            if first < end and start < last
        ]
        length = sum(part for part, _ in parts)
        return round(sum(part * sure for part, sure in parts) / length, 3) if length else None

    def within(self, start: int, end: int) -> Pages:
        """What of it concerns a range."""
        first = max(0, bisect_right(self.starts, start, key=itemgetter(0)) - 1)
        above = bisect_right(self.recognised, start, key=itemgetter(1))
        below = bisect_left(self.recognised, end, key=itemgetter(0))
        return Pages(
            starts=self.starts[first : bisect_left(self.starts, end, key=itemgetter(0))],
            recognised=tuple(
                (max(start, first), min(end, last), sure)
                for first, last, sure in self.recognised[above:below]
            ),
        )


NO_PAGES = Pages()
BETWEEN_CELLS = " | "  # in a table row's line of a document's text


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table row: its place in the grid and its range of the document's text.

    ``column`` counts the grid's columns from 0; the cell spans ``columns`` of them and
    ``rows`` rows.  A ``repeated`` cell stands in the text again because the cell above it
    spans this row too.  ``header`` cells name what stands below or beside them.
    """

    column: int
    start: int
    end: int
    columns: int = 1
    rows: int = 1
    header: bool = False
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a document: its rows from top to bottom, each a line of the text.

    ``title`` is the range of the lines above it that say what it is about; empty, (0, 0),
    where none do.
    """

    rows: tuple[tuple[Cell, ...], ...]
    title: tuple[int, int] = (0, 0)

    @property
    def start(self) -> int:
        """Where its first cell begins."""
        return min(cell.start for cell in self.rows[0])

    @property
    def end(self) -> int:
        """Where its last cell ends."""
        return max(cell.end for cell in self.rows[-1])

    @property
    def header_rows(self) -> int:
        """How many rows at its top are header and nothing else."""
        full = (all(cell.header for cell in row) for row in self.rows)
        return next((at for at, each in enumerate(full) if not each), len(self.rows))

    @property
    def header(self) -> tuple[int, int]:
        """The range of its header rows; empty, (0, 0), where it has none or nothing else."""
        count = self.header_rows
        if not 0 < count < len(self.rows):
            return (0, 0)
        return (self.start, max(cell.end for cell in self.rows[count - 1]))


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it is stored: metadata, canonical text and section tree."""

    id: str
    metadata: Metadata
    text: str
    sections: tuple[Section, ...]
    content_hash: str  # sha256 hex of metadata and text
    paths: tuple[str, ...] = ()  # source files, relative to the ingested folder
    pages: Pages = NO_PAGES
    reprint_of: str | None = None  # id of the better-sourced document that says the same
    tables: tuple[Table, ...] = ()
    doubts: tuple[str, ...] = ()  # whether it was read well: codes, each a sentence of texts.DOUBTS
    parties: Parties = NO_PARTIES  # whom it comes from and goes to
    relations: tuple[Relation, ...] = ()  # what it does to other documents, in reading order

    def heading_path(self, section: Section) -> tuple[Section, ...]:
        """The sections from the outermost down to ``section`` itself."""
        path = [section]
        while path[-1].parent is not None:
            path.append(self.sections[path[-1].parent])
        return tuple(reversed(path))

    def rows_in(self, start: int, end: int) -> tuple[tuple[Cell, ...], ...]:
        """The table rows that make up a range; none when it holds anything else."""
        for table in self.tables:
            if table.start <= start and end <= table.end:
                rows = tuple(
                    row for row in table.rows if start < row[-1].end and row[0].start < end
                )
                whole = bool(rows) and (rows[0][0].start, rows[-1][-1].end) == (start, end)
                return rows if whole else ()
        return ()


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is embedded and retrieved: a range inside one section.

    ``context`` (document title, heading path, a turn's question and speaker)
    goes into what is embedded and indexed, never into what is quoted.
    """

    id: str  # unique in a generation, the same again for the same document text
    document_id: str
    section: int  # index into Document.sections
    ordinal: int  # position among the document's passages
    start: int
    end: int
    locator: str
    context: str
    text: str  # document.text[start:end]
    speaker: str | None = None
    pages: Pages = NO_PAGES

    @property
    def embedded_text(self) -> str:
        """What the model and the lexical index see."""
        return f"{self.context}\n{self.text}" if self.context else self.text

    @property
    def page(self) -> int | None:
        """The page on which it begins."""
        return self.pages.page_at(self.start)

    @property
    def ocr_confidence(self) -> float | None:
        """How sure OCR was of it, 0 to 1; None when it was not read from an image."""
        return self.pages.confidence(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Citation:
    """An exact range of a document's text, with what a reader needs to find it."""

    n: int
    document_id: str
    kind: Kind
    title: str
    number: str | None
    locator: str
    quote: str  # == document.text[start:end]
    start: int
    end: int
    url: str
    issuer: str | None = None
    issued_on: date | None = None
    standing: Standing = Standing.UNKNOWN
    speaker: str | None = None
    digest: bool = False
    type: str | None = None  # "Chỉ thị", "Luật"
    page: int | None = None  # on which the quote begins
    ocr_confidence: float | None = None  # 0 to 1, of a quote that OCR read from an image
    rows: tuple[tuple[Cell, ...], ...] = ()  # of a table, when the quote consists of such


class Engine(StrEnum):
    """Who writes an answer."""

    EXTRACTIVE = "extractive"  # verbatim sentences
    GENERATIVE = "generative"  # a language model, every sentence checked
    AUTO = "auto"  # the model if it is quick enough, else verbatim sentences


@dataclass(frozen=True, slots=True)
class ShortAnswer:
    """The number, date or name asked for, inside an answer sentence."""

    text: str
    start: int  # in the sentence's text
    end: int


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """One sentence of an answer and the citations that prove it."""

    text: str
    citations: tuple[int, ...]  # Citation.n
    short_answer: ShortAnswer | None = None
    attribution: str | None = None  # whose words these are, where they are somebody's
    generated: bool = False  # written by a language model and checked, not verbatim


class Status(StrEnum):
    """How much of the question the documents answer."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader of an answer must know: ``code`` for programs, ``text`` for people."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What HoiDap says to one question."""

    question: str
    understood_as: str
    status: Status
    answer: str
    sentences: tuple[AnswerSentence, ...]
    citations: tuple[Citation, ...]
    confidence: float  # probability that the documents hold the answer, 0 to 1
    warnings: tuple[Notice, ...]
    suggestions: tuple[Citation, ...]  # nearest passages when not answered
    generation: str
    related: tuple[str, ...] = field(default=())
    engine: Engine = Engine.EXTRACTIVE  # who wrote it; never AUTO
    compared: tuple[str, ...] = ()  # ids of two documents that the question names
