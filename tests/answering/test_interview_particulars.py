"""Who answered and who asked, where and when: an interview says it of itself."""

from __future__ import annotations

import pytest

from hoidap.answering.assistant import Assistant
from hoidap.domain import Status

SPEAKER, INTERVIEWER = "Lưu Văn Thường", "Thái Cảnh"


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("Ai trả lời phỏng vấn Báo Quảng Ninh về việc học Bác ở Hải Hà?", SPEAKER),
        ("Ai được phỏng vấn trong bài về huyện Hải Hà?", SPEAKER),
        ("Người được phỏng vấn là ai?", SPEAKER),
        ("ai tra loi phong van", SPEAKER),
        ("Ai phỏng vấn đồng chí Lưu Văn Thường?", INTERVIEWER),
        ("Bài phỏng vấn do ai thực hiện?", INTERVIEWER),
        ("Bài phỏng vấn về huyện Hải Hà đăng trên báo nào?", "Báo Quảng Ninh"),
        ("Bài phỏng vấn huyện Hải Hà đăng ngày nào?", "11/6/2016"),
        ("Người trả lời phỏng vấn giữ chức vụ gì?", "Phó Bí thư Thường trực"),
    ],
)
def test_what_an_interview_says_of_itself_is_quoted(
    assistant: Assistant, question: str, holds: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status is Status.ANSWERED
    assert holds in answer.answer
    assert {each.document_id for each in answer.citations} == {"phong-van-huyen-hai-ha-2016"}


def test_a_byline_is_not_put_into_the_speakers_mouth(assistant: Assistant) -> None:
    (sentence,) = assistant.ask("Ai phỏng vấn đồng chí Lưu Văn Thường?").sentences
    assert sentence.attribution == "Theo bài phỏng vấn, Báo Quảng Ninh, ngày 11/6/2016:"


def test_who_asked_is_not_who_answered(assistant: Assistant) -> None:
    assert INTERVIEWER not in assistant.ask("Ai trả lời phỏng vấn ở Hải Hà?").answer
    assert "Người trả lời" not in assistant.ask("Ai phỏng vấn ở Hải Hà?").answer


@pytest.mark.parametrize(
    "question",
    [
        "Ai trả lời phỏng vấn về đường cao tốc Bắc Nam?",
        "Bài phỏng vấn về giá vàng đăng trên báo nào?",
    ],
)
def test_an_interview_about_something_else_is_not_meant(
    assistant: Assistant, question: str
) -> None:
    assert assistant.ask(question).status is Status.NOT_FOUND
