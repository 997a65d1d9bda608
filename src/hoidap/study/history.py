"""How the documents involved stand to each other: relations and their timeline.

Relations come from what documents' metadata says (continues, replaced by ...)
and from their own words: between two named documents stands "thay thế", "tiếp
nối", "được tiếp tục thực hiện theo" or the like.  A document that another one
continues may itself continue a third: the chain is followed both ways.  What a
document only mentions is a citation when the text is the document itself; a
digest's mention counts only with words of relying ("căn cứ", "viện dẫn").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from hoidap import texts
from hoidap.answering.naming import document_name
from hoidap.domain import Document, Kind, Metadata
from hoidap.errors import NotFoundError
from hoidap.retrieval.directory import DocumentDirectory
from hoidap.retrieval.reading import Reading
from hoidap.study.material import Material
from hoidap.study.pack import Relation, RelationKind, Source, TimelineEntry
from hoidap.study.sources import source_at
from hoidap.vietnamese.dates import find_dates
from hoidap.vietnamese.document_number import find_document_numbers
from hoidap.vietnamese.references import NumberReference, Reference, find_references
from hoidap.vietnamese.sentences import split_sentences

_LAW_BEFORE: Final = re.compile(r"((?:Bộ luật|Luật|Pháp lệnh) (?:\w+,? ){1,12}?\w+) (?:số )?\Z")
#: How far a chain of predecessors and successors is followed.
LONGEST_CHAIN: Final = 4
#: A map with more arrows cannot be read; citations are the first to go.
MOST_CITATIONS: Final = 8
#: Beyond this length the words between two documents are about something else.
_BETWEEN: Final = 60

_REPLACES: Final = re.compile(
    r"(?<!được )(?<!được coi là )\b(?:thay thế(?: cho)?|thay)\s*(?!bằng)\W*\Z"
)
_REPLACED: Final = re.compile(r"được (?:thay thế|thay) (?:bằng|bởi)(?: \w+){0,8}?\W*(?:số )?\Z")
_CONTINUES: Final = re.compile(
    r"(?<!được )\b(?:tiếp nối|kế thừa(?: nội dung)?|tiếp tục(?: thực hiện)?)\W*\Z"
)
_CONTINUED: Final = re.compile(
    r"được (?:tiếp nối|kế thừa|tiếp tục thực hiện) (?:bởi|theo|bằng)\W*\Z"
)
_RELIES: Final = re.compile(
    r"căn cứ|viện dẫn|góp phần thực hiện|gương mẫu (?:chấp hành|thực hiện)|cụ thể hoá"
    r"|theo tinh thần"
)


@dataclass(frozen=True, slots=True)
class _Node:
    """A document of the map: its label, its id when it may be read, its day."""

    label: str
    id: str | None
    on: date | None


class History:
    """Collects the relations of a pack's documents."""

    def __init__(self, reading: Reading, directory: DocumentDirectory) -> None:
        self._reading = reading
        self._directory = directory
        self._documents: dict[str, Document] = {}
        self._nodes: dict[str, _Node] = {}
        self._relations: dict[tuple[str, str, RelationKind], Relation] = {}

    def follow(self, documents: Sequence[Document]) -> None:
        """Read the documents and, along chains, what they continue or replace."""
        waiting = [(document.id, 0) for document in documents]
        seen: set[str] = set()
        while waiting:
            document_id, depth = waiting.pop(0)
            if document_id in seen:
                continue
            seen.add(document_id)
            try:
                document = self._reading.document(document_id)
            except NotFoundError:
                continue
            self._documents[document.id] = document
            self._node(document.metadata, document.id)
            self._from_metadata(document)
            self._from_text(document, cites=depth == 0)
            if depth < LONGEST_CHAIN:
                waiting += [(each, depth + 1) for each in self._neighbours(document_id)]

    @property
    def document_ids(self) -> tuple[str, ...]:
        """Ids of the documents that were followed, the pack's own first."""
        return tuple(self._documents)

    @property
    def relations(self) -> tuple[Relation, ...]:
        """All relations, later documents first; citations at the end and not too many."""
        pairs = {
            (each.later, each.earlier)
            for each in self._relations.values()
            if each.kind is not RelationKind.CITES
        }
        kept = [
            each
            for each in self._relations.values()
            if each.kind is not RelationKind.CITES or (each.later, each.earlier) not in pairs
        ]
        chains = [each for each in kept if each.kind is not RelationKind.CITES]
        citations = [each for each in kept if each.kind is RelationKind.CITES]
        return (*sorted(chains, key=self._age), *citations[:MOST_CITATIONS])

    @property
    def timeline(self) -> tuple[TimelineEntry, ...]:
        """The days on which the documents were issued and came into force, ascending."""
        named = {name for each in self.relations for name in (each.later, each.earlier)}
        named |= {document_name(each.metadata) for each in self._documents.values()}
        entries = [self._issued(node) for node in self._nodes.values() if node.label in named]
        for document in self._documents.values():
            about = document.metadata
            if about.effective_on and about.effective_on != about.issued_on:
                label = texts.PACK_EFFECTIVE.format(document=document_name(about))
                entries.append(
                    TimelineEntry(
                        on=about.effective_on,
                        label=label,
                        document_id=document.id,
                        source=dated_sentence(document, about.effective_on),
                    )
                )
        return tuple(sorted(filter(None, entries), key=lambda each: (each.on, each.label)))

    def _issued(self, node: _Node) -> TimelineEntry | None:
        if node.on is None:
            return None
        document = self._documents.get(node.id) if node.id else None
        interview = document is not None and document.metadata.kind is Kind.INTERVIEW
        form = texts.PACK_PUBLISHED if interview else texts.PACK_ISSUED
        return TimelineEntry(
            on=node.on,
            label=form.format(document=node.label),
            document_id=node.id,
            source=dated_sentence(document, node.on) if document else None,
        )

    def _age(self, relation: Relation) -> tuple[date, str]:
        node = self._nodes.get(relation.earlier)
        return (node.on if node and node.on else date.max, relation.later)

    def _neighbours(self, document_id: str) -> list[str]:
        """Documents one step away along chains."""
        found: dict[str, None] = {}
        for each in self._relations.values():
            if each.kind is RelationKind.CITES:
                continue
            if each.later_id == document_id and each.earlier_id:
                found[each.earlier_id] = None
            if each.earlier_id == document_id and each.later_id:
                found[each.later_id] = None
        return list(found)

    def _node(self, about: Metadata, document_id: str | None) -> _Node:
        node = _Node(document_name(about), document_id, about.issued_on)
        return self._nodes.setdefault(node.label, node)

    def _node_of(self, reference: Reference | None, written: str) -> _Node | None:
        """The node a reference means; one of its own when the corpus does not hold it."""
        if reference is None:
            return None
        entries = self._directory.resolve(reference)
        if len(entries) == 1:
            entry = entries[0]
            return self._node(entry.summary.metadata, entry.id)
        if entries or not isinstance(reference, NumberReference):
            return None
        label = _label(reference, written)
        day = _day(reference.issued_on)
        known = self._nodes.get(label)
        if known is None or (known.on is None and day):
            self._nodes[label] = _Node(label, None, day)
        return self._nodes[label]

    def _from_metadata(self, document: Document) -> None:
        about = document.metadata
        own = self._node(about, document.id)
        named = (
            (about.continues, RelationKind.CONTINUES, True),
            (about.continued_by, RelationKind.CONTINUES, False),
            (about.replaced_by, RelationKind.REPLACES, False),
            (about.legal_basis, RelationKind.CITES, True),
        )
        for numbers, kind, own_is_later in named:
            for written in numbers:
                other = self._node_of(next(iter(find_references(written)), None), written)
                if other is not None:
                    later, earlier = (own, other) if own_is_later else (other, own)
                    self._relate(kind, later, earlier, None)

    def _from_text(self, document: Document, *, cites: bool) -> None:
        own = self._node(document.metadata, document.id)
        for start, end in split_sentences(document.text):
            sentence = document.text[start:end]
            if not find_document_numbers(sentence):
                continue
            references = find_references(sentence, self._directory.names)
            nodes = [self._node_of(each, sentence) for each in references]
            source = source_at(document, start, end)
            for place in range(len(references) - 1):
                self._between(sentence, references, nodes, place, source)
            if cites and (not document.metadata.digest or _RELIES.search(sentence)):
                for node in filter(None, nodes):
                    if node.label != own.label and _may_cite(own, node):
                        self._relate(RelationKind.CITES, own, node, source)

    def _between(
        self,
        sentence: str,
        references: Sequence[Reference],
        nodes: Sequence[_Node | None],
        place: int,
        source: Source,
    ) -> None:
        """The relation that the words between two neighbouring references state."""
        one, other = nodes[place], nodes[place + 1]
        words = sentence[references[place].end : references[place + 1].start]
        if one is None or other is None or len(words) > _BETWEEN:
            return
        for pattern, kind, first_is_later in (
            (_REPLACED, RelationKind.REPLACES, False),
            (_CONTINUED, RelationKind.CONTINUES, False),
            (_REPLACES, RelationKind.REPLACES, True),
            (_CONTINUES, RelationKind.CONTINUES, True),
        ):
            if pattern.search(words) and "không" not in words:
                later, earlier = (one, other) if first_is_later else (other, one)
                self._relate(kind, later, earlier, source)
                return

    def _relate(
        self, kind: RelationKind, later: _Node, earlier: _Node, source: Source | None
    ) -> None:
        if later.label == earlier.label:
            return
        key = (later.label, earlier.label, kind)
        known = self._relations.get(key)
        if known is None or (known.source is None and source is not None):
            self._relations[key] = Relation(
                kind=kind,
                later=later.label,
                earlier=earlier.label,
                later_id=later.id,
                earlier_id=earlier.id,
                source=source,
            )


