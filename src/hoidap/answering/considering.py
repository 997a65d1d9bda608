"""What could answer a question: the units of the best passages, in order.

Passages come ranked; the first few are cut into units (see ``units``), scored
and chosen.  A chosen unit becomes evidence: the exact ranges it quotes, each
with the locator of the section it stands in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hoidap.answering.answerability import answerability, calibration_for, signals_of
from hoidap.answering.citations import Evidence
from hoidap.answering.fitting import fits_question, speaks_of_names
from hoidap.answering.selection import ScoredUnit, score_units, select_units
from hoidap.answering.unit_features import UnitSource
from hoidap.answering.unit_outline import Range
from hoidap.answering.units import passage_units
from hoidap.domain import Document, Section
from hoidap.retrieval.query import Query
from hoidap.retrieval.ranked import RankedPassage, SearchResult
from hoidap.retrieval.reading import Reading
from hoidap.retrieval.terms import find_terms
from hoidap.vietnamese.normalisation import match_form

#: Passages that units are cut from: the right one is among them for 99% of law questions.
PASSAGES_READ = 8
#: Units chosen at most, of which an answer shows those that come close to the first.
UNITS_CHOSEN = 6
#: What is left of the confidence when a name in the question stands nowhere in the answer and
#: its headings, or when the answer holds nothing of the kind that is asked for.
WITHOUT_NAMES = 0.4
UNFIT = 0.3
#: Below this confidence nothing is answered.
ANSWERABLE = 0.45


@dataclass(frozen=True, slots=True)
class AnswerUnit:
    """A unit that may answer, as evidence in reading order; ``score`` as ``ScoredUnit``'s."""

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


@dataclass(frozen=True, slots=True)
class Considered:
    """Everything an answer is chosen from, best first."""

    found: SearchResult
    units: tuple[AnswerUnit, ...]
    confidence: float  # probability that the first unit answers, 0 to 1


def consider(reading: Reading, found: SearchResult) -> Considered:
    """Cut, score and choose the units of the best passages."""
    read = found.passages[:PASSAGES_READ]
    documents = {
        each.passage.document_id: reading.index.catalogue.document(each.passage.document_id)
        for each in read
    }
    sources = [_source(ranked, documents[ranked.passage.document_id]) for ranked in read]
    about = AboutNamed(found.query)
    scored = [
        each
        for each in score_units(found.core, sources)
        if about.allows(
            read[each.source].passage.document_id,
            each.unit.text_in(sources[each.source].document_text),
        )
    ]
    chosen = select_units(found.core, sources, scored, UNITS_CHOSEN)
    units = tuple(
        _answer_unit(each, read[each.source], documents[read[each.source].passage.document_id])
        for each in chosen
    )
    return Considered(found, units, _confidence(reading, found, units))


class AboutNamed:
    """What a question says of a document holds only of that document.

    When the question names a document, a unit may answer only if it stands in
    that document or names it.
    """

    def __init__(self, query: Query) -> None:
        named = [mention for mention in query.mentions if mention.documents]
        self._documents = frozenset(query.mentioned)
        self._names = tuple(match_form(mention.text) for mention in named)

    def allows(self, document_id: str, text: str) -> bool:
        """Whether a unit of a document may answer."""
        if not self._documents or document_id in self._documents:
            return True
        form = match_form(text)
        return any(name in form for name in self._names)


def _confidence(reading: Reading, found: SearchResult, units: Sequence[AnswerUnit]) -> float:
    """The probability that the first unit answers.

    Of a document that the question names every passage is near, so there only
    what is asked about it counts: how much of it the unit holds.  Otherwise the
    best passage must stand out from the others.
    """
    if not units:
        return 0.0
    first = units[0]
    context = next(
        each.passage.context
        for each in found.passages
        if each.passage.document_id == first.document_id
    )
    whole = f"{context}\n{first.text}"
    factor = 1.0 if speaks_of_names(found.query.asked_text, whole) else WITHOUT_NAMES
    if found.query.mentioned:
        if not fits_question(found.query.asked_text, first.text):
            factor *= UNFIT
        terms = found.core.terms
        coverage = terms.share(hit.term for hit in find_terms(first.text, terms))
        return coverage * factor
    calibration = calibration_for(reading.record.model)
    compared = found.compared
    signals = signals_of(
        found.asked,
        compared.candidates,
        compared.documents,
        compared.ranking,
        whole,
    )
    return factor * _rescaled(answerability(signals, calibration), calibration.threshold)


def _rescaled(probability: float, threshold: float) -> float:
    """A probability moved so that ``threshold`` comes to lie at ``ANSWERABLE``."""
    if probability < threshold:
        return probability * ANSWERABLE / threshold
    return ANSWERABLE + (probability - threshold) * (1 - ANSWERABLE) / (1 - threshold)


def _source(ranked: RankedPassage, document: Document) -> UnitSource:
    return UnitSource(
        passage_text=ranked.passage.text,
        context=ranked.passage.context,
        document_text=document.text,
        units=passage_units(ranked.passage, document),
        score=ranked.score,
    )


def _answer_unit(scored: ScoredUnit, ranked: RankedPassage, document: Document) -> AnswerUnit:
    return AnswerUnit(
        document_id=document.id,
        evidence=tuple(
            evidence_of(document, each, ranked.passage.locator) for each in scored.unit.ranges
        ),
        score=scored.score,
    )


def evidence_of(document: Document, quoted: Range, otherwise: str) -> Evidence:
    """A range as evidence, with the locator of the innermost section around it."""
    section = innermost(document.sections, quoted)
    return Evidence(
        document_id=document.id,
        metadata=document.metadata,
        locator=otherwise if section is None else section.locator,
        start=quoted.start,
        end=quoted.end,
        quote=document.text[quoted.start : quoted.end],
        speaker=None if section is None else section.speaker,
        pages=document.pages,
    )


def innermost(sections: Sequence[Section], quoted: Range) -> Section | None:
    """The last section that holds a whole range; sections come in reading order."""
    holding = [each for each in sections if each.start <= quoted.start and quoted.end <= each.end]
    return holding[-1] if holding else None
