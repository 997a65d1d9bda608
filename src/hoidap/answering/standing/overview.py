"""Every change of a document, with the places in its text: for whoever shows it as of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hoidap.answering.standing.change_book import MadeChange, changes_of
from hoidap.answering.standing.sayings import told
from hoidap.answering.standing.touching import CHANGING
from hoidap.domain import Document
from hoidap.relations.places import Place, enclosing, places_changed, sections_named
from hoidap.retrieval.ranked import source_url
from hoidap.retrieval.reading import Reading


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A change and where it shows in the changed document's text.

    ``places`` are what it changes; for what is added, one empty range where the section ends
    that it is added to.  None where the document has no such place.
    """

    made: MadeChange
    says: str  # a sentence
    places: tuple[Place, ...]
    new_text: str  # the new wording, "" where the clause prints none
    url: str  # of the clause, in the source viewer
    holds: bool  # on the day asked for


def overview(reading: Reading, document: Document, day: date) -> list[ShownChange]:
    """The changes of a document, the earliest first, those that hold on a day marked."""
    changes = [
        each for each in changes_of(reading, document.id) if each.relation.change in CHANGING
    ]
    provisions = {each.relation.provision for each in changes}
    around = {enclosing(each) for each in provisions}
    sections = sections_named(document, provisions | around)
    shown = []
    for each in changes:
        relation, maker = each.relation, reading.document(each.by.id)
        section = sections.get(relation.provision)
        places: tuple[Place, ...] = ()
        if section is not None:
            places = tuple(places_changed(document, relation, section))
        elif (outer := sections.get(enclosing(relation.provision))) is not None:
            places = (Place(outer.end, outer.end),)
        shown.append(
            ShownChange(
                made=each,
                says=told([each], document.metadata, day)[0].text,
                places=places,
                new_text=maker.text[relation.new_start : relation.new_end],
                url=source_url(maker.id, relation.start, relation.end),
                holds=each.holds_on(day),
            )
        )
    return shown
