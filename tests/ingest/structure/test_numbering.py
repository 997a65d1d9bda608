"""Ordinals, and which of the numbered lines make up one numbering."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.structure.numbering import Ordinal, accept, arabic, letter, roman, to_roman, word


def kept(labels: str, *, lettered: bool = False, any_start: bool = False) -> str:
    items = labels.split()
    ordinals = [letter(item) if lettered else arabic(item) for item in items]
    verdicts = accept(ordinals, lettered=lettered, any_start=any_start)
    return " ".join(item for item, verdict in zip(items, verdicts, strict=True) if verdict)


@pytest.mark.parametrize(
    ("lines", "numbering"),
    [
        ("1 2 3", "1 2 3"),
        ("1 1a 1b 2", "1 1a 1b 2"),
        ("1 2 5 3", "1 2 3"),  # a stray number
        ("1 2 7", "1 2"),  # out of sequence at the end
        ("1 2 4 5", "1 2 4 5"),  # the copy lost number three
        ("2 3 4", "2 3 4"),  # the copy lost number one
        ("3", ""),
        ("1 2 1 2", "1 2"),  # a second list inside
    ],
)
def test_clauses_follow_their_numbering(lines: str, numbering: str) -> None:
    assert kept(lines) == numbering


@pytest.mark.parametrize(
    ("lines", "numbering"),
    [
        ("a b c d đ e g h i k", "a b c d đ e g h i k"),
        ("a b c d e f g", "a b c d e f g"),  # lettered the Latin way
        ("a b đ1 c", "a b c"),
        ("a b b1 b2 c", "a b b1 b2 c"),
        ("a b đ e g", "a b đ e g"),  # the copy lost c and d
        ("c d", "c d"),
        ("i k", "i k"),
    ],
)
def test_points_follow_the_vietnamese_alphabet(lines: str, numbering: str) -> None:
    assert kept(lines, lettered=True) == numbering


def test_articles_may_begin_late_and_leave_gaps() -> None:
    assert kept("11 12 15", any_start=True) == "11 12 15"
    assert kept("1 2 35 3 4", any_start=True) == "1 2 3 4"


def test_a_numbering_may_run_on_from_an_earlier_one() -> None:
    assert accept([arabic("3"), arabic("4")], after=Ordinal(2)) == [True, True]


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


@given(st.lists(st.integers(1, 6).map(Ordinal), max_size=12), st.booleans())
def test_what_is_accepted_always_rises(ordinals: list[Ordinal], any_start: bool) -> None:
    verdicts = accept(ordinals, any_start=any_start)
    accepted = [o for o, verdict in zip(ordinals, verdicts, strict=True) if verdict]
    assert accepted == sorted(set(accepted))
