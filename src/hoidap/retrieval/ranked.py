"""What a search finds."""

from __future__ import annotations

from dataclasses import dataclass

from hoidap.domain import Metadata, Passage
from hoidap.retrieval.features import AskedQuestion, Candidate
from hoidap.retrieval.query import Query
from hoidap.retrieval.ranking import Ranking


@dataclass(frozen=True, slots=True)
class RankedPassage:
    """A passage with its scores; higher is nearer.

    ``dense`` is the cosine between question and passage (-1 to 1), ``lexical``
    the BM25 score (0 when the passage shares no term), ``score`` their fusion,
    comparable only within one search.
    """

    passage: Passage
    metadata: Metadata
    score: float
    dense: float
    lexical: float

    @property
    def url(self) -> str:
        """Where the source viewer shows the passage."""
        return source_url(self.passage.document_id, self.passage.start, self.passage.end)


@dataclass(frozen=True, slots=True)
class Compared:
    """All candidates that were compared in full, their documents' ids, and their ranking."""

    candidates: tuple[Candidate, ...]
    documents: tuple[str, ...]
    ranking: Ranking


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Ranked passages, best first, and the generation that they come from."""

    query: Query
    passages: tuple[RankedPassage, ...]
    generation: str
    asked: AskedQuestion  # the question's weighted terms, for choosing among the passages
    core: AskedQuestion  # the same without the names of documents that were found
    compared: Compared


def source_url(document_id: str, start: int, end: int) -> str:
    """The source viewer's address of a range, relative to the server's root."""
    return f"/tai-lieu/{document_id}#{start}-{end}"
