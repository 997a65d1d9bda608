"""Questions about what has become of a document or a provision.

"Điểm h khoản 2 Điều 2 Nghị định ... đã bị sửa đổi, bãi bỏ chưa?" is answered by the clause that
changes it, in its own words, or by the provision itself and that no document changes it.
Of a whole document the articles are shown that change it, by amending document.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from hoidap import texts
from hoidap.answering.citations import Evidence
from hoidap.answering.evidence import Range, evidence_of
from hoidap.answering.provisions import outermost, wanted_name
from hoidap.answering.standing.change_book import MadeChange, changes_named, changes_of
from hoidap.answering.standing.sayings import place_name, told
from hoidap.answering.standing.touching import CHANGING, named, touching
from hoidap.answering.standing.wording import clause_quoted, heading_quoted, new_wording
from hoidap.domain import Document, Kind, Metadata, Notice
from hoidap.questions.intents import SURE, Intent
from hoidap.relation import Change
from hoidap.relations.places import Place
from hoidap.retrieval.query import Query
from hoidap.retrieval.reading import Reading
from hoidap.retrieval.search import in_scope
from hoidap.vietnamese.document_number import DocumentNumber, find_document_numbers
from hoidap.vietnamese.normalisation import match_form
from hoidap.vietnamese.provision import ProvisionReference

#: Of what is named with its place little else is asked in such words.
LEAST: Final = 0.4
#: Clauses that are quoted; the notices name all.
QUOTED: Final = 4
#: The verbs of questions that ask for one kind of change.
_KINDS: Final = {
    "bãi bỏ": (Change.REPEALS,),
    "hủy bỏ": (Change.REPEALS,),
    "sửa đổi": (Change.AMENDS, Change.REPLACES_WORDS),
    "bổ sung": (Change.SUPPLEMENTS, Change.AMENDS),
    "thay thế": (Change.REPLACES, Change.REPLACES_WORDS, Change.AMENDS),
    "ngưng": (Change.SUSPENDS,),
    "đình chỉ": (Change.SUSPENDS,),
}


@dataclass(frozen=True, slots=True)
class StandingAsked:
    """The clauses that tell what has become of something, and what they amount to."""

    evidence: tuple[Evidence, ...]
    notices: tuple[Notice, ...]
    certainty: float


def find_standing(reading: Reading, query: Query) -> StandingAsked | None:
    """What changes the one document or provision that a question is about.

    None when it asks for something else, or for a document that nothing changes.
    """
    certainty = query.intents.certainty(Intent.STANDING)
    if certainty < LEAST:
        return None
    if not query.mentioned:
        return _of_absent(reading, query, certainty)
    if len(query.mentioned) != 1:
        return None
    document = reading.document(query.mentioned[0])
    if not in_scope(document.metadata, document.id, query.scope):
        return None
    day = query.scope.as_of or date.today()
    changes = [
        each
        for each in changes_of(reading, document.id)
        if each.relation.change in CHANGING and (query.scope.as_of is None or each.holds_on(day))
    ]
    wanted = [each for each in query.provisions if each.levels and not each.relative]
    if not wanted:
        return _of_document(reading, query, document, changes, certainty)
    evidence: list[Evidence] = []
    notices: list[Notice] = []
    for each in wanted:
        found, said = _of_provision(reading, document, changes, each, day)
        evidence += found
        notices += said
    return StandingAsked(tuple(evidence), tuple(notices), certainty) if evidence else None


def _of_absent(reading: Reading, query: Query, certainty: float) -> StandingAsked | None:
    """What the library says of a document that it does not hold."""
    numbers = [each.canonical for each in _numbers(query)]
    changes = changes_named(reading, numbers[0]) if len(numbers) == 1 else ()
    wanted = [wanted_name(each) for each in query.provisions if each.levels and not each.relative]
    changes = [each for each in changes if each.relation.change in CHANGING]
    if wanted:
        changes = [
            each
            for each in changes
            if any(_same_or_within(place, each.relation.provision) for place in wanted)
        ]
    if not changes:
        return None
    about = Metadata(kind=Kind.DIRECTIVE, title=query.mentions[0].text)
    day = query.scope.as_of or date.today()
    evidence = list(_clauses(reading, changes))
    return StandingAsked(tuple(evidence), told(changes, about, day), certainty)


def _numbers(query: Query) -> list[DocumentNumber]:
    """The complete numbers among the documents that a question names."""
    return [found.number for each in query.mentions for found in find_document_numbers(each.text)]


def _same_or_within(wanted: str, provision: str) -> bool:
    """Whether a change of ``provision``, "" for a whole document, is one of a place asked for."""
    return not provision or f" {wanted}".casefold().endswith(f" {provision}".casefold())


def find_added(reading: Reading, query: Query) -> StandingAsked | None:
    """The wording of provisions that a document got from others and does not hold itself."""
    day = query.scope.as_of or date.today()
    evidence: list[Evidence] = []
    notices: list[Notice] = []
    for document_id in query.mentioned:
        changes = [each for each in changes_of(reading, document_id) if each.holds_on(day)]
        about = reading.summaries([document_id])[document_id].metadata
        for wanted in query.provisions:
            hits = named(changes, wanted_name(wanted)) if wanted.levels else []
            evidence += [new_wording(reading.document(each.by.id), each) for each in hits]
            notices += told(hits, about, day)
    return StandingAsked(tuple(evidence), tuple(notices), SURE) if evidence else None


def _of_provision(
    reading: Reading,
    document: Document,
    changes: Sequence[MadeChange],
    wanted: ProvisionReference,
    day: date,
) -> tuple[list[Evidence], tuple[Notice, ...]]:
    sections = outermost(document, wanted)
    places = [Place(each.start, each.end) for each in sections]
    hits = [each.change for each in touching(document, changes, places)] if places else []
    if not hits:
        hits = named(changes, wanted_name(wanted))
    if hits:
        nearest = sorted(hits, key=lambda each: each.relation.provision == wanted_name(wanted))
        return list(_clauses(reading, nearest)), told(hits, document.metadata, day)
    shown = [
        evidence_of(document, Range(each.start, each.end), each.locator) for each in sections[:1]
    ]
    place = place_name(wanted_name(wanted), document.metadata)
    return shown, (Notice("unchanged", texts.UNCHANGED.format(place=place)),)


def _clauses(reading: Reading, changes: Sequence[MadeChange]) -> Iterator[Evidence]:
    """The clauses that make changes, each once, from the last one on."""
    shown = set[tuple[str, int]]()
    for each in reversed(changes):
        key = (each.by.id, each.relation.start)
        if key not in shown and len(shown) < QUOTED:
            shown.add(key)
            yield clause_quoted(reading.document(each.by.id), each)


def _of_document(
    reading: Reading,
    query: Query,
    document: Document,
    changes: Sequence[MadeChange],
    certainty: float,
) -> StandingAsked | None:
    """The articles that change a document; with one kind of change asked for, its clauses."""
    form = match_form(query.bare_text)
    kinds = {kind for verb, found in _KINDS.items() if verb in form for kind in found}
    chosen = [each for each in changes if each.relation.change in kinds] if kinds else changes
    if not chosen:
        return None
    day = query.scope.as_of or date.today()
    if kinds == {Change.REPEALS}:
        evidence = list(_clauses(reading, chosen))
        notices = told(chosen, document.metadata, day)
        return StandingAsked(tuple(evidence), notices, certainty)
    shown: dict[tuple[str, str], Evidence] = {}
    for each in reversed(chosen):
        quoted = heading_quoted(reading.document(each.by.id), each)
        shown.setdefault((each.by.id, quoted.locator), quoted)
    return StandingAsked(tuple(list(shown.values())[:QUOTED]), (), certainty)
