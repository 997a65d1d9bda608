"""What could answer a question: the units of the best passages, in order.

Passages come ranked; the first few are cut into units (see ``units``), scored
and chosen.  A chosen unit becomes evidence: the exact ranges it quotes, each
with the locator of the section it stands in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hoidap.answering.aboutness import AboutNamed
from hoidap.answering.answerability import answerability, calibration_for, signals_of
from hoidap.answering.certainty import ANSWERED_FROM, certainty
from hoidap.answering.evidence import AnswerUnit, evidence_of
from hoidap.answering.fitting import (
    fits_question,
    is_special_case,
    speaks_of_head,
    speaks_of_names,
    speaks_of_provision,
)
from hoidap.answering.headings_asked import favouring_headings, is_heading_asked
from hoidap.answering.listing_asked import favouring_lists
from hoidap.answering.passages_read import READ_AT_MOST, ReadPassage, read_passages
from hoidap.answering.read_units import units_read
from hoidap.answering.selection import ScoredUnit, score_units, select_units
from hoidap.answering.subjects import is_about_subject
from hoidap.answering.unit_features import UnitSource
from hoidap.answering.units import passage_units
from hoidap.domain import Document, Metadata, Passage
from hoidap.questions.intents import Intent
from hoidap.reading.reader import Reader
from hoidap.retrieval.features import article_heading
from hoidap.retrieval.query import Query
from hoidap.retrieval.ranked import RankedPassage, SearchResult
from hoidap.retrieval.reading import Reading
from hoidap.retrieval.terms import QuestionTerms, find_terms
from hoidap.vietnamese.proper_names import find_names

#: Passages that units are cut from: the right one is among them for 99% of law questions.
PASSAGES_CUT = 8
#: Of a document that is named all passages are near, whatever is asked about it.
PASSAGES_CUT_OF_NAMED = 16
#: Passages that units are made of, where they are read.
UNITS_OF = 3
#: Units chosen at most, of which an answer shows those that come close to the first.
UNITS_CHOSEN = 12
#: What is left of the confidence when a name in the question stands in no passage that was
#: compared, or when the answer holds nothing of the kind that is asked for.  Any one of these
#: refuses; more of the confidence than that is left, since surer wrong guesses are rarer.
WITHOUT_NAMES = 0.44
UNFIT = 0.44
#: The same when the question names an article and the answer stands in another one; when the
#: answer holds under a condition that the question does not speak of; when it is about something
#: else than what is to be defined.  With half of the answers to the law questions removed the
#: three raise the AUROC from 0.906 to 0.929.
OTHER_PROVISION = 0.3
SPECIAL_CASE = 0.85
OTHER_SUBJECT = 0.6
#: Less than this share of a question is the seam between two words, not a thing asked.
LEAST_LEFT = 0.2
#: Coverage of a question that compares documents by a unit that names them all.
COMPARED = 0.6
#: Less of what is asked, beside the document's title, than this is next to nothing.
LEAST_COVERED = 0.2
OFF_THE_POINT = 0.44
#: Confidence, at least, in an article whose heading says what the question says.
HEADING_ASKED = 0.7
#: Below this confidence nothing is answered.
ANSWERABLE = 0.45


@dataclass(frozen=True, slots=True)
class Considered:
    """Everything an answer is chosen from, best first."""

    found: SearchResult
    units: tuple[AnswerUnit, ...]
    confidence: float  # probability that the first unit answers, 0 to 1
    #: What the reader says to the best passages, best first; empty without a reader.
    passages: tuple[ReadPassage, ...] = ()
    #: The best unit by rank, where passages were read.
    by_rank: tuple[AnswerUnit, ...] = ()


def consider(
    reading: Reading, found: SearchResult, reader: Reader | None = None, most: int = READ_AT_MOST
) -> Considered:
    """What could answer, as the reader says, or without one as its words and rank do.

    ``most``: passages that the reader reads at most; none where that is 0.
    """
    ranked = _by_rank(reading, found)
    if reader is None or most < 1 or _asks_for_places(found.query):
        return ranked
    passages = tuple(read_passages(reader, found, most))
    if not passages:
        return ranked
    units = tuple(units_read(reading, passages[:UNITS_OF]))
    read = reader.probability(passages[0].score)
    mean = certainty(ranked.confidence, read, _failed_checks(found, passages[0]))
    return Considered(found, units, _rescaled(mean, ANSWERED_FROM), passages, ranked.units[:1])


def _asks_for_places(query: Query) -> bool:
    """Whether the words that are asked about say where to look, not what to find.

    "In which answer is X spoken of?" is answered by where the words of X are; and of several
    documents that are compared each has its say.
    """
    return len(query.mentioned) > 1 or Intent.LOCATOR in query.intents.asked()


def _failed_checks(found: SearchResult, best: ReadPassage) -> int:
    """How many checks speak against a passage, whatever the reader says to it."""
    query, passage, about = found.query, best.ranked.passage, best.ranked.metadata
    read = f"{passage.context}\n{passage.text}"
    near = [text for each in found.compared.candidates for text in (each.context, each.text)]
    passed = (
        speaks_of_names(query.asked_text, [_persons(about), *near]),
        speaks_of_names(query.asked_text, [_persons(about), read]),
        fits_question(query.bare_text, read),
        speaks_of_head(query.bare_text, read),
        speaks_of_provision(query.asked_text, f"{passage.locator}\n{read}"),
        is_about_subject(query.asked_text, read),
    )
    return passed.count(False)


def _by_rank(reading: Reading, found: SearchResult) -> Considered:
    """Cut, score and choose the units of the best passages."""
    read = found.passages[: PASSAGES_CUT_OF_NAMED if found.query.mentioned else PASSAGES_CUT]
    documents = {
        each.passage.document_id: reading.index.catalogue.document(each.passage.document_id)
        for each in read
    }
    sources = [_source(ranked, documents[ranked.passage.document_id]) for ranked in read]
    about = about_named(found)
    ids = [each.passage.document_id for each in read]
    scored = about.weighed(score_units(found.core, sources), sources, ids)
    scored = favouring_lists(found.core, scored, sources)
    scored = favouring_headings(found.asked, found.core, scored, sources)
    chosen = select_units(found.core, sources, scored, UNITS_CHOSEN)
    units = tuple(
        _answer_unit(each, read[each.source], documents[read[each.source].passage.document_id])
        for each in chosen
    )
    return Considered(found, units, _confidence(reading, found, units))


def about_named(found: SearchResult) -> AboutNamed:
    """The documents that the question names."""
    named = frozenset(found.query.mentioned)
    return AboutNamed(
        found.query, [p.metadata for p in found.passages if p.passage.document_id in named]
    )


def _confidence(reading: Reading, found: SearchResult, units: Sequence[AnswerUnit]) -> float:
    """The probability that the first unit answers.

    Of a document that the question names, or the only one looked at, every passage
    is near, so there only what is asked about it counts: how much of it the unit
    and its headings hold.  Otherwise the best passage must stand out from the
    others, and the unit must hold some of what the document's own title does not
    say already.
    """
    if not units:
        return 0.0
    first, query = units[0], found.query
    title, _, headings = _context_of(found, first).partition("\n")
    shown = f"{headings}\n{first.text}"
    factor = 1.0 if fits_question(query.bare_text, shown) else UNFIT
    if not speaks_of_head(query.bare_text, f"{title}\n{shown}"):
        factor *= UNFIT
    if not speaks_of_provision(query.asked_text, f"{first.locator}\n{title}\n{shown}"):
        factor *= OTHER_PROVISION
    if is_special_case(query.bare_text, first.text):
        factor *= SPECIAL_CASE
    near = [text for each in found.compared.candidates for text in (each.context, each.text)]
    persons = _persons(_about(found, first))
    if not speaks_of_names(query.asked_text, [persons, *near]):
        factor *= WITHOUT_NAMES
    about = about_named(found)
    if about.named or len(set(found.compared.documents)) == 1:
        speaker = _held(found.core.terms, _about(found, first).speaker or "")
        coverage = _coverage(found.core.terms, shown, speaker)
        if about.compares and about.names_all(first.document_id, shown):
            coverage = max(coverage, COMPARED)
        return factor * coverage
    names = " ".join(name.text for name in find_names(query.asked_text))
    known = _held(found.asked.terms, f"{title}\n{names}")
    if _coverage(found.asked.terms, shown, known) < LEAST_COVERED:
        factor *= OFF_THE_POINT
    passage = _passage_of(found, first)
    opening = passage.text.partition("\n")[0]
    if not is_about_subject(query.asked_text, f"{title}\n{headings}\n{opening}\n{first.text}"):
        factor *= OTHER_SUBJECT
    calibration = calibration_for(reading.record.model)
    compared = found.compared
    signals = signals_of(
        found.asked,
        compared.candidates,
        compared.documents,
        compared.ranking,
        f"{title}\n{shown}",
    )
    probability = answerability(signals, calibration, found.asked.passages)
    confidence = _rescaled(probability, calibration.threshold)
    if is_heading_asked(query.core_text, article_heading(passage.text, passage.context)):
        confidence = max(confidence, HEADING_ASKED)
    return factor * confidence


def _about(found: SearchResult, unit: AnswerUnit) -> Metadata:
    """What is known of a unit's document."""
    return next(p.metadata for p in found.passages if p.passage.document_id == unit.document_id)


def _persons(about: Metadata) -> str:
    """Issuer and persons of a document."""
    said = (about.issuer, about.speaker, about.speaker_title, about.signer, about.interviewer)
    return "\n".join(each for each in said if each)


def _context_of(found: SearchResult, unit: AnswerUnit) -> str:
    """The headings of the passage that a unit comes from."""
    return _passage_of(found, unit).context


def _passage_of(found: SearchResult, unit: AnswerUnit) -> Passage:
    same = [each.passage for each in found.passages if each.passage.document_id == unit.document_id]
    around = [each for each in same if each.start <= unit.start < each.end]
    return (around or same)[0]


def _held(terms: QuestionTerms, text: str) -> frozenset[str]:
    return frozenset(hit.term for hit in find_terms(text, terms))


def _coverage(terms: QuestionTerms, text: str, known: frozenset[str]) -> float:
    """Share of the question's weight, without ``known`` terms, that a text holds.

    1.0 when next to nothing is left of the question.
    """
    total = sum(weight for term, weight in terms.weights.items() if term not in known)
    held = sum(terms.weights[term] for term in _held(terms, text) - known)
    return held / total if total > LEAST_LEFT * terms.total else 1.0


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
