"""Sentences are exact ranges, and stops inside names and numbers do not end them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoidap.vietnamese.sentences import split_sentences


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["Huyện đạt 97,8%.", "Việc “làm theo” ngày càng rõ hơn."],
        ["Thực hiện Nghị quyết T.Ư 4 (khoá XI).", "Các cấp uỷ kiểm điểm."],
        ["Họp tại TP. Hồ Chí Minh.", "PGS.TS. Trần A và TS. Lê B dự."],
        ["Nxb. Chính trị in sách, báo, v.v. và phát hành.", "Sau đó bán."],
        ["Gồm bút, giấy v.v.", "Các món khác không tính."],
        ["Thực hiện theo điểm b.", "Khoản 2 không áp dụng."],
        ["Chi 1.000.000 đồng.", "Báo ra 09.2014.", "Đăng ngày 1.11. 2011 ở trang 3."],
        ["C. Mác và V.I. Lênin đã nêu.", "Ph. Ăngghen cũng vậy."],
        ["Quốc hội khoá X.", "Luật này có hiệu lực."],
        ["Ông nói: “Xong rồi.”", "Rồi ông về."],
        ["Ai làm (việc này?)", "Không ai làm!"],
        ["Áp dụng ở cơ quan nhà nước...", "Việc đó tốt."],
        ["Năm 2016.", "35 tập thể được khen."],
        ["tôi hỏi về điều này.", "xin cảm ơn."],
        ["Quyết định có hiệu lực./."],
        ["a) Một việc;", "b) Hai việc;", "c) Ba việc."],
        ["tập đoàn Intel .", "Anh làm ở đó ."],
    ],
)
def test_sentences_of_one_paragraph(parts: list[str]) -> None:
    assert sentences(" ".join(parts)) == parts


@pytest.mark.parametrize(
    "sentence",
    [
        "1. Chất ma tuý là chất gây nghiện.",
        "1.1. Mục tiêu chung",
        "- a. Nội dung chính",
        "I. Khái quát tình hình",
        "Điều 8. Quyền của người lao động",
        "Chương II. Tổ chức thực hiện",
        "“6. Phân tích sơ bộ",
        "Chi bộ Hạt kiểm lâm..., sau khi đăng ký",
        "Ông hỏi: “Ai làm?” rồi đi",
        "Thực hiện quy chế; giữ kỷ luật; nêu gương",
        "tạo đồng thuận… trong nhân dân",
    ],
)
def test_one_sentence_stays_whole(sentence: str) -> None:
    assert sentences(sentence) == [sentence]


def test_a_line_end_ends_a_sentence() -> None:
    assert sentences("Điều 1\nPhạm vi;\n\n  - một  \n.\n") == ["Điều 1", "Phạm vi;", "- một", "."]


@given(st.text(alphabet=st.sampled_from("aĐ1.;!?…”) \n-,bK"), max_size=60))
def test_every_character_but_spaces_lies_in_exactly_one_sentence(text: str) -> None:
    end = 0
    covered = ""
    for start, stop in split_sentences(text):
        assert end <= start < stop
        assert text[start:stop] == text[start:stop].strip()
        covered += text[start:stop]
        end = stop
    assert "".join(covered.split()) == "".join(text.split())
