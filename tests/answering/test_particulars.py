"""Questions about a document itself are answered from where it says so, or refused."""

from __future__ import annotations

import pytest

from hoidap.answering.assistant import Assistant
from hoidap.domain import Status


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("Ai ký Chỉ thị 05-CT/TW?", "Nguyễn Phú Trọng"),
        ("Chỉ thị 05-CT/TW ban hành ngày tháng năm nào?", "15/5/2016"),
        ("Chỉ thị 03-CT/TW do cơ quan nào ban hành?", "Bộ Chính trị"),
        ("Quy định 37-QĐ/TW là quy định về việc gì?", "Những điều đảng viên không được làm"),
        ("Pháp lệnh 34/2007/PL-UBTVQH11 còn hiệu lực không?", "10/2022/QH15"),
        ("Quy định 144-QĐ/TW có bao nhiêu điều?", "6 điều"),
        ("Chỉ thị 05 thay thế chỉ thị nào?", "tiếp nối Chỉ thị 03-CT/TW"),
        ("Quy định 37-QĐ/TW thay thế văn bản nào?", "Quy định 47-QĐ/TW"),
        ("Chỉ thị 03-CT/TW tiếp nối chỉ thị nào?", "Chỉ thị 06-CT/TW"),
        ("Chỉ thị nào thay thế Chỉ thị 03?", "tiếp nối bởi Chỉ thị 05-CT/TW"),
        ("Chỉ thị 03-CT/TW được tiếp nối bởi chỉ thị nào?", "Chỉ thị 05-CT/TW"),
    ],
)
def test_what_a_document_says_of_itself_is_quoted(
    assistant: Assistant, question: str, holds: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status is Status.ANSWERED
    assert holds in answer.answer
    for citation in answer.citations:
        assert citation.quote in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "Chỉ thị 1973/CT-TTg do ai ký?",
        "Nghị định 04/2015/NĐ-CP có hiệu lực từ ngày nào?",
        "Luật 44/2013/QH13 có bao nhiêu chương?",
    ],
)
def test_what_it_does_not_say_is_not_taken_from_its_neighbours(
    assistant: Assistant, question: str
) -> None:
    assert assistant.ask(question).status is Status.NOT_FOUND


def test_of_two_things_asked_the_one_that_is_said_is_a_partial_answer(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("Chỉ thị 1973/CT-TTg do ai ký, ban hành ngày nào?")
    assert answer.status is Status.PARTIAL
    assert "07/11/2011" in answer.answer


def test_a_question_about_the_contents_is_no_question_about_the_document(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("Chỉ thị 05-CT/TW ban hành vì lý do gì?")
    assert "chưa tự giác" in answer.answer
