"""Documents are recognised by number, plenum, name and part of a number."""

from __future__ import annotations

import pytest

from hoidap.vietnamese.folding import fold
from hoidap.vietnamese.references import (
    NumberReference,
    PartialReference,
    PlenumReference,
    Reference,
    find_references,
)


def only(text: str) -> Reference:
    (reference,) = find_references(text)
    return reference


@pytest.mark.parametrize(
    ("text", "plenum", "term"),
    [
        ("Nghị quyết Trung ương 4 khoá XI", 4, "XI"),
        ("Nghị quyết T.Ư 4 (khoá XI)", 4, "XI"),
        ("Nghị quyết T.Ư 4, khoá XI", 4, "XI"),
        ("Nghị quyết TW4 khoá 11", 4, "XI"),
        ("NQ TW 4 khóa XII", 4, "XII"),
        ("nghi quyet trung uong 4 khoa xi", 4, "XI"),
        ("nghị quyết trung ương bốn khoá mười hai", 4, "XII"),
        ("Nghị quyết Hội nghị Trung ương 4 khoá XII", 4, "XII"),
        ("Hội nghị lần thứ tư Ban Chấp hành Trung ương Đảng khoá XII", 4, "XII"),
        ("Trung ương 4 khoá XIII", 4, "XIII"),
        ("Nghị quyết Trung ương 4", 4, None),
    ],
)
def test_a_plenum_in_every_spelling(text: str, plenum: int, term: str | None) -> None:
    reference = only(text)
    assert isinstance(reference, PlenumReference)
    assert (reference.plenum, reference.term) == (plenum, term)
    assert (reference.start, reference.end) == (0, len(text))


def test_what_a_plenum_issued_is_its_type() -> None:
    assert only("Nghị quyết T.Ư 4 (khoá XI)").type == "Nghị quyết"
    assert only("kl tw 4 khoá xiii").type == "Kết luận"
    assert only("Hội nghị Trung ương 4 khoá XIII").type is None


@pytest.mark.parametrize(
    ("text", "type_name", "number", "year"),
    [
        ("Chỉ thị 05", "Chỉ thị", 5, None),
        ("chi thi so 05", "Chỉ thị", 5, None),
        ("ct 05", "Chỉ thị", 5, None),
        ("Quy định 55", "Quy định", 55, None),
        ("quy dinh 37 ve nhung dieu dang vien khong duoc lam", "Quy định", 37, None),
        ("Nghị định 30/2020", "Nghị định", 30, 2020),
        ("Kết luận 01 năm 2021", "Kết luận", 1, 2021),
        ("qđ 93 năm 2007", "Quyết định", 93, 2007),
    ],
)
def test_a_type_with_a_bare_number(
    text: str, type_name: str, number: int, year: int | None
) -> None:
    reference = only(text)
    assert isinstance(reference, PartialReference)
    assert (reference.type, reference.number, reference.year) == (type_name, number, year)


NO_REFERENCES = """\
quy định 3 mức phạt
quyết định 2 việc
kế hoạch 5 năm
báo cáo 6 tháng
kết luận
theo pháp luật về đất đai
luật sư Nguyễn A
Luật này quy định
Quốc hội thông qua luật thay thế Pháp lệnh
luật mới ban hành
kỷ luật đảng viên
"""


@pytest.mark.parametrize("text", NO_REFERENCES.splitlines())
def test_counted_nouns_and_ordinary_words_are_no_references(text: str) -> None:
    assert find_references(text) == []


@pytest.mark.parametrize(
    ("text", "name", "year"),
    [
        ("Bộ luật Lao động 2019", "Bộ luật Lao động", 2019),
        ("luật lao động", "Bộ luật Lao động", None),
        ("BLLĐ năm 2019", "Bộ luật Lao động", 2019),
        ("luat thi dua khen thuong quy dinh the nao", "Luật Thi đua, khen thưởng", None),
        ("Luật Phòng, chống ma tuý", "Luật Phòng, chống ma tuý", None),
        ("luật phòng chống ma túy 2021", "Luật Phòng, chống ma tuý", 2021),
        ("Hiến pháp 2013", "Hiến pháp", 2013),
        ("Điều lệ Đảng", "Điều lệ Đảng", None),
        ("nghị quyết Đại hội XIII của Đảng", "Đại hội XIII", None),
        ("Luật Dữ liệu mở có hiệu lực", "Luật Dữ liệu mở", None),
    ],
)
def test_a_law_by_its_name(text: str, name: str, year: int | None) -> None:
    reference = only(text)
    assert isinstance(reference, PartialReference)
    assert (reference.name, reference.year) == (name, year)


def test_the_caller_can_add_names() -> None:
    text = "luat du lieu mo cua toan dan"
    assert only(text).end == len("luat du lieu mo")
    known = find_references(text, known_names=["Luật Dữ liệu mở của toàn dân"])
    assert isinstance(known[0], PartialReference)
    assert known[0].name == "Luật Dữ liệu mở của toàn dân"


def test_what_stands_beside_a_number_belongs_to_it() -> None:
    reference = only("Chỉ thị số 05-CT/TW ngày 15/5/2016 của Bộ Chính trị (khoá XII) về học tập")
    assert isinstance(reference, NumberReference)
    assert reference.number.canonical == "05-CT/TW"
    assert (reference.type, reference.issuer, reference.term, reference.issued_on) == (
        "Chỉ thị",
        "Bộ Chính trị",
        "XII",
        "2016-05-15",
    )


def test_references_of_running_text_with_exact_ranges() -> None:
    text = (
        "Triển khai Chỉ thị 03-CT/TW của Bộ Chính trị (khoá XI), Chỉ thị 1973/CT-TTg của Thủ tướng "
        "Chính phủ và Nghị quyết T.Ư 4 (khoá XI), theo Luật Đất đai năm 2024."
    )
    found = find_references(text)
    assert [text[reference.start : reference.end] for reference in found] == [
        "Chỉ thị 03-CT/TW của Bộ Chính trị (khoá XI)",
        "Chỉ thị 1973/CT-TTg của Thủ tướng Chính phủ",
        "Nghị quyết T.Ư 4 (khoá XI)",
        "Luật Đất đai năm 2024",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Chỉ thị 05-CT/TW của Bộ Chính trị khoá XII",
        "Nghị quyết Trung ương 4 khoá XI",
        "Quy định 55 của Ban Bí thư năm 2016",
        "Bộ luật Lao động 2019",
    ],
)
def test_typed_without_diacritics_it_means_the_same(text: str) -> None:
    assert find_references(fold(text).lower()) == find_references(text)
