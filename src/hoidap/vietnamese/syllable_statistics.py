"""How often syllables, pairs and triples of syllables stand in a corpus.

Counted over the match form.  Figures are all one word, ``0``; full stops,
semicolons, colons, question and exclamation marks and line ends are the word
``.``, so that no pair reaches over a sentence's end, while commas leave no trace
(askers do not type them).

Words are numbered in the order of (folded word, word), so the words that fold
alike are neighbours.  Pairs and triples are sorted 64-bit keys, 21 bits a word,
with their counts; a lookup is a binary search.  The file is the arrays one
after the other and is mapped, not read: loading costs what the word list costs
(3 million syllables: see tests/vietnamese/test_restoration.py for the bound).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from hoidap.errors import CorruptIndexError
from hoidap.vietnamese.everyday_words import everyday_forms
from hoidap.vietnamese.folding import fold_composed
from hoidap.vietnamese.normalisation import match_form

Keys = npt.NDArray[np.uint64]
Counts = npt.NDArray[np.uint32]

#: The word for the end of a sentence and the word for any figure; they sort before letters.
BOUNDARY: Final = "."
FIGURE: Final = "0"
#: Word, figure, or what ends a sentence.  T.Ư is one word.
UNITS: Final = re.compile(r"t\.ư(?![^\W_])|[^\W\d_]+|\d+(?:[.,/-]\d+)*|[.;:!?\n]")

#: Bits of a word's number in a key: three fit into 64, for up to two million words.
WORD_BITS: Final = 21
_MASK: Final = np.uint64((1 << WORD_BITS) - 1)
_MOST_WORDS: Final = 1 << WORD_BITS
#: Longer "words" are page furniture and broken extraction; the longest syllable has 7 letters.
_LONGEST_WORD: Final = 20
#: Counted at once before adding up: keeps memory under 100 MB whatever the corpus.
_BATCH: Final = 1_000_000
#: How many times the base language counts.  1 to 5 differ by 0.1 point (ALQAC questions).
_BASE_WEIGHT: Final = 3

_MAGIC: Final = b"HoiDap syllables 1\n"
_BLOBS: Final = 6
#: Blocks begin at multiples of this; the table of six sizes fits into one.
_ALIGNMENT: Final = 128


@dataclass(frozen=True, slots=True, eq=False)
class SyllableStatistics:
    """Counts of words (V), pairs and triples; arrays may be mapped from a file."""

    words: tuple[str, ...]  # V, in the order of (folded, word); BOUNDARY and FIGURE first
    counts: Counts  # (V,)
    pairs: Keys  # sorted
    pair_counts: Counts
    triples: Keys  # sorted
    triple_counts: Counts

    @classmethod
    def from_texts(cls, texts: Iterable[str], *, base: bool = True) -> SyllableStatistics:
        """Count texts; ``base`` adds the language of questions that documents lack."""
        parts = [count_batch(batch) for batch in _batches(texts)]
        return merge([base_language(), *parts] if base else parts)

    def pruned(self, least_triple: int = 2, least_pair: int = 1) -> SyllableStatistics:
        """Without rare pairs and triples: smaller, slightly less accurate."""
        pairs, triples = self.pair_counts >= least_pair, self.triple_counts >= least_triple
        return SyllableStatistics(
            self.words,
            self.counts,
            self.pairs[pairs],
            self.pair_counts[pairs],
            self.triples[triples],
            self.triple_counts[triples],
        )

    def save(self, path: Path) -> None:
        """Write one file that ``load`` maps."""
        words = np.frombuffer("\n".join(self.words).encode(), dtype=np.uint8)
        arrays = (words, self.counts, self.pairs, self.pair_counts, self.triples)
        blobs = [array.tobytes() for array in (*arrays, self.triple_counts)]
        sizes = json.dumps([len(blob) for blob in blobs]).encode()
        with path.open("wb") as file:
            for blob in (_MAGIC, sizes, *blobs):
                file.write(blob + b"\0" * (-len(blob) % _ALIGNMENT))

    @classmethod
    def load(cls, path: Path) -> SyllableStatistics:
        """Map a file that ``save`` wrote.

        Raises CorruptIndexError when it is not one, or is cut short.
        """
        try:
            words, counts, pairs, pair_counts, triples, triple_counts = _map_blobs(path)
            return cls(
                tuple(words.tobytes().decode().split("\n")),
                counts.view(np.uint32),
                pairs.view(np.uint64),
                pair_counts.view(np.uint32),
                triples.view(np.uint64),
                triple_counts.view(np.uint32),
            )
        except ValueError as error:
            raise CorruptIndexError(
                f"{path} does not hold syllable statistics: {error}.",
                "Ingest the documents again.",
            ) from error


def _map_blobs(path: Path) -> list[npt.NDArray[np.uint8]]:
    """The six byte arrays of a file."""
    with path.open("rb") as file:
        if file.read(_ALIGNMENT).rstrip(b"\0") != _MAGIC:
            raise ValueError("unknown header")
        sizes = json.loads(file.read(_ALIGNMENT).rstrip(b"\0") or b"[]")
    if len(sizes) != _BLOBS:
        raise ValueError("no table of contents")
    whole = np.asarray(np.memmap(path, dtype=np.uint8, mode="r"))
    blobs, offset = [], 2 * _ALIGNMENT
    for size in sizes:
        blobs.append(whole[offset : offset + size])
        if len(blobs[-1]) != size:
            raise ValueError("cut short")
        offset += -(-size // _ALIGNMENT) * _ALIGNMENT
    return blobs


def sequence(text: str) -> list[str]:
    """The words of a text as they are counted."""
    units = []
    for unit in UNITS.findall(match_form(text)):
        if unit[0].isalpha():
            units.append("tw" if unit == "t.ư" else unit)
        else:
            units.append(FIGURE if unit[0].isdecimal() else BOUNDARY)
    return units


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """Words of the texts in batches, every text after two boundaries."""
    batch: list[str] = []
    for text in texts:
        batch += [BOUNDARY, BOUNDARY, *sequence(text)]
        if len(batch) >= _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def count_batch(batch: Sequence[str]) -> SyllableStatistics:
    """Count one sequence of words."""
    known = {word for word in batch if len(word) <= _LONGEST_WORD}
    words = sorted(known | {BOUNDARY, FIGURE}, key=lambda word: (fold_composed(word), word))
    number = {word: at for at, word in enumerate(words[:_MOST_WORDS])}
    ids = np.fromiter((number.get(word, 0) for word in batch), dtype=np.uint64, count=len(batch))
    bits = np.uint64(WORD_BITS)
    pairs = (ids[:-1] << bits) | ids[1:]
    triples = (pairs[:-1] << bits) | ids[2:]
    pairs, pair_counts = _tally(pairs)
    triples, triple_counts = _tally(triples)
    counts = np.bincount(ids.astype(np.int64), minlength=len(words)).astype(np.uint32)
    return SyllableStatistics(
        tuple(words[:_MOST_WORDS]), counts, pairs, pair_counts, triples, triple_counts
    )


def _tally(keys: Keys, counts: Counts | None = None) -> tuple[Keys, Counts]:
    """Sorted distinct keys and the sum of each one's counts (1 each when None)."""
    unique, inverse, repeats = np.unique(keys, return_inverse=True, return_counts=True)
    if counts is None:
        return unique, repeats.astype(np.uint32)
    sums = np.bincount(inverse, weights=counts, minlength=len(unique))
    return unique, sums.astype(np.uint32)


