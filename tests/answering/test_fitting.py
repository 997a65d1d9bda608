"""Whether a text holds the kind of thing that is asked for."""

from __future__ import annotations

import pytest

from hoidap.answering.fitting import fits_question, speaks_of_head, speaks_of_names


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


@pytest.mark.parametrize(
    ("question", "fitting", "not_fitting"),
    [
        (
            "Vì sao thư viện đóng cửa?",
            "Lý do thư viện đóng cửa là để sửa mái.",
            "Thư viện đóng cửa do Uỷ ban nhân dân quyết định.",
        ),
        (
            "Nội quy có bao nhiêu chương, bao nhiêu điều?",
            "Nội quy có 3 chương, 12 điều.",
            "Nội quy có 3 chương, nhắc tới Điều 12.",
        ),
        (
            "Quyền thứ ba của bạn đọc là gì?",
            "Quyền của bạn đọc:\n3. Mượn sách về nhà.",
            "Quyền của bạn đọc:\n1. Đọc tại chỗ.",
        ),
        ("Ai là giám đốc thư viện?", "Giám đốc là Văn Mẫu.", "Văn Mẫu làm phó giám đốc."),
        (
            "Thẻ có giá trị từ ngày nào?",
            "Thẻ có giá trị từ ngày cấp.",
            "Thẻ theo Quyết định 12/2015/QĐ-UBND.",
        ),
        (
            "Bao nhiêu độc giả được khen?",
            "Có ba mươi độc giả được khen.",
            "1. Độc giả được khen theo nội quy.",
        ),
    ],
)
def test_what_only_resembles_an_answer_is_none(
    question: str, fitting: str, not_fitting: str
) -> None:
    assert fits_question(question, fitting)
    assert not fits_question(question, not_fitting)


def test_names_and_heads_must_be_spoken_of() -> None:
    assert speaks_of_names("Thư viện Đầm Hà mở cửa khi nào?", ["", "xã Thư viện Đầm Hà"])
    assert not speaks_of_names("Bạn đọc ở Đầm Hà có mấy người?", ["Bạn đọc ở Hải Hà"])
    assert speaks_of_names("Theo Luật Thư Viện, ai cấp thẻ?", ["Thẻ do xã cấp."])
    assert not speaks_of_head("Số điện thoại của thư viện là gì?", "Thư viện của xã.")
    assert speaks_of_head("Nhiệm vụ của thư viện là gì?", "Nhiệm vụ: cho mượn sách.")


def test_a_number_of_the_question_is_no_answer() -> None:
    question = "Chỉ thị 05 nêu bao nhiêu nhiệm vụ?"
    assert not fits_question(question, "Chỉ thị 05 nêu nhiệm vụ của các cấp.")
    assert fits_question(question, "Chỉ thị 05 nêu 6 nhiệm vụ.")


def test_a_person_of_the_question_is_no_answer() -> None:
    assert not fits_question("Ai là vợ của Văn Mẫu?", "Văn Mẫu đã lập gia đình.")
    assert fits_question("Ai là vợ của Văn Mẫu?", "Văn Mẫu kết hôn với Thị Thử năm ấy.")


def test_other_questions_are_answered_by_any_text() -> None:
    assert fits_question("Thẻ mượn là gì?", "Thư viện.")
