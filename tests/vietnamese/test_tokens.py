"""Terms find the same thing however it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoidap.vietnamese.question_words import folded_term_weight, is_question_word, term_weight
from hoidap.vietnamese.tokens import bigrams, folded_terms, index_terms, tokenise


def base(text: str) -> list[str]:
    return [token.text for token in tokenise(text) if not token.extra]


def extra(text: str) -> list[str]:
    return [token.text for token in tokenise(text) if token.extra]


def test_syllables_in_match_form_with_their_ranges() -> None:
    text = "Cấp uỷ, tổ chức Đảng"
    tokens = tokenise(text)
    assert [token.text for token in tokens] == ["cấp", "ủy", "tổ", "chức", "đảng"]
    assert [text[token.start : token.end] for token in tokens] == [
        "Cấp",
        "uỷ",
        "tổ",
        "chức",
        "Đảng",
    ]


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("Chỉ thị 05-CT/TW", "chi thi 5 – ct/tw", "05-ct/tw"),
        ("ngày 15 tháng 5 năm 2016", "15-5-2016", "2016-05-15"),
        ("đạt 97,8%", "97,8 phần trăm", "97,8"),
        ("1.000.000 đồng", "1000000 đồng", "1000000"),
        ("Bộ Chính trị (khoá XII)", "khoá 12", "12"),
        ("Chương II. Tổ chức", "chương 2", "2"),
        ("Nghị quyết T.Ư 4", "NQ TW 4", "tw"),
        ("Ban Chấp hành TƯ", "BCH TW", "tw"),
        ("Điều 08", "điều 8", "8"),
        ("khoá", "khóa", "khóa"),
        ("tỉ lệ, kĩ thuật", "tỷ lệ", "tỷ_lệ"),
        ("qui định", "quy định", "quy_định"),
    ],
)
def test_two_spellings_share_a_term(one: str, other: str, shared: str) -> None:
    assert shared in index_terms(one)
    assert shared in index_terms(other)


def test_a_whole_stands_before_its_parts_and_outside_the_pairs() -> None:
    tokens = tokenise("Chỉ thị 05-CT/TW của")
    assert [token.text for token in tokens] == ["chỉ", "thị", "05-ct/tw", "5", "ct", "tw", "của"]
    assert bigrams(tokens) == ["chỉ_thị", "thị_5", "5_ct", "ct_tw", "tw_của"]


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("cán bộ, đảng viên", ["cán_bộ", "đảng_viên"]),
        ("hết câu. Câu mới", ["hết_câu", "câu_mới"]),
        ("dòng một\ndòng hai", ["dòng_một", "dòng_hai"]),
        ("Mác – Lênin", ["mác_lênin"]),
        ("và/hoặc", ["và_hoặc"]),
        ("(khoá) XI", []),
    ],
)
def test_pairs_do_not_cross_punctuation(text: str, pairs: list[str]) -> None:
    assert bigrams(tokenise(text)) == pairs


@pytest.mark.parametrize(
    "text", ["HỌC TẬP TƯ TƯỞNG", "thứ tư", "XI MĂNG", "hành vi", "HÀNH VI VI PHẠM", "xi măng"]
)
def test_words_that_look_like_numerals_or_abbreviations_stay_words(text: str) -> None:
    assert extra(text) == []
    assert "tw" not in base(text)


def test_folded_terms_are_what_an_asker_without_diacritics_types() -> None:
    assert set(folded_terms("Đảng uỷ khen thưởng 35 tập thể")) == set(
        index_terms("dang uy khen thuong 35 tap the")
    )


@given(st.text(max_size=60))
def test_every_range_lies_in_the_text_and_base_tokens_never_overlap(text: str) -> None:
    end = 0
    for token in tokenise(text):
        assert 0 <= token.start < token.end <= len(text)
        if not token.extra:
            assert token.start >= end
            end = token.end


def test_question_words_weigh_little() -> None:
    assert is_question_word("bao_nhiêu") and not is_question_word("huyện")
    assert term_weight("gì") < term_weight("của") < term_weight("khen") == 1.0
    assert term_weight("là_gì") <= term_weight("gì")
    assert term_weight("của_huyện") == term_weight("của")
    assert term_weight("khen_thưởng") == 1.0
    assert folded_term_weight("bao_nhieu") == term_weight("bao_nhiêu")
    assert folded_term_weight("khen") == 1.0
