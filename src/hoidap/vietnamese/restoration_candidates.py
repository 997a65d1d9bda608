"""What a typed word may have been meant as, and what it costs to have typed it so.

Costs are natural logarithms of probabilities, 0 or below.  They were set on
questions of the ALQAC and Zalo development sets typed without, with some and
with all their marks, and with slips put in; see the constants.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import groupby
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from hoidap.vietnamese.folding import fold_composed
from hoidap.vietnamese.letters import TONE_OF, split_tone
from hoidap.vietnamese.syllable_statistics import BOUNDARY, FIGURE, SyllableStatistics
from hoidap.vietnamese.syllables import I_FOR_Y, Y_FOR_I, is_syllable
from hoidap.vietnamese.typed_words import TypedQuestion, TypedWord, WordKind
from hoidap.vietnamese.typing_errors import (
    decode_telex,
    decode_vni,
    one_key_away,
    unmarked_syllables,
)

#: Up to this share of unmarked syllables a question counts as marked throughout: correct text
#: has 0.1 to 0.3, short questions up to 0.4.
_MARKED_THROUGHOUT: Final = 0.4
#: Leaving the marks out of one word of a question that is marked throughout.
_DROPPED_ONE: Final = -9.0
#: A word the corpus does not know, typed without marks where marks are missing elsewhere too.
_UNKNOWN: Final = -2.0
#: The same in a marked question, when it is no Vietnamese spelling ("nhieu").
_UNSPELT: Final = -6.0
#: Leaving out some of a word's marks ("đuong"), when what is left is a word or is none.
_DROPPED_SOME: Final = -8.0
_DROPPED_SOME_OF_NO_WORD: Final = -1.0
#: Typing a wrong mark, likewise.
_WRONG_MARK: Final = -12.0
_WRONG_MARK_IN_NO_WORD: Final = -3.0
#: i for y or y for i ("tỉ lệ"), which is no error but another custom.
_OTHER_SPELLING: Final = -3.0
#: Method left off: hardly anything else looks like Telex or VNI.
_METHOD_OFF: Final = -1.0
#: One wrong key, when the word typed is no syllable, and when it is one.
_WRONG_KEY: Final = -6.0
_WRONG_KEY_MAKING_A_SYLLABLE: Final = -10.0
#: Shorter words have too many neighbours.
_SHORTEST_SLIP: Final = 4
#: The longest syllable has seven letters; one key more, and Telex marks.
_LONGEST_SLIP: Final = 10
#: A slip is only taken back to a word that the corpus uses; rare words are slips themselves.
_LEAST_COUNT: Final = 3
#: Most candidates for one word, the most frequent first: no spelling without marks has more
#: than 15 that matter.
_MOST: Final = 14


class Option(NamedTuple):
    """The candidates for one word: numbers, costs, and spellings in lower case."""

    ids: npt.NDArray[np.int64]
    costs: npt.NDArray[np.float64]
    texts: list[str]


class Candidates:
    """Looks candidates up in a corpus's words."""

    def __init__(self, statistics: SyllableStatistics) -> None:
        self._words = statistics.words
        self._counts = statistics.counts
        self._number = {word: at for at, word in enumerate(self._words)}
        self._unknown = len(self._words)
        folded = fold_composed("\n".join(self._words)).split("\n")
        self._group: dict[str, tuple[int, int]] = {}
        start = 0
        for key, group in groupby(folded):
            end = start + sum(1 for _ in group)
            self._group[key] = (start, end)
            start = end

    def of(self, word: TypedWord, question: TypedQuestion) -> Option:
        """Candidates for one word of a question; the word as typed is always the first."""
        found = {word.match: 0.0}
        if word.kind is WordKind.OPEN:
            for text, cost in self._alternatives(word, question):
                if text != word.match:
                    found[text] = max(cost, found.get(text, -math.inf))
            if word.match not in self._number and len(found) > 1:
                found[word.match] = _cost_of_unknown(word, question)
        texts = list(found)
        ids = [self._id(word, text) for text in texts]
        return Option(np.array(ids, dtype=np.int64), np.array(list(found.values())), texts)

    def _id(self, word: TypedWord, text: str) -> int:
        if word.kind is WordKind.FIGURE:
            return self._number[FIGURE]
        if word.kind is WordKind.BOUNDARY:
            return self._number[BOUNDARY]
        return self._number.get(text, self._unknown)

    def _alternatives(
        self, word: TypedWord, question: TypedQuestion
    ) -> Iterator[tuple[str, float]]:
        """Other words that may have been meant, each with its cost; perhaps repeated."""
        match = word.match
        if question.vni and (decoded := decode_vni(match)):
            yield decoded, _METHOD_OFF
            return
        if not match.isalpha():
            return
        other = Y_FOR_I.get(match) or I_FOR_Y.get(match)
        if other in self._number:
            yield other, _OTHER_SPELLING
        folded = fold_composed(match)
        known = folded in self._group
        if match.isascii():
            dropped = _cost_of_dropping(question)
            for text in self._variants(folded):
                yield text, dropped
            for text in self._variants(Y_FOR_I.get(match) or I_FOR_Y.get(match) or ""):
                yield text, dropped + _OTHER_SPELLING
        else:
            sound = match in self._number or is_syllable(match)
            for text in self._variants(folded):
                yield text, _cost_of_marks(match, text, sound)
        if known or word.typed[0].isupper() or _is_sound(word, question):
            return
        if decoded := decode_telex(match):
            yield decoded, _METHOD_OFF
        elif _SHORTEST_SLIP - (not match.isascii()) <= len(match) <= _LONGEST_SLIP:
            yield from self._slips(match, folded)

    def _variants(self, folded: str) -> list[str]:
        """The corpus's words of a spelling without marks, the most frequent first."""
        start, end = self._group.get(folded, (0, 0))
        counts = self._counts[start:end]
        best = np.argsort(counts, kind="stable")[::-1][:_MOST]
        return [self._words[start + int(at)] for at in best]

    def _slips(self, match: str, folded: str) -> Iterator[tuple[str, float]]:
        """Words of the corpus one key away from what was typed."""
        cost = _WRONG_KEY_MAKING_A_SYLLABLE if match in unmarked_syllables() else _WRONG_KEY
        tones = _tones(match)
        near = [key for key in one_key_away(folded) if key in self._group]
        words = [
            text
            for key in near
            for text in self._variants(key)
            if self._counts[self._number[text]] >= _LEAST_COUNT
            and (match.isascii() or _tones(text) == tones)
        ]
        words.sort(key=lambda text: -int(self._counts[self._number[text]]))
        for text in words[:_MOST]:
            yield text, cost


