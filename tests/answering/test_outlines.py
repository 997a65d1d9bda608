"""Questions about a whole document are answered by its structure."""

from __future__ import annotations

import pytest

from hoidap.answering.assistant import Assistant
from hoidap.domain import Status
from hoidap.retrieval.query import Scope
from tests.study.conftest import LABOUR_CODE, library

__all__ = ["library"]
CHAPTERS = 17


@pytest.mark.parametrize(
    "question",
    [
        "Bộ luật Lao động gồm những chương nào?",
        "Nội dung chính của Bộ luật Lao động là gì?",
        "Hãy tóm tắt Bộ luật Lao động",
        "Bố cục của Bộ luật Lao động như thế nào?",
        "Hãy cho biết Bộ luật Lao động có những nội dung cơ bản nào?",
        "Bộ luật Lao động quy định những gì?",
    ],
)
def test_a_code_shows_the_headings_of_its_chapters(library: Assistant, question: str) -> None:
    answer = library.ask(question)
    assert answer.status is Status.ANSWERED
    assert {each.document_id for each in answer.citations} == {LABOUR_CODE}
    shown = [each.quote for each in answer.citations]
    assert sum(quote.count("Chương ") for quote in shown) == CHAPTERS
    assert "Chương VII" in answer.answer and "Điều 1." not in answer.answer


def test_chapters_and_articles_are_counted(library: Assistant) -> None:
    chapters = library.ask("Bộ luật Lao động có bao nhiêu chương?")
    assert any(f"{CHAPTERS} chương" in each.text for each in chapters.warnings)
    articles = library.ask("Bộ luật Lao động có tất cả bao nhiêu điều?")
    assert any("220 điều" in each.text for each in articles.warnings)
    assert "Điều 220" in articles.answer


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("Tóm tắt Chỉ thị 05-CT/TW", "mở rộng phạm vi học tập"),
        ("Nội dung chính của Quy định 101-QĐ/TW?", "7 nội dung nêu gương"),
        ("Pháp lệnh 34/2007 gồm những gì?", "nhân dân giám sát"),
    ],
)
def test_a_digest_shows_what_stands_under_its_headings(
    assistant: Assistant, question: str, holds: str
) -> None:
    answer = assistant.ask(question)
    assert holds in answer.answer
    assert "mang tên" not in answer.answer


def test_what_a_digest_leaves_out_is_not_counted(assistant: Assistant) -> None:
    answer = assistant.ask("Luật 44/2013/QH13 có bao nhiêu chương?")
    assert answer.status is Status.NOT_FOUND


def test_a_question_about_a_subject_is_none_about_the_whole(library: Assistant) -> None:
    answer = library.ask("Bộ luật Lao động quy định những gì về thử việc?", Scope())
    assert sum(each.quote.count("Chương ") for each in answer.citations) < CHAPTERS
