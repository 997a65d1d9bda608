"""What other documents do to each document: relations joined with the documents they name.

A relation names its object by number or title.  Which document of the library that is, is
decided here, once a generation and caller: the newest of that name that had been issued when
the clause was written.  So it does not matter which of the two was ingested first, and a name
of which there is no document stays a name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock
from weakref import WeakKeyDictionary

from hoidap.domain import Kind, Metadata
from hoidap.index.generation import Generation
from hoidap.index.rows import DocumentSummary
from hoidap.relation import Relation
from hoidap.retrieval.reading import Reading
from hoidap.vietnamese.normalisation import match_form

#: Callers of different rights whose books are remembered for a generation.
_REMEMBERED = 8


@dataclass(frozen=True, slots=True)
class MadeChange:
    """A relation, and the document that makes it."""

    relation: Relation
    by: DocumentSummary

    @property
    def since(self) -> date | None:
        """The day from which it holds: its own, else that of the document; None when unknown."""
        about = self.by.metadata
        return self.relation.effective_on or about.effective_on or about.issued_on

    def holds_on(self, day: date) -> bool:
        """Whether it holds on a day; one without any day always does."""
        return self.since is None or self.since <= day


class ChangeBook:
    """The changes of the documents that one caller may read; thread-safe."""

    def __init__(self, reading: Reading) -> None:
        catalogue = reading.index.catalogue.provision_relations
        named: dict[str, list[DocumentSummary]] = defaultdict(list)
        self._summaries: dict[str, DocumentSummary] = {}
        names = {_key(name): name for name in catalogue.objects(reading.partitions)}
        self._objects = names
        if names:
            for each in reading.documents(kind=Kind.DIRECTIVE).documents:
                self._summaries[each.id] = each
                if not each.metadata.digest:
                    for key in _keys(each.metadata) & names.keys():
                        named[key].append(each)
        self._candidates = {names[key]: found for key, found in named.items()}
        self._names: dict[str, list[str]] = defaultdict(list)
        for name, found in self._candidates.items():
            for each in found:
                self._names[each.id].append(name)
        self._changes: dict[str, tuple[MadeChange, ...]] = {}

    def changes(self, reading: Reading, document_id: str) -> tuple[MadeChange, ...]:
        """What other documents do to a document, the earliest first."""
        known = self._changes.get(document_id)
        if known is None:
            known = self._changes[document_id] = tuple(self._read(reading, document_id))
        return known

    def changes_named(self, reading: Reading, number: str) -> tuple[MadeChange, ...]:
        """What documents do to one that is not in the library, by its number."""
        names = [self._objects[key] for key in (_key(number),) if key in self._objects]
        return tuple(sorted(self._made(reading, names), key=lambda each: each.since or date.min))

    def _made(self, reading: Reading, names: Sequence[str]) -> list[MadeChange]:
        catalogue = reading.index.catalogue.provision_relations
        return [
            MadeChange(relation, self._summaries[maker])
            for maker, relation in catalogue.of_objects(names, reading.partitions)
            if maker in self._summaries
        ]

    def _read(self, reading: Reading, document_id: str) -> list[MadeChange]:
        found = [
            each
            for each in self._made(reading, self._names.get(document_id, []))
            if each.by.id != document_id
            and self._means(each.relation.document, each.by, document_id)
        ]
        return sorted(found, key=lambda each: each.since or date.min)

    def _means(self, name: str, maker: DocumentSummary, document_id: str) -> bool:
        """Whether a name in ``maker`` means a document: the newest there was, or one as new."""
        written = maker.metadata.issued_on or date.max
        before = [
            each
            for each in self._candidates.get(name, ())
            if (each.metadata.issued_on or date.min) <= written
        ]
        newest = max((each.metadata.issued_on or date.min for each in before), default=None)
        return any(
            each.id == document_id and (each.metadata.issued_on or date.min) == newest
            for each in before
        )


def _key(name: str) -> str:
    return match_form(name)


def _keys(about: Metadata) -> set[str]:
    """What a document may be called by who changes it."""
    keys = {_key(about.title), _key(f"{about.type} {about.title}")}
    return keys | ({_key(about.number)} if about.number else set())


_BOOKS: WeakKeyDictionary[Generation, dict[tuple[str, ...], ChangeBook]] = WeakKeyDictionary()
_LOCK = Lock()


def changes_of(reading: Reading, document_id: str) -> Sequence[MadeChange]:
    """What other documents that may be read do to a document, the earliest first."""
    return _book(reading).changes(reading, document_id)


def changes_named(reading: Reading, number: str) -> Sequence[MadeChange]:
    """The same of a document that is not in the library, by its number."""
    return _book(reading).changes_named(reading, number)


def _book(reading: Reading) -> ChangeBook:
    with _LOCK:
        books = _BOOKS.setdefault(reading.index, {})
        book = books.get(reading.partitions)
        if book is None:
            while len(books) >= _REMEMBERED:
                books.pop(next(iter(books)))
            book = books[reading.partitions] = ChangeBook(reading)
    return book
