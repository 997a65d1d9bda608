"""Puts chosen evidence together as an answer.

Evidence is grouped by document: directives before interviews, those in force
before those that are not, the newest first; inside a document in reading order.
Every sentence is verbatim and cites the range it stands in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from hoidap import texts
from hoidap.answering.citations import Evidence, cite
from hoidap.answering.naming import attribution
from hoidap.domain import (
    Answer,
    AnswerSentence,
    Citation,
    Kind,
    Metadata,
    Notice,
    ShortAnswer,
    Standing,
    Status,
)
from hoidap.retrieval.query import Query
from hoidap.vietnamese.sentences import split_sentences

#: Passages shown when the documents do not answer.
SUGGESTIONS = 3

_OUT_OF_FORCE = frozenset({Standing.REPLACED, Standing.EXPIRED})

#: Marks the number, date or name asked for inside a sentence.
Marker = Callable[[str], ShortAnswer | None]


def assemble(
    query: Query,
    evidence: Sequence[Evidence],
    *,
    status: Status,
    confidence: float,
    notices: Sequence[Notice],
    generation: str,
    mark: Marker,
) -> Answer:
    """The answer that quotes ``evidence``; all of it is shown, regrouped and numbered."""
    ordered = in_reading_order(evidence)
    citations = tuple(cite(each, n) for n, each in enumerate(ordered, start=1))
    sentences = tuple(
        AnswerSentence(
            text=text,
            citations=(citation.n,),
            short_answer=mark(text),
            attribution=each.attribution or attribution(each.metadata, each.speaker),
        )
        for each, citation in zip(ordered, citations, strict=True)
        for text in (citation.quote.split("\n") if citation.rows else sentences_of(citation.quote))
    )
    return Answer(
        question=query.question,
        understood_as=query.understood_as,
        status=status,
        answer=as_text(sentences),
        sentences=sentences,
        citations=citations,
        confidence=confidence,
        warnings=tuple(notices),
        suggestions=(),
        generation=generation,
    )


def refuse(
    query: Query,
    nearest: Sequence[Evidence],
    *,
    confidence: float,
    notices: Sequence[Notice],
    generation: str,
) -> Answer:
    """The refusal, with the nearest passages as suggestions."""
    suggestions: tuple[Citation, ...] = tuple(
        cite(each, n) for n, each in enumerate(nearest[:SUGGESTIONS], start=1)
    )
    return Answer(
        question=query.question,
        understood_as=query.understood_as,
        status=Status.NOT_FOUND,
        answer=texts.REFUSAL,
        sentences=(),
        citations=(),
        confidence=confidence,
        warnings=tuple(notices),
        suggestions=suggestions,
        generation=generation,
    )


def in_reading_order(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Evidence by document (see the module's rule) and, inside one, by place."""
    return sorted(evidence, key=lambda each: (*_rank(each.metadata), each.document_id, each.start))


def _rank(about: Metadata) -> tuple[bool, bool, int]:
    newest_first = -(about.issued_on or date.min).toordinal()
    return (about.kind is Kind.INTERVIEW, about.standing in _OUT_OF_FORCE, newest_first)


def sentences_of(quote: str) -> list[str]:
    """The sentences of a quote, verbatim."""
    return [quote[start:end] for start, end in split_sentences(quote)]


def as_text(sentences: Sequence[AnswerSentence]) -> str:
    """The answer as one text: a line a sentence, a speaker named once above his words."""
    lines: list[str] = []
    speaking: str | None = None
    for sentence in sentences:
        if sentence.attribution is not None and sentence.attribution != speaking:
            lines.append(sentence.attribution)
        speaking = sentence.attribution
        lines.append(sentence.text)
    return "\n".join(lines)
