"""Makes citations: exact ranges of stored text, checked when they are made."""

from __future__ import annotations

from dataclasses import dataclass

from hoidap.domain import NO_PAGES, Cell, Citation, Metadata, Pages, Passage
from hoidap.retrieval.ranked import source_url


@dataclass(frozen=True, slots=True)
class Evidence:
    """A range of a document's text that is to be quoted."""

    document_id: str
    metadata: Metadata
    locator: str
    start: int
    end: int
    quote: str
    speaker: str | None = None
    pages: Pages = NO_PAGES
    rows: tuple[tuple[Cell, ...], ...] = ()  # of a table, when the quote consists of such
    attribution: str | None = None  # what is said above it, where that is more than a speaker


def evidence_from(
    passage: Passage, metadata: Metadata, rows: tuple[tuple[Cell, ...], ...] = ()
) -> Evidence:
    """A whole passage as evidence; ``rows`` of a table, when it consists of such."""
    return Evidence(
        document_id=passage.document_id,
        metadata=metadata,
        locator=passage.locator,
        start=passage.start,
        end=passage.end,
        quote=passage.text,
        speaker=passage.speaker,
        pages=passage.pages,
        rows=rows,
    )


def cite(evidence: Evidence, n: int) -> Citation:
    """The citation numbered ``n`` for a piece of evidence.

    Raises ValueError when the quote is not as long as its range: then somebody
    changed a text between reading and quoting, and no answer is better than a
    wrong one.
    """
    if len(evidence.quote) != evidence.end - evidence.start:
        raise ValueError(
            f"{evidence.document_id}[{evidence.start}:{evidence.end}] is not its quote"
        )
    about = evidence.metadata
    return Citation(
        n=n,
        document_id=evidence.document_id,
        kind=about.kind,
        title=about.title,
        number=about.number,
        locator=evidence.locator,
        quote=evidence.quote,
        start=evidence.start,
        end=evidence.end,
        url=source_url(evidence.document_id, evidence.start, evidence.end),
        issuer=about.issuer,
        issued_on=about.issued_on,
        standing=about.standing,
        speaker=evidence.speaker,
        digest=about.digest,
        type=about.type,
        page=evidence.pages.page_at(evidence.start),
        ocr_confidence=evidence.pages.confidence(evidence.start, evidence.end),
        rows=evidence.rows,
    )
