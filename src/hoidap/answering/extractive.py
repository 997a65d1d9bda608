"""Answers in the documents' own words.

A question that names a provision gets that provision, whole.  One that asks for
a list gets the whole list.  For any other the units that answer are chosen and
shown verbatim, each with its citation.  Nothing is written that the documents
do not say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from hoidap import texts
from hoidap.answering.assembly import assemble, refuse
from hoidap.answering.citations import Evidence
from hoidap.answering.considering import (
    ANSWERABLE,
    AnswerUnit,
    Considered,
    consider,
    evidence_of,
)
from hoidap.answering.enumerations import LEAD_IN_CHARACTERS, enumeration_at
from hoidap.answering.interview_particulars import find_interview_particular
from hoidap.answering.naming import listed
from hoidap.answering.outlines import find_outline
from hoidap.answering.particulars import find_particulars
from hoidap.answering.provisions import find_provisions_asked, missing_provisions
from hoidap.answering.short_answers import Marking
from hoidap.answering.spread_lists import spread_list
from hoidap.answering.unit_outline import Range
from hoidap.answering.validity import standing_notices
from hoidap.domain import Answer, Notice, Status
from hoidap.retrieval.asked import QuestionKind, question_kinds
from hoidap.retrieval.directory import DocumentDirectory
from hoidap.retrieval.query import Query
from hoidap.retrieval.reading import Reading
from hoidap.retrieval.search import HybridSearch
from hoidap.retrieval.terms import words_of
from hoidap.vietnamese.sentences import split_sentences

#: Passages searched; the nearest are also the suggestions of a refusal.
PASSAGES_SEARCHED = 20
#: Most units an answer shows, unless a list is asked for.
MOST_UNITS = 3
#: A further unit is shown when its score is no more than this below the best one's: then it
#: is at least half as likely to answer.
CLOSE_ENOUGH = 0.7
#: How far below the best unit the one may be that opens the same article.
NEARLY = 3.0

#: Share of the question's words that the sentence before a list must hold.
SPEAKS_OF_IT = 0.3

#: Confidence when the document named does not tell what is asked about it.
UNKNOWN_PARTICULAR = 0.1

#: A list up to this many characters is shown whole even when one item was asked for: the
#: other cases of a rule belong to it.
SHORT_LIST = 700

_ARTICLE = "Điều "
_OPENS_LIST = re.compile(r"[:;]\s*\n")
#: How a line ends that leads in what follows; a heading does not.
_LEADS = (":", ";")


class ExtractiveEngine:
    """Answers with verbatim sentences."""

    def __init__(self, search: HybridSearch) -> None:
        self._search = search

    def consider(self, reading: Reading, query: Query) -> Considered:
        """What could answer a query: ranked passages, ranked units, and how sure that is."""
        return consider(reading, self._search.search(reading, query, limit=PASSAGES_SEARCHED))

    def answer(self, reading: Reading, query: Query, directory: DocumentDirectory) -> Answer:
        """The answer to a query, or the refusal with the nearest passages."""
        return answer_from(self.consider(reading, query), reading, query, directory)


def answer_from(
    considered: Considered, reading: Reading, query: Query, directory: DocumentDirectory
) -> Answer:
    """The answer chosen from what was considered, or the refusal with the nearest passages."""
    found, confidence = considered.found, considered.confidence
    notices = ambiguities(query, directory)
    evidence = find_provisions_asked(reading, query, found.passages)
    missing = [] if evidence else missing_provisions(reading, query)
    particulars = find_particulars(reading, query)
    status = Status.ANSWERED
    outline = find_outline(reading, query)
    interview = find_interview_particular(reading, query, found.passages)
    if spread := spread_list(reading, query):
        evidence = spread
    elif outline is not None:
        evidence = list(outline.evidence)
        notices += outline.notices
    elif interview:
        evidence = list(interview)
    elif particulars is not None and particulars.evidence:
        evidence = without_repeats(particulars.evidence)
        status = Status.ANSWERED if particulars.complete else Status.PARTIAL
    elif interview is not None or (particulars is not None and not particulars.may_stand_elsewhere):
        confidence = min(confidence, UNKNOWN_PARTICULAR)
    if evidence:
        confidence = 1.0
    elif missing or confidence < ANSWERABLE:
        return refuse(
            query,
            found.passages,
            confidence=confidence,
            notices=[*notices, *missing],
            generation=found.generation,
        )
    else:
        evidence = _shown(reading, query, considered.units)
    cited = [each.metadata for each in evidence]
    return assemble(
        query,
        evidence,
        status=status,
        confidence=confidence,
        notices=[*notices, *standing_notices(cited, directory, query.scope.as_of)],
        generation=found.generation,
        mark=Marking(query.understood_as).mark,
    )


def _shown(reading: Reading, query: Query, units: Sequence[AnswerUnit]) -> list[Evidence]:
    """The evidence of the units that come close to the best; a list that is asked for, whole."""
    close = [each for each in units if each.score >= units[0].score - CLOSE_ENOUGH]
    chosen = [*close[:MOST_UNITS], *_main_rule(units), *_best_of_each(units, query.mentioned)]
    evidence = [each for unit in chosen for each in _without_heading(unit.evidence)]
    asks_list = QuestionKind.LIST in question_kinds(query.asked_text)
    for unit in chosen:
        whole = _enumeration(reading, unit)
        if whole is None and asks_list and unit is chosen[0]:
            whole = _list_behind(reading, query, unit)
        short = whole is not None and whole.end - whole.start <= SHORT_LIST
        if whole is not None and ((asks_list and unit is chosen[0]) or short):
            evidence.append(whole)
    return without_repeats(evidence)


def _without_heading(evidence: Sequence[Evidence]) -> Sequence[Evidence]:
    """A unit's evidence without the heading above it, when the unit opens its list itself."""
    *before, core = evidence
    if _OPENS_LIST.search(core.quote) and not any(each.quote.endswith(_LEADS) for each in before):
        return [core]
    return evidence


