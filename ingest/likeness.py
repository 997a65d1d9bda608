"""Documents that say the same: reprints of one text on several sites, scans of a typed paper.

Compared are runs of four words without diacritics (OCR errs in diacritics first).
*Candidates* come from MinHash with banding (Broder 1997; Leskovec et al., "Mining of
Massive Datasets", 3.3-3.4): 64 hashes in 16 bands of 4 find a pair that shares 70 per
cent of its runs with probability 0.99 and one that shares 20 per cent with 0.03.

A candidate is a *reprint* when its metadata do not contradict and nearly all of
its runs and figures are shared.  Figures count apart, because the reports of two years
share their sentences and differ in what matters.  Papers of one number and date
are held to less: a scan shares only half of its runs with the typed text.

Of a reprint only those passages are searched that say something else than the
document it repeats, so no answer is given twice and no difference is lost.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Final
from urllib.parse import urlsplit

import numpy as np

from hoidap.domain import Document, Kind, Passage
from hoidap.index.partitions import access_partition
from hoidap.vietnamese.folding import fold
from hoidap.vietnamese.normalisation import match_form

_RUN: Final = 4
_BANDS: Final = 16
_ROWS: Final = 4
#: Shorter texts share their runs by chance: forms, letters of transmittal.
_LEAST_WORDS: Final = 60

#: Share of common runs (Jaccard) of a reprint: sites add a line or drop a footnote.
_REPRINT: Final = 0.75
#: The same of two papers with one number and one date, of which one may be a scan.
_SAME_PAPER: Final = 0.3
#: Share of common figures.
_FIGURES: Final = 0.8
#: Days between the appearances of an interview in two newspapers.
_DAYS: Final = 31
#: Share of a recognised passage's pairs of words that the other document holds.
_RECOGNISED: Final = 0.75

#: Words in a row by which a passage is looked for; of a longer one every run of so many must be
#: there, which takes one look at each instead of one at the whole text.
_HELD: Final = 12

#: Hosts that publish for the State or the Party; others copy from them.
_OFFICIAL: Final = re.compile(
    r"(?:^|\.)(?:gov\.vn|chinhphu\.vn|quochoi\.vn|dangcongsan\.vn|congbao\.vn)$"
)

_WORD: Final = re.compile(r"\w+")
_FIGURE: Final = re.compile(r"\d+(?:[.,/]\d+)*")

_PRIME: Final = np.uint64((1 << 31) - 1)
_RANDOM: Final = np.random.default_rng(1997)
_FACTORS: Final = _RANDOM.integers(1, (1 << 31) - 1, (_BANDS * _ROWS, 1), np.uint64)
_SHIFTS: Final = _RANDOM.integers(0, (1 << 31) - 1, (_BANDS * _ROWS, 1), np.uint64)
#: Runs hashed at once, so that memory does not grow with a document: 64 hashes of 8 bytes each.
_AT_ONCE: Final = 8192


def fingerprint(text: str) -> tuple[int, ...]:
    """16 numbers of 48 bits, of which like texts share some; none for a short text."""
    words = _words(text)
    if len(words) < _LEAST_WORDS:
        return ()
    hashes = np.fromiter(_runs(words), np.uint64)
    least = np.full((_BANDS * _ROWS, 1), _PRIME)
    for start in range(0, len(hashes), _AT_ONCE):
        mixed = (_FACTORS * hashes[start : start + _AT_ONCE] + _SHIFTS) % _PRIME
        least = np.minimum(least, mixed.min(axis=1, keepdims=True))
    bands = least.reshape(_BANDS, _ROWS)
    return tuple(_mixed(band.tobytes()) for band in bands)


def is_reprint(document: Document, other: Document) -> bool:
    """Whether two documents are one text, whichever of them has the better source."""
    if not _compatible(document, other):
        return False
    runs, others = set(_runs(_words(document.text))), set(_runs(_words(other.text)))
    common = len(runs & others) / max(1, len(runs | others))
    a, b = document.metadata, other.metadata
    if a.number is not None and (a.number, a.issued_on) == (b.number, b.issued_on):
        return common >= _SAME_PAPER
    figures, more = set(_FIGURE.findall(document.text)), set(_FIGURE.findall(other.text))
    alike = len(figures & more) / max(1, len(figures | more)) if figures or more else 1.0
    return common >= _REPRINT and alike >= _FIGURES


def better_sourced(document: Document, other: Document) -> bool:
    """Whether ``document`` is to be preferred to ``other``; False when neither is."""
    return _sourcing(document) > _sourcing(other)


class Repeated:
    """What a document says, to tell which passages of its reprints say something else."""

    def __init__(self, document: Document) -> None:
        self._words = _WORD.findall(match_form(document.text))
        self._runs: dict[int, frozenset[int]] = {}
        folded = _words(document.text)
        self._pairs = set(pairwise(folded))
        self._figures = set(_FIGURE.findall(document.text))
        self._recognised = bool(document.pages.recognised)

    def holds(self, passage: Passage) -> bool:
        """Whether the document says what ``passage`` says."""
        spoken = _WORD.findall(match_form(passage.text))
        length = min(len(spoken), _HELD)
        if self._runs_of(length).issuperset(_hashes(spoken, length)):
            return True
        if passage.ocr_confidence is None and not self._recognised:
            return False
        words = _words(passage.text)
        pairs = set(pairwise(words))
        shared = len(pairs & self._pairs) >= _RECOGNISED * len(pairs)
        return shared and set(_FIGURE.findall(passage.text)) <= self._figures

    def _runs_of(self, length: int) -> frozenset[int]:
        if length not in self._runs:
            self._runs[length] = frozenset(_hashes(self._words, length))
        return self._runs[length]


def _hashes(words: list[str], length: int) -> Iterator[int]:
    """A number for each run of so many words."""
    for at in range(len(words) - length + 1):
        yield hash(tuple(words[at : at + length]))


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(match_form(text)))


def _runs(words: list[str]) -> list[int]:
    starts = range(max(0, len(words) - _RUN + 1))
    return [zlib.crc32(" ".join(words[at : at + _RUN]).encode()) >> 1 for at in starts]


def _mixed(values: bytes) -> int:
    return zlib.crc32(values) << 16 | zlib.adler32(values) & 0xFFFF


def _compatible(document: Document, other: Document) -> bool:
    a, b = document.metadata, other.metadata
    if (a.kind, a.digest) != (b.kind, b.digest):
        return False
    if access_partition(a.access) != access_partition(b.access):
        return False
    if a.kind is Kind.INTERVIEW:
        return _agree(a.speaker, b.speaker) and _near(a.issued_on, b.issued_on)
    return _agree(a.number, b.number) and _agree(a.issued_on, b.issued_on)


def _agree(one: object, other: object) -> bool:
    return one is None or other is None or one == other


def _near(one: date | None, other: date | None) -> bool:
    return one is None or other is None or abs((one - other).days) <= _DAYS


def _sourcing(document: Document) -> tuple[bool, bool, int, int]:
    about = document.metadata
    hosts = (urlsplit(url).hostname or "" for url in about.source_urls)
    known = (about.number, about.issuer, about.issued_on, about.signer, about.speaker)
    return (
        not document.pages.recognised,
        any(_OFFICIAL.search(host) for host in hosts),
        sum(value is not None for value in known) + bool(about.source_urls),
        sum(letter.isalnum() for letter in document.text),
    )
