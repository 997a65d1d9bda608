from __future__ import annotations

import pytest

from hoidap.answering.verification.quotation import honest_quotes

PASSAGE = "Tỷ lệ đăng ký “làm theo” đạt 97,8%, theo đồng chí Lưu Văn Thường."


@pytest.mark.parametrize(
    ("claim", "shown"),
    [
        ("Tỷ lệ đăng ký “làm theo” đạt 97,8%.", "Tỷ lệ đăng ký “làm theo” đạt 97,8%."),
        ('Tỷ lệ đăng ký "làm theo" đạt 97,8%.', 'Tỷ lệ đăng ký "làm theo" đạt 97,8%.'),
        ("Đồng chí nói: “Đạt hơn 97,8%”.", "Đồng chí nói: Đạt hơn 97,8%."),
        ("Tỷ lệ “đăng ký đạt 97,8%.", "Tỷ lệ đăng ký đạt 97,8%."),
    ],
)
def test_marks_stay_only_around_words_of_a_passage(claim: str, shown: str) -> None:
    assert honest_quotes(claim, [PASSAGE]) == shown
