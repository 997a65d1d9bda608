"""Questions to ask next: from what stands beside the citations, and worth asking."""

from __future__ import annotations

from hoidap.answering.assistant import Assistant
from hoidap.answering.related import LONGEST, MOST
from hoidap.domain import Status
from hoidap.retrieval.query import Turn

COMMENDED = "Bao nhiêu tập thể và cá nhân ở huyện Hải Hà được khen thưởng?"


def test_an_interview_offers_its_other_questions(assistant: Assistant) -> None:
    answer = assistant.ask(COMMENDED)
    (turn,) = {citation.locator for citation in answer.citations}
    with assistant.reading() as reading:
        document = reading.document(answer.citations[0].document_id)
    others = {each.title for each in document.sections if each.title and each.locator != turn}
    assert answer.related
    assert set(answer.related) <= others


def test_a_directive_offers_what_was_not_cited(assistant: Assistant) -> None:
    answer = assistant.ask("Quy định 144-QĐ/TW nêu những chuẩn mực nào?")
    assert "Điều 1 Quy định 144-QĐ/TW quy định gì?" in answer.related
    assert len(answer.related) <= MOST
    assert all("144-QĐ/TW" in question for question in answer.related)
    assert all(len(question) <= LONGEST for question in answer.related)
    assert not any("Nhận dạng văn bản" in question for question in answer.related)


def test_most_of_what_is_offered_is_answered(assistant: Assistant) -> None:
    questions = [
        COMMENDED,
        "Quy định 144-QĐ/TW nêu những chuẩn mực nào?",
        "Luật 10/2022/QH15 có bao nhiêu chương?",
    ]
    offered = [each for question in questions for each in assistant.ask(question).related]
    answered = [each for each in offered if assistant.ask(each).status is not Status.NOT_FOUND]
    assert len(offered) >= len(questions)
    assert len(answered) >= 0.8 * len(offered)


def test_nothing_is_offered_that_was_asked_already(assistant: Assistant) -> None:
    first = assistant.ask(COMMENDED)
    history = (Turn(first.related[0]),)
    again = assistant.ask(COMMENDED, history=history)
    assert first.related[0] not in again.related


def test_a_refusal_offers_nothing(assistant: Assistant) -> None:
    answer = assistant.ask("Giá vé xe khách từ Hà Nội đi Đà Nẵng hiện nay là bao nhiêu?")
    assert answer.status is Status.NOT_FOUND
    assert answer.related == ()