def _main_rule(units: Sequence[AnswerUnit]) -> list[AnswerUnit]:
    """The unit that opens the provision of the best one, when it was nearly as good.

    An article lays down the rule first and what is special to some case after
    it; the special case alone would mislead.
    """
    first = units[0]
    before = [
        unit
        for unit in units[1:]
        if unit.document_id == first.document_id
        and unit.start < first.start
        and provision_of(unit.locator) == provision_of(first.locator)
        and unit.score >= first.score - NEARLY
    ]
    return [min(before, key=lambda unit: unit.start)] if before else []


def provision_of(locator: str) -> str:
    """The article that a locator lies in, or the locator itself: "khoản 2 Điều 8" is in Điều 8."""
    at = locator.find(_ARTICLE)
    return locator[at:] if at >= 0 else locator


def _best_of_each(units: Sequence[AnswerUnit], mentioned: Sequence[str]) -> list[AnswerUnit]:
    """The best unit of each of several documents that the question compares."""
    if len(mentioned) < 2:
        return []
    best: dict[str, AnswerUnit] = {}
    for unit in units:
        if unit.document_id in mentioned:
            best.setdefault(unit.document_id, unit)
    return list(best.values())


def _enumeration(reading: Reading, unit: AnswerUnit) -> Evidence | None:
    """The whole list that a unit is part of."""
    document = reading.document(unit.document_id)
    core = unit.evidence[-1]
    found = enumeration_at(document, core.start, core.end)
    if found is None:
        return None
    return evidence_of(document, Range(found.start, found.end), core.locator)


def _list_behind(reading: Reading, query: Query, unit: AnswerUnit) -> Evidence | None:
    """The list that the next sentence opens, when that sentence speaks of what is asked."""
    document = reading.document(unit.document_id)
    core = unit.evidence[-1]
    behind = split_sentences(document.text[core.end : core.end + LEAD_IN_CHARACTERS])
    if not behind:
        return None
    start, end = core.end + behind[0][0], core.end + behind[0][1]
    found = enumeration_at(document, start, end)
    asked = set(words_of(query.core_text))
    shared = asked.intersection(words_of(document.text[start:end]))
    if found is None or found.start != start or len(shared) < SPEAKS_OF_IT * len(asked):
        return None
    return evidence_of(document, Range(found.start, found.end), core.locator)


def without_repeats(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Evidence without what stands whole in another piece of it."""
    kept: list[Evidence] = []
    for each in sorted(evidence, key=lambda piece: piece.start - piece.end):
        if not any(_holds(other, each) for other in kept):
            kept.append(each)
    return kept


def _holds(other: Evidence, each: Evidence) -> bool:
    return (
        other.document_id == each.document_id
        and other.start <= each.start
        and each.end <= other.end
    )


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
