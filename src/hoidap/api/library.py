"""The library: every readable document with what it can be found by, and counts.

The words of a search must all stand in a document's number, title, issuer,
signer, speaker or date.  A word typed with diacritics is looked for as it is
written, a word without them in the folded text, so "dang uy" finds "đảng uỷ"
and "Dương" does not find "đường".

The list of one generation never changes, so it is read once and then filtered
in memory: 10,000 documents take about 30 MB and 10 ms a request, and the
counts beside each filter come out of the same pass.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock

from hoidap.domain import Kind, Standing
from hoidap.index.rows import DocumentSummary
from hoidap.retrieval.reading import Reading
from hoidap.vietnamese.folding import fold, has_diacritics
from hoidap.vietnamese.normalisation import match_form

#: Generations (times what a caller may read) whose lists are kept: the current one, the one
#: before it that requests may still hold, and as many again for a second group of callers.
KEPT = 4


@dataclass(frozen=True, slots=True)
class LibraryFilter:
    """Which documents are wanted; None and "" do not restrict."""

    words: str = ""
    number: str | None = None
    kind: Kind | None = None
    issuer: str | None = None
    year: int | None = None
    standing: Standing | None = None


@dataclass(frozen=True, slots=True)
class Shelved:
    """A document and the text it is found by, as it is written and without diacritics."""

    summary: DocumentSummary
    written: str
    folded: str


#: What can be filtered by: name, the document's value, the wanted value.
_FACETS: Mapping[
    str, tuple[Callable[[DocumentSummary], object], Callable[[LibraryFilter], object]]
] = {
    "kind": (lambda each: each.metadata.kind, lambda wanted: wanted.kind),
    "issuer": (lambda each: each.metadata.issuer, lambda wanted: wanted.issuer),
    "year": (
        lambda each: each.metadata.issued_on.year if each.metadata.issued_on else None,
        lambda wanted: wanted.year,
    ),
    "standing": (lambda each: each.metadata.standing, lambda wanted: wanted.standing),
}


@dataclass(frozen=True, slots=True)
class Found:
    """Documents newest first, and for each facet how many documents each value would show."""

    documents: tuple[DocumentSummary, ...]
    counts: Mapping[str, Counter[str]]


class Library:
    """The documents of one generation that one group of callers may read."""

    def __init__(self, summaries: Iterable[DocumentSummary]) -> None:
        self._shelf = tuple(_shelved(summary) for summary in summaries)

    def find(self, wanted: LibraryFilter) -> Found:
        """The documents that match.

        The counts of a facet ignore that facet's own filter: they say what
        choosing another value would show.
        """
        matches = _matcher(wanted)
        found: list[DocumentSummary] = []
        counts: dict[str, Counter[str]] = {name: Counter() for name in _FACETS}
        for each in self._shelf:
            if not matches(each):
                continue
            values = {name: value(each.summary) for name, (value, _) in _FACETS.items()}
            missed = [
                name
                for name, (_, choice) in _FACETS.items()
                if choice(wanted) is not None and choice(wanted) != values[name]
            ]
            if not missed:
                found.append(each.summary)
            for name, value in values.items():
                if value is not None and all(other == name for other in missed):
                    counts[name][str(value)] += 1
        return Found(tuple(found), counts)


class Libraries:
    """Lists by generation and readable partitions; may be shared by threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, tuple[str, ...]], Library] = OrderedDict()
        self._lock = Lock()

    def of(self, reading: Reading) -> Library:
        """The library that a caller sees."""
        key = (reading.generation, tuple(reading.partitions))
        with self._lock:
            library = self._kept.get(key)
            if library is None:
                library = self._kept[key] = Library(reading.documents().documents)
            self._kept.move_to_end(key)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            return library


def _shelved(summary: DocumentSummary) -> Shelved:
    about = summary.metadata
    day = about.issued_on
    parts = (
        about.type,
        about.number,
        about.title,
        about.issuer,
        about.signer,
        about.speaker,
        about.speaker_title,
        # 9/5/2024 as in the press, 09/5/2024 as in official papers, 09/05/2024 as in forms
        f"{day.day}/{day.month}/{day.year} {day:%d}/{day.month}/{day.year} {day:%d/%m/%Y}"
        if day
        else None,
    )
    written = match_form(" ".join(part for part in parts if part))
    return Shelved(summary, written, fold(written))


def _matcher(wanted: LibraryFilter) -> Callable[[Shelved], bool]:
    words: Sequence[tuple[str, bool]] = [
        (word, has_diacritics(word)) for word in match_form(wanted.words).split()
    ]
    number = match_form(wanted.number) if wanted.number else None

    def matches(each: Shelved) -> bool:
        if number is not None and match_form(each.summary.metadata.number or "") != number:
            return False
        return all(
            word in (each.written if is_marked else each.folded) for word, is_marked in words
        )

    return matches
