"""What could answer a question: the best passages as the reader orders them, and how sure it is.

Passages come ranked; the best few are read, or without a reader marked by their words.  The
confidence in what was read is learned (see ``certainty``); without a reader it is that of the
words and the rank, less sure for every check that speaks against the passage.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from hoidap.answering.answerability import answerability, calibration_for, signals_of
from hoidap.answering.certainty import ANSWERED_FROM, CHECKS, Signals, certainty
from hoidap.answering.evidence import AnswerUnit
from hoidap.answering.fitting import (
    fits_question,
    speaks_of_head,
    speaks_of_names,
    speaks_of_office,
)
from hoidap.answering.passages_read import LONGEST_READ, READ_AT_MOST, ReadPassage, read_passages
from hoidap.answering.read_units import units_read
from hoidap.answering.words_read import passages_by_words
from hoidap.domain import Metadata
from hoidap.questions.intents import Intent
from hoidap.reading.reader import Reader
from hoidap.retrieval.ranked import RankedPassage, SearchResult
from hoidap.retrieval.reading import Reading
from hoidap.retrieval.terms import find_terms

#: Passages that units are made of.
UNITS_OF: Final = 3
#: What is left of the confidence for each check that speaks against the passage.
FAILED: Final = 0.44
#: Less than this share of a question is the seam between two words, not a thing asked.
LEAST_LEFT: Final = 0.2
#: Coverage at least of a question that compares documents.
COMPARED: Final = 0.6
#: What a failed check costs a passage among the others, in units of the reader's logit.
CHECK_COST: Final = 0.4
#: Below this confidence nothing is answered.
ANSWERABLE: Final = 0.45


@dataclass(frozen=True, slots=True)
class Considered:
    """Everything an answer is chosen from, best first."""

    found: SearchResult
    units: tuple[AnswerUnit, ...]
    confidence: float  # probability that the first passage answers, 0 to 1
    #: What the reader says to the best passages, best first; empty without a reader.
    passages: tuple[ReadPassage, ...] = ()
    #: The best passages by rank, as their words go.
    by_words: tuple[ReadPassage, ...] = ()
    #: What the confidence was told from, where passages were read.
    signals: Signals | None = None


def consider(
    reading: Reading, found: SearchResult, reader: Reader | None = None, most: int = READ_AT_MOST
) -> Considered:
    """What could answer, as the reader says, or without one as its words and rank do.

    ``most``: passages that the reader reads at most; none where that is 0.
    """
    by_words = passages_by_words(found)
    if not by_words:
        return Considered(found, (), 0.0)
    if Intent.LOCATOR in found.query.intents.asked():
        # Where something is spoken of, its words say, if they are found.
        told = _by_words(reading, found, by_words)
        if told.confidence >= ANSWERABLE:
            return told
    read = _read(found, reader, most) if reader and most > 0 else []
    if not read:
        return _by_words(reading, found, by_words)
    passages = sorted(read, key=lambda each: _costs(found, each) - each.score)
    units = tuple(units_read(reading, passages[:UNITS_OF]))
    signals = _signals(found, passages[0])
    confidence = _rescaled(certainty(signals), ANSWERED_FROM)
    return Considered(found, units, confidence, tuple(passages), tuple(by_words), signals)


def _by_words(reading: Reading, found: SearchResult, by_words: Sequence[ReadPassage]) -> Considered:
    """What answers as its words and rank say."""
    units = tuple(units_read(reading, by_words[:UNITS_OF]))
    confidence = _confidence(reading, found, by_words[0])
    return Considered(found, units, confidence, by_words=tuple(by_words))


def _signals(found: SearchResult, best: ReadPassage) -> Signals:
    return Signals(best.score, best.ranked.dense, CHECKS - _failed_of_best(found, best.ranked))


def _costs(found: SearchResult, each: ReadPassage) -> float:
    return CHECK_COST * _failed_checks(found, each.ranked, each.ranked.passage.text)


def _read(found: SearchResult, reader: Reader, most: int) -> list[ReadPassage]:
    """The passages that are read, best first; of several documents compared some of each.

    They share what is read for a question, however many are named.
    """
    named = found.query.mentioned
    if len(named) < 2:
        return read_passages(reader, found, most)
    read = []
    for document_id in named[:most]:
        own = tuple(each for each in found.passages if each.passage.document_id == document_id)
        share, room = max(1, most // len(named)), LONGEST_READ // len(named)
        read += read_passages(reader, replace(found, passages=own), share, room)
    return sorted(read, key=lambda each: -each.score)


def _failed_checks(found: SearchResult, ranked: RankedPassage, text: str) -> int:
    """How many checks speak against a text of a passage, whatever the reader says to it."""
    query = found.query
    read = f"{ranked.passage.context}\n{text}"
    near = [text for each in found.compared.candidates for text in (each.context, each.text)]
    passed = (
        speaks_of_names(query.asked_text, [_persons(ranked.metadata), *near]),
        fits_question(query.bare_text, read),
        speaks_of_head(query.bare_text, read),
    )
    return passed.count(False)


def _names_stand(found: SearchResult, ranked: RankedPassage) -> bool:
    """Whether the names in the question stand in a passage or its headings."""
    read = f"{ranked.passage.context}\n{ranked.passage.text}"
    return speaks_of_names(found.query.asked_text, [_persons(ranked.metadata), read])


def _failed_of_best(found: SearchResult, ranked: RankedPassage) -> int:
    """The same for the best passage, of which more is asked."""
    read = f"{ranked.passage.context}\n{ranked.passage.text}"
    failed = _failed_checks(found, ranked, ranked.passage.text)
    failed += not _names_stand(found, ranked)
    # A deputy is as surely not the holder of an office as another person.
    return failed + (not speaks_of_office(found.query.asked_text, read))


def _confidence(reading: Reading, found: SearchResult, read: ReadPassage) -> float:
    """The probability that a passage answers, as its words and rank say.

    Of a document that the question names, or the only one looked at, every passage is near, so
    there only what is asked about it counts: how much of it the marked words hold.  Otherwise
    the best passage must stand out from the others.
    """
    best = read.ranked
    compared, mentioned = found.compared, found.query.mentioned
    factor: float = FAILED ** _failed_checks(found, best, _marked(read))
    if mentioned or len(set(compared.documents)) == 1:
        coverage = _coverage(found, best)
        return factor * max(coverage, COMPARED if len(mentioned) > 1 else 0.0)
    calibration = calibration_for(reading.record.model)
    answer = f"{best.passage.context}\n{best.passage.text}"
    signals = signals_of(
        found.asked, compared.candidates, compared.documents, compared.ranking, answer
    )
    probability = answerability(signals, calibration, found.asked.passages)
    return factor * _rescaled(probability, calibration.threshold)


def _marked(read: ReadPassage) -> str:
    """The sentences, lines and rows that are marked in a passage."""
    text = read.ranked.passage.text
    return "\n".join(text[slice(*read.read.units[index])] for index in read.read.chosen)


def _persons(about: Metadata) -> str:
    """Issuer and persons of a document."""
    said = (about.issuer, about.speaker, about.speaker_title, about.signer, about.interviewer)
    return "\n".join(each for each in said if each)


def _coverage(found: SearchResult, ranked: RankedPassage) -> float:
    """Share of what is asked that a passage and its headings hold, beside its speaker's name.

    1.0 when next to nothing is left of the question.
    """
    terms = found.core.terms
    _, _, headings = ranked.passage.context.partition("\n")
    known = {hit.term for hit in find_terms(ranked.metadata.speaker or "", terms)}
    held = {hit.term for hit in find_terms(f"{headings}\n{ranked.passage.text}", terms)} - known
    total = sum(weight for term, weight in terms.weights.items() if term not in known)
    left = total > LEAST_LEFT * found.asked.terms.total
    return sum(terms.weights[term] for term in held) / total if left else 1.0


def _rescaled(probability: float, threshold: float) -> float:
    """A probability moved so that ``threshold`` comes to lie at ``ANSWERABLE``."""
    if probability < threshold:
        return probability * ANSWERABLE / threshold
    return ANSWERABLE + (probability - threshold) * (1 - ANSWERABLE) / (1 - threshold)
