"""Questions for documents are told from questions for what documents say."""

from __future__ import annotations

import pytest

from hoidap.domain import Kind, Standing
from hoidap.retrieval.library_asked import LibraryQuestion, library_question

DIRECTIVE = Kind.DIRECTIVE


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "Có những văn bản nào do Bộ Chính trị ban hành?",
            LibraryQuestion(kind=DIRECTIVE, issuer="bộ chính trị"),
        ),
        (
            "Bộ Chính trị đã ban hành những chỉ thị nào về học tập?",
            LibraryQuestion(kind=DIRECTIVE, type="chỉ thị", issuer="bộ chính trị", topic="học tập"),
        ),
        (
            "Nghị định nào của Chính phủ ban hành sau năm 2016?",
            LibraryQuestion(kind=DIRECTIVE, type="nghị định", issuer="chính phủ", first_year=2017),
        ),
        (
            "Liệt kê các quyết định ban hành từ năm 2007 đến năm 2011",
            LibraryQuestion(kind=DIRECTIVE, type="quyết định", first_year=2007, last_year=2011),
        ),
        (
            "Có bao nhiêu văn bản trong kho?",
            LibraryQuestion(kind=DIRECTIVE, counts=True),
        ),
        ("Văn bản mới nhất là gì?", LibraryQuestion(kind=DIRECTIVE, newest=True)),
        (
            "Luật nào đã bị thay thế?",
            LibraryQuestion(
                kind=DIRECTIVE,
                type="luật",
                standings=frozenset({Standing.REPLACED, Standing.EXPIRED}),
            ),
        ),
        (
            "Các văn bản do Tổng Bí thư Nguyễn Phú Trọng ký là gì?",
            LibraryQuestion(kind=DIRECTIVE, signer="tổng bí thư nguyễn phú trọng"),
        ),
        (
            "Tôi muốn tìm bài phỏng vấn về Hải Hà",
            LibraryQuestion(kind=Kind.INTERVIEW, topic="hải hà"),
        ),
        ("Có những tài liệu nào?", LibraryQuestion()),
    ],
)
def test_what_is_asked_for_is_read(question: str, expected: LibraryQuestion) -> None:
    assert library_question(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "Có những quy định gì về làm thêm giờ?",
        "Văn bản nào quy định về nêu gương?",
        "Luật nào quy định về làm thêm giờ?",
        "Những văn bản nào được nhắc tới trong bài phỏng vấn?",
        "Các tài liệu cần nộp gồm những gì?",
        "Có bao nhiêu điều luật về trẻ em?",
        "Bao nhiêu quyết định bị huỷ năm 2016?",
        "Nghị quyết nêu những giải pháp nào?",
        "Chỉ thị của Bộ Chính trị yêu cầu những gì?",
        "Quy định về nêu gương",
        "Luật sư có quyền gì?",
        "",
    ],
)
def test_other_questions_are_left_to_the_search(question: str) -> None:
    assert library_question(question) is None
