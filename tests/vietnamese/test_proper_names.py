"""Names are found whatever letter they begin with."""

from __future__ import annotations

import pytest

from hoidap.vietnamese.proper_names import find_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("huyện Đầm Hà và huyện Tiên Yên", ["Đầm Hà", "Tiên Yên"]),
        ("đồng chí Lưu Văn Thường trả lời", ["Lưu Văn Thường"]),
        ("ông Ứng Văn Ổn", ["Ứng Văn Ổn"]),
        ("UBND huyện Hải Hà, Báo Quảng Ninh", ["Hải Hà", "Báo Quảng Ninh"]),
        ("Năm nay huyện có nhiều việc", []),
        ("bộ luật lao động", []),
        ("Hà. Nội", []),
        ("", []),
    ],
)
def test_runs_of_capitalised_words(text: str, names: list[str]) -> None:
    assert [found.text for found in find_names(text)] == names


def test_ranges_are_of_the_text() -> None:
    text = "Theo đồng chí Đỗ Ánh, việc đó đã xong."
    for found in find_names(text):
        assert text[found.start : found.end] == found.text
