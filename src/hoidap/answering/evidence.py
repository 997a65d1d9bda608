"""What may be quoted: ranges of documents as evidence, and units of such."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from hoidap.answering.citations import Evidence
from hoidap.domain import Document, Section


class Range(NamedTuple):
    """A half-open range of a document's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class AnswerUnit:
    """A unit that may answer, as evidence in reading order; ``higher scores answer better."""

    document_id: str
    evidence: tuple[Evidence, ...]
    score: float

    @property
    def start(self) -> int:
        """Where the unit itself begins in its document, behind its lead-in."""
        return self.evidence[-1].start

    @property
    def locator(self) -> str:
        """Where the unit itself stands."""
        return self.evidence[-1].locator

    @property
    def text(self) -> str:
        """What is shown: the quotes, a line each."""
        return "\n".join(each.quote for each in self.evidence)


def evidence_of(document: Document, quoted: Range, otherwise: str) -> Evidence:
    """A range as evidence, with the locator of the innermost section around it.

    What stands before a section's body, as a turn's question does, is not its speaker's.
    """
    around = holding(document.sections, quoted)
    speakers = [each.speaker for each in around if each.speaker and quoted.end > each.body_start]
    return Evidence(
        document_id=document.id,
        metadata=document.metadata,
        locator=around[-1].locator if around else otherwise,
        start=quoted.start,
        end=quoted.end,
        quote=document.text[quoted.start : quoted.end],
        speaker=speakers[-1] if speakers else None,
        pages=document.pages,
        rows=document.rows_in(quoted.start, quoted.end),
    )


def holding(sections: Sequence[Section], quoted: Range) -> list[Section]:
    """The sections that hold a whole range, the outermost first."""
    return [each for each in sections if each.start <= quoted.start and quoted.end <= each.end]


def without_repeats(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Evidence without what stands whole in another piece of it."""
    kept: list[Evidence] = []
    for each in sorted(evidence, key=lambda piece: piece.start - piece.end):
        if not any(_holds(other, each) for other in kept):
            kept.append(each)
    return kept


def _holds(other: Evidence, each: Evidence) -> bool:
    same = other.document_id == each.document_id
    return same and other.start <= each.start and each.end <= other.end
