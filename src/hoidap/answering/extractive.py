"""Answers in the documents' own words.

A question that names a provision gets that provision, whole.  For any other the
best passages are cut into sentences, those that answer are chosen, and they are
shown verbatim, each with its citation.  Nothing is written that the documents
do not say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hoidap import texts
from hoidap.answering.assembly import assemble, refuse
from hoidap.answering.citations import Evidence
from hoidap.answering.naming import listed
from hoidap.answering.provisions import find_provisions_asked, missing_provisions
from hoidap.answering.validity import standing_notices
from hoidap.domain import Answer, Notice, ShortAnswer, Status
from hoidap.retrieval.directory import DocumentDirectory
from hoidap.retrieval.query import Query
from hoidap.retrieval.ranked import RankedPassage, SearchResult
from hoidap.retrieval.reading import Reading
from hoidap.retrieval.search import HybridSearch
from hoidap.vietnamese.sentences import split_sentences
from hoidap.vietnamese.tokens import index_terms

#: Passages searched, of which the first ``PASSAGES_READ`` are cut into sentences.
PASSAGES_SEARCHED = 20
PASSAGES_READ = 8
#: Most sentences an answer has, unless a list is asked for.
MOST_SENTENCES = 3
#: A further sentence is shown when it scores at least this share of the best one.
CLOSE_ENOUGH = 0.75
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
            pages=passage.pages,
        )


@dataclass(frozen=True, slots=True)
class Considered:
    """Everything an answer is chosen from; ``confidence`` is the probability of an answer."""

    found: SearchResult
    units: tuple[ScoredSentence, ...]
    confidence: float


class ExtractiveEngine:
    """Answers with verbatim sentences."""

    def __init__(self, search: HybridSearch) -> None:
        self._search = search

    def answer(self, reading: Reading, query: Query, directory: DocumentDirectory) -> Answer:
        """The answer to a query, or the refusal with the nearest passages."""
        considered = self.consider(reading, query)
        found, confidence = considered.found, considered.confidence
        notices = [*ambiguities(query, directory)]
        provisions = find_provisions_asked(reading, query, found.passages)
        missing = [] if provisions else missing_provisions(reading, query)
        if provisions:
            evidence, confidence = provisions, 1.0
        elif missing or confidence < ANSWERABLE:
            notices += missing
            return refuse(
                query,
                found.passages,
                confidence=confidence,
                notices=notices,
                generation=found.generation,
            )
        else:
            units = considered.units
            close = [each for each in units if each.score >= CLOSE_ENOUGH * units[0].score]
            evidence = [each.evidence for each in close[:MOST_SENTENCES]]
        cited = [each.metadata for each in evidence]
        notices += standing_notices(cited, directory, query.scope.as_of)
        return assemble(
            query,
            evidence,
            status=Status.ANSWERED,
            confidence=confidence,
            notices=notices,
            generation=found.generation,
            mark=lambda text: _short_answer(query, text),
        )

    def consider(self, reading: Reading, query: Query) -> Considered:
        """What could answer a query: ranked passages, ranked units, and how sure that is."""
        found = self._search.search(reading, query, limit=PASSAGES_SEARCHED)
        units = score_sentences(query, found.passages)
        confidence = min(units[0].coverage, 1.0) if units else 0.0
        return Considered(found, tuple(units), confidence)


def ambiguities(query: Query, directory: DocumentDirectory) -> list[Notice]:
    """Notices for names that mean several documents, or none of those there are."""
    notices = []
    for mention in query.mentions:
        if len(mention.documents) > 1:
            names = [directory.name(document) for document in mention.documents]
            text = texts.AMBIGUOUS.format(text=mention.text, documents=listed(names))
            notices.append(Notice("ambiguous", text))
        elif not mention.documents and any(map(str.isdigit, mention.text)):
            text = texts.UNKNOWN_DOCUMENT.format(text=mention.text)
            notices.append(Notice("unknown_document", text))
    return notices


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


def _short_answer(query: Query, text: str) -> ShortAnswer | None:
    if not _HOW_MANY.search(query.understood_as):
        return None
    number = _NUMBER.search(text)
    return ShortAnswer(number.group(), number.start(), number.end()) if number else None
