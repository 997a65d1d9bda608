"""Document numbers are found in every spelling and brought to the official one."""

from __future__ import annotations

import pytest

from hoidap.vietnamese.document_codes import body_name, codes_of_type, known_body, type_code
from hoidap.vietnamese.document_number import (
    Family,
    find_document_numbers,
    parse_document_number,
    same_number,
)

OFFICIAL = {
    Family.PARTY: (
        "06-CT/TW 12-NQ/TW 101-QĐ/TW 08-QĐi/TW 01-KL/TW 03-KH/TW 10-NQ/TU 36-HD/VPTW 71-HD/BTGTW "
        "11-HD/TTVH 86-CV/BTGTW 24-BS/UBKTTU 06-QĐNS/TW 127-QĐ/TW"
    ),
    Family.STATE_LEGAL: (
        "93/2007/QĐ-TTg 04/2015/NĐ-CP 03/2025/TT-VPCP 34/2007/PL-UBTVQH11 08/2025/QĐ-UBND "
        "01/2014/TTLT-BNV-BTC 39/2018/NQ-HĐND"
    ),
    Family.LAW: "10/2022/QH15 44/2013/QH13 05/2024/UBTVQH15",
    Family.ADMINISTRATIVE: (
        "1973/CT-TTg 469/QĐ-UBND 1383/QĐ-BNV 30c/NQ-CP 36/KH-ĐCT 126-NĐ/CP 13-LĐ/NĐ 304-CP"
    ),
    Family.DISPATCH: "1590/VPCP-KGVX 905/BNV-CCHC 7019/VPCP-TCCV",
}


@pytest.mark.parametrize(
    ("number", "family"),
    [(number, family) for family, numbers in OFFICIAL.items() for number in numbers.split()],
)
def test_an_official_number_is_its_own_canonical_form(number: str, family: Family) -> None:
    parsed = parse_document_number(number)
    assert parsed is not None
    assert (parsed.canonical, parsed.family) == (number, family)


@pytest.mark.parametrize(
    ("variant", "canonical"),
    [
        ("05 – CT/TW", "05-CT/TW"),
        ("55 - QĐ/TW", "55-QĐ/TW"),
        ("03-CT/TƯ", "03-CT/TW"),
        ("03-CT/T.Ư", "03-CT/TW"),
        ("10-NQ/T.U", "10-NQ/TU"),
        ("37-QĐ-TW", "37-QĐ/TW"),
        ("646/QĐ/QUTW", "646-QĐ/QUTW"),
        ("05/CT-TW", "05-CT/TW"),
        ("Số: 36-HD/VPTW", "36-HD/VPTW"),
        ("Số 5-ct/tw", "05-CT/TW"),
        ("so 05-ct/tw", "05-CT/TW"),
        ("05 ct/tw", "05-CT/TW"),
        ("05ct/tw", "05-CT/TW"),
        ("05 ct tw", "05-CT/TW"),
        ("101-qd/tw", "101-QĐ/TW"),
        ("08-qdi/tw", "08-QĐi/TW"),
        ("04/2015/nd-cp", "04/2015/NĐ-CP"),
        ("4/2015/NĐ-CP", "04/2015/NĐ-CP"),
        ("1973/ct-ttg", "1973/CT-TTg"),
        ("10/2022/qh15", "10/2022/QH15"),
        ("Luật số: 10/2022/QH15", "10/2022/QH15"),
        ("1120 / QĐ-TTg", "1120/QĐ-TTg"),
        ("Nghị quyết 30c/NQ-CP.", "30c/NQ-CP"),
        ("03-CT/TU\u031b", "03-CT/TW"),
    ],
)
def test_a_variant_is_brought_to_the_official_form(variant: str, canonical: str) -> None:
    parsed = parse_document_number(variant)
    assert parsed is not None
    assert parsed.canonical == canonical


OTHER_FIGURES = """\
24/7
1.11.2011
15/5/2016
2016-2020
60 km/h
5 km/giờ
ISO 9001:2008
35 tập thể
8-10 người/nhóm
10/2022
2-3/gio
04 nq tw 4 khoa xi
12 tu
97,8%
100 triệu đồng/tháng-năm
20/11-ngày
tháng 5-2016/nam
"""


@pytest.mark.parametrize(
    "text",
    OTHER_FIGURES.splitlines(),
)
def test_other_figures_are_no_document_numbers(text: str) -> None:
    assert find_document_numbers(text) == []


def test_ranges_are_exact_in_running_text() -> None:
    text = "Chỉ thị số 03-CT/TW, Chỉ thị 1973/CT-TTg; 05 – CT/TW – đẩy mạnh (144-QĐ/TW)."
    found = find_document_numbers(text)
    assert [text[hit.start : hit.end] for hit in found] == [
        "03-CT/TW",
        "1973/CT-TTg",
        "05 – CT/TW",
        "144-QĐ/TW",
    ]


def test_ranges_are_those_of_the_given_text_even_when_it_is_decomposed() -> None:
    text = "Quye\u0302\u0301t đi\u0323nh\u200b 08-QĐi/TW nhe\u0301"
    (hit,) = find_document_numbers(text)
    assert text[hit.start : hit.end] == "08-QĐi/TW"


def test_the_parts_of_a_joint_circular_and_a_dispatch() -> None:
    joint = parse_document_number("01/2014/TTLT-BNV-BTC")
    dispatch = parse_document_number("1590/VPCP-KGVX")
    assert joint is not None and dispatch is not None
    assert (joint.number, joint.year, joint.type_code) == (1, 2014, "TTLT")
    assert joint.organisation == "BNV-BTC"
    assert (dispatch.organisation, dispatch.unit, dispatch.type_code) == ("VPCP", "KGVX", None)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("05-CT/TW", "5 - ct/tư", True),
        ("08-QĐi/TW", "08-QyĐ/TW", True),
        ("08-QĐi/TW", "08-QĐ/TW", False),
        ("05-CT/TW", "05-CTr/TW", False),
        ("30/NQ-CP", "30c/NQ-CP", False),
        ("04/2015/NĐ-CP", "04/2016/NĐ-CP", False),
        ("03-CT/TW", "03-CT/TU", False),
        ("126-NĐ/CP", "126/NĐ-CP", True),
    ],
)
def test_same_number(one: str, other: str, same: bool) -> None:
    first, second = parse_document_number(one), parse_document_number(other)
    assert first is not None and second is not None
    assert same_number(first, second) is same


def test_parsing_refuses_more_than_a_number() -> None:
    assert parse_document_number("05-CT/TW của Bộ Chính trị") is None
    assert parse_document_number("05-CT/TW và 03-CT/TW") is None


def test_codes_and_names_lead_to_each_other() -> None:
    assert codes_of_type("Quy định") == ("QĐ", "QĐi", "QyĐ")
    assert codes_of_type("chi thi") == ("CT",)
    assert codes_of_type("thơ") == ()
    assert (type_code("qđ"), type_code("CTR"), type_code("hd"), type_code("hđ")) == (
        "QĐ",
        "CTr",
        "HD",
        "HĐ",
    )
    assert (known_body("ttg"), known_body("T.Ư"), known_body("T.U")) == ("TTg", "TW", "TU")
    assert body_name("BNV") == "Bộ Nội vụ"
