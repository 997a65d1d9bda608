"""The clauses that change a provision, as evidence: what they say and the new wording."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from hoidap import texts
from hoidap.answering.citations import Evidence
from hoidap.answering.evidence import Range, evidence_of
from hoidap.answering.naming import day_name
from hoidap.answering.standing.change_book import MadeChange
from hoidap.answering.standing.sayings import place_name
from hoidap.domain import Document, SectionKind
from hoidap.relations.places import Place, within

#: Characters of a new wording that is shown with the words that announce it.
SHOWN_WHOLE: Final = 1_000
#: Characters of one that is shown by itself.
LONGEST: Final = 2_500


def clause_quoted(maker: Document, change: MadeChange) -> Evidence:
    """The sentence that makes a change, with the new wording where that is short."""
    relation = change.relation
    end = relation.end
    if relation.has_new_text and relation.new_end - relation.start <= SHOWN_WHOLE:
        end = max(end, relation.new_end)
    return _said(maker, change, Range(relation.start, end))


def new_wording(maker: Document, change: MadeChange, quoted: Sequence[str] = ()) -> Evidence:
    """The new wording of a provision; the sentence that changes it where none is printed.

    Of a longer wording only what stands now at the places ``quoted``, which are locators; or
    the sentence, where it is not known what of it is meant.
    """
    relation = change.relation
    if not relation.has_new_text:
        return _said(maker, change, Range(relation.start, relation.end))
    whole = Place(relation.new_start, relation.new_end)
    parts = [within(maker.text, whole, relation.provision, each) for each in quoted]
    found = [each for each in parts if each is not None]
    if found and len(found) == len(parts):
        start, end = min(each.start for each in found), max(each.end for each in found)
        return _said(maker, change, Range(start, end))
    if whole.end - whole.start > LONGEST:
        return _said(maker, change, Range(relation.start, relation.end))
    return _said(maker, change, Range(*whole))


def heading_quoted(maker: Document, change: MadeChange) -> Evidence:
    """The heading of the article in which a change is made; the sentence where there is none."""
    at = change.relation.start
    for each in maker.sections:
        if each.kind is SectionKind.ARTICLE and each.start <= at < each.end:
            end = maker.text.find("\n", each.start, each.end)
            quoted = Range(each.start, each.end if end < 0 else end)
            return replace(_said(maker, change, quoted, each.locator), locator=each.locator)
    return _said(maker, change, Range(at, change.relation.end))


def _said(maker: Document, change: MadeChange, quoted: Range, clause: str = "") -> Evidence:
    clause = clause or change.relation.clause
    name = place_name(clause, maker.metadata)
    told = texts.CHANGED_BY.format(clause=name)
    if change.since is not None:
        told = texts.CHANGED_BY_SINCE.format(clause=name, day=day_name(change.since))
    found = evidence_of(maker, quoted, clause)
    return replace(found, locator=clause, attribution=told)
