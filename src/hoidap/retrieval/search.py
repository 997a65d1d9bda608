"""Hybrid search: nearest vectors and best BM25 scores, fused, then compared in full.

Both indexes are asked for more candidates than are wanted; a candidate that
only one of them found gets its other score computed exactly (its vector is in
the index) or zero (it shares no term with the question).  Scope is applied to
candidates, after over-fetching, except for access, which is structural.  The
best by the sum of standardised scores are then ordered by ``ranking``.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from hoidap.domain import Metadata, Passage
from hoidap.embedding.embedder import Embedder, Vectors
from hoidap.index.lexical import Field, Term
from hoidap.retrieval.asked import asked_part
from hoidap.retrieval.features import AskedQuestion, Candidate
from hoidap.retrieval.fusion import fuse
from hoidap.retrieval.query import Query, Scope
from hoidap.retrieval.ranked import Compared, RankedPassage, SearchResult
from hoidap.retrieval.ranking import CANDIDATES_COMPARED, rank
from hoidap.retrieval.reading import Reading
from hoidap.retrieval.stages import timed
from hoidap.retrieval.terms import question_terms
from hoidap.vietnamese.tokens import index_terms

#: Candidates taken from each index; fused recall@10 no longer grows beyond it.
CANDIDATES = 100

#: A scope can leave few of the candidates: how many more are fetched then.
SCOPED_CANDIDATES = 1000

#: What a passage gains when the question names its document, as a logarithm of odds:
#: enough to pass what is only similar, not what is much nearer elsewhere.
MENTION_BONUS = 3.0

#: All passages of a named document are candidates, up to this many of them.
MENTIONED_PASSAGES = 300


class HybridSearch:
    """Searches generations with one embedding model."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    @timed("embed")
    def _embed(self, question: str) -> Vectors:
        return self._embedder.embed_queries([question])

    @timed("search")
    def search(self, reading: Reading, query: Query, limit: int = 10) -> SearchResult:
        """The ``limit`` passages nearest to the question, best first."""
        vector = self._embed(query.search_text) if query.vector is None else query.vector
        scoped = bool(query.scope.kinds or query.scope.documents or query.scope.as_of)
        wanted = SCOPED_CANDIDATES if scoped else CANDIDATES
        dense = _dense_scores(reading, vector, wanted)
        lexical = _lexical_scores(reading, query, wanted)
        ids = list(dense | lexical)
        if not scoped and not query.mentioned:
            # Nothing is left out for what it is, so the best are known before they are loaded.
            _complete(reading, vector, ids, dense)
            ids = _nearest(ids, dense, lexical)
        passages = reading.passages(ids) | _of_mentioned(reading, query)
        about = reading.summaries(list({each.document_id for each in passages.values()}))
        kept = [
            passage
            for passage in passages.values()
            if in_scope(about[passage.document_id].metadata, passage.document_id, query.scope)
        ]
        _complete(reading, vector, [each.id for each in kept], dense)
        nearest = set(_nearest([each.id for each in kept], dense, lexical))
        named = set(query.mentioned)
        kept = [each for each in kept if each.id in nearest or each.document_id in named]
        asked = _asked(reading, query.asked_text, query.asked_text)
        candidates = tuple(Candidate(each.text, each.context, dense[each.id]) for each in kept)
        ranking = rank(asked, candidates)
        bonus = np.array([MENTION_BONUS * (each.document_id in named) for each in kept])
        scores = ranking.scores + bonus
        order = sorted(range(len(kept)), key=lambda i: (-scores[i], kept[i].id))[:limit]
        ranked = tuple(
            RankedPassage(
                passage=kept[i],
                metadata=about[kept[i].document_id].metadata,
                score=float(scores[i]),
                dense=dense[kept[i].id],
                lexical=lexical.get(kept[i].id, 0.0),
            )
            for i in order
        )
        return SearchResult(
            query=query,
            passages=ranked,
            generation=reading.generation,
            asked=asked,
            core=_asked(reading, query.bare_text, query.core_text),
            compared=Compared(candidates, tuple(each.document_id for each in kept), ranking),
        )


def _nearest(ids: list[str], dense: dict[str, float], lexical: dict[str, float]) -> list[str]:
    """The passages worth comparing in full: the best by fused scores, in the order given."""
    fused = fuse(
        np.array([dense[each] for each in ids], dtype=np.float64),
        np.array([lexical.get(each, 0.0) for each in ids], dtype=np.float64),
    )
    order = sorted(range(len(ids)), key=lambda i: (-fused[i], ids[i]))
    best = {ids[i] for i in order[:CANDIDATES_COMPARED]}
    return [each for each in ids if each in best]


def _asked(reading: Reading, question: str, sought: str) -> AskedQuestion:
    """A question with the terms of what is ``sought``, weighted by how rare they are."""
    lexical, partitions = reading.index.lexical, reading.partitions
    count = lexical.count(partitions)

    def frequency(term: str) -> int:
        return lexical.document_frequency(Field.TEXT, term, partitions)

    terms = question_terms(question, asked_part(sought), frequency, count)
    return AskedQuestion(question, terms, count)


def in_scope(metadata: Metadata, document_id: str, scope: Scope) -> bool:
    """Whether a document may be answered from under ``scope``."""
    if scope.kinds and metadata.kind not in scope.kinds:
        return False
    if scope.documents and document_id not in scope.documents:
        return False
    return scope.as_of is None or was_in_force(metadata, scope.as_of)


def was_in_force(metadata: Metadata, day: date) -> bool:
    """Whether a document was in force on ``day``, as far as its metadata says."""
    begins = metadata.effective_on or metadata.issued_on
    if begins is not None and day < begins:
        return False
    return metadata.expires_on is None or day <= metadata.expires_on


def _of_mentioned(reading: Reading, query: Query) -> dict[str, Passage]:
    """Passages of the documents that the question names, unless they are too many."""
    found: dict[str, Passage] = {}
    for document_id in query.mentioned:
        passages = reading.index.catalogue.passages_of(document_id)
        if len(found) + len(passages) <= MENTIONED_PASSAGES:
            found.update((passage.id, passage) for passage in passages)
    return found


@timed("vectors")
def _dense_scores(reading: Reading, vector: Vectors, wanted: int) -> dict[str, float]:
    return dict(reading.index.vectors.query(vector, wanted, reading.partitions)[0])


@timed("words")
def _lexical_scores(reading: Reading, query: Query, wanted: int) -> dict[str, float]:
    tokens = dict.fromkeys(index_terms(query.search_text))
    terms = [Term(field, token) for token in tokens for field in (Field.TEXT, Field.CONTEXT)]
    return dict(reading.index.lexical.query(terms, wanted, reading.partitions))


def _complete(reading: Reading, vector: Vectors, ids: list[str], dense: dict[str, float]) -> None:
    """Add the cosine of passages that only the lexical index found."""
    missing = [each for each in ids if each not in dense]
    for partition in reading.partitions if missing else ():
        for passage_id, stored in reading.index.vectors.get(partition, missing).items():
            dense[passage_id] = float(stored @ vector[0])
    for passage_id in missing:
        dense.setdefault(passage_id, 0.0)
