"""Finds the documents that a reference means: by number, plenum, name or part of a number.

A Party number is unique only with its term or date, so a reference may mean
several documents; then all of them are given and the answer says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from hoidap.domain import Kind
from hoidap.index.listing import DocumentFilter
from hoidap.index.rows import DocumentSummary
from hoidap.retrieval.reading import Reading
from hoidap.vietnamese.document_codes import TYPE_NAMES, codes_of_type
from hoidap.vietnamese.document_number import DocumentNumber, parse_document_number, same_number
from hoidap.vietnamese.folding import fold
from hoidap.vietnamese.normalisation import match_form
from hoidap.vietnamese.references import (
    NumberReference,
    PartialReference,
    PlenumReference,
    Reference,
    find_references,
)

#: Issues what a plenum adopts.
CENTRAL_COMMITTEE = "Ban Chấp hành Trung ương"

_TYPE_OF = {fold(name).lower(): name for names in TYPE_NAMES.values() for name in names}
_BARE = re.compile(rf"\b({'|'.join(_TYPE_OF)}) (?:so )?(\d{{1,4}})\b(?![/.,-]\d)", re.IGNORECASE)

#: Words that a title needs to be recognised by itself.
LEAST_TITLE = 5

#: "Những điều ...", "các điều ...", "19 điều ..." are one name.
_PLURAL = re.compile(r"\A(?:những|các) ")
_PLURAL_BEFORE = re.compile(r"(?<!\w)(?:những|các|\d{1,3}) \Z")
_BESIDE_TITLE = re.compile(r"\s*\(?năm \d{4}\)?")
_BEFORE_TITLE = re.compile(
    rf"(?:{'|'.join(match_form(name) for names in TYPE_NAMES.values() for name in names)})"
    r"\s+(?:về (?:việc )?)?\Z"
)

#: A plenum is named in the first words of what it adopted.
PLENUM_SEARCHED = 4000


@dataclass(frozen=True, slots=True)
class DirectoryEntry:
    """A directive as references name it."""

    id: str
    summary: DocumentSummary
    number: DocumentNumber | None
    title: str  # match form
    telling_title: str  # the same without "những"; "" when too short to be recognised
    plenum: int | None

    @property
    def name(self) -> str:
        """Type, number and day: "Chỉ thị 05-CT/TW (15/5/2016)"."""
        about = self.summary.metadata
        day = about.issued_on
        when = f" ({day.day}/{day.month}/{day.year})" if day else ""
        return f"{about.type or ''} {about.number or about.title}".strip() + when


class DocumentDirectory:
    """The directives that one caller may read in one generation."""

    def __init__(self, entries: Iterable[DirectoryEntry]) -> None:
        self._entries = tuple(entries)
        self._by_id = {entry.id: entry for entry in self._entries}
        #: What a reference must share with an entry: a question with many looks at few entries.
        self._by_number: dict[int, list[DirectoryEntry]] = {}
        self._by_plenum: dict[int, list[DirectoryEntry]] = {}
        for entry in self._entries:
            if entry.number is not None:
                self._by_number.setdefault(entry.number.number, []).append(entry)
            if entry.plenum is not None:
                self._by_plenum.setdefault(entry.plenum, []).append(entry)
        #: Names of laws in the corpus, for ``find_references``.
        self.names = tuple(
            entry.summary.metadata.title
            for entry in self._entries
            if entry.summary.metadata.type in ("Luật", "Bộ luật", "Pháp lệnh")
        )

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the documents, newest first."""
        return tuple(entry.id for entry in self._entries)

    @property
    def signers(self) -> tuple[str | None, ...]:
        """Who signed each document; None where it is not known."""
        return tuple(entry.summary.metadata.signer for entry in self._entries)

    @property
    def names_by_number(self) -> dict[str, str]:
        """Names of the numbered documents: "05-CT/TW" -> "Chỉ thị 05-CT/TW"."""
        numbered = [each for each in self._entries if each.summary.metadata.number]
        return {each.summary.metadata.number or "": self.short_name(each.id) for each in numbered}

    def resolve(self, reference: Reference) -> tuple[DirectoryEntry, ...]:
        """The documents that agree with everything the reference says, newest first."""
        found = [entry for entry in self._near(reference) if _agrees(entry, reference)]
        if not found and isinstance(reference, PartialReference) and reference.name:
            found = [entry for entry in self._entries if _agrees_loosely(entry, reference.name)]
        return tuple(found)

    def _near(self, reference: Reference) -> Sequence[DirectoryEntry]:
        """The entries that share a reference's number or plenum; all where it has a name only."""
        match reference:
            case NumberReference():
                return self._by_number.get(reference.number.number, ())
            case PlenumReference():
                return self._by_plenum.get(reference.plenum, ())
            case PartialReference() if reference.name is None:
                return self._by_number.get(reference.number or 0, ())
        return self._entries

    def bare_references(self, question: str, known: Sequence[Reference]) -> list[PartialReference]:
        """Types with a bare number ("Quy định 37 cấm ...") that a listed document has.

        Outside a catalogue such a pair may be a count ("chỉ thị 5 cán bộ"), so
        ``find_references`` takes only those that nothing counted follows.
        """
        taken = [(each.start, each.end) for each in known]
        found = []
        for written in _BARE.finditer(fold(question)):
            if any(start < written.end() and written.start() < end for start, end in taken):
                continue
            reference = PartialReference(
                type=_TYPE_OF[written[1].lower()],
                number=int(written[2]),
                start=written.start(),
                end=written.end(),
            )
            if self.resolve(reference):
                found.append(reference)
        return found

    def titled(self, question: str, taken: Sequence[tuple[int, int]]) -> list[tuple[str, int, int]]:
        """Documents whose whole title stands in a question, as (id, start, end).

        Titles of few words are everyday phrases, and ranges that are ``taken``
        name a document already.
        """
        form = match_form(question)
        if len(form) != len(question):
            return []
        found = []
        for entry in self._entries:
            start = form.find(entry.telling_title) if entry.telling_title else -1
            end = start + len(entry.telling_title)
            if start < 0:
                continue
            if plural := _PLURAL_BEFORE.search(form[:start]):
                start = plural.start()
            if beside := _BESIDE_TITLE.match(form, end):
                end = beside.end()
            if before := _BEFORE_TITLE.search(form[:start]):
                start = before.start()
            if not any(start < last and first < end for first, last in taken):
                found.append((entry.id, start, end))
        return found

    def name(self, document_id: str) -> str:
        """How a document is told apart from others: type, number, day; its id if unknown."""
        entry = self._by_id.get(document_id)
        return entry.name if entry is not None else document_id

    def title(self, document_id: str) -> str:
        """A document's title, "" if unknown."""
        entry = self._by_id.get(document_id)
        return entry.summary.metadata.title if entry is not None else ""

    def has(self, document_id: str) -> bool:
        """Whether a document is listed here."""
        return document_id in self._by_id

    def short_name(self, document_id: str) -> str:
        """How a document is called in a question: "Chỉ thị 05-CT/TW", a law's title."""
        entry = self._by_id.get(document_id)
        if entry is None:
            return document_id
        about = entry.summary.metadata
        if about.number is None or (about.type and about.title.startswith(about.type)):
            return about.title
        return f"{about.type or ''} {about.number}".strip()

    def by_number(self, text: str) -> tuple[DirectoryEntry, ...]:
        """The documents with the number in ``text`` ("37-QĐ/TW (25/10/2021)")."""
        references = [each for each in find_references(text) if isinstance(each, NumberReference)]
        return self.resolve(references[0]) if references else ()


