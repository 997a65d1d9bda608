"""What each part of retrieval is worth: the same questions with parts taken away.

====================  ======================================================
``dense``             vectors alone
``lexical``           BM25 alone, syllables and pairs
``lexical_syllables`` BM25 without pairs
``rrf``               both joined by reciprocal rank (Cormack et al., SIGIR 2009)
``scores``            both joined by the sum of standardised scores
``scores_syllables``  the same without pairs
``no_restoration``    everything, but missing diacritics stay missing
``full``              everything
====================  ======================================================

Documents are ranked by their best passage.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np

from hoidap.answering.assistant import Assistant
from hoidap.embedding.embedder import Embedder
from hoidap.evaluation.benchmark_folder import BenchmarkFolder
from hoidap.evaluation.metrics import recall_at, reciprocal_rank
from hoidap.index.lexical import Field, Term
from hoidap.retrieval.fusion import fuse
from hoidap.retrieval.query import Query, Scope
from hoidap.retrieval.reading import Reading
from hoidap.retrieval.search import CANDIDATES, HybridSearch
from hoidap.retrieval.understanding import Understanding
from hoidap.vietnamese.folding import fold
from hoidap.vietnamese.tokens import PAIR, index_terms

#: The constant of reciprocal rank fusion, as its authors set it.
_RRF: float = 60.0

Scored = dict[str, float]


@dataclass(frozen=True, slots=True)
class RankScores:
    """Averages over the questions that have relevant documents."""

    r_at_1: float
    r_at_5: float
    r_at_10: float
    mrr_at_10: float

    def as_json(self) -> dict[str, float]:
        """The scores by name."""
        return asdict(self)


class _Parts:
    """The two indexes and the whole search, each to be asked alone."""

    def __init__(self, reading: Reading, embedder: Embedder) -> None:
        self._reading = reading
        self._embedder = embedder
        self._search = HybridSearch(embedder)

    def dense(self, query: Query) -> Scored:
        vector = self._embedder.embed_queries([query.search_text])
        return dict(
            self._reading.index.vectors.query(vector, CANDIDATES, self._reading.partitions)[0]
        )

    def lexical(self, query: Query, *, pairs: bool = True) -> Scored:
        words = dict.fromkeys(index_terms(query.search_text))
        terms = [
            Term(field, word)
            for word in words
            if pairs or PAIR not in word
            for field in (Field.TEXT, Field.CONTEXT)
        ]
        return dict(self._reading.index.lexical.query(terms, CANDIDATES, self._reading.partitions))

    def rrf(self, query: Query) -> Scored:
        joined: Scored = {}
        for scored in (self.dense(query), self.lexical(query)):
            for place, passage in enumerate(sorted(scored, key=lambda key: -scored[key]), start=1):
                joined[passage] = joined.get(passage, 0.0) + 1 / (_RRF + place)
        return joined

    def scores(self, query: Query, *, pairs: bool = True) -> Scored:
        dense, lexical = self.dense(query), self.lexical(query, pairs=pairs)
        ids = list(dense | lexical)
        least = min(dense.values(), default=0.0)
        fused = fuse(
            np.array([dense.get(each, least) for each in ids], dtype=np.float64),
            np.array([lexical.get(each, 0.0) for each in ids], dtype=np.float64),
        )
        return dict(zip(ids, map(float, fused), strict=True))

    def full(self, query: Query) -> Scored:
        found = self._search.search(self._reading, query, CANDIDATES)
        return {each.passage.id: each.score for each in found.passages}

    def documents(self, scored: Scored) -> tuple[str, ...]:
        """Ids of the documents, by their best passage."""
        passages = self._reading.passages(list(scored))
        order = sorted(passages, key=lambda key: (-scored[key], key))
        return tuple(dict.fromkeys(passages[key].document_id for key in order))


def ablations(
    assistant: Assistant, embedder: Embedder, benchmark: BenchmarkFolder, *, folded: bool = False
) -> dict[str, RankScores]:
    """The scores of every reduced search, by name; questions as written or without diacritics."""
    restoring, plain = Understanding(), Understanding(restores=False)
    asked = [each for each in benchmark.questions if each.relevant and each.answerable]
    with assistant.reading() as reading:
        parts = _Parts(reading, embedder)
        variants: Mapping[str, tuple[Understanding, Callable[[Query], Scored]]] = {
            "dense": (restoring, parts.dense),
            "lexical": (restoring, parts.lexical),
            "lexical_syllables": (restoring, lambda query: parts.lexical(query, pairs=False)),
            "rrf": (restoring, parts.rrf),
            "scores": (restoring, parts.scores),
            "scores_syllables": (restoring, lambda query: parts.scores(query, pairs=False)),
            "no_restoration": (plain, parts.full),
            "full": (restoring, parts.full),
        }
        found: dict[str, RankScores] = {}
        for name, (understanding, ranked) in variants.items():
            rows = []
            for question in asked:
                text = fold(question.text) if folded else question.text
                query = understanding.understand(text, reading, Scope())
                rows.append((parts.documents(ranked(query)), question.relevant))
            found[name] = _averages(rows)
    return found


def _averages(rows: Sequence[tuple[tuple[str, ...], frozenset[str]]]) -> RankScores:
    def mean(values: Sequence[float]) -> float:
        return float(np.mean(values)) if values else 0.0

    return RankScores(
        r_at_1=mean([recall_at(ranked, right, 1) for ranked, right in rows]),
        r_at_5=mean([recall_at(ranked, right, 5) for ranked, right in rows]),
        r_at_10=mean([recall_at(ranked, right, 10) for ranked, right in rows]),
        mrr_at_10=mean([reciprocal_rank(ranked, right) for ranked, right in rows]),
    )
