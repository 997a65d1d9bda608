"""What "còn ..." names takes the place of its like in the question before."""

from __future__ import annotations

import pytest

from hoidap.retrieval.replacing import complete_provision, put_in_place

RIGHTS = "Bạn đọc có quyền gì?"
ARTICLE = "Điều 12 Quy chế thư viện nói gì?"


def named(text: str) -> bool:
    """A stand-in for the catalogue."""
    return "144" in text or "37" in text


@pytest.mark.parametrize(
    ("earlier", "question", "expected"),
    [
        (ARTICLE, "Còn Điều 13?", "Điều 13 Quy chế thư viện nói gì?"),
        ("Quy định 144 do ai ký?", "Còn Quy định 37 thì sao?", "Quy định 37 do ai ký?"),
        (
            "Những quy chế nào được ban hành năm 2012?",
            "Thế còn năm 2016?",
            "Những quy chế nào được ban hành năm 2016?",
        ),
    ],
)
def test_what_is_named_takes_the_place_of_its_like(
    earlier: str, question: str, expected: str
) -> None:
    assert put_in_place(question, earlier, named, "Quy định 144") == expected


@pytest.mark.parametrize(
    ("earlier", "question"),
    [
        (RIGHTS, "Còn ai nữa?"),
        (RIGHTS, "Bạn đọc có nghĩa vụ gì?"),
        ("Thẻ mượn có hạn bao lâu?", "Thế còn người cao tuổi?"),
        ("Phí mượn là bao nhiêu (Quy chế thư viện)?", "Thế còn người cao tuổi?"),
        ("Thẻ đọc hợp lệ khi nào?", "Thẻ mượn thì sao?"),
        ("Người có thẻ được mượn mấy cuốn?", "Người không có thẻ thì sao?"),
        (RIGHTS, "Còn Quy định 37?"),
    ],
)
def test_what_has_no_like_is_left_to_be_read_together(earlier: str, question: str) -> None:
    assert put_in_place(question, earlier, named, None) is None


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Khoản 3 nói gì?", "Khoản 3 Điều 12 nói gì?"),
        ("Điểm b khoản 2 thì sao?", "Điểm b khoản 2 Điều 12 thì sao?"),
        ("Điều tiếp theo nói gì?", "Điều 13 nói gì?"),
        ("Điều liền trước nói gì?", "Điều 11 nói gì?"),
        ("Điều 20 nói gì?", "Điều 20 nói gì?"),
        ("Ai cấp thẻ?", "Ai cấp thẻ?"),
    ],
)
def test_a_clause_is_one_of_the_article_that_was_spoken_of(question: str, expected: str) -> None:
    assert complete_provision(question, ARTICLE) == expected
