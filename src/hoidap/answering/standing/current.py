"""Answers in the wording that holds: what was changed of the provisions that one quotes.

The new wording stands first, then what was quoted, which is the former one; both are cited.
What was struck, suspended or reworded is said, with the clause that does it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final, NamedTuple

from hoidap import texts
from hoidap.answering.citations import Evidence
from hoidap.answering.standing.change_book import changes_of
from hoidap.answering.standing.sayings import place_name, told
from hoidap.answering.standing.touching import Touched, touching
from hoidap.answering.standing.wording import new_wording
from hoidap.domain import Document, Kind, Notice, Standing
from hoidap.relation import Change
from hoidap.relations.places import Place
from hoidap.retrieval.reading import Reading

#: Changes that are quoted beside an answer; all are named.
QUOTED: Final = 4
#: Notices about changes, lest they bury an answer that quotes a long article.
MOST_NOTICES: Final = 6
_GONE: Final = frozenset({Standing.REPLACED, Standing.EXPIRED})
_ENDING: Final = frozenset({Change.REPEALS, Change.REPLACES})


class Current(NamedTuple):
    """Evidence as it is to be shown, and what is to be said of it."""

    evidence: tuple[Evidence, ...]
    notices: tuple[Notice, ...]


def in_force(reading: Reading, evidence: Sequence[Evidence], as_of: date | None) -> Current:
    """The evidence with the wording that holds on a day, today unless given."""
    day = as_of or date.today()
    added: list[Evidence] = []
    shown = list(evidence)
    notices: list[Notice] = []
    for document_id in dict.fromkeys(each.document_id for each in evidence):
        own = [each for each in evidence if each.document_id == document_id]
        if own[0].metadata.kind is not Kind.DIRECTIVE:
            continue
        changes = changes_of(reading, document_id)
        if as_of is not None:
            changes = [each for each in changes if each.holds_on(day)]
        if not changes:
            continue
        document = reading.document(document_id)
        hits = touching(document, changes, [Place(each.start, each.end) for each in own])
        hits = [each for each in hits if not _said_already(document, each)]
        cited = {(each.document_id, each.start) for each in evidence}
        added += [
            each
            for each in _wordings(reading, hits, own, day)
            if (each.document_id, each.start) not in cited
        ]
        notices += told([each.change for each in hits], document.metadata, day)[:MOST_NOTICES]
        notices += _former(document, hits, day)
        holding = [each for each in hits if each.change.holds_on(day)]
        for each in own if holding else ():
            shown[evidence.index(each)] = replace(each, attribution=_told_above(each, holding))
    return Current((*added, *shown), tuple(dict.fromkeys(notices)))


def _told_above(quoted: Evidence, hits: Sequence[Touched]) -> str:
    """What is said above a quotation of a document of which some is changed."""
    text = texts.QUOTED_TEXT
    for change, places in hits:
        relation = change.relation
        if relation.words or not any(each.overlaps(quoted.start, quoted.end) for each in places):
            continue
        if relation.change is Change.REPEALS:
            text = texts.REPEALED_TEXT
        elif relation.change is Change.AMENDS and relation.has_new_text:
            text = texts.FORMER_TEXT
    return text.format(place=place_name(quoted.locator, quoted.metadata))


def _said_already(document: Document, touched: Touched) -> bool:
    """Whether the document's own standing says that it was replaced or struck as a whole."""
    relation = touched.change.relation
    ends = not relation.provision and relation.change in _ENDING
    return ends and document.metadata.standing in _GONE


def _wordings(
    reading: Reading, hits: Sequence[Touched], quoted: Sequence[Evidence], day: date
) -> list[Evidence]:
    """The clauses that hold, of several that change one place the latest."""
    latest: dict[tuple[str, str, bool], Touched] = {}
    for each in hits:
        relation = each.change.relation
        if each.change.holds_on(day):
            latest[relation.provision, relation.part, bool(relation.words)] = each
    found: dict[tuple[str, int], Evidence] = {}
    for each in latest.values():
        inside = [
            one.locator
            for one in quoted
            if any(place.overlaps(one.start, one.end) for place in each.places)
        ]
        made = new_wording(reading.document(each.change.by.id), each.change, inside)
        found.setdefault((made.document_id, made.start), made)
    return list(found.values())[:QUOTED]


def _former(document: Document, hits: Sequence[Touched], day: date) -> list[Notice]:
    """That what is quoted is the former wording of what was amended."""
    amended = [
        each.change.relation.provision
        for each in hits
        if each.change.relation.change is Change.AMENDS
        and each.change.relation.has_new_text
        and each.change.holds_on(day)
    ]
    if not amended:
        return []
    places = ", ".join(dict.fromkeys(amended))
    name = place_name(places, document.metadata)
    return [Notice("former_wording", texts.FORMER_WORDING.format(place=name))]
