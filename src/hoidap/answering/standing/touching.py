"""Which changes touch what is asked about or quoted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from hoidap.answering.standing.change_book import MadeChange
from hoidap.domain import Document, Section
from hoidap.relation import Change
from hoidap.relations.places import Place, enclosing, places_changed, sections_named

#: What changes what a provision says or whether it holds.
CHANGING: Final = frozenset(
    {
        *(Change.AMENDS, Change.SUPPLEMENTS, Change.REPLACES, Change.REPEALS),
        *(Change.REPLACES_WORDS, Change.SUSPENDS),
    }
)


class Touched(NamedTuple):
    """A change and the ranges of the changed document's text that it is about.

    None for what is new there, and for a change of the whole document.
    """

    change: MadeChange
    places: tuple[Place, ...]


def touching(
    document: Document, changes: Iterable[MadeChange], quoted: Sequence[Place]
) -> list[Touched]:
    """The changes that touch ranges of a document, or add to what they hold whole."""
    own = [each for each in changes if each.relation.change in CHANGING]
    locators = {each.relation.provision for each in own}
    locators |= {enclosing(each) for each in locators}
    sections = sections_named(document, locators)
    return list(_touching(document, own, quoted, sections))


def _touching(
    document: Document,
    changes: Sequence[MadeChange],
    quoted: Sequence[Place],
    sections: dict[str, Section],
) -> Iterator[Touched]:
    for each in changes:
        provision = each.relation.provision
        if not provision:
            if not each.relation.words:
                yield Touched(each, ())
            continue
        section = sections.get(provision)
        if section is not None:
            if not any(one.overlaps(section.start, section.end) for one in quoted):
                continue
            places = places_changed(document, each.relation, section)
            if any(place.overlaps(*one) for place in places for one in quoted):
                yield Touched(each, tuple(places))
        elif each.relation.change is Change.SUPPLEMENTS:
            around = sections.get(enclosing(provision))
            if around is not None and any(
                one.start <= around.start and around.end <= one.end for one in quoted
            ):
                yield Touched(each, ())


def named(changes: Iterable[MadeChange], locator: str) -> list[MadeChange]:
    """The changes of a provision that a document itself does not have: what was added to it."""
    wanted = locator.casefold()
    return [
        each
        for each in changes
        if each.relation.change in CHANGING
        and f" {each.relation.provision.casefold()}".endswith(f" {wanted}")
    ]
