"""Answers are compared fairly: what is not part of an answer does not count."""

from __future__ import annotations

import pytest

from hoidap.evaluation.metrics import auroc, holds_answer, precision_recall, reciprocal_rank


@pytest.mark.parametrize(
    ("unit", "answer"),
    [
        ("Thời hạn là 05 ngày làm việc.", "5 ngày"),
        ("Thời hạn là 5 ngày làm việc.", "05 ngày làm việc."),
        ("1. Người mượn có quyền:\na) Đọc tại chỗ;\nb) Mượn về.", "Đọc tại chỗ; Mượn về"),
        ("Thuỷ điện và hoà bình", "thủy điện VÀ hòa bình"),
    ],
)
def test_labels_zeros_and_stops_are_no_part_of_an_answer(unit: str, answer: str) -> None:
    assert holds_answer(unit, [answer])


@pytest.mark.parametrize(
    ("unit", "answer"),
    [
        ("Thời hạn là 15 ngày.", "5 ngày"),
        ("Thư viện của xã", "Thư viện của xã khác"),
        ("Nghị định 100/2015", "Nghị định 1/2015"),
        ("Bất kỳ điều gì", ""),
    ],
)
def test_part_of_a_word_or_number_is_no_answer(unit: str, answer: str) -> None:
    assert not holds_answer(unit, [answer])


def test_ranks_and_decisions() -> None:
    assert reciprocal_rank(["a", "b", "c"], frozenset("c")) == pytest.approx(1 / 3)
    assert auroc([0.9, 0.8, 0.1], [True, False, False]) == 1.0
    assert auroc([0.5, 0.5], [True, False]) == 0.5
    assert precision_recall([True, True, False], [True, False, True]) == (0.5, 0.5)