def _cost_of_dropping(question: TypedQuestion) -> float:
    """Cost of having left all marks out of a word of this question."""
    share = (question.unmarked - _MARKED_THROUGHOUT) / (1 - _MARKED_THROUGHOUT)
    return max(_DROPPED_ONE, math.log(share)) if share > 0 else _DROPPED_ONE


def _tones(word: str) -> set[str]:
    """The tone marks in a word, which is mistyped when there is more than one."""
    return {TONE_OF[letter][1] for letter in word if letter in TONE_OF}


def _is_sound(word: TypedWord, question: TypedQuestion) -> bool:
    """Whether a word is spelt like Vietnamese by somebody who types the marks.

    Then it is a word that the corpus does not know, and no slip.
    """
    marked = not word.match.isascii() or question.unmarked <= _MARKED_THROUGHOUT
    return marked and is_syllable(word.match)


def _cost_of_unknown(word: TypedWord, question: TypedQuestion) -> float:
    """Cost of a word that the corpus does not know, when it knows words like it.

    In a marked question ``ca`` is meant; in one without marks it probably is not.
    """
    if not word.match.isascii():
        return 0.0
    if question.unmarked > _MARKED_THROUGHOUT:
        return _UNKNOWN
    return 0.0 if is_syllable(word.match) else _UNSPELT


def _cost_of_marks(typed: str, meant: str, sound: bool) -> float:
    """Cost of typing marks that are not those of the word meant; both fold alike."""
    typed_parts, meant_parts = split_tone(typed), split_tone(meant)
    if typed_parts is None or meant_parts is None:
        return _WRONG_MARK
    pairs = list(zip(typed_parts[0], meant_parts[0], strict=True))
    pairs.append((typed_parts[1], meant_parts[1]))
    wrong = sum(one != other and bool(one) and not one.isascii() for one, other in pairs)
    if not wrong:
        return _DROPPED_SOME if sound else _DROPPED_SOME_OF_NO_WORD
    return wrong * (_WRONG_MARK if sound else _WRONG_MARK_IN_NO_WORD)
