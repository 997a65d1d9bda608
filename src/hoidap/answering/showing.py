"""What is shown of the units that may answer.

The best and those that come close; before them the main rule of their article, and
whole lists where a list is asked for or short.  A heading without which the words below
it would mean something else is shown with them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from hoidap.answering.citations import Evidence
from hoidap.answering.enumerations import LEAD_IN_CHARACTERS, enumeration_at
from hoidap.answering.evidence import AnswerUnit, evidence_of, holding
from hoidap.answering.outlines import heading_range
from hoidap.answering.unit_outline import Range
from hoidap.domain import SectionKind
from hoidap.retrieval.asked import QuestionKind, question_kinds
from hoidap.retrieval.query import Query
from hoidap.retrieval.reading import Reading
from hoidap.retrieval.terms import words_of
from hoidap.vietnamese.normalisation import match_form
from hoidap.vietnamese.sentences import split_sentences

#: Most units an answer shows, unless a list is asked for.
MOST_UNITS = 3
#: A further unit is shown when its score is no more than this below the best one's: then it
#: is at least half as likely to answer.
CLOSE_ENOUGH = 0.7
#: How far below the best unit the one may be that opens the same article.
NEARLY = 3.0

#: Share of the question's words that the sentence before a list must hold.
SPEAKS_OF_IT = 0.3

#: A list up to this many characters is shown whole even when one item was asked for: the
#: other cases of a rule belong to it.
SHORT_LIST = 700

#: Longest article that is shown whole as a list, in characters: a screen and a half.
LONGEST_ARTICLE = 3000

#: A heading that forbids what the items below it name, and the sections that have such.
_FORBIDS = re.compile(r"\bkhông được\b|\bcấm\b")
#: "Tội giết người được quy định ở điều nào?"
_ASKS_PLACE = re.compile(
    r"\b(?:ở|tại|trong|theo|là) (?:những |các )?điều (?:nào|mấy|bao nhiêu)\b"
    r"|\bđiều (?:nào|mấy) quy định\b|\bquy định ở đâu\b"
)
_TITLED = frozenset({SectionKind.ARTICLE, SectionKind.ITEM, SectionKind.HEADING})

_ARTICLE = "Điều "
_OPENS_LIST = re.compile(r"[:;]\s*\n")
#: How a line ends that leads in what follows; a heading does not.
_LEADS = (":", ";")


def shown_of(reading: Reading, query: Query, units: Sequence[AnswerUnit]) -> list[Evidence]:
    """The evidence of the units that come close to the best; a list that is asked for, whole.

    ``units`` come best first; at least one.
    """
    asks_list = QuestionKind.LIST in question_kinds(query.asked_text)
    close = [each for each in units if each.score >= units[0].score - CLOSE_ENOUGH]
    if not asks_list:
        close = [each for each in close if not _rivals(units[0], each)]
    chosen = [*close[:MOST_UNITS], *_main_rule(units), *_best_of_each(units, query.mentioned)]
    evidence = [each for unit in chosen for each in _without_heading(unit.evidence)]
    for unit in chosen:
        whole = _enumeration(reading, unit)
        if whole is None and asks_list and unit is chosen[0]:
            whole = _list_behind(reading, query, unit) or _under_heading(reading, unit)
        short = whole is not None and whole.end - whole.start <= SHORT_LIST
        if whole is not None and ((asks_list and unit is chosen[0]) or short):
            evidence.append(whole)
    return without_repeats([*evidence, *_needed_headings(reading, query, evidence)])


def _rivals(best: AnswerUnit, other: AnswerUnit) -> bool:
    """Whether another row of the same table says the same of somebody else."""
    return (
        other is not best
        and other.document_id == best.document_id
        and bool(best.evidence[-1].rows and other.evidence[-1].rows)
    )


def _needed_headings(
    reading: Reading, query: Query, evidence: Sequence[Evidence]
) -> list[Evidence]:
    """The headings without which what is shown would not answer, or would mislead.

    "1. Giữ bản chính giấy tờ của người lao động." reads as if it were allowed without
    "Hành vi người sử dụng lao động không được làm" above it; and "ở điều nào?" is answered by
    the article's heading.
    """
    asks_place = _ASKS_PLACE.search(match_form(query.asked_text)) is not None
    headings = []
    for each in evidence:
        document = reading.document(each.document_id)
        for section in holding(document.sections, Range(each.start, each.end)):
            is_place = asks_place and section.kind is SectionKind.ARTICLE
            needed = is_place or _FORBIDS.search(match_form(section.title))
            if needed and section.kind in _TITLED and each.start >= section.body_start:
                place = heading_range(document, section)
                headings.append(evidence_of(document, place, section.locator))
    return headings


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


def _under_heading(reading: Reading, unit: AnswerUnit) -> Evidence | None:
    """The article whose heading leads in a unit: "Các trường hợp ..." opens a list of clauses."""
    document = reading.document(unit.document_id)
    lead_in, core = unit.evidence[0], unit.evidence[-1]
    for section in holding(document.sections, Range(core.start, core.end)):
        if section.kind is SectionKind.ARTICLE and lead_in.start == section.start < core.start:
            short = section.end - section.start <= LONGEST_ARTICLE
            place = Range(section.start, section.end)
            return evidence_of(document, place, section.locator) if short else None
    return None


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
