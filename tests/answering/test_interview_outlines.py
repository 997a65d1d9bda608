"""Questions about a whole interview: its gist, and what was asked in it."""

from __future__ import annotations

import pytest

from hoidap.answering.assistant import Assistant
from hoidap.domain import Status

INTERVIEW = "phong-van-huyen-hai-ha-2016"


@pytest.mark.parametrize(
    "question",
    [
        "Tóm tắt bài phỏng vấn",
        "Tóm tắt bài phỏng vấn về huyện Hải Hà",
        "Bài phỏng vấn đồng chí Lưu Văn Thường nói về những gì?",
        "Nội dung chính của bài phỏng vấn Hải Hà là gì?",
        "noi dung chinh cua bai phong van hai ha la gi",
    ],
)
def test_the_gist_is_what_every_answer_begins_with(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status is Status.ANSWERED
    assert {each.locator for each in answer.citations} == {f"Hỏi–đáp {n}" for n in (1, 2, 3)}
    assert "1. Thực hành tiết kiệm, chống lãng phí." in answer.answer  # the first list of one
    assert all("Lưu Văn Thường" in (each.attribution or "") for each in answer.sentences)
    assert "bản tóm lược" not in answer.answer


@pytest.mark.parametrize(
    "question",
    ["Phóng viên đã hỏi những gì?", "Có mấy câu hỏi trong bài phỏng vấn?"],
)
def test_what_was_asked_is_nobodys_answer(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert len(answer.sentences) == 3
    assert all(each.text.startswith("Phóng viên:") for each in answer.sentences)
    assert not any("Lưu Văn Thường" in (each.attribution or "") for each in answer.sentences)


def test_questions_are_counted(assistant: Assistant) -> None:
    answer = assistant.ask("Có mấy câu hỏi trong bài phỏng vấn?")
    assert any("3 câu hỏi" in each.text for each in answer.warnings)


def test_another_place_is_not_this_interview(assistant: Assistant) -> None:
    answer = assistant.ask("Tóm tắt bài phỏng vấn về huyện Đầm Hà")
    assert answer.status is Status.NOT_FOUND


def test_what_an_interview_says_of_one_thing_is_searched_for(assistant: Assistant) -> None:
    answer = assistant.ask("Trong bài phỏng vấn, bao nhiêu tập thể được khen thưởng?")
    assert "35 tập thể" in answer.answer
    assert len(answer.citations) < 3
