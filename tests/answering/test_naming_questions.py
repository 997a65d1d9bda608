"""What a question names decides what may answer it."""

from __future__ import annotations

import pytest

from hoidap.answering.assistant import Assistant
from hoidap.domain import Status


def test_a_sentence_about_another_document_does_not_answer(assistant: Assistant) -> None:
    answer = assistant.ask("Chỉ thị 03-CT/TW ban hành ngày nào?")
    assert "14/5/2011" in answer.answer
    assert "71-HD/BTGTW" not in answer.answer


def test_a_title_behind_the_number_is_part_of_the_name(assistant: Assistant) -> None:
    short = assistant.ask("Ai ký Chỉ thị 05-CT/TW?")
    long = assistant.ask(
        "Ai ký Chỉ thị 05-CT/TW về học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh?"
    )
    assert short.answer == long.answer


def test_a_title_alone_names_its_document(assistant: Assistant) -> None:
    answer = assistant.ask("Những điều đảng viên không được làm gồm bao nhiêu điều?")
    assert {each.document_id for each in answer.citations} == {"quy-dinh-37-qd-tw-2021"}


def test_a_list_that_is_asked_for_is_shown_whole(assistant: Assistant) -> None:
    answer = assistant.ask("Quy định 101-QĐ/TW yêu cầu nêu gương về những nội dung nào?")
    assert all(f"{number}. " in answer.answer for number in range(1, 8))
    assert answer.answer.startswith("Quy định 101-QĐ/TW xác định 7 nội dung nêu gương:")


@pytest.mark.parametrize(
    "question",
    [
        "Quy định 37 cấm những gì?",
        "Quy định 37-QĐ/TW cấm đảng viên làm những việc gì?",
        "Theo Quy định 37, đảng viên không được làm gì?",
        "quy dinh 37 cam nhung gi",
        "Những điều đảng viên không được làm là gì?",
        "Các điều đảng viên không được làm gồm những điều nào?",
        "19 điều đảng viên không được làm là gì?",
    ],
)
def test_what_is_forbidden_is_a_list_of_all_provisions_that_forbid(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question)
    places = [citation.locator for citation in answer.citations]
    assert list(dict.fromkeys(places)) == [f"Điều {each}" for each in (1, 2, 3, 4, 9, 13)]
    assert "sắp xếp lại" not in answer.answer


def test_a_list_behind_the_sentence_that_speaks_of_it_belongs_to_the_answer(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("Những đoàn thể cơ sở nào ở Hải Hà phát động thi đua sản xuất giỏi?")
    assert "Hội Nông dân xã Quảng Thành" in answer.answer


def test_what_was_said_in_the_interview_is_looked_for_there(assistant: Assistant) -> None:
    answer = assistant.ask("Trong bài phỏng vấn, có bao nhiêu tập thể được khen thưởng?")
    assert {each.document_id for each in answer.citations} == {"phong-van-huyen-hai-ha-2016"}


def test_a_deputy_is_not_the_holder_of_the_office(assistant: Assistant) -> None:
    assert assistant.ask("Ai là Bí thư Huyện uỷ Hải Hà?").status is Status.NOT_FOUND
    deputy = assistant.ask("Ai là Phó Bí thư Thường trực Huyện uỷ Hải Hà?")
    assert "Lưu Văn Thường" in deputy.answer


def test_a_place_that_no_document_names_is_not_answered_from_another(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("Bao nhiêu tập thể ở huyện Đầm Hà được khen thưởng?")
    assert answer.status is Status.NOT_FOUND


@pytest.mark.parametrize(
    "question",
    [
        "Chi bộ được khen thưởng những gì theo huyện Hải Hà?",
        "Hải Hà có những đoàn thể nào phát động thi đua?",
        "Đảng viên có phải nêu gương không?",
        "Ở Hải Hà việc nào gắn với chỉnh trang đô thị?",
        "Nơi nào ở Hải Hà công khai nội dung làm theo?",
    ],
)
def test_the_sentence_that_opens_a_list_never_stands_alone(
    assistant: Assistant, question: str
) -> None:
    sentences = [each.text for each in assistant.ask(question).sentences]
    assert sentences
    followed = [*sentences[1:], ""]
    for said, following in zip(sentences, followed, strict=True):
        assert not said.endswith(":") or following[:1].isdigit() or following[:1] in "-+*", said
