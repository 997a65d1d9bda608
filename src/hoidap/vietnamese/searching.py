"""One text in the three forms the finders look at, with ranges in the given text.

Finders of numbers, dates and provisions search the folded match form, where
spelling, case and missing diacritics make no difference, and look at the
canonical text where case or đ decides.  All forms have equal length.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from hoidap.vietnamese.folding import fold_composed, has_diacritics
from hoidap.vietnamese.normalisation import (
    canonical_text,
    match_form_of_canonical,
    match_form_with_offsets,
)


class SearchForms(NamedTuple):
    """A text's canonical, match and folded forms, offset for offset."""

    canonical: str
    match: str
    folded: str
    offsets: tuple[int, ...] | None  # None: the given text was canonical already
    is_marked: bool  # whether any letter has a diacritic

    def range(self, start: int, end: int) -> tuple[int, int]:
        """A range of the forms as a range of the given text."""
        if self.offsets is None:
            return start, end
        return self.offsets[start], self.offsets[end]


#: Several finders look at one text one after the other.  Of long texts only the last is kept,
#: because a document's forms take several times its memory.
_LONGEST_OF_MANY: Final = 2_000


def search_forms(text: str) -> SearchForms:
    """The forms of a text."""
    return _of_question(text) if len(text) <= _LONGEST_OF_MANY else _of_document(text)


def _build(text: str) -> SearchForms:
    canonical = canonical_text(text)
    match = match_form_of_canonical(canonical)
    offsets = None if canonical == text else tuple(match_form_with_offsets(text)[1])
    return SearchForms(canonical, match, fold_composed(match), offsets, has_diacritics(canonical))


_of_question = lru_cache(maxsize=64)(_build)
_of_document = lru_cache(maxsize=1)(_build)
