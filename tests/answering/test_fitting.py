"""Whether a text holds the kind of thing that is asked for."""

from __future__ import annotations

import pytest

from hoidap.answering.fitting import fits_question


@pytest.mark.parametrize(
    ("question", "fitting", "not_fitting"),
    [
        (
            "Thư viện có bao nhiêu cuốn sách?",
            "Thư viện có 12.000 cuốn sách.",
            "Thư viện mở cửa từ năm 2010.",
        ),
        (
            "Bao nhiêu phần trăm bạn đọc là trẻ em?",
            "Trẻ em chiếm 40% số bạn đọc.",
            "Năm 2016, trẻ em là bạn đọc đông nhất.",
        ),
        (
            "Dân số của xã là bao nhiêu?",
            "Dân số của xã là 5.000 người.",
            "Thư viện của xã có 5.000 cuốn sách.",
        ),
        ("Thẻ có giá trị bao lâu?", "Thẻ có giá trị 2 năm.", "Thẻ có giá trị lâu dài."),
        (
            "Luật có hiệu lực từ ngày nào?",
            "Luật có hiệu lực từ ngày 01/7/2020.",
            "Trước khi vận dụng cần kiểm tra hiệu lực của luật.",
        ),
        (
            "Khi nào thẻ hết giá trị?",
            "Thẻ hết giá trị khi bạn đọc chuyển đi.",
            "Thẻ hết giá trị phải nộp lại.",
        ),
        (
            "Ai ký Quyết định về thư viện?",
            "Quyết định do đồng chí Văn Mẫu ký.",
            "Quyết định do Uỷ ban nhân dân ban hành.",
        ),
        ("Cơ quan nào cấp thẻ?", "Uỷ ban nhân dân xã cấp thẻ.", "Thẻ được cấp một lần."),
    ],
)
def test_an_answer_holds_what_is_asked_for(question: str, fitting: str, not_fitting: str) -> None:
    assert fits_question(question, fitting)
    assert not fits_question(question, not_fitting)


def test_a_number_of_the_question_is_no_answer() -> None:
    question = "Chỉ thị 05 nêu bao nhiêu nhiệm vụ?"
    assert not fits_question(question, "Chỉ thị 05 nêu nhiệm vụ của các cấp.")
    assert fits_question(question, "Chỉ thị 05 nêu 6 nhiệm vụ.")


def test_a_person_of_the_question_is_no_answer() -> None:
    assert not fits_question("Ai là vợ của Văn Mẫu?", "Văn Mẫu đã lập gia đình.")
    assert fits_question("Ai là vợ của Văn Mẫu?", "Văn Mẫu kết hôn với Thị Thử năm ấy.")


def test_other_questions_are_answered_by_any_text() -> None:
    assert fits_question("Thẻ mượn là gì?", "Thư viện.")
