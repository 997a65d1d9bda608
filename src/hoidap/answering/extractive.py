"""Answers in the documents' own words.

The best passages are cut into sentences, the sentences that answer are chosen,
and they are shown verbatim in reading order, grouped by document, each with its
citation.  Nothing is written that the documents do not say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hoidap import texts
from hoidap.answering.citations import Evidence, cite, evidence_from
from hoidap.domain import Answer, AnswerSentence, Citation, ShortAnswer, Status
from hoidap.retrieval.query import Query
from hoidap.retrieval.ranked import RankedPassage, SearchResult
from hoidap.retrieval.reading import Reading
from hoidap.retrieval.search import HybridSearch
from hoidap.vietnamese.sentences import split_sentences
from hoidap.vietnamese.tokens import index_terms

#: Passages that sentences are taken from.
PASSAGES_READ = 8
#: Most sentences an answer has, unless a list is asked for.
MOST_SENTENCES = 3
#: A further sentence is shown when it scores at least this share of the best one.
CLOSE_ENOUGH = 0.75
#: Passages shown when the documents do not answer.
SUGGESTIONS = 3
#: Below this coverage of the question's words nothing is answered.
ANSWERABLE = 0.45

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*%?")
_HOW_MANY = re.compile(r"\b(?:bao nhiêu|mấy|tỷ lệ|tỉ lệ)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """A sentence that may answer; ``coverage`` is the share of the question it holds, 0 to 1."""

    ranked: RankedPassage
    start: int
    end: int
    text: str
    coverage: float
    score: float

    @property
    def evidence(self) -> Evidence:
        """The sentence as evidence."""
        passage = self.ranked.passage
        return Evidence(
            document_id=passage.document_id,
            metadata=self.ranked.metadata,
            locator=passage.locator,
            start=self.start,
            end=self.end,
            quote=self.text,
            speaker=passage.speaker,
        )


class ExtractiveEngine:
    """Answers with verbatim sentences."""

    def __init__(self, search: HybridSearch) -> None:
        self._search = search

    def answer(self, reading: Reading, query: Query) -> Answer:
        """The answer to a query, or the refusal with the nearest passages."""
        found = self._search.search(reading, query, limit=20)
        scored = score_sentences(query, found.passages)
        confidence = scored[0].coverage if scored else 0.0
        if confidence < ANSWERABLE:
            return _refusal(query, found, confidence)
        chosen = [each for each in scored if each.score >= CLOSE_ENOUGH * scored[0].score]
        return _answer(query, found, chosen[:MOST_SENTENCES], confidence)


def score_sentences(query: Query, passages: Sequence[RankedPassage]) -> list[ScoredSentence]:
    """The sentences of the best passages, best first."""
    holding: dict[str, int] = {}
    bags = [set(index_terms(ranked.passage.embedded_text)) for ranked in passages]
    for bag in bags:
        for term in bag:
            holding[term] = holding.get(term, 0) + 1
    weights = {
        term: float(np.log(1 + len(passages) / (1 + holding.get(term, 0))))
        for term in index_terms(query.search_text)
    }
    total = sum(weights.values()) or 1.0
    scored = []
    for rank, ranked in enumerate(passages[:PASSAGES_READ]):
        passage = ranked.passage
        context = set(index_terms(passage.context))
        for start, end in split_sentences(passage.text):
            text = passage.text[start:end]
            own = set(index_terms(text))
            coverage = sum(
                weight * (1.0 if term in own else 0.6 if term in context else 0.0)
                for term, weight in weights.items()
            )
            coverage /= total
            wants_number = _HOW_MANY.search(query.understood_as) and not _NUMBER.search(text)
            score = coverage * (0.5 if wants_number else 1.0) / (1 + 0.08 * rank)
            scored.append(
                ScoredSentence(
                    ranked, passage.start + start, passage.start + end, text, coverage, score
                )
            )
    return sorted(scored, key=lambda each: -each.score)


def _answer(
    query: Query, found: SearchResult, chosen: Sequence[ScoredSentence], confidence: float
) -> Answer:
    order = {each.ranked.passage.document_id: i for i, each in reversed(list(enumerate(chosen)))}
    reading_order = sorted(
        chosen, key=lambda each: (order[each.ranked.passage.document_id], each.start)
    )
    citations = tuple(cite(each.evidence, n) for n, each in enumerate(reading_order, start=1))
    sentences = tuple(
        AnswerSentence(citation.quote, (citation.n,), _short_answer(query, citation.quote))
        for citation in citations
    )
    return Answer(
        question=query.question,
        understood_as=query.understood_as,
        status=Status.ANSWERED,
        answer="\n".join(sentence.text for sentence in sentences),
        sentences=sentences,
        citations=citations,
        confidence=min(confidence, 1.0),
        warnings=(),
        suggestions=(),
        generation=found.generation,
    )


def _refusal(query: Query, found: SearchResult, confidence: float) -> Answer:
    suggestions: list[Citation] = [
        cite(evidence_from(ranked.passage, ranked.metadata), n)
        for n, ranked in enumerate(found.passages[:SUGGESTIONS], start=1)
    ]
    return Answer(
        question=query.question,
        understood_as=query.understood_as,
        status=Status.NOT_FOUND,
        answer=texts.REFUSAL,
        sentences=(),
        citations=(),
        confidence=confidence,
        warnings=(),
        suggestions=tuple(suggestions),
        generation=found.generation,
    )


def _short_answer(query: Query, text: str) -> ShortAnswer | None:
    if not _HOW_MANY.search(query.understood_as):
        return None
    number = _NUMBER.search(text)
    return ShortAnswer(number.group(), number.start(), number.end()) if number else None
