"""Folding takes every mark and nothing else."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoidap.vietnamese.folding import fold, fold_composed, has_diacritics, unmarked_share


def test_all_marks_go_and_capitals_stay() -> None:
    assert fold("ĐIỀU Ước, khoản đ; Thuỷ – ưỡn ẹo") == "DIEU Uoc, khoan d; Thuy – uon eo"


def test_decomposed_text_folds_like_composed() -> None:
    text = "Nghị quyết của Đảng uỷ"
    assert fold(unicodedata.normalize("NFD", text)) == fold(text) == "Nghi quyet cua Dang uy"


@given(st.text())
def test_folding_composed_text_keeps_every_offset(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert len(fold_composed(composed)) == len(composed)


@pytest.mark.parametrize(
    ("text", "marked"),
    [("bao nhieu", False), ("chỉ", True), ("d", False), ("đ", True), ("Ư", True), ("“–…", False)],
)
def test_has_diacritics(text: str, marked: bool) -> None:
    assert has_diacritics(text) is marked


def test_unmarked_share_tells_typing_without_marks_from_spelling() -> None:
    correct = "Tỷ lệ cán bộ, đảng viên đăng ký nội dung làm theo đạt 97,8% là của huyện nào?"
    assert unmarked_share(correct) < 0.3
    assert unmarked_share(fold(correct)) == 1.0
    assert unmarked_share("05-2016 %") == 0.0
