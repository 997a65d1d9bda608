"""A list is found whole from any part of it."""

from __future__ import annotations

import pytest

from hoidap.answering.enumerations import enumeration_at, opening_above
from hoidap.domain import Document
from ingest.documents import read_document
from ingest.extraction.registry import extract

LAW = """QUỐC HỘI
Luật số: 99/2020/QH14
LUẬT
VỀ VIỆC THỬ
Điều 1. Quyền của người đọc
1. Người đọc có các quyền sau đây:
a) Mượn sách;
b) Đọc tại chỗ;
c) Góp ý cho thư viện.
2. Người đọc trả sách đúng hạn.
Điều 2. Nghĩa vụ
1. Giữ sách sạch.
2. Trả sách.
"""

INTERVIEW = """# Thư viện xã

**Phóng viên:** Thư viện có những việc gì mới?

**Ông Văn Mẫu:** Năm nay có nhiều việc.

Những việc đã làm gồm:

1. Mở cửa buổi tối.
2. Thêm sách thiếu nhi.

Bạn đọc tăng gấp đôi.

**Phóng viên:** Cảm ơn ông!
"""


PLAN = """ỦY BAN NHÂN DÂN XÃ MẪU
Số: 12/KH-UBND
KẾ HOẠCH
Sửa đường xã năm 2026
I. MỤC TIÊU
1. Sửa xong 5 km đường.
II. TỔ CHỨC THỰC HIỆN
1. Văn phòng
a) Đôn đốc các xã báo cáo;
b) Lập hồ sơ.
2. Sở Tài chính
a) Hướng dẫn việc chi tiền;
b) Thanh toán trước ngày 30/6.
3. Các xã báo cáo hằng tháng.
"""


def document(text: str, name: str) -> Document:
    return read_document(extract(text.encode(), name, 10_000)[0], name, None).document


@pytest.mark.parametrize("inside", ["Người đọc có các quyền", "Mượn sách", "c) Góp ý"])
def test_points_of_a_clause_with_their_lead_in(inside: str) -> None:
    law = document(LAW, "luat.txt")
    start = law.text.index(inside)
    found = enumeration_at(law, start, start + len(inside))
    assert found is not None
    shown = law.text[found.start : found.end]
    assert shown.startswith("1. Người đọc có các quyền sau đây:")
    assert shown.endswith("c) Góp ý cho thư viện.")
    assert len(found.items) == 3


def test_clauses_without_a_lead_in_are_no_list() -> None:
    law = document(LAW, "luat.txt")
    start = law.text.index("Giữ sách sạch")
    assert enumeration_at(law, start, start + 5) is None


@pytest.mark.parametrize("inside", ["Những việc đã làm gồm:", "Thêm sách"])
def test_a_list_in_an_interviews_answer(inside: str) -> None:
    interview = document(INTERVIEW, "phong-van.md")
    start = interview.text.index(inside)
    found = enumeration_at(interview, start, start + len(inside))
    assert found is not None
    assert interview.text[found.start : found.end] == (
        "Những việc đã làm gồm:\n\n1. Mở cửa buổi tối.\n2. Thêm sách thiếu nhi."
    )


def test_a_sentence_beside_a_list_is_not_part_of_it() -> None:
    interview = document(INTERVIEW, "phong-van.md")
    start = interview.text.index("Bạn đọc tăng")
    assert enumeration_at(interview, start, start + 5) is None


@pytest.mark.parametrize(
    ("inside", "opened_by"),
    [
        ("Hướng dẫn việc chi", "2. Sở Tài chính"),
        ("Thanh toán trước", "2. Sở Tài chính"),
        ("Đôn đốc các xã", "1. Văn phòng"),
        ("3. Các xã", None),
    ],
)
def test_a_sub_item_is_opened_by_its_item_and_not_by_the_part_above(
    inside: str, opened_by: str | None
) -> None:
    plan = document(PLAN, "ke-hoach.txt")
    found = opening_above(plan, plan.text.index(inside))
    assert (plan.text[slice(*found)] if found else None) == opened_by