def _telling(title: str) -> str:
    return _PLURAL.sub("", title) if len(title.split()) >= LEAST_TITLE else ""


def read_directory(reading: Reading) -> DocumentDirectory:
    """The directory of everything with a number or a law's name that ``reading`` may show."""
    catalogue = reading.index.catalogue
    wanted = DocumentFilter(kinds=(Kind.DIRECTIVE,), partitions=reading.partitions)
    entries = []
    for summary in catalogue.documents(wanted):
        about = summary.metadata
        if about.number is None and about.type is None:
            continue
        entries.append(
            DirectoryEntry(
                id=summary.id,
                summary=summary,
                number=parse_document_number(about.number) if about.number else None,
                title=match_form(about.title),
                telling_title=_telling(match_form(about.title)),
                plenum=_plenum_of(reading, summary),
            )
        )
    return DocumentDirectory(entries)


def _plenum_of(reading: Reading, summary: DocumentSummary) -> int | None:
    """The plenum that a paper of the Central Committee says it comes from."""
    about = summary.metadata
    if about.issuer != CENTRAL_COMMITTEE:
        return None
    text = reading.index.catalogue.document(summary.id).text[:PLENUM_SEARCHED]
    named = Counter(
        reference.plenum
        for reference in find_references(text)
        if isinstance(reference, PlenumReference) and reference.term in (None, about.term)
    )
    return named.most_common(1)[0][0] if named else None


