"""What a question asks to define or lay down must be what the answer is about."""

from __future__ import annotations

import pytest

from hoidap.answering.fitting import is_special_case, speaks_of_provision
from hoidap.answering.subjects import is_about_subject


@pytest.mark.parametrize(
    ("question", "text", "about"),
    [
        ("Sinh hoạt chuyên đề là gì?", "1. Sinh hoạt chuyên đề là buổi bàn một nội dung.", True),
        ("Sinh hoạt chuyên đề là gì?", "“Sinh hoạt chuyên đề” được hiểu là buổi bàn.", True),
        ("Sinh hoạt chuyên đề là gì?", "Điều 3. Sinh hoạt chuyên đề\nMỗi quý một lần.", True),
        ("Sinh hoạt chuyên đề là gì?", "Buổi bàn như vậy là sinh hoạt chuyên đề.", True),
        ("Sinh hoạt chuyên đề là gì?", "Tổ sinh hoạt chuyên đề là bộ phận của chi bộ.", False),
        ("Sinh hoạt chuyên đề là gì?", "Chi bộ tổ chức sinh hoạt chuyên đề.", False),
        ("Quy chế quy định thế nào về thẻ đọc?", "Điều 4. Thẻ đọc\nThẻ đọc cấp một lần.", True),
        ("Quy chế quy định thế nào về thẻ đọc?", "2. Mất thẻ đọc phải báo ngay.", False),
        ("Thẻ đọc được quy định như thế nào?", "a) Thẻ đọc cấp cho từng người;", True),
        ("Thẻ đọc được quy định như thế nào?", "a) Giấy tờ, thẻ đọc và lệ phí;", False),
        ("Thẻ đọc là gì?", "Chương I Thẻ › Điều 4 Thẻ đọc\nMỗi bạn đọc có một.", True),
        ("Quyền của bạn đọc là gì?", "2. Bạn đọc có các quyền sau đây:\na) Mượn.", True),
        ("Quyền của bạn đọc là gì?", "2. Khách có các quyền của mình.", False),
        ("Luật Thư viện năm 2019, thẻ đọc là gì?", "Thẻ đọc là giấy của bạn đọc.", True),
    ],
)
def test_the_subject_opens_what_is_said_about_it(question: str, text: str, about: bool) -> None:
    assert is_about_subject(question, text) is about


@pytest.mark.parametrize(
    "question",
    [
        "Ai cấp thẻ đọc?",
        "Việc bàn một nội dung trong chi bộ được gọi là gì?",
        "Thủ thư đầu tiên có tên là gì?",
        "Thẻ đọc có giá trị bao lâu?",
    ],
)
def test_other_questions_have_no_such_subject(question: str) -> None:
    assert is_about_subject(question, "Bạn đọc giữ gìn sách.")


def test_an_article_that_is_named_must_be_the_one() -> None:
    assert speaks_of_provision("Theo Điều 27, ai cấp thẻ?", "Quy chế\nĐiều 27. Thẻ\nThủ thư cấp.")
    assert not speaks_of_provision("Theo Điều 27, ai cấp thẻ?", "Quy chế\nĐiều 28. Sách")
    assert not speaks_of_provision("Theo Điều 2, ai cấp thẻ?", "Quy chế\nĐiều 27. Thẻ")
    assert speaks_of_provision("Ai cấp thẻ?", "Quy chế\nĐiều 28. Sách")


def test_a_special_case_answers_a_question_that_sets_its_condition() -> None:
    special = "Nếu mất thẻ, bạn đọc nộp phí."
    assert is_special_case("Bạn đọc nộp gì?", special)
    assert not is_special_case("Bạn đọc nộp gì nếu mất thẻ?", special)
    assert not is_special_case("Bạn đọc nộp gì?", "Bạn đọc nộp phí.")
    assert is_special_case("Ai được vào kho?", "Không ai được vào kho, trừ thủ thư.")