def _label(reference: NumberReference, written: str) -> str:
    """A document outside the corpus, with its name where the text gives it before the number."""
    number = reference.number.canonical
    named = _LAW_BEFORE.search(written[: reference.start])
    if named and not reference.type:
        return texts.PACK_WITH_NUMBER.format(name=named[1], number=number)
    return f"{reference.type or ''} {number}".strip()


def read_history(reading: Reading, directory: DocumentDirectory, material: Material) -> History:
    """The history of a pack's documents."""
    history = History(reading, directory)
    history.follow(material.documents)
    return history


def dated_sentence(document: Document, day: date) -> Source | None:
    """The first sentence that names a day and the document; None where there is none."""
    return next(_dated(document, day), None)


def _dated(document: Document, day: date) -> Iterator[Source]:
    number = document.metadata.number
    for found in find_dates(document.text):
        if found.iso != day.isoformat():
            continue
        line = document.text.rfind("\n", 0, found.start) + 1
        stop = document.text.find("\n", found.end)
        stop = len(document.text) if stop < 0 else stop
        for start, end in split_sentences(document.text[line:stop]):
            if line + start <= found.start < line + end:
                sentence = document.text[line + start : line + end]
                if number is None or number in sentence:
                    yield source_at(document, line + start, line + end)


def _may_cite(own: _Node, other: _Node) -> bool:
    """Nothing cites what was issued after it."""
    return own.on is None or other.on is None or other.on <= own.on


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso and len(iso) == len("2016-05-15") else None
