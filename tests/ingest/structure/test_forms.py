"""Numbered forms and tables of an appendix are levels inside it, whatever numbers they hold."""

from __future__ import annotations

from hoidap.domain import Section, SectionKind
from ingest.extraction.plain import plain_text
from ingest.structure.state import parse_state

DECISION = """CHÍNH PHỦ
Số: 12/2031/NĐ-CP
NGHỊ ĐỊNH
Về việc trồng tre
Điều 1. Phạm vi
Nghị định này quy định việc trồng tre.
Điều 2. Hiệu lực
Nghị định này có hiệu lực từ ngày ký.
"""

FORMS = """PHỤ LỤC I
CÁC BIỂU MẪU
I. Lĩnh vực trồng trọt
Mẫu số 01
PHỤ LỤC 20
MẪU GIẤY PHÉP TRỒNG TRE
Điều 1. Cấp giấy phép trồng tre
1. Cho phép trồng.
Điều 2. Trách nhiệm
Người được cấp có trách nhiệm giữ đất.
Mẫu số 02. ĐƠN ĐỀ NGHỊ
1. Tên tổ chức.
2. Địa chỉ.
PHỤ LỤC II
CÁCH GHI SỐ
Bảng 2
CÁCH GHI SỐ GIẤY PHÉP
I. Số giấy phép
1. Cấu trúc
2. Hướng dẫn
II. Số chi nhánh
"""


def sections(text: str) -> list[Section]:
    return list(parse_state(plain_text(DECISION + text)))


def locators(text: str) -> list[str]:
    return [each.locator for each in sections(text)]


def test_a_form_stands_in_its_appendix_and_its_numbers_in_it() -> None:
    found = locators(FORMS)
    assert "Mẫu số 01 Phụ lục I" in found
    assert "khoản 1 Điều 1 Phụ lục 20 Mẫu số 01 Phụ lục I" in found
    assert "Mẫu số 02 Phụ lục I" in found
    assert [each for each in found if each.startswith("ý 2 ") and "Mẫu số 02" in each]


def test_an_appendix_printed_in_a_form_ends_nothing_and_the_next_in_order_does() -> None:
    found = locators(FORMS)
    assert "Phụ lục II" in found and "Phụ lục 20" not in found
    top = [s.label for s in sections(FORMS) if s.kind is SectionKind.APPENDIX and s.parent is None]
    assert top == ["Phụ lục I", "Phụ lục II"]


def test_a_table_with_a_title_in_capitals_is_a_level_and_holds_a_numbering_of_its_own() -> None:
    table = next(each for each in sections(FORMS) if each.label == "Bảng 2")
    assert table.title == "CÁCH GHI SỐ GIẤY PHÉP"
    assert "mục II Bảng 2 Phụ lục II" in locators(FORMS)


def test_the_caption_of_a_table_in_running_text_interrupts_no_numbering() -> None:
    text = "PHỤ LỤC I\nSỐ LIỆU\n1. Giống\nBảng 1. Giống tre theo vùng\nTre | 5\n2. Đất\n"
    found = locators(text)
    assert not [each for each in found if "Bảng 1" in each]
    assert [each for each in found if each.startswith("ý 2 ")]


def test_a_form_that_a_sentence_names_is_none() -> None:
    text = "PHỤ LỤC I\nSỐ LIỆU\nMẫu số 01 ban hành kèm theo Nghị định này.\n"
    assert not [each for each in locators(text) if "Mẫu số" in each]


def test_forms_of_two_appendices_may_have_one_number() -> None:
    text = "PHỤ LỤC I\nĐƠN\nMẫu số 01\nTên.\nPHỤ LỤC II\nTỜ KHAI\nMẫu số 01\nTên.\n"
    found = locators(text)
    assert {"Mẫu số 01 Phụ lục I", "Mẫu số 01 Phụ lục II"} <= set(found)
