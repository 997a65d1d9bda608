"""Answers in the documents' own words.

What a document's structure or metadata answers is taken from there (see ``direct``);
for any other question the units that answer are chosen and shown verbatim (see
``showing``), each with its citation.  Nothing is written that the documents do not say.
"""

from __future__ import annotations

from collections.abc import Sequence

from hoidap import texts
from hoidap.answering.assembly import SUGGESTIONS, assemble, refuse
from hoidap.answering.citations import Evidence, evidence_from
from hoidap.answering.considering import ANSWERABLE, Considered, consider
from hoidap.answering.direct import find_direct
from hoidap.answering.effort import Effort
from hoidap.answering.evidence import without_repeats
from hoidap.answering.naming import listed
from hoidap.answering.outlines import places_of
from hoidap.answering.read_units import shown_read
from hoidap.answering.short_answers import Marking
from hoidap.answering.standing.current import in_force
from hoidap.answering.validity import standing_notices
from hoidap.domain import BETWEEN_CELLS, Answer, Cell, Notice
from hoidap.questions.intents import Intent
from hoidap.reading.reader import Reader
from hoidap.retrieval.asked import QuestionKind, question_kinds
from hoidap.retrieval.directory import DocumentDirectory
from hoidap.retrieval.query import Query
from hoidap.retrieval.ranked import RankedPassage
from hoidap.retrieval.reading import Reading
from hoidap.retrieval.search import HybridSearch

#: Passages searched; the nearest are also the suggestions of a refusal.
PASSAGES_SEARCHED = 20
#: Confidence when the documents are known not to tell what is asked.
UNTOLD = 0.1


class ExtractiveEngine:
    """Answers with verbatim sentences."""

    def __init__(self, search: HybridSearch, reader: Reader | None = None) -> None:
        self.effort = Effort()
        self._search = search
        self._reader = reader

    def consider(self, reading: Reading, query: Query) -> Considered:
        """What could answer a query: ranked passages, ranked units, and how sure that is."""
        found = self._search.search(reading, query, limit=PASSAGES_SEARCHED)
        return consider(reading, found, self._reader, self.effort.passages())

    def answer(self, reading: Reading, query: Query, directory: DocumentDirectory) -> Answer:
        """The answer to a query, or the refusal with the nearest passages."""
        return answer_from(self.consider(reading, query), reading, query, directory)


def answer_from(
    considered: Considered, reading: Reading, query: Query, directory: DocumentDirectory
) -> Answer:
    """The answer chosen from what was considered, or the refusal with the nearest passages."""
    found, confidence = considered.found, considered.confidence
    direct = find_direct(reading, query, found.passages)
    notices = [*ambiguities(query, directory), *direct.notices]
    evidence: Sequence[Evidence] = direct.evidence
    if evidence:
        confidence = direct.certainty
    else:
        if not direct.may_stand_elsewhere:
            confidence = min(confidence, UNTOLD)
        if confidence < ANSWERABLE:
            return refuse(
                query,
                [_suggested(reading, each) for each in found.passages[:SUGGESTIONS]],
                confidence=confidence,
                notices=notices,
                generation=found.generation,
            )
        evidence = _shown(reading, query, considered)
    current = in_force(reading, evidence, query.scope.as_of) if direct.quotes else None
    if current is not None:
        evidence, notices = current.evidence, [*notices, *current.notices]
    cited = [each.metadata for each in evidence] if direct.warns else []
    return assemble(
        query,
        evidence,
        status=direct.status,
        confidence=confidence,
        notices=[*notices, *standing_notices(cited, directory, query.scope.as_of)],
        generation=found.generation,
        mark=Marking(query.understood_as).mark,
    )


def _suggested(reading: Reading, ranked: RankedPassage) -> Evidence:
    """A passage to be shown; a document is looked at only where it may be of a table."""
    passage = ranked.passage
    rows: tuple[tuple[Cell, ...], ...] = ()
    if BETWEEN_CELLS in passage.text:
        rows = reading.document(passage.document_id).rows_in(passage.start, passage.end)
    return evidence_from(passage, ranked.metadata, rows)


def _shown(reading: Reading, query: Query, considered: Considered) -> Sequence[Evidence]:
    """What is quoted of what was considered."""
    passages, by_words = considered.passages or considered.by_words, considered.by_words
    most_words = max(by_words, key=lambda each: max(each.read.marks, default=0.0))
    asks_list = QuestionKind.LIST in question_kinds(query.asked_text)
    shown = shown_read(reading, passages, query.mentioned, most_words, asks_list=asks_list)
    asks_place = Intent.LOCATOR in query.intents.asked()
    return without_repeats([*(places_of(reading, shown) if asks_place else ()), *shown])


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
