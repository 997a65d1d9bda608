"""Dates are read day first, to the precision of the text."""

from __future__ import annotations

from datetime import date

import pytest

from hoidap.vietnamese.dates import find_dates, interval_of


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Hà Nội, ngày 07 tháng 11 năm 2006", ["2006-11-07"]),
        ("ngay 16 thang 1 nam 2012", ["2012-01-16"]),
        ("15/5/2016, 15-5-2016, 15.5.2016, 15 – 5 – 2016", ["2016-05-15"] * 4),
        ("(đăng 1.11. 2011)", ["2011-11-01"]),
        ("mùng 2 tháng 9 năm 1945", ["1945-09-02"]),
        ("2021-05-18", ["2021-05-18"]),
        ("ngày 03 tháng 02/2007", ["2007-02-03"]),
        ("tháng 9 năm 2014, tháng 09.2014, 9-2014 và 9/2014", ["2014-09"] * 4),
        ("quý II năm 2016; quy 2/2016", ["2016-Q2"] * 2),
        ("từ năm 2016, giai đoạn 2016–2020", ["2016", "2016", "2020"]),
        ("khoá XI (2011 - 2015)", ["2011", "2015"]),
        ("họp sáng 17/8, ngày 12 tháng 6", ["--08-17", "--06-12"]),
        ("Thứ Bảy, 11/06/2016, 04:47 [GMT+7]", ["2016-06-11"]),
    ],
)
def test_a_date_is_read_in_every_form(text: str, dates: list[str]) -> None:
    assert [found.iso for found in find_dates(text)] == dates


OTHER_FIGURES = """\
30/2/2016
13-13-2016
10/2022/QH15
93/2007/QĐ-TTg
04/2015/NĐ-CP
đạt đến 2/3 số
ISO 9001:2008
năm 2016,5
2000 đồng
1945-CT/TW
tháng năm
"""


@pytest.mark.parametrize("text", OTHER_FIGURES.splitlines())
def test_other_figures_are_no_dates(text: str) -> None:
    assert find_dates(text) == []


def test_ranges_are_exact() -> None:
    text = "Ban hành ngày 15 tháng 5 năm 2016, sơ kết 12/6/2021."
    assert [text[found.start : found.end] for found in find_dates(text)] == [
        "ngày 15 tháng 5 năm 2016",
        "12/6/2021",
    ]


def test_an_interval_is_the_days_that_are_meant() -> None:
    assert interval_of("2016-02") == (date(2016, 2, 1), date(2016, 2, 29))
    assert interval_of("2016-Q4") == (date(2016, 10, 1), date(2016, 12, 31))
    assert interval_of("2016") == (date(2016, 1, 1), date(2016, 12, 31))
    assert interval_of("2016-05-15") == (date(2016, 5, 15), date(2016, 5, 15))
    assert interval_of("--08-17") is None
