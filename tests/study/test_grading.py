"""Right and wrong answers."""

from __future__ import annotations

import pytest

from hoidap.study.grading import Given, is_right
from hoidap.study.item_text import answer_lines, full_key, spoken
from tests.study.samples import CHOICE, GAP, ITEMS, MATCH, ORDER, TRUE_FALSE


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: str(item.kind))
def test_the_right_answer_is_right_and_its_words_are_the_key(item: object) -> None:
    for each in ITEMS:
        text = each.answers[0] if each.answers else ""
        assert is_right(each, Given(chosen=each.correct, text=text))
        assert answer_lines(each)


@pytest.mark.parametrize("typed", ["5 ngày", " 5  NGÀY.", "5 ngay", "Năm ngày"])
def test_a_gap_takes_the_words_however_they_are_typed(typed: str) -> None:
    assert is_right(GAP, Given(text=typed))


@pytest.mark.parametrize("typed", ["", "15 ngày", "5 tháng"])
def test_a_gap_does_not_take_other_words(typed: str) -> None:
    assert not is_right(GAP, Given(text=typed))


def test_a_part_of_an_order_or_a_match_is_not_enough() -> None:
    assert not is_right(ORDER, Given(chosen=(1, 2)))
    assert not is_right(MATCH, Given(chosen=(1, 0, 2)))
    assert not is_right(CHOICE, Given())


def test_answers_in_words() -> None:
    assert full_key(CHOICE) == "B – 4 lần"
    assert full_key(TRUE_FALSE) == "Sai"
    assert full_key(GAP) == "5 ngày / năm ngày"
    assert full_key(MATCH) == "1–B, 2–C, 3–A"
    assert full_key(ORDER) == "B, C, A"
    assert spoken(MATCH, Given(chosen=(0,))) == ("Điều 1 – Các bước",)
    assert spoken(CHOICE, Given(chosen=(9,))) == ()
