"""Puts the diacritics back that an asker left out, from the corpus's own syllables.

For every typed word there are candidates: the corpus's words that fold to it,
and the word as typed.  Among all sequences of candidates the one is taken that
is most probable after ::

    log P(words)  =  Σ log P(word | two words before)
    log P(typing) =  Σ cost of typing the word the way it was typed

P is an estimate from triples, smoothed by pairs and those by single words: with
C the count of the context and m a constant, P3 = (count + m·P2) / (C + m), and so
on down (Dirichlet smoothing; MacKay and Peto, "A hierarchical Dirichlet language
model", 1995).  The search keeps the best few sequences at each position.

The costs say what people do.  Dropping marks costs nothing in a question that
has none, and much in one that is marked throughout: there ``ban`` and ``cho`` are
meant as they stand.  Changing a mark that was typed costs so much that it hardly
happens where the corpus knows the word.  Figures, document numbers,
abbreviations in capitals, names with marks and words the corpus does not know
stay; capitals stay where they were.  Slips of the keyboard are candidates as
well (``typing_errors``), at a price.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from hoidap.vietnamese.restoration_candidates import Candidates, Option
from hoidap.vietnamese.syllable_statistics import WORD_BITS, Counts, Keys, SyllableStatistics
from hoidap.vietnamese.typed_words import TypedQuestion, TypedWord, WordKind, read_question

_Floats = npt.NDArray[np.float64]
_Ids = npt.NDArray[np.int64]
_BITS: Final = np.int64(WORD_BITS)

#: Smoothing: how many observations the shorter context's estimate is worth.  From (8, 4) to
#: (60, 30) accuracy on law questions rises from 98.7 to 98.9%, and falls again after.
_PAIR_WEIGHT: Final = 60.0
_TRIPLE_WEIGHT: Final = 30.0
#: Sequences kept at each position: 4 to 32 differ by 0.05 points, and time grows with it.
_BEAM: Final = 12


@dataclass(frozen=True, slots=True)
class Change:
    """One word that was changed: its range in the restored text, and what was typed."""

    start: int
    end: int
    typed: str
    restored: str


@dataclass(frozen=True, slots=True)
class Restored:
    """A question as it was probably meant.

    ``text`` is canonical text.  ``confidence`` (0 to 1) is the probability of the
    best sequence among those kept to the end; 1 when nothing was in doubt.
    """

    text: str
    changes: tuple[Change, ...]
    confidence: float


#: What a step weighs, by the ends of its sequences and the candidates it chooses from: a question
#: of one word over and over has few of them.
_Steps = dict[tuple[bytes, bytes, bytes, int], tuple[_Floats, _Floats]]


class _Paths(NamedTuple):
    """The best sequences up to a position, the best first."""

    score: _Floats
    before: _Ids  # last word but one
    last: _Ids  # last word
    context: _Floats  # count of these two as a pair
    parent: _Ids  # which sequence of the position before each goes on
    choice: _Ids  # which candidate each took


class Restorer:
    """Restores questions with the statistics of a corpus; safe to share between threads."""

    def __init__(self, statistics: SyllableStatistics) -> None:
        self._statistics = statistics
        self._candidates = Candidates(statistics)
        # One more place, for the word that the corpus does not know.
        self._counts = np.append(np.asarray(statistics.counts, dtype=np.float64), 0.0)
        smoothed = self._counts + 0.5
        self._single = smoothed / smoothed.sum()

    def restore(self, question: str) -> Restored:
        """The question with its diacritics put back and its slips corrected."""
        typed = read_question(question)
        options = self._options(typed)
        if all(len(option.texts) == 1 for option in options):
            return Restored(typed.text, (), 1.0)
        choices, confidence = self._best(options)
        meant = [option.texts[at] for option, at in zip(options, choices, strict=True)]
        return _rewrite(typed, meant, confidence)

    def _options(self, typed: TypedQuestion) -> list[Option]:
        """The candidates for each word; a word typed again has the same."""
        known: dict[tuple[str, str, WordKind], Option] = {}
        options = []
        for word in typed.words:
            key = (word.typed, word.match, word.kind)
            if key not in known:
                known[key] = self._candidates.of(word, typed)
            options.append(known[key])
        return options

    def _best(self, options: Sequence[Option]) -> tuple[list[int], float]:
        """The best candidate for each word, and the probability of the whole."""
        zero, none = np.zeros(1), np.zeros(1, dtype=np.int64)
        paths = [_Paths(zero, none, none, zero, none, none)]
        steps: _Steps = {}
        for option in options:
            paths.append(self._extend(paths[-1], option, steps))
        scores = paths[-1].score
        confidence = float(1.0 / np.exp(scores - scores[0]).sum())
        choices: list[int] = []
        at = 0
        for step in reversed(paths[1:]):
            choices.append(int(step.choice[at]))
            at = int(step.parent[at])
        return choices[::-1], confidence

    def _extend(self, paths: _Paths, option: Option, steps: _Steps) -> _Paths:
        """The best sequences after one more word; ``steps`` are those weighed already."""
        ids = option.ids
        ends = (paths.before.tobytes(), paths.last.tobytes(), paths.context.tobytes())
        state = (*ends, id(option))
        if state not in steps:
            steps[state] = self._weighed(paths, option)
        pairs, gains = steps[state]
        scores = paths.score[:, None] + gains
        kept = _distinct_best(scores, paths.last, len(ids))
        rows, columns = kept // len(ids), kept % len(ids)
        return _Paths(
            scores[rows, columns],
            paths.last[rows],
            ids[columns],
            pairs[rows, columns],
            rows,
            columns,
        )

    def _weighed(self, paths: _Paths, option: Option) -> tuple[_Floats, _Floats]:
        """How often each candidate follows each sequence, and what it adds to its logarithm."""
        ids = option.ids
        pair_keys = (paths.last[:, None] << _BITS) | ids
        pairs = _look_up(self._statistics.pairs, self._statistics.pair_counts, pair_keys)
        triple_keys = (paths.before[:, None] << (2 * _BITS)) | pair_keys
        triples = _look_up(self._statistics.triples, self._statistics.triple_counts, triple_keys)
        last = self._counts[paths.last][:, None]
        estimate = (pairs + _PAIR_WEIGHT * self._single[ids]) / (last + _PAIR_WEIGHT)
        context = paths.context[:, None]
        estimate = (triples + _TRIPLE_WEIGHT * estimate) / (context + _TRIPLE_WEIGHT)
        gains: _Floats = np.log(estimate) + option.costs
        return pairs, gains


def _look_up(keys: Keys, counts: Counts, wanted: _Ids) -> _Floats:
    """Counts of keys, 0 for those that are not there; the shape of ``wanted``."""
    if not len(keys):
        return np.zeros(wanted.shape)
    asked = wanted.astype(np.uint64)
    at = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
    found: _Floats = np.where(keys[at] == asked, counts[at], 0).astype(np.float64)
    return found


def _distinct_best(scores: _Floats, last: _Ids, width: int) -> _Ids:
    """Flat positions of the best sequences; of those with equal last two words only the best.

    The future of two such sequences is the same, so the worse one can never win.
    """
    order = np.argsort(scores, axis=None)[::-1]
    kept: list[int] = []
    seen: set[tuple[int, int]] = set()
    for flat in order.tolist():
        state = (int(last[flat // width]), flat % width)
        if state not in seen:
            seen.add(state)
            kept.append(flat)
            if len(kept) == _BEAM:
                break
    return np.array(kept, dtype=np.int64)


def _rewrite(question: TypedQuestion, meant: Sequence[str], confidence: float) -> Restored:
    """The question with each word as meant, in the capitals it was typed in."""
    pieces: list[str] = []
    changes: list[Change] = []
    position = length = 0
    for word, text in zip(question.words, meant, strict=True):
        if text == word.match:
            continue
        between = question.text[position : word.start]
        restored = _in_capitals_of(word, text)
        start = length + len(between)
        pieces += [between, restored]
        changes.append(Change(start, start + len(restored), word.typed, restored))
        position, length = word.end, start + len(restored)
    pieces.append(question.text[position:])
    return Restored("".join(pieces), tuple(changes), confidence if changes else 1.0)


def _in_capitals_of(word: TypedWord, text: str) -> str:
    if word.typed.isupper() and len(word.typed) > 1:
        return text.upper()
    return text[:1].upper() + text[1:] if word.typed[:1].isupper() else text
