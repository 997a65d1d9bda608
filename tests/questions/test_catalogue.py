"""Which documents a question asks for, given the names that a library knows."""

from __future__ import annotations

import pytest

from hoidap.domain import Kind, Standing
from hoidap.questions.catalogue import DocumentsAsked, documents_asked

DIRECTIVE = Kind.DIRECTIVE
OUT_OF_FORCE = frozenset({Standing.REPLACED, Standing.EXPIRED})
ISSUERS = ("Bộ Chính trị", "Chính phủ", "Ban Chấp hành Trung ương", "Thủ tướng Chính phủ")
SIGNERS = ("Nguyễn Phú Trọng", "Trần Văn Túy")


def asked(question: str) -> DocumentsAsked | None:
    return documents_asked(question, ISSUERS, SIGNERS)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "Có những văn bản nào do Bộ Chính trị ban hành?",
            DocumentsAsked(kind=DIRECTIVE, issuers=("bộ chính trị",)),
        ),
        (
            "Bộ Chính trị đã ban hành những chỉ thị nào về bình đẳng giới?",
            DocumentsAsked(
                kind=DIRECTIVE,
                type="chỉ thị",
                issuers=("bộ chính trị",),
                subjects=("bình đẳng giới",),
            ),
        ),
        (
            "Nghị định nào của Chính phủ ban hành sau năm 2016?",
            DocumentsAsked(
                kind=DIRECTIVE, type="nghị định", issuers=("chính phủ",), first_year=2017
            ),
        ),
        (
            "Liệt kê các quyết định ban hành từ năm 2007 đến năm 2011",
            DocumentsAsked(kind=DIRECTIVE, type="quyết định", first_year=2007, last_year=2011),
        ),
        ("Các chỉ thị trước năm 2012", DocumentsAsked("chỉ thị", DIRECTIVE, last_year=2011)),
        ("Có bao nhiêu văn bản trong kho?", DocumentsAsked(kind=DIRECTIVE, counts=True)),
        ("Văn bản mới nhất là gì?", DocumentsAsked(kind=DIRECTIVE, newest=True)),
        ("Văn bản nào mới ra gần đây nhất?", DocumentsAsked(kind=DIRECTIVE, newest=True)),
        (
            "Luật nào đã bị thay thế?",
            DocumentsAsked(kind=DIRECTIVE, type="luật", standings=OUT_OF_FORCE),
        ),
        (
            "Những văn bản nào không còn hiệu lực?",
            DocumentsAsked(kind=DIRECTIVE, standings=OUT_OF_FORCE),
        ),
        (
            "Các văn bản do Tổng Bí thư Nguyễn Phú Trọng ký là gì?",
            DocumentsAsked(kind=DIRECTIVE, signers=("tổng bí thư nguyễn phú trọng",)),
        ),
        (
            "Quy định nào của Ban Chấp hành Trung ương còn hiệu lực?",
            DocumentsAsked(
                kind=DIRECTIVE,
                type="quy định",
                issuers=("ban chấp hành trung ương",),
                standings=frozenset(Standing) - OUT_OF_FORCE,
            ),
        ),
        (
            "Tôi muốn tìm bài phỏng vấn về Hải Hà",
            DocumentsAsked(kind=Kind.INTERVIEW, subjects=("hải hà",)),
        ),
        (
            "văn bản nào quy định về quản lý rừng",
            DocumentsAsked(kind=DIRECTIVE, subjects=("quản lý rừng",)),
        ),
        ("Có những tài liệu nào?", DocumentsAsked()),
    ],
)
def test_what_is_asked_for_is_read(question: str, expected: DocumentsAsked) -> None:
    assert asked(question) == expected


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("Liệt kê các nghị định của Bộ Tài chính", "bộ tài chính"),
        ("Những văn bản nào được nhắc tới trong bài phỏng vấn?", "nhắc"),
        ("Bao nhiêu quyết định bị huỷ năm 2016?", "hủy"),
    ],
)
def test_what_no_exemplar_says_is_a_subject(question: str, subject: str) -> None:
    found = asked(question)
    assert found is not None and subject in " ".join(found.subjects)


def test_a_question_without_a_kind_of_document_asks_for_none() -> None:
    assert asked("Ai là bí thư?") is None
