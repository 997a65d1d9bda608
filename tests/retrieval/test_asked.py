"""What a question asks, apart from how it asks."""

from __future__ import annotations

import pytest

from hoidap.retrieval.asked import QuestionKind, asked_part, question_kinds, subject


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Theo Luật Thư viện 2019, bạn đọc được mượn mấy cuốn?", "bạn đọc được mượn mấy cuốn?"),
        ("Theo Điều 5, Luật Thư viện, thẻ mượn là gì?", "thẻ mượn là gì?"),
        ("Luật Thư viện quy định thế nào về thẻ mượn?", "thẻ mượn?"),
        ("Hãy nêu nhiệm vụ của thủ thư.", "nhiệm vụ của thủ thư."),
        ("Thủ thư phải có bằng cấp, đúng hay sai?", "Thủ thư phải có bằng cấp"),
        ("Thẻ mượn có giá trị bao lâu theo Luật Thư viện?", "Thẻ mượn có giá trị bao lâu"),
    ],
)
def test_law_request_and_form_of_answer_are_left_out(question: str, asked: str) -> None:
    assert asked_part(question) == asked


@pytest.mark.parametrize(
    "question",
    [
        "Thư viện mở cửa lúc nào?",
        "Việc này được xử lý theo quy định của Bộ luật nào?",
        "Luật Thư viện có hiệu lực từ ngày nào?",
        "",
    ],
)
def test_what_is_asked_about_stays(question: str) -> None:
    assert asked_part(question) == question


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Thẻ mượn có giá trị bao lâu?", QuestionKind.DURATION),
        ("Làm mất sách bị phạt bao nhiêu tiền?", QuestionKind.MONEY),
        ("Mỗi bạn đọc mượn mấy cuốn?", QuestionKind.NUMBER),
        ("Thư viện mở cửa từ ngày nào?", QuestionKind.TIME),
        ("Cơ quan nào cấp thẻ?", QuestionKind.ACTOR),
        ("Ai quản lý kho sách?", QuestionKind.ACTOR),
        ("Giấy đó được gọi là gì?", QuestionKind.TERM),
        ("Thẻ mượn là gì?", QuestionKind.DEFINITION),
        ("Trẻ em có được mượn sách không?", QuestionKind.YES_NO),
        ("Thẻ bị thu hồi trong trường hợp nào?", QuestionKind.LIST),
        ("Luật quy định thế nào về thẻ mượn?", QuestionKind.GENERAL),
    ],
)
def test_kinds_are_read_from_question_words(question: str, kind: QuestionKind) -> None:
    assert kind in question_kinds(question)


def test_tone_placement_makes_no_difference() -> None:
    assert question_kinds("Uỷ ban nào cấp thẻ?") == question_kinds("Ủy ban nào cấp thẻ?")


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("Theo Luật Thư viện, thẻ mượn là gì?", "thẻ mượn"),
        ("Thẻ mượn được hiểu như thế nào?", "thẻ mượn"),
        ("Thế nào là thẻ mượn?", "thẻ mượn"),
        ("Thư viện mở cửa lúc nào?", None),
    ],
)
def test_subject_of_a_definition(question: str, about: str | None) -> None:
    assert subject(question) == about
