"""From marks on pieces to the sentences, lines and rows that answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from hoidap.reading.pair_encoding import EncodedPair
from hoidap.vietnamese.sentences import split_sentences

Range = tuple[int, int]

#: A unit is evidence when its mean mark is at least this, and this share of the best unit's.
LEAST_MARK: Final = 0.35
SHARE_OF_BEST: Final = 0.75


def units_of(text: str) -> list[Range]:
    """The sentences, list lines and table rows of a passage, in order."""
    units, at = [], 0
    for line in text.splitlines(keepends=True):
        units += [(at + start, at + end) for start, end in split_sentences(line)]
        at += len(line)
    return units


def mark_units(pair: EncodedPair, marks: Sequence[float], units: Sequence[Range]) -> list[float]:
    """The mean mark of each unit.

    ``marks``: one for each of the passage's pieces, 0 to 1.  A unit that did not fit into
    the input has the mark 0.0.
    """
    scores = [0.0] * len(units)
    weights = [0] * len(units)
    at = unit = 0
    for (start, _), count in zip(pair.words, pair.pieces, strict=True):
        while unit < len(units) and units[unit][1] <= start:
            unit += 1
        if unit < len(units) and units[unit][0] <= start:
            scores[unit] += sum(marks[at : at + count])
            weights[unit] += count
        at += count
    return [score / max(1, weight) for score, weight in zip(scores, weights, strict=True)]


def choose_units(marks: Sequence[float]) -> list[int]:
    """Indices of the units that are evidence; the best one always is."""
    best = max(marks, default=0.0)
    limit = max(LEAST_MARK, SHARE_OF_BEST * best)
    return [index for index, mark in enumerate(marks) if mark >= limit or mark == best > 0]
