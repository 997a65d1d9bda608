"""Figures and number words have one value each."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hoidap.vietnamese.folding import fold
from hoidap.vietnamese.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("97,8%", "97.8", "%"),
        ("98.5 phần trăm", "98.5", "%"),
        ("1.000.000 đồng", "1000000", "đồng"),
        ("1,000,000 USD", "1000000", "usd"),
        ("1,5 triệu đồng", "1500000", "đồng"),
        ("2 tỷ 300 triệu đồng", "2300000000", "đồng"),
        ("10 nghìn tỷ đồng", "10000000000000", "đồng"),
        ("35", "35", None),
        ("05 ngày", "5", "ngày"),
        ("ba mươi lăm", "35", None),
        ("hai lăm", "25", None),
        ("hai mươi tư giờ", "24", "giờ"),
        ("mười lăm ngày", "15", "ngày"),
        ("hai mươi năm", "20", "năm"),
        ("một trăm sáu mươi", "160", None),
        ("một trăm linh năm", "105", None),
        ("hai nghìn không trăm mười sáu", "2016", None),
        ("một nghìn chín trăm bốn mươi lăm", "1945", None),
        ("hai triệu rưỡi", "2500000", None),
        ("126 năm", "126", "năm"),
        ("năm trăm nghìn đồng", "500000", "đồng"),
    ],
)
def test_a_quantity_as_a_whole(text: str, value: str, unit: str | None) -> None:
    (found,) = find_quantities(text)
    assert (found.value, found.unit) == (Decimal(value), unit)
    assert (found.start, found.end) == (0, len(text))


@pytest.mark.parametrize("text", ["ba mươi lăm tập thể", "một trăm sáu mươi cá nhân", "hai lăm"])
def test_number_words_without_diacritics(text: str) -> None:
    assert find_quantities(fold(text))[0].value == find_quantities(text)[0].value


def test_quantities_of_running_text_with_exact_ranges() -> None:
    text = "Khen thưởng 35 tập thể và 160 cá nhân; đạt 97,8% sau ba năm, nêu năm nhiệm vụ."
    found = find_quantities(text)
    assert [text[quantity.start : quantity.end] for quantity in found] == [
        "35",
        "160",
        "97,8%",
        "ba năm",
        "năm",
    ]
    assert text[found[2].start : found[2].number_end] == "97,8"


@pytest.mark.parametrize("text", ["Điều 1 Quy định 37", "Nghị định số 61 ngày 16/8/2023"])
def test_what_only_looks_like_a_unit_is_none(text: str) -> None:
    assert find_quantities(text)[0].unit is None


def test_a_unit_is_not_read_as_a_number_again() -> None:
    assert [found.value for found in find_quantities("126 năm ngày sinh")] == [126]


NO_QUANTITIES = """\
Chỉ thị 05-CT/TW ngày 15/5/2016
năm nay, một số việc, không có
thứ ba, lần thứ mười hai, tháng tư
lúc 04:47, Quốc hội QH13, H1N1.
hàng trăm người
sau do ba noi
mục 1.2.3
"""


@pytest.mark.parametrize("text", NO_QUANTITIES.splitlines())
def test_other_figures_and_words_are_no_quantities(text: str) -> None:
    assert find_quantities(text) == []
