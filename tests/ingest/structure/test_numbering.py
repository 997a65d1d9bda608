"""Ordinals of every way of numbering."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.structure.numbering import roman, to_roman, word


@given(st.integers(1, 399))
def test_roman_numerals_are_read_as_they_are_written(value: int) -> None:
    assert roman(to_roman(value)) == value


@pytest.mark.parametrize("label", ["IIII", "VX", "IC", "", "A"])
def test_what_is_no_roman_numeral_is_refused(label: str) -> None:
    with pytest.raises(ValueError, match="roman"):
        roman(label)


@pytest.mark.parametrize(
    ("words", "value"),
    [("nhất", 1), ("tư", 4), ("mười", 10), ("mười hai", 12), ("hai mươi mốt", 21)],
)
def test_ordinal_words(words: str, value: int) -> None:
    assert word(words) == value
