"""Names in capitals get their usual spelling back."""

from __future__ import annotations

import pytest

from ingest.structure.casing import spell


@pytest.mark.parametrize(
    ("capitals", "usual"),
    [
        ("QUỐC HỘI", "Quốc hội"),
        ("THỦ TƯỚNG CHÍNH PHỦ", "Thủ tướng Chính phủ"),
        ("ỦY BAN THƯỜNG VỤ QUỐC HỘI", "Ủy ban Thường vụ Quốc hội"),
        ("BỘ NỘI VỤ", "Bộ Nội vụ"),
        ("BỘ GIÁO DỤC VÀ ĐÀO TẠO", "Bộ Giáo dục và Đào tạo"),
        ("HUYỆN UỶ HẢI HÀ", "Huyện uỷ Hải Hà"),
        ("ỦY BAN NHÂN DÂN TỈNH QUẢNG NINH", "Ủy ban nhân dân tỉnh Quảng Ninh"),
        ("BAN CHẤP HÀNH TRUNG ƯƠNG", "Ban Chấp hành Trung ương"),
        ("CHĂM SÓC CÂY XANH", "Chăm sóc cây xanh"),
    ],
)
def test_institutions_are_spelt_by_rule(capitals: str, usual: str) -> None:
    assert spell(capitals, "") == usual


def test_the_documents_own_spelling_wins() -> None:
    text = "Quốc hội ban hành Bộ luật Cây xanh. BỘ LUẬT CÂY XANH. Bộ luật Cây xanh quy định."
    assert spell("BỘ LUẬT CÂY XANH", text) == "Bộ luật Cây xanh"
    assert spell("BỘ LUẬT CÂY XANH", "Bộ luật cây xanh.") == "Bộ luật cây xanh"