def _agrees(entry: DirectoryEntry, reference: Reference) -> bool:
    if not _agrees_beside(entry, reference):
        return False
    match reference:
        case NumberReference():
            return entry.number is not None and same_number(entry.number, reference.number)
        case PlenumReference():
            return entry.plenum == reference.plenum and _is_type(entry, reference.type)
        case PartialReference():
            return _agrees_partly(entry, reference)


def _agrees_beside(entry: DirectoryEntry, reference: Reference) -> bool:
    """Whether term, year, date and issuer agree, as far as both sides name them."""
    about = entry.summary.metadata
    said, known = _folded(reference.issuer or ""), _folded(about.issuer or "")
    return (
        (reference.term is None or about.term in (None, reference.term))
        and (reference.year is None or _is_of_year(entry, reference.year))
        and (reference.issued_on is None or _issued(entry, reference.issued_on))
        and (not said or not known or said in known or known in said)
    )


def _agrees_partly(entry: DirectoryEntry, reference: PartialReference) -> bool:
    if reference.name is not None:
        return _folded(reference.name) in _folded(entry.title)
    if reference.number is None or entry.number is None:
        return False
    same = (entry.number.number, entry.number.suffix) == (reference.number, reference.suffix)
    return same and _is_type(entry, reference.type)


def _agrees_loosely(entry: DirectoryEntry, name: str) -> bool:
    """Whether a title holds all syllables of a name in its order: "Luật dân chủ ..."."""
    about = entry.summary.metadata
    syllables = iter(_folded(entry.title).split())
    return about.type is not None and all(wanted in syllables for wanted in _folded(name).split())


@lru_cache(maxsize=65_536)
def _folded(text: str) -> str:
    """A title, issuer or name as they are compared; the same ones come with every question."""
    return fold(match_form(text))


def _is_type(entry: DirectoryEntry, wanted: str | None) -> bool:
    if wanted is None or entry.summary.metadata.type == wanted:
        return True
    return entry.number is not None and entry.number.type_code in codes_of_type(wanted)


def _is_of_year(entry: DirectoryEntry, year: int) -> bool:
    issued_on = entry.summary.metadata.issued_on
    if entry.number is not None and entry.number.year == year:
        return True
    return issued_on is None or issued_on.year == year


def _issued(entry: DirectoryEntry, day: str) -> bool:
    """Whether a document was issued on a day given to any precision ("2016", "2016-05-15")."""
    issued_on = entry.summary.metadata.issued_on
    return issued_on is None or issued_on.isoformat().startswith(day)
