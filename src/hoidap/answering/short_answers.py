"""Marks the number, date or name that is asked for inside an answer sentence.

What kind is asked for comes from the question; of several candidates the one
counts that stands nearest to the question's own words ("35 tập thể" when
"bao nhiêu tập thể" is asked).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from hoidap.domain import ShortAnswer
from hoidap.retrieval.asked import QuestionKind, question_kinds
from hoidap.vietnamese.dates import find_dates
from hoidap.vietnamese.normalisation import match_form
from hoidap.vietnamese.proper_names import find_names
from hoidap.vietnamese.quantities import find_quantities

_COUNTED = frozenset({QuestionKind.NUMBER, QuestionKind.DURATION, QuestionKind.MONEY})

_WORD = re.compile(r"\w+")

#: "3." at the beginning of a line numbers an item; it is no answer.
_ITEM_LABEL = re.compile(r"(?<![^\n])\d{1,3}[.)](?!\d)")

#: How many characters around a candidate are compared with the question.
_AROUND = 40


class Marking:
    """Marks what one question asks for."""

    def __init__(self, question: str) -> None:
        self._kinds = question_kinds(question)
        self._asked = frozenset(_WORD.findall(match_form(question)))

    def mark(self, sentence: str) -> ShortAnswer | None:
        """The range that answers in a sentence, or None when nothing of its kind is there."""
        ranges = self._candidates(sentence)
        if not ranges:
            return None
        start, end = max(ranges, key=lambda each: (self._nearness(sentence, *each), -each[0]))
        return ShortAnswer(sentence[start:end], start, end)

    def _candidates(self, sentence: str) -> Sequence[tuple[int, int]]:
        if QuestionKind.TIME in self._kinds:
            return [(found.start, found.end) for found in find_dates(sentence)]
        if self._kinds & _COUNTED:
            return [
                (found.start, found.number_end)
                for found in find_quantities(sentence)
                if not _ITEM_LABEL.match(sentence, found.start)
            ]
        if QuestionKind.ACTOR in self._kinds:
            return [
                (found.start, found.end)
                for found in find_names(sentence)
                if not set(_WORD.findall(match_form(found.text))) <= self._asked
            ]
        return ()

    def _nearness(self, sentence: str, start: int, end: int) -> int:
        """How many of the question's words stand around a range, those behind it twice."""
        before = match_form(sentence[max(start - _AROUND, 0) : start])
        behind = match_form(sentence[end : end + _AROUND // 2])
        return len(self._asked.intersection(_WORD.findall(before))) + 2 * len(
            self._asked.intersection(_WORD.findall(behind))
        )