def merge(parts: Sequence[SyllableStatistics]) -> SyllableStatistics:
    """The statistics of all the parts' texts together."""
    every = {word for part in parts for word in part.words} | {BOUNDARY, FIGURE}
    words = sorted(every, key=lambda word: (fold_composed(word), word))[:_MOST_WORDS]
    number = {word: at for at, word in enumerate(words)}
    counts = np.zeros(len(words), dtype=np.uint32)
    pairs: list[Keys] = []
    triples: list[Keys] = []
    for part in parts:
        new = np.array([number.get(word, 0) for word in part.words], dtype=np.uint64)
        np.add.at(counts, new.astype(np.int64), part.counts)
        pairs.append(_renumbered(part.pairs, new, 2))
        triples.append(_renumbered(part.triples, new, 3))
    if not parts:
        return count_batch([])
    pair_keys, pair_counts = _tally(
        np.concatenate(pairs), np.concatenate([part.pair_counts for part in parts])
    )
    keys, triple_counts = _tally(
        np.concatenate(triples), np.concatenate([part.triple_counts for part in parts])
    )
    return SyllableStatistics(tuple(words), counts, pair_keys, pair_counts, keys, triple_counts)


def _renumbered(keys: Keys, new: Keys, length: int) -> Keys:
    """Keys of ``length`` words with each word's new number."""
    result = np.zeros_like(keys)
    for place in range(length):
        shift = np.uint64(WORD_BITS * place)
        result |= new[((keys >> shift) & _MASK).astype(np.int64)] << shift
    return result


@lru_cache(maxsize=1)
def base_language() -> SyllableStatistics:
    """Statistics of the phrases in ``base_language.txt``, counted a few times each.

    Everyday words count once: documents may lack them, and they are typed without
    diacritics all the same.
    """
    text = (files(__package__) / "base_language.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    phrases = [BOUNDARY, BOUNDARY, *sequence("\n".join(lines))] * _BASE_WEIGHT
    return count_batch([*phrases, BOUNDARY, BOUNDARY, *sequence("\n".join(everyday_forms()))])
